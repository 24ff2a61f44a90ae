//! A text, as it is written: never as a page.

use std::sync::Arc;

use leptos::prelude::*;

use super::frame::{trouble, waiting};
use crate::{
    link::use_link,
    platform::blob,
    t,
    text::{
        document::LARGEST_TEXT,
        highlight::{self, Pieces},
    },
};

/// What became of reading it.
#[derive(Debug, Clone, PartialEq)]
enum Read {
    Text(Arc<str>),
    /// Its sender said that it is smaller.
    TooLarge,
    /// It is no text, whatever its name says.
    NoText,
    Failed,
}

async fn read(url: &str) -> Read {
    let Some(blob) = blob::blob(url).await else { return Read::Failed };
    #[allow(clippy::cast_precision_loss, reason = "a small number")]
    if blob.size() > LARGEST_TEXT as f64 {
        return Read::TooLarge;
    }
    match blob::text(&blob).await {
        Some(text) if text.contains('\0') => Read::NoText,
        Some(text) => Read::Text(text.into()),
        None => Read::Failed,
    }
}

/// The text behind an address.
pub(super) fn view(url: String, name: String, language: Option<&'static str>) -> AnyView {
    let link = use_link();
    let is_read = RwSignal::new(None::<Read>);
    let colours = RwSignal::<Pieces>::default();
    link.spawn(async move {
        let text = read(&url).await;
        is_read.try_set(Some(text.clone()));
        let Read::Text(code) = text else { return };
        let Some(language) = highlight::language(language, &code) else { return };
        let wanted = || colours.try_with_untracked(|_| ()).is_some();
        if let Some(found) = highlight::find(language, code, wanted).await {
            colours.try_set(found);
        }
    });
    let shown = move || match is_read.get() {
        None => waiting(t!("media-viewer-document-loading")),
        Some(Read::Text(code)) => {
            let name = name.clone();
            view! {
                <div class="CodeBlock" dir="auto" role="region" aria-label=name>
                    <pre tabindex="0"><code>{move || colours.with(|pieces| highlight::coloured(&code, pieces))}</code></pre>
                </div>
            }
            .into_any()
        }
        Some(Read::TooLarge) => trouble(t!("media-viewer-text-large")),
        Some(Read::NoText) => trouble(t!("media-viewer-text-none")),
        Some(Read::Failed) => trouble(t!("media-viewer-document-failed")),
    };
    shown.into_any()
}
