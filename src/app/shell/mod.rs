//! The frame of the interface, and the only place where features meet: which page is shown, the three panels,
//! the connection bar, notes, the account's menu, the document's title.

mod account_menu;
mod connection_bar;
pub mod entrance;
mod gate;
mod layout;
mod pages;
mod root;
mod settings;
mod soon;
#[cfg(test)]
mod tests;
pub mod theme;
mod title;
mod ways;

pub use self::{layout::app, root::SignedIn};
pub(crate) use self::{pages::BrokenConfig, root::Root};

/// Set in this browser while somebody is signed in, so that the engine is started before anything is drawn.
pub(crate) const SESSION_FLAG: &str = "session";
