//! The page with all that is saved, and the button that leads there.

use leptos::prelude::*;
use protocol::{
    room::RoomAddress,
    saved::{SavedMessage, SavedMessages},
    timeline::QuoteState,
};

use super::model::{Key, SavedModel, Which};
use crate::{
    kit::{
        Badge, BadgeKind, ButtonSize, Icon, IconButton, IconSize, RowPlace, Spinner, Toasts, ToggleButton,
        Tone, Toolbar, WindowList,
    },
    link::use_link,
    rooms::{SaveDialog, remove_saved},
    route::{self, Route},
    t,
    text::{failure, names::called, quote, time},
};

/// Leads to the saved messages, and says how many reminders are due.
#[component]
pub fn SavedButton() -> impl IntoView {
    let live = use_link().kept_value(SavedMessages);
    let due =
        Memo::new(move |_| live.with(|all| all.map_or(0, |all| all.iter().filter(|one| one.due).count())));
    let route = route::use_route();
    let here = Memo::new(move |_| route.get() == Route::Saved);
    let label = move || match due.get() {
        0 => t!("saved-title"),
        count => t!("saved-open-due", count = count),
    };
    view! {
        <a
            class="IconButton activity"
            href=Route::Saved.href()
            data-tooltip=""
            aria-label=label
            aria-current=move || here.get().then_some("page")
        >
            <Icon name="bookmark" />
            <Badge count=Signal::derive(move || due.get() as u64) kind=Signal::stored(BadgeKind::Mention) />
        </a>
    }
}

/// All that is saved, the newest first.
#[component]
pub fn SavedPage() -> impl IntoView {
    let model = SavedModel::new(&use_link());
    let editing = RwSignal::new(None::<Key>);
    let filters = Which::EACH.map(|which| {
        let label = move || match which {
            Which::All => t!("saved-all"),
            Which::Planned => t!("saved-planned"),
            Which::Due => t!("saved-due"),
        };
        view! {
            <ToggleButton
                pressed=Signal::derive(move || model.which.get() == which)
                on_toggle=Callback::new(move |_| model.which.set(which))
            >
                {label}
            </ToggleButton>
        }
    });
    view! {
        <section class="Room SavedMessages" aria-label=move || t!("saved-title")>
            <header class="RoomHeader">
                <a class="IconButton back" href=Route::Home.href() aria-label=move || t!("saved-back")>
                    <Icon name="arrow-left" />
                </a>
                <div class="about">
                    <h2 class="name"><span class="text">{move || t!("saved-title")}</span></h2>
                </div>
            </header>
            <Toolbar class="filters" label=Signal::derive(|| t!("saved-filters"))>
                {filters.into_iter().collect_view()}
            </Toolbar>
            <Rows model=model editing=editing />
            <p class="where">{move || t!("save-where")}</p>
        </section>
        {move || editing.get().map(|(room, event)| view! {
            <SaveDialog room=room event=event on_close=move |()| editing.set(None) />
        }.into_any())}
    }
}

#[component]
fn Rows(model: SavedModel, editing: RwSignal<Option<Key>>) -> impl IntoView {
    let some = Memo::new(move |_| model.order.with(|order| !order.is_empty()));
    let row = Callback::new(move |(key, place): (Key, RowPlace)| {
        view! { <SavedRow model=model key=key place=place editing=editing /> }.into_any()
    });
    let name_of = Callback::new(move |key: Key| {
        untrack(|| model.get(&key))
            .map(|saved| format!("{} {}", saved.note, saved.room_name))
            .unwrap_or_default()
    });
    move || {
        if let Some(why) = model.failure.get() {
            view! { <p class="Empty" role="alert">{failure::sentence(&why)}</p> }.into_any()
        } else if !model.ready.get() {
            view! { <div class="Empty" aria-busy="true"><Spinner label=Signal::derive(|| Some(t!("saved-loading"))) /></div> }
                .into_any()
        } else if some.get() {
            view! {
                <WindowList
                    label=Signal::derive(|| t!("saved-title"))
                    class="saved"
                    keys=Signal::from(model.order)
                    row=row
                    name_of=name_of
                />
            }
            .into_any()
        } else {
            let words = move || match model.which.get() {
                Which::All => t!("saved-none"),
                _ => t!("saved-none-such"),
            };
            view! { <div class="Empty"><Icon name="bookmark" /><p>{words}</p></div> }.into_any()
        }
    }
}

/// A saved message: a link to it with its words, its note and its reminder; beside it what can be done.
#[component]
fn SavedRow(model: SavedModel, key: Key, place: RowPlace, editing: RwSignal<Option<Key>>) -> impl IntoView {
    let link = use_link();
    let toasts = use_context::<Toasts>();
    let said = link.quote(&key.0, &key.1);
    let address = RoomAddress { id_or_alias: key.0.0.clone(), via: Vec::new() };
    let href = Route::in_room(address, Some(key.1.clone())).href();
    let (named, edited, removed) = (key.clone(), key.clone(), key);
    let saved = Memo::new(move |_| model.get(&named));
    let read = move |read: fn(&SavedMessage) -> String| {
        move || saved.with(|saved| saved.as_ref().map(read).unwrap_or_default())
    };
    let sender = move || match said.get() {
        QuoteState::Ready { sender, .. } => called(&sender),
        _ => String::new(),
    };
    let remind = move || {
        saved.with(|saved| {
            let saved = saved.as_ref()?;
            let when = time::planned(saved.remind_at?);
            Some(if saved.due { t!("saved-was-due", when = when) } else { t!("saved-remind", when = when) })
        })
    };
    let remove = move |_| {
        let (room, event) = removed.clone();
        remove_saved(&link, room, event, move |answer| {
            if let (Err(why), Some(toasts)) = (answer, toasts) {
                toasts.say(failure::sentence(&why), Tone::Danger);
            }
        });
    };
    view! {
        <div class="SavedRow" data-due=move || saved.with(|saved| saved.as_ref().is_some_and(|saved| saved.due))>
            <a class="link" href=href tabindex=move || place.tab_index.get().to_string()>
                <span class="head">
                    <bdi class="sender">{sender}</bdi>
                    <bdi class="room">{read(|saved| saved.room_name.clone())}</bdi>
                    <time class="time">{read(|saved| time::relative(saved.saved_at))}</time>
                </span>
                <span class="text" dir="auto">{move || said.with(quote::line)}</span>
                <span class="note" dir="auto">{read(|saved| saved.note.clone())}</span>
                {move || remind().map(|words| view! {
                    <span class="remind"><Icon name="bell" size=IconSize::Small />{words}</span>
                })}
            </a>
            <IconButton
                icon="pencil"
                size=ButtonSize::Small
                label=Signal::derive(|| t!("saved-edit"))
                on_press=move |_| editing.set(Some(edited.clone()))
            />
            <IconButton
                icon="trash-2"
                size=ButtonSize::Small
                label=Signal::derive(|| t!("saved-remove"))
                on_press=remove
            />
        </div>
    }
}
