//! Recording a voice message, as far as it goes without a browser.

use super::*;
use crate::platform::record::Refusal;

#[test]
fn it_is_said_that_there_is_no_microphone_to_be_had() {
    let (model, engine) = composer("!mute");
    model.record();
    assert!(model.shelf.take.get_untracked().is_some());
    engine.settle();
    assert!(model.shelf.take.get_untracked().is_none());
    assert_eq!(model.shelf.problem.get_untracked(), Some(Problem::Voice(Some(Refusal::Unsupported))));
    assert!(model.shelf.attachments.get_untracked().is_empty());
}

#[test]
fn who_leaves_while_the_microphone_is_asked_for_has_given_it_up() {
    let (model, engine) = composer("!left");
    model.record();
    model.shelf.stop_recording();
    assert!(model.shelf.take.get_untracked().is_none());
    engine.settle();
    assert_eq!(model.shelf.problem.get_untracked(), None);
}

#[test]
fn there_is_one_recording_at_a_time() {
    let (one, engine) = composer("!one");
    let other = opened(&one.link, &engine, "!other", None);
    one.record();
    let first = one.shelf.take.get_untracked();
    one.record();
    assert!(one.shelf.take.get_untracked() == first, "it goes on");
    other.record();
    assert!(one.shelf.take.get_untracked().is_none());
    assert!(other.shelf.take.get_untracked().is_some());
    forget_all();
    assert!(other.shelf.take.get_untracked().is_none(), "not after signing out");
}
