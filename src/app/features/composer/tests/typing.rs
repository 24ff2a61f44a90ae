use super::*;
use crate::settings;

/// What the room was told of writing.
fn told(engine: &FakeEngine) -> Vec<bool> {
    let told = |(_, command)| match command {
        ComposerCommand::SetTyping(typing) => Some(typing.typing),
        _ => None,
    };
    asked(engine).into_iter().filter_map(told).collect()
}

#[test]
fn whoever_keeps_it_to_themselves_is_not_seen_writing() {
    let (model, engine) = composer("!typing");
    model.typed("h".to_owned());
    assert_eq!(told(&engine), [true]);
    settings::here().send_typing.set(false);
    model.typed("hm".to_owned());
    assert_eq!(told(&engine), [false], "what they know is taken back");
    model.typed("hmm".to_owned());
    assert!(told(&engine).is_empty());
}
