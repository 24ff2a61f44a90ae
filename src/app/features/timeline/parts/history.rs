//! All versions of an edited message.

use leptos::prelude::*;

use super::rich_text;
use crate::{
    features::timeline::{model::History, scene::Scene},
    kit::{Alert, Dialog, Spinner, Tone},
    t,
    text::{failure, time},
};

/// The dialog with the versions, newest first.
#[component]
pub(crate) fn HistoryDialog(scene: Scene) -> impl IntoView {
    let history = scene.model.history;
    let content = move || match history.get() {
        None => ().into_any(),
        Some(History::Loading) => view! { <Spinner label=Some(t!("timeline-history-loading")) /> }.into_any(),
        Some(History::Failed(failed)) => view! {
            <Alert tone=Tone::Warning>
                <p class="text">{failure::sentence(&failed)}</p>
            </Alert>
        }
        .into_any(),
        Some(History::Ready(versions)) => {
            let count = versions.len();
            let rows = versions
                .into_iter()
                .enumerate()
                .rev()
                .map(|(at, version)| {
                    let label = match at {
                        0 => t!("timeline-history-original"),
                        _ if at + 1 == count => t!("timeline-history-current"),
                        _ => String::new(),
                    };
                    view! {
                        <li class="version">
                            <p class="when">
                                <time>{time::full(version.timestamp)}</time>
                                <span>{label}</span>
                            </p>
                            {rich_text::view(scene, &version.text, None, None)}
                        </li>
                    }
                })
                .collect_view();
            view! { <ol class="EditHistory" role="list">{rows}</ol> }.into_any()
        }
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("timeline-history-title"))
            close_label=Signal::derive(|| t!("timeline-close"))
            on_close=move |()| history.set(None)
        >
            {content}
        </Dialog>
    }
}
