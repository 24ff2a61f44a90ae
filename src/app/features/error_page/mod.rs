//! A page for when nothing else can be shown, with what happened, and a way on. It asks the engine nothing,
//! so it has no model.

mod view;

pub use view::{ErrorAction, ErrorPage};
