//! What a picture and a document stand in: the dialog with its head, and what is said where there is nothing to see.

use leptos::{ev, prelude::*};
use protocol::timeline::EventItem;

use crate::{
    kit::{Button, IconButton, Modal, Spinner, SpinnerSize, unique_id},
    link::MediaUrl,
    platform::files::save,
    t,
    text::{names::called, time},
};

/// The dialog.
#[component]
pub(super) fn Frame(
    class: &'static str,
    /// What the file is called.
    name: Signal<String>,
    /// Who sent it, and when.
    #[prop(into)]
    detail: Signal<String>,
    /// The file, to be saved.
    #[prop(into)]
    file: Signal<MediaUrl>,
    /// What the head has besides.
    tools: AnyView,
    on_key: Callback<ev::KeyboardEvent>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let title = unique_id("viewer");
    let heading = title.clone();
    view! {
        <Modal class=class named_by=title on_key=on_key on_close=on_close>
            <header class="head">
                <div class="about">
                    <h2 class="title" id=heading>
                        <bdi>{move || name.get()}</bdi>
                    </h2>
                    <p class="detail">{move || detail.get()}</p>
                </div>
                {tools}
                <IconButton
                    icon="download"
                    label=Signal::derive(move || t!("media-viewer-download", name = name.get()))
                    disabled=Signal::derive(move || file.with(|file| file.to_save().is_none()))
                    on_press=move |_| {
                        if let Some(url) = file.get_untracked().to_save() {
                            save(url, &name.get_untracked());
                        }
                    }
                />
                <IconButton icon="x" label=Signal::derive(|| t!("media-viewer-close")) on_press=move |_| on_close.run(()) />
            </header>
            {children()}
        </Modal>
    }
}

/// Who sent something, and when.
pub(super) fn detail(item: &EventItem) -> String {
    format!("{}, {}", called(&item.sender), time::full(item.timestamp))
}

/// As long as it is on its way.
pub(super) fn waiting(words: String) -> AnyView {
    view! { <span class="waiting"><Spinner size=SpinnerSize::Large label=Some(words) /></span> }.into_any()
}

/// What is said where there is nothing to see.
pub(super) fn trouble(words: String) -> AnyView {
    view! { <div class="waiting" role="alert"><p>{words}</p></div> }.into_any()
}

/// The same, where another try may help.
pub(super) fn failed(words: String, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <div class="waiting" role="alert">
            <p>{words}</p>
            <Button on_press=move |_| retry()>{t!("media-viewer-retry")}</Button>
        </div>
    }
    .into_any()
}
