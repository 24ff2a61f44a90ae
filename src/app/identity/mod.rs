//! The account's identity: by it devices are verified.

mod help;
mod reset;

pub use self::{
    help::KeysHelp,
    reset::{ResetIdentity, ResetIdentityDialog, Resetting},
};
