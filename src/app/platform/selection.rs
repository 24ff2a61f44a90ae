//! What is selected on the page.

use super::window;

/// Whether any words are selected.
pub fn any() -> bool {
    window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed())
}
