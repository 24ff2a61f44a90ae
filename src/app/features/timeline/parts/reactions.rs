//! Reactions to a message: how many of each, and who.

use leptos::prelude::*;
use protocol::timeline::Reaction;

use crate::{features::timeline::names::localpart, t, text};

/// At most so many people are named.
const NAMED: usize = 20;

/// The reactions, if there are any. They can be read, not pressed, until sending them comes.
pub(crate) fn view(reactions: &[Reaction]) -> Option<AnyView> {
    if reactions.is_empty() {
        return None;
    }
    let buttons = reactions
        .iter()
        .map(|reaction| {
            let (key, count) = (reaction.key.clone(), reaction.senders.len());
            let who = who(reaction);
            let label = t!("timeline-reaction", key = key.clone(), count = count);
            let pressed = if reaction.own { "true" } else { "false" };
            view! {
                <button class="reaction" type="button" aria-disabled="true" aria-pressed=pressed aria-label=label title=who>
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
