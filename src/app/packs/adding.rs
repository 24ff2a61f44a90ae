//! Putting pictures into a pack: one after the other, each with a line of its own until it is there.

use leptos::prelude::*;
use protocol::{
    BlobRef, Failure,
    packs::{AddPackImage, PackAt},
};
use send_wrapper::SendWrapper;
use web_sys::File;

use super::shortcode;
use crate::{
    kit::{Button, ButtonSize, Spinner},
    link::{Link, use_link},
    platform::{files, measure},
    t,
    text::failure,
};

/// A picture on its way.
#[derive(Clone)]
struct Picture {
    id: u32,
    name: String,
    file: SendWrapper<File>,
    failed: RwSignal<Option<Failure>>,
}

/// The pictures on their way into a pack. Copies are the same.
#[derive(Clone, Copy)]
struct Adding {
    waiting: RwSignal<Vec<Picture>>,
    next: StoredValue<u32>,
    running: StoredValue<bool>,
}

impl Adding {
    fn take(self, link: &Link, at: &PackAt, chosen: Vec<File>) {
        for file in chosen {
            let id = self.next.try_update_value(|next| {
                *next += 1;
                *next
            });
            let Some(id) = id else { return };
            let picture =
                Picture { id, name: file.name(), file: SendWrapper::new(file), failed: RwSignal::new(None) };
            self.waiting.try_update(|waiting| waiting.push(picture));
        }
        self.go_on(link, at);
    }

    /// Sends what waits and has not failed, unless that is being done.
    fn go_on(self, link: &Link, at: &PackAt) {
        if self.running.try_get_value() != Some(false) {
            return;
        }
        self.running.set_value(true);
        let (link, at) = (link.clone(), at.clone());
        let asking = link.clone();
        link.spawn(async move {
            loop {
                let next = self.waiting.try_with_untracked(|waiting| {
                    let mut fresh = waiting.iter();
                    fresh.find(|one| one.failed.with_untracked(Option::is_none)).cloned()
                });
                let Some(picture) = next.flatten() else { break };
                match add(&asking, &at, &picture).await {
                    Ok(()) => self.forget(picture.id),
                    Err(why) => drop(picture.failed.try_set(Some(why))),
                }
            }
            self.running.try_set_value(false);
        });
    }

    fn forget(self, id: u32) {
        self.waiting.try_update(|waiting| waiting.retain(|one| one.id != id));
    }
}

async fn add(link: &Link, at: &PackAt, picture: &Picture) -> Result<(), Failure> {
    let file: File = (*picture.file).clone();
    let measured = measure::measure(&file).await.unwrap_or_default();
    let side = |pixels: u32| Some(pixels).filter(|pixels| *pixels > 0);
    let command = AddPackImage {
        pack: at.clone(),
        shortcode: shortcode::of_file(&picture.name),
        blob: BlobRef(0),
        mime: file.type_(),
        width: side(measured.width),
        height: side(measured.height),
    };
    link.request_with(command, vec![file.into()]).await
}

/// The button, and below it what is on its way.
#[component]
pub(super) fn AddPictures(at: PackAt) -> impl IntoView {
    let adding = Adding {
        waiting: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
        running: StoredValue::new(false),
    };
    let place = StoredValue::new((use_link(), at));
    let choose = move |_| {
        files::pick("image/*", true, move |chosen| {
            place.try_with_value(|(link, at)| adding.take(link, at, chosen));
        });
    };
    let line = move |picture: Picture| {
        let (id, failed, name) = (picture.id, picture.failed, picture.name);
        let again = move |_| {
            failed.set(None);
            place.with_value(|(link, at)| adding.go_on(link, at));
        };
        let shown = move || {
            match failed.get() {
            None => view! { <Spinner label=Some(t!("packs-adding", name = name.as_str())) /> }.into_any(),
            Some(why) => view! {
                <p class="failure" role="alert" dir="auto">
                    {t!("packs-not-added", name = name.as_str(), reason = failure::sentence(&why))}
                </p>
                <Button size=ButtonSize::Small on_press=again>{move || t!("packs-again")}</Button>
                <Button size=ButtonSize::Small on_press=move |_| adding.forget(id)>{move || t!("packs-dismiss")}</Button>
            }
            .into_any(),
        }
        };
        view! { <li class="line">{shown}</li> }.into_any()
    };
    view! {
        <Button size=ButtonSize::Small icon="plus" on_press=choose>{move || t!("packs-add")}</Button>
        <ul class="adding" role="list">
            <For each=move || adding.waiting.get() key=|picture| picture.id let(picture)>
                {line(picture)}
            </For>
        </ul>
    }
}
