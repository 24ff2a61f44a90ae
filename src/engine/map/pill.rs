//! References to people, rooms and events, from links and from plain text.

use matrix_sdk::ruma::{
    EventId, MatrixToUri, MatrixUri, RoomOrAliasId, UserId, events::AnySyncTimelineEvent,
    matrix_uri::MatrixId, serde::Raw,
};
use protocol::{
    MxcUri,
    profile::Profile,
    rich_text::{Node, Pill},
    timeline::Undecryptable,
};

use super::poll::Counted;

/// What text can be resolved with: who the account is, and the names that are known already. Nothing here
/// may wait or ask the network.
pub(crate) trait Names {
    /// The account itself.
    fn own(&self) -> &UserId;
    /// A member's profile, where it is known.
    fn person(&self, user: &UserId) -> Option<Profile>;
    /// A room's name, where it is known.
    fn room(&self, id_or_alias: &RoomOrAliasId) -> Option<String>;
    /// A redacted event as it is cached, where the timeline has let go of it.
    fn redacted(&self, _: &EventId) -> Option<Raw<AnySyncTimelineEvent>> {
        None
    }
    /// A poll with other votes and another end than the timeline says, where that believes who may not end it.
    fn counted(&self, _: &EventId) -> Option<Counted> {
        None
    }
    /// The emoji of people's own that is written with this between colons.
    fn emoticon(&self, _: &str) -> Option<MxcUri> {
        None
    }
    /// Since when this device exists, in milliseconds since 1970, where it is known.
    fn here_since(&self) -> Option<u64> {
        None
    }
    /// Why the sender has kept the key of a session, where it is known.
    fn withheld(&self, _: &str) -> Option<Undecryptable> {
        None
    }
    /// Whether what comes from insecure devices is not shown.
    fn secure_only(&self) -> bool {
        false
    }
    /// Whether a message that another quotes comes from an insecure device, where these are not shown.
    fn is_insecure(&self, _: &EventId) -> bool {
        false
    }
    /// What a picture is called that is a reaction, where it is known.
    fn reaction(&self, _: &str) -> Option<String> {
        None
    }
}

/// Knows nobody: for texts of which only the references count.
pub(crate) struct Nobody;

impl Names for Nobody {
    fn own(&self) -> &UserId {
        matrix_sdk::ruma::user_id!("@:invalid")
    }

    fn person(&self, _: &UserId) -> Option<Profile> {
        None
    }

    fn room(&self, _: &RoomOrAliasId) -> Option<String> {
        None
    }
}

/// The pill of a `https://matrix.to/#/…` or `matrix:` link, if it is one.
pub(crate) fn from_link(link: &str, names: &dyn Names) -> Option<Pill> {
    if let Ok(uri) = MatrixToUri::parse(link) {
        return from_id(uri.id(), uri.via(), names);
    }
    let uri = MatrixUri::parse(link).ok()?;
    from_id(uri.id(), uri.via(), names)
}

/// The pill of a parsed link.
pub(crate) fn from_id(
    id: &MatrixId,
    via: &[matrix_sdk::ruma::OwnedServerName],
    names: &dyn Names,
) -> Option<Pill> {
    let via = || via.iter().take(10).map(ToString::to_string).collect();
    match id {
        MatrixId::User(user) => Some(user_pill(user, names)),
        MatrixId::Room(room) => Some(room_pill((&**room).into(), via(), None, names)),
        MatrixId::RoomAlias(alias) => Some(room_pill((&**alias).into(), via(), None, names)),
        MatrixId::Event(room, event) => Some(room_pill(room, via(), Some(event.as_str().into()), names)),
        _ => None,
    }
}

/// A person's pill. An unknown person is shown by localpart, never by the link's own text, with which
/// anybody could pass for somebody else.
pub(crate) fn user_pill(user: &UserId, names: &dyn Names) -> Pill {
    Pill::User {
        user: user.as_str().into(),
        name: names
            .person(user)
            .and_then(|person| person.name)
            .unwrap_or_else(|| user.localpart().to_owned()),
        own: user == names.own(),
    }
}

fn room_pill(
    id: &RoomOrAliasId,
    via: Vec<String>,
    event: Option<protocol::EventId>,
    names: &dyn Names,
) -> Pill {
    Pill::Room { id_or_alias: id.to_string(), via, event, name: names.room(id) }
}

/// The pill of an identifier written out in plain text: `@user:server` or `#alias:server`.
pub(crate) fn from_written_id(text: &str, names: &dyn Names) -> Option<Pill> {
    match text.as_bytes().first()? {
        b'@' => {
            let user = UserId::parse(text).ok()?;
            (!user.localpart().is_empty()).then(|| user_pill(&user, names))
        }
        b'#' => {
            let alias = matrix_sdk::ruma::RoomAliasId::parse(text).ok()?;
            (!alias.alias().is_empty()).then(|| room_pill((&*alias).into(), Vec::new(), None, names))
        }
        _ => None,
    }
}

/// Splits `@room` out of text, where the sender has said in `m.mentions` that everyone is meant.
pub(crate) fn split_everyone(text: &str, out: &mut Vec<Node>) {
    let mut rest = text;
    let mut before: Option<char> = None;
    let mut plain = String::new();
    while let Some(at) = rest.find("@room") {
        let (head, tail) = rest.split_at(at);
        let after = &tail["@room".len()..];
        let bounded_left = head.chars().next_back().or(before).is_none_or(|c| !c.is_alphanumeric());
        let bounded_right = after.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != ':');
        plain.push_str(head);
        if bounded_left && bounded_right {
            if !plain.is_empty() {
                out.push(Node::Text(std::mem::take(&mut plain)));
            }
            out.push(Node::Pill(Pill::Everyone));
        } else {
            plain.push_str("@room");
        }
        before = Some('m');
        rest = after;
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        out.push(Node::Text(plain));
    }
}
