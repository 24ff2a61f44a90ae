//! The dialogs that commands open: which commands there are, and the question before a room is replaced.

use leptos::prelude::*;
use protocol::{Failure, profile::VerifyDevice, room::UpgradeRoom};

use super::{
    commands::Slash, errands::go_on, model::ComposerModel, room_data::RoomDataDialog, verify::VerifyDialog,
};
use crate::{
    kit::{Alert, Button, ButtonVariant, Dialog, DialogSize, InputKind, TextField, Tone},
    route, t,
    text::failure,
};

/// What a command has opened.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Asked {
    /// The list of commands.
    Help,
    /// What is noted of the room and the account.
    Data,
    /// Whether the room shall be replaced by one of this version.
    Upgrade(String),
    /// Whether a device is the one that somebody was told of.
    Verify(VerifyDevice),
}

/// The dialog that is open, if one is.
#[component]
pub(crate) fn AskedDialog(model: ComposerModel) -> impl IntoView {
    let asked = model.shelf.asked.clone();
    let closing = RwSignal::from(model.shelf.asked.clone());
    let close = Callback::new(move |()| {
        closing.try_set(None);
    });
    move || {
        let model = model.clone();
        asked.get().map(|asked| match asked {
            Asked::Help => view! { <HelpDialog on_close=close /> }.into_any(),
            Asked::Data => view! { <RoomDataDialog room=model.place.room on_close=close /> }.into_any(),
            Asked::Upgrade(version) => {
                view! { <UpgradeDialog model=model version=version on_close=close /> }.into_any()
            }
            Asked::Verify(wanted) => view! { <VerifyDialog wanted=wanted on_close=close /> }.into_any(),
        })
    }
}

/// Whether a command is meant by what somebody looks for.
fn fits(slash: Slash, wanted: &str) -> bool {
    let wanted = wanted.trim().trim_start_matches('/').to_lowercase();
    slash.name().contains(&wanted) || slash.help().to_lowercase().contains(&wanted)
}

/// All commands.
#[component]
fn HelpDialog(on_close: Callback<()>) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let found = move || {
        wanted.with(|wanted| Slash::ALL.into_iter().filter(|slash| fits(*slash, wanted)).collect::<Vec<_>>())
    };
    let rows = move || {
        let found = found();
        if found.is_empty() {
            return view! { <p class="none" role="status">{t!("composer-help-none")}</p> }.into_any();
        }
        let rows = found.into_iter().map(|slash| {
            view! {
                <li>
                    <code dir="ltr">{slash.usage()}</code>
                    <span>{slash.help()}</span>
                </li>
            }
        });
        let rows = rows.collect_view();
        view! { <ul role="list" tabindex="0" aria-label=t!("composer-help-title")>{rows}</ul> }.into_any()
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("composer-help-title"))
            close_label=Signal::derive(|| t!("composer-asked-close"))
            size=DialogSize::Large
            on_close=on_close
        >
            <div class="CommandHelp">
                <TextField
                    label=Signal::derive(|| t!("composer-help-find"))
                    placeholder=Signal::derive(|| Some(t!("composer-help-find")))
                    value=wanted
                    kind=InputKind::Search
                    icon="search"
                    compact=true
                    takes_focus=true
                />
                {rows}
            </div>
        </Dialog>
    }
}

/// The question before a room is replaced.
#[component]
fn UpgradeDialog(model: ComposerModel, version: String, on_close: Callback<()>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Failure>);
    let close = Callback::new(move |()| {
        if busy.try_get_untracked() == Some(false) {
            on_close.run(());
        }
    });
    let wanted = version.clone();
    let go = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let before = route::use_route().get_untracked();
        let command = UpgradeRoom { room: model.place.room.clone(), version: wanted.clone() };
        model.ask(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(room) => {
                    on_close.try_run(());
                    go_on(&before, &room);
                }
                Err(why) => {
                    failed.try_set(Some(why));
                }
            }
        });
    });
    view! {
        <Dialog
            title=Signal::derive(move || t!("composer-upgrade-title", version = version.clone()))
            close_label=Signal::derive(|| t!("composer-asked-close"))
            on_close=close
            actions=move || {
                view! {
                    <Button on_press=move |_| close.run(())>{move || t!("composer-upgrade-not")}</Button>
                    <Button variant=ButtonVariant::Danger busy=busy on_press=move |_| go.run(())>
                        {move || t!("composer-upgrade-go")}
                    </Button>
                }
            }
        >
            <p>{move || t!("composer-upgrade-text")}</p>
            {move || failed.get().map(|why| {
                let text = t!("composer-upgrade-failed", reason = failure::sentence(&why));
                view! { <Alert tone=Tone::Danger><p class="text">{text}</p></Alert> }
            })}
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_by_name_and_by_what_they_do() {
        let found = |wanted: &str| {
            let all = Slash::ALL.into_iter().filter(|slash| fits(*slash, wanted));
            all.map(Slash::name).collect::<Vec<_>>()
        };
        assert_eq!(found("").len(), Slash::ALL.len());
        assert_eq!(found(" /INVITE"), ["invite"]);
        assert!(found("nothing of this kind").is_empty());
    }
}
