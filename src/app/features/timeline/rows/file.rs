//! Files to save.

use leptos::prelude::*;
use protocol::media::Media;

use crate::{
    features::timeline::{parts::download::Download, scene::Scene},
    kit::Icon,
    text::file,
};

/// A file, by the name it was sent under.
pub(crate) fn view(scene: Scene, id: String, media: Media) -> AnyView {
    let name = file::safe_name(&media.filename);
    let about = media.size.map(file::size);
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
