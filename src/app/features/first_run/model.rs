//! Suggested rooms: looked at before they are offered, joined on a press.

use leptos::prelude::*;
use protocol::{
    Failure, RoomId,
    room::{JoinRoom, Membership, PreviewRoom, RoomAddress, RoomPreview},
    session::DismissFirstRun,
};

use crate::link::Link;

/// A suggested room.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Suggestion {
    /// As the configuration has it.
    pub(super) address: RoomAddress,
    pub(super) state: SuggestionState,
}

/// What is known of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SuggestionState {
    /// Not yet anything.
    Looking,
    /// It may be joined.
    Open(Box<RoomPreview>),
    /// On the way in.
    Joining(Box<RoomPreview>),
    /// In; `here`: by the button of this panel.
    Joined { room: RoomId, preview: Option<Box<RoomPreview>>, here: bool },
    /// It cannot be looked at, or not be joined.
    Failed { why: Failure, preview: Option<Box<RoomPreview>> },
}

#[derive(Clone)]
pub(super) struct FirstRunModel {
    link: Link,
    pub(super) rooms: Vec<RwSignal<Suggestion>>,
}

impl FirstRunModel {
    pub(super) fn new(link: Link, suggested: &[String]) -> Self {
        let rooms = suggested
            .iter()
            .map(|name| {
                let address = RoomAddress { id_or_alias: name.clone(), via: Vec::new() };
                RwSignal::new(Suggestion { address, state: SuggestionState::Looking })
            })
            .collect();
        let model = Self { link, rooms };
        model.look_again();
        model
    }

    /// Looks at the rooms that are not joined, as far as is known. Before the first sync nobody knows which are.
    pub(super) fn look_again(&self) {
        for room in &self.rooms {
            let wanted = room.with_untracked(|room| {
                matches!(
                    room.state,
                    SuggestionState::Looking
                        | SuggestionState::Open(_)
                        | SuggestionState::Failed { preview: None, .. }
                )
            });
            if wanted {
                self.look(*room);
            }
        }
    }

    /// Whether the account was in every suggested room before it saw them here: then it is not a new one.
    pub(super) fn knows_its_way(&self) -> bool {
        !self.rooms.is_empty()
            && self.rooms.iter().all(|room| {
                room.with(|room| matches!(&room.state, SuggestionState::Joined { here: false, .. }))
            })
    }

    fn look(&self, room: RwSignal<Suggestion>) {
        let address = room.with_untracked(|room| room.address.clone());
        let asked = self.link.request(PreviewRoom { address });
        self.link.spawn(async move {
            let state = match asked.await {
                Ok(preview) if preview.membership == Membership::Joined => SuggestionState::Joined {
                    room: preview.room.clone(),
                    preview: Some(Box::new(preview)),
                    here: false,
                },
                Ok(preview) => SuggestionState::Open(Box::new(preview)),
                Err(why) => SuggestionState::Failed { why, preview: None },
            };
            room.try_update(|room| {
                // The person may have pressed the button meanwhile.
                if !matches!(room.state, SuggestionState::Joining(_) | SuggestionState::Joined { .. }) {
                    room.state = state;
                }
            });
        });
    }

    /// Joins a room, or tries again what failed.
    pub(super) fn join(&self, room: RwSignal<Suggestion>) {
        let Suggestion { address, state } = room.get_untracked();
        let preview = match state {
            SuggestionState::Open(preview) | SuggestionState::Failed { preview: Some(preview), .. } => {
                preview
            }
            SuggestionState::Failed { preview: None, .. } => {
                room.update(|room| room.state = SuggestionState::Looking);
                self.look(room);
                return;
            }
            _ => return,
        };
        room.update(|room| room.state = SuggestionState::Joining(preview.clone()));
        let asked = self.link.request(JoinRoom { address });
        self.link.spawn(async move {
            let preview = Some(preview);
            let state = match asked.await {
                Ok(room) => SuggestionState::Joined { room, preview, here: true },
                Err(why) => SuggestionState::Failed { why, preview },
            };
            room.try_update(|room| room.state = state);
        });
    }

    /// Closes the panel for good.
    pub(super) fn dismiss(&self) {
        let asked = self.link.request(DismissFirstRun);
        self.link.spawn(async move {
            // Offline it is asked again by the next start; the panel is closed meanwhile.
            let _ = asked.await;
        });
    }
}
