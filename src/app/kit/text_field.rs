//! A labelled field of one line.

use leptos::{html, prelude::*};

use super::{
    button::{ButtonSize, IconButton},
    icon::{Icon, IconSize},
    unique::unique_id,
};

/// What is put into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    #[default]
    Text,
    /// A text not to be seen by others.
    Password,
    /// A part of what one looks for.
    Search,
    /// A web address.
    Url,
    /// A day, as `2026-03-12`.
    Date,
    /// An hour and minute of a day, as `09:05`.
    Time,
}

/// A field with its label. `value` follows what is typed, and may be set.
#[component]
pub fn TextField(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(optional)] kind: InputKind,
    /// For the browser's memory, such as `username`; `off` by default.
    #[prop(into, optional)]
    autocomplete: Option<&'static str>,
    #[prop(into, optional)] placeholder: Signal<Option<String>>,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: Signal<Option<String>>,
    /// What is wrong with what was typed.
    #[prop(into, optional)]
    failure: Signal<Option<String>>,
    /// A drawing before the text.
    #[prop(into, optional)]
    icon: Option<&'static str>,
    /// The label is for those who listen only, and the box has no line: a field that filters what is below it.
    #[prop(optional)]
    compact: bool,
    /// The name of the button that shows a password; without it there is none.
    #[prop(into, optional)]
    reveal_label: Signal<Option<String>>,
    /// The name of the button that empties the field; without it there is none.
    #[prop(into, optional)]
    clear_label: Signal<Option<String>>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// Only to be read and copied.
    #[prop(optional)]
    read_only: bool,
    /// Whether it takes the focus when it appears: not on a touch screen, where that would bring up the keyboard over
    /// what is to be chosen.
    #[prop(optional)]
    takes_focus: bool,
    #[prop(optional)] node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    Effect::new(move |_| {
        if let Some(field) = node_ref.get().filter(|_| takes_focus && !is_touched()) {
            // A box around it may not be shown yet, and what is not shown takes no focus.
            request_animation_frame(move || {
                let _ = field.focus();
            });
        }
    });
    let id = unique_id("field");
    let note_id = unique_id("field-note");
    let revealed = RwSignal::new(false);
    let input_type = move || match kind {
        InputKind::Password if !revealed.get() => "password",
        InputKind::Password | InputKind::Text => "text",
        InputKind::Search => "search",
        InputKind::Url => "url",
        InputKind::Date => "date",
        InputKind::Time => "time",
    };
    let label_class = if compact { "label VisuallyHidden" } else { "label" };
    let note = {
        let note_id = note_id.clone();
        move || {
            let (class, text) = match (failure.get(), hint.get()) {
                (Some(failure), _) => ("failure", failure),
                (None, Some(hint)) => ("hint", hint),
                (None, None) => return None,
            };
            Some(view! { <p class=class id=note_id.clone()>{text}</p> })
        }
    };
    let described_by = move || {
        let has_note = failure.with(Option::is_some) || hint.with(Option::is_some);
        has_note.then(|| note_id.clone())
    };
    let clear = move || {
        let label = clear_label.get().filter(|_| value.with(|value| !value.is_empty()))?;
        let clear = move |_| {
            value.set(String::new());
            if let Some(input) = node_ref.get_untracked() {
                let _ = input.focus();
            }
        };
        Some(view! { <IconButton icon="x" label=label size=ButtonSize::Small on_press=clear /> })
    };
    let reveal = move || {
        let label = reveal_label.get()?;
        Some(view! {
            <IconButton
                icon=Signal::derive(move || if revealed.get() { "eye-off" } else { "eye" })
                label=label
                size=ButtonSize::Small
                pressed=Signal::derive(move || Some(revealed.get()))
                on_press=move |_| revealed.update(|revealed| *revealed = !*revealed)
            />
        })
    };
    view! {
        <div class="TextField" data-compact=compact>
            <label class=label_class for=id.clone()>
                {move || label.get()}
            </label>
            <div class="box">
                {icon.map(|name| view! { <Icon name=name size=IconSize::Small /> })}
                <input
                    id=id
                    node_ref=node_ref
                    type=input_type
                    autocomplete=autocomplete.unwrap_or("off")
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder=move || placeholder.get()
                    disabled=move || disabled.get()
                    readonly=read_only
                    aria-invalid=move || failure.with(|failure| failure.is_some().then_some("true"))
                    aria-describedby=described_by
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                {clear}
                {reveal}
            </div>
            {note}
        </div>
    }
}

/// Whether a finger is what points here.
fn is_touched() -> bool {
    window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|coarse| coarse.matches())
}
