//! What the room's timeline shows, in the room's menu: as everywhere, or otherwise here (D11).

use leptos::prelude::*;
use protocol::RoomId;

use crate::{
    kit::MenuItem,
    settings::{Hideable, hidden_in, show_in},
    t,
};

/// The items of the menu.
pub(crate) fn items(room: RoomId) -> AnyView {
    let hidden = untrack(|| hidden_in(&room));
    Hideable::ALL
        .map(|what| {
            let (room, shown) = (room.clone(), !hidden.has(what));
            view! {
                <MenuItem checked=shown on_select=move |()| show_in(&room, what, !shown)>
                    {match what {
                        Hideable::Joins => t!("settings-joins"),
                        Hideable::Profiles => t!("settings-profiles"),
                    }}
                </MenuItem>
            }
        })
        .collect_view()
        .into_any()
}
