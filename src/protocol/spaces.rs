//! Spaces (spec, Client-Server API § Spaces).

use serde::{Deserialize, Serialize};

use crate::{
    diff::Keyed,
    ids::{MxcUri, RoomId},
};

/// Topic: the joined top-level spaces, in the person's order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spaces;

/// A space in the rail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpaceRow {
    /// The space's room.
    pub id: RoomId,
    /// Its name.
    pub name: String,
    /// Its avatar.
    pub avatar: Option<MxcUri>,
}

impl Keyed for SpaceRow {
    type Key = RoomId;
    fn key(&self) -> RoomId {
        self.id.clone()
    }
}
