//! The buttons that format what is selected in the field.

use leptos::{html, prelude::*};

use super::{field::format_selection, format::Format};
use crate::{
    kit::{ButtonSize, IconButton, Toolbar},
    t,
};

/// One button for each format.
#[component]
pub(crate) fn FormatBar(field: NodeRef<html::Textarea>) -> impl IntoView {
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
        let press = move |_| {
            if let Some(field) = field.get_untracked() {
                format_selection(&field, format);
            }
        };
        view! { <IconButton icon=icon size=ButtonSize::Small label=label on_press=Callback::new(press) /> }
    });
    view! {
        <Toolbar class="format" label=Signal::derive(|| t!("composer-format"))>
            {buttons.into_iter().collect_view()}
        </Toolbar>
    }
}
