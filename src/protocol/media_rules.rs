//! Which pictures, films and stickers are shown by themselves (MSC4278), and how much of them is kept on this device.

use serde::{Deserialize, Serialize};

use crate::ids::{EventId, RoomId};

/// Where media are shown by themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaPreviews {
    /// Everywhere.
    #[default]
    On,
    /// Where not everybody may come in.
    Private,
    /// Nowhere.
    Off,
}

/// Topic: what is shown by itself in a room; without a room, what the account has set for all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MediaRules {
    /// The room.
    pub room: Option<RoomId>,
}

/// Body of [`MediaRules`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ShownMedia {
    /// What the account has set for all rooms (`io.element.msc4278.media_preview_config`).
    pub everywhere: MediaPreviews,
    /// What it has set for this room alone.
    pub here: Option<MediaPreviews>,
    /// Whether everybody may come into the room, or that is not known.
    pub public: bool,
    /// Whether the pictures of rooms and people are shown with an invite.
    pub invite_avatars: bool,
    /// What was chosen on this device for single messages, the newest choice last.
    pub chosen: Vec<(EventId, bool)>,
}

impl ShownMedia {
    /// Whether the room's media are shown, where nothing else was chosen for a message.
    pub fn by_rule(&self) -> bool {
        match self.here.unwrap_or(self.everywhere) {
            MediaPreviews::On => true,
            MediaPreviews::Private => !self.public,
            MediaPreviews::Off => false,
        }
    }

    /// Whether a message's media are shown. What one has sent oneself, one has seen.
    pub fn shows(&self, event: Option<&EventId>, own: bool) -> bool {
        let chosen = event.and_then(|event| self.chosen.iter().rev().find(|(one, _)| one == event));
        chosen.map_or_else(|| own || self.by_rule(), |(_, shown)| *shown)
    }
}

/// Chooses where media are shown by themselves: in one room, or in all of them. `None` is as everywhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetMediaPreviews {
    /// The room.
    pub room: Option<RoomId>,
    /// Where.
    pub previews: Option<MediaPreviews>,
}

/// Chooses whether invites come with the pictures of rooms and people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetInviteAvatars {
    /// Whether.
    pub shown: bool,
}

/// Shows the media of one message, or hides them, on this device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShowMedia {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub event: EventId,
    /// Whether.
    pub shown: bool,
}

/// Asks how many media are kept on this device, to be read again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadKeptMedia {}

/// Reply of [`ReadKeptMedia`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptMedia {
    /// Bytes of them; `None` where the store does not tell.
    pub bytes: Option<u64>,
    /// Bytes up to which they are kept.
    pub most: u64,
}

/// Deletes the media that are kept on this device; what waits to be sent stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClearKeptMedia {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_for_a_message_counts_before_the_room_s_and_that_before_all_rooms() {
        let event = EventId::from("$a");
        let mut shown = ShownMedia::default();
        assert!(shown.by_rule() && shown.shows(Some(&event), false));
        shown.everywhere = MediaPreviews::Private;
        assert!(shown.by_rule(), "a private room");
        shown.public = true;
        assert!(!shown.by_rule() && !shown.shows(None, false));
        assert!(shown.shows(None, true), "one's own");
        shown.chosen = vec![(event.clone(), false), (event.clone(), true)];
        assert!(shown.shows(Some(&event), false), "the newest choice");
        shown.here = Some(MediaPreviews::On);
        assert!(shown.shows(None, false));
        shown.chosen.push((event.clone(), false));
        assert!(!shown.shows(Some(&event), true));
        shown.here = Some(MediaPreviews::Off);
        assert!(!shown.by_rule());
    }
}
