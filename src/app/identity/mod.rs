//! The account's identity: by it devices are verified.

mod reset;

pub use reset::ResetIdentity;
