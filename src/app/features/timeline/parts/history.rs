//! All versions of an edited message.

use leptos::prelude::*;
use protocol::timeline::EditRevision;

use super::{difference, rich_text, shown};
use crate::{features::timeline::scene::Scene, kit::Dialog, t, text::time};

/// The dialog with the versions, newest first.
#[component]
pub(crate) fn HistoryDialog(scene: Scene) -> impl IntoView {
    let history = scene.model.history;
    let versions = move |versions: Vec<EditRevision>| {
        let count = versions.len();
        let mut left = difference::MOST_WORDS;
        let pairs = versions.windows(2).map(|pair| match pair {
            [before, after] => difference::of(&before.text, &after.text, &mut left),
            _ => None,
        });
        let mut changes: Vec<_> = std::iter::once(None).chain(pairs).collect();
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
                        {match changes.get_mut(at).and_then(Option::take) {
                            Some(stretches) => difference::view(stretches),
                            None => rich_text::view(scene, &version.text, None, None).into_any(),
                        }}
                    </li>
                }
            })
            .collect_view();
        view! { <ol class="EditHistory" role="list">{rows}</ol> }.into_any()
    };
    let content = move || shown::view(history.get(), || t!("timeline-history-loading"), versions);
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
