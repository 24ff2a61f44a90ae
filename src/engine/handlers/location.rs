//! Places on a map: sending one, and where maps come from.

use std::sync::Arc;

use matrix_sdk::ruma::events::{
    Mentions,
    location::AssetType,
    room::message::{LocationMessageEventContent, MessageType, Relation, RoomMessageEventContent},
};
use protocol::{
    Failure, FailureKind,
    location::{FindMapStyle, SendLocation},
};

use super::composer::{in_thread, queue_once};
use crate::{
    map::{link_preview::is_web, location},
    session::{Session, room},
};

/// Queues a place.
pub(crate) async fn send_location(session: &Arc<Session>, command: SendLocation) -> Result<(), Failure> {
    let room = room(session, &command.place.room).await?;
    let uri = location::geo(&command.uri);
    let body = location::words(&command.body);
    if uri.is_empty() || body.is_empty() {
        let field = if uri.is_empty() { "uri" } else { "body" };
        return Err(FailureKind::Invalid { field: field.into() }.into());
    }
    let asset = if command.own { AssetType::Self_ } else { AssetType::Pin };
    let place = LocationMessageEventContent::new(body.clone(), uri).with_asset_type(asset);
    let mut content = RoomMessageEventContent::new(MessageType::Location(place));
    content.mentions = Some(Mentions::new());
    content.relates_to = in_thread(session, &command.place).await?.map(Relation::Thread);
    queue_once(session, &room, &command.ticket, &body, room.send_queue().send(content.into())).await
}

/// Asks the homeserver where maps are drawn from.
pub(crate) async fn find_map_style(
    session: &Arc<Session>,
    _: FindMapStyle,
) -> Result<Option<String>, Failure> {
    let style = session.client.tile_server().await.map(|server| server.map_style_url);
    Ok(style.filter(|style| is_web(style)))
}
