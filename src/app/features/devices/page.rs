//! The page of settings with the account's devices.

use leptos::prelude::*;
use protocol::{
    UserId,
    devices::{Client, ShareClient},
};

use super::{
    card::DeviceCard,
    model::{DevicesModel, Which, ids},
    sign_out::SignOutDialog,
};
use crate::{
    identity::ResetIdentity,
    kit::{Alert, Button, ButtonSize, ButtonVariant, Spinner, Switch, Toasts, ToggleButton, Tone, Toolbar},
    link::use_link,
    platform, t,
    text::failure,
};

/// What this program is called where devices say what they run.
const PROGRAM: &str = "Protium";

/// The page.
#[component]
pub fn DevicesPage(
    /// The account's user.
    user: UserId,
    /// The ID of one that is chosen from the beginning.
    #[prop(optional_no_strip)]
    chosen: Option<String>,
) -> impl IntoView {
    let model = DevicesModel::new(&use_link(), user, chosen);
    let there = Memo::new(move |_| model.is_there());
    let failed = Memo::new(move |_| model.failure());
    let trouble = move || {
        failed.get().map(|why| {
            let title = move || match there.get() {
                true => t!("devices-old"),
                false => t!("devices-failed"),
            };
            view! {
                <Alert tone=Tone::Warning title=Signal::derive(move || Some(title()))>
                    <p class="text">{failure::sentence(&why)}</p>
                    <div class="actions">
                        <Button
                            size=ButtonSize::Small
                            busy=model.refreshing
                            on_press=move |_| model.refresh()
                        >
                            {move || t!("devices-again")}
                        </Button>
                    </div>
                </Alert>
            }
        })
    };
    let list = move || match (there.get(), failed.with(Option::is_some)) {
        (true, _) => view! { <Lists model=model /> }.into_any(),
        (false, true) => ().into_any(),
        (false, false) => view! { <Spinner label=Some(t!("devices-loading")) /> }.into_any(),
    };
    view! {
        <div class="Devices">
            {trouble}
            {list}
            <ResetIdentity />
        </div>
        {move || model.leaving.get().map(|devices| view! {
            <SignOutDialog devices=devices on_close=move |()| model.leaving.set(None) />
        })}
    }
}

/// This device, and the others.
#[component]
fn Lists(model: DevicesModel) -> impl IntoView {
    let own = Memo::new(move |_| model.own().map(|device| device.id));
    let others = Memo::new(move |_| model.others().len());
    let shown = Memo::new(move |_| ids(&model.shown()));
    let chosen = Memo::new(move |_| model.chosen_shown().len());
    let filters = Which::EACH.map(|which| {
        let label = move || match which {
            Which::All => t!("devices-all"),
            Which::Unverified => t!("devices-filter-unverified"),
            Which::Unused => t!("devices-filter-unused"),
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
    let filters = filters.into_iter().collect_view();
    let all_chosen =
        move || shown.with(|shown| !shown.is_empty()) && chosen.get() == shown.with(|all| all.len());
    let leave_chosen = move |_| model.leaving.set(Some(untrack(move || model.chosen_shown())));
    let leave_others = move |_| model.leaving.set(Some(untrack(move || model.others())));
    view! {
        <section aria-label=move || t!("devices-here")>
            <h3 class="title">{move || t!("devices-here")}</h3>
            <ul class="list">
                {move || own.get().map(|id| view! { <DeviceCard model=model id=id /> })}
            </ul>
            <ShareSwitch model=model />
        </section>
        <section aria-label=move || t!("devices-others")>
            <h3 class="title">{move || t!("devices-others")}</h3>
            <Show
                when=move || { others.get() > 0 }
                fallback=|| view! { <p class="hint">{move || t!("devices-none")}</p> }
            >
                <p class="hint">{move || t!("devices-others-hint")}</p>
            </Show>
            <div class="bar" hidden=move || others.get() == 0>
                <Toolbar class="filters" label=Signal::derive(|| t!("devices-filters"))>
                    {filters}
                </Toolbar>
                <label class="Choice">
                    <input
                        type="checkbox"
                        prop:checked=all_chosen
                        on:change=move |event| model.choose_all(event_target_checked(&event))
                    />
                    <span>{move || t!("devices-choose-all")}</span>
                </label>
            </div>
            <ul class="list" aria-label=move || t!("devices-others")>
                <For each=move || shown.get().to_vec() key=String::clone let(id)>
                    <DeviceCard model=model id=id />
                </For>
            </ul>
            <Show when=move || { others.get() > 0 } fallback=|| ()>
                <p class="hint" role="status">
                    {move || shown.with(|shown| shown.is_empty()).then(|| t!("devices-none-such"))}
                </p>
                <div class="actions">
                    <Button
                        variant=ButtonVariant::Danger
                        disabled=Signal::derive(move || chosen.get() == 0)
                        on_press=leave_chosen
                    >
                        {move || t!("devices-sign-out-chosen", count = chosen.get())}
                    </Button>
                    <Button on_press=leave_others>{move || t!("devices-sign-out-others")}</Button>
                </div>
            </Show>
        </section>
    }
}

/// Whether the other devices are told which program this one runs (B22).
#[component]
fn ShareSwitch(model: DevicesModel) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let said = Memo::new(move |_| model.own().is_some_and(|device| device.client.is_some()));
    // What the person has chosen, until the engine says the same or has refused it.
    let chosen = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        said.track();
        chosen.set(None);
    });
    let toggle = Callback::new(move |on: bool| {
        chosen.set(Some(on));
        let client = on.then(|| Client {
            name: PROGRAM.to_owned(),
            version: platform::meta("protium-build"),
            url: Some(platform::base().split(['?', '#']).next().unwrap_or_default().to_owned()),
        });
        let asked = link.with_value(|link| link.request(ShareClient { client }));
        link.get_value().spawn(async move {
            if let Err(why) = asked.await {
                chosen.try_set(None);
                if let Some(toasts) = toasts {
                    let reason = failure::sentence(&why);
                    toasts.say(t!("settings-not-changed", reason = reason), Tone::Warning);
                }
            }
        });
    });
    view! {
        <Switch
            label=Signal::derive(|| t!("devices-share"))
            hint=Signal::derive(|| t!("devices-share-hint"))
            on=Signal::derive(move || chosen.get().unwrap_or_else(|| said.get()))
            on_toggle=toggle
        />
    }
}
