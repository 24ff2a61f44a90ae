//! The ways to the newest message, and to the first that is unread.

use leptos::prelude::*;
use protocol::ItemKey;

use super::{scene::Scene, view::open_event};
use crate::{
    kit::{Badge, BadgeKind, Icon, IconSize},
    route::{self, Route, Side},
    t,
};

/// "Jump to newest", with the number of messages that came meanwhile.
#[component]
pub(super) fn JumpToNewest(scene: Scene, live: bool) -> impl IntoView {
    let Scene { model, surface, .. } = scene;
    let shown = Memo::new(move |_| model.ready.get() && (!live || !surface.at_end.get()));
    let label = move || match model.unseen.get() {
        0 => t!("timeline-jump-to-newest"),
        count => t!("timeline-jump-to-newest-with", count = count),
    };
    let press = move |_| {
        if live {
            surface.jump_to_end();
            model.highlighted.set(None);
            // The address names an event no longer, so that it can be followed there again.
            match route::use_route().get_untracked() {
                Route::Room { address, event, side: Some(Side::Thread { root, at: Some(_) }) }
                    if model.thread().is_some() =>
                {
                    route::replace(Route::Room {
                        address,
                        event,
                        side: Some(Side::Thread { root, at: None }),
                    });
                }
                Route::Room { address, event: Some(_), side } if model.thread().is_none() => {
                    route::replace(Route::Room { address, event: None, side });
                }
                _ => {}
            }
        } else {
            open_event(&model.room(), None);
        }
    };
    move || {
        shown.get().then(|| {
            view! {
                <button class="JumpToNewest" type="button" aria-label=label on:click=press>
                    <Badge count=Signal::derive(move || u64::from(model.unseen.get())) kind=BadgeKind::Accent />
                    <Icon name="arrow-down" />
                </button>
            }
        })
    }
}

/// "Jump to first unread", while that line is above the viewport.
#[component]
pub(super) fn JumpToUnread(scene: Scene) -> impl IntoView {
    let Scene { model, surface, .. } = scene;
    let line = Memo::new(move |_| model.rows.with(|rows| rows.new_messages().cloned()));
    let dismissed = RwSignal::new(None::<ItemKey>);
    let above = Memo::new(move |_| {
        surface.moved.track();
        line.get().filter(|key| surface.is_above(key) && dismissed.with(|gone| gone.as_ref() != Some(key)))
    });
    move || {
        above.get().map(|key| {
            let (target, gone) = (key.clone(), key);
            view! {
                <div class="JumpToUnread">
                    <button
                        class="go"
                        type="button"
                        on:click=move |_| surface.jump_to(&target, 0.15)
                    >
                        <Icon name="arrow-up" size=IconSize::Small />
                        {move || t!("timeline-jump-to-unread")}
                    </button>
                    <button
                        class="dismiss"
                        type="button"
                        aria-label=move || t!("timeline-dismiss-unread")
                        on:click=move |_| dismissed.set(Some(gone.clone()))
                    >
                        <Icon name="x" size=IconSize::Small />
                    </button>
                </div>
            }
        })
    }
}
