//! Stickers.

use leptos::prelude::*;
use protocol::media::Media;

use super::image::{is_still, preview, reserve};
use crate::{
    features::timeline::{parts::blur, scene::Scene},
    link::MediaUrl,
    t,
};

/// A sticker, with its text in its place while it is not there.
pub(crate) fn view(scene: Scene, id: String, media: Media) -> AnyView {
    let shown_media = media.clone();
    // The URL belongs to the memo's owner.
    let url = Memo::new(move |_| scene.model.media(preview(&shown_media, is_still(scene))));
    let room = (media.width, media.height);
    let name = media.filename.clone();
    let picture = move || match url.get().get() {
        MediaUrl::Ready(url) => {
            view! { <img src=url alt=name.clone() title=name.clone() decoding="async" /> }.into_any()
        }
        MediaUrl::Loading => view! { <span class="cover">{name.clone()}</span> }.into_any(),
        MediaUrl::Failed | MediaUrl::TooLarge(_) | MediaUrl::Early { .. } => {
            view! { <span class="cover">{t!("timeline-kind-sticker")}": "{name.clone()}</span> }.into_any()
        }
    };
    view! {
        <div class="ImageBody sticker" id=id data-state="ready" use:reserve=room>
            {media.blur.map(blur::view)}
            {picture}
        </div>
    }
    .into_any()
}
