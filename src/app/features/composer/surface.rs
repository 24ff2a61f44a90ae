//! The field of the composer, whichever of the two it is: the one for Markdown, or the one that shows the format.

use leptos::{html, prelude::*};

use super::{
    field,
    format::Format,
    rich::{Editor, State},
};
use crate::settings;

/// The field. Copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct Surface {
    /// The one for Markdown.
    pub(crate) plain: NodeRef<html::Textarea>,
    /// The other, while it is there.
    pub(super) editor: StoredValue<Option<Editor>, LocalStorage>,
    /// What is to be linked, while an address is asked for.
    pub(super) linking: RwSignal<Option<State>>,
    /// The formats of what the caret stands in, where they are seen.
    pub(super) active: RwSignal<Vec<Format>>,
}

impl Surface {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self {
            plain: NodeRef::new(),
            editor: StoredValue::new_local(None),
            linking: RwSignal::new(None),
            active: RwSignal::new(Vec::new()),
        }
    }

    /// Does something with the field that shows the format, where it is that; says whether.
    pub(crate) fn with_editor(self, act: impl FnOnce(&Editor)) -> bool {
        let editor = self.editor.try_with_value(Clone::clone).flatten();
        match editor.filter(|_| settings::here().rich_text.get_untracked()) {
            Some(editor) => {
                act(&editor);
                true
            }
            None => false,
        }
    }

    /// Gives it the focus.
    pub(crate) fn focus(self) {
        if !self.with_editor(Editor::focus)
            && let Some(field) = self.plain.try_get_untracked().flatten()
        {
            let _ = field.focus();
        }
    }

    /// Writes at the caret, or over what is selected.
    pub(crate) fn insert(self, words: &str) {
        if !self.with_editor(|editor| editor.insert(words))
            && let Some(field) = self.plain.try_get_untracked().flatten()
        {
            field::insert(&field, words);
        }
    }

    /// Writes an emoji of a pack at the caret.
    pub(crate) fn insert_shortcode(self, shortcode: &str) {
        if !self.with_editor(|editor| editor.insert_apart(&format!(":{shortcode}:")))
            && let Some(field) = self.plain.try_get_untracked().flatten()
        {
            field::insert_shortcode(&field, shortcode);
        }
    }

    /// Formats what is selected.
    pub(crate) fn format(self, format: Format) {
        let linking = self.linking;
        let done = self.with_editor(|editor| {
            let state = editor.state();
            if format == Format::Link && !state.has(Format::Link) {
                linking.set(Some(state));
            } else {
                editor.format(format);
            }
        });
        if !done && let Some(field) = self.plain.try_get_untracked().flatten() {
            field::format_selection(&field, format);
        }
    }
}
