//! The page's words that need more than a key.

use protocol::{RoomId, profile::Profile, room::RoomAddress};

use crate::{route::Route, t, text};

/// Names said in the typing line; more are counted.
const NAMED: usize = 2;

/// The name to call a person by.
pub(crate) fn called(profile: &Profile) -> String {
    match profile.name.as_deref().map(str::trim) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => {
            let id = profile.user.as_str();
            id.strip_prefix('@').unwrap_or(id).split(':').next().unwrap_or(id).to_owned()
        }
    }
}

/// "Alice and Bob are typing…"; none if nobody does.
pub(crate) fn typing(people: &[Profile]) -> Option<String> {
    let mut names: Vec<String> = people.iter().take(NAMED).map(called).collect();
    let others = people.len().saturating_sub(NAMED);
    if others > 0 {
        names.push(t!("room-typing-others", count = others as u64));
    }
    (!names.is_empty()).then(|| t!("room-typing", count = people.len() as u64, names = text::list(&names)))
}

/// A link to the room for others: matrix.to, with a server that knows it.
pub(crate) fn link_to(room: &RoomId, alias: Option<&str>, via: &[String]) -> String {
    let address = match alias {
        Some(alias) => RoomAddress { id_or_alias: alias.to_owned(), via: Vec::new() },
        None => {
            let mut via = via.to_vec();
            // Rooms of version 12 and later have no server in their ID.
            if let (true, Some((_, server))) = (via.is_empty(), room.as_str().split_once(':')) {
                via.push(server.to_owned());
            }
            RoomAddress { id_or_alias: room.0.clone(), via }
        }
    };
    let href = Route::Room { address, event: None }.href();
    let path = href.strip_prefix("#/room/").unwrap_or(&href);
    format!("https://matrix.to/#/{}", path.replace('#', "%23"))
}
