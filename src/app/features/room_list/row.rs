//! One room of the list.

use leptos::{prelude::*, text_prop::TextProp};
use protocol::{
    RoomId,
    room_list::{RoomRow, RowMembership},
};

use super::{
    model::{Answering, RoomListModel},
    words::{LastLine, is_unread, last_line, row_name},
};
use crate::{
    kit::{Avatar, AvatarShape, Badge, ButtonVariant, Icon, IconButton, IconSize, RowPlace, unique_id},
    link::use_link,
    platform,
    rooms::{files_waiting, unread_count, unread_kind},
    route::{self, Route},
    t,
    text::{failure, names::called, time},
};

/// Pixels of an avatar in the list, for screens of two dots a pixel.
const AVATAR: u32 = 80;

/// A room: a link with its picture, name, last line and what is unread; beside it the answers to an invite.
#[component]
pub(crate) fn RoomListRow(
    model: RoomListModel,
    room: RoomId,
    row: ArcRwSignal<RoomRow>,
    place: RowPlace,
    /// The room that is open.
    current: Signal<Option<RoomId>>,
) -> impl IntoView {
    let row = RwSignal::from(row);
    let preview_id = unique_id("room-preview");
    let href = Route::room(&room).href();
    let label = Memo::new(move |_| row.with(row_name));
    let pending = Memo::new(move |_| row.with(|row| row.name.is_none()));
    let unread = Memo::new(move |_| row.with(|row| row.unread));
    let invited = Memo::new(move |_| row.with(|row| matches!(row.membership, RowMembership::Invited { .. })));
    let is_current = {
        let room = room.clone();
        move || (current.with(|current| current.as_ref() == Some(&room))).then_some("page")
    };
    let count = Signal::derive(move || unread_count(unread.get()));
    let kind = Signal::derive(move || unread_kind(unread.get()));
    let dot = Signal::derive(move || unread.get().messages == 0 && unread.get().mentions == 0);
    let answering = model.answering(&room);
    // Whoever is there sees what they write.
    let draft = {
        let (room, is_current) = (room.clone(), is_current.clone());
        Memo::new(move |_| {
            if is_current().is_some() {
                return None;
            }
            let text = row.with(|row| row.draft.clone());
            text.or_else(|| match files_waiting(&room) {
                0 => None,
                count => Some(t!("room-list-draft-files", count = count)),
            })
        })
    };
    let failed = move || matches!(answering.get(), Some(Answering::Failed(_)));
    view! {
        <div
            class="RoomListRow"
            data-unread=move || is_unread(unread.get())
            data-mention=move || unread.get().mentions != 0
            data-invite=move || invited.get()
            data-pending=move || pending.get()
        >
            <RowAvatar row=row invited=invited />
            <a
                class="link"
                href=href
                tabindex=move || place.tab_index.get().to_string()
                draggable="false"
                aria-label=move || label.get()
                aria-current=is_current
                aria-describedby=preview_id.clone()
            >
                <span class="text" dir="auto">
                    {move || row.with(|row| row.name.clone())}
                </span>
                {move || {
                    row.with(|row| row.encrypted == Some(true) && row.name.is_some()).then(|| view! { <Icon name="lock" size=IconSize::Small /> })
                }}
            </a>
            {move || {
                let at = row.with(|row| row.latest.as_ref().map(|latest| latest.timestamp))?;
                Some(view! { <time class="time">{move || time::relative(at)}</time> })
            }}
            <span
                class="preview"
                id=preview_id.clone()
                dir="auto"
                data-failed=failed
                title=move || failure_words(answering)
            >
                {move || preview(row, draft, answering)}
            </span>
            <span class="badges">
                {move || {
                    row.with(|row| row.send_failed)
                        .then(|| view! { <Icon name="circle-alert" size=IconSize::Small /> })
                }} <Badge count=count kind=kind dot=dot />
            </span>
            {
                let described_by = preview_id;
                move || {
                    invited
                        .get()
                        .then(|| {
                            let (model, room) = (model.clone(), room.clone());
                            view! { <InviteActions model=model room=room row=row described_by=described_by.clone() /> }
                        })
                }
            }
        </div>
    }
}

/// Why the answer to the invite did not go through.
fn failure_words(answering: Signal<Option<Answering>>) -> Option<String> {
    match answering.get() {
        Some(Answering::Failed(cause)) => Some(failure::sentence(&cause)),
        _ => None,
    }
}

/// The line under the name: an invite's inviter or what became of the answer, else what one is writing, else the last
/// message.
fn preview(
    row: RwSignal<RoomRow>,
    draft: Memo<Option<String>>,
    answering: Signal<Option<Answering>>,
) -> AnyView {
    if let Some(words) = failure_words(answering) {
        return words.into_any();
    }
    row.with(|row| match &row.membership {
        _ if row.name.is_none() => ().into_any(),
        RowMembership::Invited { inviter: Some(inviter) } => {
            t!("room-list-invited-by", name = called(inviter)).into_any()
        }
        RowMembership::Invited { inviter: None } => t!("room-list-invited").into_any(),
        RowMembership::Knocked => t!("room-list-waiting").into_any(),
        RowMembership::Joined if draft.with(Option::is_some) => view! {
            <span class="draft">{t!("room-list-draft")}</span>
            {draft.get()}
        }
        .into_any(),
        RowMembership::Joined => match row.latest.as_ref().map(|latest| last_line(latest, row.direct)) {
            Some(LastLine { icon, sender, words }) => view! {
                {icon.map(|name| view! { <Icon name=name size=IconSize::Small /> })}
                {sender.map(|sender| view! { <span class="sender">{sender}</span> })}
                {words}
            }
            .into_any(),
            None => ().into_any(),
        },
    })
}

#[component]
fn RowAvatar(row: RwSignal<RoomRow>, invited: Memo<bool>) -> impl IntoView {
    let link = use_link();
    // Only for an invite is it asked whether its picture is shown.
    let rules = link.clone();
    let shown = Memo::new(move |_| invited.get().then(|| rules.invite_avatars()));
    let avatar = move || {
        let hidden = shown.get().is_some_and(|shown| !shown.get());
        row.with(|row| row.avatar.clone().filter(|_| !hidden))
    };
    let image = link.avatar(Signal::derive(avatar), AVATAR);
    let shape = if row.with_untracked(|row| row.direct) { AvatarShape::Round } else { AvatarShape::Square };
    view! {
        <Avatar
            name=Signal::derive(move || row.with(|row| row.name.clone().unwrap_or_default()))
            id=Signal::derive(move || row.with(|row| row.id.0.clone()))
            image=image
            shape=shape
        />
    }
}

/// Where the person is, as the address says.
fn place() -> String {
    platform::window().location().hash().unwrap_or_default()
}

/// Accept and Decline. They stand beside the link, since a link may hold no buttons.
#[component]
fn InviteActions(
    model: RoomListModel,
    room: RoomId,
    row: RwSignal<RoomRow>,
    described_by: String,
) -> impl IntoView {
    let answering = model.answering(&room);
    let name = move || row.with(|row| row.name.clone()).unwrap_or_default();
    let busy = move |accept: bool| Signal::derive(move || answering.get() == Some(Answering::Busy(accept)));
    let waits = Signal::derive(move || matches!(answering.get(), Some(Answering::Busy(_))));
    let answer = move |accept: bool| {
        let (model, room) = (model.clone(), room.clone());
        Callback::new(move |_| {
            let (opened, from) = (Route::room(&room), place());
            let on_joined = move || {
                // Whoever has gone elsewhere meanwhile wants to be there.
                if place() == from {
                    route::go(opened);
                }
            };
            model.answer(room.clone(), accept, on_joined);
        })
    };
    let described_by: TextProp = described_by.into();
    view! {
        <div class="InviteActions" role="group" aria-describedby=move || described_by.get()>
            <IconButton
                icon="x"
                label=Signal::derive(move || t!("room-list-decline-room", room = name()))
                busy=busy(false)
                disabled=Signal::derive(move || waits.get() && !busy(false).get())
                on_press=answer(false)
            />
            <IconButton
                icon="check"
                variant=ButtonVariant::Primary
                label=Signal::derive(move || t!("room-list-accept-room", room = name()))
                busy=busy(true)
                disabled=Signal::derive(move || waits.get() && !busy(true).get())
                on_press=answer(true)
            />
        </div>
    }
}
