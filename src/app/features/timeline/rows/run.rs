//! What happened in the room: one event as a sentence, several folded into one that unfolds.

use std::sync::Arc;

use leptos::prelude::*;
use protocol::{
    ItemKey,
    state_change::{StateChange, VerificationStep},
    timeline::{Content, ItemKind, TimelineItem},
};

use crate::{
    features::timeline::{
        grouping::{Happening, RowKind, tally},
        parts,
        scene::Scene,
        words,
    },
    kit::{Icon, IconSize, unique_id},
    t,
    text::{names::called, state_change, time},
};

/// A run of state events.
pub(crate) fn view(scene: Scene, key: ItemKey, kind: Memo<Option<RowKind>>) -> AnyView {
    let members = Memo::new(move |before: Option<&Arc<Vec<ItemKey>>>| match kind.get() {
        Some(RowKind::Run(members)) => members,
        _ => before.cloned().unwrap_or_default(),
    });
    let folded = Memo::new(move |_| members.with(|members| members.len() > 1));
    let open_key = key.clone();
    let open = Memo::new(move |_| scene.model.unfolded.with(|unfolded| unfolded.contains(&open_key)));
    let id = unique_id("run");
    let (focused, held, toggled) = (key.clone(), key.clone(), key.clone());
    let lit_members = move || {
        scene
            .model
            .highlighted
            .with(|lit| lit.as_ref().is_some_and(|lit| members.with(|keys| keys.contains(lit))))
    };
    let toggle = move |_| {
        scene.model.unfolded.update(|unfolded| {
            if !unfolded.remove(&toggled) {
                unfolded.insert(toggled.clone());
            }
        });
    };
    let toggle = Callback::new(toggle);
    let head_id = id.clone();
    let each = move || members.get().as_ref().clone();
    view! {
        <article
            class="StateRun"
            tabindex=parts::tabindex(scene, &key)
            aria-labelledby=id.clone()
            data-focused=lit_members
            on:focusin=move |_| parts::rove(scene, &focused)
            on:click=move |_| scene.surface.hold(&held)
        >
            {move || if folded.get() {
                head(scene, head_id.clone(), members, open, toggle)
            } else {
                members.with(|members| members.first().cloned())
                    .map_or_else(|| ().into_any(), |only| line(scene, &only, Some(head_id.clone())))
            }}
            {move || (folded.get() && open.get()).then(|| view! {
                <div class="unfolded">
                    <For each=each key=Clone::clone let:member>
                        {line(scene, &member, None)}
                    </For>
                </div>
            })}
        </article>
    }
    .into_any()
}

/// The one sentence of a run.
fn head(
    scene: Scene,
    id: String,
    members: Memo<Arc<Vec<ItemKey>>>,
    open: Memo<bool>,
    toggle: Callback<()>,
) -> AnyView {
    let sentence = move || {
        let events = members.get();
        let events = events.iter().filter_map(|key| scene.model.event(key)).filter_map(|event| {
            let Content::State(change) = &event.content else { return None };
            let person = match change {
                StateChange::Member { subject, .. } => subject,
                _ => &event.sender,
            };
            Some((Happening::of(change), called(person)))
        });
        words::run(&tally(events))
    };
    view! {
        <div class="StateRow" data-folded=true>
            <Icon name="users" size=IconSize::Small />
            <span class="text" dir="auto">
                <span id=id>{sentence}</span>
                " "
                <button
                    class="fold"
                    type="button"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    on:click=move |_| toggle.run(())
                >
                    {move || if open.get() { t!("timeline-fold") } else { t!("timeline-unfold") }}
                </button>
            </span>
        </div>
    }
    .into_any()
}

fn line(scene: Scene, key: &ItemKey, id: Option<String>) -> AnyView {
    let Some(item) = scene.model.item(key) else { return ().into_any() };
    let said = item.clone();
    let sentence =
        move || said.with(|item| read(item, |change, item| state_change::sentence(change, &item.sender)));
    let icon = {
        let item = item.clone();
        Signal::derive(move || item.with(|item| read(item, |change, _| icon_of(change))))
    };
    let timestamp = Signal::derive(move || {
        item.with(|item| match &item.kind {
            ItemKind::Event(event) => event.timestamp,
            _ => 0,
        })
    });
    view! {
        <div class="StateRow">
            <Icon name=icon size=IconSize::Small />
            <span class="text" id=id dir="auto">{sentence}</span>
            <time class="time" title=move || time::full(timestamp.get())>{move || time::clock(timestamp.get())}</time>
        </div>
    }
    .into_any()
}

fn read<T: Default>(
    item: &TimelineItem,
    take: impl Fn(&StateChange, &protocol::timeline::EventItem) -> T,
) -> T {
    match &item.kind {
        ItemKind::Event(event) => match &event.content {
            Content::State(change) => take(change, event),
            _ => T::default(),
        },
        _ => T::default(),
    }
}

fn icon_of(change: &StateChange) -> &'static str {
    match change {
        StateChange::Member { .. } => match Happening::of(change) {
            Happening::Joined => "log-in",
            Happening::Left => "log-out",
            Happening::Invited => "user-plus",
            Happening::Removed => "ban",
            _ => "user",
        },
        StateChange::DisplayName { .. } | StateChange::Avatar { .. } => "user",
        StateChange::Encrypted => "lock",
        StateChange::Pinned { .. } => "pin",
        StateChange::RoomName { .. } | StateChange::RoomTopic { .. } | StateChange::RoomAvatar { .. } => {
            "pencil"
        }
        StateChange::JoinRule(_) | StateChange::History(_) | StateChange::GuestAccess { .. } => "key-round",
        StateChange::Created => "house",
        StateChange::Verification(VerificationStep::Mismatch) => "shield-alert",
        StateChange::Verification(_) => "shield-check",
        _ => "settings",
    }
}
