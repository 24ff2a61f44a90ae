//! Names that stand among other words.

use matrix_sdk::Room;

use super::rich_text::cut_at;

/// Bytes of a name; Synapse takes 256 characters, other servers anything.
const LONGEST: usize = 512;
/// Bytes of a room's topic.
const LONGEST_TOPIC: usize = 8_000;

/// Whether a sign turns the direction of writing from itself on. A name with one would turn what stands around it, and
/// with one that ends an isolate it gets out of the isolation in which the interface shows names.
pub(crate) fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The name on one line, not endless, and without what [`turns`]; `None` where nothing is left.
pub(crate) fn label(name: &str) -> Option<String> {
    let clean: String = cut_at(name, 4 * LONGEST)
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|c| !turns(*c))
        .collect();
    let clean = cut_at(clean.trim(), LONGEST).trim_end();
    (!clean.is_empty()).then(|| clean.to_owned())
}

/// A room's name, once the SDK has computed it; the room's ID where nothing of it can be shown.
pub(crate) fn of_room(room: &Room) -> Option<String> {
    let name = room.cached_display_name()?;
    Some(label(&name.to_string()).unwrap_or_else(|| room.room_id().to_string()))
}

/// A room's topic, which may have several lines.
pub(crate) fn topic(topic: &str) -> Option<String> {
    let clean: String = cut_at(topic, LONGEST_TOPIC).chars().filter(|c| !turns(*c)).collect();
    let clean = clean.trim();
    (!clean.is_empty()).then(|| clean.to_owned())
}
