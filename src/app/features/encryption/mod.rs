//! The account's keys: the recovery key, confirming a device, key storage.

mod banner;
mod confirm;
mod entry;
mod key_file;
mod leaving;
mod leftovers;
mod model;
mod page;
mod repair;
mod rules;
mod settings;
mod setup;
mod storage;
#[cfg(test)]
mod tests;
mod words;

pub use self::{
    banner::EncryptionBanner,
    leaving::LogOutWarning,
    leftovers::LeftoversNote,
    model::{Ask, EncryptionModel},
    page::EncryptionPage,
    settings::EncryptionSettings,
    setup::RecoveryKeyDialog,
};
