//! The emoji that there are, with their names in the language of the page; `public/emoji` has them, and
//! `end2end/tools/emoji.mjs` makes it.

use std::{cell::RefCell, rc::Rc};

use crate::{
    platform,
    text::{Language, language},
};

/// Emoji that stand together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// What is in it, in Unicode's order.
    pub emoji: Vec<Emoji>,
    /// Whether these are the ones used most, which stand in another group too.
    pub recent: bool,
}

/// All groups.
pub type Groups = Vec<Rc<Group>>;

/// One emoji.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emoji {
    /// Itself, with the selector that makes it a picture where it needs one, as keys of reactions have it
    /// (spec, `m.reaction`).
    pub text: String,
    /// Its name.
    pub name: String,
    /// Whether it has skin tones.
    pub toned: bool,
    /// Name and further words, in small letters.
    words: String,
}

impl Emoji {
    /// Itself with a skin tone, if it has one.
    pub fn with(&self, tone: Tone) -> String {
        let Some(tone) = tone.modifier().filter(|_| self.toned) else { return self.text.clone() };
        let mut rest = self.text.chars();
        let mut text = String::new();
        text.extend(rest.next());
        text.push(tone);
        let rest = rest.as_str();
        text.push_str(rest.strip_prefix('\u{FE0F}').unwrap_or(rest));
        text
    }
}

/// The colour of skin (Unicode Technical Standard 51, "Emoji Modifiers").
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// None: yellow.
    #[default]
    None,
    /// Light.
    Light,
    /// Medium-light.
    MediumLight,
    /// Medium.
    Medium,
    /// Medium-dark.
    MediumDark,
    /// Dark.
    Dark,
}

impl Tone {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Light, Self::MediumLight, Self::Medium, Self::MediumDark, Self::Dark];

    fn modifier(self) -> Option<char> {
        match self {
            Self::None => None,
            Self::Light => Some('\u{1F3FB}'),
            Self::MediumLight => Some('\u{1F3FC}'),
            Self::Medium => Some('\u{1F3FD}'),
            Self::MediumDark => Some('\u{1F3FE}'),
            Self::Dark => Some('\u{1F3FF}'),
        }
    }
}

/// A hand, which has all tones.
pub fn hand() -> Emoji {
    Emoji { text: "✋".to_owned(), name: String::new(), toned: true, words: String::new() }
}

/// Reads a file of `public/emoji`.
pub fn read(text: &str) -> Groups {
    let mut groups: Vec<Group> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# ") {
            groups.push(Group { name: name.to_owned(), ..Group::default() });
            continue;
        }
        let mut parts = line.split('\t');
        let (Some(text), Some(name), Some(group)) = (parts.next(), parts.next(), groups.last_mut()) else {
            continue;
        };
        let words = format!("{name} {}", parts.next().unwrap_or_default()).to_lowercase();
        let toned = parts.next() == Some("+");
        group.emoji.push(Emoji { text: text.to_owned(), name: name.to_owned(), toned, words });
    }
    groups.into_iter().map(Rc::new).collect()
}

/// The emoji that fit what was typed, the best first: all its words begin words of theirs, in the name rather than in
/// the further words.
pub fn search<'g>(groups: &'g [Rc<Group>], query: &str) -> Vec<&'g Emoji> {
    let query = query.trim().trim_matches(':').to_lowercase();
    let parts: Vec<&str> = query.split([' ', '_', '-']).filter(|part| !part.is_empty()).collect();
    let mut found: Vec<(u8, &Emoji)> = groups
        .iter()
        .filter(|group| !group.recent)
        .flat_map(|group| &group.emoji)
        .filter_map(|emoji| {
            if emoji.text == query {
                return Some((0, emoji));
            }
            let name = emoji.words.get(..emoji.name.to_lowercase().len()).unwrap_or_default();
            let begins = |text: &str, part: &str| {
                text.split(|c: char| !c.is_alphanumeric() && c != '+').any(|word| word.starts_with(part))
            };
            let rank = if name == query {
                0
            } else if name.starts_with(&query) {
                1
            } else if parts.iter().all(|part| begins(name, part)) {
                2
            } else if parts.iter().all(|part| begins(&emoji.words, part)) {
                3
            } else {
                return None;
            };
            Some((rank, emoji))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, emoji)| emoji).collect()
}

/// The emoji of this text, in any tone of skin, to stand among those used most.
pub fn find(groups: &[Rc<Group>], text: &str) -> Option<Emoji> {
    let bare = |text: &str| -> String {
        text.chars().filter(|letter| !matches!(letter, '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')).collect()
    };
    let wanted = bare(text);
    let found = groups.iter().flat_map(|group| &group.emoji).find(|emoji| bare(&emoji.text) == wanted)?;
    // As it was used, whatever tone is chosen now.
    Some(Emoji { text: text.to_owned(), toned: false, ..found.clone() })
}

thread_local! {
    static LOADED: RefCell<Option<(Language, Rc<Groups>)>> = const { RefCell::new(None) };
}

/// The emoji in the language of the page; read from the server, or the browser's cache, once. `None` where that fails.
pub async fn load() -> Option<Rc<Groups>> {
    let language = language::current_untracked();
    let loaded = LOADED.with_borrow(|loaded| loaded.clone());
    if let Some((_, groups)) = loaded.filter(|(of, _)| *of == language) {
        return Some(groups);
    }
    let text = platform::fetch_text(&format!("emoji/{}.txt", language.code())).await?;
    let groups = Rc::new(read(&text));
    LOADED.set(Some((language, Rc::clone(&groups))));
    Some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Groups {
        read(include_str!("../../../public/emoji/en.txt"))
    }

    fn named<'g>(groups: &'g [Rc<Group>], name: &str) -> &'g Emoji {
        groups.iter().flat_map(|group| &group.emoji).find(|emoji| emoji.name == name).expect("there is one")
    }

    #[test]
    fn both_languages_have_the_same_emoji() {
        let german = read(include_str!("../../../public/emoji/de.txt"));
        let texts = |groups: &[Rc<Group>]| -> Vec<Vec<String>> {
            groups.iter().map(|group| group.emoji.iter().map(|emoji| emoji.text.clone()).collect()).collect()
        };
        assert_eq!(texts(&english()), texts(&german));
        assert_eq!(german.len(), 9);
        assert!(texts(&german).iter().all(|group| group.len() > 50));
        let keycap = german.iter().flat_map(|group| &group.emoji).find(|emoji| emoji.text.starts_with('#'));
        assert_eq!(keycap.map(|emoji| emoji.text.as_str()), Some("#\u{FE0F}\u{20E3}"), "no group");
    }

    #[test]
    fn the_best_comes_first() {
        let groups = english();
        let first = |query: &str| search(&groups, query).first().map(|emoji| emoji.name.as_str());
        assert_eq!(first("thumbs up"), Some("thumbs up"));
        assert_eq!(first(":thumbs_up:"), Some("thumbs up"));
        assert_eq!(first("PARTY P"), Some("party popper"));
        assert_eq!(first("😂"), Some("face with tears of joy"));
        assert!(search(&groups, "hello").iter().any(|emoji| emoji.name == "waving hand"));
        assert!(search(&groups, "xyzzy").is_empty());
    }

    #[test]
    fn a_skin_tone_takes_the_place_of_the_selector() {
        let groups = english();
        assert_eq!(named(&groups, "thumbs up").with(Tone::Medium), "👍🏽");
        assert_eq!(named(&groups, "waving hand").with(Tone::None), "👋");
        let used = find(&groups, "👍🏽").expect("a thumb");
        assert_eq!((used.name.as_str(), used.with(Tone::Dark).as_str()), ("thumbs up", "👍🏽"));
        assert_eq!(find(&groups, "agreed"), None);
        assert_eq!(named(&groups, "red heart").with(Tone::Dark), "❤️", "a heart has none");
    }
}
