//! Where maps are drawn from: what the operator says, or else the homeserver.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use protocol::location::FindMapStyle;

use crate::link::Link;

thread_local! {
    static STYLE: RefCell<Option<ArcRwSignal<Option<String>>>> = const { RefCell::new(None) };
    static CONFIGURED: RefCell<Option<String>> = const { RefCell::new(None) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Takes `map_style_url` of the configuration.
pub fn configure(style: Option<String>) {
    CONFIGURED.set(style);
}

/// The address of a MapLibre style, once it is known; none where there are no maps. The homeserver is asked once.
pub fn style(link: &Link) -> ArcRwSignal<Option<String>> {
    let configured = || CONFIGURED.with_borrow(Clone::clone);
    let style =
        STYLE.with_borrow_mut(|slot| slot.get_or_insert_with(|| ArcRwSignal::new(configured())).clone());
    if style.with_untracked(Option::is_none) && !ASKED.replace(true) {
        let request = link.request(FindMapStyle);
        let found = style.clone();
        link.spawn(async move {
            match request.await {
                Ok(Some(address)) => found.set(Some(address)),
                Ok(None) => {}
                // Asked again when the next place is shown.
                Err(_) => ASKED.set(false),
            }
        });
    }
    style
}
