//! What the homeserver has noted of a room and of the account, to be looked at (`/devtools`). The room's state can be
//! set, and events be sent, as far as the homeserver allows it.

use leptos::prelude::*;
use protocol::{
    Failure, RoomId,
    room::{RawEvent, ReadRoomData, RoomData},
};

use crate::{
    kit::{Alert, Button, ButtonSize, Dialog, DialogSize, InputKind, Spinner, TextField, Tone},
    link::use_link,
    rooms::{RawDraft, RawEventDialog},
    t,
    text::failure,
};

/// So many events are shown of each kind; the field finds the others.
const MOST: usize = 100;

/// The dialog.
#[component]
pub(crate) fn RoomDataDialog(room: RoomId, on_close: Callback<()>) -> impl IntoView {
    let link = use_link();
    let data = RwSignal::new(None::<Result<RoomData, Failure>>);
    let wanted = RwSignal::new(String::new());
    let id = room.0.clone();
    let writing = RwSignal::new(None::<RawDraft>);
    let asking = room.clone();
    let read = move || {
        let asked = link.request(ReadRoomData { room: asking.clone() });
        link.spawn(async move {
            data.try_set(Some(asked.await));
        });
    };
    read();
    let written = Callback::new(move |sent: bool| {
        writing.set(None);
        if sent {
            read();
        }
    });
    let lists = move || {
        data.with(|data| match data {
            None => view! { <Spinner label=Some(t!("composer-data-loading")) /> }.into_any(),
            Some(Err(why)) => {
                let text = failure::sentence(why);
                view! { <Alert tone=Tone::Warning><p class="text">{text}</p></Alert> }.into_any()
            }
            Some(Ok(data)) => wanted.with(|wanted| {
                view! {
                    {list(t!("composer-data-state"), &data.state, wanted, Some(writing))}
                    {list(t!("composer-data-of-room"), &data.room_account_data, wanted, None)}
                    {list(t!("composer-data-of-account"), &data.account_data, wanted, None)}
                }
                .into_any()
            }),
        })
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("composer-data-title"))
            close_label=Signal::derive(|| t!("composer-asked-close"))
            size=DialogSize::Large
            on_close=on_close
        >
            <div class="RoomData">
                <p class="id"><bdi>{id}</bdi></p>
                <Button size=ButtonSize::Small on_press=move |_| writing.set(Some(RawDraft::empty()))>
                    {move || t!("raw-title")}
                </Button>
                <TextField
                    label=Signal::derive(|| t!("composer-data-find"))
                    placeholder=Signal::derive(|| Some(t!("composer-data-find")))
                    value=wanted
                    kind=InputKind::Search
                    icon="search"
                    compact=true
                    takes_focus=true
                />
                {lists}
            </div>
        </Dialog>
        {move || writing.get().map(|draft| {
            view! { <RawEventDialog room=room.clone() draft=draft on_close=written /> }.into_any()
        })}
    }
}

/// Whether an event is meant by what somebody looks for.
fn fits(event: &RawEvent, wanted: &str) -> bool {
    let wanted = wanted.trim();
    event.event_type.contains(wanted) || event.state_key.contains(wanted)
}

/// `writing` takes what is to be changed, if that can be.
fn list(
    title: String,
    events: &[RawEvent],
    wanted: &str,
    writing: Option<RwSignal<Option<RawDraft>>>,
) -> AnyView {
    let found = || events.iter().filter(|event| fits(event, wanted));
    let count = found().count();
    let rows = found().take(MOST).cloned().map(|event| {
        // What was cut is no event any more.
        let change = writing.zip(RawDraft::of(&event.json)).map(|(writing, draft)| {
            view! {
                <Button size=ButtonSize::Small on_press=move |_| writing.set(Some(draft.clone()))>
                    {move || t!("raw-set")}
                </Button>
            }
        });
        view! {
            <details>
                <summary>
                    <code dir="ltr">{event.event_type}</code>
                    <bdi>{event.state_key}</bdi>
                </summary>
                {change}
                <pre class="json" dir="ltr" tabindex="0">{event.json}</pre>
            </details>
        }
    });
    let rows = rows.collect_view();
    let heading = title.clone();
    view! {
        <section aria-label=title>
            <h3 class="heading">{heading}</h3>
            {rows}
            {(count > MOST).then(|| view! { <p class="more">{t!("composer-data-more", count = count - MOST)}</p> })}
            {(count == 0).then(|| view! { <p class="more">{t!("composer-data-none")}</p> })}
        </section>
    }
    .into_any()
}
