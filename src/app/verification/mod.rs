//! Verifying devices and people (B7, B8, B9): the buttons that begin it, the requests that come, and the steps until the
//! end. A tab shows one verification at a time, whichever it was asked for or has accepted; the engine has them all.

mod button;
mod camera;
mod changed;
mod dialog;
mod emoji;
mod model;
mod requests;
mod steps;
#[cfg(test)]
mod tests;
mod words;

pub use self::{
    button::{PersonTrustLine, UseOtherDevice, VerifyButton},
    changed::ChangedIdentityBanner,
    dialog::VerificationDialog,
    model::Verifying,
    requests::VerificationRequests,
};
