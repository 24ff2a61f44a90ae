use leptos::prelude::*;
use protocol::{
    AnyCommand, Failure, FailureKind, ProfileCommand, RequestId, RoomCommand, ToEngine,
    profile::{LoadProfile, Profile},
    room::StartDirect,
};

use super::model::{Known, UserModel};
use crate::link::{FakeEngine, Link};

fn asked(engine: &FakeEngine) -> Vec<(RequestId, AnyCommand)> {
    engine
        .frames()
        .into_iter()
        .filter_map(|frame| match frame {
            ToEngine::Request { id, command } => Some((id, command)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_person_is_looked_up_and_a_missing_one_told_from_a_failure() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let model = UserModel::new(link, "@a:b".into());
        let first = asked(&engine);
        assert!(matches!(first[0].1, AnyCommand::Profile(ProfileCommand::LoadProfile(_))));
        engine.answer::<LoadProfile>(first[0].0, Err(Failure::new(FailureKind::NotFound)));
        assert_eq!(model.known.get_untracked(), Known::Nobody);
        model.look();
        engine.answer::<LoadProfile>(asked(&engine)[0].0, Err(Failure::new(FailureKind::Offline)));
        assert!(matches!(model.known.get_untracked(), Known::Failed(_)));
        model.look();
        let person = Profile { user: "@a:b".into(), name: None, ambiguous: false, avatar: None };
        engine.answer::<LoadProfile>(asked(&engine)[0].0, Ok(&person));
        assert_eq!(model.known.get_untracked(), Known::Person(person));
    });
}

#[test]
fn a_chat_is_asked_for_once_and_a_refusal_is_said() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let model = UserModel::new(link, "@a:b".into());
        asked(&engine);
        model.write();
        model.write();
        let writes = asked(&engine);
        assert!(matches!(&writes[..], [(_, AnyCommand::Room(RoomCommand::StartDirect(_)))]));
        engine.answer::<StartDirect>(writes[0].0, Err(Failure::new(FailureKind::Forbidden)));
        assert!(!model.busy.get_untracked());
        assert!(model.failure.get_untracked().is_some());
    });
}
