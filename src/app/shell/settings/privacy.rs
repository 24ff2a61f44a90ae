//! What others hear of.

use leptos::prelude::*;

use super::parts::switch;
use crate::t;

/// The page.
pub(super) fn view() -> AnyView {
    view! {
        {switch(
            || t!("settings-public-receipts"),
            Some(|| t!("settings-public-receipts-hint")),
            |all| &all.public_receipts,
            true,
        )}
        {switch(|| t!("settings-send-typing"), None, |all| &all.send_typing, true)}
        {switch(
            || t!("settings-send-previews"),
            Some(|| t!("settings-send-previews-hint")),
            |all| &all.send_previews,
            true,
        )}
        {switch(|| t!("settings-maps"), Some(|| t!("settings-maps-hint")), |all| &all.show_maps, true)}
    }
    .into_any()
}
