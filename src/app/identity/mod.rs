//! The account's identity: by it devices are verified.

mod reset;

pub use self::reset::{ResetIdentity, ResetIdentityDialog, Resetting};
