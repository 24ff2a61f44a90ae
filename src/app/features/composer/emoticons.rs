//! `:)` and the like, which become emoji when they are sent (E22), where one has set that.

/// What stands for what.
const ALL: [(&str, &str); 20] = [
    (":)", "🙂"),
    (":-)", "🙂"),
    (":(", "🙁"),
    (":-(", "🙁"),
    (";)", "😉"),
    (";-)", "😉"),
    (":D", "😀"),
    (":-D", "😀"),
    (":P", "😛"),
    (":-P", "😛"),
    (":p", "😛"),
    (":-p", "😛"),
    (":O", "😮"),
    (":-O", "😮"),
    (":'(", "😢"),
    (":*", "😘"),
    (":-*", "😘"),
    ("<3", "❤️"),
    (":|", "😐"),
    (":-|", "😐"),
];

/// The text with emoji in the place of emoticons that stand between blanks; code, and what goes out as it stands,
/// stays.
pub(super) fn to_emoji(text: &str) -> String {
    if ["/plain", "/html"].iter().any(|command| text.starts_with(command)) {
        return text.to_owned();
    }
    // Every other part stands between marks of code; without a second mark there is none.
    let parts = text.split('`').count();
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        if at > 0 {
            out.push('`');
        }
        let code = at % 2 == 1 && at + 1 < parts;
        if code { out.push_str(part) } else { words(part, &mut out) }
    }
    out
}

fn words(part: &str, out: &mut String) {
    for word in part.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        match ALL.iter().find(|(typed, _)| *typed == bare) {
            Some((_, emoji)) => {
                out.push_str(emoji);
                out.push_str(&word[bare.len()..]);
            }
            None => out.push_str(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoticons_between_blanks_become_emoji() {
        assert_eq!(to_emoji(":) hello :-D\n<3"), "🙂 hello 😀\n❤️");
        for same in ["a:)", "`:)`", "```\n:)\n```", "/plain :)", "http://x", "12:D"] {
            assert_eq!(to_emoji(same), same);
        }
        assert_eq!(to_emoji("`a` :) `b`"), "`a` 🙂 `b`");
        assert_eq!(to_emoji("one ` :)"), "one ` 🙂");
    }
}
