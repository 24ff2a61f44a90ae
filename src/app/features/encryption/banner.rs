//! One note above the rooms: what is to be done about the keys, and how far they have come.

use leptos::prelude::*;
use protocol::encryption::Progress;

use super::model::{Ask, EncryptionModel};
use crate::{
    kit::{Button, ButtonSize, ButtonVariant, Icon, IconSize, ProgressBar, VisuallyHidden, unique_id},
    platform::focus,
    t,
};

/// Words in the language of the moment.
type Words = fn() -> String;

/// The note; nothing where nothing is to be said. `on_go`: the person wants to do it.
#[component]
pub fn EncryptionBanner(
    model: EncryptionModel,
    /// It is said in the page beside already.
    #[prop(into)]
    said: Signal<bool>,
    #[prop(into)] on_go: Callback<Ask>,
) -> impl IntoView {
    let (ask, pressing) = (model.ask, model.pressing);
    let shown = Memo::new(move |_| ask.get().filter(|_| pressing.get() && !said.get()));
    let coming = model.clone();
    let restoring = Memo::new(move |_| coming.with(|state| state.restoring));
    let model = StoredValue::new(model);
    let note = move || {
        let ask = shown.get()?;
        on_cleanup(focus::rescue);
        let title_id = unique_id("keys-note");
        let (icon, title, text, go): (_, Words, Words, Words) = match ask {
            Ask::Confirm => {
                ("shield-question-mark", || t!("confirm-title"), || t!("confirm-note"), || t!("confirm-go"))
            }
            Ask::Repair => (
                "triangle-alert",
                || t!("key-storage-trouble-title"),
                || t!("key-storage-trouble-note"),
                || t!("key-storage-trouble-go"),
            ),
            Ask::SaveKey => {
                ("key-round", || t!("keys-offer-title"), || t!("keys-note"), || t!("keys-set-up"))
            }
        };
        Some(view! {
            <section class="EncryptionNote" aria-labelledby=title_id.clone()>
                <Icon name=icon size=IconSize::Small />
                <h2 class="title" id=title_id.clone()>{title}</h2>
                <p class="text">{text}</p>
                <div class="actions">
                    <Button
                        size=ButtonSize::Small
                        variant=ButtonVariant::Primary
                        on_press=move |_| on_go.run(ask)
                    >
                        {go}
                    </Button>
                    <Button
                        size=ButtonSize::Small
                        variant=ButtonVariant::Ghost
                        on_press=move |_| model.with_value(EncryptionModel::put_off)
                    >
                        {move || t!("keys-later")}
                    </Button>
                </div>
            </section>
        })
    };
    // Said at the beginning and the end, not at every room.
    let goes_on = Memo::new(move |_| restoring.get().is_some_and(|it| it.all > 0));
    let news = Memo::new(move |before: Option<&String>| match (goes_on.get(), before) {
        (true, _) => t!("keys-restoring-label"),
        (false, Some(before)) if !before.is_empty() => t!("keys-restored"),
        (false, _) => String::new(),
    });
    view! {
        {note}
        <Show when=move || goes_on.get()>
            <Restoring progress=Signal::derive(move || restoring.get()) />
        </Show>
        <div role="status">
            <VisuallyHidden>{move || news.get()}</VisuallyHidden>
        </div>
    }
}

/// How far old messages have come.
#[component]
pub(super) fn Restoring(progress: Signal<Option<Progress>>) -> impl IntoView {
    let of = move || progress.get().unwrap_or(Progress { done: 0, all: 0 });
    view! {
        <div class="KeyProgress">
            <p class="text">{move || t!("keys-restoring", done = of().done, all = of().all)}</p>
            <ProgressBar
                label=Signal::derive(|| t!("keys-restoring-label"))
                value=Signal::derive(move || Some(f64::from(of().done) / f64::from(of().all.max(1))))
            />
        </div>
    }
}
