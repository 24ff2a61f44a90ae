//! `docs/protocol.md` is about the wire as it is: it carries the hash of `src/protocol`, and has a row for every
//! command and topic.

use std::fs;

use super::{Findings, sources};
use crate::failure::Outcome;
use crate::fingerprint::Fingerprint;
use crate::places::at;

const FILE: &str = "docs/protocol.md";
const TABLES: &str = "src/protocol/tables.rs";
/// What stands before the hash in the page, and how many of its digits stand there.
const MARK: &str = "Hash of `src/protocol`: `";
const DIGITS: usize = 16;

pub(super) fn check(findings: &mut Findings) -> Outcome {
    let Ok(page) = fs::read_to_string(at(FILE)) else {
        findings.breach(format!("{FILE} is not there"));
        return Ok(());
    };
    let mut fingerprint = Fingerprint::default();
    for source in sources("src/protocol", &[".rs"])? {
        if source.name.ends_with("/tests.rs") {
            continue;
        }
        fingerprint.word(&source.name).word(&source.text);
        if source.name == TABLES {
            for (name, reply) in source.text.lines().filter_map(pair) {
                if !page.contains(&format!("| `{name}` | `{reply}` |")) {
                    findings.breach(format!("{FILE}: no row for {name} -> {reply} of {TABLES}"));
                }
            }
        }
    }
    let hash = &fingerprint.finish()[..DIGITS];
    if stated(&page) != Some(hash) {
        findings.breach(format!(
            "{FILE} is about another state of src/protocol: read it against the sources, then write {MARK}{hash}`"
        ));
    }
    Ok(())
}

/// The hash that the page carries.
fn stated(page: &str) -> Option<&str> {
    page.lines().find_map(|line| line.strip_prefix(MARK)?.split('`').next())
}

/// A line of the tables, such as `LoadOlder -> Loaded,`.
fn pair(line: &str) -> Option<(&str, &str)> {
    let (name, reply) = line.trim().strip_suffix(',')?.split_once(" -> ")?;
    let is_name = name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|char| char.is_ascii_alphanumeric());
    is_name.then_some((name, reply))
}

#[cfg(test)]
mod tests {
    use super::{pair, stated};

    #[test]
    fn lines_of_the_tables_are_told_from_others() {
        assert_eq!(pair("        LoadDraft -> Option<Draft>,"), Some(("LoadDraft", "Option<Draft>")));
        assert_eq!(pair("    Spaces -> Batch<SpaceRow>,"), Some(("Spaces", "Batch<SpaceRow>")));
        assert_eq!(pair("            fn wrap(self) -> AnyTopic { AnyTopic::$topic(self) }"), None);
        assert_eq!(pair("    ($($topic:ident -> $body:ty,)+) => {"), None);
    }

    #[test]
    fn the_hash_is_found() {
        assert_eq!(stated("# Wire\n\nHash of `src/protocol`: `0123abcd`\n"), Some("0123abcd"));
        assert_eq!(stated("nothing"), None);
    }
}
