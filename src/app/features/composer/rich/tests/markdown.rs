//! What the rich-text field writes is read, by the parser that the engine uses, as what stands in the field.

use proptest::{prelude::*, test_runner::Config};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::features::composer::rich::{
    markdown::{markdown, settle},
    model::{Kind, Line, Marks, Run},
};

/// Reads Markdown as the engine does (`engine/markdown/mod.rs`): typed HTML is text, a line's end is one.
fn read(text: &str) -> Vec<Line> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        reader.event(event);
    }
    for line in &mut reader.lines {
        line.tidy();
    }
    reader.lines
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    marks: Vec<Marks>,
    quote: u8,
    /// Whether lists count.
    lists: Vec<Option<u64>>,
    fresh: bool,
    heading: Option<u8>,
    code: Option<String>,
    pill: bool,
}

impl Reader {
    fn kind(&self) -> Kind {
        match (&self.code, self.heading, self.lists.last()) {
            (Some(language), _, _) => Kind::Code { language: language.clone() },
            (None, Some(level), _) => Kind::Heading(level),
            (None, None, Some(number)) if self.fresh => {
                Kind::Item { depth: self.lists.len() as u8 - 1, number: number.map(|number| number as u32) }
            }
            (None, None, Some(_)) => Kind::More { depth: self.lists.len() as u8 - 1 },
            (None, None, None) => Kind::Text,
        }
    }

    fn begin(&mut self) {
        self.lines.push(Line { quote: self.quote, kind: self.kind(), runs: Vec::new() });
        if let (Some(Some(number)), true) = (self.lists.last_mut(), self.fresh) {
            *number += 1;
        }
        self.fresh = false;
    }

    fn say(&mut self, text: &str, code: bool) {
        if self.fresh {
            self.begin();
        }
        let mut marks = self.marks.last().cloned().unwrap_or_default();
        marks.code = code;
        let run = Run { text: text.to_owned(), marks, pill: None };
        self.lines.last_mut().expect("a line").runs.push(run);
    }

    fn mark(&mut self, change: impl FnOnce(&mut Marks)) {
        let mut marks = self.marks.last().cloned().unwrap_or_default();
        change(&mut marks);
        self.marks.push(marks);
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Start(Tag::Paragraph) => {
                if !self.fresh {
                    if self.lines.last().is_some_and(|line| line.kind.is_text() && line.quote == self.quote) {
                        self.lines.push(Line { quote: self.quote, ..Line::default() });
                    }
                    self.begin();
                }
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.heading = Some(match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    HeadingLevel::H4 => 4,
                    HeadingLevel::H5 => 5,
                    HeadingLevel::H6 => 6,
                });
                self.begin();
            }
            Event::End(TagEnd::Heading(_)) => self.heading = None,
            Event::Start(Tag::BlockQuote(_)) => self.quote += 1,
            Event::End(TagEnd::BlockQuote(_)) => self.quote -= 1,
            Event::Start(Tag::List(number)) => self.lists.push(number),
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Item) => self.fresh = true,
            Event::End(TagEnd::Item) => self.fresh = false,
            Event::Start(Tag::CodeBlock(kind)) => {
                self.code = Some(match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => panic!("indented code"),
                });
            }
            Event::End(TagEnd::CodeBlock) => self.code = None,
            Event::Start(Tag::Strong) => self.mark(|marks| marks.bold = true),
            Event::Start(Tag::Emphasis) => self.mark(|marks| marks.italic = true),
            Event::Start(Tag::Strikethrough) => self.mark(|marks| marks.strike = true),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.mark(|marks| marks.link = Some(dest_url.to_string()));
                self.pill = dest_url.starts_with("https://matrix.to/#/@");
            }
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link) => {
                self.marks.pop();
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock | TagEnd::Paragraph) => {}
            Event::Text(text) if self.code.is_some() => {
                let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
                for line in text.split('\n') {
                    self.begin();
                    self.say(line, false);
                }
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.say(&text, false),
            Event::Code(code) => self.say(&code, true),
            Event::SoftBreak | Event::HardBreak => self.begin(),
            other => panic!("{other:?}"),
        }
    }
}

/// Lines as they are read back: numbers count on, pills are links, empty lines only separate paragraphs.
fn expected(lines: &[Line]) -> Vec<Line> {
    let lines = settle(lines);
    let mut out: Vec<Line> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.kind.is_text() && line.runs.is_empty() {
            continue;
        }
        let gap = at
            .checked_sub(1)
            .and_then(|at| lines.get(at))
            .is_some_and(|line| line.kind.is_text() && line.runs.is_empty());
        let parted = gap
            && line.kind.is_text()
            && out.last().is_some_and(|last| last.kind.is_text() && last.quote == line.quote);
        if parted {
            out.push(Line { quote: line.quote, ..Line::default() });
        }
        out.push(line.clone());
    }
    out
}

/// Without what differs though it says the same: where paragraphs of two quotes meet, what a list counts from.
fn shape(lines: Vec<Line>) -> Vec<Line> {
    lines
        .into_iter()
        .map(|mut line| {
            if let Kind::Item { number, .. } = &mut line.kind {
                *number = number.map(|_| 1);
            }
            line
        })
        .collect()
}

#[track_caller]
fn check(lines: &[Line]) -> Result<(), TestCaseError> {
    let text = markdown(lines);
    prop_assert_eq!(shape(read(&text)), shape(expected(lines)), "{:?}", text);
    let said =
        |lines: &[Line]| lines.iter().map(|line| line.words().trim().replace('\t', " ")).collect::<Vec<_>>();
    let kept: Vec<_> = said(lines).into_iter().filter(|words| !words.is_empty()).collect();
    let written: Vec<_> = said(&settle(lines)).into_iter().filter(|words| !words.is_empty()).collect();
    prop_assert_eq!(kept, written, "no word is lost");
    Ok(())
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-c]{1,3}",
        2 => Just(" ".to_owned()),
        3 => r"[*_~`\\\[\]()<>&#|:;+=.!a0-9 -]{1,6}",
        1 => "(\\*\\*|__|~~|```|---|===|\\* \\* |- |1\\. |2\\) |# |## |> |\\]\\(|\\]: |&amp;|<b>|<!-- |</p>|https://a\\.example/_b_|😀|ß|…|\u{a0})",
    ]
}

fn marks() -> impl Strategy<Value = Marks> {
    (any::<[bool; 3]>(), 0..8_u8, 0..8_u8).prop_map(|([bold, italic, strike], code, link)| Marks {
        bold,
        italic,
        strike,
        code: code == 0,
        link: match link {
            0 => Some("https://a.example/x".to_owned()),
            1 => Some("https://b.example/y_z_?q=*&w".to_owned()),
            _ => None,
        },
    })
}

fn runs() -> impl Strategy<Value = Vec<Run>> {
    let marks = prop_oneof![2 => Just(Marks::default()), 3 => marks()];
    prop::collection::vec((words(), marks).prop_map(|(text, marks)| Run { text, marks, pill: None }), 0..7)
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        5 => Just(Kind::Text),
        1 => (1..7_u8).prop_map(Kind::Heading),
        4 => (0..3_u8, prop::option::of(0..12_u32)).prop_map(|(depth, number)| Kind::Item { depth, number }),
        1 => (0..3_u8).prop_map(|depth| Kind::More { depth }),
        1 => prop_oneof![Just(String::new()), Just("rust".to_owned())].prop_map(|language| Kind::Code { language }),
    ]
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line =
        (prop_oneof![4 => Just(0_u8), 1 => 1..3_u8], kind(), runs()).prop_map(|(quote, kind, runs)| {
            let mut line = Line { quote, kind, runs };
            line.tidy();
            line
        });
    prop::collection::vec(line, 0..7)
}

proptest! {
    #![proptest_config(Config { cases: std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(600), failure_persistence: None, ..Config::default() })]

    #[test]
    fn marks_and_hostile_letters_come_back(runs in runs()) {
        check(&[Line { runs, ..Line::default() }])?;
    }

    #[test]
    fn lines_of_all_kinds_come_back(lines in lines()) {
        check(&lines)?;
    }
}
