//! One drawing of the sprite.

use std::sync::OnceLock;

use leptos::prelude::*;

/// Drawings which point along the line of reading, and so turn round in a right-to-left script.
const DIRECTED: [&str; 10] = [
    "arrow-left",
    "chevron-left",
    "chevron-right",
    "forward",
    "log-in",
    "log-out",
    "panel-right",
    "reply",
    "send-horizontal",
    "list-filter",
];

static SPRITE: OnceLock<String> = OnceLock::new();

/// Says where the sprite is, once at boot: release builds put a hash into its name. Later calls change nothing.
pub fn set_sprite_url(url: String) {
    // A second call is harmless: the first address stays good for the life of the page.
    let _ = SPRITE.set(url);
}

/// Where the sprite is: what [`set_sprite_url`] said, or `icons.svg` beside the page.
pub fn sprite_url() -> &'static str {
    SPRITE.get().map_or("icons.svg", String::as_str)
}

/// How large an icon is: 16, 20 or 24 px at the browser's usual size of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IconSize {
    /// 16 px, beside small text.
    Small,
    /// 20 px.
    #[default]
    Medium,
    /// 24 px.
    Large,
}

/// A drawing named in `icons.txt`. Without a `label` it is for the eye only.
#[component]
pub fn Icon(
    /// A name of `icons.txt`, or `protium` or `provider`.
    #[prop(into)]
    name: Signal<&'static str>,
    #[prop(optional)] size: IconSize,
    /// What it says, where no text beside it says so.
    #[prop(into, optional)]
    label: Signal<Option<String>>,
) -> impl IntoView {
    let size = match size {
        IconSize::Small => Some("sm"),
        IconSize::Medium => None,
        IconSize::Large => Some("lg"),
    };
    view! {
        <svg
            class="Icon"
            data-size=size
            data-flip=move || DIRECTED.contains(&name.get())
            role=move || label.with(|label| label.is_some().then_some("img"))
            aria-label=move || label.get()
            aria-hidden=move || label.with(|label| label.is_none().then_some("true"))
        >
            <use href=move || format!("{}#{}", sprite_url(), name.get())></use>
        </svg>
    }
}
