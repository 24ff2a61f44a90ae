//! The import law inside crates, and calls that have one place: by looking at lines of source.

use super::{Findings, Source, sources};
use crate::failure::Outcome;

/// A text that may stand only in some places of `src/app`.
struct Confined {
    text: &'static str,
    /// Beginnings of the names of files where it may stand.
    places: &'static [&'static str],
    why: &'static str,
}

const CONFINED: [Confined; 6] = [
    Confined { text: "inner_html", places: &[], why: "HTML never comes from text: build elements" },
    Confined {
        text: "style=\"",
        places: &[],
        why: "the content policy drops style attributes: use style:name=…",
    },
    Confined { text: "data-testid", places: &[], why: "tests find things by role and name" },
    Confined {
        text: "post_message",
        places: &[
            "src/app/link/port.rs",
            "src/app/platform/asked.rs",
            "src/app/platform/shared.rs",
            "src/app/platform/streamed.rs",
        ],
        why: "the wire begins in link/port.rs",
    },
    Confined {
        text: "spawn_local",
        places: &["src/app/link/", "src/app/platform/", "src/app/boot", "src/app/lib.rs"],
        why: "a task has an owner: use what link and platform offer",
    },
    Confined {
        text: "web_sys::window",
        places: &["src/app/platform/"],
        why: "the page is reached through platform",
    },
];

/// What the design system may not know.
const NOT_IN_KIT: [&str; 4] = ["crate::features", "crate::link", "crate::shell", "protocol::"];

/// Lines of code with their numbers: comments and what is compiled for tests alone are left out.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source
        .text
        .lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]" || !line.starts_with('#'))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn is_test(source: &Source) -> bool {
    source.name.ends_with("/tests.rs") || source.name.contains("/tests/") || source.name.ends_with("/fake.rs")
}

pub(super) fn app(findings: &mut Findings) -> Outcome {
    for source in sources("src/app", &[".rs"])? {
        if is_test(&source) {
            continue;
        }
        let feature = source.name.strip_prefix("src/app/features/").and_then(|rest| rest.split('/').next());
        let in_kit = source.name.starts_with("src/app/kit/");
        for (number, line) in code(&source) {
            for confined in &CONFINED {
                let allowed = confined.places.iter().any(|place| source.name.starts_with(place));
                if line.contains(confined.text) && !allowed {
                    findings.breach_at(&source.path, number, &format!("{}: {}", confined.text, confined.why));
                }
            }
            if let Some(feature) = feature.filter(|feature| !feature.ends_with(".rs"))
                && let Some(other) = other_feature(line, feature)
            {
                findings.breach_at(
                    &source.path,
                    number,
                    &format!("features are strangers: {feature} uses {other}"),
                );
            }
            if in_kit && let Some(known) = NOT_IN_KIT.iter().find(|known| line.contains(*known)) {
                findings.breach_at(
                    &source.path,
                    number,
                    &format!("kit knows nothing of ours, such as {known}"),
                );
            }
        }
    }
    Ok(())
}

/// The feature that a line names, if it is not its own.
fn other_feature<'a>(line: &'a str, own: &str) -> Option<&'a str> {
    line.split("features::").skip(1).find_map(|after| {
        let end = after.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(after.len());
        let named = &after[..end];
        (!named.is_empty() && named != own).then_some(named)
    })
}

pub(super) fn engine(findings: &mut Findings) -> Outcome {
    for source in sources("src/engine", &[".rs"])? {
        if is_test(&source) {
            continue;
        }
        let handler =
            source.name.strip_prefix("src/engine/handlers/").map(|name| name.trim_end_matches(".rs"));
        let in_map = source.name.starts_with("src/engine/map/");
        for (number, line) in code(&source) {
            if let Some(own) = handler.filter(|own| *own != "mod")
                && let Some(other) = line.split("handlers::").nth(1)
                && !other.starts_with(own.split('/').next().unwrap_or(own))
            {
                findings.breach_at(&source.path, number, "handlers are strangers to one another");
            }
            if in_map
                && ["crate::session", "crate::handlers", "crate::host"].iter().any(|word| line.contains(word))
            {
                findings.breach_at(
                    &source.path,
                    number,
                    "map is pure: it knows neither sessions nor handlers",
                );
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::other_feature;

    #[test]
    fn own_feature_is_no_stranger() {
        assert_eq!(other_feature("use crate::features::timeline::Row;", "timeline"), None);
        assert_eq!(other_feature("use crate::features::composer::{A, B};", "timeline"), Some("composer"));
    }
}
