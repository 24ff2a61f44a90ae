//! A picture alone on the screen, with its neighbours in the conversation: zoom, pan, save.

mod model;
mod view;

pub use view::MediaViewer;

#[cfg(test)]
mod tests;
