//! A person's page: who they are, and the way to write to them.

mod model;
mod purge;
#[cfg(test)]
mod tests;
mod view;

pub use view::UserPage;
