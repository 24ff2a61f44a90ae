//! What messages say, one file per kind.

pub(crate) mod audio;
pub(crate) mod call;
pub(crate) mod file;
pub(crate) mod gallery;
pub(crate) mod image;
pub(crate) mod location;
pub(crate) mod poll;
pub(crate) mod redacted;
pub(crate) mod run;
pub(crate) mod sticker;
pub(crate) mod text;
pub(crate) mod undecryptable;
pub(crate) mod unknown;
pub(crate) mod video;
pub(crate) mod voice;

use leptos::prelude::*;
use protocol::{ItemKey, profile::Profile, timeline::Content};

use super::{
    parts::veil::{self, What},
    row::Ids,
    scene::{Marks, Scene},
};
use crate::{kit::Icon, t, text::state_change};

/// The value of a row's `data-kind`.
pub(crate) fn kind(content: &Content) -> &'static str {
    match content {
        Content::Text(_) => "text",
        Content::Notice(_) => "notice",
        Content::Emote(_) => "emote",
        Content::Image { .. } => "image",
        Content::Video { .. } => "video",
        Content::Audio { media, .. } if media.voice => "voice",
        Content::Audio { .. } => "audio",
        Content::File { .. } => "file",
        Content::Gallery { .. } => "gallery",
        Content::Sticker { .. } => "sticker",
        Content::Location { .. } => "location",
        Content::Poll { .. } => "poll",
        Content::Call => "call",
        Content::State(_) => "state",
        Content::Redacted { .. } => "redacted",
        Content::Undecryptable(_) => "undecryptable",
        Content::Unknown { .. } | Content::Broken { .. } => "unknown",
    }
}

/// What a message says.
pub(crate) fn view(
    scene: Scene,
    key: &ItemKey,
    ids: &Ids,
    content: Content,
    sender: Memo<Option<Profile>>,
    marks: Memo<Marks>,
) -> AnyView {
    let body = ids.body.clone();
    match content {
        Content::Text(text) | Content::Notice(text) => text::view(scene, key, body, &text, marks),
        Content::Emote(text) => text::emote(scene, body, &text, sender, marks),
        Content::Image { media, caption } => {
            let (at, id, said) = (key.clone(), body.clone(), caption.clone());
            let what = What::one("image", || t!("timeline-kind-image"), &media);
            let picture = veil::over(scene, key, &body, marks, what, move || {
                image::view(scene, &at, id.clone(), media.clone(), said.as_ref())
            });
            text::captioned(scene, picture, caption.as_ref(), marks)
        }
        Content::Video { media, caption } => {
            let (at, id) = (key.clone(), body.clone());
            let what = What::one("video", || t!("timeline-kind-video"), &media);
            let film = veil::over(scene, key, &body, marks, what, move || {
                video::view(scene, &at, id.clone(), media.clone())
            });
            text::captioned(scene, film, caption.as_ref(), marks)
        }
        Content::Audio { media, caption } => {
            let player = if media.voice {
                voice::view(scene, key, body, media)
            } else {
                audio::view(scene, key, body, media)
            };
            text::captioned(scene, player, caption.as_ref(), marks)
        }
        Content::File { media, caption } => {
            text::captioned(scene, file::view(scene, key, body, media), caption.as_ref(), marks)
        }
        Content::Gallery { items, more, caption } => {
            let (at, id) = (key.clone(), body.clone());
            let gallery = veil::over(scene, key, &body, marks, What::many(), move || {
                gallery::view(scene, &at, id.clone(), items.clone(), more)
            });
            text::captioned(scene, gallery, caption.as_ref(), marks)
        }
        Content::Sticker { media } => {
            let id = body.clone();
            let what = What::one("smile", || t!("timeline-kind-sticker"), &media);
            veil::over(scene, key, &body, marks, what, move || {
                sticker::view(scene, id.clone(), media.clone())
            })
        }
        Content::Location { body: said, uri, own } => location::view(scene, body, said, &uri, own, sender),
        Content::Poll(_) => poll::view(scene, key, body, marks),
        Content::Call => call::view(body),
        Content::State(change) => {
            let words = sender.with_untracked(|sender| {
                sender.as_ref().map(|sender| state_change::sentence(&change, sender)).unwrap_or_default()
            });
            placeholder(body, "info", words)
        }
        Content::Redacted { by, reason } => redacted::view(body, by, reason, sender),
        Content::Undecryptable(why) => undecryptable::view(body, why),
        Content::Unknown { event_type, body: said } => unknown::unknown(body, event_type, said),
        Content::Broken { event_type } => unknown::broken(body, event_type),
    }
}

/// A sentence in the place of what cannot be shown.
fn placeholder(id: String, icon: &'static str, words: String) -> AnyView {
    view! {
        <p class="placeholder" id=id>
            <Icon name=icon />
            <span dir="auto">{words}</span>
        </p>
    }
    .into_any()
}
