//! What the homeserver has noted of a room and of the account, for those who look into it.

use std::sync::Arc;

use matrix_sdk::{
    Room,
    ruma::{
        api::client::state::get_state_events,
        events::{AnyStateEvent, GlobalAccountDataEventType, RoomAccountDataEventType},
        serde::Raw,
    },
};
use protocol::{
    Failure,
    room::{RawEvent, ReadRoomData, RoomData},
};
use serde_json::Value;

use crate::{
    map::failure,
    session::{Session, room},
};

/// More members than this are not shown.
const MOST_MEMBERS: usize = 200;
/// More state events than this are not shown.
const MOST_EVENTS: usize = 2_000;
/// So many bytes of one are.
const LONGEST: usize = 40_000;
/// So many bytes of all are.
const LONGEST_ALL: usize = 4_000_000;
const MEMBER: &str = "m.room.member";

/// What the account may have noted of a room: neither server nor SDK has a list.
const OF_ROOM: [&str; 5] = [
    "m.fully_read",
    "m.tag",
    "m.marked_unread",
    "com.famedly.marked_unread",
    "im.vector.setting.url_preview",
];
/// What it may have noted for all its devices.
const OF_ACCOUNT: [&str; 15] = [
    "m.direct",
    "m.push_rules",
    "m.ignored_user_list",
    "m.identity_server",
    "m.accepted_terms",
    "m.secret_storage.default_key",
    "m.cross_signing.master",
    "m.cross_signing.self_signing",
    "m.cross_signing.user_signing",
    "m.megolm_backup.v1",
    "m.widgets",
    "io.element.recent_emoji",
    "im.vector.setting.breadcrumbs",
    "im.vector.web.settings",
    "io.vmst.protium.saved_messages",
];

/// Reads it.
pub(crate) async fn read_room_data(
    session: &Arc<Session>,
    command: ReadRoomData,
) -> Result<RoomData, Failure> {
    let room = room(session, &command.room).await?;
    let request = get_state_events::v3::Request::new(room.room_id().to_owned());
    let answer = room.client().send(request).await.map_err(|error| failure::http(&error))?;
    let mut left = LONGEST_ALL;
    let mut members = 0;
    let mut meant = |raw: &Raw<AnyStateEvent>| {
        let kind: Option<String> = raw.get_field("type").ok().flatten();
        let member = kind.as_deref() == Some(MEMBER);
        members += usize::from(member);
        !member || members <= MOST_MEMBERS
    };
    let events = answer.room_state.iter().filter(|raw| meant(raw));
    let mut state: Vec<_> = events.filter_map(|raw| shown(raw.json().get())).collect();
    state.sort_by(|one, other| order(one).cmp(&order(other)));
    state.truncate(MOST_EVENTS);
    for event in &mut state {
        let most = left.min(LONGEST);
        event.json.truncate(event.json.floor_char_boundary(most));
        left -= event.json.len();
    }
    Ok(RoomData { state, room_account_data: of_room(&room).await, account_data: of_account(session).await })
}

/// Members come last: there may be thousands.
fn order(event: &RawEvent) -> (bool, &str, &str) {
    (event.event_type == MEMBER, &event.event_type, &event.state_key)
}

async fn of_room(room: &Room) -> Vec<RawEvent> {
    let mut found = Vec::new();
    for kind in OF_ROOM {
        let event = room.account_data(RoomAccountDataEventType::from(kind)).await;
        found.extend(event.ok().flatten().and_then(|raw| shown(raw.json().get())));
    }
    found
}

async fn of_account(session: &Session) -> Vec<RawEvent> {
    let mut found = Vec::new();
    for kind in OF_ACCOUNT {
        let content = session.client.account().account_data_raw(GlobalAccountDataEventType::from(kind)).await;
        let content = content.ok().flatten().and_then(|raw| serde_json::from_str(raw.json().get()).ok());
        let Some(mut json) = content.and_then(|content: Value| serde_json::to_string_pretty(&content).ok())
        else {
            continue;
        };
        json.truncate(json.floor_char_boundary(LONGEST));
        found.push(RawEvent { event_type: kind.to_owned(), state_key: String::new(), json });
    }
    found
}

fn shown(json: &str) -> Option<RawEvent> {
    let event: Value = serde_json::from_str(json).ok()?;
    let word = |field: &str| event.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let json = serde_json::to_string_pretty(&event).ok()?;
    Some(RawEvent { event_type: word("type"), state_key: word("state_key"), json })
}
