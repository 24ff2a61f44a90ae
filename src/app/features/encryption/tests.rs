use leptos::prelude::*;
use protocol::{
    AnyCommand, EncryptionCommand, Failure, FailureKind, RequestId, Secret, SubId, ToEngine,
    encryption::{
        CreateRecoveryKey, DeviceTrust, EncryptionState, ExportRoomKeys, KeyStorage, Progress,
        RecoveryKeyState, Restore,
    },
};

use super::{
    leftovers::is_dispensable,
    model::{Ask, Deed, EncryptionModel, Flaw, Loss, is_put_off},
    words,
};
use crate::{
    link::{FakeEngine, Link},
    t,
};

fn settled() -> EncryptionState {
    EncryptionState {
        device: DeviceTrust::Verified,
        has_identity: true,
        recovery: RecoveryKeyState::Ready,
        storage: KeyStorage::On,
        ..EncryptionState::default()
    }
}

fn asked(engine: &FakeEngine) -> Vec<(RequestId, AnyCommand)> {
    engine.requests(Some)
}

fn topic(engine: &FakeEngine) -> SubId {
    let subscribed = engine.frames().into_iter().find_map(|frame| match frame {
        ToEngine::Subscribe { sub, .. } => Some(sub),
        _ => None,
    });
    subscribed.expect("the state is subscribed to")
}

#[test]
fn the_most_pressing_is_asked_and_nothing_before_it_is_known() {
    assert_eq!(Ask::of(&EncryptionState::default()), None);
    assert_eq!(Ask::of(&settled()), None);
    let unverified = EncryptionState { device: DeviceTrust::Unverified, ..EncryptionState::default() };
    assert_eq!(Ask::of(&unverified), Some(Ask::Confirm));
    for storage in [KeyStorage::OutOfSync, KeyStorage::Deleted] {
        let broken = EncryptionState { storage, recovery: RecoveryKeyState::Missing, ..settled() };
        assert_eq!(Ask::of(&broken), Some(Ask::Repair));
    }
    for recovery in [RecoveryKeyState::Missing, RecoveryKeyState::Unsaved] {
        assert_eq!(Ask::of(&EncryptionState { recovery, ..settled() }), Some(Ask::SaveKey));
        let off = EncryptionState { recovery, storage: KeyStorage::Off, ..settled() };
        assert_eq!(Ask::of(&off), None, "who has switched it off is not asked");
        let unknown = EncryptionState { recovery, storage: KeyStorage::Unknown, ..settled() };
        assert_eq!(Ask::of(&unknown), None);
    }
}

#[test]
fn later_is_heard_for_a_week() {
    let day = 24 * 60 * 60 * 1_000;
    let state = EncryptionState { put_off: Some(10 * day), ..settled() };
    assert!(is_put_off(&state, 10 * day) && is_put_off(&state, 16 * day));
    assert!(!is_put_off(&state, 17 * day));
    assert!(!is_put_off(&settled(), day));
}

#[test]
fn logging_out_warns_of_what_would_be_lost() {
    assert_eq!(Loss::of(&settled()), None);
    assert_eq!(Loss::of(&EncryptionState::default()), None, "nothing is known");
    let unsaved = EncryptionState { recovery: RecoveryKeyState::Unsaved, ..settled() };
    assert_eq!(Loss::of(&unsaved), Some(Loss::NoRecoveryKey));
    assert_eq!(Loss::of(&EncryptionState { storage: KeyStorage::Off, ..settled() }), Some(Loss::NotStored));
    let storing = Some(Progress { done: 3, all: 10 });
    assert_eq!(Loss::of(&EncryptionState { storing, ..settled() }), Some(Loss::OnTheirWay(7)));
    let unverified = EncryptionState { device: DeviceTrust::Unverified, ..settled() };
    let unverified = EncryptionState { storage: KeyStorage::OutOfSync, ..unverified };
    assert_eq!(Loss::of(&unverified), None, "it never had them");
}

#[test]
fn a_key_that_was_made_stays_until_it_is_saved() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let model = EncryptionModel::new(link);
        let sub = topic(&engine);
        let missing = EncryptionState { recovery: RecoveryKeyState::Missing, ..settled() };
        engine.update(sub, 0, &missing);
        assert_eq!(model.ask.get_untracked(), Some(Ask::SaveKey));
        engine.frames();

        model.make_key(false);
        model.make_key(false);
        let making = asked(&engine);
        assert_eq!(making.len(), 1, "it is asked for once");
        assert_eq!(model.making.get_untracked(), Deed::Busy);
        let refused = Failure::new(FailureKind::Invalid { field: "replace".into() });
        engine.answer::<CreateRecoveryKey>(making[0].0, Err(refused));
        assert!(model.making.with_untracked(|making| making.refuses("replace")));

        model.make_key(true);
        let making = asked(&engine);
        assert!(matches!(
            making[0].1,
            AnyCommand::Encryption(EncryptionCommand::CreateRecoveryKey(CreateRecoveryKey { replace: true }))
        ));
        engine.answer::<CreateRecoveryKey>(making[0].0, Ok(&Secret::new("EsTa bcde")));
        assert_eq!(model.made.get_untracked(), Some(Secret::new("EsTa bcde")));

        model.saved(|| {});
        let saving = asked(&engine);
        assert!(model.made.get_untracked().is_some(), "until the engine has noted it");
        engine.answer::<protocol::encryption::ConfirmRecoveryKeySaved>(saving[0].0, Ok(&()));
        assert_eq!(model.made.get_untracked(), None);
    });
}

#[test]
fn a_wrong_key_is_said_to_be_wrong() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let model = EncryptionModel::new(link);
        engine.frames();
        model.restore("nonsense".into(), || panic!("it opens nothing"));
        let opening = asked(&engine);
        let refused = Failure::new(FailureKind::Invalid { field: "key".into() });
        engine.answer::<Restore>(opening[0].0, Err(refused));
        assert!(model.opening.with_untracked(|opening| opening.refuses("key")));
    });
}

#[test]
fn what_another_client_left_may_go_once_everything_is_here() {
    assert!(is_dispensable(&settled()));
    assert!(!is_dispensable(&EncryptionState::default()));
    let unverified = EncryptionState { device: DeviceTrust::Unverified, ..settled() };
    assert!(!is_dispensable(&unverified));
    assert!(!is_dispensable(&EncryptionState { has_identity: false, ..settled() }));
    for recovery in [RecoveryKeyState::Missing, RecoveryKeyState::Unsaved, RecoveryKeyState::Incomplete] {
        assert!(!is_dispensable(&EncryptionState { recovery, ..settled() }));
    }
    let restoring = Some(Progress { done: 1, all: 2 });
    assert!(!is_dispensable(&EncryptionState { restoring, ..settled() }), "its keys are still coming");
}

#[test]
fn a_file_is_named_by_the_account() {
    assert_eq!(words::file_name("recovery-key", "@mo.lee:vmst.io"), "recovery-key-mo.lee.txt");
    assert_eq!(words::file_name("recovery-key", "@../é:vmst.io"), "recovery-key-...txt");
    assert_eq!(words::file_name("message-keys", ""), "message-keys-matrix.txt");
}

#[test]
fn a_passphrase_for_a_file_is_not_easy_to_guess_and_typed_twice_alike() {
    assert_eq!(Flaw::of("", ""), Some(Flaw::Weak));
    assert_eq!(Flaw::of("beans", "beans"), Some(Flaw::Weak));
    assert_eq!(Flaw::of("1111111111222", "1111111111222"), Some(Flaw::Weak));
    assert_eq!(Flaw::of("beans in the shed", "beans in the sheds"), Some(Flaw::Different));
    assert_eq!(Flaw::of("beans in the shed", "beans in the shed"), None);
    assert_eq!(Flaw::of("ключ от сарая", "ключ от сарая"), None);
}

#[test]
fn keys_are_written_into_a_file_once_at_a_time() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let model = EncryptionModel::new(link);
        engine.frames();
        let count = RwSignal::new(0);
        for _ in 0..2 {
            model.export("beans in the shed".into(), move |(keys, _)| count.update(|count| *count += keys));
        }
        let asked = asked(&engine);
        assert_eq!(asked.len(), 1);
        engine.answer::<ExportRoomKeys>(asked[0].0, Ok(&7));
        assert_eq!((count.get_untracked(), model.filing.get_untracked()), (7, Deed::Idle));
        assert_eq!(words::of_filing(&FailureKind::NotFound.into()), t!("key-file-nothing"));
    });
}
