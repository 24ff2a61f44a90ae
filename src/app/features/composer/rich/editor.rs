//! The field while one writes in it: what the browser has written is read, what keys and buttons do is shown, and both can
//! be undone. While an input method chooses characters, nothing but reading is done.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{
    dom,
    edit::State,
    model::{Line, Run},
    text::{lines_of, text_of},
    tree,
};
use crate::{
    features::composer::{
        format::{Field, Format},
        model::ComposerModel,
        naming::Word,
        suggestions::{Suggestion, Suggestions},
    },
    platform,
};
use protocol::{
    Failure, FailureKind,
    composer::ReadMarkdown,
    mention::{Mention, Mentioned},
};

/// States that can be gone back to.
const MOST_STATES: usize = 200;
/// What is typed within so many milliseconds is undone at once.
const TOGETHER: f64 = 1_000.0;

#[derive(Default)]
struct History {
    done: Vec<State>,
    undone: Vec<State>,
    /// How the last state came about, and when.
    last: Option<(String, f64)>,
}

impl History {
    /// Notes what was there before a change of a kind.
    fn note(&mut self, before: State, kind: &str, now: f64) {
        let typing = kind.starts_with("insertText")
            || kind.starts_with("insertComposition")
            || kind.starts_with("delete");
        let goes_on =
            typing && self.last.as_ref().is_some_and(|(last, then)| last == kind && now - then < TOGETHER);
        self.last = Some((kind.to_owned(), now));
        self.undone.clear();
        if !goes_on {
            self.done.push(before);
            if self.done.len() > MOST_STATES {
                self.done.remove(0);
            }
        }
    }
}

/// The field. Clones are the same.
#[derive(Clone)]
pub(crate) struct Editor {
    model: ComposerModel,
    inner: Rc<Inner>,
}

struct Inner {
    field: HtmlElement,
    /// What stood there before the browser changed it.
    before: RefCell<Option<State>>,
    history: RefCell<History>,
    /// What was selected when the field was left.
    kept: RefCell<Option<State>>,
    /// What the model was told last.
    told: RefCell<Option<String>>,
    composing: Cell<bool>,
    /// Whether nothing stands in the field.
    empty: RwSignal<bool>,
    /// Whether the engine is still reading what is to stand there.
    busy: RwSignal<bool>,
    /// What the caret stands in.
    active: RwSignal<Vec<Format>>,
}

impl Editor {
    /// For a field that is on the page.
    pub(super) fn new(
        model: ComposerModel,
        field: HtmlElement,
        empty: RwSignal<bool>,
        busy: RwSignal<bool>,
        active: RwSignal<Vec<Format>>,
    ) -> Self {
        let inner = Inner {
            field,
            before: RefCell::default(),
            history: RefCell::default(),
            kept: RefCell::default(),
            told: RefCell::default(),
            composing: Cell::new(false),
            empty,
            busy,
            active,
        };
        Self { model, inner: Rc::new(inner) }
    }

    /// What stands there now.
    pub(crate) fn state(&self) -> State {
        let reading = dom::reading(&self.inner.field);
        // Another field has taken the selection: it is where it was.
        if reading.spots[0].is_none()
            && let Some(kept) = self.inner.kept.borrow().as_ref().filter(|kept| kept.lines == reading.lines)
        {
            return kept.clone();
        }
        dom::state_of(reading)
    }

    /// The field is left: what is selected in it is remembered.
    pub(super) fn left(&self) {
        let state = self.state();
        self.inner.kept.replace(Some(state));
    }

    /// Gives the field the focus.
    pub(crate) fn focus(&self) {
        let _ = self.inner.field.focus();
    }

    /// Puts the caret to the end.
    pub(super) fn to_end(&self) {
        self.focus();
        let State { from, to, .. } = State::at_end(self.state().lines);
        dom::select(&self.inner.field, from, to);
    }

    fn has_focus(&self) -> bool {
        platform::document().active_element().as_ref() == Some(self.inner.field.as_ref())
    }

    /// Whether what is to stand there is still being read. Whatever changed the field now would take its place.
    fn is_busy(&self) -> bool {
        self.inner.busy.try_get_untracked() != Some(false)
    }

    /// Changes what stands there, so that it can be undone.
    pub(crate) fn change(&self, change: impl FnOnce(&State) -> State) {
        let before = self.state();
        let after = change(&before);
        self.put(before, after);
    }

    /// Changes a state that may have lost its selection since; where something else has been written, what stands there.
    pub(crate) fn change_from(&self, kept: &State, change: impl FnOnce(&State) -> State) {
        let now = self.state();
        let before = if now.lines == kept.lines { kept.clone() } else { now };
        let after = change(&before);
        self.put(before, after);
    }

    fn put(&self, before: State, after: State) {
        if self.is_busy() {
            return;
        }
        self.focus();
        if before.lines == after.lines {
            dom::select(&self.inner.field, after.from, after.to);
        } else {
            self.inner.history.borrow_mut().note(before, "change", platform::now());
            dom::show(&self.inner.field, &after, true);
            self.tell(&after);
        }
        self.look(&after);
    }

    /// Formats what is selected.
    pub(crate) fn format(&self, format: Format) {
        self.change(|state| state.apply(format));
    }

    /// Writes at the caret.
    pub(crate) fn insert(&self, words: &str) {
        self.change(|state| state.with_text(words));
    }

    /// Writes at the caret, apart from a word that stands there.
    pub(crate) fn insert_apart(&self, words: &str) {
        self.change(|state| {
            let before = state.lines[state.from.line].split(state.from.at).0.letters();
            let apart = if before.ends_with(char::is_alphanumeric) { " " } else { "" };
            state.with_text(&format!("{apart}{words}"))
        });
    }

    /// Puts lines at the caret.
    pub(crate) fn insert_lines(&self, lines: Vec<Line>) {
        self.change(|state| state.with_lines(lines));
    }

    /// The browser is about to change what stands there.
    pub(super) fn before_input(&self) {
        if !self.inner.composing.get() {
            self.inner.before.replace(Some(self.state()));
        }
    }

    /// The browser is about to delete backwards. Says whether the line's kind has gone instead.
    pub(super) fn before_deletion(&self) -> bool {
        let before = self.state();
        let Some(after) = before.unwrapped() else {
            if !self.inner.composing.get() {
                self.inner.before.replace(Some(before));
            }
            return false;
        };
        self.put(before, after);
        true
    }

    /// The browser has changed what stands there. Gives what that is now: reading takes time, and this is every key.
    pub(super) fn after_input(&self, kind: &str, composing: bool) -> State {
        self.inner.composing.set(composing);
        let reading = dom::reading(&self.inner.field);
        let mut tidy = reading.tidy;
        let mut state = dom::state_of(reading);
        let before = self.inner.before.take();
        // With all of it selected, the line's kind goes too.
        let bare = before.as_ref().is_some_and(State::selects) && kind.starts_with("delete");
        if let [line] = &mut state.lines[..]
            && bare
            && line.is_empty()
            && *line != Line::default()
        {
            *line = Line::default();
            tidy = false;
        }
        if let Some(before) = before.filter(|before| before.lines != state.lines) {
            self.inner.history.borrow_mut().note(before, kind, platform::now());
        }
        if !composing {
            let signed = if kind == "insertText" { state.signed() } else { None };
            if let Some(signed) = signed {
                self.inner.history.borrow_mut().note(state, "sign", platform::now());
                state = signed;
                dom::show(&self.inner.field, &state, true);
            } else if !tidy {
                dom::show(&self.inner.field, &state, self.has_focus());
            }
        }
        self.tell(&state);
        state
    }

    fn tell(&self, state: &State) {
        let text = text_of(&state.lines);
        self.inner.told.replace(Some(text.clone()));
        let _ = self.inner.empty.try_set(state.is_empty());
        if self.model.shelf.text.with_untracked(|now| *now != text) {
            self.model.typed(text);
        }
    }

    /// The text or the caret has moved: finds out what the caret stands in, and what is offered for its word.
    pub(super) fn follow(&self, state: &State, suggestions: Suggestions) {
        self.look(state);
        suggestions.follow(&self.model, &word(state));
    }

    fn look(&self, state: &State) {
        let active: Vec<_> = Format::ALL.into_iter().filter(|format| state.has(*format)).collect();
        let _ = self.inner.active.try_maybe_update(|now| {
            let other = *now != active;
            *now = active;
            (other, ())
        });
    }

    /// Goes back a step, or forth.
    pub(super) fn undo(&self, back: bool) {
        if self.is_busy() {
            return;
        }
        let now = self.state();
        let state = {
            let mut history = self.inner.history.borrow_mut();
            history.last = None;
            let state = if back { history.done.pop() } else { history.undone.pop() };
            if state.is_some() {
                if back { history.undone.push(now) } else { history.done.push(now) }
            }
            state
        };
        if let Some(state) = state {
            dom::show(&self.inner.field, &state, true);
            self.tell(&state);
            self.look(&state);
        }
    }

    /// Shows the text that the composer has, where it is another than what stands there.
    pub(super) fn load(&self) {
        let text = self.model.shelf.text.get_untracked();
        if self.inner.told.borrow().as_ref() == Some(&text) {
            // Another may have been on its way meanwhile.
            let _ = self.inner.busy.try_set(false);
            return;
        }
        match lines_of(&text) {
            Some(lines) => self.begin(&text, lines),
            None => self.read(text),
        }
    }

    fn begin(&self, text: &str, lines: Vec<Line>) {
        let state = State::at_end(lines);
        self.inner.told.replace(Some(text.to_owned()));
        self.inner.history.replace(History::default());
        self.inner.composing.set(false);
        let _ = self.inner.busy.try_set(false);
        let _ = self.inner.empty.try_set(state.is_empty());
        dom::show(&self.inner.field, &state, self.has_focus());
    }

    /// Asks the engine, which has the one reader of Markdown.
    fn read(&self, text: String) {
        let _ = self.inner.busy.try_set(true);
        let editor = self.clone();
        self.model.spawn(async move {
            let link = editor.model.link.clone();
            let blocks = loop {
                let command = ReadMarkdown { room: editor.model.place.room.clone(), text: text.clone() };
                match link.request(command).await {
                    Err(Failure { kind: FailureKind::Cancelled, .. }) => link.until_ready().await,
                    answer => break answer,
                }
            };
            // Meanwhile it may have been exchanged, or the field taken away.
            if !editor.inner.field.is_connected() || editor.model.shelf.text.get_untracked() != text {
                return;
            }
            let lines = blocks.map(|blocks| tree::lines(&blocks));
            // What nobody could read stays as it was typed.
            let lines = lines.unwrap_or_else(|_| {
                text.lines().map(|line| Line::of(super::model::Kind::Source, line)).collect()
            });
            editor.begin(&text, lines);
        });
    }

    /// Writes what was chosen in place of the word.
    pub(super) fn choose(&self, suggestions: Suggestions, chosen: &Suggestion) {
        if let Suggestion::Emoji { text, .. } = chosen {
            self.model.used_emoji(text);
        }
        let state = self.state();
        let field = word(&state);
        let Some(Word { start, .. }) = Word::at(&field.text, field.end) else { return };
        let Some(written) = suggestions.choose(chosen, &field) else { return };
        let end = (field.text.len() + written.end).saturating_sub(written.text.len());
        let words = written.text.get(start..written.end).unwrap_or_default().to_owned();
        let lead = usize::from(field.text.starts_with('\n'));
        let units = |at: usize| field.text.get(lead..at).unwrap_or_default().encode_utf16().count();
        let runs = match chosen {
            Suggestion::Mention(Mention { what, text }) => {
                let name = match what {
                    Mentioned::Person(person) => person.name.clone(),
                    Mentioned::Room { name, .. } => Some(name.clone()),
                    Mentioned::Everyone => None,
                };
                let name = name.unwrap_or_else(|| text.clone());
                let rest = words.strip_prefix(text.as_str()).unwrap_or(" ").to_owned();
                vec![Run { text: name, pill: Some(text.clone()), ..Run::default() }, Run::plain(rest)]
            }
            _ => vec![Run::plain(words)],
        };
        let after = state.exchanged(units(start), units(end), runs);
        self.put(state, after);
    }
}

/// The text of the caret's line, with a line before it where there is one, and the caret; nothing where names are none.
fn word(state: &State) -> Field {
    let line = state.line();
    if state.selects() || line.kind.is_literal() {
        return Field { text: String::new(), start: 0, end: 0 };
    }
    let letters = line.letters();
    let lead = if state.to.line > 0 { "\n" } else { "" };
    let end = lead.len() + super::model::byte_of(&letters, state.to.at);
    Field { text: format!("{lead}{letters}"), start: end, end }
}
