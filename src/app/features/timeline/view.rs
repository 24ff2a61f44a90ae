//! The timeline's components.

use leptos::{ev, html, prelude::*};
use protocol::{
    EventId, RoomId,
    composer::Place,
    thread::FindThread,
    timeline::{EventItem, Focus, Timeline as Topic},
};

use super::{
    announce::announcer,
    dialogs::Dialogs,
    effects,
    jumps::{JumpToNewest, JumpToUnread},
    keys,
    model::{self, TimelineModel},
    paging::{Waiting, load_near_edges},
    parts::{actions::MessageMenu, selection_bar::SelectionBar},
    pinned::PinnedBanner,
    pointer::{self, Mouse},
    row,
    scene::Scene,
    surface::Surface,
    unsent_banner::UnsentBanner,
};
use crate::{
    emoji::{EmojiPicker, Picked},
    kit::{Alert, Toasts, Tone},
    link::{Paging, use_link},
    platform::{
        media_query,
        timer::{self, Timer},
    },
    route::{self, Route},
    settings::{self, Choice},
    t,
    text::failure,
};

/// Milliseconds the end must be on screen to count as read.
const READ_MS: u32 = 400;

/// Pictures to show large, one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct Pictures {
    /// The messages with the pictures, oldest first.
    pub items: Vec<EventItem>,
    /// The one to begin with.
    pub at: usize,
}

type Current = StoredValue<Option<Scene>>;

/// The messages of a room: the newest, or those around `event` where one is named; or those of a thread. While only
/// `event` changes it stays as it is if the event is loaded already.
#[component]
pub fn Timeline(
    /// The room or thread.
    place: Place,
    /// The event to open at, from the address.
    #[prop(into)]
    event: Signal<Option<EventId>>,
    /// A picture was pressed: show it and its neighbours.
    #[prop(into)]
    on_open_media: Callback<Pictures>,
    /// A message is to be answered.
    #[prop(into)]
    on_answer: Callback<EventId>,
    /// A message is to be edited, in this timeline.
    #[prop(into)]
    on_edit: Callback<(Topic, EventId)>,
    /// A thread is to be opened, by its root, at a message in it.
    #[prop(into)]
    on_open_thread: Callback<(EventId, Option<EventId>)>,
) -> impl IntoView {
    let newest = StoredValue::new(place.timeline());
    let topic = RwSignal::new(None::<Topic>);
    let current: Current = StoredValue::new(None);
    let pinned_back = RwSignal::new(0_usize);
    let link = use_link();
    let in_thread = place.thread.is_some();
    // Where an event that is not loaded stands is found out first: in a thread it is shown there.
    let open = move |wanted: Option<EventId>| {
        let newest = newest.get_value();
        let Some(wanted) = wanted.filter(|_| !in_thread) else {
            topic.set(Some(newest));
            return;
        };
        let find = link.request(FindThread { room: newest.room.clone(), event: wanted.clone() });
        link.spawn(async move {
            let thread = find.await.ok().flatten();
            if event.try_get_untracked() != Some(Some(wanted.clone())) {
                return;
            }
            match thread {
                Some(root) => {
                    topic.try_maybe_update(|topic| (topic.is_none() && topic.replace(newest).is_none(), ()));
                    on_open_thread.try_run((root, Some(wanted)));
                }
                None => {
                    topic.try_set(Some(Topic { room: newest.room, focus: Focus::Event(wanted) }));
                }
            }
        });
    };
    Effect::new(move |before: Option<Option<EventId>>| {
        let event = event.get();
        if before.as_ref() != Some(&event) {
            let found =
                event.as_ref().is_some_and(|event| scene_of(current).is_some_and(|scene| show(scene, event)));
            let there = topic.with_untracked(|topic| *topic == Some(newest.get_value()));
            if !found && !(there && (event.is_none() || in_thread)) {
                open(event.clone());
            }
        }
        event
    });
    let shown = Memo::new(move |_| topic.get());
    move || {
        shown.get().map(|topic| {
            view! {
                <Part
                    topic=topic
                    event=event
                    current=current
                    pinned_back=pinned_back
                    on_open_media=on_open_media
                    on_answer=on_answer
                    on_edit=on_edit
                    on_open_thread=on_open_thread
                />
            }
            .into_any()
        })
    }
}

/// Brings an event into view if it is loaded, and marks it.
fn show(scene: Scene, event: &EventId) -> bool {
    let Some(key) = scene.model.find(event) else { return false };
    let Some(row) = scene.model.rows.with_untracked(|rows| rows.get(&key).map(|row| row.key.clone())) else {
        return false;
    };
    if row != key {
        scene.model.unfolded.update(|unfolded| {
            unfolded.insert(row.clone());
        });
    }
    scene.model.highlighted.set(Some(key));
    scene.surface.jump_to(&row, 0.3);
    scene.model.roving.set(Some(row));
    true
}

/// Changes the event in the address, in the room the address names.
pub(super) fn open_event(room: &RoomId, event: Option<EventId>) {
    let (address, side) = match route::use_route().get_untracked() {
        Route::Room { address, side, .. } => (address, side),
        _ => (protocol::room::RoomAddress { id_or_alias: room.0.clone(), via: Vec::new() }, None),
    };
    route::go(Route::Room { address, event, side });
}

/// One timeline of the engine's.
#[component]
fn Part(
    topic: Topic,
    event: Signal<Option<EventId>>,
    current: Current,
    pinned_back: RwSignal<usize>,
    on_open_media: Callback<Pictures>,
    on_answer: Callback<EventId>,
    on_edit: Callback<(Topic, EventId)>,
    on_open_thread: Callback<(EventId, Option<EventId>)>,
) -> impl IntoView {
    // Grows at its end as people write.
    let live = !matches!(topic.focus, Focus::Event(_));
    let in_thread = matches!(topic.focus, Focus::Thread(_));
    let model = TimelineModel::new(use_link(), topic.room, topic.focus);
    let surface = Surface::new(live);
    let scene = Scene {
        model,
        surface,
        on_open_event: Callback::new(move |event: EventId| {
            if !scene_of(current).is_some_and(|scene| show(scene, &event)) {
                open_event(&model.room(), Some(event));
            }
        }),
        on_open_media,
        on_answer,
        on_edit: Callback::new(move |event| on_edit.run((model.topic(), event))),
        on_open_thread: Callback::new(move |root| on_open_thread.run((root, None))),
        active: RwSignal::new(None),
        menu_open: RwSignal::new(false),
        mouse: StoredValue::new_local(Mouse::default()),
        menu_at: RwSignal::new(None),
        picking: RwSignal::new(None),
        next_voice: RwSignal::new(None),
        finger: StoredValue::new_local(None),
        still: media_query::reduced_motion(),
        coarse: media_query::coarse_pointer(),
    };
    current.set_value(Some(scene));

    follow_rows(scene, event);
    load_near_edges(scene);
    if live {
        follow_end(scene);
    }
    let said = if live { announcer(model) } else { RwSignal::new(String::new()) };

    tell_refusals(model);

    let scroller = NodeRef::<html::Div>::new();
    let tail = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let (Some(scroller), Some(tail)) = (scroller.get(), tail.get()) {
            surface.attach(scroller.into(), tail.into());
        }
    });
    Effect::new(move |_| surface.rove(model.roving.get()));

    let busy = move || {
        !model.ready.get()
            || model.older.with(|paging| *paging == Paging::Busy)
            || model.newer.with(|paging| *paging == Paging::Busy)
    };
    let label = move || match in_thread {
        true => t!("timeline-thread-label"),
        false => t!("timeline-label", room = model.room_name.get().unwrap_or_default()),
    };
    let each = move || surface.mounted.get().as_ref().clone();
    view! {
        {(!in_thread).then(|| view! { <PinnedBanner scene=scene back=pinned_back /> })}
        <div
            class="Timeline"
            data-layout=move || settings::here().layout.get().name()
            data-pictures=move || settings::here().picture_size.get().name()
        >
            <div
                class="scroller"
                data-selecting=move || model.selection.is_on()
                role="log"
                aria-live="off"
                aria-busy=move || if busy() { "true" } else { "false" }
                aria-label=label
                node_ref=scroller
                on:pointerleave=move |_| pointer::away(scene)
                on:focusout=move |event| scene.focus_away(&event)
                on:contextmenu=move |event| pointer::menu(scene, &event)
                on:pointerdown=move |event| pointer::down(scene, &event)
                on:pointermove=move |event| pointer::moved(scene, &event)
                on:pointerup=move |event| pointer::up(scene, &event)
                on:pointercancel=move |event| pointer::up(scene, &event)
                on:scroll=move |_| surface.scrolled()
                on:scrollend=move |_| surface.rested(false)
                on:touchstart=move |_| surface.touched(true)
                on:touchend=move |_| surface.touched(false)
                on:touchcancel=move |_| surface.touched(false)
                on:selectstart=move |_| surface.selecting()
                on:keydown=move |event: ev::KeyboardEvent| keys::pressed(scene, &event)
            >
                <div class="rows">
                    <For each=each key=Clone::clone let:key>
                        {row::slot(scene, key)}
                    </For>
                    <div class="tail" node_ref=tail></div>
                </div>
            </div>
            {move || model.failure.get().map(|failure| view! {
                <div class="trouble">
                    <Alert tone=Tone::Warning title=Some(t!("timeline-closed"))>
                        <p class="text">{failure::sentence(&failure)}</p>
                    </Alert>
                </div>
            })}
            <Waiting model=model />
            <JumpToUnread scene=scene />
            <JumpToNewest scene=scene live=live />
            <div class="VisuallyHidden" role="status">
                {move || said.get()}
            </div>
            <MessageMenu scene=scene at=scene.menu_at />
            {move || scene.picking.get().map(|(event, area)| view! {
                <EmojiPicker
                    room=scene.model.room()
                    anchor=area
                    on_pick=move |picked: Picked| {
                        scene.picking.set(None);
                        let key = match picked {
                            Picked::Emoji(emoji) => emoji,
                            Picked::Picture(uri, _) => uri.0,
                        };
                        scene.model.set_reaction(event.clone(), key, true);
                    }
                    on_close=move |()| {
                        scene.picking.try_set(None);
                    }
                />
            }.into_any())}
            <Dialogs scene=scene />
            {live.then(|| effects::stage(scene))}
        </div>
        <SelectionBar scene=scene />
        <UnsentBanner scene=scene />
    }
}

/// Says what could not be done with a message.
fn tell_refusals(model: TimelineModel) {
    let toasts = use_context::<Toasts>();
    Effect::new(move |_| {
        if let (Some(failed), Some(toasts)) = (model.refused.get(), toasts) {
            let text = t!("timeline-refused", reason = failure::sentence(&failed));
            toasts.say(text, Tone::Warning);
        }
    });
}

fn scene_of(current: Current) -> Option<Scene> {
    current.try_get_value().flatten()
}

/// Hands new rows to the surface, and opens a timeline at the event that the address names, which in a thread may stand
/// further back.
fn follow_rows(scene: Scene, event: Signal<Option<EventId>>) {
    let Scene { model, surface, .. } = scene;
    let wanted = match model.thread() {
        Some(_) => event.get_untracked(),
        None => model.around(),
    };
    let opened = StoredValue::new(wanted.is_none());
    Effect::new(move |_| {
        model.rows.with(|rows| {
            surface.rows(rows);
            // Where the walked-on row is gone, or before there was one, one enters at the newest.
            let known =
                model.roving.with_untracked(|key| key.as_ref().is_some_and(|key| rows.get(key).is_some()));
            if !known || !surface.has_focus() && surface.at_end.get_untracked() {
                model.roving.set(rows.last_article().map(|row| row.key.clone()));
            }
        });
        if model.ready.get() && !opened.get_value() {
            let found = wanted.as_ref().is_some_and(|event| show(scene, event));
            opened.set_value(found);
            if !found && model.thread().is_some() && model.older.get() == Paging::Idle {
                model.load_older();
            }
        }
    });
}

/// Counts what comes while the end is not on screen, and tells the room what was read.
fn follow_end(scene: Scene) {
    let Scene { model, surface, .. } = scene;
    let visible = model::tab_visible();
    let timer = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        model.rows.track();
        let there = surface.at_end.get() && model.ready.get();
        if there {
            model.unseen.set(0);
        }
        let read = there && visible.get();
        timer.set_value(read.then(|| timer::after(READ_MS, move || model.mark_read())));
    });
    model.on_appended(move |keys| {
        if surface.at_end.try_get_untracked() == Some(false) {
            let foreign = keys.iter().filter(|key| model.event(key).is_some_and(|event| !event.own)).count();
            model.unseen.update(|unseen| *unseen += u32::try_from(foreign).unwrap_or_default());
        }
        // What one says oneself is shown, wherever one was.
        if keys
            .iter()
            .any(|key| model.event(key).is_some_and(|event| event.own && event.send_state.is_some()))
        {
            model.forget_line();
            surface.jump_to_end();
        }
    });
}
