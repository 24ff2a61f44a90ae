//! Mapping, without a server.

mod corpus;
mod hostile;
mod patterns;
mod polls;
mod rich_text;
mod values;

use matrix_sdk::ruma::{OwnedUserId, RoomOrAliasId, UserId, owned_user_id};

use protocol::profile::Profile;

use super::pill::Names;

/// An account that knows Alice and one room.
pub(super) struct Example(OwnedUserId);

impl Example {
    pub(super) fn new() -> Self {
        Self(owned_user_id!("@me:example.org"))
    }
}

impl Names for Example {
    fn own(&self) -> &UserId {
        &self.0
    }
    fn person(&self, user: &UserId) -> Option<Profile> {
        (user == "@alice:example.org").then(|| Profile {
            user: user.as_str().into(),
            name: Some("Alice".to_owned()),
            ambiguous: false,
            avatar: None,
        })
    }
    fn room(&self, id_or_alias: &RoomOrAliasId) -> Option<String> {
        (id_or_alias == "#known:example.org").then(|| "Known".to_owned())
    }
}
