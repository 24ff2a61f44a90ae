//! A map with a pin: the element that `public/map.js` makes. The script comes with the first one.

use leptos::prelude::*;

use super::coordinates::{Coordinates, degrees};
use crate::{
    kit::{Button, ButtonSize, Spinner},
    link::Link,
    platform::{self, script},
    t,
};

/// How far a map is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Loading,
    Ready,
    Failed,
}

/// A map of the surroundings of a place, which may change. Its server learns where one looks.
pub fn map(link: &Link, style: String, place: Signal<Coordinates>) -> AnyView {
    let stage = RwSignal::new(Stage::Loading);
    // Raised with each try.
    let tried = RwSignal::new(0_u32);
    let link = StoredValue::new_local(link.clone());
    Effect::new(move |_| {
        tried.track();
        stage.set(Stage::Loading);
        link.with_value(|link| {
            link.spawn(async move {
                let loaded = match platform::meta("protium-map") {
                    Some(address) => script::module(&address).await,
                    None => false,
                };
                if !loaded {
                    stage.try_set(Stage::Failed);
                }
            });
        });
    });
    let (latitude, longitude) =
        (move || degrees(place.get().latitude), move || degrees(place.get().longitude));
    let element = move || {
        tried.track();
        view! {
            <protium-map
                map-style=style.clone()
                latitude=latitude
                longitude=longitude
                words=words()
                on:map-ready=move |_: web_sys::Event| { stage.try_set(Stage::Ready); }
                on:map-failed=move |_: web_sys::Event| { stage.try_set(Stage::Failed); }
            ></protium-map>
        }
    };
    let over = move || match stage.get() {
        Stage::Ready => None,
        Stage::Loading => {
            let label = Signal::derive(|| Some(t!("location-map-loading")));
            Some(view! { <p class="over"><Spinner label=label /></p> }.into_any())
        }
        Stage::Failed => Some(
            view! {
                <div class="over">
                    <p role="alert">{move || t!("location-map-failed")}</p>
                    <Button size=ButtonSize::Small on_press=move |_| tried.update(|tried| *tried += 1)>
                        {move || t!("location-map-again")}
                    </Button>
                </div>
            }
            .into_any(),
        ),
    };
    view! { <div class="MapBox" data-failed=move || stage.get() == Stage::Failed>{element} {over}</div> }
        .into_any()
}

/// What MapLibre says, by its own keys.
fn words() -> String {
    let words = [
        ("Map.Title", t!("location-map")),
        ("Marker.Title", t!("location-pin")),
        ("NavigationControl.ZoomIn", t!("location-zoom-in")),
        ("NavigationControl.ZoomOut", t!("location-zoom-out")),
        ("AttributionControl.ToggleAttribution", t!("location-attribution")),
        ("CooperativeGesturesHandler.WindowsHelpText", t!("location-scroll-ctrl")),
        ("CooperativeGesturesHandler.MacHelpText", t!("location-scroll-cmd")),
        ("CooperativeGesturesHandler.MobileHelpText", t!("location-two-fingers")),
    ];
    let words = words.into_iter().map(|(key, text)| (key.to_owned(), serde_json::Value::String(text)));
    serde_json::Value::Object(words.collect()).to_string()
}
