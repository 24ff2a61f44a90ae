use proptest::prelude::*;

use crate::{
    codec::{decode, encode},
    composer::SendText,
    login::LoginWithToken,
    timeline::{Content, EventItem, Focus, ItemKind, Timeline, TimelineItem},
    *,
};

fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: T) {
    assert_eq!(decode::<T>(&encode(&value)), Ok(value));
}

fn ticket() -> composer::Ticket {
    composer::Ticket { id: "t".into(), asked_at: 1 }
}

#[test]
fn a_request_survives_the_wire() {
    let command = SendText {
        place: RoomId::from("!a").into(),
        text: "hello *you*".into(),
        about: None,
        ticket: ticket(),
    }
    .wrap();
    assert_eq!(command.name(), "SendText");
    round_trip(ToEngine::Request { id: RequestId(7), command });
}

#[test]
fn a_topic_survives_the_wire() {
    let topic = Timeline { room: "!a".into(), focus: Focus::Event("$b".into()) }.wrap();
    assert_eq!(topic.name(), "Timeline");
    round_trip(ToEngine::Subscribe { sub: SubId(1), topic });
}

#[test]
fn what_a_tab_posts_sealed_is_what_the_engine_reads() {
    let send = SendText {
        place: RoomId::from("!a").into(),
        text: "hello *you*".into(),
        about: None,
        ticket: ticket(),
    };
    let sealed = SealedToEngine::Request { id: RequestId(7), command: send.seal() };
    let read = decode::<ToEngine>(&encode(&sealed));
    assert_eq!(read, Ok(ToEngine::Request { id: RequestId(7), command: send.wrap() }));

    let topic = Timeline { room: "!a".into(), focus: Focus::Event("$b".into()) };
    let sealed = SealedToEngine::Subscribe { sub: SubId(1), topic: topic.seal() };
    assert_eq!(
        decode::<ToEngine>(&encode(&sealed)),
        Ok(ToEngine::Subscribe { sub: SubId(1), topic: topic.wrap() })
    );
}

#[test]
fn an_item_survives_the_wire() {
    let item = TimelineItem {
        key: "k".into(),
        kind: ItemKind::Event(Box::new(EventItem {
            event: Some("$e".into()),
            sender: profile::Profile { user: "@a:b".into(), name: None, ambiguous: false, avatar: None },
            own: true,
            timestamp: u64::MAX,
            content: Content::Redacted { by: None, reason: Some("spam".into()) },
            edited: false,
            reply_to: None,
            reactions: vec![],
            receipts: vec![],
            send_state: Some(timeline::SendState::Failed { why: FailureKind::Timeout, recoverable: true }),
            shield: None,
            key_from: None,
            mentions_me: false,
            thread: None,
            previews: None,
            effect: None,
        })),
    };
    round_trip::<Batch<TimelineItem>>(vec![Diff::Reset { values: vec![item] }]);
}

#[test]
fn secrets_are_not_printed() {
    let login = LoginWithToken {
        homeserver: "https://h".into(),
        token: Secret::new("syl_token"),
        device_name: "d".into(),
    };
    let printed = format!("{login:?} {:?}", media::MediaSource("{\"key\":\"k3y\"}".into()));
    assert!(!printed.contains("syl_token") && !printed.contains("k3y"), "{printed}");
}

#[test]
fn cut_bytes_are_refused() {
    let bytes = encode(&ToEngine::Bye);
    assert_eq!(decode::<ToEngine>(&bytes), Ok(ToEngine::Bye));
    assert_eq!(decode::<ToEngine>(&[]), Err(codec::Malformed));
}

fn any_diff() -> impl Strategy<Value = Diff<u8>> {
    let value = any::<u8>();
    let index = 0u32..12;
    prop_oneof![
        proptest::collection::vec(value, 0..4).prop_map(|values| Diff::Append { values }),
        Just(Diff::Clear),
        value.prop_map(|value| Diff::PushFront { value }),
        value.prop_map(|value| Diff::PushBack { value }),
        Just(Diff::PopFront),
        Just(Diff::PopBack),
        (index.clone(), value).prop_map(|(index, value)| Diff::Insert { index, value }),
        (index.clone(), value).prop_map(|(index, value)| Diff::Set { index, value }),
        index.clone().prop_map(|index| Diff::Remove { index }),
        index.prop_map(|length| Diff::Truncate { length }),
        proptest::collection::vec(value, 0..6).prop_map(|values| Diff::Reset { values }),
    ]
}

proptest! {
    #[test]
    fn a_diff_out_of_range_changes_nothing(start in proptest::collection::vec(any::<u8>(), 0..8), diff in any_diff()) {
        let mut list = start.clone();
        if diff.clone().apply(&mut list).is_err() {
            prop_assert_eq!(list, start);
        }
    }

    #[test]
    fn batches_survive_the_wire(batch in proptest::collection::vec(any_diff(), 0..8)) {
        prop_assert_eq!(decode::<Batch<u8>>(&encode(&batch)), Ok(batch));
    }
}
