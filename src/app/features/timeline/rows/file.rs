//! Files: to save, and those that can be read here to open.

use leptos::prelude::*;
use protocol::{ItemKey, media::Media};

use crate::{
    features::timeline::{
        parts::{download::Download, drag_out::DragOut},
        scene::Scene,
    },
    kit::Icon,
    t,
    text::{
        document::{Document, document},
        file,
    },
};

/// A file, by the name it was sent under.
pub(crate) fn view(scene: Scene, key: &ItemKey, id: String, media: Media) -> AnyView {
    let name = file::safe_name(&media.filename);
    let about = media.size.map(file::size);
    let kind = document(&media);
    let icon = match kind {
        Some(Document::Pdf) => "file-text",
        Some(Document::Text(Some(_))) => "code",
        Some(Document::Text(None)) => "file-text",
        None => "file",
    };
    let (key, opened) = (key.clone(), media.clone());
    let open = kind.map(|_| {
        let label = t!("timeline-open-picture", name = name.clone());
        let open = move |_| scene.open_document(&key, &opened);
        view! { <button class="open" type="button" aria-haspopup="dialog" aria-label=label on:click=open></button> }
    });
    let drag = DragOut::new(scene, &media);
    view! {
        <div
            class="FileBody"
            id=id
            draggable=drag.draggable()
            on:pointerdown=move |event| drag.press(&event)
            on:pointerup=move |_| drag.end()
            on:dragstart=move |event| drag.start(&event)
            on:dragend=move |_| drag.end()
        >
            <span class="kind">
                <Icon name=icon />
            </span>
            <div class="about">
                <bdi class="name">{name}</bdi>
                <span class="size">{about}</span>
            </div>
            {open}
            <Download scene=scene media=media />
        </div>
    }
    .into_any()
}
