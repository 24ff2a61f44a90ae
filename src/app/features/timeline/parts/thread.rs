//! Under the message that began a thread: how many answered, and the newest answer (H2).

use leptos::prelude::*;
use protocol::thread::ThreadSummary;

use crate::{
    features::timeline::scene::{Marks, Scene},
    kit::{Badge, Icon, IconSize},
    rooms::{unread_count, unread_kind},
    t,
    text::{names::called, summary, time},
};

/// The summary; a press opens the thread. Nothing in the thread itself.
pub(crate) fn view(
    scene: Scene,
    marks: Memo<Marks>,
    thread: Memo<Option<ThreadSummary>>,
) -> impl IntoView + use<> {
    let outside = scene.model.thread().is_none();
    let there = Memo::new(move |_| {
        outside && thread.with(|thread| thread.as_ref().is_some_and(|thread| thread.replies > 0))
    });
    move || there.get().then(|| summary_button(scene, marks, thread).into_any())
}

fn summary_button(scene: Scene, marks: Memo<Marks>, thread: Memo<Option<ThreadSummary>>) -> impl IntoView {
    let replies = move || thread.with(|thread| thread.as_ref().map_or(0, |thread| thread.replies));
    let unread = Memo::new(move |_| {
        let root = marks.with(|marks| marks.event.clone());
        scene.model.unread_threads.with(|all| {
            all.iter().find(|thread| Some(&thread.root) == root.as_ref()).map(|thread| thread.unread)
        })
    });
    let count = Signal::derive(move || unread_count(unread.get().unwrap_or_default()));
    let kind = Signal::derive(move || unread_kind(unread.get().unwrap_or_default()));
    let press = move |_| {
        if let Some(root) = marks.with_untracked(|marks| marks.event.clone()) {
            scene.on_open_thread.run(root);
        }
    };
    let latest = move || {
        let latest = thread.with(|thread| thread.as_ref()?.latest.clone())?;
        Some(view! {
            <bdi class="sender">{called(&latest.sender)}</bdi>
            <span class="text" dir="auto">{summary::line(&latest.summary, &latest.sender)}</span>
            <time class="time" title=time::full(latest.timestamp)>{time::relative(latest.timestamp)}</time>
        })
    };
    view! {
        <button class="ThreadSummary" type="button" on:click=press>
            <Icon name="messages-square" size=IconSize::Small />
            <span class="count">{move || t!("timeline-thread-replies", count = replies())}</span>
            {latest}
            <Badge count=count kind=kind />
            {move || (count.get() > 0).then(|| view! {
                <span class="VisuallyHidden">{move || t!("timeline-thread-unread", count = count.get())}</span>
            })}
        </button>
    }
}
