//! Answering and editing.

use super::*;

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
    model.edit(Focus::Live, Some("$mine".into()));
    engine.settle();
    let asked = engine.frames().into_iter().find_map(|frame| match frame {
        ToEngine::Request { id, command: AnyCommand::Message(MessageCommand::ReadEditable(_)) } => Some(id),
        _ => None,
    });
    let editable = Editable { event: "$mine".into(), text: "old".into() };
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
        let mut caught = net::read(&ada(), &model.room).expect("kept");
        assert_eq!((caught.text.as_str(), caught.aside.as_deref()), ("old", Some("half a thought")));
        assert_eq!(caught.about(), Some(About::Edit("$mine".into())));
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
    let model = ComposerModel::new(link, ada(), "!reply-draft".into());
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
