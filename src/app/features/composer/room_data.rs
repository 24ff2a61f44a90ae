//! What the homeserver has noted of a room and of the account, to be looked at (`/devtools`).

use leptos::prelude::*;
use protocol::{
    Failure, RoomId,
    room::{RawEvent, ReadRoomData, RoomData},
};

use crate::{
    kit::{Alert, Dialog, DialogSize, InputKind, Spinner, TextField, Tone},
    link::use_link,
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
    let asked = link.request(ReadRoomData { room });
    link.spawn(async move {
        data.try_set(Some(asked.await));
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
                    {list(t!("composer-data-state"), &data.state, wanted)}
                    {list(t!("composer-data-of-room"), &data.room_account_data, wanted)}
                    {list(t!("composer-data-of-account"), &data.account_data, wanted)}
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
    }
}

/// Whether an event is meant by what somebody looks for.
fn fits(event: &RawEvent, wanted: &str) -> bool {
    let wanted = wanted.trim();
    event.event_type.contains(wanted) || event.state_key.contains(wanted)
}

fn list(title: String, events: &[RawEvent], wanted: &str) -> AnyView {
    let found = || events.iter().filter(|event| fits(event, wanted));
    let count = found().count();
    let rows = found().take(MOST).cloned().map(|event| {
        view! {
            <details>
                <summary>
                    <code dir="ltr">{event.event_type}</code>
                    <bdi>{event.state_key}</bdi>
                </summary>
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
