//! One style sheet from `style/`: its files in their fixed order, without comments and needless white space.

use std::fs;
use std::path::Path;

use crate::failure::{Outcome, While, failure};
use crate::fingerprint::files_below;

/// The order of the cascade is set by `layers.css`; the order of files only has to be the same each time.
const ORDER: [&str; 6] = ["layers.css", "tokens", "base", "kit", "features", "utilities.css"];

/// The whole style sheet.
///
/// # Errors
/// A file cannot be read, or a CSS file lies where this order does not reach.
pub(super) fn sheet(folder: &Path) -> Outcome<String> {
    let mut files = Vec::new();
    for part in ORDER {
        files.extend(files_below(&folder.join(part))?.into_iter().filter(|file| is_css(file)));
    }
    if let Some(stray) = files_below(folder)?.iter().find(|file| is_css(file) && !files.contains(file)) {
        return Err(failure(format!(
            "{}: style sheets belong into one of {}",
            stray.display(),
            ORDER.join(", ")
        )));
    }
    let mut sheet = String::new();
    for file in files {
        sheet.push_str(&fs::read_to_string(&file).during(file.display())?);
        sheet.push('\n');
    }
    Ok(minified(&sheet))
}

fn is_css(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "css")
}

/// Drops comments, runs of white space, and white space beside `{`, `}`, `;` and `,`. Strings stay as they are.
fn minified(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut chars = css.chars().peekable();
    let mut space = false;
    while let Some(char) = chars.next() {
        match char {
            '/' if chars.peek() == Some(&'*') => {
                chars.next();
                let mut last = ' ';
                for inner in chars.by_ref() {
                    if last == '*' && inner == '/' {
                        break;
                    }
                    last = inner;
                }
                space = true;
            }
            _ if char.is_ascii_whitespace() => space = true,
            _ => {
                let tight = |char: char| matches!(char, '{' | '}' | ';' | ',');
                if space && !tight(char) && out.chars().last().is_some_and(|last| !tight(last)) {
                    out.push(' ');
                }
                space = false;
                if char == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(char);
                if char == '"' || char == '\'' {
                    copy_string(char, &mut chars, &mut out);
                }
            }
        }
    }
    out
}

/// Copies up to the closing quote.
fn copy_string(quote: char, chars: &mut impl Iterator<Item = char>, out: &mut String) {
    let mut escaped = false;
    for char in chars {
        out.push(char);
        if escaped {
            escaped = false;
        } else if char == '\\' {
            escaped = true;
        } else if char == quote {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::minified;

    #[test]
    fn comments_and_white_space_go_and_meaning_stays() {
        let css = "/* a */\n.a .b > .c,\n.d {\n  color: red; /* b */\n  margin: 0 auto;\n}\n";
        assert_eq!(minified(css), ".a .b > .c,.d{color: red;margin: 0 auto}");
    }

    #[test]
    fn strings_are_not_touched() {
        assert_eq!(
            minified(".a::before { content: \" /* x */ ; \\\" } \"; }"),
            ".a::before{content: \" /* x */ ; \\\" } \"}"
        );
    }

    #[test]
    fn a_comment_between_words_keeps_them_apart() {
        assert_eq!(minified("a{margin:0/* */auto}"), "a{margin:0 auto}");
    }
}
