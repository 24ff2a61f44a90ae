//! Places on a map: reading what names one, showing it, and choosing one to send.

mod coordinates;
mod dialog;
mod map;
mod style;

pub use self::{
    coordinates::Coordinates,
    dialog::{Chosen, LocationDialog},
    map::map,
    style::{configure, style},
};
