use leptos::prelude::*;
use protocol::{
    AnyCommand, DeviceCommand, Failure, FailureKind, RequestId, Secret,
    devices::ResetIdentity,
    reauth::{Confirmed, Proof, ProvenBy, Reauth, Way},
};

use super::{model::Opened, *};
use crate::link::{FakeEngine, Link};

fn asked(engine: &FakeEngine) -> (RequestId, Option<Proof>) {
    let mut all = engine.requests(|command| match command {
        AnyCommand::Device(DeviceCommand::ResetIdentity(command)) => Some(command.proof),
        _ => None,
    });
    let one = all.pop().expect("it was asked");
    assert_eq!(all, [], "and once");
    one
}

fn wanted(ways: Vec<Way>) -> Reauth {
    Reauth { session: "s".into(), ways, refused: false }
}

fn start(link: &Link) -> (Confirming, RwSignal<bool>) {
    let done = RwSignal::new(false);
    (Confirming::new(link, |proof| ResetIdentity { proof }, move || done.set(true)), done)
}

#[test]
fn a_proof_that_is_none_is_said_and_the_next_one_counts() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let (confirming, done) = start(&link);
        assert_eq!(confirming.step(), Step::Idle);
        confirming.begin();
        confirming.begin();
        let (id, proof) = asked(&engine);
        assert!(proof.is_none() && confirming.is_asking());
        let sso = wanted(vec![Way::Sso { page: "https://a.example/x".into() }]);
        engine.answer::<ResetIdentity>(id, Ok(&Confirmed::Wanted(sso.clone())));
        assert_eq!(confirming.step(), Step::Wanted(sso.clone()));
        assert!(!confirming.refused.get_untracked());

        // Natively every window is blocked.
        confirming.open("https://a.example/x");
        assert_eq!(confirming.opened.get_untracked(), Opened::Refused);
        confirming.confirmed();
        let (id, proof) = asked(&engine);
        assert_eq!(proof, Some(Proof { session: "s".into(), by: ProvenBy::Sso }));
        let refused = Reauth { refused: true, ..sso };
        engine.answer::<ResetIdentity>(id, Ok(&Confirmed::Wanted(refused)));
        assert!(confirming.refused.get_untracked() && !done.get_untracked());

        confirming.confirmed();
        engine.answer::<ResetIdentity>(asked(&engine).0, Ok(&Confirmed::Done));
        assert_eq!(confirming.step(), Step::Done);
        assert!(done.get_untracked());
    });
}

#[test]
fn a_password_is_a_proof_and_a_failure_is_no_refusal() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let (confirming, done) = start(&link);
        confirming.begin();
        engine.answer::<ResetIdentity>(asked(&engine).0, Ok(&Confirmed::Wanted(wanted(vec![Way::Password]))));
        // There is no page on which it could have been done.
        confirming.confirmed();
        confirming.by_password("secret");
        let (id, proof) = asked(&engine);
        let by = ProvenBy::Password(Secret::new("secret"));
        assert_eq!(proof, Some(Proof { session: "s".into(), by }));
        let offline = Failure::new(FailureKind::Offline);
        engine.answer::<ResetIdentity>(id, Err(offline.clone()));
        assert_eq!(confirming.step(), Step::Failed(offline));
        assert!(!done.get_untracked());
    });
}
