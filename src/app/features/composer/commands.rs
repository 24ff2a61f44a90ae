//! What can be typed with a slash (E9). The engine makes the messages (`handlers/composer.rs`).

use crate::t;

/// A command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slash {
    /// An emote.
    Me,
    /// As it stands, without Markdown.
    Plain,
    /// HTML.
    Html,
    /// Hidden until it is pressed.
    Spoiler,
    /// `¯\_(ツ)_/¯` before the words.
    Shrug,
    /// A table is thrown.
    Tableflip,
    /// It is put back.
    Unflip,
    /// `( ͡° ͜ʖ ͡°)` before the words.
    Lenny,
}

impl Slash {
    /// All of them, as they are offered.
    pub(crate) const ALL: [Self; 8] = [
        Self::Me,
        Self::Plain,
        Self::Spoiler,
        Self::Html,
        Self::Shrug,
        Self::Tableflip,
        Self::Unflip,
        Self::Lenny,
    ];

    /// What is typed after the slash.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Me => "me",
            Self::Plain => "plain",
            Self::Html => "html",
            Self::Spoiler => "spoiler",
            Self::Shrug => "shrug",
            Self::Tableflip => "tableflip",
            Self::Unflip => "unflip",
            Self::Lenny => "lenny",
        }
    }

    /// What it does.
    pub(crate) fn help(self) -> String {
        match self {
            Self::Me => t!("composer-slash-me"),
            Self::Plain => t!("composer-slash-plain"),
            Self::Html => t!("composer-slash-html"),
            Self::Spoiler => t!("composer-slash-spoiler"),
            Self::Shrug => t!("composer-slash-before", words = "¯\\_(ツ)_/¯"),
            Self::Tableflip => t!("composer-slash-before", words = "(╯°□°)╯︵ ┻━┻"),
            Self::Unflip => t!("composer-slash-before", words = "┬──┬ ノ( ゜-゜ノ)"),
            Self::Lenny => t!("composer-slash-before", words = "( ͡° ͜ʖ ͡°)"),
        }
    }

    /// Those that begin with these letters.
    pub(crate) fn beginning(typed: &str) -> impl Iterator<Item = Self> {
        let typed = typed.to_ascii_lowercase();
        Self::ALL.into_iter().filter(move |slash| slash.name().starts_with(&typed))
    }

    /// The word of a text that looks like a command and is none. A path and a text after two slashes are words.
    pub(crate) fn unknown(text: &str) -> Option<&str> {
        let word = text.strip_prefix('/')?.split(char::is_whitespace).next()?;
        let looks =
            !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        (looks && !Self::ALL.iter().any(|slash| slash.name() == word)).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_command_and_is_none_is_named() {
        assert_eq!(Slash::unknown("/shrg what"), Some("shrg"));
        for text in ["/me waves", "/plain", "//shrg", "/usr/bin", "/", "/ x", "no /shrg", "/🎉"] {
            assert_eq!(Slash::unknown(text), None, "{text}");
        }
        assert_eq!(Slash::beginning("PL").collect::<Vec<_>>(), [Slash::Plain]);
    }
}
