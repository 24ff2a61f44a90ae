//! Places (D34): what was said, where that is, a link, and a map where there are maps and it is wanted.

use leptos::prelude::*;
use protocol::profile::Profile;

use crate::{
    features::timeline::scene::Scene,
    kit::{Button, ButtonSize, ButtonVariant, Icon},
    locations::{self, Coordinates},
    settings, t,
    text::names::called,
};

/// A place; `own`: the sender was there.
pub(crate) fn view(
    scene: Scene,
    id: String,
    said: String,
    uri: &str,
    own: bool,
    sender: Memo<Option<Profile>>,
) -> AnyView {
    let words = move || match said.is_empty() {
        false => said.clone(),
        true if own => {
            let name = sender.with(|sender| sender.as_ref().map(called).unwrap_or_default());
            t!("timeline-location-of", name = name)
        }
        true => t!("timeline-location"),
    };
    let place = Coordinates::of_uri(uri);
    let details = move |place: Coordinates| {
        view! {
            <bdi class="numbers" dir="ltr">{move || place.words()}</bdi>
            <a href=place.link() rel="noopener noreferrer" target="_blank">
                {move || t!("timeline-open-map")}
            </a>
            {on_map(scene, place)}
        }
    };
    view! {
        <div class="LocationBody" id=id>
            <Icon name="map-pin" />
            <span class="text" dir="auto">{words}</span>
            {match place {
                Some(place) => details(place).into_any(),
                None => view! { <span class="numbers">{move || t!("timeline-location-broken")}</span> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// The map, once it is asked for: its server learns where one looks.
fn on_map(scene: Scene, place: Coordinates) -> AnyView {
    let style = scene.model.link.with_value(locations::style);
    let asked = RwSignal::new(false);
    let shown = Memo::new(move |_| asked.get() || settings::here().show_maps.get());
    let map = move || {
        let style = style.get()?;
        let at = Signal::stored(place);
        Some(if shown.get() {
            let map = scene.model.link.with_value(|link| locations::map(link, style, at));
            let always = move || {
                (!settings::here().show_maps.get()).then(|| {
                    view! {
                        <Button
                            size=ButtonSize::Small
                            variant=ButtonVariant::Ghost
                            on_press=move |_| settings::here().show_maps.set(true)
                        >
                            {move || t!("timeline-maps-always")}
                        </Button>
                    }
                })
            };
            view! { <div class="map">{map} {always}</div> }.into_any()
        } else {
            view! {
                <div class="map">
                    <Button size=ButtonSize::Small icon="map-pin" on_press=move |_| asked.set(true)>
                        {move || t!("location-show-map")}
                    </Button>
                </div>
            }
            .into_any()
        })
    };
    map.into_any()
}
