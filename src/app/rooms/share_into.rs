//! What another app hands over: into which rooms it goes, sent at once or to be written on (E24).

use leptos::prelude::*;
use protocol::{
    RoomId,
    composer::{Draft, SendText},
};
use web_sys::File;

use super::{RoomPicker, shared_files::SharedFileList};
use crate::{
    kit::{Alert, Button, ButtonVariant, Dialog, Spinner, Toasts, Tone},
    link::{new_ticket, use_link},
    platform::shared::{self, SharedFiles},
    route::{self, Route, Shared},
    t,
    text::failure,
};

/// Words and files for a room.
pub struct Handed {
    /// The room.
    pub room: RoomId,
    /// The words, which may be none.
    pub words: Draft,
    /// The files, which may be none.
    pub files: Vec<File>,
}

/// What became of the files.
enum Found {
    /// There were none, or they are here.
    Here(Vec<File>, usize),
    /// They are being read.
    Reading,
    /// They are there no longer.
    Gone,
}

/// Asks where to.
#[component]
pub fn ShareIntoDialog(
    /// What was shared.
    shared: Shared,
    /// Whether it can be taken already: whose rooms these are may not be known yet.
    ready: Signal<bool>,
    /// Puts it into a room's field.
    #[prop(into)]
    on_write: Callback<Handed>,
    /// Sends it into a room.
    #[prop(into)]
    on_send: Callback<Handed>,
) -> impl IntoView {
    let Shared { text, files, lost } = shared;
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let chosen = RwSignal::new(Vec::<RoomId>::new());
    let words = StoredValue::new(text.clone());
    let id = StoredValue::new(files.clone());
    let found = RwSignal::new_local(match &files {
        Some(_) => Found::Reading,
        None => Found::Here(Vec::new(), 0),
    });
    if let Some(id) = files {
        link.with_value(|link| {
            link.spawn(async move {
                let read = shared::read(&id).await;
                found.try_set(
                    read.map_or(Found::Gone, |SharedFiles { files, left }| Found::Here(files, left)),
                );
            });
        });
    }
    let taken = move || {
        found.with_untracked(|found| match found {
            Found::Here(files, _) => files.clone(),
            _ => Vec::new(),
        })
    };
    // They are in this page's hands, or nobody's.
    let forget = move || {
        let count = taken().len();
        if let Some(id) = id.get_value() {
            link.with_value(|link| link.spawn(shared::forget(id, count)));
        }
    };
    let close = Callback::new(move |()| {
        forget();
        route::replace(Route::Home);
    });
    let alone = move || {
        chosen.with(|chosen| match chosen.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        })
    };
    let go_on = move |room: Option<RoomId>| {
        forget();
        route::replace(room.map_or(Route::Home, |room| Route::room(&room)));
    };
    let write = Callback::new(move |()| {
        if let Some(room) = untrack(alone) {
            let words = Draft { text: words.get_value(), about: None };
            on_write.run(Handed { room: room.clone(), words, files: taken() });
            go_on(Some(room));
        }
    });
    let send = Callback::new(move |()| {
        // As it is: nothing of it is meant for a command or as format.
        let text = words.with_value(|words| match words.is_empty() {
            true => String::new(),
            false => format!("/plain {words}"),
        });
        let files = taken();
        if !files.is_empty() {
            for room in chosen.get_untracked() {
                let words = Draft { text: text.clone(), about: None };
                on_send.run(Handed { room, words, files: files.clone() });
            }
            return go_on(untrack(alone));
        }
        let asking = chosen.get_untracked().into_iter().map(|room| {
            let command =
                SendText { place: room.into(), text: text.clone(), about: None, ticket: new_ticket() };
            link.with_value(|link| link.request(command))
        });
        let asking: Vec<_> = asking.collect();
        link.with_value(|link| {
            link.spawn(async move {
                for answer in futures_util::future::join_all(asking).await {
                    if let (Err(why), Some(toasts)) = (answer, toasts) {
                        let reason = failure::sentence(&why);
                        toasts.say(t!("share-into-failed", reason = reason), Tone::Warning);
                    }
                }
            });
        });
        go_on(untrack(alone));
    });
    let any_words = !text.is_empty();
    // Nothing is left to be shared where all of it was files that are gone.
    let something = Signal::derive(move || {
        let any = found.with(|found| match found {
            Found::Here(files, _) => any_words || !files.is_empty(),
            Found::Reading => false,
            Found::Gone => any_words,
        });
        any && ready.get()
    });
    let none = Signal::derive(move || chosen.with(Vec::is_empty) || !something.get());
    let list = move || {
        found.with(|found| match found {
            Found::Reading => view! { <Spinner label=Some(t!("share-into-reading")) /> }.into_any(),
            Found::Gone => warning(t!("share-into-gone")),
            Found::Here(files, left) => {
                let left = *left;
                view! {
                    {(!files.is_empty()).then(|| view! { <SharedFileList files=files.clone() /> })}
                    {(left > 0).then(|| warning(t!("share-into-left", count = left)))}
                }
                .into_any()
            }
        })
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("share-into-title"))
            close_label=Signal::derive(|| t!("share-close"))
            on_close=close
            actions=move || {
                view! {
                    <Button on_press=move |_| close.run(())>{move || t!("share-into-not")}</Button>
                    <Show when=move || alone().is_some() && something.get()>
                        <Button on_press=move |_| write.run(())>{move || t!("share-into-write")}</Button>
                    </Show>
                    <Button variant=ButtonVariant::Primary disabled=none on_press=move |_| send.run(())>
                        {move || t!("share-into-send", count = chosen.with(Vec::len))}
                    </Button>
                }
            }
        >
            <div class="MessageForward">
                {lost.then(|| warning(t!("share-into-lost")))}
                {any_words.then(|| view! { <blockquote class="said" dir="auto">{text}</blockquote> })}
                {list}
                {(!lost).then(|| view! { <RoomPicker chosen=chosen /> })}
            </div>
        </Dialog>
    }
}

fn warning(text: String) -> AnyView {
    view! { <Alert tone=Tone::Warning><p class="text">{text}</p></Alert> }.into_any()
}
