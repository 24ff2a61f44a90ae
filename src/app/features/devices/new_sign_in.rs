//! A new sign-in: was it you? (B13)

use leptos::prelude::*;
use protocol::devices::{AnswerSignIns, Device, NewSignIns};

use super::words;
use crate::{
    kit::{Alert, Button, ButtonSize, Toasts, Tone},
    link::use_link,
    platform::focus,
    t,
    text::failure,
};

/// The question, in every tab, as long as nobody has answered it; nothing else. It takes no focus.
#[component]
pub fn NewSignIn(
    /// It was somebody else, on the device with this ID.
    #[prop(into)]
    on_stranger: Callback<String>,
) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let live = link.with_value(|link| link.kept_value(NewSignIns));
    let count = live.clone();
    let first = Memo::new(move |_| live.with(|all| all.and_then(|all| all.first().cloned())));
    let more = Memo::new(move |_| count.with(|all| all.map_or(0, |all| all.len().saturating_sub(1))));
    let answer = move |device: Option<Device>| {
        let devices = device.into_iter().map(|device| device.id).collect();
        let asked = link.with_value(|link| link.request(AnswerSignIns { devices }));
        link.get_value().spawn(async move {
            if let (Err(why), Some(toasts)) = (asked.await, toasts) {
                toasts.say(failure::sentence(&why), Tone::Warning);
            }
        });
    };
    let is_there = Memo::new(move |_| first.with(Option::is_some));
    let name = move || first.with(|device| device.as_ref().map(words::name).unwrap_or_default());
    let facts = move || {
        first.with(|device| {
            let Some(device) = device.as_ref() else { return String::new() };
            let parts = [
                words::browser(device).filter(|browser| *browser != words::name(device)),
                device.address.as_ref().map(|address| t!("devices-address", address = address.as_str())),
                words::seen(device),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    let mine = move |_| answer(first.get_untracked());
    let stranger = move |_| {
        if let Some(device) = first.get_untracked() {
            answer(Some(device.clone()));
            on_stranger.run(device.id);
        }
    };
    view! {
        <Show when=move || is_there.get()>
            {on_cleanup(focus::rescue)}
            <section class="NewSignIn" aria-label=move || t!("new-sign-in")>
                <Alert
                    tone=Tone::Warning
                    title=Signal::derive(move || Some(t!("new-sign-in-title", name = name())))
                >
                    <p class="detail"><bdi>{facts}</bdi></p>
                    {move || (more.get() > 0).then(|| view! {
                        <p class="detail">{move || t!("new-sign-in-more", count = more.get())}</p>
                    })}
                    <div class="actions">
                        <Button size=ButtonSize::Small on_press=mine>{move || t!("new-sign-in-yes")}</Button>
                        <Button size=ButtonSize::Small on_press=stranger>{move || t!("new-sign-in-no")}</Button>
                    </div>
                </Alert>
            </section>
        </Show>
    }
}
