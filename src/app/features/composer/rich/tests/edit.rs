//! What keys and buttons do to the lines.

use crate::features::composer::{
    format::Format,
    rich::{
        edit::State,
        markdown::markdown,
        model::{Kind, Line, Run},
        raw::Spot,
        text::{lines_of, text_of},
    },
};

/// A state of lines of words, with `‹` and `›` round what is selected, or `|` for the caret.
fn state(marked: &str) -> State {
    let mut state = State::at_end(marked.replace(['‹', '›', '|'], "").split('\n').map(Line::plain).collect());
    for (line, text) in marked.split('\n').enumerate() {
        let spot = |sign: char| {
            let before = text.split(sign).next().filter(|before| before.len() < text.len())?;
            Some(Spot { line, at: before.replace(['‹', '›'], "").encode_utf16().count() })
        };
        if let Some(at) = spot('|') {
            (state.from, state.to) = (at, at);
        }
        state.from = spot('‹').unwrap_or(state.from);
        state.to = spot('›').unwrap_or(state.to);
    }
    state
}

#[track_caller]
fn says(state: &State, text: &str) {
    assert_eq!(markdown(&state.lines), text);
}

#[test]
fn marks_are_put_and_taken_away() {
    let bold = state("say ‹it ›now").apply(Format::Bold);
    says(&bold, "say **it** now");
    assert!(bold.has(Format::Bold));
    says(&bold.apply(Format::Bold), "say it now");
    says(&bold.apply(Format::Italic), "say **_it_** now");
    says(&state("a‹b\ncd\ne›f").apply(Format::Strike), "a~~b~~\n~~cd~~\n~~e~~f");
    says(&state("x‹😀y›z").apply(Format::Code), "x`😀y`z");
}

#[test]
fn a_format_begins_and_ends_at_the_caret() {
    let begun = state("so |").apply(Format::Bold);
    let typed = begun.with_text("x");
    says(&typed, "so **x**");
    let ended = typed.apply(Format::Bold).with_text(" y");
    says(&ended, "so **x** y");
}

#[test]
fn several_lines_of_code_are_a_block() {
    let code = state("‹a *b*\n\nc›").apply(Format::Code);
    says(&code, "```\na *b*\n\nc\n```");
    assert!(code.has(Format::Code));
    says(&code.apply(Format::Code), "a \\*b\\*\n\nc");
    says(&state("```rust|").broken().with_text("let a;"), "```rust\nlet a;\n```");
}

#[test]
fn lists_and_quotes_are_begun_gone_on_with_and_left() {
    let list = state("one|").apply(Format::List).broken().with_text("two");
    says(&list, "- one\n- two");
    says(&list.broken().broken().with_text("end"), "- one\n- two\n\nend");
    let quote = state("one|").apply(Format::Quote).broken().with_text("two");
    says(&quote, "> one\n> two");
    says(&quote.broken().broken().with_text("end"), "> one\n> two\n\nend");
    says(&quote.apply(Format::Quote), "> one\n\ntwo");
    let code = state("```|").broken().with_text("a");
    says(&code.broken().broken().broken().with_text("b"), "```\na\n```\n\nb");
}

#[test]
fn signs_of_markdown_begin_what_they_stand_for() {
    let signed = |text: &str| state(text).signed().expect("a sign").with_text("x");
    says(&signed("- |"), "- x");
    says(&signed("3. |"), "3. x");
    says(&signed("> |"), "> x");
    says(&signed("## |"), "## x");
    assert_eq!(state("a - |").signed(), None);
    assert_eq!(
        state("1984. |").signed().map(|state| state.lines[0].kind.clone()),
        Some(Kind::Item { depth: 0, number: Some(1984) })
    );
}

#[test]
fn deleting_at_the_beginning_takes_the_kind_away() {
    let item = state("- |").signed().expect("a sign");
    assert_eq!(item.unwrapped().expect("an item").lines, [Line::default()]);
    assert_eq!(state("|a").unwrapped(), None);
    assert_eq!(state("a|").unwrapped(), None);
}

#[test]
fn blocks_are_put_between_words() {
    let pasted = vec![Line::of(Kind::Heading(1), "h"), Line::of(Kind::Item { depth: 0, number: None }, "i")];
    says(&state("a|b").with_lines(pasted.clone()), "a\n\n# h\n\n- ib");
    says(&state("|").with_lines(pasted), "# h\n\n- i");
    says(&state("a|b").with_lines(vec![Line::plain("x"), Line::plain("y")]), "ax\nyb");
    let code = state("```|").broken();
    says(&code.with_lines(vec![Line::of(Kind::Heading(1), "h"), Line::plain("y")]), "```\nh\ny\n```");
}

#[test]
fn words_are_linked() {
    says(
        &state("see ‹this›").linked("https://a.example/(b)").with_text("!"),
        "see [this](https://a.example/%28b%29)!",
    );
    let linked =
        State { from: Spot { line: 0, at: 4 }, ..state("see ‹this›").linked("https://a.example") };
    assert!(linked.has(Format::Link));
    says(&linked.apply(Format::Link), "see this");
    says(&state("see |").linked("https://a.example"), "see https://a.example");
    says(&state("see ‹this›").linked("javascript:alert(1)"), "see this");
}

#[test]
fn a_pill_is_written_as_it_is_in_markdown() {
    let pill = Run { text: "Bo".into(), pill: Some("@bo:b.example".into()), ..Run::default() };
    let named = state("hi @bo|").exchanged(3, 6, vec![pill, Run::plain(" ")]);
    says(&named.with_text("you"), "hi @bo:b.example you");
    assert_eq!(named.line().units(), 5);
    // Where it would not be found, it is written as the link that it becomes.
    let bold = named.clone();
    let bold = State { from: Spot { line: 0, at: 0 }, ..bold }.apply(Format::Bold);
    says(&bold, "**hi [Bo](https://matrix.to/#/@bo:b.example)**");
    says(&named.with_text("x").exchanged(4, 5, Vec::new()), "hi @bo:b.example x");
}

#[test]
fn commands_stay_what_they_are() {
    let literal = state("/plain *a* _b_|");
    assert_eq!(text_of(&literal.lines), "/plain *a* _b_");
    assert_eq!(lines_of("/topic a*b*"), Some(vec![Line::plain("/topic a*b*")]));
    assert_eq!(text_of(&state("/me ‹waves›").apply(Format::Bold).lines), "/me **waves**");
    assert_eq!(lines_of("/me **waves**"), None, "the engine reads it");
    assert_eq!(text_of(&state("/a/b *c*").lines), "/a/b \\*c\\*");
}
