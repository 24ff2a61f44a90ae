//! The interface of `regex`, as far as it is called here. See README.md.

use std::borrow::Cow;

use regex_automata::nfa::thompson::pikevm::PikeVM;
pub use regex_automata::{Match, nfa::thompson::BuildError as Error};
pub use regex_syntax::escape;

/// A pattern over text.
#[derive(Debug, Clone)]
pub struct Regex(PikeVM);

impl Regex {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// When it is not one, or needs more of Unicode than classes of Perl's (`\s`, `\d`, `\w`).
    pub fn new(pattern: &str) -> Result<Self, Error> {
        PikeVM::new(pattern).map(Self)
    }

    /// Whether the text has a match.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(&mut self.0.create_cache(), text)
    }

    /// The first match, in bytes.
    pub fn find(&self, text: &str) -> Option<Match> {
        self.0.find_iter(&mut self.0.create_cache(), text).next()
    }

    /// The text with every match replaced. `$` stands for itself here; in upstream it names a group.
    pub fn replace_all<'t>(&self, text: &'t str, with: &str) -> Cow<'t, str> {
        let mut cache = self.0.create_cache();
        let mut found = self.0.find_iter(&mut cache, text).peekable();
        if found.peek().is_none() {
            return Cow::Borrowed(text);
        }
        let mut replaced = String::with_capacity(text.len());
        let mut from = 0;
        for found in found {
            replaced.push_str(&text[from..found.start()]);
            replaced.push_str(with);
            from = found.end();
        }
        replaced.push_str(&text[from..]);
        Cow::Owned(replaced)
    }
}

/// Patterns over bytes.
pub mod bytes {
    use regex_automata::{
        nfa::thompson::{self, pikevm::PikeVM},
        util::syntax,
    };

    use super::Error;

    /// A pattern over bytes, UTF-8 or not.
    #[derive(Debug, Clone)]
    pub struct Regex(PikeVM);

    impl Regex {
        /// Compiles a pattern.
        ///
        /// # Errors
        /// As [`super::Regex::new`].
        pub fn new(pattern: &str) -> Result<Self, Error> {
            PikeVM::builder()
                .syntax(syntax::Config::new().utf8(false))
                .thompson(thompson::Config::new().utf8(false))
                .build(pattern)
                .map(Self)
        }

        /// Whether the bytes have a match.
        pub fn is_match(&self, bytes: &[u8]) -> bool {
            self.0.is_match(&mut self.0.create_cache(), bytes)
        }
    }
}
