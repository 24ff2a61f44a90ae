//! Answering and editing.

use super::*;

/// A text that answers a message.
pub(super) fn answer(text: &str, event: &str) -> Draft {
    Draft { text: text.into(), about: Some(About::Reply(event.into())) }
}

/// A text that takes the place of a message.
pub(super) fn edit(text: &str, event: &str) -> Draft {
    Draft { text: text.into(), about: Some(About::Edit(event.into())) }
}

fn writing(field: Draft, aside: &[Draft]) -> Writing {
    Writing { field, aside: aside.to_vec() }
}

#[test]
fn what_comes_back_is_never_joined_with_what_is_another_message() {
    let put_back = |back: &[Draft], field: Draft| writing(field, &[]).put_back(back.to_vec());
    let nothing = Draft::default;
    assert_eq!(put_back(&[edit("e", "$1")], nothing()), writing(edit("e", "$1"), &[]));
    assert_eq!(put_back(&[plain("a"), plain("b")], plain("c")), writing(plain("a\nb\nc"), &[]));
    assert_eq!(put_back(&[answer("a", "$1")], answer("b", "$1")), writing(answer("a\nb", "$1"), &[]));
    // An edit waits for the words, words for the edit, and an answer for one to another.
    assert_eq!(put_back(&[edit("e", "$1")], plain("c")), writing(plain("c"), &[edit("e", "$1")]));
    assert_eq!(put_back(&[plain("a")], edit("e", "$1")), writing(edit("e", "$1"), &[plain("a")]));
    assert_eq!(put_back(&[edit("a", "$1")], edit("e", "$1")), writing(edit("e", "$1"), &[edit("a", "$1")]));
    assert_eq!(
        put_back(&[answer("a", "$1")], answer("b", "$2")),
        writing(answer("b", "$2"), &[answer("a", "$1")])
    );
    let mixed = [plain("a"), edit("e", "$1"), plain("b")];
    assert_eq!(put_back(&mixed, nothing()), writing(plain("a"), &mixed[1..]));
    assert_eq!(put_back(&mixed, plain("c")), writing(plain("b\nc"), &mixed[..2]));
    // What waited already waits on.
    let waiting = writing(edit("e", "$1"), &[plain("z")]).put_back(vec![plain("a")]);
    assert_eq!(waiting, writing(edit("e", "$1"), &[plain("a"), plain("z")]));
}

#[test]
fn a_stored_draft_is_never_joined_with_what_is_another_message() {
    let take_up = |stored: Draft, field: Draft| writing(field, &[]).take_up(stored);
    assert_eq!(take_up(answer("a", "$1"), Draft::default()), writing(answer("a", "$1"), &[]));
    assert_eq!(take_up(plain("a"), plain("b")), writing(plain("a\nb"), &[]));
    assert_eq!(take_up(edit("e", "$1"), plain("b")), writing(plain("b"), &[edit("e", "$1")]));
    assert_eq!(take_up(plain("a"), edit("e", "$1")), writing(edit("e", "$1"), &[plain("a")]));
    assert_eq!(take_up(Draft::default(), answer("", "$1")), writing(answer("", "$1"), &[]));
}

#[test]
fn an_answer_goes_with_its_text_and_comes_back_with_it() {
    let (model, engine) = composer("!answer");
    model.answer("$q".into());
    write(&model, "yes");
    assert_eq!(model.shelf.about.get_untracked(), None);
    let (id, send) = sends(&engine).remove(0);
    assert_eq!(send.about, Some(About::Reply("$q".into())));
    engine.answer::<SendText>(id, Err(FailureKind::TooLarge { limit: None }.into()));
    assert_eq!(model.shelf.text.get_untracked(), "yes");
    assert_eq!(model.shelf.about.get_untracked(), Some(About::Reply("$q".into())));
    model.drop_about();
    write(&model, "yes");
    assert_eq!(sends(&engine)[0].1.about, None);
}

/// Puts a message of one's own that says "old" into the field.
fn begin_edit(model: &ComposerModel, engine: &FakeEngine) {
    model.edit(model.place.timeline(), Some("$mine".into()));
    give_editable(engine);
}

/// The engine answers what a message of one's own says.
fn give_editable(engine: &FakeEngine) {
    engine.settle();
    let asked = engine.frames().into_iter().find_map(|frame| match frame {
        ToEngine::Request { id, command: AnyCommand::Message(MessageCommand::ReadEditable(_)) } => Some(id),
        _ => None,
    });
    let editable = Editable { event: "$mine".into(), text: "old".into(), whole: true };
    engine.answer::<ReadEditable>(asked.expect("asked"), Ok(&editable));
}

#[test]
fn what_stood_in_the_field_comes_back_after_an_edit() {
    let (model, engine) = composer("!edit");
    for send in [true, false] {
        model.typed("half a thought".into());
        begin_edit(&model, &engine);
        assert_eq!(model.shelf.text.get_untracked(), "old");
        // A page that dies now loses neither.
        let mut caught = net::read(&ada(), &model.place).expect("kept");
        let writing = Writing { field: edit("old", "$mine"), aside: vec![plain("half a thought")] };
        assert_eq!(caught.writing(), writing);
        if send {
            write(&model, "new");
            assert_eq!(sends(&engine)[0].1.about, Some(About::Edit("$mine".into())));
        } else {
            model.drop_about();
        }
        assert_eq!(model.shelf.about.get_untracked(), None);
        assert_eq!(model.shelf.text.get_untracked(), "half a thought");
    }
}

#[test]
fn an_edit_that_changes_nothing_is_not_sent() {
    let (model, engine) = composer("!unchanged");
    begin_edit(&model, &engine);
    write(&model, "old");
    assert!(sends(&engine).is_empty());
    assert_eq!(model.shelf.about.get_untracked(), None);
    assert_eq!(model.shelf.text.get_untracked(), "");
}

#[test]
fn a_draft_that_answers_is_taken_up_and_kept_without_a_word() {
    let (link, engine) = Link::fake();
    let model = ComposerModel::new(link, ada(), RoomId::from("!reply-draft").into());
    let (id, _) = asked(&engine).remove(0);
    let draft = Draft { text: String::new(), about: Some(About::Reply("$q".into())) };
    engine.answer::<LoadDraft>(id, Ok(&Some(draft)));
    assert_eq!(model.shelf.about.get_untracked(), Some(About::Reply("$q".into())));
    model.drop_about();
    model.save();
    let saved = asked(&engine);
    let [(_, ComposerCommand::SaveDraft(save))] = &saved[..] else { panic!("{saved:?}") };
    assert_eq!(save.draft, Draft { text: String::new(), about: None });
}

#[test]
fn a_failed_edit_waits_for_what_is_being_written_and_comes_back_as_the_edit() {
    let (model, engine) = composer("!failed-edit");
    begin_edit(&model, &engine);
    write(&model, "new");
    let (id, _) = sends(&engine).remove(0);
    model.typed("to all".into());
    engine.answer::<SendText>(id, Err(FailureKind::TooLarge { limit: None }.into()));
    assert_eq!(model.shelf.writing(), writing(plain("to all"), &[edit("new", "$mine")]));
    model.send();
    assert_eq!(sends(&engine)[0].1.about, None);
    assert_eq!(model.shelf.writing(), writing(edit("new", "$mine"), &[]));
}

#[test]
fn an_answer_that_was_being_written_is_one_again_after_an_edit() {
    let (model, engine) = composer("!answer-edit");
    model.answer("$q".into());
    model.typed("half".into());
    begin_edit(&model, &engine);
    assert_eq!(model.shelf.writing(), writing(edit("old", "$mine"), &[answer("half", "$q")]));
    model.drop_about();
    assert_eq!(model.shelf.writing(), writing(answer("half", "$q"), &[]));
}

#[test]
fn answering_lets_a_begun_edit_wait() {
    let (model, engine) = composer("!edit-answer");
    begin_edit(&model, &engine);
    model.answer("$q".into());
    assert_eq!(model.shelf.writing(), writing(answer("", "$q"), &[]), "nothing was changed");
    begin_edit(&model, &engine);
    model.typed("older".into());
    model.answer("$r".into());
    assert_eq!(model.shelf.writing(), writing(answer("", "$r"), &[edit("older", "$mine")]));
    // Asked for again, it goes on where it was left.
    begin_edit(&model, &engine);
    assert_eq!(model.shelf.writing(), writing(edit("older", "$mine"), &[answer("", "$r")]));
    begin_edit(&model, &engine);
    assert_eq!(model.shelf.text.get_untracked(), "older", "the pencil once more changes nothing");
}

#[test]
fn a_message_that_comes_late_does_not_take_the_field_from_who_writes_there() {
    let (model, engine) = composer("!late-edit");
    model.edit(model.place.timeline(), None);
    engine.settle();
    model.typed("h".into());
    give_editable(&engine);
    assert_eq!(model.shelf.writing(), writing(plain("h"), &[]));
}

#[test]
fn an_edit_that_was_emptied_sends_nothing() {
    let (model, engine) = composer("!emptied");
    begin_edit(&model, &engine);
    assert!(model.has_something());
    write(&model, "");
    assert!(!model.has_something() && sends(&engine).is_empty());
    assert_eq!(model.shelf.about.get_untracked(), Some(About::Edit("$mine".into())));
}

#[test]
fn an_edit_that_waits_for_an_answer_does_not_become_it() {
    let (model, engine) = composer("!edit-alone");
    begin_edit(&model, &engine);
    model.typed("new".into());
    model.answer("$q".into());
    assert_eq!(model.shelf.writing(), writing(answer("", "$q"), &[edit("new", "$mine")]));
    model.drop_about();
    assert_eq!(model.shelf.writing(), writing(edit("new", "$mine"), &[]), "the field was free");
    model.typed("newer".into());
    model.shelf.aside.update(|aside| aside.push(plain("x")));
    model.bring_aside();
    assert_eq!(model.shelf.writing(), writing(plain("x"), &[edit("newer", "$mine")]));
}

#[test]
fn a_command_that_comes_back_takes_no_other_words() {
    let back = |text: &str, field: &str| writing(plain(field), &[]).put_back(vec![plain(text)]);
    assert_eq!(back("/ban @bo:x", "he sings"), writing(plain("he sings"), &[plain("/ban @bo:x")]));
    assert_eq!(back("hello", "/me waves"), writing(plain("/me waves"), &[plain("hello")]));
    let stored = writing(plain("words"), &[]).take_up(plain("/topic x"));
    assert_eq!(stored, writing(plain("words"), &[plain("/topic x")]));
}
