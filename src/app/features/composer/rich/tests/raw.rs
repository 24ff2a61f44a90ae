//! What the field reads out of its own document, whatever the browser made of it.

use crate::features::composer::rich::{
    model::{Kind, Line},
    raw::{Element, Raw, Reading, Spot, read},
};

/// A little reader of HTML for tests; `|` is the caret.
pub(super) fn html(source: &str) -> Vec<Raw> {
    let mut open = vec![Element::default()];
    let mut rest = source;
    while !rest.is_empty() {
        if let Some(tag) = rest.strip_prefix('<') {
            let (tag, after) = tag.split_once('>').expect("a tag");
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                let element = open.pop().expect("it is open");
                assert_eq!(element.name, name, "in {source}");
                open.last_mut().expect("a parent").children.push(Raw::Element(element));
                continue;
            }
            let (name, mut written) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
            let mut element = Element { name: name.to_owned(), ..Element::default() };
            while let Some((key, value)) = written.trim_start().split_once('=') {
                let quote = value.chars().next().filter(|first| "\"'".contains(*first));
                let (value, after) = match quote {
                    Some(quote) => value[1..].split_once(quote).expect("a closed value"),
                    None => value.split_once(' ').unwrap_or((value, "")),
                };
                element.attributes.push((key.to_owned(), value.to_owned()));
                written = after;
            }
            if written.trim() == "hidden" {
                element.attributes.push(("hidden".into(), String::new()));
            }
            if ["br", "hr", "img", "meta", "col"].contains(&name) {
                open.last_mut().expect("a parent").children.push(Raw::Element(element));
            } else {
                open.push(element);
            }
            continue;
        }
        let end = rest.find('<').unwrap_or(rest.len());
        open.last_mut().expect("a parent").children.push(Raw::Text(rest[..end].to_owned()));
        rest = &rest[end..];
    }
    assert_eq!(open.len(), 1, "{source}");
    open.remove(0).children
}

/// Puts a caret in the place of `|`.
fn with_caret(nodes: Vec<Raw>) -> Vec<Raw> {
    nodes
        .into_iter()
        .flat_map(|node| match node {
            Raw::Text(text) => match text.split_once('|') {
                Some((before, after)) => [before, after]
                    .into_iter()
                    .enumerate()
                    .flat_map(|(at, part)| {
                        let caret = (at == 1).then_some([Raw::Caret(false), Raw::Caret(true)]);
                        caret
                            .into_iter()
                            .flatten()
                            .chain((!part.is_empty()).then(|| Raw::Text(part.to_owned())))
                    })
                    .collect(),
                None => vec![Raw::Text(text)],
            },
            Raw::Element(element) => {
                vec![Raw::Element(Element { children: with_caret(element.children), ..element })]
            }
            caret => vec![caret],
        })
        .collect()
}

#[track_caller]
fn check(source: &str, words: &[&str], caret: (usize, usize), tidy: bool) -> Vec<Line> {
    let Reading { lines, spots, tidy: found } = read(&with_caret(html(source)));
    assert_eq!(lines.iter().map(Line::words).collect::<Vec<_>>(), words, "{source}");
    let spot = Some(Spot { line: caret.0, at: caret.1 });
    assert_eq!(spots, [spot, spot], "{source}");
    assert_eq!(found, tidy, "{source}");
    lines
}

#[test]
fn lines_and_the_caret_are_found() {
    check("<p>a<strong>b|c</strong></p><p><br></p>", &["abc", ""], (0, 2), true);
    check("<p>a</p><p>|<br></p>", &["a", ""], (1, 0), true);
    check("<p>a</p><p><br>|</p>", &["a", ""], (1, 0), true);
    check("<p>😀<span data-pill=\"@bo:b.example\" data-name=\"Bo\">@Bo</span>|</p>", &["😀Bo"], (0, 3), true);
}

#[test]
fn whatever_the_browser_made_is_read() {
    check("a|b", &["ab"], (0, 1), false);
    check("<p>a<br>|<br></p>", &["a", ""], (1, 0), false);
    check("<p>a<br>b|</p>", &["a", "b"], (1, 1), false);
    check("<p>a</p><div><div>b</div><div>c|</div></div>", &["a", "b", "c"], (2, 1), false);
    check("<p>a<span style=\"font-weight:700\">b|</span></p>", &["ab"], (0, 2), false);
    let lines = check("<p data-kind=\"item\" data-level=\"0\">a<br>b|</p>", &["a", "b"], (1, 1), false);
    assert_eq!(lines[1].kind, Kind::More { depth: 0 });
    assert_eq!(read(&[]).lines, [Line::default()]);
}
