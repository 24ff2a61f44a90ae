//! Sizes of files, and names that are safe to save them under.

use crate::t;

/// "2.1 MB".
pub fn size(bytes: u64) -> String {
    let (unit, scale) = match bytes {
        0..1_000 => return t!("timeline-bytes", count = bytes),
        1_000..1_000_000 => ("KB", 1_000),
        1_000_000..1_000_000_000 => ("MB", 1_000_000),
        _ => ("GB", 1_000_000_000),
    };
    let tenths = bytes.saturating_mul(10) / scale;
    if tenths >= 100 {
        format!("{} {unit}", tenths / 10)
    } else {
        format!("{}.{} {unit}", tenths / 10, tenths % 10)
    }
}

/// At most so many characters of a name are kept.
const LONGEST: usize = 120;

/// A name that saves as what it looks like: no path, no signs that hide or turn the ending, no leading dot.
pub fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .map(|sign| if matches!(sign, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { sign })
        .filter(|sign| !sign.is_control() && !is_invisible(*sign))
        .collect();
    let kept = kept.trim().trim_start_matches('.').trim_end_matches(['.', ' ']);
    if kept.is_empty() {
        return "file".to_owned();
    }
    if kept.chars().count() <= LONGEST {
        return kept.to_owned();
    }
    // The ending says what the file is, so it is kept.
    let (stem, ending) =
        kept.rsplit_once('.').filter(|(_, ending)| ending.chars().count() <= 10).unwrap_or((kept, ""));
    let room = LONGEST - ending.chars().count() - 1;
    let stem: String = stem.chars().take(room).collect();
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// Signs that turn or hide what stands around them.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_save_as_what_they_look_like() {
        for (name, safe) in [
            ("report.pdf", "report.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\evil.exe", "evil.exe"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            (".bashrc", "bashrc"),
            ("a<b>:c?.txt", "a_b__c_.txt"),
            ("tab\there\n.txt", "tabhere.txt"),
            ("Straße 🌱.txt", "Straße 🌱.txt"),
            ("...", "file"),
            ("", "file"),
            ("dir/", "file"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
        let long = safe_name(&format!("{}.tar", "x".repeat(500)));
        assert_eq!(long.chars().count(), 120);
        assert!(long.ends_with(".tar"));
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(1_234), "1.2 KB");
        assert_eq!(size(96_000), "96 KB");
        assert_eq!(size(2_100_000), "2.1 MB");
        assert_eq!(size(u64::MAX), "1844674407 GB");
    }
}
