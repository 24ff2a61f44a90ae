//! Avatars that may change.

use leptos::prelude::*;
use protocol::{MxcUri, media::MediaWanted, media_rules::MediaRules};

use super::{Link, MediaUrl};

impl Link {
    /// Whether invites come with the pictures of rooms and people (MSC4278); not as long as it is not known. Until the
    /// current owner is cleaned up.
    pub fn invite_avatars(&self) -> Signal<bool> {
        let rules = self.kept_value(MediaRules { room: None });
        Memo::new(move |_| rules.with(|rules| rules.is_some_and(|rules| rules.invite_avatars))).into()
    }

    /// The object URL of an avatar, cropped to a square of `size` pixels; none while there is none. It is asked
    /// for anew only when `uri` is another one. Until the current owner is cleaned up.
    pub fn avatar(&self, uri: impl Into<Signal<Option<MxcUri>>>, size: u32) -> Signal<Option<String>> {
        let uri = uri.into();
        let uri = Memo::new(move |_| uri.get());
        let link = self.clone();
        let picture =
            Memo::new(move |_| uri.get().map(|uri| Picture(link.media(MediaWanted::Avatar { uri, size }))));
        Signal::derive(move || match picture.get().map(|picture| picture.0.get()) {
            Some(MediaUrl::Ready(url)) => Some(url),
            _ => None,
        })
    }
}

/// A picture's signal inside a memo: never equal, since it is made anew only for another picture.
#[derive(Clone, Copy)]
struct Picture(Signal<MediaUrl>);

impl PartialEq for Picture {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}
