//! The field that shows the format: an element that the browser lets one write in.

use leptos::{ev, html, prelude::*};
use web_sys::{ClipboardEvent, KeyboardEvent};

use super::{dom, editor::Editor};
use crate::{
    features::composer::{
        keys::{Act, Press, act, take},
        model::ComposerModel,
        paste::{self, Pasted},
        suggestion_list::{SuggestionList, option_id},
        suggestions::{Pressed, Suggestion, Suggestions},
        surface::Surface,
    },
    kit::unique_id,
    platform::{focus::writes_elsewhere, media_query, timer},
    settings, t,
};

/// The field. It takes the focus when it appears, as the one for Markdown does.
#[component]
pub(crate) fn RichField(
    model: ComposerModel,
    /// The room's name.
    name: Signal<String>,
    surface: Surface,
) -> impl IntoView {
    let suggestions = Suggestions::new();
    let list_id = unique_id("suggestions");
    let in_thread = model.place.thread.is_some();
    let label = move || match in_thread {
        true => t!("composer-label-thread"),
        false => t!("composer-label", room = name.get()),
    };
    let field = NodeRef::<html::Div>::new();
    let (empty, busy) = (RwSignal::new(true), RwSignal::new(false));
    let editor = move || surface.editor.try_with_value(Clone::clone).flatten();

    let coarse = media_query::coarse_pointer();
    let (made_for, rewritten) = (StoredValue::new_local(model.clone()), model.shelf.rewritten.clone());
    Effect::new(move |had: Option<bool>| {
        rewritten.track();
        suggestions.leave();
        let Some(field) = field.get() else { return false };
        if had == Some(true) {
            if let Some(editor) = editor() {
                editor.load();
            }
            return true;
        }
        let model = made_for.with_value(Clone::clone);
        let made = Editor::new(model, (*field).clone(), empty, busy, surface.active);
        made.load();
        surface.editor.set_value(Some(made.clone()));
        if !coarse.get_untracked() {
            // As in the field for Markdown.
            timer::next_frame(move || {
                if !writes_elsewhere() {
                    made.to_end();
                }
            });
        }
        true
    });
    on_cleanup(move || {
        let _ = surface.editor.try_update_value(Option::take);
        let _ = surface.linking.try_set(None);
    });
    let summoned = model.shelf.summoned.clone();
    Effect::new(move |before: Option<u32>| {
        let now = summoned.get();
        if before.is_some_and(|before| before != now)
            && let Some(editor) = editor()
        {
            editor.to_end();
        }
        now
    });
    suggestions.follow_packs(&model);

    let follow = move || {
        if let Some(editor) = editor() {
            editor.follow(&editor.state(), suggestions);
        }
    };
    let choose = move |chosen: Suggestion| {
        if let Some(editor) = editor() {
            editor.choose(suggestions, &chosen);
        }
    };
    let before_input = move |event: ev::InputEvent| {
        let Some(editor) = editor() else { return };
        match dom::input_type(&event).as_str() {
            "historyUndo" => editor.undo(true),
            "historyRedo" => editor.undo(false),
            "formatUnderline" => {}
            "deleteContentBackward" if !event.is_composing() => {
                if !editor.before_deletion() {
                    return;
                }
            }
            "insertParagraph" | "insertLineBreak" if !event.is_composing() => {
                editor.change(|state| state.broken());
            }
            _ => return editor.before_input(),
        }
        event.prevent_default();
    };
    let on_input = move |event: ev::Event| {
        if let Some(editor) = editor() {
            let composing =
                js_sys::Reflect::get(&event, &"isComposing".into()).is_ok_and(|on| on.is_truthy());
            editor.follow(&editor.after_input(&dom::input_type(&event), composing), suggestions);
        }
    };
    let on_composed = move |_| {
        if let Some(editor) = editor() {
            editor.follow(&editor.after_input("insertCompositionText", false), suggestions);
        }
    };
    let on_keydown = {
        let model = model.clone();
        move |event: KeyboardEvent| {
            let Some(editor) = editor() else { return };
            let key = event.key();
            let press = Press::of(&event, &key, &model, empty.get_untracked());
            // Only shortcuts ask what is selected: reading it with every letter takes time.
            let press = Press { selection: press.command && editor.state().selects(), ..press };
            let plain = !press.shift && !press.command && !press.composing && !event.alt_key();
            match suggestions.pressed(press.key, plain) {
                Pressed::Nothing => {}
                Pressed::Done => return take(&event),
                Pressed::Chosen(chosen) => {
                    choose(chosen);
                    return take(&event);
                }
            }
            let letter = key.to_ascii_lowercase();
            match act(press) {
                // The browser's own history knows nothing of what was shown anew.
                Act::Leave
                    if press.command
                        && !press.composing
                        && (letter == "z" || letter == "y" && !press.shift) =>
                {
                    editor.undo(letter == "z" && !press.shift);
                }
                Act::Leave if key == "Enter" && !press.composing => {
                    editor.change(|state| state.broken());
                    follow();
                }
                Act::Leave | Act::Surround(_) => return,
                Act::Format(format) => surface.format(format),
                act => model.obey(act, event.repeat()),
            }
            take(&event);
        }
    };
    let on_caret = move |event: KeyboardEvent| {
        if matches!(
            event.key().as_str(),
            "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End"
        ) {
            follow();
        }
    };
    let on_paste = {
        let model = model.clone();
        move |event: ClipboardEvent| {
            let Some(editor) = editor() else { return };
            event.prevent_default();
            let Pasted { words, lines, files } = paste::pasted(&event);
            let state = editor.state();
            if !files.is_empty() {
                model.attach(files);
            } else if state.selects()
                && super::model::address(words.trim()).is_some()
                && !words.trim().contains(char::is_whitespace)
            {
                editor.change(|state| state.linked(words.trim()));
            } else if let Some(lines) = lines.filter(|_| !state.line().kind.is_literal()) {
                editor.insert_lines(lines);
            } else if !words.is_empty() {
                editor.insert(&words);
            }
            follow();
        }
    };
    let (list_of_field, list_chosen) = (list_id.clone(), list_id.clone());
    view! {
        <div class="grow rich">
            <div
                class="writing"
                node_ref=field
                role="textbox"
                aria-multiline="true"
                contenteditable=move || if busy.get() { "false" } else { "true" }
                tabindex="0"
                aria-busy=move || busy.get().then_some("true")
                spellcheck=move || if settings::here().spell_check.get() { "true" } else { "false" }
                enterkeyhint=move || if settings::here().ctrl_enter.get() { "enter" } else { "send" }
                aria-label=label
                aria-placeholder=label
                on:beforeinput=before_input
                on:input=on_input
                on:compositionend=on_composed
                on:keydown=on_keydown
                on:paste=on_paste
                on:keyup=on_caret
                on:click=move |_| follow()
                on:blur=move |_| {
                    suggestions.leave();
                    if let Some(editor) = editor() {
                        editor.left();
                    }
                    model.save();
                }
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-controls=move || suggestions.items.with(|items| !items.is_empty()).then(|| list_of_field.clone())
                aria-activedescendant=move || suggestions.at.get().map(|at| option_id(&list_chosen, at))
            ></div>
            <Show when=move || empty.get() && !busy.get()>
                <span class="placeholder" aria-hidden="true">{label}</span>
            </Show>
            <SuggestionList suggestions=suggestions id=list_id on_choose=choose />
        </div>
    }
}
