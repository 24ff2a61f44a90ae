use std::collections::BTreeSet;

use leptos::prelude::*;
use protocol::{
    AnyCommand, Failure, FailureKind, RequestId, SubId, ToEngine, VerificationCommand,
    profile::Profile,
    qr_code::QrCode,
    trust::ChangedIdentity,
    verification::{
        CancelVerification, Cancelled, FlowId, Methods, RequestVerification, StartEmoji, Verification,
        VerificationState,
    },
};

use super::{
    model::{Open, Shown, Verifying, Whom, look_for_test},
    steps::Step,
    words,
};
use crate::link::{FakeEngine, Link};

fn at(state: VerificationState) -> Verification {
    Verification {
        flow: FlowId("f".into()),
        user: "@ada:b".into(),
        name: None,
        own: false,
        device: None,
        by_us: true,
        methods: Methods::default(),
        state,
    }
}

fn whom() -> Whom {
    Whom { user: "@ada:b".into(), device: None }
}

/// What was asked, and the subscription if there is a new one.
fn heard(engine: &FakeEngine) -> (Option<SubId>, Vec<(RequestId, VerificationCommand)>) {
    let (mut sub, mut asked) = (None, Vec::new());
    for frame in engine.frames() {
        match frame {
            ToEngine::Subscribe { sub: id, .. } => sub = Some(id),
            ToEngine::Request { id, command: AnyCommand::Verification(command) } => asked.push((id, command)),
            _ => {}
        }
    }
    (sub, asked)
}

#[test]
fn what_is_asked_for_is_shown_from_the_press_to_its_end() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let verifying = Verifying::new(&link);
        let sub = heard(&engine).0.expect("it listens");
        engine.update(sub, 0, &Vec::<Verification>::new());
        assert_eq!(verifying.shown.get_untracked(), None);

        verifying.ask(whom());
        assert_eq!(verifying.shown.get_untracked(), Some(Shown::Asking));
        let (id, _) = heard(&engine).1.remove(0);
        engine.answer::<RequestVerification>(id, Err(Failure::new(FailureKind::Offline)));
        let offline = Shown::NotAsked(Failure::new(FailureKind::Offline));
        assert_eq!(verifying.shown.get_untracked(), Some(offline));

        verifying.again();
        let (id, command) = heard(&engine).1.remove(0);
        assert!(
            matches!(command, VerificationCommand::RequestVerification(ask) if ask.user.as_str() == "@ada:b")
        );
        engine.answer::<RequestVerification>(id, Ok(&FlowId("f".into())));
        assert_eq!(verifying.shown.get_untracked(), Some(Shown::Asking), "it has not told of it yet");
        engine.update(sub, 1, &vec![at(VerificationState::Ready)]);
        assert_eq!(verifying.shown.get_untracked(), Some(Shown::At(at(VerificationState::Ready))));

        verifying.step(StartEmoji { flow: FlowId("f".into()) });
        assert!(verifying.busy.get_untracked());
        let (id, _) = heard(&engine).1.remove(0);
        engine.answer::<StartEmoji>(id, Err(Failure::new(FailureKind::Timeout)));
        assert!(!verifying.busy.get_untracked());
        assert_eq!(verifying.failure.get_untracked(), Some(Failure::new(FailureKind::Timeout)));

        // Another engine knows nothing of it.
        engine.update(sub, 2, &Vec::<Verification>::new());
        let lost = at(VerificationState::Cancelled(Cancelled::Failed));
        assert_eq!(verifying.shown.get_untracked(), Some(Shown::At(lost)));
        verifying.close();
        assert_eq!(verifying.shown.get_untracked(), None);
        let (_, command) = heard(&engine).1.remove(0);
        let end = CancelVerification { flow: FlowId("f".into()) };
        assert_eq!(command, VerificationCommand::CancelVerification(end));
    });
}

#[test]
fn who_closes_before_it_is_asked_for_cancels_it_then() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let verifying = Verifying::new(&link);
        verifying.ask(whom());
        let (id, _) = heard(&engine).1.remove(0);
        verifying.close();
        engine.answer::<RequestVerification>(id, Ok(&FlowId("f".into())));
        assert_eq!(verifying.open.get_untracked(), None);
        let asked = heard(&engine).1;
        assert!(
            matches!(&asked[..], [(_, VerificationCommand::CancelVerification(end))] if end.flow.0 == "f")
        );
    });
}

#[test]
fn what_has_ended_stays_as_it_ended() {
    let open = Open::Flow(FlowId("f".into()));
    let done = Shown::At(at(VerificationState::Done));
    assert_eq!(look_for_test(&open, Some(&[]), Some(&done)), Some(done.clone()));
    let ready = Shown::At(at(VerificationState::Ready));
    assert_eq!(look_for_test(&open, None, Some(&ready)), Some(ready), "the engine is being started");
}

#[test]
fn a_code_gives_way_to_what_the_person_chooses_instead() {
    let code = VerificationState::Qr(QrCode { side: 1, dark: vec![true] });
    assert_eq!(Step::of(&code, false, false), Step::Qr);
    assert_eq!(Step::of(&code, false, true), Step::Choose);
    assert_eq!(Step::of(&code, true, true), Step::Scan);
    assert_eq!(Step::of(&VerificationState::Ready, true, false), Step::Scan);
    // What the other side begins comes before that.
    assert_eq!(Step::of(&VerificationState::EmojiSoon, true, true), Step::EmojiSoon);
    assert_eq!(Step::of(&VerificationState::Scanned, true, true), Step::Scanned);
}

#[test]
fn every_state_has_its_own_words() {
    let mut states = vec![
        VerificationState::Requested { until: 0 },
        VerificationState::Ready,
        VerificationState::EmojiSoon,
        VerificationState::Emoji([0; 7]),
        VerificationState::WaitingForOther,
        VerificationState::Qr(QrCode { side: 1, dark: vec![true] }),
        VerificationState::Scanned,
        VerificationState::HaveScanned,
        VerificationState::Done,
    ];
    states.extend(
        [
            Cancelled::Declined,
            Cancelled::ByThem,
            Cancelled::Elsewhere,
            Cancelled::TimedOut,
            Cancelled::Mismatch,
            Cancelled::Simultaneous,
            Cancelled::Failed,
        ]
        .map(VerificationState::Cancelled),
    );
    for own in [true, false] {
        let said: BTreeSet<String> =
            states.iter().map(|state| words::lead(&Verification { own, ..at(state.clone()) })).collect();
        assert_eq!(said.len(), states.len());
    }
}

#[test]
fn every_emoji_has_a_name_in_every_language() {
    for file in [
        include_str!("../../../public/locales/en/app.ftl"),
        include_str!("../../../public/locales/de/app.ftl"),
    ] {
        let line = file.lines().find_map(|line| line.strip_prefix("verification-emoji-names = "));
        let names: BTreeSet<&str> = line.expect("the names").split('|').map(str::trim).collect();
        assert!(!names.contains(""));
        // Two that are called the same could not be told apart by who does not see them.
        assert_eq!(names.len(), 64);
    }
    assert_eq!(super::emoji::emoji(0), ("🐶", "Dog".to_owned()));
    assert_eq!(super::emoji::emoji(63).1, "Pin");
}

#[test]
fn of_whom_the_identity_has_changed_is_said_with_the_id() {
    let one = |verified| ChangedIdentity {
        person: Profile {
            user: "@bo:vmst.io".into(),
            name: Some("Bo".to_owned()),
            ambiguous: false,
            avatar: None,
        },
        verified,
    };
    let (verified, other) = (super::changed::words(&one(true)), super::changed::words(&one(false)));
    for said in [&verified, &other] {
        assert!(said.contains("Bo") && said.contains("@bo:vmst.io"), "{said}");
    }
    assert!(verified.contains("You had verified") && !other.contains("verified"));
}
