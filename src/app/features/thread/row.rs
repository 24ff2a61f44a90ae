//! One thread of the list.

use leptos::prelude::*;
use protocol::{
    EventId,
    thread::{ThreadMessage, ThreadRow, UnreadThread},
};

use crate::{
    kit::{Avatar, AvatarSize, Badge, Icon, IconSize, RowPlace},
    link::{LiveValue, use_link},
    rooms::{unread_count, unread_kind},
    route::{self, Side},
    t,
    text::{names::called, summary, time},
};

/// Pixels of an avatar, for screens of two dots a pixel.
const AVATAR: u32 = 64;

/// What the thread begins with, in one line.
pub(super) fn begun(thread: &ThreadRow) -> String {
    words(&thread.begun)
}

fn words(message: &ThreadMessage) -> String {
    summary::line(&message.summary, &message.sender)
}

/// A thread: a link with who began it, what that says, how many answered, and the newest answer.
#[component]
pub(crate) fn ThreadListRow(
    root: EventId,
    thread: ArcRwSignal<ThreadRow>,
    unread: LiveValue<Vec<UnreadThread>>,
    place: RowPlace,
) -> impl IntoView {
    let thread = RwSignal::from(thread);
    let begun_by = Memo::new(move |_| thread.with(|thread| thread.begun.sender.clone()));
    let latest = Memo::new(move |_| thread.with(|thread| thread.thread.latest.clone()));
    let replies = Memo::new(move |_| thread.with(|thread| thread.thread.replies));
    let id = Signal::derive(move || begun_by.with(|sender| sender.user.0.clone()));
    let picture =
        use_link().avatar(Signal::derive(move || begun_by.with(|sender| sender.avatar.clone())), AVATAR);
    let named = root.clone();
    let counted = Memo::new(move |_| {
        unread.with(|all| {
            let this = all?.iter().find(|thread| thread.root == named)?;
            Some(this.unread)
        })
    });
    let kind = Signal::derive(move || unread_kind(counted.get().unwrap_or_default()));
    let count = Signal::derive(move || unread_count(counted.get().unwrap_or_default()));
    let href = route::with_side(Some(Side::Thread { root, at: None })).href();
    let when = move || {
        let newest = latest.with(|latest| latest.as_ref().map(|latest| latest.timestamp));
        time::relative(newest.unwrap_or_else(|| thread.with(|thread| thread.begun.timestamp)))
    };
    view! {
        <a
            class="ThreadRow"
            href=href
            tabindex=move || place.tab_index.get().to_string()
            data-unread=move || { count.get() > 0 }
        >
            <Avatar name=Signal::derive(move || begun_by.with(called)) id=id image=picture size=AvatarSize::Medium />
            <span class="head">
                <bdi class="sender">{move || begun_by.with(called)}</bdi>
                <time class="time">{when}</time>
            </span>
            <span class="text" dir="auto">{move || thread.with(begun)}</span>
            <span class="latest">
                <Icon name="messages-square" size=IconSize::Small />
                <span class="count">{move || t!("timeline-thread-replies", count = replies.get())}</span>
                {move || latest.get().map(|latest| view! {
                    <bdi class="sender">{called(&latest.sender)}</bdi>
                    <span class="words" dir="auto">{words(&latest)}</span>
                })}
                <Badge count=count kind=kind />
            </span>
            {move || (count.get() > 0).then(|| view! {
                <span class="VisuallyHidden">{move || t!("thread-unread", count = count.get())}</span>
            })}
        </a>
    }
}
