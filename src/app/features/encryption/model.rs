//! What is asked of the person, and what becomes of their answers. No DOM.

use js_sys::ArrayBuffer;
use leptos::prelude::*;
use protocol::{
    BlobRef, Command, Failure, FailureKind, Secret,
    encryption::{
        ChangeRecoveryKey, CheckKeys, ConfirmRecoveryKeySaved, CreateRecoveryKey, DeviceTrust,
        EncryptionState, EncryptionStatus, ExportRoomKeys, ImportRoomKeys, KeyStorage, PutOff,
        RecoveryKeyState, RepairKeyStorage, Restore, SetKeyStorage, TakenKeys,
    },
    trust::SetDeviceRules,
};
use web_sys::Blob;

use crate::{
    link::{Link, LiveValue},
    platform,
};

/// How long "later" is heard, in milliseconds.
const LATER_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

/// What is to be done about the account's keys, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Confirm that it is them who have signed in here.
    Confirm,
    /// Bring key storage into order.
    Repair,
    /// Make a recovery key, or save the one that was made.
    SaveKey,
}

impl Ask {
    /// What a state asks for.
    pub fn of(state: &EncryptionState) -> Option<Self> {
        let storage = state.storage;
        match state.device {
            DeviceTrust::Unknown => None,
            DeviceTrust::Unverified => Some(Self::Confirm),
            DeviceTrust::Verified if matches!(storage, KeyStorage::OutOfSync | KeyStorage::Deleted) => {
                Some(Self::Repair)
            }
            // Who has switched key storage off is not asked.
            DeviceTrust::Verified if !state.has_identity || storage != KeyStorage::On => None,
            DeviceTrust::Verified => {
                let wanted = matches!(state.recovery, RecoveryKeyState::Missing | RecoveryKeyState::Unsaved);
                wanted.then_some(Self::SaveKey)
            }
        }
    }
}

/// Whether the person has said "later" a while ago only.
pub(super) fn is_put_off(state: &EncryptionState, now: u64) -> bool {
    state.put_off.is_some_and(|at| now < at.saturating_add(LATER_MS))
}

/// What logging out here would lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// Keys are stored, and nothing will open them.
    NoRecoveryKey,
    /// Keys are not stored.
    NotStored,
    /// So many keys are still on their way.
    OnTheirWay(u32),
}

impl Loss {
    pub(super) fn of(state: &EncryptionState) -> Option<Self> {
        // What this device never had it does not lose.
        if state.device == DeviceTrust::Unverified {
            return None;
        }
        match (state.storage, state.recovery) {
            (KeyStorage::Unknown, _) => None,
            (KeyStorage::Off | KeyStorage::OutOfSync | KeyStorage::Deleted, _) => Some(Self::NotStored),
            (KeyStorage::On, RecoveryKeyState::Missing | RecoveryKeyState::Unsaved) => {
                Some(Self::NoRecoveryKey)
            }
            (KeyStorage::On, _) => {
                state.storing.map(|storing| Self::OnTheirWay(storing.all.saturating_sub(storing.done)))
            }
        }
    }
}

/// The least that a file's passphrase must have: characters, and different ones among them.
pub(super) const SHORTEST: usize = 10;
const FEWEST: usize = 5;

/// What is wrong with a passphrase that was chosen for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// It is easy to guess.
    Weak,
    /// It was typed in two ways.
    Different,
}

impl Flaw {
    pub(super) fn of(passphrase: &str, again: &str) -> Option<Self> {
        let mut letters: Vec<char> = passphrase.chars().collect();
        let length = letters.len();
        letters.sort_unstable();
        letters.dedup();
        if length < SHORTEST || letters.len() < FEWEST {
            Some(Self::Weak)
        } else {
            (passphrase != again).then_some(Self::Different)
        }
    }
}

/// What a deed has come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Deed {
    /// Nothing was asked.
    #[default]
    Idle,
    /// It is being done.
    Busy,
    /// It was refused.
    Failed(Failure),
}

impl Deed {
    /// Whether this field was refused.
    pub(super) fn refuses(&self, name: &str) -> bool {
        matches!(self, Self::Failed(Failure { kind: FailureKind::Invalid { field }, .. }) if field == name)
    }
}

/// The account's keys, for all that shows them. Clones are the same.
#[derive(Clone)]
pub struct EncryptionModel {
    link: Link,
    state: LiveValue<EncryptionState>,
    /// What is to be done.
    pub ask: Memo<Option<Ask>>,
    /// Whether that is to be said now: not while it is put off.
    pub pressing: Memo<bool>,
    /// Whether it was never put off.
    pub anew: Memo<bool>,
    /// The recovery key that was made here, until the person has saved it. Only this page has it.
    pub(super) made: RwSignal<Option<Secret>>,
    /// The making of a recovery key.
    pub(super) making: RwSignal<Deed>,
    /// The opening of what a recovery key opens.
    pub(super) opening: RwSignal<Deed>,
    /// The switching of key storage.
    pub(super) switching: RwSignal<Deed>,
    /// The asking of the homeserver.
    pub(super) looking: RwSignal<Deed>,
    /// The writing of keys into a file, and the taking from one.
    pub(super) filing: RwSignal<Deed>,
    /// Whether the dialog of the recovery key is open.
    pub setting_up: RwSignal<bool>,
}

impl EncryptionModel {
    /// Follows the engine.
    pub fn new(link: Link) -> Self {
        let state = link.value(EncryptionStatus);
        let (asking, put_off, never) = (state.clone(), state.clone(), state.clone());
        let ask = Memo::new(move |_| asking.with(|state| state.and_then(Ask::of)));
        let pressing = Memo::new(move |_| {
            let late = platform::wall_clock() as u64;
            ask.get().is_some() && !put_off.with(|state| state.is_some_and(|state| is_put_off(state, late)))
        });
        let anew = Memo::new(move |_| never.with(|state| state.is_some_and(|state| state.put_off.is_none())));
        Self {
            link,
            state,
            ask,
            pressing,
            anew,
            made: RwSignal::new(None),
            making: RwSignal::default(),
            opening: RwSignal::default(),
            switching: RwSignal::default(),
            looking: RwSignal::default(),
            filing: RwSignal::default(),
            setting_up: RwSignal::new(false),
        }
    }

    /// Looks at how it stands, tracked; the unknown before the engine has answered.
    pub(super) fn with<T>(&self, look: impl FnOnce(&EncryptionState) -> T) -> T {
        self.state.with(|state| look(state.unwrap_or(&EncryptionState::default())))
    }

    /// Whether the engine has answered.
    pub(super) fn is_known(&self) -> bool {
        self.with(|state| {
            state.storage != KeyStorage::Unknown
                || state.device == DeviceTrust::Unverified
                || state.recovery != RecoveryKeyState::Unknown
        })
    }

    /// Asks for something, and hands on what comes back.
    fn run<C: Command + 'static>(
        &self,
        command: C,
        deed: RwSignal<Deed>,
        then: impl FnOnce(C::Reply) + 'static,
    ) {
        self.ask(deed, move |link| link.request(command), then);
    }

    /// Likewise, in the link's other ways.
    fn ask<T: 'static, A: Future<Output = Result<T, Failure>> + 'static>(
        &self,
        deed: RwSignal<Deed>,
        ask: impl FnOnce(&Link) -> A,
        then: impl FnOnce(T) + 'static,
    ) {
        if deed.with_untracked(|deed| *deed == Deed::Busy) {
            return;
        }
        deed.set(Deed::Busy);
        let asked = ask(&self.link);
        self.link.spawn(async move {
            match asked.await {
                Ok(reply) => {
                    deed.try_set(Deed::Idle);
                    then(reply);
                }
                Err(failure) => {
                    deed.try_set(Deed::Failed(failure));
                }
            }
        });
    }

    /// Makes the first recovery key, or another one in place of the one there is. `replace` gives up what is stored
    /// under a key that nobody has.
    pub(super) fn make_key(&self, replace: bool) {
        let made = self.made;
        let keep = move |key| {
            made.try_set(Some(key));
        };
        if self.with(|state| state.recovery == RecoveryKeyState::Missing) {
            self.run(CreateRecoveryKey { replace }, self.making, keep);
        } else {
            self.run(ChangeRecoveryKey { replace }, self.making, keep);
        }
    }

    /// The person has saved the key.
    pub(super) fn saved(&self, then: impl FnOnce() + 'static) {
        let made = self.made;
        self.run(ConfirmRecoveryKeySaved, self.making, move |()| {
            made.try_set(None);
            then();
        });
    }

    /// Opens what a recovery key or passphrase opens.
    pub(super) fn restore(&self, key: String, then: impl FnOnce() + 'static) {
        self.run(Restore { key: Secret::new(key) }, self.opening, move |()| then());
    }

    /// Brings key storage into order.
    pub(super) fn repair(&self, key: String, then: impl FnOnce() + 'static) {
        self.run(RepairKeyStorage { key: Secret::new(key) }, self.opening, move |()| then());
    }

    /// Switches key storage.
    pub(super) fn switch(&self, on: bool, then: impl FnOnce() + 'static) {
        self.run(SetKeyStorage { on }, self.switching, move |()| then());
    }

    /// Sets the rules for devices that nobody vouches for.
    pub(super) fn set_rules(&self, rules: SetDeviceRules, deed: RwSignal<Deed>) {
        self.run(rules, deed, |()| {});
    }

    /// Asks the homeserver how it stands.
    pub(super) fn look(&self) {
        self.run(CheckKeys, self.looking, |()| {});
    }

    /// Writes the rooms' keys into a file.
    pub(super) fn export(&self, passphrase: String, then: impl FnOnce((u32, Vec<ArrayBuffer>)) + 'static) {
        let command = ExportRoomKeys { passphrase: Secret::new(passphrase) };
        self.ask(self.filing, move |link| link.request_bytes(command), then);
    }

    /// Takes the keys of a file.
    pub(super) fn import(&self, file: Blob, passphrase: String, then: impl FnOnce(TakenKeys) + 'static) {
        let command = ImportRoomKeys { blob: BlobRef(0), passphrase: Secret::new(passphrase) };
        self.ask(self.filing, move |link| link.request_with(command, vec![file]), then);
    }

    /// "Later".
    pub fn put_off(&self) {
        let asked = self.link.request(PutOff);
        self.link.spawn(async move {
            // It is kept by the engine alone, which does not refuse.
            let _ = asked.await;
        });
    }
}
