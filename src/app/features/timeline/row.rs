//! One row: which of the kinds it is, and the frame of a message.

use leptos::prelude::*;
use protocol::{ItemKey, profile::Profile, room::RoomInfo};

use super::{
    grouping::RowKind,
    paging::PagingRow,
    parts, pointer, rows,
    scene::{Parts, Scene},
};
use crate::{
    kit::{hue_of, unique_id},
    link::use_link,
    route::Route,
    t,
    text::{names::called_surely, time},
};

/// The kinds whose rows are made differently. A row that changes between them is made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Gone,
    Older,
    Newer,
    Date,
    NewMessages,
    Start,
    Message,
    Run,
}

/// A row with the room it takes.
pub(crate) fn slot(scene: Scene, key: ItemKey) -> impl IntoView {
    let name = key.clone();
    let kind = Memo::new(move |_| scene.model.row_kind(&name));
    let frame = Memo::new(move |_| match kind.get() {
        None => Frame::Gone,
        Some(RowKind::Older) => Frame::Older,
        Some(RowKind::Newer) => Frame::Newer,
        Some(RowKind::Date(_)) => Frame::Date,
        Some(RowKind::NewMessages) => Frame::NewMessages,
        Some(RowKind::Start) => Frame::Start,
        Some(RowKind::Message { .. }) => Frame::Message,
        Some(RowKind::Run(_)) => Frame::Run,
    });
    let signed = key.clone();
    let sign_in =
        move |element: leptos::tachys::renderer::types::Element| scene.surface.slot(signed.clone(), &element);
    view! {
        <div class="slot" use:sign_in>
            {move || match frame.get() {
                Frame::Gone => ().into_any(),
                Frame::Older => view! { <PagingRow scene=scene older=true /> }.into_any(),
                Frame::Newer => view! { <PagingRow scene=scene older=false /> }.into_any(),
                Frame::Date => date(scene, kind),
                Frame::NewMessages => separator("ReadMarker", || t!("timeline-new-messages")),
                Frame::Start => start(scene),
                Frame::Message => message(scene, key.clone(), kind),
                Frame::Run => rows::run::view(scene, key.clone(), kind),
            }}
        </div>
    }
}

fn separator(class: &'static str, label: impl Fn() -> String + Copy + Send + Sync + 'static) -> AnyView {
    view! { <div class=class role="separator" aria-label=label>{label}</div> }.into_any()
}

/// The line where a day begins; a press goes to another day.
fn date(scene: Scene, kind: Memo<Option<RowKind>>) -> AnyView {
    let day = move || match kind.get() {
        Some(RowKind::Date(timestamp)) => Some(timestamp),
        _ => None,
    };
    let label = move || day().map(time::day).unwrap_or_default();
    let press = move |_| scene.model.dating.set(untrack(day));
    view! {
        <div class="DateDivider">
            <span class="day" role="separator" aria-label=label>{label}</span>
            // The keyboard has the room's menu for it.
            <button
                class="jump"
                type="button"
                tabindex="-1"
                aria-haspopup="dialog"
                aria-label=move || t!("timeline-jump-to-date")
                title=move || t!("timeline-jump-to-date")
                on:click=press
            ></button>
        </div>
    }
    .into_any()
}

fn start(scene: Scene) -> AnyView {
    // A thread begins with its root.
    if scene.model.thread().is_some() {
        return ().into_any();
    }
    let text = move || match scene.model.room_name.get() {
        Some(name) => t!("timeline-beginning", room = name),
        None => t!("timeline-beginning-unnamed"),
    };
    let info = use_link().kept_value(RoomInfo { room: scene.model.room() });
    let before = move || {
        let before = info.with(|room| room?.predecessor.clone())?;
        Some(view! { <a class="before" href=Route::room(&before).href()>{t!("room-predecessor")}</a> })
    };
    view! { <p class="beginning">{text} " " {before}</p> }.into_any()
}

/// The ids of a row's elements that name and describe one another.
#[derive(Clone)]
pub(crate) struct Ids {
    /// The message's body.
    pub(crate) body: String,
    /// How far it has been sent.
    pub(crate) state: String,
    shield: String,
    sender: String,
    time: String,
}

impl Ids {
    fn new() -> Self {
        let id = unique_id("m");
        Self {
            body: format!("{id}-body"),
            state: format!("{id}-state"),
            shield: format!("{id}-shield"),
            sender: format!("{id}-sender"),
            time: format!("{id}-time"),
        }
    }
}

fn message(scene: Scene, key: ItemKey, kind: Memo<Option<RowKind>>) -> AnyView {
    let Some(item) = scene.model.item(&key) else { return ().into_any() };
    let Parts { sender, content, marks, reply, thread, reactions, receipts, sending } = Parts::of(&item);
    let ids = Ids::new();
    let grouped = Memo::new(move |_| kind.get() == Some(RowKind::Message { grouped: true }));
    // Who sent it stays.
    let own = marks.with_untracked(|marks| marks.own);
    let labelled = format!("{} {} {}", ids.sender, ids.time, ids.body);
    let (shield_id, state_id) = (ids.shield.clone(), ids.state.clone());
    let described = move || {
        let state = sending.with(Option::is_some).then_some(state_id.as_str());
        let shield = marks.with(|marks| marks.shield.is_some()).then_some(shield_id.as_str());
        let ids: Vec<&str> = state.into_iter().chain(shield).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    let timestamp = Memo::new(move |_| marks.with(|marks| marks.timestamp));
    let (body_ids, body_key) = (ids.clone(), key.clone());
    let (sender_id, time_id) = (ids.sender.clone(), ids.time.clone());
    let (focused, highlighted, held) = (key.clone(), key.clone(), key.clone());
    let (acted, touched, chosen) = (key.clone(), key.clone(), key.clone());
    let selection = scene.model.selection;
    let selected = Memo::new(move |_| {
        selection.is_on()
            && marks.with(|marks| marks.event.as_ref().is_some_and(|event| selection.has(event)))
    });
    let named_by = labelled.clone();
    let selecting = Memo::new(move |_| selection.is_on());
    view! {
        <article
            class="MessageRow"
            data-kind=move || content.with(|content| content.as_ref().map(rows::kind))
            data-grouped=move || grouped.get()
            data-own=own
            data-mention=move || marks.with(|marks| marks.mentions_me)
            data-send-state=move || sending.with(|state| state.as_ref().and_then(parts::send_state::look))
            data-focused=move || scene.model.highlighted.with(|lit| lit.as_ref() == Some(&highlighted))
            tabindex=parts::tabindex(scene, &key)
            aria-labelledby=labelled
            aria-describedby=described
            on:focusin=move |_| {
                parts::rove(scene, &focused);
                scene.point(Some(focused.clone()));
            }
            data-selected=move || selected.get()
            on:mousedown=move |event| pointer::mouse_down(scene, &event)
            on:click=move |event| {
                scene.surface.hold(&held);
                pointer::pressed(scene, &held, &event);
            }
        >
            {move || selecting.get().then(|| choice(scene, &chosen, selected, named_by.clone()))}
            // First, so that it is the next stop of Tab after the message itself.
            {move || {
                let here = scene.active.with(|active| active.as_ref() == Some(&acted)) && !selecting.get();
                here.then(|| parts::actions::toolbar(scene, &acted, &item))
            }}
            {move || (scene.coarse.get() && !selecting.get()).then(|| parts::actions::more(scene, &touched))}
            {move || (!grouped.get()).then(|| parts::face::linked(scene, sender))}
            <header class="head">
                {move || sender.with(|sender| sender.as_ref().map(|sender| name(sender, sender_id.clone())))}
                {move || clock(timestamp.get(), time_id.clone())}
                {move || marks.with(|marks| {
                    Some(parts::shield(marks.shield?, marks.key_from.clone(), ids.shield.clone()))
                })}
            </header>
            <div class="content">
                <div class="said">
                    {move || reply.get().map(|quote| parts::reply_quote::view(scene, marks, quote))}
                    {move || content.get().map(|content| {
                        rows::view(scene, &body_key, &body_ids, content, sender, marks)
                    })}
                </div>
                {move || parts::reactions::view(scene, marks, &reactions.get())}
                {parts::thread::view(scene, marks, thread)}
                {parts::send_state::block(scene, key.clone(), ids.state.clone(), sending)}
            </div>
            <div class="trail">
                {parts::send_state::mark(ids.state, sending)}
                {move || {
                    let receipts = receipts.get();
                    (!receipts.is_empty()).then(|| parts::receipts::view(scene, receipts))
                }}
            </div>
        </article>
    }
    .into_any()
}

/// Whether the message is selected, while one selects.
fn choice(scene: Scene, key: &ItemKey, selected: Memo<bool>, named_by: String) -> AnyView {
    let can = scene.model.selectable(key).is_some();
    view! {
        <input
            class="choice"
            type="checkbox"
            tabindex="-1"
            aria-labelledby=named_by
            disabled=!can
            prop:checked=move || selected.get()
        />
    }
    .into_any()
}

/// Who wrote it.
fn name(sender: &Profile, id: String) -> AnyView {
    let hue = hue_of(sender.user.as_str()).to_string();
    let name = called_surely(sender);
    view! {
        <a class="sender" id=id data-hue=hue href=Route::User(sender.user.clone()).href() tabindex="-1">
            <bdi>{name}</bdi>
        </a>
    }
    .into_any()
}

/// When, in milliseconds since 1970.
fn clock(timestamp: u64, id: String) -> AnyView {
    view! {
        <time class="time" id=id datetime=parts::iso(timestamp) title=time::full(timestamp)>
            {time::clock(timestamp)}
        </time>
    }
    .into_any()
}
