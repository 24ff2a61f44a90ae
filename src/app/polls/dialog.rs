//! The dialog in which a poll is written.

use std::array;

use leptos::{ev, html, prelude::*};
use protocol::poll::{FEWEST_ANSWERS, MOST_ANSWERS, PollStart};
use web_sys::HtmlInputElement;

use super::draft::{Fault, PollDraft};
use crate::{
    kit::{Button, ButtonSize, ButtonVariant, Dialog, IconButton, TextField},
    t,
};

/// What stands in the fields. Copies are the same.
#[derive(Clone, Copy)]
struct Form {
    question: RwSignal<String>,
    question_field: NodeRef<html::Input>,
    /// A field for every answer that there may be.
    answers: StoredValue<[(RwSignal<String>, NodeRef<html::Input>); MOST_ANSWERS]>,
    /// Those that are there, in order.
    order: RwSignal<Vec<usize>>,
    several: RwSignal<bool>,
    most: StoredValue<Option<u32>>,
    at_end: RwSignal<bool>,
    /// Whether one has tried to send it: before that nothing is found fault with.
    tried: RwSignal<bool>,
}

impl Form {
    fn new(draft: PollDraft) -> Self {
        let count = draft.answers.len().clamp(FEWEST_ANSWERS, MOST_ANSWERS);
        let mut texts = draft.answers.into_iter();
        let answers = array::from_fn(|_| (RwSignal::new(texts.next().unwrap_or_default()), NodeRef::new()));
        Self {
            question: RwSignal::new(draft.question),
            question_field: NodeRef::new(),
            answers: StoredValue::new(answers),
            order: RwSignal::new((0..count).collect()),
            several: RwSignal::new(draft.several),
            most: StoredValue::new(draft.most),
            at_end: RwSignal::new(draft.at_end),
            tried: RwSignal::new(false),
        }
    }

    fn answer(self, slot: usize) -> Option<(RwSignal<String>, NodeRef<html::Input>)> {
        self.answers.with_value(|answers| answers.get(slot).copied())
    }

    fn draft(self) -> PollDraft {
        let text = |slot: &usize| self.answer(*slot).map(|(text, _)| text.get()).unwrap_or_default();
        PollDraft {
            question: self.question.get(),
            answers: self.order.with(|order| order.iter().map(text).collect()),
            several: self.several.get(),
            most: self.most.get_value(),
            at_end: self.at_end.get(),
        }
    }

    /// Whether there may be one more answer.
    fn has_room(self) -> bool {
        self.order.with(|order| order.len() < MOST_ANSWERS)
    }

    /// Adds an answer at the end, to be written at once.
    fn add(self) {
        let order = self.order.get_untracked();
        let Some(slot) = (0..MOST_ANSWERS).find(|slot| !order.contains(slot)) else { return };
        let Some((text, field)) = self.answer(slot) else { return };
        text.set(String::new());
        self.order.update(|order| order.push(slot));
        focus(field);
    }

    /// Takes an answer out; its neighbour gets the focus.
    fn remove(self, slot: usize) {
        let order = self.order.get_untracked();
        let Some(at) = order.iter().position(|one| *one == slot) else { return };
        let neighbour = order.get(at + 1).or_else(|| order.get(at.checked_sub(1)?)).copied();
        self.order.update(|order| order.retain(|one| *one != slot));
        if let Some((_, field)) = neighbour.and_then(|slot| self.answer(slot)) {
            focus(field);
        }
    }

    /// Enter leads from field to field, and out of the last one, where that is not empty, to another.
    fn go_on(self, from: &HtmlInputElement) {
        let order = self.order.get_untracked();
        let is = |field: NodeRef<html::Input>| field.get_untracked().as_ref() == Some(from);
        let at = order.iter().position(|slot| self.answer(*slot).is_some_and(|(_, field)| is(field)));
        let next = match at {
            None if is(self.question_field) => order.first(),
            None => return,
            Some(at) => order.get(at + 1),
        };
        match next.and_then(|slot| self.answer(*slot)) {
            Some((_, field)) => focus(field),
            None if from.value().trim().is_empty() => {}
            None => self.add(),
        }
    }

    /// What is wrong, once one has tried to send it.
    fn fault(self) -> Option<Fault> {
        if self.tried.get() { self.draft().start().err() } else { None }
    }

    /// The poll; where it cannot be sent yet, the field that is to blame gets the focus.
    fn take(self) -> Option<PollStart> {
        self.tried.set(true);
        match untrack(|| self.draft().start()) {
            Ok(start) => Some(start),
            Err(fault) if fault.is_of_question() => {
                focus(self.question_field);
                None
            }
            Err(_) => {
                let order = self.order.get_untracked();
                let fields: Vec<_> = order.iter().filter_map(|slot| self.answer(*slot)).collect();
                let empty =
                    fields.iter().find(|(text, _)| text.with_untracked(|text| text.trim().is_empty()));
                if let Some((_, field)) = empty.or(fields.last()) {
                    focus(*field);
                }
                None
            }
        }
    }
}

/// Puts the focus into a field that may be about to appear.
fn focus(field: NodeRef<html::Input>) {
    // At once where it is there: who types on does not wait for a frame.
    if let Some(field) = field.get_untracked() {
        let _ = field.focus();
        return;
    }
    request_animation_frame(move || {
        if let Some(field) = field.try_get_untracked().flatten() {
            let _ = field.focus();
        }
    });
}

fn words(fault: Fault) -> String {
    match fault {
        Fault::NoQuestion => t!("poll-fault-no-question"),
        Fault::LongQuestion => t!("poll-fault-long-question"),
        Fault::FewAnswers => t!("poll-fault-few-answers"),
        Fault::LongAnswer => t!("poll-fault-long-answer"),
        Fault::SameAnswers => t!("poll-fault-same-answers"),
    }
}

/// Asks for a poll.
#[component]
pub fn PollDialog(
    #[prop(into)] title: Signal<String>,
    /// What the button says that sends it.
    #[prop(into)]
    go_label: Signal<String>,
    /// What stands there to begin with.
    draft: PollDraft,
    /// Something was changed.
    #[prop(into, optional)]
    on_change: Option<Callback<PollDraft>>,
    /// Whether it is being sent.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Why it was not sent.
    #[prop(into, optional)]
    failure: Signal<Option<String>>,
    /// It is to be sent.
    #[prop(into)]
    on_go: Callback<PollStart>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let form = Form::new(draft);
    if let Some(on_change) = on_change {
        Effect::new(move |before: Option<PollDraft>| {
            let draft = form.draft();
            if before.is_some_and(|before| before != draft) {
                on_change.run(draft.clone());
            }
            draft
        });
    }
    let go = move || {
        if busy.get_untracked() {
            return;
        }
        if let Some(start) = form.take() {
            on_go.run(start);
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() != "Enter" || event.is_composing() {
            return;
        }
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            go();
        } else if let Some(field) = event_field(&event) {
            event.prevent_default();
            form.go_on(&field);
        }
    };
    let fault = Memo::new(move |_| form.fault());
    let of_question = Signal::derive(move || fault.get().filter(|fault| fault.is_of_question()).map(words));
    let of_answers = move || {
        fault.get().filter(|fault| !fault.is_of_question()).map(|fault| {
            view! { <p class="failure" role="alert">{words(fault)}</p> }
        })
    };
    view! {
        <Dialog
            title=title
            close_label=Signal::derive(|| t!("poll-close"))
            on_close=on_close
            actions=move || {
                view! {
                    <Button on_press=move |_| on_close.run(())>{move || t!("poll-cancel")}</Button>
                    <Button variant=ButtonVariant::Primary busy=busy on_press=move |_| go()>
                        {move || go_label.get()}
                    </Button>
                }
            }
        >
            <div class="PollForm" on:keydown=on_keydown>
                {move || failure.get().map(|text| view! { <p class="failure" role="alert">{text}</p> })}
                <TextField
                    label=Signal::derive(|| t!("poll-question"))
                    value=form.question
                    failure=of_question
                    takes_focus=true
                    node_ref=form.question_field
                />
                <fieldset class="answers">
                    <legend>{move || t!("poll-answers")}</legend>
                    <For each=move || form.order.get() key=Clone::clone let:slot>
                        {answer(form, slot)}
                    </For>
                    {of_answers}
                    <Show when=move || form.has_room()>
                        <Button size=ButtonSize::Small icon="plus" on_press=move |_| form.add()>
                            {move || t!("poll-add-answer")}
                        </Button>
                    </Show>
                </fieldset>
                <fieldset class="rules">
                    <legend class="VisuallyHidden">{move || t!("poll-rules")}</legend>
                    {rule(form.several, || t!("poll-several"))}
                    {rule(form.at_end, || t!("poll-at-end"))}
                </fieldset>
            </div>
        </Dialog>
    }
}

fn answer(form: Form, slot: usize) -> Option<AnyView> {
    let (text, field) = form.answer(slot)?;
    let number =
        move || form.order.with(|order| order.iter().position(|one| *one == slot)).map_or(0, |at| at + 1);
    let label = Signal::derive(move || t!("poll-answer", number = number()));
    let spare = move || form.order.with(|order| order.len() > FEWEST_ANSWERS);
    let row = view! {
        <div class="answer">
            <TextField
                label=label
                placeholder=Signal::derive(move || Some(label.get()))
                value=text
                compact=true
                node_ref=field
            />
            <Show when=spare>
                <IconButton
                    icon="x"
                    label=Signal::derive(move || t!("poll-remove-answer", number = number()))
                    on_press=move |_| form.remove(slot)
                />
            </Show>
        </div>
    };
    Some(row.into_any())
}

fn rule(on: RwSignal<bool>, label: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    view! {
        <label class="Choice">
            <input
                type="checkbox"
                prop:checked=move || on.get()
                on:change=move |event| on.set(event_target_checked(&event))
            />
            <span class="name">{label}</span>
        </label>
    }
    .into_any()
}

/// The text field that an event happens in.
fn event_field(event: &ev::KeyboardEvent) -> Option<HtmlInputElement> {
    use wasm_bindgen::JsCast;
    let field = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    (field.type_() == "text").then_some(field)
}
