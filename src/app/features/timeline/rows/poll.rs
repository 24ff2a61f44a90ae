//! Polls: the question, what one may answer, and how the votes stand.

use leptos::{ev, html, prelude::*};
use protocol::{
    ItemKey, UserId,
    poll::{Poll, PollAnswer},
    timeline::{Content, EventItem},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    features::timeline::{
        polls::{has_won, own, pressed, share},
        scene::{Marks, Scene, follow},
    },
    kit::{
        Icon, IconSize,
        list_nav::{Axis, Move},
        unique_id,
    },
    t,
    text::{self, names::localpart},
};

/// A poll on the screen. Copies are the same.
#[derive(Clone, Copy)]
struct Ballot {
    scene: Scene,
    marks: Memo<Marks>,
    poll: Memo<Poll>,
    /// What was chosen and does not stand in the timeline yet.
    pending: RwSignal<Option<Vec<String>>>,
    /// Whether the account may vote, now.
    open: Memo<bool>,
}

impl Ballot {
    fn new(scene: Scene, poll: Memo<Poll>, marks: Memo<Marks>) -> Self {
        let pending = RwSignal::new(None);
        Effect::new(move |_| {
            let shown = poll.with(own);
            if pending.with(|pending| pending.as_ref() == Some(&shown)) {
                pending.set(None);
            }
        });
        let open = Memo::new(move |_| {
            let there = marks.with(|marks| marks.event.is_some());
            there && scene.model.powers.with(|powers| powers.vote) && poll.with(|poll| poll.ended.is_none())
        });
        Self { scene, marks, poll, pending, open }
    }

    /// What is chosen, as the person sees it.
    fn chosen(self) -> Vec<String> {
        let shown = self.poll.with(own);
        let open = self.poll.with(|poll| poll.ended.is_none());
        self.pending.get().filter(|_| open).unwrap_or(shown)
    }

    fn is_chosen(self, id: &str) -> bool {
        self.chosen().iter().any(|chosen| chosen == id)
    }

    /// Whether nothing more can be chosen beside what is.
    fn is_full(self) -> bool {
        let most = self.poll.with(|poll| poll.max_selections);
        most > 1 && self.chosen().len() >= most as usize
    }

    fn vote(self, answers: Vec<String>) {
        if let Some(event) = self.marks.with_untracked(|marks| marks.event.clone()) {
            self.scene.model.cast_vote(event, answers, self.pending);
        }
    }

    fn press(self, id: &str, on: bool) {
        let chosen = untrack(|| self.chosen());
        if let Some(answers) = self.poll.with_untracked(|poll| pressed(poll, &chosen, id, on)) {
            self.vote(answers);
        }
    }

    /// An answer, as long as it is there.
    fn answer(self, id: &str) -> Memo<PollAnswer> {
        let id = id.to_owned();
        Memo::new(move |before: Option<&PollAnswer>| {
            let now = self.poll.with(|poll| poll.answers.iter().find(|answer| answer.id == id).cloned());
            now.or_else(|| before.cloned()).unwrap_or_default()
        })
    }
}

fn poll_of(event: &EventItem) -> Poll {
    match &event.content {
        Content::Poll(poll) => poll.clone(),
        _ => Poll::default(),
    }
}

/// A poll. It follows its votes by itself, so that whoever votes keeps the focus.
pub(crate) fn view(scene: Scene, key: &ItemKey, id: String, marks: Memo<Marks>) -> AnyView {
    let Some(item) = scene.model.item(key) else { return ().into_any() };
    let poll = follow(&item, poll_of);
    let ballot = Ballot::new(scene, poll, marks);
    let (question_id, note_id) = (format!("{id}-question"), format!("{id}-note"));
    let (named, described) = (question_id.clone(), note_id.clone());
    let question = move || {
        let question = poll.with(|poll| poll.question.clone());
        if question.trim().is_empty() { t!("timeline-kind-poll") } else { question }
    };
    let several = Memo::new(move |_| poll.with(|poll| poll.max_selections > 1));
    let group = unique_id("poll");
    let answers = move || {
        let (named, described) = (named.clone(), described.clone());
        match ballot.open.get() {
            true => choices(ballot, several.get(), &group, named, described),
            false => result(ballot, named),
        }
    };
    view! {
        <div class="PollBody" id=id>
            <p class="question" id=question_id>
                <Icon name="chart-no-axes-column" label=Signal::derive(|| Some(t!("timeline-kind-poll"))) />
                <span dir="auto">{question}</span>
                {move || marks.with(|marks| marks.edited).then(|| view! {
                    <span class="edited">{t!("timeline-edited")}</span>
                })}
            </p>
            {answers}
            <p class="note">
                <span id=note_id>{move || note(ballot)}</span>
                <TakeBack ballot=ballot />
            </p>
        </div>
    }
    .into_any()
}

fn ids(ballot: Ballot) -> Memo<Vec<String>> {
    Memo::new(move |_| ballot.poll.with(|poll| poll.answers.iter().map(|answer| answer.id.clone()).collect()))
}

/// What one may choose.
fn choices(ballot: Ballot, several: bool, group: &str, named: String, described: String) -> AnyView {
    let ids = ids(ballot);
    let fields = NodeRef::<html::Fieldset>::new();
    let group = group.to_owned();
    let choice = move |id: String| {
        let answer = ballot.answer(&id);
        let on = {
            let id = id.clone();
            Memo::new(move |_| ballot.is_chosen(&id))
        };
        let press = move |event: ev::Event| ballot.press(&id, event_target_checked(&event));
        view! {
            <label class="answer" data-own=move || on.get() title=move || answer.with(who)>
                <input
                    type=if several { "checkbox" } else { "radio" }
                    name=group.clone()
                    prop:checked=move || on.get()
                    disabled=move || !on.get() && ballot.is_full()
                    title=move || answer.with(who)
                    on:change=press
                />
                {line(ballot, answer)}
            </label>
        }
    };
    view! {
        <fieldset
            class="answers"
            role=(!several).then_some("radiogroup")
            aria-labelledby=named
            aria-describedby=described
            node_ref=fields
            on:keydown=move |event| if !several { walk(fields, &event) }
        >
            <For each=move || ids.get() key=Clone::clone let:id>
                {choice(id)}
            </For>
        </fieldset>
    }
    .into_any()
}

/// The arrow keys walk without choosing: a vote is seen by all, Space casts it.
fn walk(fields: NodeRef<html::Fieldset>, event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let step = match event.key().as_str() {
        "ArrowLeft" => Some(Move::Previous),
        "ArrowRight" => Some(Move::Next),
        "PageUp" | "PageDown" => None,
        key => Move::of_key(key, Axis::Vertical),
    };
    let (Some(step), Some(fields)) = (step, fields.get_untracked()) else { return };
    let Ok(found) = fields.query_selector_all("input") else { return };
    let inputs: Vec<HtmlElement> =
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let current =
        inputs.iter().position(|input| Some(input.as_ref()) == document().active_element().as_ref());
    event.prevent_default();
    if let Some(input) = step.target_round(current, inputs.len()).and_then(|at| inputs.get(at)) {
        let _ = input.focus();
    }
}

/// How it stands, where one cannot vote.
fn result(ballot: Ballot, named: String) -> AnyView {
    let ids = ids(ballot);
    let row = move |id: String| {
        let answer = ballot.answer(&id);
        let on = Memo::new(move |_| ballot.is_chosen(&id));
        let own = move || {
            on.get().then(|| {
                view! {
                    <Icon name="check" size=IconSize::Small label=Some(t!("timeline-poll-own")) />
                }
            })
        };
        view! {
            <li
                class="answer"
                data-own=move || on.get()
                data-won=move || ballot.poll.with(|poll| answer.with(|answer| has_won(poll, answer)))
                title=move || answer.with(who)
            >
                {own}
                {line(ballot, answer)}
            </li>
        }
    };
    view! {
        <ul class="answers" role="list" aria-labelledby=named>
            <For each=move || ids.get() key=Clone::clone let:id>
                {row(id)}
            </For>
        </ul>
    }
    .into_any()
}

/// What an answer says, and how many have chosen it.
fn line(ballot: Ballot, answer: Memo<PollAnswer>) -> AnyView {
    let percent = Memo::new(move |_| {
        let voters = ballot.poll.with(|poll| poll.voters)?;
        Some(share(answer.with(|answer| answer.votes), voters))
    });
    let won = Memo::new(move |_| ballot.poll.with(|poll| answer.with(|answer| has_won(poll, answer))));
    let votes = move || {
        percent.get().map(|percent| {
            let votes = answer.with(|answer| answer.votes);
            view! { <span class="votes">{t!("timeline-poll-share", count = votes, percent = percent)}</span> }
        })
    };
    let counted = Memo::new(move |_| percent.with(Option::is_some));
    let bar = move || {
        counted.get().then(|| {
            view! {
                <span class="bar" aria-hidden="true">
                    <i style:inline-size=move || format!("{}%", percent.get().unwrap_or_default())></i>
                </span>
            }
        })
    };
    view! {
        <span class="text" dir="auto">{move || answer.with(|answer| answer.text.clone())}</span>
        {move || won.get().then(|| view! {
            <Icon name="trophy" size=IconSize::Small label=Some(t!("timeline-poll-won")) />
        })}
        {votes}
        {bar}
    }
    .into_any()
}

/// How far the poll has come, and what one may do.
fn note(ballot: Ballot) -> String {
    let (voters, ended, most, all) =
        ballot.poll.with(|poll| (poll.voters, poll.ended.is_some(), poll.max_selections, poll.answers.len()));
    let votes = voters.map(|voters| t!("timeline-poll-votes", count = voters));
    let state = match (ended, voters) {
        (true, _) => Some(t!("timeline-poll-final")),
        (false, None) => Some(t!("timeline-poll-at-end")),
        (false, Some(_)) => None,
    };
    let rule = (most > 1 && ballot.open.get()).then(|| match (most as usize) < all {
        true => t!("timeline-poll-most", count = most),
        false => t!("timeline-poll-any"),
    });
    let parts: Vec<_> = state.into_iter().chain(votes).chain(rule).collect();
    parts.join(" · ")
}

/// Who has chosen an answer, as far as one is told.
fn who(answer: &PollAnswer) -> Option<String> {
    if answer.voters.is_empty() {
        return None;
    }
    let name = |user: &UserId| localpart(user.as_str()).to_owned();
    let mut names: Vec<String> = answer.voters.iter().map(name).collect();
    let others = (answer.votes as usize).saturating_sub(names.len());
    if others > 0 {
        names.push(t!("timeline-run-others", count = others));
    }
    Some(t!("timeline-poll-voters", who = text::list(&names)))
}

/// Takes the vote back, where there is one.
#[component]
fn TakeBack(ballot: Ballot) -> impl IntoView {
    let there = Memo::new(move |_| ballot.open.get() && !ballot.chosen().is_empty());
    view! {
        <Show when=move || there.get()>
            <button class="take-back" type="button" on:click=move |_| ballot.vote(Vec::new())>
                {move || t!("timeline-poll-take-back")}
            </button>
        </Show>
    }
}
