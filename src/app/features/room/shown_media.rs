//! Whether pictures, films and stickers are shown by themselves, in the room's menu: as everywhere, or otherwise here (F8).

use leptos::prelude::*;
use protocol::{
    RoomId,
    media_rules::{MediaPreviews, MediaRules, SetMediaPreviews, ShownMedia},
};

use crate::{
    kit::{MenuItem, Toasts, Tone},
    link::{LiveValue, use_link},
    t,
    text::failure,
};

/// What is set, followed until the current owner is cleaned up.
pub(crate) fn follow(room: RoomId) -> LiveValue<ShownMedia> {
    use_link().kept_value(MediaRules { room: Some(room) })
}

/// What has to be set for a room, so that its media are shown or not. Where it is as everywhere, nothing is.
fn wanted(shown: &ShownMedia, wanted: bool) -> Option<MediaPreviews> {
    let everywhere = ShownMedia { here: None, ..shown.clone() };
    let own = if wanted { MediaPreviews::On } else { MediaPreviews::Off };
    (everywhere.by_rule() != wanted).then_some(own)
}

/// The item of the menu, once it is known what is set.
pub(crate) fn item(room: RoomId, rules: &LiveValue<ShownMedia>) -> Option<AnyView> {
    let shown = rules.get_untracked()?;
    let on = shown.by_rule();
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let toggle = move |()| {
        let previews = wanted(&shown, !on);
        let answer =
            link.with_value(|link| link.request(SetMediaPreviews { room: Some(room.clone()), previews }));
        link.get_value().spawn(async move {
            if let (Err(refused), Some(toasts)) = (answer.await, toasts) {
                toasts.say(t!("room-media-refused", reason = failure::sentence(&refused)), Tone::Warning);
            }
        });
    };
    Some(view! { <MenuItem checked=on on_select=toggle>{t!("room-media")}</MenuItem> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_that_is_as_everywhere_has_nothing_of_its_own() {
        let mut shown = ShownMedia::default();
        assert_eq!(wanted(&shown, false), Some(MediaPreviews::Off));
        assert_eq!(wanted(&shown, true), None);
        shown.everywhere = MediaPreviews::Private;
        shown.public = true;
        shown.here = Some(MediaPreviews::On);
        assert_eq!(wanted(&shown, false), None);
        assert_eq!(wanted(&shown, true), Some(MediaPreviews::On));
    }
}
