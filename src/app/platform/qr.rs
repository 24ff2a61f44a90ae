//! The worker that reads QR codes (`public/qr-worker.js`).

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{asked::Asked, camera::Frame};

/// Asks the worker, one picture at a time.
pub struct QrReader(Asked);

impl Default for QrReader {
    fn default() -> Self {
        Self(Asked::new("protium-qr"))
    }
}

impl QrReader {
    /// The bytes that a code in the picture holds, none where there is no code in it. `None` where there is no worker to be
    /// had now, and natively.
    pub async fn bytes(&mut self, frame: &Frame) -> Option<Vec<u8>> {
        let question = || Array::of3(&frame.pixels, &frame.width.into(), &frame.height.into());
        self.0.read(question, read).await
    }
}

fn read(message: &JsValue) -> Option<Vec<u8>> {
    Some(message.dyn_ref::<Uint8Array>()?.to_vec())
}
