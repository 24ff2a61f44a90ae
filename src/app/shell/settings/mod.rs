//! The dialog of what is set in this browser: how it looks, what is shown, what others hear of.

mod appearance;
mod door;
mod media;
mod messages;
mod parts;
mod privacy;

use leptos::prelude::*;
use protocol::UserId;

pub(super) use self::door::SettingsDoor;
use super::ways;
use crate::{
    features::{
        devices::DevicesPage,
        encryption::{EncryptionModel, EncryptionSettings},
    },
    kit::{Dialog, DialogSize, Tab, Tabs},
    packs::PacksPage,
    platform, t,
};

/// The dialog.
#[component]
pub(super) fn Settings(
    keys: EncryptionModel,
    /// Whose account it is.
    user: Signal<String>,
    door: SettingsDoor,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let tabs = vec![
        Tab { icon: "sun", label: Signal::derive(|| t!("settings-appearance")) },
        Tab { icon: "message-circle", label: Signal::derive(|| t!("settings-messages")) },
        Tab { icon: "image", label: Signal::derive(|| t!("settings-media-tab")) },
        Tab { icon: "lock", label: Signal::derive(|| t!("settings-privacy")) },
        Tab { icon: "key-round", label: Signal::derive(|| t!("settings-encryption")) },
        Tab { icon: "smile", label: Signal::derive(|| t!("packs-title")) },
        Tab { icon: "monitor", label: Signal::derive(|| t!("devices-title")) },
    ];
    let keys = StoredValue::new(keys);
    let (first, device) = door.entered();
    let page = move |at: usize| match at {
        0 => appearance::view(),
        1 => messages::view(),
        2 => media::view(),
        3 => privacy::view(),
        door::ENCRYPTION => view! {
            <EncryptionSettings
                model=keys.get_value()
                user=user
                other_device=ways::other_device(user)
                reset=ways::reset()
            />
        }
        .into_any(),
        5 => view! { <PacksPage /> }.into_any(),
        // Chosen where one came for it, and not again.
        door::DEVICES.. => {
            let (user, chosen) =
                (UserId(user.get_untracked()), device.try_update_value(Option::take).flatten());
            view! { <DevicesPage user=user chosen=chosen /> }.into_any()
        }
    };
    let build = platform::meta("protium-build").unwrap_or_default();
    view! {
        <Dialog
            title=Signal::derive(|| t!("settings-title"))
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=on_close
            size=DialogSize::Large
        >
            <div class="Settings">
                <Tabs
                    label=Signal::derive(|| t!("settings-sections"))
                    tabs=tabs
                    at=RwSignal::new(first)
                    page=Callback::new(page)
                />
                <p class="about">
                    {move || t!("settings-here")} " " {move || t!("settings-build", build = build.as_str())}
                </p>
            </div>
        </Dialog>
    }
}
