//! The browser's own knowledge of languages: dates, times and lists.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::language;

/// A formatter, and its `format`.
type Formatter = (JsValue, Function);

thread_local! {
    /// By language and name: making one costs a hundred times its use.
    static FORMATTERS: RefCell<HashMap<(&'static str, &'static str), Formatter>> = RefCell::default();
}

fn object(options: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in options {
        let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
    }
    object
}

/// Formats with the formatter of this name, which is made where there is none for the language.
fn format(
    name: &'static str,
    make: impl FnOnce(&str) -> Result<JsValue, JsValue>,
    arguments: &Array,
) -> Option<String> {
    let locale = language::current().code();
    let known = FORMATTERS.with(|formatters| formatters.borrow().get(&(locale, name)).cloned());
    let (formatter, format) = match known {
        Some(known) => known,
        None => {
            let formatter = make(locale).ok()?;
            let format = Reflect::get(&formatter, &"format".into()).ok()?.dyn_into::<Function>().ok()?;
            let made = (formatter, format);
            FORMATTERS.with(|formatters| formatters.borrow_mut().insert((locale, name), made.clone()));
            made
        }
    };
    format.apply(&formatter, arguments).ok()?.as_string()
}

/// Formats a time in milliseconds since 1970 with a named set of `Intl.DateTimeFormat` options.
pub(super) fn date(name: &'static str, options: &[(&str, &str)], milliseconds: f64) -> String {
    let make = |locale: &str| {
        let locales = Array::of1(&regional(locale).into());
        Ok(Intl::DateTimeFormat::new(&locales, &object(options)).into())
    };
    let date = js_sys::Date::new(&JsValue::from_f64(milliseconds));
    format(name, make, &Array::of1(&date)).unwrap_or_default()
}

/// The browser's own region for the language (`en-GB`), so that clocks have the hours people are used to.
fn regional(locale: &str) -> String {
    crate::platform::window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|code| code.as_string())
        .find(|code| code.split('-').next() == Some(locale))
        .unwrap_or_else(|| locale.to_owned())
}

/// Formats "yesterday", "in 3 days": an amount of a unit of `Intl.RelativeTimeFormat`.
pub(super) fn relative(amount: f64, unit: &str) -> String {
    let make = |locale: &str| {
        let options = object(&[("numeric", "auto")]);
        Ok(Intl::RelativeTimeFormat::new(&Array::of1(&locale.into()), &options).into())
    };
    format("relative", make, &Array::of2(&amount.into(), &unit.into())).unwrap_or_default()
}

/// "a, b and c".
pub fn list(parts: &[String]) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return parts.join(", ");
    }
    let make = |locale: &str| {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
        let class = Reflect::get(&intl, &"ListFormat".into())?.dyn_into::<Function>()?;
        Reflect::construct(&class, &Array::of2(&locale.into(), &object(&[("type", "conjunction")])))
    };
    let items: Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    format("list", make, &Array::of1(&items)).unwrap_or_else(|| parts.join(", "))
}
