//! Turning encryption on, after what that means was said.

use leptos::prelude::*;

use super::{
    door::failed,
    model::{Deed, Progress, RoomModel},
};
use crate::{
    kit::{Alert, Button, ButtonVariant, Dialog, Tone},
    t,
};

/// Asks whether it shall be turned on, and does it.
#[component]
pub(crate) fn EncryptDialog(model: RoomModel, open: RwSignal<bool>) -> impl IntoView {
    let (progress, details) = (model.progress, model.details);
    let busy = Signal::derive(move || progress.get() == Progress::Busy(Deed::Encrypt));
    let public = details.with_untracked(|details| details.as_ref().is_some_and(|room| room.public));
    let close = Callback::new(move |()| open.set(false));
    let actions = move || {
        view! {
            <Button on_press=move |_| close.run(())>{move || t!("room-cancel")}</Button>
            <Button variant=ButtonVariant::Primary busy=busy on_press=move |_| model.encrypt(close)>
                {move || t!("room-encrypt")}
            </Button>
        }
    };
    let refused = move || match progress.get() {
        Progress::Failed(deed @ Deed::Encrypt, cause) => Some(failed(deed, &cause)),
        _ => None,
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("room-encrypt-title"))
            close_label=Signal::derive(|| t!("room-cancel"))
            on_close=close
            actions=actions
        >
            {public
                .then(|| {
                    view! {
                        <Alert
                            tone=Tone::Warning
                            title=Signal::derive(|| Some(t!("room-encrypt-public-title")))
                        >
                            <p class="text">{move || t!("room-encrypt-public")}</p>
                        </Alert>
                    }
                })}
            <p>{move || t!("room-encrypt-text")}</p>
            <p>{move || t!("room-encrypt-forever")}</p>
            {move || refused().map(|text| view! { <Alert tone=Tone::Danger><p class="text">{text}</p></Alert> })}
        </Dialog>
    }
}
