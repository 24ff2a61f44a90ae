//! The question before devices are signed out, and what the homeserver wants for it.

use leptos::prelude::*;
use protocol::devices::{Device, SignOutDevices};

use super::words;
use crate::{
    kit::{Button, ButtonVariant, Dialog, Toasts, Tone},
    link::use_link,
    reauth::{Confirm, Confirming, Step},
    t,
};

/// The dialog.
#[component]
pub(super) fn SignOutDialog(devices: Vec<Device>, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let toasts = use_context::<Toasts>();
    let count = devices.len();
    let ids: Vec<String> = devices.iter().map(|device| device.id.clone()).collect();
    let done = move || {
        if let Some(toasts) = toasts {
            toasts.say(t!("devices-signed-out", count = count), Tone::Info);
        }
        on_close.try_run(());
    };
    let command = move |proof| SignOutDevices { devices: ids.clone(), proof };
    let confirming = Confirming::new(&use_link(), command, done);
    let names =
        devices.iter().map(|device| view! { <li dir="auto">{words::name(device)}</li> }).collect_view();
    let is_idle = Memo::new(move |_| confirming.step() == Step::Idle);
    view! {
        <Dialog
            title=Signal::derive(move || t!("devices-sign-out-title", count = count))
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=on_close
            actions=move || view! {
                <Button on_press=move |_| on_close.run(())>{move || t!("devices-cancel")}</Button>
                <Show when=move || is_idle.get()>
                    <Button variant=ButtonVariant::Danger on_press=move |_| confirming.begin()>
                        {move || t!("devices-sign-out-go")}
                    </Button>
                </Show>
            }
        >
            <div class="SignOutDevices">
                <ul class="names">{names}</ul>
                <p>{move || t!("devices-sign-out-text", count = count)}</p>
                <Confirm confirming=confirming />
            </div>
        </Dialog>
    }
}
