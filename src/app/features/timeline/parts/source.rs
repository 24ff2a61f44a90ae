//! A message as it came, and the events that it has to do with.

use leptos::prelude::*;
use protocol::{
    EventId,
    message::{Related, Relation, Source},
};

use super::{copy, shown};
use crate::{
    features::timeline::{deeds::Shown, scene::Scene},
    kit::{Button, ButtonSize, ButtonVariant, Dialog, DialogSize},
    rooms::{RawDraft, RawEventDialog},
    t,
};

/// The dialog with the source. From there one walks to the events that it names, and back.
#[component]
pub(crate) fn SourceDialog(scene: Scene) -> impl IntoView {
    let source = scene.model.source;
    let trail = RwSignal::new(Vec::<EventId>::new());
    let ready = move |source: Source| {
        let Source { event, json, encrypted, related } = source;
        view! {
            <div class="MessageSource">
                {encrypted.then(|| view! { <p class="note">{t!("timeline-source-decrypted")}</p> })}
                {links(scene, trail, event, related)}
                <pre class="json" dir="ltr" tabindex="0" aria-label=t!("timeline-source-title")>
                    {copy::button(scene, json.clone())}
                    <code>{json}</code>
                </pre>
            </div>
        }
        .into_any()
    };
    let content = move || shown::view(source.get(), || t!("timeline-source-loading"), ready);
    let sending = RwSignal::new(None::<RawDraft>);
    let draft = Memo::new(move |_| {
        let may = scene.model.powers.get().write;
        source.with(|source| match source {
            Some(Shown::Ready(source)) if may => RawDraft::of(&source.json),
            _ => None,
        })
    });
    let close = move |sent: bool| {
        sending.set(None);
        if sent {
            source.set(None);
        }
    };
    let back = move |_| {
        if let Some(Some(before)) = trail.try_update(Vec::pop) {
            scene.model.show_source(before);
        }
    };
    view! {
        <Dialog
            title=Signal::derive(|| t!("timeline-source-title"))
            close_label=Signal::derive(|| t!("timeline-close"))
            size=DialogSize::Large
            on_close=move |()| source.set(None)
            actions=move || {
                view! {
                    <Show when=move || draft.with(Option::is_some)>
                        <Button icon="pencil" on_press=move |_| sending.set(draft.get_untracked())>
                            {move || t!("raw-send-as-new")}
                        </Button>
                    </Show>
                }
            }
        >
            <Show when=move || trail.with(|trail| !trail.is_empty())>
                <Button icon="arrow-left" size=ButtonSize::Small variant=ButtonVariant::Ghost on_press=back>
                    {move || t!("timeline-source-back")}
                </Button>
            </Show>
            {content}
        </Dialog>
        {move || sending.get().map(|draft| view! {
            <RawEventDialog room=scene.model.room() draft=draft on_close=close />
        }.into_any())}
    }
}

/// The ways to the events that one has to do with.
fn links(
    scene: Scene,
    trail: RwSignal<Vec<EventId>>,
    from: EventId,
    related: Vec<Related>,
) -> Option<AnyView> {
    let mut edits = 0;
    let links = related.into_iter().map(|Related { how, event }| {
        let label = match how {
            Relation::Answered => t!("timeline-source-answered"),
            Relation::Edited => t!("timeline-source-edited"),
            Relation::Thread => t!("timeline-source-thread"),
            Relation::Other => t!("timeline-source-other"),
            Relation::Edit => {
                edits += 1;
                t!("timeline-source-edit", number = edits)
            }
        };
        let from = from.clone();
        let go = move |_| {
            trail.update(|trail| trail.push(from.clone()));
            scene.model.show_source(event.clone());
        };
        view! { <Button size=ButtonSize::Small on_press=go>{label}</Button> }
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty()).then(|| {
        view! { <div class="related" role="group" aria-label=t!("timeline-source-related")>{links}</div> }
            .into_any()
    })
}
