//! What plays over the conversation when a message comes that asks for it (D36). It is drawn by the element that
//! `public/effects.js` makes; the script comes with the first one.

use std::cell::Cell;

use leptos::prelude::*;
use protocol::timeline::{Effect, EventItem};

use super::{model, scene::Scene};
use crate::{
    platform::{self, script},
    settings,
};

/// Milliseconds from the beginning of one to the next: who sends many plays one.
const REST_MS: f64 = 15_000.0;

thread_local! {
    /// When one began last, wherever that was.
    static BEGAN: Cell<Option<f64>> = const { Cell::new(None) };
}

/// Whether one may begin now; then it has.
fn begins(now: f64) -> bool {
    let rests = BEGAN.get().is_some_and(|then| now - then < REST_MS);
    if !rests {
        BEGAN.set(Some(now));
    }
    !rests
}

/// The place where it plays, empty else. Only what comes while one looks at the end plays.
pub(crate) fn stage(scene: Scene) -> AnyView {
    let Scene { model, surface, still, .. } = scene;
    let playing = RwSignal::new(None::<Effect>);
    let visible = model::tab_visible();
    let wanted = move || settings::here().effects.get() && !still.get();
    model.on_appended(move |keys| {
        let effect = keys.iter().rev().find_map(|key| {
            // What one says oneself is shown, wherever one was.
            let shown =
                |event: &EventItem| event.own && event.send_state.is_some() || surface.at_end.get_untracked();
            model.read(key, |event| event.effect.filter(|_| shown(event)))?
        });
        let Some(effect) = effect else { return };
        if !visible.get_untracked() || !untrack(wanted) || !begins(platform::now()) {
            return;
        }
        model.spawn(async move {
            if let Some(address) = platform::meta("protium-effects")
                && script::module(&address).await
            {
                playing.try_set(Some(effect));
            }
        });
    });
    let shown = move || {
        playing.get().filter(|_| wanted()).map(|effect| {
            view! {
                <protium-effect
                    class="ChatEffect"
                    data-kind=effect.name()
                    aria-hidden="true"
                    on:effect-end=move |_: web_sys::Event| {
                        playing.try_set(None);
                    }
                ></protium-effect>
            }
        })
    };
    shown.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_messages_play_one() {
        let began = (0..1000).filter(|at| begins(f64::from(*at))).count();
        assert_eq!(began, 1);
        assert!(!begins(REST_MS - 1.0));
        assert!(begins(REST_MS));
    }
}
