//! What is shown of a conversation, and how one writes.

use leptos::prelude::*;

use super::parts::{one_of, switch};
use crate::{
    kit::Button,
    platform,
    settings::{UndoSend, here},
    t,
};

/// The page.
pub(super) fn view() -> AnyView {
    view! {
        {switch(
            || t!("settings-ctrl-enter"),
            Some(|| t!("settings-ctrl-enter-hint")),
            |all| &all.ctrl_enter,
            true,
        )}
        {switch(|| t!("settings-rich-text"), Some(|| t!("settings-rich-text-hint")), |all| &all.rich_text, true)}
        {one_of(
            || t!("settings-undo-send"),
            |all| &all.undo_send,
            |one: UndoSend| match one {
                UndoSend::Off => t!("settings-undo-send-off"),
                other => t!("settings-undo-send-seconds", seconds = other.seconds()),
            },
            |one| here().undo_send.set(one),
        )}
        {switch(|| t!("settings-spell-check"), None, |all| &all.spell_check, true)}
        {switch(|| t!("settings-surround"), Some(|| t!("settings-surround-hint")), |all| &all.surround, true)}
        {switch(|| t!("settings-emoticons"), Some(|| t!("settings-emoticons-hint")), |all| &all.emoticons, true)}
        {switch(|| t!("settings-mention-colon"), None, |all| &all.mention_colon, true)}
        <div class="deed">
            <span class="hinted">
                <span>{move || t!("settings-links")}</span>
                <span class="hint">{move || t!("settings-links-hint")}</span>
            </span>
            <Button on_press=|_| platform::claim_links()>{move || t!("settings-links-go")}</Button>
        </div>
        {switch(|| t!("settings-show-typing"), None, |all| &all.show_typing, true)}
        {switch(|| t!("settings-joins"), Some(|| t!("settings-hidden-hint")), |all| &all.hide_joins, false)}
        {switch(|| t!("settings-profiles"), Some(|| t!("settings-hidden-hint")), |all| &all.hide_profiles, false)}
        {switch(|| t!("settings-autoplay"), Some(|| t!("settings-autoplay-hint")), |all| &all.autoplay, true)}
        {switch(|| t!("settings-effects"), Some(|| t!("settings-effects-hint")), |all| &all.effects, true)}
    }
    .into_any()
}
