//! Reading a room: its messages and what happened in it, as many on screen as fit.
//!
//! The engine's items become rows ([`grouping`]); the rows in and around the viewport are in the DOM
//! ([`window`], [`scroll`], [`surface`]); each row shows its item and follows it ([`rows`], [`parts`]).

mod announce;
mod deeds;
mod dialogs;
mod effects;
#[cfg(test)]
mod fixtures;
mod grouping;
mod hidden;
mod jumps;
mod keys;
mod layout;
mod model;
mod paging;
mod parts;
mod pinned;
mod plain;
mod playing;
mod pointer;
mod polls;
mod row;
mod rows;
mod scene;
mod scroll;
mod selecting;
mod surface;
mod unsent;
mod unsent_banner;
mod view;
mod window;
mod words;

pub use view::{Pictures, Timeline};

#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod tests;
