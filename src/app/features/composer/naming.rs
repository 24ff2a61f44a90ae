//! The word before the caret that names something: `@person`, `#room`, `:emoji` or `/command`.

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// `@`
    Person,
    /// `#`
    Room,
    /// `:`
    Emoji,
    /// `/`, at the beginning of the text.
    Command,
}

/// A word that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// What is named.
    pub(crate) sign: Sign,
    /// Where its sign stands, in bytes.
    pub(crate) start: usize,
    /// What was typed after the sign.
    pub(crate) typed: String,
}

/// A word longer than this, in bytes, names nothing that could be offered.
const LONGEST: usize = 120;
/// So many letters after the colon make it an emoji rather than a sign of punctuation.
const LEAST_OF_EMOJI: usize = 2;

impl Word {
    /// The word that ends at the caret, if it names something.
    pub(crate) fn at(text: &str, caret: usize) -> Option<Self> {
        let before = text.get(..caret)?;
        if let Some(typed) = before.strip_prefix('/')
            && typed.chars().all(|letter| letter.is_ascii_alphanumeric())
        {
            return Some(Self { sign: Sign::Command, start: 0, typed: typed.to_owned() });
        }
        let from = before
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let run = &before[from..];
        // The last sign that does not stand inside a word: `a@b` is an address, `12:30` a time.
        let (at, sign) = run.char_indices().rev().find_map(|(at, letter)| {
            let sign = match letter {
                '@' => Sign::Person,
                '#' => Sign::Room,
                ':' => Sign::Emoji,
                _ => return None,
            };
            let inside = run[..at]
                .chars()
                .next_back()
                .is_some_and(|before| before.is_ascii_alphanumeric() || "@#:/".contains(before));
            (!inside).then_some((at, sign))
        })?;
        let typed = &run[at + 1..];
        if typed.len() > LONGEST {
            return None;
        }
        let fits = match sign {
            Sign::Emoji => {
                typed.chars().count() >= LEAST_OF_EMOJI
                    && typed.chars().all(|letter| letter.is_alphanumeric() || "_+-".contains(letter))
                    && !typed.starts_with(['-', '+'])
            }
            // `# Heading` has a space, `##` is one too.
            Sign::Room => !typed.starts_with('#'),
            Sign::Person | Sign::Command => true,
        };
        fits.then(|| Self { sign, start: from + at, typed: typed.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marked: &str, named: Option<(Sign, &str)>) {
        let caret = marked.find('|').expect("a caret");
        let word = Word::at(&marked.replacen('|', "", 1), caret);
        assert_eq!(word.as_ref().map(|word| (word.sign, word.typed.as_str())), named, "{marked}");
        if let Some(word) = word {
            assert!("@#:/".contains(&marked[word.start..=word.start]), "{marked}");
        }
    }

    #[test]
    fn a_word_with_a_sign_names_something() {
        check("hi @ro|b", Some((Sign::Person, "ro")));
        check("@|", Some((Sign::Person, "")));
        check("(@rob|)", Some((Sign::Person, "rob")));
        check("@rob:vmst.i|", Some((Sign::Person, "rob:vmst.i")));
        check("こんにちは@ro|", Some((Sign::Person, "ro")));
        check("see #gen|", Some((Sign::Room, "gen")));
        check("so :smi|", Some((Sign::Emoji, "smi")));
        check("so\n:läch|", Some((Sign::Emoji, "läch")));
        check("/m|e", Some((Sign::Command, "m")));
        check("/invite @ro|", Some((Sign::Person, "ro")));
    }

    #[test]
    fn signs_inside_words_and_alone_name_nothing() {
        for text in [
            "a@b|",
            "12:30|",
            ":-)|",
            ":D|",
            ":|",
            "https://x|",
            "@rob |",
            "# x|",
            "##|",
            "x /m|",
            "/me x|",
            "/a/b|",
            "|",
        ] {
            check(text, None);
        }
    }
}
