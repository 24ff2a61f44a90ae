//! What is shown of a conversation, and how one writes.

use leptos::prelude::*;

use super::parts::switch;
use crate::t;

/// The page.
pub(super) fn view() -> AnyView {
    view! {
        {switch(
            || t!("settings-ctrl-enter"),
            Some(|| t!("settings-ctrl-enter-hint")),
            |all| &all.ctrl_enter,
            true,
        )}
        {switch(|| t!("settings-show-typing"), None, |all| &all.show_typing, true)}
        {switch(|| t!("settings-joins"), Some(|| t!("settings-hidden-hint")), |all| &all.hide_joins, false)}
        {switch(|| t!("settings-profiles"), Some(|| t!("settings-hidden-hint")), |all| &all.hide_profiles, false)}
        {switch(|| t!("settings-autoplay"), Some(|| t!("settings-autoplay-hint")), |all| &all.autoplay, true)}
    }
    .into_any()
}
