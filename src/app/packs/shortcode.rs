//! Names of pictures: what one types between colons.

use protocol::packs::{LONGEST_SHORTCODE, is_shortcode};

use crate::t;

/// The name that a file's name makes: what cannot stand in one becomes `_`.
pub(super) fn of_file(name: &str) -> String {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let mut code = String::new();
    for letter in stem.chars() {
        let fits = letter.is_alphanumeric() || "_-+".contains(letter);
        match letter {
            _ if fits => code.push(letter),
            _ if !code.ends_with('_') => code.push('_'),
            _ => {}
        }
        // Room for the number that makes it unlike another.
        if code.len() > LONGEST_SHORTCODE - 12 {
            break;
        }
    }
    let code = code.trim_matches('_');
    if code.is_empty() { "picture".to_owned() } else { code.to_owned() }
}

/// What is wrong with a name that was typed; `taken` says whether another picture has it.
pub(super) fn fault(typed: &str, taken: impl FnOnce(&str) -> bool) -> Option<String> {
    if !is_shortcode(typed) {
        return Some(t!("packs-shortcode-invalid"));
    }
    taken(typed).then(|| t!("packs-shortcode-taken"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_makes_a_shortcode() {
        assert_eq!(of_file("Party Cat (2).png"), "Party_Cat_2");
        assert_eq!(of_file("/tmp/über-cat.gif"), "über-cat");
        assert_eq!(of_file("....png"), "picture");
        assert_eq!(of_file("::.webp"), "picture");
        assert!(is_shortcode(&of_file(&"é".repeat(500))));
    }

    #[test]
    fn what_is_wrong_with_a_name_is_said() {
        assert_eq!(fault("cat", |_| false), None);
        assert!(fault("cat", |name| name == "cat").is_some());
        for typed in ["", "two words", "a:b", "<b>"] {
            assert!(fault(typed, |_| false).is_some(), "{typed}");
        }
    }
}
