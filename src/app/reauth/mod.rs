//! Confirming that an account is one's own, where the homeserver wants that before it does something grave: on a page of
//! its own in a window beside this one, or by the password.

mod model;
#[cfg(test)]
mod tests;
mod view;

pub use self::{
    model::{Confirming, Step},
    view::Confirm,
};
