//! The textarea: what the browser says of it, and edits that its undo history knows.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlDocument, HtmlTextAreaElement, KeyboardEvent};

use super::{
    format::{Field, Format, difference, utf16_offset},
    keys::{Act, Press, act, take},
    model::ComposerModel,
    paste::{self, Pasted},
    rich,
    suggestion_list::{SuggestionList, option_id},
    suggestions::{Pressed, Suggestion, Suggestions},
    surround,
};
use crate::{
    kit::unique_id,
    platform::{self, focus::writes_elsewhere, media_query, timer},
    settings, t,
};

fn read(field: &HtmlTextAreaElement) -> Field {
    let start = field.selection_start().ok().flatten().unwrap_or_default();
    let end = field.selection_end().ok().flatten().unwrap_or(start);
    Field::from_utf16(field.value(), start, end)
}

/// Changes the field as if the person had typed it, so that Ctrl+Z takes it back.
fn write(field: &HtmlTextAreaElement, new: &Field) {
    let _ = field.focus();
    let old = field.value();
    let (start, end, words) = difference(&old, &new.text);
    if start != end || !words.is_empty() {
        let _ = field.set_selection_range(utf16_offset(&old, start), utf16_offset(&old, end));
        let document = platform::document().dyn_into::<HtmlDocument>();
        // No other way writes into the undo history; it is out of the standard and in every browser.
        let done = document.is_ok_and(|document| {
            let command = if words.is_empty() { "delete" } else { "insertText" };
            document.exec_command_with_show_ui_and_value(command, false, words).unwrap_or(false)
        });
        if !done || field.value() != new.text {
            field.set_value(&new.text);
            if let Ok(event) = web_sys::Event::new("input") {
                let _ = field.dispatch_event(&event);
            }
        }
    }
    let (start, end) = new.selection_utf16();
    let _ = field.set_selection_range(start, end);
}

/// Formats what is selected in the field.
pub(crate) fn format_selection(field: &HtmlTextAreaElement, format: Format) {
    write(field, &read(field).apply(format));
}

/// Writes at the caret, or over what is selected.
pub(crate) fn insert(field: &HtmlTextAreaElement, words: &str) {
    write(field, &read(field).with(words));
}

/// Writes an emoji of a pack at the caret: apart from a word that stands there, or it would be none.
pub(crate) fn insert_shortcode(field: &HtmlTextAreaElement, shortcode: &str) {
    let now = read(field);
    let before = now.text.get(..now.start).and_then(|text| text.chars().next_back());
    let apart = if before.is_some_and(char::is_alphanumeric) { " " } else { "" };
    write(field, &now.with(&format!("{apart}:{shortcode}:")));
}

/// Gives the field the focus, with the caret behind all words.
fn to_end(field: &HtmlTextAreaElement) {
    let _ = field.focus();
    let end = field.value().encode_utf16().count() as u32;
    let _ = field.set_selection_range(end, end);
}

/// The field of the composer. It takes the focus when it appears, except on a touch screen, where that would
/// bring up the keyboard.
#[component]
pub(crate) fn ComposerField(
    model: ComposerModel,
    /// The room's name.
    name: Signal<String>,
    field: NodeRef<html::Textarea>,
) -> impl IntoView {
    let suggestions = Suggestions::new();
    let list_id = unique_id("suggestions");
    let in_thread = model.place.thread.is_some();
    let label = move || match in_thread {
        true => t!("composer-label-thread"),
        false => t!("composer-label", room = name.get()),
    };
    let shelf = model.shelf.clone();
    Effect::new(move || {
        shelf.rewritten.track();
        // The word for which something was offered has gone.
        suggestions.leave();
        let Some(field) = field.get() else { return };
        let text = shelf.text.get_untracked();
        if field.value() != text {
            field.set_value(&text);
        }
    });
    let coarse = media_query::coarse_pointer();
    Effect::new(move |had: Option<bool>| {
        let field = field.get();
        if let Some(field) = field.clone().filter(|_| had != Some(true) && !coarse.get_untracked()) {
            // Taking the focus lays the page out: in the next frame that has been done, for the timeline.
            timer::next_frame(move || {
                if !writes_elsewhere() {
                    to_end(&field);
                }
            });
        }
        field.is_some()
    });

    let summoned = model.shelf.summoned.clone();
    Effect::new(move |before: Option<u32>| {
        let now = summoned.get();
        if before.is_some_and(|before| before != now)
            && let Some(field) = field.get_untracked()
        {
            to_end(&field);
        }
        now
    });

    suggestions.follow_packs(&model);

    let follow = {
        let model = model.clone();
        move || {
            if let Some(field) = field.get_untracked() {
                suggestions.follow(&model, &read(&field));
            }
        }
    };
    let on_input = {
        let follow = follow.clone();
        let model = model.clone();
        move |event: ev::Event| {
            model.typed(event_target_value(&event));
            follow();
        }
    };
    let choosing = StoredValue::new_local(model.clone());
    let choose = move |chosen: Suggestion| {
        if let Suggestion::Emoji { text, .. } = &chosen {
            choosing.with_value(|model| model.used_emoji(text));
        }
        let Some(field) = field.get_untracked() else { return };
        if let Some(written) = suggestions.choose(&chosen, &read(&field)) {
            write(&field, &written);
        }
    };
    let on_keydown = {
        let model = model.clone();
        move |event: KeyboardEvent| {
            let Some(field) = field.get_untracked() else { return };
            let key = event.key();
            let press = Press {
                selection: field.selection_start().ok() != field.selection_end().ok(),
                surround: settings::here().surround.get_untracked(),
                ..Press::of(&event, &key, &model, field.value().is_empty())
            };
            let plain = !press.shift && !press.command && !press.composing && !event.alt_key();
            match suggestions.pressed(press.key, plain) {
                Pressed::Nothing => {}
                Pressed::Done => return take(&event),
                Pressed::Chosen(chosen) => {
                    choose(chosen);
                    return take(&event);
                }
            }
            match act(press) {
                Act::Leave => return,
                Act::Format(format) => format_selection(&field, format),
                Act::Surround(mark) => write(&field, &surround::around(&read(&field), mark)),
                act => model.obey(act, event.repeat()),
            }
            take(&event);
        }
    };
    let on_caret = {
        let follow = follow.clone();
        move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight" | "Home" | "End") {
                follow();
            }
        }
    };
    let on_paste = {
        let model = model.clone();
        move |event: ClipboardEvent| {
            let Some(field) = field.get_untracked() else { return };
            let Pasted { words, lines, files } = paste::pasted(&event);
            let now = read(&field);
            if !files.is_empty() {
                event.prevent_default();
                model.attach(files);
            } else if let Some(linked) = now.link_to(words.trim()) {
                event.prevent_default();
                write(&field, &linked);
            } else if let Some(lines) = lines.filter(|_| !paste::in_code(&now.text, now.start)) {
                event.prevent_default();
                // In two steps: undoing one of them leaves the words alone.
                write(&field, &now.with(&words));
                write(&field, &now.with(&rich::markdown(&lines)));
            }
        }
    };
    let text = model.shelf.text.clone();
    let (list_of_field, list_chosen) = (list_id.clone(), list_id.clone());
    view! {
        <div class="grow" data-value=move || text.get()>
            <textarea
                node_ref=field
                rows="1"
                dir="auto"
                autocomplete="off"
                spellcheck=move || if settings::here().spell_check.get() { "true" } else { "false" }
                enterkeyhint=move || if settings::here().ctrl_enter.get() { "enter" } else { "send" }
                aria-label=label
                placeholder=label
                on:input=on_input
                on:keydown=on_keydown
                on:paste=on_paste
                on:keyup=on_caret
                on:click=move |_| follow()
                on:blur=move |_| {
                    suggestions.leave();
                    model.save();
                }
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-controls=move || suggestions.items.with(|items| !items.is_empty()).then(|| list_of_field.clone())
                aria-activedescendant=move || suggestions.at.get().map(|at| option_id(&list_chosen, at))
            ></textarea>
            <SuggestionList suggestions=suggestions id=list_id on_choose=choose />
        </div>
    }
}
