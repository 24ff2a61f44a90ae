//! Messages that cannot be decrypted (yet).

use leptos::prelude::*;
use protocol::timeline::Undecryptable;

use crate::{
    features::timeline::words,
    identity::KeysHelp,
    kit::{Button, ButtonSize, ButtonVariant, Icon},
    t,
};

/// Why it cannot be read, and what helps. When the key comes, the item itself becomes another.
pub(crate) fn view(id: String, why: Undecryptable) -> AnyView {
    let icon = if why == Undecryptable::WaitingForKey { "clock" } else { "key-round" };
    let help = use_context::<KeysHelp>();
    let unconfirmed = move || help.is_some_and(|help| help.unconfirmed.get());
    let button = move || {
        let help = help?;
        let confirm = match why {
            Undecryptable::BeforeThisDeviceUnverified | Undecryptable::WithheldUnverified
                if unconfirmed() =>
            {
                true
            }
            Undecryptable::BeforeThisDeviceNoBackup
            | Undecryptable::BeforeThisDeviceNotStored
            | Undecryptable::BeforeThisDeviceUnverified => false,
            _ => return None,
        };
        Some(view! {
            <Button
                size=ButtonSize::Small
                variant=ButtonVariant::Ghost
                on_press=move |_| {
                    if confirm { help.confirm.run(()) } else { help.settings.run(()) }
                }
            >
                {move || if confirm { t!("confirm-title") } else { t!("timeline-undecryptable-settings") }}
            </Button>
        })
    };
    view! {
        <div class="placeholder">
            <Icon name=icon />
            <p id=id>{move || words::undecryptable(why, unconfirmed())}</p>
            {button}
        </div>
    }
    .into_any()
}
