//! The panel.

use leptos::prelude::*;
use protocol::{
    RoomId,
    poll::Poll,
    timeline::{Content, EventItem, Focus},
};

use crate::{
    kit::{Icon, RowPlace, ToggleButton, Toolbar},
    link::use_link,
    side::{Found, FoundKey, FoundList, FoundRow, PanelHead, SidePanel},
    t,
    text::names::called,
};

/// Which polls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    All,
    Running,
    Ended,
}

impl Kind {
    /// In the order they are offered.
    const EACH: [Self; 3] = [Self::All, Self::Running, Self::Ended];

    fn takes(self, content: &Content) -> bool {
        let Content::Poll(poll) = content else { return false };
        match self {
            Self::All => true,
            Self::Running => poll.ended.is_none(),
            Self::Ended => poll.ended.is_some(),
        }
    }
}

fn poll(event: &EventItem) -> Option<&Poll> {
    match &event.content {
        Content::Poll(poll) => Some(poll),
        _ => None,
    }
}

fn question(event: &EventItem) -> String {
    let question = poll(event).map(|poll| poll.question.clone()).unwrap_or_default();
    if question.trim().is_empty() { t!("timeline-kind-poll") } else { question }
}

/// Whether it goes on, how many have voted, where that is to be seen, and who asked.
fn about(event: &EventItem) -> String {
    let Some(poll) = poll(event) else { return String::new() };
    let stands = if poll.ended.is_some() { t!("polls-ended-one") } else { t!("polls-running-one") };
    let votes = poll.voters.map(|voters| t!("timeline-poll-votes", count = voters));
    [Some(stands), votes, Some(called(&event.sender))].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The polls of a room, the newest first; each leads to its place in the conversation.
#[component]
pub fn PollsPanel(
    /// The room.
    room: RoomId,
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let kind = RwSignal::new(Kind::All);
    let found = Found::new(use_link(), room, Focus::Polls, move |content| kind.get().takes(content));
    let kinds = Kind::EACH.map(|each| {
        let label = move || match each {
            Kind::All => t!("polls-all"),
            Kind::Running => t!("polls-running"),
            Kind::Ended => t!("polls-ended"),
        };
        view! {
            <ToggleButton
                pressed=Signal::derive(move || kind.get() == each)
                on_toggle=Callback::new(move |_| kind.set(each))
            >
                {label}
            </ToggleButton>
        }
    });
    let row = Callback::new(move |(key, place): (FoundKey, RowPlace)| {
        let sign = |_| view! { <span class="small"><Icon name="chart-no-axes-column" /></span> }.into_any();
        view! {
            <FoundRow found=found key=key place=place opens=None small=Box::new(sign) name=question about=about />
        }
        .into_any()
    });
    view! {
        <SidePanel label=Signal::derive(|| t!("polls-title")) takes_focus=true>
            <PanelHead title=Signal::derive(|| t!("polls-title")) name=name />
            <Toolbar class="filters" label=Signal::derive(|| t!("polls-kinds"))>
                {kinds.into_iter().collect_view()}
            </Toolbar>
            <FoundList
                found=found
                label=Signal::derive(|| t!("polls-title"))
                row=row
                name=question
                icon="chart-no-axes-column"
                none=Signal::derive(|| t!("polls-none"))
            />
        </SidePanel>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poll_runs_until_it_has_ended() {
        let poll = |ended| Content::Poll(Poll { ended, ..Poll::default() });
        let taken = Kind::EACH.map(|kind| [poll(None), poll(Some(1))].map(|content| kind.takes(&content)));
        assert_eq!(taken, [[true, true], [true, false], [false, true]]);
        assert!(!Kind::All.takes(&Content::Call));
    }
}
