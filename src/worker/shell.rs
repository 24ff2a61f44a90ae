//! Chance, memory, life.

use std::time::Duration;

use engine::platform::Shell;
use js_sys::{Function, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::JsCast;

use crate::{js, log};

/// The worker's shell.
pub(crate) struct WorkerShell;

/// Time for the last frames to leave.
const LAST_WORDS: Duration = Duration::from_millis(400);

impl Shell for WorkerShell {
    fn random(&self, bytes: usize) -> Vec<u8> {
        random(bytes)
    }

    fn log(&self) -> String {
        log::text()
    }

    fn memory(&self) -> u64 {
        let buffer = wasm_bindgen::memory().unchecked_into::<WebAssembly::Memory>().buffer();
        Reflect::get(&buffer, &"byteLength".into())
            .ok()
            .and_then(|length| length.as_f64())
            .unwrap_or_default() as u64
    }

    fn end(&self) {
        wasm_bindgen_futures::spawn_local(async {
            js::sleep(LAST_WORDS).await;
            js::close();
        });
    }
}

/// Random bytes from the browser.
pub(crate) fn random(bytes: usize) -> Vec<u8> {
    let array = Uint8Array::new_with_length(bytes as u32);
    let crypto = js::global("crypto");
    let filled = Reflect::get(&crypto, &"getRandomValues".into())
        .and_then(|function| function.dyn_into::<Function>())
        .and_then(|function| function.call1(&crypto, &array));
    assert!(
        filled.is_ok(),
        "every browser with workers has crypto.getRandomValues; keys of zeros must never be made"
    );
    array.to_vec()
}
