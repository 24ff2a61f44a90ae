//! Calls that were begun.

use leptos::prelude::AnyView;

use super::placeholder;
use crate::t;

/// A call.
pub(crate) fn view(id: String) -> AnyView {
    placeholder(id, "phone", t!("timeline-call"))
}
