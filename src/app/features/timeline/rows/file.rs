//! Files to save.

use leptos::prelude::*;
use protocol::media::Media;

use crate::{
    features::timeline::{
        parts::{download::Download, size},
        scene::Scene,
    },
    kit::Icon,
};

/// A file, by the name it was sent under.
pub(crate) fn view(scene: Scene, id: String, media: Media) -> AnyView {
    let name = size::safe_name(&media.filename);
    let about = media.size.map(size::words);
    view! {
        <div class="FileBody" id=id>
            <span class="kind">
                <Icon name="file" />
            </span>
            <div class="about">
                <bdi class="name">{name}</bdi>
                <span class="size">{about}</span>
            </div>
            <Download scene=scene media=media />
        </div>
    }
    .into_any()
}
