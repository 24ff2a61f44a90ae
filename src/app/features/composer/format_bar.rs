//! The buttons that format what is selected in the field.

use leptos::prelude::*;

use super::{format::Format, surface::Surface};
use crate::{
    kit::{ButtonSize, IconButton, ToggleButton, Toolbar},
    settings, t,
};

/// One button for each format, and one that chooses the field in which it is seen.
#[component]
pub(crate) fn FormatBar(surface: Surface) -> impl IntoView {
    let rich = Signal::derive(|| settings::here().rich_text.get());
    let buttons = Format::ALL.map(|format| {
        let label = Signal::derive(move || match format {
            Format::Bold => t!("composer-bold"),
            Format::Italic => t!("composer-italic"),
            Format::Strike => t!("composer-strike"),
            Format::Code => t!("composer-code"),
            Format::Quote => t!("composer-quote"),
            Format::List => t!("composer-list"),
            Format::Link => t!("composer-link"),
        });
        let icon = match format {
            Format::Bold => "bold",
            Format::Italic => "italic",
            Format::Strike => "strikethrough",
            Format::Code => "code",
            Format::Quote => "text-quote",
            Format::List => "list",
            Format::Link => "link",
        };
        let pressed = Signal::derive(move || {
            rich.get().then(|| surface.active.with(|active| active.contains(&format)))
        });
        view! {
            <IconButton
                icon=icon
                size=ButtonSize::Small
                label=label
                pressed=pressed
                on_press=Callback::new(move |_| surface.format(format))
            />
        }
    });
    view! {
        <Toolbar class="format" label=Signal::derive(|| t!("composer-format"))>
            {buttons.into_iter().collect_view()}
            <ToggleButton pressed=rich on_toggle=|on: bool| settings::here().rich_text.set(on)>
                {move || t!("composer-rich")}
            </ToggleButton>
        </Toolbar>
    }
}
