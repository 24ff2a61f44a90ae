//! A device as a card: what is known of it, and what can be done with it.

use leptos::{ev, html, prelude::*};
use protocol::{
    Failure, FailureKind,
    devices::{Device, DeviceKind, DeviceTrust, RenameDevice},
};

use super::{model::DevicesModel, words};
use crate::{
    kit::{Button, ButtonKind, ButtonSize, ButtonVariant, Icon, IconButton, IconSize, TextField},
    t,
    text::{failure, time},
    verification::VerifyButton,
};

/// The card of the device with this ID.
#[component]
pub(super) fn DeviceCard(model: DevicesModel, id: String) -> impl IntoView {
    let (looked, picked, chosen_id) = (id.clone(), id.clone(), id.clone());
    let device = Memo::new(move |_| model.get(&looked));
    let read = move |read: fn(&Device) -> String| {
        move || device.with(|device| device.as_ref().map(read).unwrap_or_default())
    };
    let maybe = move |read: fn(&Device) -> Option<String>| {
        move || device.with(|device| device.as_ref().and_then(read))
    };
    let own = device.with_untracked(|device| device.as_ref().is_some_and(|device| device.own));
    let name = Memo::new(move |_| device.with(|device| device.as_ref().map(words::name).unwrap_or_default()));
    let kind = Memo::new(move |_| {
        device.with(|device| device.as_ref().map_or(DeviceKind::Unknown, |device| device.kind))
    });
    let trust = Memo::new(move |_| {
        device.with(|device| device.as_ref().map_or(DeviceTrust::Unverified, |device| device.trust))
    });
    let renaming = RwSignal::new(false);
    let pencil = NodeRef::<html::Button>::new();
    let end = Callback::new(move |()| {
        renaming.set(false);
        request_animation_frame(move || {
            if let Some(pencil) = pencil.try_get_untracked().flatten() {
                let _ = pencil.focus();
            }
        });
    });
    let is_chosen = move || model.chosen.with(|chosen| chosen.contains(&chosen_id));
    let choose = move |event: ev::Event| model.choose(&picked, event_target_checked(&event));
    let leave = move |_| model.leaving.set(device.get_untracked().map(|device| vec![device]));
    let fact = |class: &'static str, words: Box<dyn Fn() -> Option<String> + Send + Sync>| {
        move || words().map(|words| view! { <p class=class><bdi>{words}</bdi></p> })
    };
    let heading = move || {
        let rename = move |_| renaming.set(true);
        view! {
            <h4 class="name" dir="auto">{move || name.get()}</h4>
            <IconButton
                icon="pencil"
                size=ButtonSize::Small
                label=Signal::derive(move || t!("devices-rename", name = name.get()))
                node_ref=pencil
                on_press=rename
            />
        }
    };
    let (renamed, vouched) = (id.clone(), id.clone());
    let may_be_verified = {
        let id = id.clone();
        Memo::new(move |_| model.may_be_verified(&id))
    };
    let verify = move || {
        may_be_verified.get().then(|| {
            view! {
                <VerifyButton
                    user=model.user.get_value()
                    device=Some(vouched.clone())
                    size=ButtonSize::Small
                    label=Signal::derive(move || Some(t!("verification-title", name = name.get())))
                />
            }
        })
    };
    view! {
        <li class="DeviceCard" data-own=own aria-label=move || name.get()>
            {(!own).then(|| view! {
                <label class="choose">
                    <input
                        type="checkbox"
                        aria-label=move || t!("devices-choose", name = name.get())
                        prop:checked=is_chosen
                        on:change=choose
                    />
                </label>
            })}
            <Icon name=Signal::derive(move || words::kind_icon(kind.get())) class:kind=true />
            <div class="about">
                <div class="head">
                    {move || match renaming.get() {
                        true => view! {
                            <Rename model=model id=renamed.clone() name=name.get_untracked() on_end=end />
                        }
                        .into_any(),
                        false => heading().into_any(),
                    }}
                </div>
                {own.then(|| view! { <p class="this">{move || t!("devices-this")}</p> })}
                <p class="trust" data-trust=move || trust_name(trust.get())>
                    <Icon
                        name=Signal::derive(move || words::trust_icon(trust.get()))
                        size=IconSize::Small
                    />
                    <span>{read(words::trust)}</span>
                </p>
                {fact("fact", Box::new(maybe(words::client)))}
                {fact("fact", Box::new(maybe(words::browser)))}
                <p class="fact">
                    <span
                        title=maybe(|device| device.last_seen.map(time::full))
                    >
                        {maybe(words::seen)}
                    </span>
                    {maybe(|device| {
                        let address = device.address.as_deref()?;
                        let from = t!("devices-address", address = address);
                        Some(if words::seen(device).is_some() { format!(" · {from}") } else { from })
                    })}
                </p>
                <p class="fact id">{t!("devices-id", id = id.as_str())}</p>
            </div>
            {(!own).then(|| view! {
                <div class="actions">
                    {verify}
                    <Button
                        size=ButtonSize::Small
                        icon="log-out"
                        label=Signal::derive(move || Some(t!("devices-sign-out-of", name = name.get())))
                        on_press=leave
                    >
                        {move || t!("devices-sign-out")}
                    </Button>
                </div>
            })}
        </li>
    }
}

fn trust_name(trust: DeviceTrust) -> &'static str {
    match trust {
        DeviceTrust::Verified => "verified",
        DeviceTrust::Unverified => "unverified",
        DeviceTrust::NoEncryption => "none",
    }
}

/// The name as a field, in its place.
#[component]
fn Rename(model: DevicesModel, id: String, name: String, on_end: Callback<()>) -> impl IntoView {
    let value = RwSignal::new(name);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Failure>);
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        model.rename(id.clone(), value.get_untracked(), move |answer| match answer {
            Ok(()) => drop(on_end.try_run(())),
            // What was typed stays.
            Err(why) => {
                busy.try_set(false);
                failed.try_set(Some(why));
            }
        });
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            // The dialog around stays.
            event.prevent_default();
            event.stop_propagation();
            on_end.run(());
        }
    };
    let wrong = move || {
        failed.get().map(|why| match why.kind {
            FailureKind::Invalid { .. } => t!("devices-name-empty"),
            FailureKind::TooLarge { .. } => t!("devices-name-long", most = RenameDevice::LONGEST),
            _ => failure::sentence(&why),
        })
    };
    view! {
        <form class="rename" on:submit=send on:keydown=keys>
            <TextField
                label=Signal::derive(|| t!("devices-name"))
                value=value
                hint=Signal::derive(|| Some(t!("devices-name-hint")))
                failure=Signal::derive(wrong)
                takes_focus=true
            />
            <div class="actions">
                <Button
                    size=ButtonSize::Small
                    kind=ButtonKind::Submit
                    variant=ButtonVariant::Primary
                    busy=busy
                >
                    {move || t!("devices-name-save")}
                </Button>
                <Button size=ButtonSize::Small on_press=move |_| on_end.run(())>
                    {move || t!("devices-cancel")}
                </Button>
            </div>
        </form>
    }
}
