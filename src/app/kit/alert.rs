//! A sentence that stands in the page until its cause is gone.

use leptos::prelude::*;

use super::icon::Icon;

/// How grave something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Something does not go as it should.
    Warning,
    /// Something failed, or cannot be undone.
    Danger,
}

impl Tone {
    /// The value of `data-tone`, none for [`Tone::Info`].
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Info => None,
            Self::Warning => Some("warning"),
            Self::Danger => Some("danger"),
        }
    }

    /// The icon that goes with it.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "triangle-alert",
            Self::Danger => "circle-alert",
        }
    }
}

/// A box with a title, and a text and actions (class `actions`) as children. Read out at once when it appears.
#[component]
pub fn Alert(
    #[prop(into, optional)] tone: Signal<Tone>,
    #[prop(into, optional)] title: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="Alert" data-tone=move || tone.get().name() role="alert">
            <Icon name=Signal::derive(move || tone.get().icon()) />
            {move || title.get().map(|title| view! { <p class="title">{title}</p> })}
            {children()}
        </div>
    }
}
