//! What stands behind a command's name.

use std::str::FromStr;

use crate::failure::{Outcome, failure};

/// The words behind the command, taken one by one; [`Arguments::end`] complains about what is left.
pub struct Arguments(Vec<String>);

impl Arguments {
    /// Wraps the words.
    pub fn new(words: &[String]) -> Self {
        Arguments(words.to_vec())
    }

    /// Takes a flag such as `--quick`.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() != before
    }

    /// Takes a value, given as `--port 8080` or `--port=8080`.
    ///
    /// # Errors
    /// The value is missing or of the wrong kind.
    pub fn value<T: FromStr>(&mut self, name: &str) -> Outcome<Option<T>> {
        let Some(index) =
            self.0.iter().position(|word| word == name || word.starts_with(&format!("{name}=")))
        else {
            return Ok(None);
        };
        let word = self.0.remove(index);
        let text = match word.split_once('=') {
            Some((_, text)) => text.to_owned(),
            None if index < self.0.len() => self.0.remove(index),
            None => return Err(failure(format!("{name}: its value is missing"))),
        };
        text.parse().map(Some).map_err(|_| failure(format!("{name}: cannot be {text}")))
    }

    /// Takes everything that is left.
    pub fn rest(&mut self) -> Vec<String> {
        std::mem::take(&mut self.0)
    }

    /// Sees that nothing is left.
    ///
    /// # Errors
    /// A word that the command does not know.
    pub fn end(self) -> Outcome {
        match self.0.first() {
            None => Ok(()),
            Some(word) => Err(failure(format!("unknown: {word} (./x --help lists what there is)"))),
        }
    }
}
