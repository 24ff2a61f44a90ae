//! Reactions to a message: how many of each, and who.

use leptos::prelude::*;
use protocol::{media::MediaWanted, timeline::Reaction};

use crate::{
    features::timeline::scene::{Marks, Scene},
    link::MediaUrl,
    t,
    text::{self, names::localpart},
};

/// At most so many people are named.
const NAMED: usize = 20;

/// The reactions, if there are any. A press adds one's own, or takes it back.
pub(crate) fn view(scene: Scene, marks: Memo<Marks>, reactions: &[Reaction]) -> Option<AnyView> {
    if reactions.is_empty() {
        return None;
    }
    let react = move || scene.model.powers.with(|powers| powers.react);
    let buttons = reactions
        .iter()
        .map(|reaction| {
            let (key, count) = (reaction.key.clone(), reaction.count);
            let who = who(reaction);
            let label = t!("timeline-reaction", key = named(reaction), count = count);
            let shown = match &reaction.picture {
                Some(uri) => {
                    let url = scene.model.media_by_rule(MediaWanted::Emoticon { uri: uri.clone(), size: 64 });
                    picture(url, named(reaction))
                }
                None => view! { <bdi class="key">{key.clone()}</bdi> }.into_any(),
            };
            let pressed = if reaction.own { "true" } else { "false" };
            let (toggled, own) = (key.clone(), reaction.own);
            let toggle = move |_| {
                let event = marks.with_untracked(|marks| marks.event.clone());
                if let Some(event) = event.filter(|_| scene.model.powers.get_untracked().react) {
                    scene.model.set_reaction(event, toggled.clone(), !own);
                }
            };
            view! {
                <button
                    class="reaction"
                    type="button"
                    aria-disabled=move || (!react()).then_some("true")
                    aria-pressed=pressed
                    aria-label=label
                    title=who
                    on:click=toggle
                >
                    {shown}
                    <span class="count">{count}</span>
                </button>
            }
        })
        .collect_view();
    let group = view! {
        <div class="Reactions" role="group" aria-label=t!("timeline-reactions")>
            {buttons}
        </div>
    };
    Some(group.into_any())
}

/// What a reaction is called: itself, or the name of its picture.
fn named(reaction: &Reaction) -> String {
    match (&reaction.picture, &reaction.name) {
        (None, _) => reaction.key.clone(),
        (Some(_), Some(name)) => format!(":{name}:"),
        (Some(_), None) => t!("timeline-reaction-picture"),
    }
}

/// A picture that is a reaction; its name until it is there, and where it never comes.
fn picture(url: Signal<MediaUrl>, name: String) -> AnyView {
    let shown = move || match url.get() {
        MediaUrl::Ready(url) => view! { <img class="picture" src=url alt="" decoding="async" /> }.into_any(),
        _ => view! { <bdi class="key">{name.clone()}</bdi> }.into_any(),
    };
    shown.into_any()
}

fn who(reaction: &Reaction) -> String {
    let mut names: Vec<String> =
        reaction.senders.iter().take(NAMED).map(|user| localpart(user.as_str()).to_owned()).collect();
    let others = usize::try_from(reaction.count).unwrap_or(usize::MAX).saturating_sub(names.len());
    if others > 0 {
        names.push(t!("timeline-run-others", count = others));
    }
    t!("timeline-reacted", who = text::list(&names), key = named(reaction))
}
