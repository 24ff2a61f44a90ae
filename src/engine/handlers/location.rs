//! Places on a map: sending one, and where maps come from.

use std::sync::Arc;

use matrix_sdk::ruma::events::{
    Mentions,
    location::AssetType,
    relation::Thread,
    room::message::{LocationMessageEventContent, MessageType, Relation, RoomMessageEventContent},
};
use protocol::{
    Failure, FailureKind,
    location::{FindMapStyle, SendLocation},
};

use super::composer::{newest, thread};
use crate::{
    map::{failure, location},
    session::{Session, room},
};

/// Bytes of a longer address nobody wrote by hand.
const LONGEST: usize = 2_048;

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
    if let Some(root) = thread(&command.place)? {
        let newest = newest(session, &command.place).await.unwrap_or_else(|| root.clone());
        content.relates_to = Some(Relation::Thread(Thread::plain(root, newest)));
    }
    session.joins.settle(&room).await?;
    let queue = room.send_queue();
    let queueing =
        async { queue.send(content.into()).await.map(drop).map_err(|error| failure::send_queue(&error)) };
    session.tickets.once(&room, &command.ticket, &body, queueing).await
}

/// Asks the homeserver where maps are drawn from.
pub(crate) async fn find_map_style(
    session: &Arc<Session>,
    _: FindMapStyle,
) -> Result<Option<String>, Failure> {
    let style = session.client.tile_server().await.map(|server| server.map_style_url);
    Ok(style.filter(|style| is_web(style)))
}

fn is_web(address: &str) -> bool {
    let known = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    known && address.len() <= LONGEST && !address.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::is_web;

    #[test]
    fn only_addresses_of_the_web_are_styles() {
        assert!(is_web("https://tiles.example/style.json?key=1"));
        for address in
            ["", "javascript:alert(1)", "data:application/json,{}", "https://a b", "//tiles.example"]
        {
            assert!(!is_web(address), "{address}");
        }
    }
}
