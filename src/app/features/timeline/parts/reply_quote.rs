//! The message that a reply answers, in one line, and on request what that one answers (D18).

use leptos::prelude::*;
use protocol::{
    EventId,
    timeline::{Quote, QuoteState},
};

use crate::{
    features::timeline::scene::{Marks, Scene},
    kit::{Icon, IconSize, hue_of},
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
    let known = matches!(state, QuoteState::Ready { .. });
    chain(scene, event, Signal::stored(state), known)
}

/// A quote with what it answers above it, once that is asked for.
fn chain(scene: Scene, event: EventId, state: Signal<QuoteState>, known: bool) -> AnyView {
    let answered = match known {
        true => scene.model.answered(&event),
        false => Signal::stored(None),
    };
    let open = RwSignal::new(false);
    let above = move || {
        let older = answered.get().filter(|_| open.get())?;
        let quote = scene.model.quote(&older);
        Some(chain(scene, older, quote.into(), true))
    };
    let label = move || if open.get() { t!("timeline-quote-fold") } else { t!("timeline-quote-unfold") };
    let unfold = move || {
        answered.with(Option::is_some).then(|| {
            view! {
                <button
                    class="unfold"
                    type="button"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-label=label
                    title=label
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    <Icon name="chevron-up" size=IconSize::Small />
                </button>
            }
        })
    };
    view! {
        {above}
        <div class="ReplyChain">
            {move || line(scene, event.clone(), &state.get())}
            {unfold}
        </div>
    }
    .into_any()
}

fn line(scene: Scene, event: EventId, state: &QuoteState) -> AnyView {
    let (hue, sender) = match state {
        QuoteState::Ready { sender, .. } => {
            (Some(hue_of(sender.user.as_str()).to_string()), Some(called(sender)))
        }
        _ => (None, None),
    };
    let text = match state {
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
