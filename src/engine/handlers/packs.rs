//! Packs of emoji and stickers: showing, using, making and sharing them.

use std::{collections::HashMap, sync::Arc};

use futures_util::future::{Either, select};
use matrix_sdk::{
    Room,
    ruma::{
        RoomId, TransactionId,
        api::client::state::get_state_event_for_key,
        events::{GlobalAccountDataEventType, StateEventType},
        serde::Raw,
    },
};
use mime::Mime;
use protocol::{
    Failure, FailureKind, MxcUri,
    packs::{
        AddPackImage, ChangePack, CreatePack, LONGEST_SHORTCODE, Pack, PackAt, PackChange, PackList,
        Packs as Topic, SendSticker, UsePack, is_shortcode,
    },
    session::Connection,
};
use serde_json::{Map, Value, json};

use super::{
    composer::{newest, queue_once, thread},
    media::upload,
    room_change::set_state,
};
use crate::{
    attachments::Attachments,
    map::{failure, label, rich_text::cut_at},
    publish::ValueSink,
    session::{
        Session,
        packs::{Content, EVERYWHERE, Found, IN_ROOM, OWN, Packs},
        room,
    },
};

/// Pictures of all packs together that the interface gets.
const MOST_IMAGES: usize = 5_000;
/// Bytes of a pack's name.
const LONGEST_NAME: usize = 100;

/// Publishes the packs that can be used in a room, or everywhere.
pub(crate) async fn publish_packs(session: Arc<Session>, topic: Topic, out: ValueSink<PackList>) -> Failure {
    let mut changes = session.packs.changes();
    let mut connection = session.connection.subscribe();
    loop {
        out.set(list(&session, &topic).await);
        let (change, connected) = (std::pin::pin!(changes.next()), std::pin::pin!(connection.next()));
        let ended = match select(change, connected).await {
            Either::Left((change, _)) => change.is_none(),
            Either::Right((state, _)) => state.is_none(),
        };
        if ended {
            return FailureKind::Internal.into();
        }
    }
}

async fn list(session: &Arc<Session>, topic: &Topic) -> PackList {
    let id = topic.room.as_ref().and_then(|room| RoomId::parse(room.as_str()).ok());
    let usable = Packs::usable(session, id.as_deref()).await;
    let mut left = MOST_IMAGES;
    let packs = usable.packs.into_iter().map(|found| shown(session, found, &mut left)).collect();
    let may_change = match id.and_then(|id| session.client.get_room(&id)) {
        Some(room) => {
            let levels = room.power_levels_or_default().await;
            levels.user_can_send_state(room.own_user_id(), StateEventType::from(IN_ROOM[1]))
        }
        None => false,
    };
    PackList { packs, complete: usable.complete, may_change }
}

fn shown(session: &Session, found: Found, left: &mut usize) -> Pack {
    let Found { at, everywhere, mapped, .. } = found;
    let room = match &at {
        PackAt::Own => None,
        PackAt::Room { room, .. } => RoomId::parse(room.as_str()).ok(),
    };
    let room = room.and_then(|id| session.client.get_room(&id));
    let room_name = room.as_ref().and_then(label::of_room);
    let mut images = mapped.images;
    let over = images.len().saturating_sub(*left);
    images.truncate(*left);
    *left -= images.len();
    Pack {
        name: mapped.name.or_else(|| room_name.clone()),
        room_name,
        avatar: mapped.avatar,
        everywhere,
        images,
        left_out: mapped.left_out.saturating_add(u32::try_from(over).unwrap_or(u32::MAX)),
        at,
    }
}

/// The emoji that a text may name, by shortcode; of two with one shortcode, the one nearer to the account.
pub(crate) async fn emoticons(session: &Arc<Session>, room: &RoomId, text: &str) -> HashMap<String, MxcUri> {
    // Most texts name none, and need not wait.
    let parts: Vec<_> = text.split(':').collect();
    let between = parts.get(1..parts.len().saturating_sub(1)).unwrap_or_default();
    if !between.iter().any(|part| is_shortcode(part)) {
        return HashMap::new();
    }
    let mut all = HashMap::new();
    for found in Packs::settled(session, room).await.packs {
        for image in found.mapped.images.into_iter().filter(|image| image.emoticon) {
            all.entry(image.shortcode).or_insert(image.uri);
        }
    }
    all
}

/// The shortcode of a picture that can be used in a room.
pub(crate) async fn shortcode_of(session: &Arc<Session>, room: &RoomId, uri: &MxcUri) -> Option<String> {
    let usable = Packs::settled(session, room).await;
    let mut all = usable.packs.into_iter().flat_map(|found| found.mapped.images);
    all.find(|image| image.uri == *uri).map(|image| image.shortcode)
}

/// Queues a sticker.
pub(crate) async fn send_sticker(session: &Arc<Session>, command: SendSticker) -> Result<(), Failure> {
    let room = room(session, &command.place.room).await?;
    let found = Packs::find(session, &command.pack).await.ok_or(FailureKind::NotFound)?;
    let known = found.mapped.images.iter().any(|one| one.sticker && one.shortcode == command.shortcode);
    let image = image(&found.content, &command.shortcode).filter(|_| known).ok_or(FailureKind::NotFound)?;
    let body = image.get("body").and_then(Value::as_str).map(str::trim).filter(|body| !body.is_empty());
    let body = cut_at(body.unwrap_or(&command.shortcode), LONGEST_NAME).to_owned();
    let answers = command.reply_to.as_ref().map(|event| json!({ "event_id": event.as_str() }));
    let relation = match (thread(&command.place)?, answers) {
        (None, None) => None,
        (None, Some(answers)) => Some(json!({ "m.in_reply_to": answers })),
        (Some(root), answers) => {
            let falls_back = answers.is_none();
            let newest = newest(session, &command.place).await.unwrap_or_else(|| root.clone());
            let answers = answers.unwrap_or_else(|| json!({ "event_id": newest }));
            Some(json!({
                "rel_type": "m.thread", "event_id": root, "m.in_reply_to": answers, "is_falling_back": falls_back,
            }))
        }
    };
    let mut content = json!({
        "body": body,
        "url": image.get("url"),
        "info": image.get("info").filter(|info| info.is_object()).cloned().unwrap_or_else(|| json!({})),
    });
    if let Some(relation) = relation {
        content["m.relates_to"] = relation;
    }
    let content = Raw::new(&content).map_err(|error| failure::internal(&error))?.cast_unchecked();
    let queue = room.send_queue();
    let queueing = queue.send_raw(content, "m.sticker".to_owned());
    queue_once(session, &room, &command.ticket, &body, queueing).await
}

/// Makes a new pack in a room.
pub(crate) async fn create_pack(session: &Arc<Session>, command: CreatePack) -> Result<(), Failure> {
    let name = command.name.trim();
    if name.is_empty() || name.len() > LONGEST_NAME {
        return Err(FailureKind::Invalid { field: "name".into() }.into());
    }
    let key = TransactionId::new().to_string();
    let at = PackAt::Room { room: command.room, key };
    change(session, &at, |content| {
        about(content)?.insert("display_name".to_owned(), name.into());
        Ok(())
    })
    .await
}

/// Changes a pack.
pub(crate) async fn change_pack(session: &Arc<Session>, command: ChangePack) -> Result<(), Failure> {
    let taken = match &command.change {
        PackChange::Take { from, shortcode } => {
            let found = Packs::find(session, from).await.ok_or(FailureKind::NotFound)?;
            Some((image(&found.content, shortcode).ok_or(FailureKind::NotFound)?.clone(), found))
        }
        _ => None,
    };
    let invalid = |field: &str| Failure::from(FailureKind::Invalid { field: field.into() });
    change(session, &command.pack, |content| match command.change {
        PackChange::Name(name) => {
            let name = name.trim();
            if name.len() > LONGEST_NAME {
                return Err(invalid("name"));
            }
            match name {
                "" => drop(about(content)?.remove("display_name")),
                name => drop(about(content)?.insert("display_name".to_owned(), name.into())),
            }
            Ok(())
        }
        PackChange::Shortcode { from, to } => {
            let images = images(content)?;
            if !is_shortcode(&to) || from != to && images.contains_key(&to) {
                return Err(invalid("shortcode"));
            }
            let image = images.remove(&from).ok_or(FailureKind::NotFound)?;
            images.insert(to, image);
            Ok(())
        }
        PackChange::Usage { shortcode, emoticon, sticker } => {
            if !emoticon && !sticker {
                return Err(invalid("usage"));
            }
            let image = images(content)?.get_mut(&shortcode).and_then(Value::as_object_mut);
            image.ok_or(FailureKind::NotFound)?.insert("usage".to_owned(), usage(emoticon, sticker));
            Ok(())
        }
        PackChange::Remove(shortcode) => {
            images(content)?.remove(&shortcode);
            Ok(())
        }
        PackChange::Take { shortcode, .. } => {
            let Some((mut image, found)) = taken else { return Err(FailureKind::Internal.into()) };
            // What it is for was perhaps said of its pack as a whole.
            let one = found.mapped.images.iter().find(|one| one.shortcode == shortcode);
            let one = one.ok_or(FailureKind::NotFound)?;
            if images(content)?
                .values()
                .any(|image| image.get("url").is_some_and(|url| url == one.uri.as_str()))
            {
                return Ok(());
            }
            image.insert("usage".to_owned(), usage(one.emoticon, one.sticker));
            add(content, &shortcode, image)
        }
        PackChange::Delete => {
            content.clear();
            Ok(())
        }
    })
    .await
}

/// Uploads a picture and puts it into a pack.
pub(crate) async fn add_pack_image(
    session: &Arc<Session>,
    command: AddPackImage,
    attachments: Attachments,
) -> Result<(), Failure> {
    online(session)?;
    let mime: Mime = command.mime.parse().unwrap_or(mime::APPLICATION_OCTET_STREAM);
    if !is_shortcode(&command.shortcode) || mime.type_() != mime::IMAGE {
        return Err(FailureKind::Invalid { field: "image".into() }.into());
    }
    let (uri, size) = upload(session, command.blob, &mime, &attachments).await?;
    let mut info = json!({ "mimetype": mime.essence_str(), "size": size });
    for (side, pixels) in [("w", command.width), ("h", command.height)] {
        if let Some(pixels) = pixels.filter(|pixels| *pixels > 0) {
            info[side] = pixels.into();
        }
    }
    let image = [("url".to_owned(), json!(uri)), ("info".to_owned(), info)];
    change(session, &command.pack, |content| add(content, &command.shortcode, Map::from_iter(image))).await
}

/// Uses a room's pack in all rooms, or not any more.
pub(crate) async fn use_pack(session: &Arc<Session>, command: UsePack) -> Result<(), Failure> {
    online(session)?;
    let _turn = session.packs.changing.lock().await;
    for kind in EVERYWHERE {
        let mut content = fetch(session, kind).await?;
        let rooms = object(&mut content, "rooms")?;
        if command.on {
            object(rooms, command.room.as_str())?.insert(command.key.clone(), json!({}));
        } else if let Some(keys) = rooms.get_mut(command.room.as_str()).and_then(Value::as_object_mut) {
            keys.remove(&command.key);
            if keys.is_empty() {
                rooms.remove(command.room.as_str());
            }
        } else {
            continue;
        }
        store(session, kind, content).await?;
    }
    Ok(())
}

fn online(session: &Session) -> Result<(), Failure> {
    if session.connection.get() == Connection::Offline {
        return Err(FailureKind::Offline.into());
    }
    Ok(())
}

/// Changes a pack, from what the homeserver has now: sync may be behind.
async fn change(
    session: &Arc<Session>,
    at: &PackAt,
    change: impl FnOnce(&mut Content) -> Result<(), Failure>,
) -> Result<(), Failure> {
    online(session)?;
    let _turn = session.packs.changing.lock().await;
    match at {
        PackAt::Own => {
            let before = fetch(session, OWN).await?;
            let mut content = before.clone();
            change(&mut content)?;
            if content == before { Ok(()) } else { store(session, OWN, content).await }
        }
        PackAt::Room { room: id, key } => {
            let room = room(session, id).await?;
            let mut said = None;
            for kind in IN_ROOM {
                let content = state(&room, kind, key).await?;
                if !content.is_empty() {
                    said = Some((kind, content));
                    break;
                }
            }
            // What is new goes out as all clients can read it.
            let (kind, before) = said.unwrap_or((IN_ROOM[1], Content::new()));
            let mut content = before.clone();
            change(&mut content)?;
            if content == before {
                return Ok(());
            }
            if !content.is_empty() {
                images(&mut content)?;
            }
            set_state(&room, kind, key, content.clone().into()).await?;
            session.packs.heard(&session.client, room.room_id(), kind, key, content).await;
            Ok(())
        }
    }
}

/// Account data, as the homeserver has it.
async fn fetch(session: &Session, kind: &str) -> Result<Content, Failure> {
    let found = session.client.account().fetch_account_data(GlobalAccountDataEventType::from(kind)).await;
    let found = found.map_err(|error| failure::failure(&error))?;
    Ok(found.and_then(|raw| raw.deserialize_as_unchecked().ok()).unwrap_or_default())
}

async fn store(session: &Session, kind: &str, content: Content) -> Result<(), Failure> {
    let raw = Raw::new(&content).map_err(|error| failure::internal(&error))?.cast_unchecked();
    let account = session.client.account();
    let stored = account.set_account_data_raw(GlobalAccountDataEventType::from(kind), raw).await;
    stored.map_err(|error| failure::failure(&error))?;
    session.packs.wrote(kind, content);
    Ok(())
}

/// A state of a room, as the homeserver has it; empty where there is none.
async fn state(room: &Room, kind: &str, key: &str) -> Result<Content, Failure> {
    let (id, kind) = (room.room_id().to_owned(), StateEventType::from(kind));
    let request = get_state_event_for_key::v3::Request::new(id, kind, key.to_owned());
    match room.client().send(request).await.map_err(|error| failure::http(&error)) {
        Ok(answer) => Ok(answer.into_content().deserialize_as_unchecked().unwrap_or_default()),
        Err(Failure { kind: FailureKind::NotFound, .. }) => Ok(Content::new()),
        Err(failure) => Err(failure),
    }
}

/// An object inside another; made anew where there is none, or something else.
fn object<'c>(content: &'c mut Content, key: &str) -> Result<&'c mut Content, Failure> {
    let value = content.entry(key.to_owned()).or_insert_with(|| json!({}));
    if !value.is_object() {
        *value = json!({});
    }
    value.as_object_mut().ok_or_else(|| FailureKind::Internal.into())
}

fn images(content: &mut Content) -> Result<&mut Content, Failure> {
    object(content, "images")
}

fn about(content: &mut Content) -> Result<&mut Content, Failure> {
    object(content, "pack")
}

fn image<'c>(content: &'c Content, shortcode: &str) -> Option<&'c Content> {
    content.get("images")?.get(shortcode)?.as_object()
}

fn usage(emoticon: bool, sticker: bool) -> Value {
    match (emoticon, sticker) {
        (true, false) => json!(["emoticon"]),
        (false, true) => json!(["sticker"]),
        _ => json!(["emoticon", "sticker"]),
    }
}

/// Puts a picture into a pack under the shortcode, or under one with a number where that is taken.
fn add(content: &mut Content, shortcode: &str, image: Content) -> Result<(), Failure> {
    let images = images(content)?;
    // What others have called something here need not be a shortcode.
    let bare: String = shortcode
        .chars()
        .map(|letter| if letter.is_alphanumeric() || "_-+".contains(letter) { letter } else { '_' })
        .collect();
    let bare = cut_at(&bare, LONGEST_SHORTCODE - 8);
    let free = std::iter::once(bare.to_owned())
        .chain((2_u32..).map(|number| format!("{bare}_{number}")))
        .find(|name| !images.contains_key(name));
    let free = free.filter(|name| is_shortcode(name)).ok_or(FailureKind::Internal)?;
    images.insert(free, image.into());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(content: &mut Content) -> Vec<String> {
        images(content).expect("an object").keys().cloned().collect()
    }

    #[test]
    fn a_taken_shortcode_gets_a_number_and_nonsense_gives_way() {
        let mut content = json!({ "images": 7 }).as_object().expect("an object").clone();
        for name in ["cat", "cat", "two words", "cat"] {
            add(&mut content, name, Map::new()).expect("there is room");
        }
        assert_eq!(keys(&mut content), ["cat", "cat_2", "two_words", "cat_3"]);
        add(&mut content, &"x".repeat(500), Map::new()).expect("there is room");
        assert!(keys(&mut content).iter().all(|name| is_shortcode(name)));
    }
}
