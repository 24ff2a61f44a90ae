//! In the place of pictures, films and stickers that are not shown by themselves (F8, MSC4278): what they are, and a way to
//! see them. Before that nothing of them is asked for, and their few colours are not shown either.

use leptos::prelude::*;
use protocol::{ItemKey, media::Media, timeline::Content};

use crate::{
    features::timeline::{
        model::TimelineModel,
        rows::image::reserve,
        scene::{Marks, Scene},
    },
    kit::{Button, ButtonSize, Icon},
    t,
    text::file,
};

/// Whether something of a message would be seen by itself.
pub(crate) fn takes(content: &Content) -> bool {
    matches!(
        content,
        Content::Image { .. } | Content::Video { .. } | Content::Sticker { .. } | Content::Gallery { .. }
    )
}

/// Whether a message's media are shown; `None` as long as that is not known.
fn sight(model: TimelineModel, marks: Memo<Marks>) -> Memo<Option<bool>> {
    Memo::new(move |_| {
        let (event, own) = marks.with(|marks| (marks.event.clone(), marks.own));
        // What is on its way, one has chosen oneself a moment ago.
        if own && event.is_none() {
            return Some(true);
        }
        model.shown_media.with(|shown| shown.as_ref().map(|shown| shown.shows(event.as_ref(), own)))
    })
}

/// `inside`, where it is shown.
pub(crate) fn over(
    scene: Scene,
    key: &ItemKey,
    id: &str,
    marks: Memo<Marks>,
    what: What,
    inside: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let sight = sight(scene.model, marks);
    let (key, id) = (key.clone(), id.to_owned());
    let shown = move || match sight.get() {
        Some(true) => inside(),
        Some(false) => veil(scene, key.clone(), id.clone(), marks, &what),
        None => {
            let room = what.room;
            view! { <div class="ImageBody" id=id.clone() data-state="loading" use:reserve=room></div> }
                .into_any()
        }
    };
    shown.into_any()
}

/// What is said of what is not shown.
#[derive(Clone)]
pub(crate) struct What {
    icon: &'static str,
    kind: fn() -> String,
    name: Option<String>,
    size: Option<u64>,
    room: (Option<u32>, Option<u32>),
}

impl What {
    /// A picture, film or sticker.
    pub(crate) fn one(icon: &'static str, kind: fn() -> String, media: &Media) -> Self {
        Self {
            icon,
            kind,
            name: Some(media.filename.clone()).filter(|name| !name.is_empty()),
            size: media.size,
            room: (media.width, media.height),
        }
    }

    /// Several in one message.
    pub(crate) fn many() -> Self {
        Self { icon: "image", kind: || t!("timeline-gallery"), name: None, size: None, room: (None, None) }
    }
}

fn veil(scene: Scene, key: ItemKey, id: String, marks: Memo<Marks>, what: &What) -> AnyView {
    let What { icon, kind, name, size, .. } = what.clone();
    let about = move || {
        let parts = [Some(kind()), size.map(file::size)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let named = name.clone();
    let label = Signal::derive(move || t!("timeline-show-media", name = named.clone().unwrap_or_else(kind)));
    let show = move |_| {
        if let Some(event) = marks.with_untracked(|marks| marks.event.clone()) {
            scene.model.show_media(event, true);
            // The button goes.
            scene.surface.focus(key.clone());
        }
    };
    view! {
        <div class="FileBody VeiledBody" id=id>
            <span class="kind">
                <Icon name=icon />
            </span>
            <div class="about">
                {name.map(|name| view! { <bdi class="name">{file::safe_name(&name)}</bdi> })}
                <span class="size">{about}</span>
            </div>
            <Button size=ButtonSize::Small label=label on_press=show>
                {move || t!("timeline-show")}
            </Button>
        </div>
    }
    .into_any()
}
