//! A picture alone on the screen, with its neighbours in the conversation: zoom, pan, save. Or a file that is read here.

mod document;
mod frame;
mod model;
mod pages;
mod pdf;
mod text;
mod view;

use leptos::prelude::*;
use protocol::timeline::{Content, EventItem};

use self::{document::DocumentViewer, view::PictureViewer};

#[cfg(test)]
mod tests;

/// Shows the pictures of these messages, beginning with the one at `at`; where that is a file, the file. Open as long as it
/// is mounted.
#[component]
pub fn MediaViewer(
    /// Messages with pictures, oldest first; or one with a file.
    items: Vec<EventItem>,
    /// The first to show.
    at: usize,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let file = items.get(at).and_then(|item| match &item.content {
        Content::File { media, .. } => Some((item.clone(), media.clone())),
        _ => None,
    });
    match file {
        Some((item, media)) => {
            view! { <DocumentViewer item=item media=media on_close=on_close /> }.into_any()
        }
        None => view! { <PictureViewer items=items at=at on_close=on_close /> }.into_any(),
    }
}
