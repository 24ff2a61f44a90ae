//! The button above the rooms, and its dialog.

use leptos::{ev, prelude::*};

use super::model::{Flaw, NewRoomModel, Progress};
use crate::{
    kit::{Alert, Button, ButtonKind, ButtonVariant, Dialog, IconButton, Switch, TextField, Tone},
    link::use_link,
    route::{self, Route},
    t,
    text::failure,
};

/// Opens the dialog that makes a room.
#[component]
pub fn NewRoomButton(
    /// The account's user ID, whose server the room's address is on.
    user: Signal<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <IconButton icon="plus" label=Signal::derive(|| t!("new-room")) on_press=move |_| open.set(true) />
        {move || {
            open.get()
                .then(|| view! { <NewRoomDialog user=user on_close=move |()| open.set(false) /> }.into_any())
        }}
    }
}

#[component]
fn NewRoomDialog(user: Signal<String>, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let model = NewRoomModel::new(use_link());
    let (name, topic, public, address) = (model.name, model.topic, model.public, model.address);
    let progress = model.progress;
    let model = StoredValue::new(model);
    let busy = Signal::derive(move || progress.with(|progress| *progress == Progress::Busy));
    let flaw = Memo::new(move |_| model.with_value(NewRoomModel::flaw));
    let may_encrypt = Memo::new(move |_| model.with_value(NewRoomModel::may_encrypt));
    let wrong = Signal::derive(move || {
        flaw.get().map(|flaw| match flaw {
            Flaw::Letters => t!("new-room-address-letters"),
            Flaw::Taken => t!("new-room-address-taken"),
        })
    });
    let hint = Signal::derive(move || {
        let server = user.with(|user| user.split_once(':').map(|(_, server)| server.to_owned()))?;
        let address = address.with(|address| address.trim().to_owned());
        Some(match address.as_str() {
            "" => t!("new-room-address-hint", server = server),
            address => format!("#{address}:{server}"),
        })
    });
    let failed = move || match progress.get() {
        Progress::Failed(why) if flaw.get().is_none() => Some(failure::sentence(&why)),
        _ => None,
    };
    let create = move |event: ev::SubmitEvent| {
        event.prevent_default();
        model.with_value(|model| {
            model.create(move |room| {
                on_close.try_run(());
                route::go(Route::room(&room));
            });
        });
    };
    let for_all = move || {
        view! {
            <TextField
                label=Signal::derive(|| t!("new-room-address"))
                value=address
                hint=hint
                failure=wrong
            />
        }
    };
    let encryption = move || match may_encrypt.get() {
        true => view! {
            <Switch
                label=Signal::derive(|| t!("new-room-encrypted"))
                hint=Signal::derive(move || {
                    if public.get() { t!("new-room-encrypted-public") } else { t!("new-room-encrypted-hint") }
                })
                on=Signal::derive(move || model.with_value(NewRoomModel::encrypted))
                on_toggle=Callback::new(move |on| model.with_value(|model| model.choose_encrypted(on)))
            />
        }
        .into_any(),
        false => view! { <p class="hint">{move || t!("new-room-never-encrypted")}</p> }.into_any(),
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("new-room"))
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=on_close
        >
            <form class="NewRoom" on:submit=create novalidate>
                <TextField label=Signal::derive(|| t!("new-room-name")) value=name takes_focus=true />
                <TextField label=Signal::derive(|| t!("new-room-topic")) value=topic />
                <Switch
                    label=Signal::derive(|| t!("new-room-public"))
                    hint=Signal::derive(move || {
                        if public.get() { t!("new-room-public-hint") } else { t!("new-room-private-hint") }
                    })
                    on=public
                    on_toggle=Callback::new(move |on| public.set(on))
                />
                <Show when=move || public.get()>{for_all}</Show>
                {encryption}
                {move || failed().map(|text| view! { <Alert tone=Tone::Danger><p class="text">{text}</p></Alert> })}
                <div class="foot">
                    <Button on_press=move |_| on_close.run(())>{move || t!("new-room-cancel")}</Button>
                    <Button
                        kind=ButtonKind::Submit
                        variant=ButtonVariant::Primary
                        busy=busy
                        disabled=Signal::derive(move || name.with(|name| name.trim().is_empty()))
                    >
                        {move || t!("new-room-create")}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}
