//! The page.

use leptos::prelude::*;

use crate::{
    kit::{Button, ButtonVariant, Icon},
    link::use_link,
    platform::clipboard,
    t,
};

/// A way on.
#[derive(Clone)]
pub struct ErrorAction {
    /// The button's text.
    pub label: Signal<String>,
    /// What it does.
    pub run: Callback<()>,
}

/// A title, a text, the ways on (the first is the one to take), and the engine's log where it helps.
#[component]
pub fn ErrorPage(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    actions: Vec<ErrorAction>,
    /// The end of the engine's log.
    #[prop(optional_no_strip)]
    log: Option<String>,
) -> impl IntoView {
    let buttons: Vec<_> = actions
        .into_iter()
        .enumerate()
        .map(|(index, action)| {
            let variant = if index == 0 { ButtonVariant::Primary } else { ButtonVariant::Secondary };
            view! {
                <Button variant=variant on_press=move |_| action.run.run(())>
                    {move || action.label.get()}
                </Button>
            }
        })
        .collect();
    view! {
        <main class="ErrorPage">
            <div class="card">
                <Icon name="circle-alert" class:mark=true />
                <h1 class="title">{move || title.get()}</h1>
                <p class="text" role="alert">
                    {move || text.get()}
                </p>
                <div class="actions">{buttons}</div>
                {log.map(|log| view! { <Log log=log /> })}
            </div>
        </main>
    }
}

#[component]
fn Log(log: String) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let copied = RwSignal::new(false);
    let text = StoredValue::new(log.clone());
    let copy = move |_| {
        link.with_value(|link| {
            link.spawn(async move {
                if clipboard::copy(&text.get_value()).await {
                    copied.try_set(true);
                }
            });
        });
    };
    view! {
        <section aria-label=move || t!("error-page-log")>
            <pre class="log" tabindex="0">{log}</pre>
        </section>
        <div class="actions">
            <Button icon="copy" on_press=copy>
                {move || if copied.get() { t!("error-page-log-copied") } else { t!("error-page-log-copy") }}
            </Button>
        </div>
    }
}
