use leptos::prelude::*;
use protocol::{
    AnyCommand, Failure, FailureKind, ModerationCommand, ProfileCommand, RequestId, RoomCommand,
    moderation::{FindModerated, ModeratedRoom},
    profile::{LoadProfile, Profile},
    room::StartDirect,
};

use super::model::{Known, UserModel};
use crate::link::{FakeEngine, Link};

fn asked(engine: &FakeEngine) -> Vec<(RequestId, AnyCommand)> {
    engine.requests(Some)
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

#[test]
fn where_one_may_delete_what_a_person_says_is_known_and_missed_without_a_word() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let model = UserModel::new(link, "@a:b".into());
        asked(&engine);
        let looked = || {
            model.look_for_rooms();
            match &asked(&engine)[..] {
                [(id, AnyCommand::Moderation(ModerationCommand::FindModerated(_)))] => *id,
                other => panic!("{other:?}"),
            }
        };
        engine.answer::<FindModerated>(looked(), Err(Failure::new(FailureKind::Offline)));
        assert_eq!(model.moderated.get_untracked(), []);
        assert_eq!(model.failure.get_untracked(), None);
        let rooms = vec![ModeratedRoom { room: "!r".into(), name: None }];
        engine.answer::<FindModerated>(looked(), Ok(&rooms));
        assert_eq!(model.moderated.get_untracked(), rooms);
    });
}
