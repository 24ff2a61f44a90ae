//! What people with bad intentions send.

use matrix_sdk::ruma::{
    events::room::message::{FormattedBody, MessageType},
    html::{HtmlSanitizerMode, RemoveReplyFallback},
};
use proptest::prelude::*;
use protocol::rich_text::{Node, RichText};

use super::{super::rich_text::message, Example};
use crate::fuzz::check;

const CORPUS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"mxc://a.example/b\" onerror=alert(1) style=\"position:fixed\">",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<math><a href=\"javascript:alert(1)\">x</a></math>",
    "<svg><foreignObject><a href=\"https://a.example\">x</a></foreignObject></svg>",
    "<a autofocus class=x href=\" javascript:alert(1)\">x</a>",
    "<a class=x href=\"java\nscript:alert(1)\">x</a>",
    "<a class=x href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"https://a.example\" href=\"javascript:alert(1)\">x</a>",
    "<a href=\"https:javascript:alert(1)\">x</a>",
    "<a href=\"http:evil\">x</a>",
    "<a href=\"mailto:a@b.c?body=%0d%0aX\">x</a>",
    "<iframe src=\"https://a.example\"></iframe><object data=x></object><embed src=x>",
    "<style>*{display:none}</style><link rel=stylesheet href=https://a.example>",
    "<base href=\"https://evil.example\"><meta http-equiv=refresh content=\"0;url=x\">",
    "<form action=https://a.example><input><button>x</button></form>",
    "<template><script>x</script></template><noscript><img src=x onerror=y></noscript>",
    "<table><a href=javascript:x>y</a><tr><td><table><tr><td>z</table></table>",
    "<span data-mx-color=\"#fff;background:url(https://a.example)\">x</span>",
    "<code class=\"language-x evil\" style=x>y</code>",
    "<![CDATA[<img src=x>]]><!-- --!><img src=x>",
    "<b><i></b></i><p><b></p></b>",
    "<ol start=\"-9223372036854775808\"><li>x</ol>",
    "<img src=\"mxc://../../etc\" height=\"99999999999999\">",
    "\u{202e}<a href=\"https://a.example\">\u{202e}moc.elpmaxe</a>",
];

fn checked(html: &str) -> RichText {
    let tree = message("plain", Some(&FormattedBody::html(html)), true, &Example::new());
    check(&tree.nodes);
    tree
}

#[test]
fn the_corpus_does_nothing() {
    for html in CORPUS {
        checked(html);
    }
}

#[test]
fn size_and_depth_are_bounded() {
    let started = std::time::Instant::now();
    let formatting: String = (0..3_000).map(|n| format!("<font size={n}>")).collect();
    for html in [
        "<div>".repeat(10_000_000),
        "<b>".repeat(900),
        "<div><b><p>".repeat(330),
        formatting.clone() + &*"<p>".repeat(900),
        (0..40).map(|n| format!("<font size={n}>")).collect::<String>() + &*"<p>".repeat(3_500),
        "<br>".repeat(3_999),
        "<td>".repeat(3_999),
        "<table>".repeat(900),
        "<blockquote>".repeat(900),
        "<ul><li>".repeat(900),
        "x".repeat(50_000_000),
        "<a href=\"https://a.example\">".repeat(4_000),
        "&lt;".repeat(30_000),
    ] {
        checked(&html);
    }
    let text = message(&"a@b.cd @x:y.z https://a.b/ ".repeat(100_000), None, true, &Example::new());
    assert!(text.nodes.len() <= 8_000);
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

/// What the SDK does to a message before any code of ours sees it, on a stack as small as a worker's.
fn sdk(html: String) {
    let sanitise = move || {
        let mut message = MessageType::text_html("plain", html);
        message.sanitize(HtmlSanitizerMode::Compat, RemoveReplyFallback::Yes);
    };
    let thread = std::thread::Builder::new().stack_size(1024 * 1024).spawn(sanitise);
    thread.expect("a thread").join().expect("no panic");
}

#[test]
fn the_sdk_bears_it() {
    let started = std::time::Instant::now();
    let formatting = |n: usize| (0..n).map(|n| format!("<i a{n}>")).collect::<String>();
    for html in [
        "<b>".repeat(20_000),
        "<b></x>".repeat(8_500),
        "<div>".repeat(12_000),
        "<div></p>".repeat(6_500),
        "<x>".repeat(20_000),
        "<ul><li>".repeat(7_000),
        "<table>".repeat(8_000),
        "<br>".repeat(15_000),
        formatting(2_000) + &*"<p>".repeat(15_000),
        formatting(24) + &*"<p>".repeat(3_900),
        "<b><i>x</b></i>".repeat(390),
    ] {
        sdk(html);
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn an_ordinary_long_message_is_parsed() {
    let html = "<p>one <b>two</b> <a href=\"https://a.example\">three</a><br>four <code>five</code></p>\n"
        .repeat(300);
    assert_eq!(checked(&html).nodes.len(), 300);
}

proptest! {
    #[test]
    fn anything_at_all(html in ".{0,300}") {
        checked(&html);
    }

    #[test]
    fn tag_soup(parts in proptest::collection::vec(prop_oneof![
        "</?(a|b|p|ul|ol|li|table|tr|td|th|thead|tbody|caption|pre|code|span|font|img|details|summary|div|h1|svg|math|style|script|mx-reply|template|select|option|title|textarea)( (href|src|class|data-mx-color|data-mx-spoiler|start|height)=\"?[a-z:/#0-9.]{0,12}\"?){0,2}>",
        "[a-z @:.#/]{0,12}",
    ], 0..60)) {
        checked(&parts.concat());
    }

    #[test]
    fn plain_text_is_never_lost(body in "[a-z@#:./ \n]{0,80}") {
        let nodes = super::super::rich_text::plain(&body, &Example::new()).nodes;
        let mut text = String::new();
        for node in &nodes {
            match node {
                Node::Text(part) => text.push_str(part),
                Node::Link { children, .. } => if let [Node::Text(part)] = &children[..] { text.push_str(part) },
                _ => return Ok(()),
            }
        }
        prop_assert_eq!(text, body.trim_end());
    }
}
