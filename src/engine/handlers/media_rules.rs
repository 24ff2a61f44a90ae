//! Which pictures, films and stickers are shown by themselves (MSC4278). The unstable name of the event is the one that is
//! written, as long as no version of Matrix has the other; where the other is there, it counts.

use std::{fmt::Display, sync::Arc};

use futures_util::{
    StreamExt,
    future::{Either, ready},
    pin_mut,
    stream::{pending, select},
};
use matrix_sdk::{
    Result, Room,
    ruma::{
        events::{
            AnyGlobalAccountDataEvent, AnyRoomAccountDataEvent, GlobalAccountDataEventType,
            RoomAccountDataEventType,
        },
        serde::Raw,
    },
};
use protocol::{
    Failure, FailureKind,
    media_rules::{MediaPreviews, MediaRules, SetInviteAvatars, SetMediaPreviews, ShowMedia, ShownMedia},
};
use serde_json::{Map, Value};

use crate::{
    map::failure,
    publish::ValueSink,
    session::{Session, changes_in, event_id, room},
};

/// The names of the event, the one that counts first.
const NAMES: [&str; 2] = ["m.media_preview_config", "io.element.msc4278.media_preview_config"];
/// The one that is written even where it is not there.
const WRITTEN: &str = NAMES[1];
const MEDIA: &str = "media_previews";
const AVATARS: &str = "invite_avatars";

type Content = Map<String, Value>;

/// Publishes what is shown by itself.
pub(crate) async fn publish_media_rules(
    session: Arc<Session>,
    topic: MediaRules,
    out: ValueSink<ShownMedia>,
) -> Failure {
    let room = match &topic.room {
        Some(id) => match room(&session, id).await {
            Ok(room) => Some(room),
            Err(failure) => return failure,
        },
        None => None,
    };
    // Listened to before anything is read.
    let all = session.client.observe_events::<AnyGlobalAccountDataEvent, ()>();
    let all = all.subscribe().filter_map(|(event, ())| ready(named(event.event_type())));
    let one = room
        .as_ref()
        .map(|room| session.client.observe_room_events::<AnyRoomAccountDataEvent, ()>(room.room_id()));
    let one = match &one {
        Some(one) => Either::Left(one.subscribe().filter_map(|(event, ())| ready(named(event.event_type())))),
        None => Either::Right(pending()),
    };
    let info = match &room {
        Some(room) => Either::Left(changes_in(room, |room| room.is_public())),
        None => Either::Right(pending()),
    };
    let chosen = session.media_choices.follow().map(drop);
    let changes = select(select(all, one), select(info, chosen));
    pin_mut!(changes);
    loop {
        match shown(&session, room.as_ref()).await {
            Ok(shown) => out.set(shown),
            Err(error) => return failure::failure(&error),
        }
        if changes.next().await.is_none() {
            return FailureKind::NotFound.into();
        }
    }
}

/// Something where an event has one of the names, nothing where it has none.
fn named(kind: impl Display) -> Option<()> {
    NAMES.contains(&kind.to_string().as_str()).then_some(())
}

async fn shown(session: &Session, room: Option<&Room>) -> Result<ShownMedia> {
    let mut all = Content::new();
    for name in NAMES {
        let kind = GlobalAccountDataEventType::from(name);
        if let Some(raw) = session.client.account().account_data_raw(kind).await? {
            all = raw.deserialize_as_unchecked().unwrap_or_default();
            break;
        }
    }
    let mut shown = ShownMedia {
        everywhere: previews(&all).unwrap_or_default(),
        invite_avatars: all.get(AVATARS).and_then(Value::as_str) != Some("off"),
        ..ShownMedia::default()
    };
    if let Some(room) = room {
        shown.here = previews(&content_in(room).await?.1);
        shown.public = room.is_public() != Some(false);
        shown.chosen = session.media_choices.of(&session.client, room.room_id()).await?;
    }
    Ok(shown)
}

/// What is set for one room, and under which name.
async fn content_in(room: &Room) -> Result<(&'static str, Content)> {
    for name in NAMES {
        if let Some(raw) = room.account_data(RoomAccountDataEventType::from(name)).await? {
            // Of what another client wrote wrongly nothing is known.
            let content = raw.get_field("content").ok().flatten().unwrap_or_default();
            return Ok((name, content));
        }
    }
    Ok((WRITTEN, Content::new()))
}

fn previews(content: &Content) -> Option<MediaPreviews> {
    match content.get(MEDIA)?.as_str()? {
        "on" => Some(MediaPreviews::On),
        "private" => Some(MediaPreviews::Private),
        "off" => Some(MediaPreviews::Off),
        _ => None,
    }
}

fn word(previews: MediaPreviews) -> &'static str {
    match previews {
        MediaPreviews::On => "on",
        MediaPreviews::Private => "private",
        MediaPreviews::Off => "off",
    }
}

fn put(content: &mut Content, key: &str, value: Option<&str>) {
    match value {
        Some(value) => drop(content.insert(key.to_owned(), value.into())),
        None => drop(content.remove(key)),
    }
}

/// Chooses where media are shown by themselves.
pub(crate) async fn set_media_previews(
    session: &Arc<Session>,
    command: SetMediaPreviews,
) -> Result<(), Failure> {
    let value = command.previews.map(word);
    let Some(id) = command.room else { return write(session, MEDIA, value).await };
    let room = room(session, &id).await?;
    let _turn = session.media_rules.lock().await;
    let (name, mut content) = content_in(&room).await.map_err(|error| failure::failure(&error))?;
    put(&mut content, MEDIA, value);
    let raw = Raw::new(&content).map_err(|error| failure::internal(&error))?.cast_unchecked();
    let written = room.set_account_data_raw(name.into(), raw).await;
    written.map(drop).map_err(|error| failure::failure(&error))
}

/// Chooses whether invites come with pictures.
pub(crate) async fn set_invite_avatars(
    session: &Arc<Session>,
    command: SetInviteAvatars,
) -> Result<(), Failure> {
    write(session, AVATARS, Some(if command.shown { "on" } else { "off" })).await
}

/// Changes what the server has for all rooms: what is stored here may be older.
async fn write(session: &Session, key: &str, value: Option<&str>) -> Result<(), Failure> {
    let account = session.client.account();
    let _turn = session.media_rules.lock().await;
    let (mut name, mut content) = (WRITTEN, Content::new());
    for one in NAMES {
        let there = account.fetch_account_data(GlobalAccountDataEventType::from(one)).await;
        if let Some(raw) = there.map_err(|error| failure::failure(&error))? {
            (name, content) = (one, raw.deserialize_as_unchecked().unwrap_or_default());
            break;
        }
    }
    put(&mut content, key, value);
    let raw = Raw::new(&content).map_err(|error| failure::internal(&error))?.cast_unchecked();
    let written = account.set_account_data_raw(name.into(), raw).await;
    written.map(drop).map_err(|error| failure::failure(&error))
}

/// Shows the media of one message, or hides them.
pub(crate) async fn show_media(session: &Arc<Session>, command: ShowMedia) -> Result<(), Failure> {
    let room = room(session, &command.room).await?;
    event_id(&command.event)?;
    let noted =
        session.media_choices.note(&session.client, room.room_id(), command.event, command.shown).await;
    noted.map_err(|error| failure::failure(&error))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_known_is_not_set_and_what_others_wrote_stays() {
        let said = |value: Value| previews(value.as_object().expect("an object"));
        assert_eq!(said(json!({ "media_previews": "private" })), Some(MediaPreviews::Private));
        assert_eq!(said(json!({ "media_previews": "sometimes" })), None);
        assert_eq!(said(json!({ "media_previews": 1 })), None);
        let mut content = json!({ "more": [1], "media_previews": "off" }).as_object().cloned().expect("one");
        put(&mut content, MEDIA, None);
        put(&mut content, AVATARS, Some("off"));
        assert_eq!(Value::Object(content), json!({ "more": [1], "invite_avatars": "off" }));
    }
}
