//! Writing an event by hand: its type and its content as JSON (D26).

use leptos::{ev, html, prelude::*};
use protocol::{RoomId, message::SendRaw};
use serde_json::Value;

use crate::{
    kit::{Alert, Button, ButtonKind, ButtonVariant, Dialog, DialogSize, TextField, Toasts, Tone, unique_id},
    link::use_link,
    t,
    text::failure,
};

/// An event to begin with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawDraft {
    /// Its type.
    pub event_type: String,
    /// Which state it sets, if it is state.
    pub state_key: Option<String>,
    /// Its content as JSON, indented.
    pub content: String,
}

impl RawDraft {
    /// One with nothing in it.
    pub fn empty() -> Self {
        Self { content: "{\n  \n}".to_owned(), ..Self::default() }
    }

    /// Takes from an event what its sender wrote, and leaves what homeservers added. None of what is no whole event.
    pub fn of(event: &str) -> Option<Self> {
        let event: Value = serde_json::from_str(event).ok()?;
        let word = |field: &str| event.get(field).and_then(Value::as_str).map(ToOwned::to_owned);
        let content = event.get("content").filter(|content| content.is_object())?;
        let content = serde_json::to_string_pretty(content).ok()?;
        Some(Self { event_type: word("type")?, state_key: word("state_key"), content })
    }
}

/// What is wrong with a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    /// It is no JSON from this line and column on, counted from one.
    NoJson(usize, usize),
    NoObject,
    TooLong,
}

fn check(content: &str) -> Result<(), Wrong> {
    if content.len() > SendRaw::LONGEST {
        return Err(Wrong::TooLong);
    }
    match serde_json::from_str::<Value>(content) {
        Ok(Value::Object(_)) => Ok(()),
        Ok(_) => Err(Wrong::NoObject),
        // What ends too early is missing something in its last line.
        Err(error) => Err(Wrong::NoJson(error.line().max(1), error.column().max(1))),
    }
}

impl Wrong {
    fn said(self) -> String {
        match self {
            Self::NoJson(line, column) => t!("raw-no-json", line = line, column = column),
            Self::NoObject => t!("raw-no-object"),
            Self::TooLong => t!("raw-too-long"),
        }
    }
}

/// Where a line begins and ends, in the units a text field counts in.
fn span(text: &str, line: usize) -> (u32, u32) {
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let before: u32 = text.split('\n').take(line.saturating_sub(1)).map(|line| units(line) + 1).sum();
    let length = text.split('\n').nth(line.saturating_sub(1)).map_or(0, units);
    (before, before + length)
}

/// The dialog in which one writes it.
#[component]
pub fn RawEventDialog(
    /// Where it goes.
    room: RoomId,
    draft: RawDraft,
    /// Gets whether it was sent.
    #[prop(into)]
    on_close: Callback<bool>,
) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let is_state = draft.state_key.is_some();
    let event_type = RwSignal::new(draft.event_type);
    let state_key = RwSignal::new(draft.state_key.unwrap_or_default());
    let content = RwSignal::new(draft.content);
    let untyped = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Wrong>);
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let field = NodeRef::<html::Textarea>::new();
    let (field_id, note_id) = (unique_id("raw"), unique_id("raw-note"));
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refused.set(None);
        untyped.set(event_type.with_untracked(|kind| kind.trim().is_empty()));
        let checked = content.with_untracked(|content| check(content));
        wrong.set(checked.err());
        if let Some(Wrong::NoJson(line, _)) = checked.err()
            && let Some(field) = field.get_untracked()
        {
            let (from, to) = content.with_untracked(|content| span(content, line));
            let _ = field.focus();
            let _ = field.set_selection_range(from, to);
        }
        if checked.is_err() || untyped.get_untracked() {
            return;
        }
        busy.set(true);
        let command = SendRaw {
            room: room.clone(),
            event_type: event_type.get_untracked(),
            state_key: is_state.then(|| state_key.get_untracked()),
            content: content.get_untracked(),
        };
        let answer = link.with_value(|link| link.request(command));
        link.with_value(|link| {
            link.spawn(async move {
                let answer = answer.await;
                busy.try_set(false);
                match answer {
                    Ok(()) => {
                        on_close.try_run(true);
                        if let Some(toasts) = toasts {
                            toasts.say(t!("raw-sent"), Tone::Info);
                        }
                    }
                    Err(why) => drop(refused.try_set(Some(failure::sentence(&why)))),
                }
            });
        });
    };
    let (named, described) = (field_id.clone(), note_id.clone());
    view! {
        <Dialog
            title=Signal::derive(move || if is_state { t!("raw-state-title") } else { t!("raw-title") })
            close_label=Signal::derive(|| t!("timeline-close"))
            size=DialogSize::Large
            on_close=move |()| on_close.run(false)
        >
            <form class="RawEvent" novalidate on:submit=send>
                {is_state.then(|| view! { <p class="note">{t!("raw-state-note")}</p> })}
                <TextField
                    label=Signal::derive(|| t!("raw-type"))
                    value=event_type
                    failure=Signal::derive(move || untyped.get().then(|| t!("raw-no-type")))
                    takes_focus=true
                />
                {is_state.then(|| view! {
                    <TextField label=Signal::derive(|| t!("raw-key")) value=state_key />
                })}
                <label class="label" for=named>{move || t!("raw-content")}</label>
                <textarea
                    id=field_id
                    node_ref=field
                    class="json"
                    rows="14"
                    dir="ltr"
                    spellcheck="false"
                    autocapitalize="none"
                    autocomplete="off"
                    aria-invalid=move || wrong.get().map(|_| "true")
                    aria-describedby=described
                    prop:value=move || content.get()
                    on:input=move |event| {
                        wrong.set(None);
                        content.set(event_target_value(&event));
                    }
                ></textarea>
                <p class="failure" id=note_id role="alert">
                    {move || wrong.get().map(Wrong::said)}
                </p>
                {move || refused.get().map(|why| view! {
                    <Alert tone=Tone::Danger><p class="text">{why}</p></Alert>
                })}
                <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary busy=busy>
                    {move || t!("raw-send")}
                </Button>
            </form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_in_a_content_is_named_by_its_line() {
        assert_eq!(check("{ \"a\": [1, null] }"), Ok(()));
        assert_eq!(check("[]"), Err(Wrong::NoObject));
        assert!(matches!(check("{\n  \"a\": 1,\n  b\n}"), Err(Wrong::NoJson(3, _))));
        assert!(matches!(check("{\n  \"a\": 1\n"), Err(Wrong::NoJson(3, _))));
        assert!(matches!(check(""), Err(Wrong::NoJson(1, 1))));
        assert_eq!(check(&"x".repeat(SendRaw::LONGEST + 1)), Err(Wrong::TooLong));
        assert_eq!(span("{\n😀 x\n}", 2), (2, 6));
        assert_eq!(span("{\n", 2), (2, 2));
        assert_eq!(span("", 9), (1, 1));
    }

    #[test]
    fn what_a_homeserver_added_to_an_event_is_left_out() {
        let event = r#"{ "type": "m.room.message", "event_id": "$a", "unsigned": { "age": 1 }, "content": { "body": "x" } }"#;
        let draft = RawDraft::of(event).expect("an event");
        assert_eq!(draft.content, "{\n  \"body\": \"x\"\n}");
        assert_eq!((draft.event_type.as_str(), draft.state_key), ("m.room.message", None));
        let state = RawDraft::of(r#"{ "type": "m.room.name", "state_key": "", "content": {} }"#);
        assert_eq!(state.expect("state").state_key.as_deref(), Some(""));
        for none in ["", "{", "[]", r#"{ "type": "a" }"#, r#"{ "content": {} }"#] {
            assert_eq!(RawDraft::of(none), None, "{none}");
        }
        assert!(check(&RawDraft::empty().content).is_ok());
    }
}
