//! Light, dark, or as the system has it.

use leptos::prelude::*;

use crate::{
    config::Theme,
    platform::{self, prefs},
};

const PREFERENCE: &str = "theme";

thread_local! {
    static CURRENT: ArcRwSignal<Theme> = ArcRwSignal::new(Theme::System);
}

/// The theme now.
pub fn current() -> ArcRwSignal<Theme> {
    CURRENT.with(Clone::clone)
}

/// Begins with the theme chosen here before, or the deployment's, and follows what other tabs choose.
pub(crate) fn begin(default: Theme) {
    let stored = move || prefs::get(PREFERENCE).map_or(default, |name| Theme::from_name(&name));
    show(stored());
    platform::on_window("storage", move |event| {
        if platform::changed_setting(&event).is_none_or(|name| name == PREFERENCE) {
            show(stored());
        }
    });
}

/// Shows a theme from now on, also after a reload.
pub(super) fn choose(theme: Theme) {
    prefs::set(PREFERENCE, theme.name());
    show(theme);
}

fn show(theme: Theme) {
    if let Some(root) = platform::document().document_element() {
        let _ = match theme {
            Theme::System => root.remove_attribute("data-theme"),
            other => root.set_attribute("data-theme", other.name()),
        };
    }
    current().set(theme);
}
