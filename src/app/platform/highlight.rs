//! The worker that finds keywords, strings and the like in code (`public/highlight-worker.js`).

use js_sys::{Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

use super::asked::{Answer, Asked};

/// What code is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// How long each token is, in UTF-16 units.
    pub lengths: Vec<u32>,
    /// The kind of each, as a letter.
    pub letters: String,
}

/// Asks the worker, one question at a time.
pub struct Highlighter(Asked);

impl Default for Highlighter {
    fn default() -> Self {
        Self(Asked::new("protium-highlight"))
    }
}

impl Highlighter {
    /// What code is made of; no tokens where the worker does not know the language or takes too long. `None` where there
    /// is no worker to be had now, and natively.
    pub async fn tokens(&mut self, language: &str, code: &str) -> Option<Tokens> {
        if cfg!(not(target_arch = "wasm32")) {
            return None;
        }
        match self.0.ask(&Array::of2(&language.into(), &code.into())).await {
            Answer::Said(message) => read(&message),
            Answer::TooLate => Some(Tokens::default()),
            Answer::Gone => None,
        }
    }
}

fn read(message: &JsValue) -> Option<Tokens> {
    let parts = message.dyn_ref::<Array>()?;
    let lengths = parts.get(0).dyn_into::<Uint32Array>().ok()?.to_vec();
    Some(Tokens { lengths, letters: parts.get(1).as_string()? })
}
