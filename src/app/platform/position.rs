//! Where the machine is (Geolocation API). The browser asks the person first.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::window;

/// How long the machine may look for itself, in milliseconds.
const PATIENCE_MS: u32 = 20_000;

/// Where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Within how many metres.
    pub accuracy: Option<f64>,
}

/// Why it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPosition {
    /// The person, the browser or the page's own policy says no.
    Denied,
    /// The machine does not know.
    Unknown,
    /// It took too long.
    TooLate,
    /// The browser cannot.
    Unsupported,
}

/// Asks where the machine is. Call it from a press.
pub async fn find() -> Result<Position, NoPosition> {
    let geolocation = Reflect::get(&window().navigator(), &"geolocation".into())
        .ok()
        .filter(JsValue::is_object)
        .ok_or(NoPosition::Unsupported)?;
    let asked = Promise::new(&mut |resolve, reject| {
        let ask = || {
            let options = Object::new();
            Reflect::set(&options, &"enableHighAccuracy".into(), &true.into())?;
            Reflect::set(&options, &"timeout".into(), &PATIENCE_MS.into())?;
            let ask: Function = Reflect::get(&geolocation, &"getCurrentPosition".into())?.dyn_into()?;
            ask.call3(&geolocation, &resolve, &reject, &options)
        };
        if ask().is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    match JsFuture::from(asked).await {
        Ok(found) => read(&found).ok_or(NoPosition::Unknown),
        // GeolocationPositionError.
        Err(error) => Err(match number(&error, "code") {
            Some(1.0) => NoPosition::Denied,
            Some(3.0) => NoPosition::TooLate,
            Some(_) => NoPosition::Unknown,
            None => NoPosition::Unsupported,
        }),
    }
}

fn read(found: &JsValue) -> Option<Position> {
    let place = Reflect::get(found, &"coords".into()).ok()?;
    Some(Position {
        latitude: number(&place, "latitude")?,
        longitude: number(&place, "longitude")?,
        accuracy: number(&place, "accuracy"),
    })
}

fn number(of: &JsValue, name: &str) -> Option<f64> {
    Reflect::get(of, &name.into()).ok()?.as_f64()
}
