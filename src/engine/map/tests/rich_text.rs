use matrix_sdk::ruma::events::room::message::FormattedBody;
use protocol::rich_text::{Node, Pill, RichText, Tag};

use super::{
    super::rich_text::{message, plain},
    Example,
};

fn html(html: &str) -> Vec<Node> {
    message("plain", Some(&FormattedBody::html(html)), false, &Example::new()).nodes
}

fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

fn element(tag: Tag, children: Vec<Node>) -> Node {
    Node::Element { tag, children }
}

#[test]
fn tags_become_nodes() {
    assert_eq!(
        html("<p>a <strong>b</strong></p>\n<p><del>c</del><br>d</p>"),
        vec![
            element(Tag::Paragraph, vec![text("a "), element(Tag::Bold, vec![text("b")])]),
            element(Tag::Paragraph, vec![element(Tag::Strike, vec![text("c")]), Node::LineBreak, text("d")]),
        ]
    );
    assert_eq!(
        html("<ol start=\"3\"><li>a</li>\n<li><p>b</p></li></ol>"),
        vec![Node::List {
            ordered: true,
            start: 3,
            items: vec![vec![text("a")], vec![element(Tag::Paragraph, vec![text("b")])]],
        }]
    );
    assert_eq!(
        html("<pre><code class=\"language-rust\">fn  a() {\n}\n</code></pre>"),
        vec![Node::CodeBlock { language: Some("rust".into()), code: "fn  a() {\n}".into() }]
    );
    assert_eq!(
        html("<font color=\"#FF0010\">a</font><span data-mx-color=\"red\">b</span>"),
        vec![
            Node::Coloured { foreground: Some(0xff_0010), background: None, children: vec![text("a")] },
            text("b")
        ]
    );
    assert_eq!(
        html("<span data-mx-spoiler=\"why\">a</span><span data-mx-spoiler>b</span>"),
        vec![
            Node::Spoiler { reason: Some("why".into()), children: vec![text("a")] },
            Node::Spoiler { reason: None, children: vec![text("b")] },
        ]
    );
    assert_eq!(
        html("<details><summary>s</summary>rest</details><h2>t</h2>"),
        vec![
            Node::Details { summary: vec![text("s")], children: vec![text("rest")] },
            Node::Heading { level: 2, children: vec![text("t")] },
        ]
    );
    assert_eq!(
        html("<table><caption>c</caption><thead><tr><th>h</th></tr></thead><tr><td>1</td></tr></table>")
            .len(),
        1
    );
    assert_eq!(
        html("<div data-mx-maths=\"x^2\"><code>x</code></div><span data-mx-maths=\"y\">y</span>"),
        vec![
            Node::Maths { latex: "x^2".into(), display: true },
            Node::Maths { latex: "y".into(), display: false }
        ]
    );
}

#[test]
fn the_reply_fallback_goes() {
    assert_eq!(html("<mx-reply><blockquote>old</blockquote></mx-reply>new"), vec![text("new")]);
}

#[test]
fn html_that_holds_nothing_leaves_the_plain_body() {
    assert_eq!(html("<script>alert(1)</script>"), vec![text("plain")]);
    assert_eq!(html("<mx-reply>x</mx-reply>"), vec![text("plain")]);
    assert_eq!(html(&"<b>".repeat(100_000)), vec![text("plain")]);
}

#[test]
fn only_mxc_images_stay() {
    assert_eq!(html("<img src=\"https://evil.example/x.png\" alt=\"\">"), vec![text("plain")]);
    assert_eq!(html("<img alt=\"a\" src=\"https://evil.example/x.png\">"), vec![text("a")]);
    let image = html("<img data-mx-emoticon src=\"mxc://example.org/a\" alt=\":cat:\" height=\"32\">");
    assert!(matches!(&image[..], [Node::Image { emoticon: true, height: Some(32), .. }]), "{image:?}");
}

#[test]
fn links_and_pills() {
    assert_eq!(
        html("<a href=\"https://matrix.to/#/@alice:example.org\">Somebody else</a>"),
        vec![Node::Pill(Pill::User { user: "@alice:example.org".into(), name: "Alice".into(), own: false })]
    );
    assert_eq!(
        html("<a href=\"matrix:u/bob:example.org\">Alice</a>"),
        vec![Node::Pill(Pill::User { user: "@bob:example.org".into(), name: "bob".into(), own: false })]
    );
    assert_eq!(
        html("<a href=\"https://matrix.to/#/%23known%3Aexample.org?via=a.example\">x</a>"),
        vec![Node::Pill(Pill::Room {
            id_or_alias: "#known:example.org".into(),
            via: vec!["a.example".into()],
            event: None,
            name: Some("Known".into()),
        })]
    );
    assert_eq!(
        html("<a href=\"https://example.org/a?b=c\">x</a>"),
        vec![Node::Link { href: "https://example.org/a?b=c".into(), children: vec![text("x")] }]
    );
    // An attribute that sorts before `href` makes the sanitiser leave the scheme unchecked.
    for href in
        ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "https:", "vbscript:x", "//x", "x"]
    {
        assert_eq!(html(&format!("<a class=\"a\" href=\"{href}\">x</a>")), vec![text("x")], "{href}");
    }
}

#[test]
fn plain_text_is_linkified() {
    let nodes = |body: &str| plain(body, &Example::new()).nodes;
    let user =
        |user: &str, name: &str, own| Node::Pill(Pill::User { user: user.into(), name: name.into(), own });
    assert_eq!(
        nodes("See https://example.org/a_(b), please."),
        vec![
            text("See "),
            Node::Link {
                href: "https://example.org/a_(b)".into(),
                children: vec![text("https://example.org/a_(b)")]
            },
            text(", please.")
        ]
    );
    assert_eq!(
        nodes("hi @alice:example.org!"),
        vec![text("hi "), user("@alice:example.org", "Alice", false), text("!")]
    );
    assert_eq!(nodes("(@me:example.org)"), vec![text("("), user("@me:example.org", "me", true), text(")")]);
    assert_eq!(nodes("https://matrix.to/#/@me:example.org"), vec![user("@me:example.org", "me", true)]);
    assert_eq!(nodes("matrix:u/me:example.org"), vec![user("@me:example.org", "me", true)]);
    assert!(matches!(&nodes("in #room:example.org")[1], Node::Pill(Pill::Room { .. })));
    assert!(
        matches!(&nodes("mail a@example.org")[1], Node::Link { href, .. } if href == "mailto:a@example.org")
    );
    for body in [
        "javascript:alert(1)",
        "a@b",
        "no link: #tag or @name",
        "file:///etc/passwd",
        "x@room",
        "javascript://example.org/%0aalert(1)",
    ] {
        assert_eq!(nodes(body), vec![text(body)]);
    }
    assert_eq!(nodes("a\n  b"), vec![text("a\n  b")]);
}

#[test]
fn everyone_is_a_pill_when_meant() {
    let room = |everyone| message("hey @room, and b@room", None, everyone, &Example::new()).nodes;
    assert_eq!(room(false), vec![text("hey @room, and b@room")]);
    assert_eq!(room(true), vec![text("hey "), Node::Pill(Pill::Everyone), text(", and b@room")]);
}

#[test]
fn emoji_stand_alone() {
    let only = |body: &str| -> bool {
        let RichText { only_emoji, .. } = plain(body, &Example::new());
        only_emoji
    };
    for body in ["👍", "👍 👍🏽", "👩‍👩‍👧‍👦", "❤️", "1️⃣", "🇩🇪", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", &"😀".repeat(12)]
    {
        assert!(only(body), "{body}");
    }
    for body in ["", " ", "a", "1", "👍a", "#", "©", "a\u{fe0f}", &"😀".repeat(13)] {
        assert!(!only(body), "{body}");
    }
}

#[test]
fn latex_is_kept_whole_or_gives_way_to_what_stands_in_its_place() {
    let maths = |latex: &str, display| Node::Maths { latex: latex.to_owned(), display };
    assert_eq!(
        html(r#"a <span data-mx-maths=" \frac{1}{2} &lt;b>&quot; "><code>x</code></span>"#),
        vec![text("a "), maths(r#"\frac{1}{2} <b>""#, false)],
        "nothing in it is markup"
    );
    let long = "x".repeat(4_001);
    assert_eq!(
        html(&format!("<span data-mx-maths=\"{long}\"><code>too long</code></span>")),
        vec![element(Tag::Code, vec![text("too long")])]
    );
    assert_eq!(
        html("<div data-mx-maths=\" \">empty</div>"),
        vec![element(Tag::Division, vec![text("empty")])]
    );
    let bomb = "{".repeat(4_000);
    assert_eq!(html(&format!("<span data-mx-maths=\"{bomb}\"></span>")), vec![maths(&bomb, false)]);
    let many = "<span data-mx-maths=\"x\">y</span>".repeat(10_000);
    assert!(html(&many).len() <= 4_000, "they count as nodes");
}
