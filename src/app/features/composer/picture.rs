//! Pictures of a room or person that are set by a command: by their address, or as a file.

use leptos::prelude::*;
use protocol::{
    BlobRef, Failure, MxcUri,
    media::UploadPicture,
    profile::SetOwnAvatar,
    room::{ChangeRoom, RoomChange},
};

use super::{model::ComposerModel, shelf::Problem};
use crate::platform::files;

/// Whose picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The room's.
    Room,
    /// The account's, in this room.
    OwnHere,
    /// The account's, everywhere.
    Own,
}

impl ComposerModel {
    /// Lets the person choose a picture, and sets it. Call it from a press.
    pub(super) fn choose_picture(&self, whose: Whose) {
        let model = self.clone();
        files::pick("image/*", false, move |files| {
            let Some(file) = files.into_iter().next() else { return };
            let command = UploadPicture { blob: BlobRef(0), mime: file.type_() };
            let asked = model.link.request_with(command, vec![file.into()]);
            let setting = model.clone();
            model.spawn(async move {
                let done = match asked.await {
                    Ok(picture) => setting.set_picture(whose, picture).await,
                    Err(why) => Err(why),
                };
                if let Err(why) = done {
                    setting.shelf.problem.set(Some(Problem::Errand(why)));
                }
            });
        });
    }

    /// Sets a picture that the homeserver has.
    pub(super) async fn set_picture(&self, whose: Whose, picture: MxcUri) -> Result<(), Failure> {
        let change = match whose {
            Whose::Own => return self.link.request(SetOwnAvatar { avatar: Some(picture) }).await,
            Whose::Room => RoomChange::Avatar(picture),
            Whose::OwnHere => RoomChange::OwnAvatar(picture),
        };
        self.link.request(ChangeRoom { room: self.place.room.clone(), change }).await
    }
}
