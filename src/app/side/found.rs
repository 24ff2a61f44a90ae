//! What is looked for in a room, further and further back, and listed beside the conversation: its files, its polls.

use std::sync::Arc;

use leptos::{ev::MouseEvent, prelude::*};
use protocol::{
    Failure, ItemKey, RoomId,
    timeline::{Content, EventItem, Focus, ItemKind, LoadOlder, Timeline as Topic, TimelineItem},
};

use crate::{
    kit::{Button, ButtonSize, Icon, RowPlace, Spinner, WindowList},
    link::{Link, LiveList, Paging},
    route::{self, Route},
    t,
    text::{failure, time},
};

/// Events that are looked through at a time.
const PAGE: u16 = 100;
/// So often it is looked further back by itself while there is little to show. A room may have nothing at all.
const PATIENCE: u32 = 5;
/// Less than that is little.
const FEW: usize = 12;
/// Rows before the end at which it is looked further back.
const NEAR: usize = 10;

/// Names one thing that was found: its message, and which of the files of that.
pub type FoundKey = (ItemKey, usize);

/// What was found. Copies are the same.
#[derive(Clone, Copy)]
pub struct Found {
    link: StoredValue<Link>,
    topic: StoredValue<Topic>,
    list: StoredValue<LiveList<TimelineItem>>,
    /// What is shown, the newest first.
    pub order: Signal<Arc<Vec<FoundKey>>>,
    /// Whether the engine has answered.
    ready: Signal<bool>,
    /// Why the engine closed the list, if it did.
    failure: Signal<Option<Failure>>,
    /// Looking further back.
    paging: RwSignal<Paging>,
    /// How often that was done without being asked.
    looked: StoredValue<u32>,
}

impl Found {
    /// Looks until the current owner is cleaned up. `takes` says what is shown, of several files in one message each by
    /// itself, and may follow signals.
    pub fn new(
        link: Link,
        room: RoomId,
        focus: Focus,
        takes: impl Fn(&Content) -> bool + Send + Sync + 'static,
    ) -> Self {
        let topic = Topic { room, focus };
        let list = link.list(topic.clone());
        let (all, ready) = (list.order(), list.ready());
        let failure = list.failure();
        // A message that is deleted stays in its place and is something else.
        let batches = RwSignal::new(0_u32);
        list.after(move |_| {
            batches.try_update(|batches| *batches = batches.wrapping_add(1));
        });
        let rows = StoredValue::new(list);
        let order = Memo::new(move |_| {
            batches.track();
            let mut order = Vec::new();
            all.with(|all| {
                for key in all.iter().rev() {
                    with_event(rows, key, |event| {
                        order.extend(taken(&event.content, &takes).map(|at| (key.clone(), at)))
                    });
                }
            });
            Arc::new(order)
        });
        let found = Self {
            link: StoredValue::new(link),
            topic: StoredValue::new(topic),
            list: rows,
            order: order.into(),
            ready,
            failure,
            paging: RwSignal::new(Paging::Idle),
            looked: StoredValue::new(0),
        };
        Effect::new(move |_| {
            if ready.get() && found.paging.get() == Paging::Idle {
                found.look_on();
            }
        });
        found
    }

    /// A message. One of several files stands for itself.
    pub fn event(self, (key, at): &FoundKey) -> Option<EventItem> {
        with_event(self.list, key, |event| alone(event, *at)).flatten()
    }

    /// The same, followed.
    fn follow(self, (key, at): &FoundKey) -> Option<Memo<Option<EventItem>>> {
        let item = RwSignal::from(self.list.try_with_value(|list| list.row(key)).flatten()?);
        let at = *at;
        Some(Memo::new(move |_| {
            item.with(|item| match &item.kind {
                ItemKind::Event(event) => alone(event, at),
                _ => None,
            })
        }))
    }

    /// Looks further back by itself, while there is little to show, but not for ever.
    fn look_on(self) {
        let few = self.order.with_untracked(|order| order.len() < FEW);
        let often = self.looked.try_update_value(|looked| {
            *looked += 1;
            *looked
        });
        if few && often.is_some_and(|often| often <= PATIENCE) {
            self.load();
        }
    }

    /// The end of the list is near.
    fn near_end(self) {
        match self.order.with_untracked(|order| order.len() < FEW) {
            true => self.look_on(),
            false => self.load(),
        }
    }

    /// Looks further back, unless that is under way or nothing is there.
    fn load(self) {
        if self.paging.with_untracked(|paging| matches!(paging, Paging::Busy | Paging::Ended)) {
            return;
        }
        self.paging.set(Paging::Busy);
        let link = self.link.get_value();
        let answer = link.request(LoadOlder { timeline: self.topic.get_value(), count: PAGE });
        link.spawn(async move {
            self.paging.try_set(Paging::after(answer.await));
        });
    }
}

/// What stands for itself in a message: each of several files, or all of it.
fn parts(content: &Content) -> &[Content] {
    match content {
        Content::Gallery { items, .. } => items,
        alone => std::slice::from_ref(alone),
    }
}

/// Which parts are taken, the last first.
fn taken(content: &Content, takes: impl Fn(&Content) -> bool) -> impl Iterator<Item = usize> {
    parts(content).iter().enumerate().rev().filter(move |(_, part)| takes(part)).map(|(at, _)| at)
}

/// The message with one of its parts only.
fn alone(event: &EventItem, at: usize) -> Option<EventItem> {
    let content = parts(&event.content).get(at)?.clone();
    Some(EventItem { content, ..event.clone() })
}

fn with_event<T>(
    list: StoredValue<LiveList<TimelineItem>>,
    key: &ItemKey,
    read: impl FnOnce(&EventItem) -> T,
) -> Option<T> {
    let row = list.try_with_value(|list| list.row(key)).flatten()?;
    row.with_untracked(|item| match &item.kind {
        ItemKind::Event(event) => Some(read(event)),
        _ => None,
    })
}

/// The list, and how looking further back stands.
#[component]
pub fn FoundList(
    found: Found,
    #[prop(into)] label: Signal<String>,
    row: Callback<(FoundKey, RowPlace), AnyView>,
    /// What a message is called.
    name: fn(&EventItem) -> String,
    /// Stands where there is nothing, with the words.
    icon: &'static str,
    #[prop(into)] none: Signal<String>,
) -> impl IntoView {
    let Found { order, paging, ready, failure, .. } = found;
    let count = Memo::new(move |_| order.with(|order| order.len()));
    let name_of =
        Callback::new(move |key: FoundKey| found.event(&key).as_ref().map(name).unwrap_or_default());
    let on_range = Callback::new(move |(_, end): (usize, usize)| {
        if end + NEAR >= count.get_untracked() && paging.with_untracked(|paging| *paging == Paging::Idle) {
            found.near_end();
        }
    });
    let some = Memo::new(move |_| count.get() > 0);
    let list = move || {
        some.get().then(|| {
            view! {
                <WindowList label=label class="found" keys=order row=row name_of=name_of on_range=on_range />
            }
        })
    };
    let waiting = || {
        view! {
            <div class="paging" aria-busy="true">
                <Spinner label=Signal::derive(|| Some(t!("side-looking"))) />
            </div>
        }
        .into_any()
    };
    let further = move |label: String| {
        view! { <Button size=ButtonSize::Small on_press=move |_| found.load()>{label}</Button> }
    };
    let foot = move || match paging.get() {
        _ if failure.with(Option::is_some) => {
            let text = failure.get().as_ref().map(failure::sentence);
            view! { <div class="paging" role="alert"><span class="text">{text}</span></div> }.into_any()
        }
        _ if !ready.get() => waiting(),
        Paging::Failed(failed) => view! {
            <div class="paging" role="alert">
                <span class="text">{failure::sentence(&failed)}</span>
                {further(t!("side-again"))}
            </div>
        }
        .into_any(),
        Paging::Busy => waiting(),
        Paging::Idle => view! { <div class="paging">{further(t!("side-further"))}</div> }.into_any(),
        Paging::Ended if !some.get() => view! {
            <div class="Empty">
                <Icon name=icon />
                <p>{move || none.get()}</p>
            </div>
        }
        .into_any(),
        Paging::Ended => ().into_any(),
    };
    view! {
        {list}
        {foot}
    }
}

/// Makes a picture or sign of a message.
pub type Small = Box<dyn FnOnce(Memo<Option<EventItem>>) -> AnyView>;

/// A row: a link to its message.
#[component]
pub fn FoundRow(
    found: Found,
    key: FoundKey,
    place: RowPlace,
    /// What a press opens in place of the message.
    #[prop(optional_no_strip)]
    opens: Option<Callback<FoundKey>>,
    /// A picture or sign of it, which may follow it.
    small: Small,
    /// What it is called.
    name: fn(&EventItem) -> String,
    /// A line about it.
    about: fn(&EventItem) -> String,
) -> impl IntoView {
    let event = found.follow(&key)?;
    let href = move || {
        let id = event.with(|event| event.as_ref().and_then(|event| event.event.clone()));
        match route::use_route().get_untracked() {
            Route::Room { address, .. } => Route::in_room(address, id).href(),
            other => other.href(),
        }
    };
    let press = move |pressed: MouseEvent| {
        if let Some(opens) = opens
            && !(pressed.ctrl_key() || pressed.meta_key() || pressed.shift_key())
        {
            pressed.prevent_default();
            opens.run(key.clone());
        }
    };
    let said = move |read: fn(&EventItem) -> String| {
        move || event.with(|event| event.as_ref().map(read).unwrap_or_default())
    };
    Some(view! {
        <a
            class="FoundRow"
            href=href
            tabindex=move || place.tab_index.get().to_string()
            aria-haspopup=opens.is_some().then_some("dialog")
            on:click=press
        >
            {small(event)}
            <bdi class="name">{said(name)}</bdi>
            <time class="time">{said(|event| time::relative(event.timestamp))}</time>
            <span class="about" dir="auto">{said(about)}</span>
        </a>
    })
}

#[cfg(test)]
mod tests {
    use protocol::media::{Media, MediaSource};

    use super::*;

    #[test]
    fn several_files_of_one_message_stand_for_themselves() {
        let media = |name: &str| Media::named(MediaSource(String::new()), name.to_owned());
        let image = |name: &str| Content::Image { media: media(name), caption: None };
        let file = Content::File { media: media("b"), caption: None };
        let gallery = Content::Gallery { items: vec![image("a"), file, image("c")], more: 2, caption: None };
        let images = |content: &Content| matches!(content, Content::Image { .. });
        let all = |content: &Content| taken(content, images).collect::<Vec<_>>();
        assert_eq!(all(&gallery), [2, 0], "the newest first");
        assert_eq!(all(&image("a")), [0]);
        assert!(all(&Content::Call).is_empty());
        assert_eq!(parts(&gallery)[2].media().map(|media| media.filename.as_str()), Some("c"));
    }
}
