//! The rail of spaces.

mod model;
#[cfg(test)]
mod tests;
mod view;

pub use view::Spaces;
