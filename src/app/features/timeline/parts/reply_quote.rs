//! The message that a reply answers, in one line.

use leptos::prelude::*;
use protocol::timeline::{Quote, QuoteState};

use crate::{
    features::timeline::scene::{Marks, Scene},
    kit::hue_of,
    t,
    text::{names::called, quote},
};

/// The quote; a press goes to the message. What is not known is asked for now: the row is near the viewport.
pub(crate) fn view(scene: Scene, marks: Memo<Marks>, quote: Quote) -> AnyView {
    let Quote { event, state } = quote;
    if state == QuoteState::Unknown
        && let Some(own) = marks.with_untracked(|marks| marks.event.clone())
    {
        scene.model.load_quote(own);
    }
    let (hue, sender) = match &state {
        QuoteState::Ready { sender, .. } => {
            (Some(hue_of(sender.user.as_str()).to_string()), Some(called(sender)))
        }
        _ => (None, None),
    };
    let text = match &state {
        QuoteState::Unknown | QuoteState::Pending => t!("timeline-quote-loading"),
        known => quote::line(known),
    };
    let sender_hue = hue.clone();
    view! {
        <button
            class="ReplyQuote"
            type="button"
            data-hue=hue
            on:click=move |_| scene.on_open_event.run(event.clone())
        >
            <span class="VisuallyHidden">{move || t!("timeline-in-reply-to")}" "</span>
            {sender.map(|sender| view! { <bdi class="sender" data-hue=sender_hue>{sender}</bdi> })}
            <span class="text" dir="auto">{text}</span>
        </button>
    }
    .into_any()
}
