//! Whether nothing is sent to unverified devices, in an encrypted room's menu: here alone, or as everywhere (B18).

use leptos::prelude::*;
use protocol::{
    RoomId,
    trust::{DeviceRules, Rules, SetVerifiedRoom},
};

use crate::{
    kit::{MenuItem, Toasts, Tone},
    link::{LiveValue, use_link},
    t,
    text::failure,
};

/// What is set, followed until the current owner is cleaned up.
pub(crate) fn follow() -> LiveValue<Rules> {
    use_link().kept_value(DeviceRules)
}

/// The item of the menu, once it is known what is set. Where it is so everywhere, it cannot be otherwise here.
pub(crate) fn item(room: RoomId, rules: &LiveValue<Rules>) -> Option<AnyView> {
    let rules = rules.get_untracked()?;
    let on = rules.verified_rooms.contains(&room);
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let toggle = move |()| {
        let set = SetVerifiedRoom { room: room.clone(), verified_only: !on };
        let answer = link.with_value(|link| link.request(set));
        link.get_value().spawn(async move {
            if let (Err(refused), Some(toasts)) = (answer.await, toasts) {
                toasts.say(failure::sentence(&refused), Tone::Warning);
            }
        });
    };
    let everywhere = rules.verified_only;
    Some(
        view! {
            <MenuItem checked=on || everywhere disabled=everywhere on_select=toggle>
                {t!("room-verified-only")}
            </MenuItem>
        }
        .into_any(),
    )
}
