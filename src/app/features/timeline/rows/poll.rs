//! Polls: the question and its answers, to read.

use leptos::prelude::*;

use crate::{kit::Icon, t};

/// A poll.
pub(crate) fn view(id: String, question: String, answers: Vec<String>) -> AnyView {
    let answers = answers.into_iter().map(|answer| view! { <li dir="auto">{answer}</li> }).collect_view();
    view! {
        <div class="PollBody" id=id>
            <p class="question">
                <Icon name="list-filter" label=Some(t!("timeline-kind-poll")) />
                <span dir="auto">{question}</span>
            </p>
            <ul>{answers}</ul>
            <p class="note">{move || t!("timeline-poll-note")}</p>
        </div>
    }
    .into_any()
}
