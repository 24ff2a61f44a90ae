use leptos::prelude::*;
use protocol::{
    AnyCommand, Failure, FailureKind, RequestId, RoomCommand,
    room::{JoinRoom, Membership, PreviewRoom, RoomPreview},
};

use super::model::{FirstRunModel, SuggestionState};
use crate::link::{FakeEngine, Link};

fn preview(membership: Membership) -> RoomPreview {
    RoomPreview {
        room: "!a".into(),
        name: Some("General".to_owned()),
        topic: None,
        avatar: None,
        alias: None,
        members: 3,
        space: false,
        joinable: true,
        membership,
    }
}

fn asked(engine: &FakeEngine) -> Vec<(RequestId, RoomCommand)> {
    engine.requests(|command| match command {
        AnyCommand::Room(command) => Some(command),
        _ => None,
    })
}

#[test]
fn a_suggested_room_is_looked_at_and_joined() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let model = FirstRunModel::new(link, &["#general:vmst.io".to_owned()]);
        let room = model.rooms[0];
        let looks = asked(&engine);
        assert!(matches!(&looks[..], [(_, RoomCommand::PreviewRoom(_))]));
        engine.answer::<PreviewRoom>(looks[0].0, Ok(&preview(Membership::Stranger)));
        assert!(matches!(room.get_untracked().state, SuggestionState::Open(_)));
        model.join(room);
        model.join(room);
        let joins = asked(&engine);
        assert_eq!(joins.len(), 1, "a second press does nothing");
        engine.answer::<JoinRoom>(joins[0].0, Err(Failure::new(FailureKind::Offline)));
        assert!(matches!(room.get_untracked().state, SuggestionState::Failed { .. }));
        model.join(room);
        engine.answer::<JoinRoom>(asked(&engine)[0].0, Ok(&"!a".into()));
        assert!(matches!(room.get_untracked().state, SuggestionState::Joined { .. }));
        assert!(!model.knows_its_way(), "somebody who joined here wants to read on");
    });
}

#[test]
fn a_room_one_is_in_already_can_be_opened() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let model = FirstRunModel::new(link, &["#general:vmst.io".to_owned()]);
        engine.answer::<PreviewRoom>(asked(&engine)[0].0, Ok(&preview(Membership::Joined)));
        assert!(matches!(model.rooms[0].get_untracked().state, SuggestionState::Joined { .. }));
        assert!(model.knows_its_way());
    });
}
