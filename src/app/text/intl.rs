//! The browser's own knowledge of languages: dates, times and lists.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::language;

thread_local! {
    /// Formatters by language and name: making one costs a hundred times its use.
    static FORMATTERS: RefCell<HashMap<(&'static str, &'static str), Function>> = RefCell::default();
    static RELATIVE: RefCell<HashMap<&'static str, Intl::RelativeTimeFormat>> = RefCell::default();
}

fn object(options: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in options {
        let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
    }
    object
}

/// Formats a time in milliseconds since 1970 with a named set of `Intl.DateTimeFormat` options.
pub(super) fn date(name: &'static str, options: &[(&str, &str)], milliseconds: f64) -> String {
    let locale = language::current().code();
    let format = FORMATTERS.with(|formatters| {
        formatters
            .borrow_mut()
            .entry((locale, name))
            .or_insert_with(|| {
                let locales = Array::of1(&regional(locale).into());
                Intl::DateTimeFormat::new(&locales, &object(options)).format()
            })
            .clone()
    });
    let date = js_sys::Date::new(&JsValue::from_f64(milliseconds));
    format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
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
    let locale = language::current().code();
    RELATIVE.with(|formatters| {
        let mut formatters = formatters.borrow_mut();
        let format = formatters.entry(locale).or_insert_with(|| {
            Intl::RelativeTimeFormat::new(&Array::of1(&locale.into()), &object(&[("numeric", "auto")]))
        });
        String::from(format.format(amount, unit))
    })
}

/// "a, b and c".
pub fn list(parts: &[String]) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return parts.join(", ");
    }
    let locale = language::current().code();
    let made = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"ListFormat".into()))
        .and_then(|class| class.dyn_into::<Function>())
        .and_then(|class| {
            Reflect::construct(&class, &Array::of2(&locale.into(), &object(&[("type", "conjunction")])))
        })
        .and_then(|formatter| {
            let format = Reflect::get(&formatter, &"format".into())?.dyn_into::<Function>()?;
            let items: Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
            format.call1(&formatter, &items)
        });
    made.ok().and_then(|text| text.as_string()).unwrap_or_else(|| parts.join(", "))
}
