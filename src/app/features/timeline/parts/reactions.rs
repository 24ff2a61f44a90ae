//! Reactions to a message: how many of each, and who.

use leptos::prelude::*;
use protocol::timeline::Reaction;

use crate::{
    features::timeline::scene::{Marks, Scene},
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
            let (key, count) = (reaction.key.clone(), reaction.senders.len());
            let who = who(reaction);
            let label = t!("timeline-reaction", key = key.clone(), count = count);
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
                    <bdi class="key">{key}</bdi>
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

fn who(reaction: &Reaction) -> String {
    let mut names: Vec<String> =
        reaction.senders.iter().take(NAMED).map(|user| localpart(user.as_str()).to_owned()).collect();
    if reaction.senders.len() > NAMED {
        names.push(t!("timeline-run-others", count = reaction.senders.len() - NAMED));
    }
    t!("timeline-reacted", who = text::list(&names), key = reaction.key.as_str())
}
