//! The account's devices: the list, renaming and signing out (B12), and the question about new ones (B13).

mod card;
mod model;
mod new_sign_in;
mod page;
mod sign_out;
#[cfg(test)]
mod tests;
mod words;

pub use self::{new_sign_in::NewSignIn, page::DevicesPage};
