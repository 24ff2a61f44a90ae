//! After the first sign-in: the person's handle, and rooms to begin with.

mod model;
#[cfg(test)]
mod tests;
mod view;

pub use view::FirstRun;
