//! A count, or a dot where the count does not matter.

use leptos::prelude::*;

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeKind {
    /// Something new.
    #[default]
    Unread,
    /// Something that names one.
    Mention,
    /// Something new, where the eye shall go.
    Accent,
}

/// A count in a lozenge; nothing at 0, `99+` above 99. It says nothing to those who listen: whoever shows it puts the
/// count into the name of the thing it belongs to.
#[component]
pub fn Badge(
    #[prop(into)] count: Signal<u64>,
    #[prop(into, optional)] kind: Signal<BadgeKind>,
    /// A dot instead of the number.
    #[prop(into, optional)]
    dot: Signal<bool>,
) -> impl IntoView {
    let kind = move || match kind.get() {
        BadgeKind::Unread => None,
        BadgeKind::Mention => Some("mention"),
        BadgeKind::Accent => Some("accent"),
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <span class="Badge" data-kind=kind data-dot=move || dot.get() aria-hidden="true">
                {move || (!dot.get()).then(|| label(count.get()))}
            </span>
        </Show>
    }
}

/// A count in at most three signs.
pub fn label(count: u64) -> String {
    if count > 99 { "99+".to_owned() } else { count.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_short() {
        assert_eq!(label(1), "1");
        assert_eq!(label(99), "99");
        assert_eq!(label(100), "99+");
    }
}
