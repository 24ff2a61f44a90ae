//! The worker that sets LaTeX as MathML (`public/maths-worker.js`).

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::asked::Asked;

/// Asks the worker, one question at a time.
pub struct Typesetter(Asked);

impl Default for Typesetter {
    fn default() -> Self {
        Self(Asked::new("protium-maths"))
    }
}

impl Typesetter {
    /// The words of a tree of MathML, as the worker writes them down; none where it is no LaTeX that can be set, or takes
    /// too long. `None` where there is no worker to be had now, and natively.
    pub async fn words(&mut self, latex: &str, display: bool) -> Option<Vec<String>> {
        self.0.read(|| Array::of2(&latex.into(), &display.into()), read).await
    }
}

fn read(message: &JsValue) -> Option<Vec<String>> {
    Some(message.dyn_ref::<Array>()?.iter().filter_map(|word| word.as_string()).collect())
}
