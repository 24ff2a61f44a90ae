//! Every word on screen, from Fluent files: English is compiled in, other languages are fetched.

pub mod document;
pub mod failure;
pub mod file;
pub(crate) mod highlight;
mod intl;
pub mod language;
pub mod names;
pub mod quote;
pub mod state_change;
pub mod summary;
#[cfg(test)]
mod tests;
pub mod time;

use std::{
    borrow::Cow,
    cell::{OnceCell, RefCell},
};

pub use fluent_bundle::FluentValue;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

pub use self::{intl::list, language::Language};

/// A file of texts, which there is in each language's folder. A UI module has those that it shows.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// The file's name, without its ending.
    name: &'static str,
    english: &'static str,
}

impl Part {
    /// What is shown to who is not signed in, and what both modules show.
    pub const ENTRANCE: Self =
        Self { name: "entrance", english: include_str!("../../../public/locales/en/entrance.ftl") };
    /// All the rest.
    pub const APP: Self = Self { name: "app", english: include_str!("../../../public/locales/en/app.ftl") };
}

type Bundle = FluentBundle<FluentResource>;

thread_local! {
    static PARTS: OnceCell<&'static [Part]> = const { OnceCell::new() };
    static ENGLISH_BUNDLE: Bundle =
        bundle(Language::English, parts_here().iter().map(|part| part.english.to_owned()));
    static BUNDLE: RefCell<Option<Bundle>> = const { RefCell::new(None) };
}

/// Says which texts this module has, before the first is shown.
pub(crate) fn begin(parts: &'static [Part]) {
    PARTS.with(|slot| {
        slot.get_or_init(|| parts);
    });
}

fn parts_here() -> &'static [Part] {
    // Tests have no module of their own.
    const UNTOLD: &[Part] = if cfg!(test) { &[Part::ENTRANCE, Part::APP] } else { &[Part::ENTRANCE] };
    PARTS.with(|slot| slot.get().copied().unwrap_or(UNTOLD))
}

fn bundle(language: Language, sources: impl IntoIterator<Item = String>) -> Bundle {
    let mut bundle = Bundle::new(vec![language.identifier()]);
    // Isolation marks would stand in accessible names and in copied text.
    bundle.set_use_isolating(false);
    for source in sources {
        // A message that does not parse is missing, and is then shown in English; the tests refuse it.
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Takes the texts of another language; none for English.
fn use_texts(language: Language, sources: Option<Vec<String>>) {
    BUNDLE.with(|slot| *slot.borrow_mut() = sources.map(|sources| bundle(language, sources)));
}

fn format(bundle: &Bundle, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, args, &mut errors).into_owned())
}

/// The text of a key; use the macro [`t!`](crate::t). Reads the language signal.
pub fn message(key: &'static str, args: &[(&'static str, FluentValue<'_>)]) -> String {
    language::track();
    let args = (!args.is_empty()).then(|| {
        args.iter().fold(FluentArgs::with_capacity(args.len()), |mut all, (name, value)| {
            all.set(Cow::Borrowed(*name), value.clone());
            all
        })
    });
    BUNDLE
        .with(|slot| slot.borrow().as_ref().and_then(|bundle| format(bundle, key, args.as_ref())))
        .or_else(|| ENGLISH_BUNDLE.with(|bundle| format(bundle, key, args.as_ref())))
        .unwrap_or_else(|| key.to_owned())
}

/// `t!("key")`, `t!("key", name = value, count = n)`: the text in the person's language, as a `String`.
/// It follows the language where it is called inside a closure of `view!`.
#[macro_export]
macro_rules! t {
    ($key:expr) => {
        $crate::text::message($key, &[])
    };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::text::message($key, &[$((stringify!($name), $crate::text::FluentValue::from($value))),+])
    };
}

/// Marks a part of a text that is to stand out; see [`parts`].
pub fn strong(text: &str) -> String {
    format!("\u{2}{text}\u{3}")
}

/// The pieces of a text, and whether each was marked by [`strong`].
pub fn parts(text: &str) -> Vec<(bool, String)> {
    let mut marked = false;
    text.split(['\u{2}', '\u{3}'])
        .map(|piece| {
            let part = (marked, piece.to_owned());
            marked = !marked;
            part
        })
        .filter(|(_, piece)| !piece.is_empty())
        .collect()
}
