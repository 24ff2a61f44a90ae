//! What other programs put on the clipboard.

use super::raw::html;
use crate::features::composer::rich::{
    clean::{is_formatted, lines, own},
    markdown::markdown,
};

#[track_caller]
fn check(source: &str, text: &str) {
    assert_eq!(markdown(&lines(&html(source))), text, "{source}");
}

#[test]
fn web_pages_come_in_clean() {
    check(
        "<h2><a name=x>Beets</a></h2><p>Sow <b>early</b>,\n <a href=\"https://a.example/b\" onclick=\"x()\">here</a>.</p>\
         <script>alert(1)</script><style>p{}</style><p>Then<br>wait.<img src=\"https://t.example/p.gif\"></p>",
        "## Beets\n\nSow **early**, [here](https://a.example/b).\n\nThen\nwait.",
    );
    check(
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start=3><li>x</li></ol>",
        "- a\n  - b\n- c\n\n3) x",
    );
    check(
        "<pre><code class=\"hl language-rust\">let a = 1;\n  b\n</code></pre>",
        "```rust\nlet a = 1;\n  b\n```",
    );
    check("<blockquote><p>a</p><p>b</p></blockquote><p>c <code>d_e</code></p>", "> a\n>\n> b\n\nc `d_e`");
    check(
        "<a href=\"javascript:alert(1)\">x</a> <span hidden>no</span><span style=\"display: none\">no</span>",
        "x",
    );
    check("<div>a</div><div>b<span style=\"font-weight:700\">c</span></div>", "a\nb**c**");
}

#[test]
fn office_programs_come_in_clean() {
    // Word.
    check(
        "<p class=MsoNormal><b><span lang=EN-US>Plan<o:p></o:p></span></b></p>\
         <p class=MsoNormal><o:p>\u{a0}</o:p></p>\
         <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>\
         <span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>\u{a0}\u{a0} </span></span>dig</p>\
         <p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.<span>\u{a0} </span></span>sow <i>all</i></p>",
        "**Plan**\n\n- dig\n  1. sow _all_",
    );
    // Google.
    check(
        "<b style=\"font-weight:normal\" id=\"docs-internal-guid-1\"><p><span style=\"font-weight:400\">a </span><span style=\"font-style:italic\">b</span></p></b>",
        "a _b_",
    );
    // LibreOffice.
    check("<p>a <font color=\"#f00\"><s>b</s></font></p>", "a ~~b~~");
}

#[test]
fn spreadsheets_become_tables() {
    check(
        "<table><col><tbody><tr><td>Plant</td><td>a|b</td></tr><tr><td><b>Beet</b></td><td>1*2</td></tr></tbody></table>",
        "| Plant | a\\|b |\n| --- | --- |\n| **Beet** | 1\\*2 |",
    );
    check("<table><tr><td>only</td></tr><tr><td>one</td></tr></table>", "only\none");
}

#[test]
fn words_alone_have_no_format() {
    assert!(!is_formatted(&lines(&html("<div><span style=\"color:red\">a * b</span></div><div>c</div>"))));
    assert!(is_formatted(&lines(&html("<p>a <b>b</b></p>"))));
}

#[test]
fn what_was_copied_in_the_field_is_known_again() {
    let copied = html(
        "<meta charset=x><p data-kind=\"heading\" data-level=\"2\">h</p><p data-kind=\"item\" data-level=\"0\">a <span data-pill=\"@bo:b.example\" data-name=\"Bo\">@Bo</span></p>",
    );
    assert_eq!(own(&copied).map(|lines| markdown(&lines)).as_deref(), Some("## h\n\n- a @bo:b.example"));
    let forged = html("<p data-kind=\"text\"><span data-pill=\"**x** [a](b)\">*y*</span></p>");
    assert_eq!(own(&forged).map(|lines| markdown(&lines)).as_deref(), Some("\\*y\\*"));
    assert_eq!(own(&html("<p>a</p>")), None);
}
