//! The colours of code. Found by a worker, while the code stands there plain; only where the sender names the language,
//! since guesses are often wrong.

use std::{cell::RefCell, collections::VecDeque, rc::Rc, sync::Arc};

use futures_util::lock::Mutex;
use leptos::{html, prelude::*};

use crate::platform::highlight::{Highlighter, Tokens};

/// Longer code stays plain, in bytes.
const LONGEST: usize = 50_000;
/// How much is remembered, in bytes of code and of pieces.
const REMEMBERED: usize = 500_000;

/// A stretch of code in one colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its length in bytes.
    bytes: usize,
    /// The class that gives it its colour.
    class: Option<&'static str>,
}

/// Code from its beginning to its end; empty where it stays plain.
pub(crate) type Pieces = Arc<[Piece]>;

/// The class of a token's letter (`public/highlight-worker.js`).
fn class(letter: char) -> Option<&'static str> {
    Some(match letter {
        'k' => "keyword",
        's' => "string",
        'n' => "number",
        'c' => "comment",
        'f' => "title",
        't' => "type",
        'a' => "attribute",
        'i' => "added",
        'd' => "removed",
        _ => return None,
    })
}

/// The tokens in bytes of the code; none where they are of another text.
fn pieces(code: &str, tokens: &Tokens) -> Option<Vec<Piece>> {
    let mut chars = code.chars();
    let mut pieces = Vec::with_capacity(tokens.lengths.len());
    let mut letters = tokens.letters.chars();
    for length in &tokens.lengths {
        let before = chars.as_str().len();
        let mut left = usize::try_from(*length).ok()?;
        while left > 0 {
            left = left.checked_sub(chars.next()?.len_utf16())?;
        }
        pieces.push(Piece { bytes: before - chars.as_str().len(), class: class(letters.next()?) });
    }
    chars.as_str().is_empty().then_some(pieces)
}

/// The language to ask about; none where the code stays plain.
pub(crate) fn language(named: Option<&str>, code: &str) -> Option<String> {
    // Some write more behind a comma, such as `rust,ignore`.
    let name = named?.split([',', ' ', '{', ':']).next()?.to_lowercase();
    (!name.is_empty() && !code.is_empty() && code.len() <= LONGEST).then_some(name)
}

/// What was found last, the newest at the end.
#[derive(Default)]
struct Memory {
    found: VecDeque<(String, Arc<str>, Pieces)>,
    bytes: usize,
}

impl Memory {
    fn cost(code: &str, pieces: &Pieces) -> usize {
        code.len() + size_of_val::<[Piece]>(pieces)
    }

    fn get(&mut self, language: &str, code: &str) -> Option<Pieces> {
        let at = self.found.iter().position(|(name, text, _)| name == language && **text == *code)?;
        let entry = self.found.remove(at)?;
        let pieces = Arc::clone(&entry.2);
        self.found.push_back(entry);
        Some(pieces)
    }

    fn put(&mut self, language: String, code: Arc<str>, pieces: Pieces) {
        self.bytes += Self::cost(&code, &pieces);
        self.found.push_back((language, code, pieces));
        while self.bytes > REMEMBERED
            && let Some((_, code, pieces)) = self.found.pop_front()
        {
            self.bytes -= Self::cost(&code, &pieces);
        }
    }
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
    static HIGHLIGHTER: Rc<Mutex<Highlighter>> = Rc::default();
}

/// What was found before, so that a row which is made again has its colours at once.
pub(crate) fn remembered(language: &str, code: &str) -> Option<Pieces> {
    MEMORY.with_borrow_mut(|memory| memory.get(language, code))
}

/// Asks the worker, after those who asked before; none where nobody wants to know any more, or there is no worker.
pub(crate) async fn find(language: String, code: Arc<str>, wanted: impl Fn() -> bool) -> Option<Pieces> {
    let highlighter = HIGHLIGHTER.with(Rc::clone);
    let mut highlighter = highlighter.lock().await;
    if !wanted() {
        return None;
    }
    if let Some(found) = remembered(&language, &code) {
        return Some(found);
    }
    let tokens = highlighter.tokens(&language, &code).await?;
    let found: Pieces = pieces(&code, &tokens).unwrap_or_default().into();
    MEMORY.with_borrow_mut(|memory| memory.put(language, code, Arc::clone(&found)));
    Some(found)
}

/// The beginning of the code, in its colours.
pub(crate) fn coloured(shown: &str, pieces: &[Piece]) -> AnyView {
    if pieces.is_empty() {
        return shown.to_owned().into_any();
    }
    let stretch = |(text, class): (&str, Option<&'static str>)| match class {
        Some(class) => html::span().class(class).child(text.to_owned()).into_any(),
        None => text.to_owned().into_any(),
    };
    stretches(shown, pieces).map(stretch).collect_view().into_any()
}

/// Where the pieces of the whole code begin and end in the beginning of it.
fn stretches<'c>(
    mut rest: &'c str,
    pieces: &[Piece],
) -> impl Iterator<Item = (&'c str, Option<&'static str>)> {
    pieces.iter().map_while(move |piece| {
        let (text, after) = rest.split_at_checked(piece.bytes).unwrap_or((rest, ""));
        rest = after;
        (!text.is_empty()).then_some((text, piece.class))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(lengths: &[u32], letters: &str) -> Tokens {
        Tokens { lengths: lengths.to_vec(), letters: letters.to_owned() }
    }

    fn piece(bytes: usize, class: Option<&'static str>) -> Piece {
        Piece { bytes, class }
    }

    #[test]
    fn tokens_become_pieces_of_the_same_text() {
        let found = pieces("fn é🎈 x", &tokens(&[2, 1, 3, 2], "k fq"));
        let wanted = [piece(2, Some("keyword")), piece(1, None), piece(6, Some("title")), piece(2, None)];
        assert_eq!(found.as_deref(), Some(wanted.as_slice()));
        for (lengths, letters) in [
            ([2, 1, 3, 1].as_slice(), "k fq"),
            (&[2, 1, 3, 3], "k fq"),
            (&[2, 1, 2, 3], "k fq"),
            (&[2, 1, 3, 2], "k f"),
            (&[], ""),
        ] {
            assert_eq!(pieces("fn é🎈 x", &tokens(lengths, letters)), None, "{lengths:?} {letters}");
        }
    }

    #[test]
    fn folded_code_ends_within_a_piece() {
        let all = [piece(3, Some("keyword")), piece(5, Some("string")), piece(4, None)];
        let shown: Vec<_> = stretches("let \"a\n", &all).collect();
        assert_eq!(shown, [("let", Some("keyword")), (" \"a\n", Some("string"))]);
        let shown: Vec<_> = stretches("let é", &[piece(4, None), piece(4, Some("string"))]).collect();
        assert_eq!(shown, [("let ", None), ("é", Some("string"))]);
    }

    #[test]
    fn only_named_languages_and_short_code_are_asked_about() {
        assert_eq!(language(Some("Rust,ignore"), "x").as_deref(), Some("rust"));
        assert_eq!(language(Some("c++"), "x").as_deref(), Some("c++"));
        assert_eq!(language(None, "fn main() {}"), None);
        assert_eq!(language(Some(""), "x"), None);
        assert_eq!(language(Some("rust"), ""), None);
        assert_eq!(language(Some("rust"), &"x".repeat(LONGEST + 1)), None);
    }

    #[test]
    fn what_was_used_last_is_remembered_and_no_more_than_fits() {
        let mut memory = Memory::default();
        let code = |name: usize| -> Arc<str> { format!("{name:06}{}", "x".repeat(49_994)).into() };
        for name in 0..10 {
            memory.put("rust".to_owned(), code(name), Pieces::default());
        }
        assert!(memory.get("rust", &code(0)).is_some(), "ten times 50,000 fit");
        assert!(memory.get("python", &code(0)).is_none(), "another language");
        memory.put("rust".to_owned(), code(10), Pieces::default());
        assert!(memory.get("rust", &code(1)).is_none(), "the oldest is gone");
        assert!(memory.get("rust", &code(0)).is_some(), "this one was used since");
        assert!(memory.bytes <= REMEMBERED && memory.found.len() == 10);
        let pieces: Pieces = vec![piece(1, None); 100].into();
        memory.put("rust".to_owned(), code(11), pieces);
        assert!(memory.bytes <= REMEMBERED && memory.found.len() == 9, "pieces count too");
    }
}
