//! Buttons with a text, and buttons with a drawing only.

use leptos::{ev::MouseEvent, html, prelude::*};

use super::{
    icon::{Icon, IconSize},
    spinner::{Spinner, SpinnerSize},
};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// The one thing to do here.
    Primary,
    /// Any other.
    #[default]
    Secondary,
    /// As quiet as a link.
    Ghost,
    /// Destroys something.
    Danger,
}

impl ButtonVariant {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Primary => Some("primary"),
            Self::Secondary => None,
            Self::Ghost => Some("ghost"),
            Self::Danger => Some("danger"),
        }
    }
}

/// How large a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// In a row of a list; still 44 px for a finger.
    Small,
    /// Usual.
    #[default]
    Medium,
    /// The one button of a page.
    Large,
}

impl ButtonSize {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Small => Some("sm"),
            Self::Medium => None,
            Self::Large => Some("lg"),
        }
    }
}

/// What the browser does with a press by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Nothing.
    #[default]
    Button,
    /// Submits the form.
    Submit,
}

impl ButtonKind {
    fn name(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Submit => "submit",
        }
    }
}

/// A button with a text, the children. While `busy` it shows a spinner in the text's place and takes no press, but
/// keeps the focus.
#[component]
pub fn Button(
    #[prop(into, optional)] variant: Signal<ButtonVariant>,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] kind: ButtonKind,
    /// As wide as what it stands in.
    #[prop(optional)]
    wide: bool,
    /// A drawing before the text.
    #[prop(into, optional)]
    icon: Option<&'static str>,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// A name that says more than the text; it must begin with the text.
    #[prop(into, optional)]
    label: Signal<Option<String>>,
    #[prop(optional)] node_ref: NodeRef<html::Button>,
    #[prop(into, optional)] on_press: Option<Callback<MouseEvent>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class="Button"
            node_ref=node_ref
            type=kind.name()
            data-variant=move || variant.get().name()
            data-size=size.name()
            data-wide=wide
            disabled=move || disabled.get()
            aria-label=move || label.get()
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |event| press(&event, busy, on_press)
        >
            {icon.map(|name| view! { <Icon name=name size=IconSize::Small /> })}
            <span class="label">{children()}</span>
            {move || busy.get().then(|| view! { <Spinner size=SpinnerSize::Small /> })}
        </button>
    }
}

/// A button with a drawing only. Its name is shown as a tooltip by [`super::TooltipLayer`].
#[component]
pub fn IconButton(
    #[prop(into)] icon: Signal<&'static str>,
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] variant: Signal<ButtonVariant>,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] kind: ButtonKind,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] busy: Signal<bool>,
    /// For a button that stays down: whether it is.
    #[prop(into, optional)]
    pressed: Signal<Option<bool>>,
    #[prop(optional)] node_ref: NodeRef<html::Button>,
    #[prop(into, optional)] on_press: Option<Callback<MouseEvent>>,
) -> impl IntoView {
    let icon_size = if size == ButtonSize::Small { IconSize::Small } else { IconSize::Medium };
    view! {
        <button
            class="IconButton"
            node_ref=node_ref
            type=kind.name()
            data-variant=move || variant.get().name()
            data-size=size.name()
            disabled=move || disabled.get()
            aria-label=move || label.get()
            aria-pressed=move || pressed.get().map(|pressed| if pressed { "true" } else { "false" })
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |event| press(&event, busy, on_press)
        >
            {move || {
                if busy.get() {
                    view! { <Spinner size=SpinnerSize::Small /> }.into_any()
                } else {
                    view! { <Icon name=icon size=icon_size /> }.into_any()
                }
            }}
        </button>
    }
}

/// A busy button has `aria-disabled` instead of `disabled`, so that it keeps the focus; so presses do come in.
fn press(event: &MouseEvent, busy: Signal<bool>, on_press: Option<Callback<MouseEvent>>) {
    if busy.get_untracked() {
        event.prevent_default();
    } else if let Some(on_press) = on_press {
        on_press.run(event.clone());
    }
}
