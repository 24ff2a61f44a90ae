use leptos::prelude::{GetUntracked, Update};
use protocol::{
    AnyCommand, ComposerCommand, Failure, FailureKind, MessageCommand, RequestId, RoomId, ToEngine, ToTab,
    UserId,
    composer::{About, Draft, LoadDraft, Place, SaveDraft, SendText, Ticket},
    failure::StorageFault,
    message::{Editable, ReadEditable},
};

use super::{
    attachments::bare_name,
    draft::{Writing, merge, restore},
    forget_all, forget_others,
    format::{Field, Format, difference},
    keys::{Act, Press, act},
    model::ComposerModel,
    net::{self, Caught},
    shelf::{self, Outgoing, Problem},
    words::file_size,
};
use crate::link::{FakeEngine, Link};

mod about;
mod captions;
mod later;
mod typing;
mod voice;

use about::{answer, edit};

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
    assert_eq!(merge("", "stored".into()), "stored");
    assert_eq!(merge("typed", "stored".into()), "stored\ntyped");
    assert_eq!(merge("sto", "stored".into()), "stored");
    assert_eq!(merge("typed", String::new()), "typed");
}

#[test]
fn what_failed_comes_back_before_what_was_written_since() {
    assert_eq!(restore("first", ""), "first");
    assert_eq!(restore("first", "second"), "first\nsecond");
}

fn ada() -> UserId {
    "@ada:vmst.io".into()
}

/// A composer in a room of its own, whose draft is loaded, with the engine that it talks to.
fn composer(room: &str) -> (ComposerModel, FakeEngine) {
    let (link, engine) = Link::fake();
    let model = opened(&link, &engine, room, None);
    (model, engine)
}

/// A composer in a room that has this draft.
fn opened(link: &Link, engine: &FakeEngine, room: &str, stored: Option<&str>) -> ComposerModel {
    let model = ComposerModel::new(link.clone(), ada(), RoomId::from(room).into());
    let asked = asked(engine).into_iter();
    let load = asked.filter(|(_, command)| matches!(command, ComposerCommand::LoadDraft(_)));
    let draft = stored.map(|text| Draft { text: text.to_owned(), about: None });
    for (id, _) in load {
        engine.answer::<LoadDraft>(id, Ok(&draft));
    }
    model
}

/// The composer's commands among the frames that came.
fn asked(engine: &FakeEngine) -> Vec<(RequestId, ComposerCommand)> {
    engine.requests(|command| match command {
        AnyCommand::Composer(command) => Some(command),
        _ => None,
    })
}

fn write(model: &ComposerModel, text: &str) {
    model.shelf.rewrite(text.to_owned());
    model.send();
}

/// What the engine has not said it has.
fn sending(model: &ComposerModel) -> Vec<String> {
    model.shelf.sending.get_untracked().into_iter().map(|outgoing| outgoing.draft.text).collect()
}

/// The messages that were handed to the engine.
fn sends(engine: &FakeEngine) -> Vec<(RequestId, SendText)> {
    engine.settle();
    let asked = asked(engine).into_iter();
    asked
        .filter_map(|(id, command)| match command {
            ComposerCommand::SendText(send) => Some((id, send)),
            _ => None,
        })
        .collect()
}

/// The one message that was handed to the engine.
fn sent(engine: &FakeEngine) -> (RequestId, String) {
    let mut sends = sends(engine);
    assert_eq!(sends.len(), 1, "{sends:?}");
    let (id, send) = sends.remove(0);
    (id, send.text)
}

/// The engine dies too often.
fn stop(engine: &FakeEngine) {
    for death in 0..3 {
        if death > 0 {
            engine.come_up();
        }
        engine.say(&ToTab::Fatal { incident: "i".into(), log: String::new() });
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
    let first = sends(&engine);
    engine.say(&ToTab::Fatal { incident: "i".into(), log: String::new() });
    engine.come_up();
    assert_eq!(first.len(), 1);
    assert_eq!(first, sends(&engine));
    assert_eq!(sending(&model), ["once"]);
    assert_eq!(model.shelf.text.get_untracked(), "");
}

#[test]
fn what_nobody_answered_stays_and_is_asked_again_with_the_same_ticket() {
    let (link, engine) = Link::fake();
    let model = opened(&link, &engine, "!stopped", None);
    write(&model, "once");
    write(&model, "then");
    let first = sends(&engine);
    stop(&engine);
    assert_eq!(sending(&model), ["once", "then"]);
    assert_eq!(
        (model.shelf.text.get_untracked(), model.shelf.problem.get_untracked()),
        (String::new(), None)
    );
    engine.frames();
    link.restart(None);
    engine.come_up();
    let again = sends(&engine);
    assert_eq!(first[0].1, again[0].1);
    assert_eq!(again.len(), 1);
    engine.answer::<SendText>(again[0].0, Ok(&()));
    assert_eq!(sent(&engine).1, "then");
}

#[test]
fn what_nobody_answered_is_asked_again_by_the_next_page() {
    let (model, engine) = composer("!stale");
    write(&model, "once");
    let first = sends(&engine);
    engine.say(&ToTab::Stale { engine_build: "newer".to_owned() });
    assert_eq!(sending(&model), ["once"]);
    // The page goes, the net stays.
    shelf::clear();
    let (link, engine) = Link::fake();
    let next = ComposerModel::new(link, ada(), RoomId::from("!stale").into());
    assert_eq!(first[0].1, sends(&engine)[0].1);
    assert_eq!(sending(&next), ["once"]);
}

#[test]
fn what_waited_too_long_for_an_engine_goes_back_into_the_field() {
    let (link, engine) = Link::fake();
    let model = opened(&link, &engine, "!long", None);
    write(&model, "once");
    write(&model, "then");
    stop(&engine);
    model.shelf.sending.update(|sending| sending[0].asked_at = Some(LONG_AGO));
    engine.frames();
    link.restart(None);
    engine.come_up();
    assert!(sends(&engine).is_empty());
    assert_eq!(model.shelf.text.get_untracked(), "once\nthen");
    assert_eq!(model.shelf.problem.get_untracked(), Some(Problem::Text(FailureKind::Cancelled.into())));
    assert!(sending(&model).is_empty());
}

/// Far from the time at which the clock stands still in tests.
const LONG_AGO: u64 = 3_600_000;

/// A text that stands for itself.
fn plain(text: &str) -> Draft {
    Draft { text: text.into(), about: None }
}

fn standing(text: &str) -> Writing {
    Writing { field: plain(text), aside: Vec::new() }
}

fn outgoing(text: &str, asked_at: Option<u64>) -> Outgoing {
    Outgoing { draft: plain(text), id: text.into(), asked_at }
}

#[test]
fn the_next_page_sends_what_waited_for_a_moment_and_only_shows_what_waited_longer() {
    for (asked_at, field) in [(Some(7), "draft"), (None, "draft"), (Some(LONG_AGO), "one\ntwo\ndraft")] {
        let room: Place = RoomId(format!("!{asked_at:?}")).into();
        let left = Caught::new(standing("draft"), &[outgoing("one", asked_at), outgoing("two", None)]);
        net::write(&ada(), &room, &left);
        let (link, engine) = Link::fake();
        let model = ComposerModel::new(link, ada(), room.clone());
        assert_eq!(model.shelf.text.get_untracked(), field);
        let again = field == "draft";
        assert_eq!(sending(&model).is_empty(), !again);
        assert_eq!(model.shelf.problem.get_untracked().is_none(), again);
        engine.settle();
        let asked = asked(&engine);
        let tickets: Vec<_> = asked
            .iter()
            .filter_map(|(_, command)| match command {
                ComposerCommand::SendText(send) => Some(send.ticket.clone()),
                _ => None,
            })
            .collect();
        let ticket = Ticket { id: "one".into(), asked_at: asked_at.unwrap_or_default() };
        assert_eq!(tickets, if again { vec![ticket] } else { Vec::new() });
        if again {
            continue;
        }
        // It is an ordinary draft now, which leaves the net when the engine has it.
        assert_eq!(net::read(&ada(), &room).unwrap().sending(), []);
        engine.answer::<LoadDraft>(asked[0].0, Ok(&Some(Draft { text: "one".into(), about: None })));
        let saved = self::asked(&engine);
        let [(id, ComposerCommand::SaveDraft(save))] = &saved[..] else { panic!("{saved:?}") };
        assert_eq!(save.draft.text, field);
        engine.answer::<SaveDraft>(*id, Ok(&()));
        assert_eq!(net::read(&ada(), &room), None);
    }
}

#[test]
fn a_net_of_the_build_before_is_read_and_its_age_is_taken_for_great() {
    let json = r#"{"version":1,"text":"b","sending":[{"text":"a","id":"1","asked_at":null}]}"#;
    let mut caught = Caught::from_json(json).unwrap();
    assert_eq!(caught.let_go(0), [plain("a")]);
    assert_eq!((caught.sending(), caught.writing()), (Vec::new(), standing("b")));
    let mut caught = Caught::from_json(&json.replace("null", "7")).unwrap();
    assert!(caught.let_go(8).is_empty());
    assert_eq!(caught.sending().len(), 1);
}

#[test]
fn a_text_that_is_being_sent_is_no_draft_any_more() {
    net::write(
        &ada(),
        &RoomId::from("!sent").into(),
        &Caught::new(standing(""), &[outgoing("hello", Some(7))]),
    );
    let (link, engine) = Link::fake();
    let model = opened(&link, &engine, "!sent", Some("hello"));
    assert_eq!(model.shelf.text.get_untracked(), "");
    assert_eq!(sending(&model), ["hello"]);
}

#[test]
fn one_account_never_sees_what_another_was_writing() {
    let (model, _engine) = composer("!shared");
    write(&model, "for friends");
    net::keep_field(&ada(), &model.place, standing("for friends"));
    let similar: UserId = "@ada:vmst.io.example".into();
    let (link, engine) = Link::fake();
    let other = ComposerModel::new(link, similar.clone(), model.place.clone());
    assert!(sends(&engine).is_empty());
    assert!(sending(&other).is_empty());
    assert_eq!(other.shelf.text.get_untracked(), "");
    forget_others(&ada());
    assert!(net::read(&ada(), &model.place).is_some());
    forget_others(&similar);
    assert_eq!(net::read(&ada(), &model.place), None);
    assert_eq!(net::take_field(&ada(), &model.place), None);
}

#[test]
fn what_is_being_sent_when_the_session_ends_is_forgotten() {
    let (model, engine) = composer("!ended");
    write(&model, "first");
    write(&model, "second");
    let (id, _) = sent(&engine);
    assert!(net::read(&ada(), &model.place).is_some());
    forget_all();
    engine.answer::<SendText>(id, Err(FailureKind::NotSignedIn.into()));
    assert!(sends(&engine).is_empty());
    model.leave_page();
    assert!(asked(&engine).is_empty());
    assert_eq!(net::read(&ada(), &model.place), None);
    assert_eq!(net::take_field(&ada(), &model.place), None);
}

#[test]
fn the_net_keeps_what_is_being_sent_with_its_ticket() {
    let outgoing = Outgoing { draft: answer("a", "$a"), id: "1".into(), asked_at: Some(7) };
    let writing = Writing { field: edit("b", "$b"), aside: vec![answer("c", "$c"), plain("d")] };
    let json = Caught::new(writing.clone(), std::slice::from_ref(&outgoing)).to_json();
    let mut caught = Caught::from_json(&json).unwrap();
    assert_eq!(caught.sending(), [outgoing]);
    assert_eq!(caught.writing(), writing);
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
    let model = opened(&link, &engine, "!stored", Some("kept"));
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
    assert_eq!(act(Press { idle: true, ..press("ArrowUp") }), Act::EditLast);
    assert_eq!(act(press("ArrowUp")), Act::Leave);
    assert_eq!(act(Press { about: true, ..press("Escape") }), Act::DropAbout);
    assert_eq!(act(press("Escape")), Act::Leave);
    assert_eq!(act(Press { both: true, ..press("ArrowUp") }), Act::CallBack { earlier: true });
    assert_eq!(act(Press { both: true, ..press("ArrowDown") }), Act::CallBack { earlier: false });
    let over = |key| act(Press { surround: true, selection: true, ..press(key) });
    assert_eq!((over("("), over("x")), (Act::Surround('('), Act::Leave));
    assert_eq!(act(Press { surround: true, ..press("(") }), Act::Leave, "nothing is selected");
    assert_eq!(act(Press { selection: true, ..press("(") }), Act::Leave, "nobody has asked for it");
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
