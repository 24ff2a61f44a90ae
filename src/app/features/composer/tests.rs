use super::{
    draft::{merge, restore},
    format::{Field, Format, difference},
};

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
