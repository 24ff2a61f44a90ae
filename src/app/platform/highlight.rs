//! The worker that finds keywords, strings and the like in code (`public/highlight-worker.js`).

use js_sys::{Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

use super::asked::Asked;

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
        self.0.read(|| Array::of2(&language.into(), &code.into()), read).await
    }
}

fn read(message: &JsValue) -> Option<Tokens> {
    let parts = message.dyn_ref::<Array>()?;
    let lengths = parts.get(0).dyn_into::<Uint32Array>().ok()?.to_vec();
    Some(Tokens { lengths, letters: parts.get(1).as_string()? })
}
