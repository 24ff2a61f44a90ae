//! What can be taken back for a while, and what is sent later.

use protocol::{BlobRef, composer::NewFile, schedule::ScheduleText};

use super::*;
use crate::{
    features::composer::later_files::put_below,
    settings::{self, UndoSend},
};

fn field_of(model: &ComposerModel) -> Draft {
    model.shelf.field()
}

#[test]
fn what_was_sent_can_be_taken_back_until_its_time_is_over() {
    settings::here().undo_send.set(UndoSend::Five);
    let (model, engine) = composer("!undo");
    model.shelf.show(Writing { field: answer("first", "$a"), aside: Vec::new() });
    model.send();
    assert!(sends(&engine).is_empty(), "the engine has not heard of it");
    assert_eq!(field_of(&model), plain(""));
    model.undo();
    assert_eq!(field_of(&model), answer("first", "$a"), "with what it answers");
    model.send();
    write(&model, "second");
    let (id, text) = sent(&engine);
    assert_eq!(text, "first", "the one before has had its time");
    engine.answer::<SendText>(id, Ok(&()));
    assert!(sends(&engine).is_empty());
    model.release();
    assert_eq!(sent(&engine).1, "second");
    model.undo();
    assert_eq!(field_of(&model), plain(""), "nothing is left to be taken back");
}

#[test]
fn what_can_be_taken_back_goes_out_when_the_page_is_left_and_is_in_the_net_if_it_dies() {
    settings::here().undo_send.set(UndoSend::Twenty);
    let (model, engine) = composer("!left");
    write(&model, "once");
    assert_eq!(net::left_to_send(&ada()), std::slice::from_ref(&model.place));
    // The page dies; the next one leaves it for a while to others that may be at work on it.
    shelf::clear();
    let (link, next_engine) = Link::fake();
    crate::features::composer::take_up(&link, &ada());
    let next = ComposerModel::new(link, ada(), model.place.clone());
    assert!(sends(&next_engine).is_empty());
    next.typed("more".to_owned());
    let mut caught = net::read(&ada(), &model.place).unwrap();
    let (outgoing, _) = caught.take_held().pop().unwrap();
    assert_eq!((outgoing.draft, caught.writing()), (plain("once"), standing("more")));
    assert!(sends(&engine).is_empty());
    // What is sent meanwhile does not push it out of the net.
    write(&next, "twice");
    let held = net::read(&ada(), &model.place).unwrap().take_held();
    let texts: Vec<_> = held.iter().map(|(outgoing, _)| outgoing.draft.text.as_str()).collect();
    assert_eq!(texts, ["once", "twice"]);
    next.adopt(&held[0].0.id);
    assert_eq!(sent(&next_engine).1, "once", "no other page has sent it");

    let (model, engine) = composer("!flushed");
    write(&model, "at once");
    model.leave_page();
    assert_eq!(sent(&engine).1, "at once");
}

#[test]
fn edits_are_not_held_and_keys_take_back() {
    settings::here().undo_send.set(UndoSend::Ten);
    let (model, engine) = composer("!edit");
    model.shelf.show(Writing { field: edit("b", "$b"), aside: Vec::new() });
    model.send();
    assert_eq!(sent(&engine).1, "b");
    let held = |key| Press { key, held: true, ..Press::default() };
    assert_eq!(act(held("Escape")), Act::Undo);
    assert_eq!(act(Press { about: true, ..held("Escape") }), Act::DropAbout);
    assert_eq!(act(Press { command: true, idle: true, ..held("z") }), Act::Undo);
    assert_eq!(act(Press { command: true, ..held("z") }), Act::Leave, "the browser undoes what is written");
    assert_eq!(act(Press { both: true, ..held("Enter") }), Act::Later);
}

/// What was asked to be sent later.
fn scheduled(engine: &FakeEngine) -> Vec<(RequestId, ScheduleText)> {
    engine.settle();
    let asked = asked(engine).into_iter();
    asked
        .filter_map(|(id, command)| match command {
            ComposerCommand::ScheduleText(later) => Some((id, later)),
            _ => None,
        })
        .collect()
}

#[test]
fn what_is_to_be_sent_later_stays_in_the_field_until_the_engine_has_it() {
    let (model, engine) = composer("!later");
    model.shelf.rewrite("good morning".to_owned());
    model.send_later(9, drop);
    let asked = scheduled(&engine);
    assert_eq!((asked[0].1.text.as_str(), asked[0].1.at), ("good morning", 9));
    assert_eq!(field_of(&model), plain("good morning"));
    let failure = Failure::new(FailureKind::Offline);
    engine.answer::<ScheduleText>(asked[0].0, Err(failure.clone()));
    assert_eq!(model.shelf.problem.get_untracked(), Some(Problem::Text(failure)));
    model.send_later(9, drop);
    let asked = scheduled(&engine);
    engine.answer::<ScheduleText>(asked[0].0, Ok(&()));
    assert_eq!(field_of(&model), plain(""));

    model.shelf.rewrite("/confetti ".to_owned());
    model.send_later(9, drop);
    let asked = scheduled(&engine);
    assert_eq!(asked[0].1.text, "/me throws confetti 🎉", "as when it is sent now");
    engine.answer::<ScheduleText>(asked[0].0, Ok(&()));
    assert_eq!(field_of(&model), plain(""));

    model.shelf.rewrite("/topic tomorrow".to_owned());
    model.send_later(9, drop);
    assert!(scheduled(&engine).is_empty());
    assert_eq!(model.shelf.problem.get_untracked(), Some(Problem::Later));
}

#[test]
fn words_stand_below_files_that_are_sent_later_where_they_would_if_sent_now() {
    let file = |caption: &str| NewFile {
        blob: BlobRef(0),
        filename: "a.jpg".into(),
        mime: "image/jpeg".into(),
        size: 1,
        measured: None,
        caption: caption.into(),
        keep_notes: false,
    };
    let laid = |text: &str, files: Vec<NewFile>, as_one, takes| {
        let ticket = Ticket { id: "1".into(), asked_at: 1 };
        let place = RoomId::from("!a").into();
        let message = ScheduleText { place, text: text.into(), about: None, at: 9, ticket, replaces: None };
        let laid = put_below(message, files, as_one, takes);
        let captions: Vec<_> = laid.files.into_iter().map(|file| file.caption).collect();
        (laid.message.text, captions, laid.together)
    };
    let one = |caption: &str| vec![file(caption)];
    assert_eq!(laid("a cat", one(""), false, true), (String::new(), vec!["a cat".into()], None));
    assert_eq!(laid("more", one("a cat"), false, true), ("more".into(), vec!["a cat".into()], None));
    assert_eq!(laid("a cat", one(""), false, false), ("a cat".into(), vec![String::new()], None));
    assert_eq!(laid("/me waves", one(""), false, true), ("/me waves".into(), vec![String::new()], None));
    let two = || vec![file("left"), file("")];
    let captions = || vec!["left".to_owned(), String::new()];
    assert_eq!(laid("two cats", two(), true, true), (String::new(), captions(), Some("two cats".into())));
    assert_eq!(laid("/me waves", two(), true, true), ("/me waves".into(), captions(), Some(String::new())));
    assert_eq!(laid("two cats", two(), false, true), ("two cats".into(), captions(), None));
}
