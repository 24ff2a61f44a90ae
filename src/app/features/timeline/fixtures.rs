//! Events for tests.

use protocol::{
    UserId,
    profile::Profile,
    rich_text::{Node, RichText},
    timeline::{Content, EventItem},
};

/// A person, with or without a display name.
pub(crate) fn person(user: &str, name: Option<&str>) -> Profile {
    Profile { user: UserId::from(user), name: name.map(str::to_owned), ambiguous: false, avatar: None }
}

/// Somebody's message that the server has; `@me:b` is the account.
pub(crate) fn event(id: &str, sender: &str, content: Content) -> EventItem {
    EventItem {
        event: Some(format!("${id}").as_str().into()),
        sender: person(sender, None),
        own: sender == "@me:b",
        timestamp: 0,
        content,
        edited: false,
        reply_to: None,
        reactions: Vec::new(),
        receipts: Vec::new(),
        send_state: None,
        shield: None,
        key_from: None,
        mentions_me: false,
        thread: None,
        previews: None,
        effect: None,
    }
}

/// Words without format.
pub(crate) fn text(text: &str) -> Content {
    Content::Text(RichText { nodes: vec![Node::Text(text.to_owned())], only_emoji: false })
}
