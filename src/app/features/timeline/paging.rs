//! What is loaded as one reads on, and what stands in its place until it is there.

use leptos::prelude::*;

use super::{model::TimelineModel, scene::Scene};
use crate::{
    kit::{Button, ButtonSize},
    link::Paging,
    platform::timer::{self, Timer},
    t,
    text::failure,
};

/// Milliseconds before an empty place says that something is on its way.
const PATIENCE_MS: u32 = 150;
/// Milliseconds between two loads: the rows of the first come a little after its answer.
const LOAD_MS: u32 = 60;

/// Loads more where an edge is near, one load at a time.
pub(super) fn load_near_edges(scene: Scene) {
    let Scene { model, surface, .. } = scene;
    let timers = StoredValue::new_local([const { None::<Timer> }; 2]);
    Effect::new(move |_| {
        model.rows.track();
        let ready = model.ready.get();
        let older = ready && surface.near_start.get() && model.older.with(|paging| *paging == Paging::Idle);
        let newer = ready && surface.near_end.get() && model.newer.with(|paging| *paging == Paging::Idle);
        let load = |wanted: bool, act: fn(Scene)| wanted.then(|| timer::after(LOAD_MS, move || act(scene)));
        timers.set_value([
            load(older, |Scene { model, surface, .. }| {
                if surface.near_start.try_get_untracked() == Some(true) {
                    model.load_older();
                }
            }),
            load(newer, |Scene { model, surface, .. }| {
                if surface.near_end.try_get_untracked() == Some(true) {
                    model.load_newer();
                }
            }),
        ]);
    });
}

/// Grey rows, once there has been nothing to show for a while.
#[component]
pub(super) fn Waiting(model: TimelineModel) -> impl IntoView {
    let late = RwSignal::new(false);
    let timer = timer::after(PATIENCE_MS, move || {
        late.try_set(true);
    });
    let timer = StoredValue::new_local(Some(timer));
    on_cleanup(move || {
        timer.try_set_value(None);
    });
    move || {
        (late.get() && !model.ready.get() && model.failure.with(Option::is_none)).then(|| {
            view! {
                <div class="skeleton" role="status" aria-label=t!("timeline-loading")>
                    {(0..6).map(|_| view! { <div class="ghost"><i></i><b></b><s></s></div> }).collect_view()}
                </div>
            }
        })
    }
}

/// The place where more is loaded at one side: a spinner, or what went wrong with a way on.
#[component]
pub(crate) fn PagingRow(scene: Scene, older: bool) -> impl IntoView {
    let model = scene.model;
    let paging = if older { model.older } else { model.newer };
    let label = if older { "timeline-loading-older" } else { "timeline-loading-newer" };
    move || match paging.get() {
        Paging::Failed(failed) => view! {
            <div class="paginating" role="alert">
                <span class="text">{failure::sentence(&failed)}</span>
                <Button
                    size=ButtonSize::Small
                    on_press=move |_| if older { model.load_older() } else { model.load_newer() }
                >
                    {move || t!("timeline-retry")}
                </Button>
            </div>
        }
        .into_any(),
        state => view! {
            <div class="paginating">
                {(state == Paging::Busy).then(|| view! {
                    <span class="Spinner" data-size="sm" aria-hidden="true"></span>
                    {move || crate::text::message(label, &[])}
                })}
            </div>
        }
        .into_any(),
    }
}
