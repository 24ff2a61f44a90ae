//! Style sheets: colours come from tokens, and sides follow the direction of writing.

use super::{Findings, sources};
use crate::failure::Outcome;

/// Properties with a logical twin, which right-to-left languages need.
const PHYSICAL: [&str; 12] = [
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "border-left",
    "border-right",
    "left",
    "right",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
];

pub(super) fn check(findings: &mut Findings) -> Outcome {
    for source in sources("style", &[".css"])? {
        let in_tokens = source.name.starts_with("style/tokens/");
        for (number, line) in without_comments(&source.text).lines().enumerate() {
            if !in_tokens && has_hex_colour(line) {
                findings.breach_at(&source.path, number, "a hex colour outside of style/tokens");
            }
            let property = line.trim_start().split(':').next().unwrap_or_default().trim();
            if PHYSICAL.contains(&property) && line.contains(':') {
                findings.breach_at(&source.path, number, &format!("{property}: write its logical twin"));
            }
        }
    }
    Ok(())
}

/// Blanks out comments, keeping the lines.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        let end = rest[start..].find("*/").map_or(rest.len(), |end| start + end + 2);
        out.extend(rest[start..end].chars().filter(|char| *char == '\n'));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// `#fff` and longer in a value, which an id selector is not: it stands before any colon.
fn has_hex_colour(line: &str) -> bool {
    let Some((_, value)) = line.split_once(':') else { return false };
    value.split('#').skip(1).any(|after| {
        let digits = after.chars().take_while(char::is_ascii_hexdigit).count();
        let next = after.chars().nth(digits);
        matches!(digits, 3 | 4 | 6 | 8) && !next.is_some_and(|next| next.is_alphanumeric() || next == '-')
    })
}

#[cfg(test)]
mod tests {
    use super::{has_hex_colour, without_comments};

    #[test]
    fn colours_are_told_from_selectors() {
        assert!(has_hex_colour("  color: #fff;"));
        assert!(has_hex_colour("  border: 1px solid #00112233;"));
        assert!(!has_hex_colour("#add {"));
        assert!(!has_hex_colour("  mask: url(icons.svg#fade-out);"));
    }

    #[test]
    fn comments_keep_their_lines() {
        assert_eq!(without_comments("a /* x\ny */ b"), "a \n b");
    }
}
