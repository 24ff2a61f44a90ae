//! The account at the foot of the rail: handle, settings, logging out.

use leptos::prelude::*;
use protocol::session::{Account, Logout};

use super::{
    SESSION_FLAG,
    root::{forget_kept, leave},
    settings::{Settings, SettingsDoor},
};
use crate::{
    features::encryption::{EncryptionModel, LogOutWarning, RecoveryKeyDialog},
    identity::ResetIdentityDialog,
    kit::{
        Avatar, AvatarSize, Button, ButtonVariant, Dialog, MenuButton, MenuItem, MenuSeparator, Toasts, Tone,
    },
    link::use_link,
    platform::{clipboard, prefs},
    t,
};

/// Pixels of the avatar, for screens of twice the usual density.
const AVATAR: u32 = 72;

/// The name of an account, or the first part of its ID.
pub(super) fn name_of(account: &Account) -> String {
    account.name.clone().unwrap_or_else(|| {
        account.user.as_str().trim_start_matches('@').split(':').next().unwrap_or_default().to_owned()
    })
}

/// The button and its menu. The dialogs behind it are [`AccountDialogs`].
#[component]
pub(super) fn AccountMenu(
    account: Signal<Option<Account>>,
    settings: SettingsDoor,
    leaving: RwSignal<bool>,
) -> impl IntoView {
    let link = use_link();
    let toasts = use_context::<Toasts>();
    let name =
        Signal::derive(move || account.with(|account| account.as_ref().map(name_of).unwrap_or_default()));
    let user = Signal::derive(move || {
        account.with(|account| account.as_ref().map(|account| account.user.0.clone()).unwrap_or_default())
    });
    let avatar =
        Signal::derive(move || account.with(|account| account.as_ref().and_then(|one| one.avatar.clone())));
    let picture = link.avatar(avatar, AVATAR);
    let copy = {
        let link = link.clone();
        move |()| {
            let handle = user.get_untracked();
            link.spawn(async move {
                if clipboard::copy(&handle).await
                    && let Some(toasts) = toasts
                {
                    toasts.say(t!("account-copied"), Tone::Info);
                }
            });
        }
    };
    let copy = Callback::new(copy);
    let items = move || {
        view! {
            <MenuItem icon="copy" on_select=copy>
                {move || t!("account-copy", handle = user.get())}
            </MenuItem>
            <MenuItem icon="settings" on_select=move |()| settings.open()>
                {move || t!("account-settings")}
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon="log-out" danger=true on_select=move |()| leaving.set(true)>
                {move || t!("account-log-out")}
            </MenuItem>
        }
        .into_any()
    };
    view! {
        <MenuButton class="account" label=Signal::derive(move || t!("account-of", name = name.get())) items=items>
            <Avatar name=name id=user image=picture size=AvatarSize::Medium />
        </MenuButton>
    }
}

/// What the menu opens: the settings, and the question before logging out; and what these open in their turn. They stand
/// outside the rail, and are there where it is not shown.
#[component]
pub(super) fn AccountDialogs(
    account: Signal<Option<Account>>,
    keys: EncryptionModel,
    settings: SettingsDoor,
    leaving: RwSignal<bool>,
    /// Where to go after logging out.
    after_logout: Option<String>,
) -> impl IntoView {
    let user = Signal::derive(move || {
        account.with(|account| account.as_ref().map(|account| account.user.0.clone()).unwrap_or_default())
    });
    let setting_up = keys.setting_up;
    let keys = StoredValue::new(keys);
    view! {
        <Show when=move || settings.is_open()>
            <Settings keys=keys.get_value() user=user door=settings on_close=move |()| settings.close() />
        </Show>
        <Show when=move || leaving.get()>
            <LogOut keys=keys.get_value() after=after_logout.clone() on_close=move |()| leaving.set(false) />
        </Show>
        <ResetIdentityDialog on_done=move |()| setting_up.set(true) />
        <Show when=move || setting_up.get()>
            <RecoveryKeyDialog model=keys.get_value() user=user />
        </Show>
    }
}

/// Asks once more, since encrypted messages go with the device.
#[component]
fn LogOut(
    keys: EncryptionModel,
    after: Option<String>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let setting_up = keys.setting_up;
    let set_up = move |()| {
        on_close.run(());
        setting_up.set(true);
    };
    let link = use_link();
    let busy = RwSignal::new(false);
    let after = StoredValue::new(after);
    let go = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let asked = link.request(Logout);
        link.spawn(async move {
            // The local side is deleted even if the server did not hear of it; and an engine that ended before it
            // could answer has done its work.
            let _ = asked.await;
            prefs::remove(SESSION_FLAG);
            forget_kept();
            leave(after.try_get_value().flatten().as_deref());
        });
    });
    let actions = move || {
        view! {
            <Button on_press=move |_| on_close.run(())>{move || t!("account-cancel")}</Button>
            <Button variant=ButtonVariant::Danger busy=busy on_press=move |_| go.run(())>
                {move || t!("account-log-out")}
            </Button>
        }
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("account-log-out-title"))
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=on_close
            actions=actions
        >
            <LogOutWarning model=keys on_set_up=set_up />
            <p>{move || t!("account-log-out-text")}</p>
        </Dialog>
    }
}
