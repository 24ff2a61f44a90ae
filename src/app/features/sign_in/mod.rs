//! The first page: finding the homeserver, and the ways in that it offers.

mod departure;
mod device;
mod discovery;
mod former;
mod model;
mod parts;
#[cfg(test)]
mod tests;
mod view;
mod words;

pub use self::{
    discovery::ServerChoice,
    former::FormerWay,
    model::{Opening, SignInOptions, forget_trip, mark_logged_out, may_redirect},
    view::SignIn,
};
