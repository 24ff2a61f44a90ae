use leptos::prelude::*;
use protocol::{
    AnyCommand, Failure, FailureKind, RequestId, RoomCommand, RoomId,
    room::{CreateRoom, NewRoomRules, ReadNewRoomRules},
};

use super::model::{Flaw, NewRoomModel, Progress};
use crate::link::{FakeEngine, Link};

fn asked(engine: &FakeEngine) -> Vec<(RequestId, RoomCommand)> {
    engine.requests(|command| match command {
        AnyCommand::Room(command) => Some(command),
        _ => None,
    })
}

/// A room that is being written down, where the operator wants this.
fn writing(rules: NewRoomRules) -> (NewRoomModel, FakeEngine) {
    let (link, engine) = Link::fake();
    let model = NewRoomModel::new(link);
    assert!(model.encrypted(), "until it is known otherwise");
    engine.answer::<ReadNewRoomRules>(asked(&engine)[0].0, Ok(&rules));
    (model, engine)
}

fn created(engine: &FakeEngine) -> (RequestId, CreateRoom) {
    match asked(engine).pop() {
        Some((id, RoomCommand::CreateRoom(command))) => (id, command),
        other => panic!("{other:?}"),
    }
}

const USUAL: NewRoomRules = NewRoomRules { encrypted: true, never_encrypted: false };

#[test]
fn a_private_room_is_encrypted_unless_somebody_wants_it_otherwise() {
    Owner::new().with(|| {
        let (model, _engine) = writing(USUAL);
        assert!(model.encrypted());
        model.public.set(true);
        assert!(!model.encrypted(), "whoever may join reads it anyway");
        model.choose_encrypted(true);
        assert!(model.encrypted());
        model.public.set(false);
        model.choose_encrypted(false);
        assert!(!model.encrypted());

        let (model, _engine) = writing(NewRoomRules { encrypted: false, ..USUAL });
        assert!(!model.encrypted() && model.may_encrypt());
        let (model, _engine) = writing(NewRoomRules { encrypted: false, never_encrypted: true });
        model.choose_encrypted(true);
        assert!(!model.encrypted() && !model.may_encrypt());
    });
}

#[test]
fn a_room_is_made_once_and_what_was_typed_outlives_a_refusal() {
    Owner::new().with(|| {
        let (model, engine) = writing(USUAL);
        model.create(|_| panic!("it has no name"));
        assert!(asked(&engine).is_empty());
        model.name.set("Tea".into());
        let made = RwSignal::new(None::<RoomId>);
        model.create(move |room| made.set(Some(room)));
        model.create(|_| panic!("it is being made"));
        let (id, command) = created(&engine);
        assert!(command.encrypted && !command.public && command.address.is_none());
        engine.answer::<CreateRoom>(id, Err(Failure::new(FailureKind::Offline)));
        assert!(matches!(model.progress.get(), Progress::Failed(_)) && model.name.get() == "Tea");
        model.create(move |room| made.set(Some(room)));
        engine.answer::<CreateRoom>(created(&engine).0, Ok(&RoomId("!a:b".into())));
        assert_eq!(made.get(), Some(RoomId("!a:b".into())));
    });
}

#[test]
fn an_address_counts_for_public_rooms_and_its_flaws_are_said() {
    Owner::new().with(|| {
        let (model, engine) = writing(USUAL);
        model.name.set("Tea".into());
        model.address.set("tea time".into());
        assert_eq!(model.flaw(), None);
        model.public.set(true);
        assert_eq!(model.flaw(), Some(Flaw::Letters));
        model.create(|_| panic!("there is no such address"));
        assert!(asked(&engine).is_empty());
        model.address.set(" tea ".into());
        model.create(|_| panic!("it is taken"));
        let (id, command) = created(&engine);
        assert!(command.public && !command.encrypted && command.address.as_deref() == Some("tea"));
        engine.answer::<CreateRoom>(id, Err(Failure::new(FailureKind::Invalid { field: "address".into() })));
        assert_eq!(model.flaw(), Some(Flaw::Taken));
    });
}
