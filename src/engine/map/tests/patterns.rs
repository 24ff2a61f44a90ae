//! What the SDK and ruma find with `vendor/regex`.

use futures_util::FutureExt;
use matrix_sdk::ruma::{
    owned_room_id, owned_user_id,
    push::{EventMatchConditionData, FlattenedJson, PushCondition, PushConditionRoomCtx},
    serde::Raw,
    uint,
};
use matrix_sdk_base::{RoomDisplayName, deserialized_responses::DisplayName};
use serde_json::json;

#[test]
fn names_of_people_that_look_alike() {
    let normal = |name: &str| DisplayName::new(name).as_normalized_str().map(ToOwned::to_owned);
    assert_eq!(normal("Hello"), normal("HeIlo"), "l and capital i");
    assert_eq!(normal("Sorry"), normal("S0rry"), "o and zero");
    assert_eq!(normal("Ali\u{2000}ce"), normal("Alice"), "a blank that is not seen");
    assert_eq!(normal("\u{200e}Alice"), normal("Alice"), "a mark of direction");
    assert_ne!(normal("Alice"), normal("Malice"));

    let suspicious = |name: &str| DisplayName::new(name).is_inherently_ambiguous();
    assert!(suspicious("@alice:example.org") && suspicious("@alice.example"), "looks like a handle");
    assert!(suspicious("Ali\u{200b}ce"), "holds what is not seen");
    assert!(!suspicious("Alice") && !suspicious("@alice") && !suspicious("a:b") && !suspicious("Алиса Ünal"));
}

#[test]
fn names_of_rooms_as_aliases() {
    let alias = |name: &str| RoomDisplayName::Named(name.to_owned()).to_room_alias_name();
    assert_eq!(alias("The  garden\u{3000}club"), "the-garden-club", "blanks of any script");
    assert_eq!(alias("#one, {two}: \\three"), "one-two-three");
    assert_eq!(alias("$1"), "$1");
    assert_eq!(alias("Bücher"), "bcher", "what is not ASCII goes");
}

#[test]
fn words_with_wildcards_in_push_rules() {
    let matches = |pattern: &str, body: &str| {
        let condition = EventMatchConditionData::new("content.body".to_owned(), pattern.to_owned());
        let event =
            Raw::from_json(serde_json::value::to_raw_value(&json!({ "content": { "body": body } })).unwrap());
        let event = FlattenedJson::from_raw::<serde_json::Value>(&event);
        let (room, me) = (owned_room_id!("!room:example.org"), owned_user_id!("@me:example.org"));
        let context = PushConditionRoomCtx::new(room, uint!(2), me, "Me".to_owned());
        let condition = PushCondition::EventMatch(condition);
        condition.applies(&event, &context).now_or_never().expect("nothing is waited for")
    };
    assert!(matches("gard*", "in the Garden, early"));
    assert!(!matches("gard*", "a bodyguard"));
    assert!(matches("g?rden", "my g\u{e4}rden."), "one letter, whatever its bytes");
    assert!(!matches("g?rden", "my grden"));
    assert!(matches("c++*", "c++11 it is") && !matches("c++*", "ccc"), "signs stand for themselves");
    assert!(matches("*pril", "April") && !matches("apri?", "Apri"));
}
