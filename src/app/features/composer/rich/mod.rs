//! The field in which one sees the format while writing (E2). What is written stays Markdown everywhere else: drafts,
//! edits, commands and sending know nothing of this field.

mod clean;
mod dom;
mod edit;
mod editor;
mod field;
mod linking;
mod markdown;
mod model;
mod raw;
mod signs;
mod tame;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod words;

pub(super) use self::{
    clean::{is_formatted, lines as cleaned, own as own_lines},
    dom::parsed,
    edit::State,
    editor::Editor,
    field::RichField,
    linking::LinkRow,
    markdown::markdown,
    model::Line,
    raw::Raw,
};
