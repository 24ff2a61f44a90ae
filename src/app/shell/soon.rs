//! What may come a moment after the rest.

use leptos::prelude::*;

use crate::platform::timer;

/// What is inside is made in a task of its own: much at once would hold up the page.
#[component]
pub(super) fn Soon(children: Children) -> impl IntoView {
    let (there, children) = (timer::in_own_task(), StoredValue::new_local(Some(children)));
    move || {
        let children = there.get().then(|| children.try_update_value(Option::take).flatten()).flatten();
        children.map(|children| children())
    }
}
