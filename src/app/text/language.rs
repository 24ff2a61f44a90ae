//! Which language the texts are in.

use leptos::prelude::*;
use unic_langid::LanguageIdentifier;

use crate::platform::{self, prefs};

/// A language with texts in `public/locales`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Compiled in.
    English,
    /// Fetched.
    German,
}

const PREFERENCE: &str = "language";

thread_local! {
    static CURRENT: ArcRwSignal<Language> = ArcRwSignal::new(Language::English);
}

impl Language {
    /// All there are.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The BCP 47 code, which is also the folder's name.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The language's own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language that a BCP 47 code such as `de-AT` asks for.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    pub(super) fn identifier(self) -> LanguageIdentifier {
        // The codes are ours and valid; were one not, plural rules would be those of no language.
        self.code().parse().unwrap_or_default()
    }
}

fn signal() -> ArcRwSignal<Language> {
    CURRENT.with(Clone::clone)
}

pub(super) fn track() {
    signal().track();
}

/// The language now, tracked.
pub fn current() -> Language {
    signal().get()
}

/// The language now, not tracked.
pub fn current_untracked() -> Language {
    signal().get_untracked()
}

/// The language to begin with: the one chosen here before, or the first of the browser's that there is.
pub fn preferred() -> Language {
    if let Some(language) = prefs::get(PREFERENCE).and_then(|code| Language::from_code(&code)) {
        return language;
    }
    platform::window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|code| code.as_string())
        .find_map(|code| Language::from_code(&code))
        .unwrap_or(Language::English)
}

/// Shows a language; its texts are fetched if need be, and the old ones stay if that fails.
pub async fn show(language: Language) {
    let sources = match language {
        Language::English => None,
        other => {
            let mut sources = Vec::new();
            for part in super::parts_here() {
                let file = format!("locales/{}/{}.ftl", other.code(), part.name);
                let Some(source) = platform::fetch_text(&file).await else { return };
                sources.push(source);
            }
            Some(sources)
        }
    };
    super::use_texts(language, sources);
    if let Some(root) = platform::document().document_element() {
        let _ = root.set_attribute("lang", language.code());
    }
    signal().set(language);
}

/// Shows a language from now on, also after a reload.
pub async fn choose(language: Language) {
    prefs::set(PREFERENCE, language.code());
    show(language).await;
}
