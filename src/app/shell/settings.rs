//! Settings of this browser: the look, and the language.

use leptos::prelude::*;

use super::theme;
use crate::{
    config::Theme,
    kit::{Dialog, ToggleButton, Toolbar},
    link::use_link,
    platform, t,
    text::language::{self, Language},
};

/// The dialog.
#[component]
pub(super) fn Settings(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let current = theme::current();
    let themes = [Theme::System, Theme::Light, Theme::Dark].map(|one| {
        let current = current.clone();
        let label = move || match one {
            Theme::System => t!("settings-theme-system"),
            Theme::Light => t!("settings-theme-light"),
            Theme::Dark => t!("settings-theme-dark"),
        };
        view! {
            <ToggleButton
                pressed=Signal::derive(move || current.get() == one)
                on_toggle=Callback::new(move |_| theme::choose(one))
            >
                {label}
            </ToggleButton>
        }
    });
    let languages = Language::ALL.map(|one| {
        view! {
            <ToggleButton
                pressed=Signal::derive(move || language::current() == one)
                on_toggle=Callback::new(move |_| link.with_value(|link| link.spawn(language::choose(one))))
            >
                <span lang=one.code()>{one.name()}</span>
            </ToggleButton>
        }
    });
    let build = platform::meta("protium-build").unwrap_or_default();
    view! {
        <Dialog
            title=Signal::derive(|| t!("settings-title"))
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=on_close
        >
            <div class="Settings">
                <h3 class="subtitle">{move || t!("settings-theme")}</h3>
                <Toolbar label=Signal::derive(|| t!("settings-theme"))>{themes.into_iter().collect_view()}</Toolbar>
                <h3 class="subtitle">{move || t!("settings-language")}</h3>
                <Toolbar label=Signal::derive(|| {
                    t!("settings-language")
                })>{languages.into_iter().collect_view()}</Toolbar>
                <p class="build">{move || t!("settings-build", build = build.as_str())}</p>
            </div>
        </Dialog>
    }
}
