use leptos::prelude::GetUntracked;
use protocol::{
    AnyCommand, ComposerCommand, Failure, FailureKind, RequestId, ToEngine, ToTab,
    composer::{Draft, LoadDraft, SendText},
    failure::StorageFault,
};

use super::{
    attachments::bare_name,
    draft::{merge, restore},
    field::{Act, Press, act},
    format::{Field, Format, difference},
    model::ComposerModel,
    net::Caught,
    shelf::{Outgoing, Problem},
    words::file_size,
};
use crate::link::{FakeEngine, Link};

/// A field from a text with `[` and `]` round the selection, or `|` for the caret.
fn field(marked: &str) -> Field {
    if let Some(at) = marked.find('|') {
        return Field { text: marked.replacen('|', "", 1), start: at, end: at };
    }
    let start = marked.find('‹').unwrap();
    let end = marked.find('›').unwrap() - '‹'.len_utf8();
    Field { text: marked.replace(['‹', '›'], ""), start, end }
}

#[track_caller]
fn check(before: &str, format: Format, after: &str) {
    assert_eq!(field(before).apply(format), field(after));
}

#[test]
fn marks_go_round_the_words() {
    check("say ‹it›!", Format::Bold, "say **‹it›**!");
    check("say ‹it ›!", Format::Italic, "say _‹it›_ !");
    check("a|b", Format::Strike, "a~~|~~b");
    check("‹ö›", Format::Code, "`‹ö›`");
}

#[test]
fn marks_are_taken_away_again() {
    check("say **‹it›**!", Format::Bold, "say ‹it›!");
    check("say ‹**it**›!", Format::Bold, "say ‹it›!");
    check("a~~|~~b", Format::Strike, "a|b");
}

#[test]
fn several_lines_of_code_are_fenced() {
    check("‹a\nb›", Format::Code, "```\n‹a\nb›\n```");
    check("x ‹a\nb› y", Format::Code, "x \n```\n‹a\nb›\n```\n y");
}

#[test]
fn whole_lines_are_quoted() {
    check("one\nt‹wo\nth›ree", Format::Quote, "one\n‹> two\n> three›");
    check("‹> two\n> three›", Format::Quote, "‹two\nthree›");
    check("‹- two\nthree›", Format::List, "‹- two\n- three›");
    check("it|em", Format::List, "- item|");
}

#[test]
fn a_link_waits_for_what_is_missing() {
    check("see ‹this›", Format::Link, "see [this](|)");
    check("see ‹https://a.b›", Format::Link, "see [|](https://a.b)");
    check("|", Format::Link, "[|]()");
    assert_eq!(field("see ‹this›").link_to("https://a.b"), Some(field("see [this](https://a.b)|")));
    assert_eq!(field("see ‹this›").link_to("not an address"), None);
}

#[test]
fn offsets_count_as_the_browser_does() {
    let field = Field::from_utf16("a😀b".into(), 1, 3);
    assert_eq!((field.selected(), field.selection_utf16()), ("😀", (1, 3)));
    assert_eq!(Field::from_utf16("a".into(), 9, 9).selection_utf16(), (1, 1));
}

#[test]
fn undo_is_told_the_smallest_change() {
    assert_eq!(difference("say it!", "say **it**!"), (4, 6, "**it**"));
    assert_eq!(difference("aa", "aaa"), (2, 2, "a"));
    assert_eq!(difference("", "x"), (0, 0, "x"));
    assert_eq!(difference("xö", "x"), (1, 3, ""));
}

#[test]
fn keys_of_formats() {
    assert_eq!(Format::of_key("B", false), Some(Format::Bold));
    assert_eq!(Format::of_key("b", true), None);
    assert_eq!(Format::of_key("X", true), Some(Format::Strike));
}

#[test]
fn nothing_typed_is_lost_when_the_draft_comes() {
    assert_eq!(merge("", None, Some("stored".into())), "stored");
    assert_eq!(merge("", Some("newer".into()), Some("stored".into())), "newer");
    assert_eq!(merge("typed", None, Some("stored".into())), "stored\ntyped");
    assert_eq!(merge("sto", None, Some("stored".into())), "stored");
    assert_eq!(merge("typed", None, None), "typed");
}

#[test]
fn what_failed_comes_back_before_what_was_written_since() {
    assert_eq!(restore("first", ""), "first");
    assert_eq!(restore("first", "second"), "first\nsecond");
}

/// A composer in a room of its own, whose draft is loaded, with the engine that it talks to.
fn composer(room: &str) -> (ComposerModel, FakeEngine) {
    let (link, engine) = Link::fake();
    let model = ComposerModel::new(link, room.into());
    engine.settle();
    let (id, _) = asked(&engine).remove(0);
    engine.answer::<LoadDraft>(id, Ok(&None));
    (model, engine)
}

/// The composer's commands among the frames that came.
fn asked(engine: &FakeEngine) -> Vec<(RequestId, ComposerCommand)> {
    let frames = engine.frames().into_iter();
    frames
        .filter_map(|frame| match frame {
            ToEngine::Request { id, command: AnyCommand::Composer(command) } => Some((id, command)),
            _ => None,
        })
        .collect()
}

fn write(model: &ComposerModel, text: &str) {
    model.shelf.rewrite(text.to_owned());
    model.send();
}

/// What the engine has not said it has.
fn sending(model: &ComposerModel) -> Vec<String> {
    model.shelf.sending.get_untracked().into_iter().map(|outgoing| outgoing.text).collect()
}

/// The one message that was handed to the engine.
fn sent(engine: &FakeEngine) -> (RequestId, String) {
    engine.settle();
    let mut asked = asked(engine);
    asked.retain(|(_, command)| matches!(command, ComposerCommand::SendText(_)));
    assert_eq!(asked.len(), 1, "{asked:?}");
    match asked.remove(0) {
        (id, ComposerCommand::SendText(command)) => (id, command.text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn messages_go_one_after_the_other() {
    let (model, engine) = composer("!order");
    write(&model, "\nfirst ");
    write(&model, "second");
    assert_eq!(model.shelf.text.get_untracked(), "");
    assert_eq!(sending(&model), ["first", "second"]);
    let (id, text) = sent(&engine);
    assert_eq!(text, "first");
    engine.answer::<SendText>(id, Ok(&()));
    assert_eq!(sent(&engine).1, "second");
    assert_eq!(sending(&model), ["second"]);
}

#[test]
fn what_fails_comes_back_in_order_with_all_that_follows() {
    let (model, engine) = composer("!failure");
    write(&model, "first");
    write(&model, "second");
    model.shelf.rewrite("third".to_owned());
    let (id, _) = sent(&engine);
    let failure = Failure::new(FailureKind::Storage(StorageFault::Full));
    engine.answer::<SendText>(id, Err(failure.clone()));
    assert_eq!(model.shelf.text.get_untracked(), "first\nsecond\nthird");
    assert_eq!(model.shelf.problem.get_untracked(), Some(Problem::Text(failure)));
    assert!(sending(&model).is_empty());
    engine.settle();
    let saved = asked(&engine);
    assert!(
        matches!(saved.as_slice(), [(_, ComposerCommand::SaveDraft(save))] if save.draft.text == "first\nsecond\nthird"),
        "{saved:?}"
    );
}

#[test]
fn a_message_that_is_refused_for_itself_does_not_hold_up_the_next() {
    let (model, engine) = composer("!refused");
    write(&model, "too long");
    write(&model, "short");
    let (id, _) = sent(&engine);
    engine.answer::<SendText>(id, Err(FailureKind::TooLarge { limit: None }.into()));
    assert_eq!(model.shelf.text.get_untracked(), "too long");
    assert_eq!(sent(&engine).1, "short");
}

#[test]
fn what_a_dead_engine_was_asked_is_asked_of_the_next_with_the_same_ticket() {
    let (model, engine) = composer("!again");
    write(&model, "once");
    engine.settle();
    let first = asked(&engine);
    engine.say(&ToTab::Fatal { incident: "i".into(), log: String::new() });
    engine.come_up();
    let again = asked(&engine);
    let sends = |commands: Vec<(RequestId, ComposerCommand)>| -> Vec<SendText> {
        let sends = commands.into_iter().filter_map(|(_, command)| match command {
            ComposerCommand::SendText(send) => Some(send),
            _ => None,
        });
        sends.collect()
    };
    let (first, again) = (sends(first), sends(again));
    assert_eq!(first.len(), 1);
    assert_eq!(first, again);
    assert_eq!(sending(&model), ["once"]);
    assert_eq!(model.shelf.text.get_untracked(), "");
}

#[test]
fn the_net_keeps_what_is_being_sent_with_its_ticket() {
    let outgoing = Outgoing { text: "a".into(), id: "1".into(), asked_at: Some(7) };
    let json = Caught::new("b".into(), std::slice::from_ref(&outgoing)).to_json();
    let mut caught = Caught::from_json(&json).unwrap();
    assert_eq!(caught.sending(), [outgoing]);
    assert_eq!(caught.text, "b");
    assert_eq!(Caught::from_json(&json.replace("\"version\":1", "\"version\":2")), None);
    assert_eq!(Caught::from_json("a text"), None);
}

#[test]
fn nothing_is_sent_of_blanks() {
    let (model, engine) = composer("!blank");
    write(&model, " \n ");
    engine.settle();
    assert!(asked(&engine).is_empty());
}

#[test]
fn a_stored_draft_is_shown() {
    let (link, engine) = Link::fake();
    let model = ComposerModel::new(link, "!stored".into());
    engine.settle();
    let (id, _) = asked(&engine).remove(0);
    engine.answer::<LoadDraft>(id, Ok(&Some(Draft { text: "kept".into() })));
    assert_eq!(model.shelf.text.get_untracked(), "kept");
}

#[test]
fn keys_send_break_and_format() {
    let press = |key| Press { key, ..Press::default() };
    assert_eq!(act(press("Enter")), Act::Send);
    assert_eq!(act(Press { shift: true, ..press("Enter") }), Act::Leave);
    assert_eq!(act(Press { composing: true, ..press("Enter") }), Act::Leave);
    assert_eq!(act(Press { ctrl_enter: true, ..press("Enter") }), Act::Leave);
    assert_eq!(act(Press { ctrl_enter: true, command: true, ..press("Enter") }), Act::Send);
    assert_eq!(act(Press { command: true, ..press("b") }), Act::Format(Format::Bold));
    assert_eq!(act(press("b")), Act::Leave);
    assert_eq!(act(Press { command: true, ..press("k") }), Act::Leave, "goes to the list of rooms");
    assert_eq!(act(Press { command: true, selection: true, ..press("k") }), Act::Format(Format::Link));
}

#[test]
fn names_of_files_tell_no_lies() {
    assert_eq!(bare_name("/home/me/a.txt"), "a.txt");
    assert_eq!(bare_name("C:\\x\\a.txt"), "a.txt");
    assert_eq!(bare_name("photo\u{202e}gpj.exe"), "photogpj.exe");
    assert_eq!(bare_name("\n"), "file");
}

#[test]
fn sizes_are_short() {
    let sizes = [1, 999, 1_000, 213_400, 1_234_567, 3_000_000_000].map(file_size);
    assert_eq!(sizes, ["1 byte", "999 bytes", "1 KB", "214 KB", "1.3 MB", "3 GB"]);
}
