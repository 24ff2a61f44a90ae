//! Stickers.

use leptos::prelude::*;
use protocol::media::Media;

use super::image::{preview, reserve};
use crate::{
    features::timeline::{parts::blur, scene::Scene},
    link::MediaUrl,
    t,
};

/// A sticker, with its text in its place while it is not there.
pub(crate) fn view(scene: Scene, id: String, media: Media) -> AnyView {
    let url = scene.model.media(preview(&media, scene.still.get_untracked()));
    let room = (media.width, media.height);
    let name = media.filename.clone();
    let picture = move || match url.get() {
        MediaUrl::Ready(url) => view! { <img src=url alt=name.clone() decoding="async" /> }.into_any(),
        MediaUrl::Loading => view! { <span class="cover">{name.clone()}</span> }.into_any(),
        MediaUrl::Failed => {
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
