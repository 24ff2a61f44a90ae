//! Files stay short enough to be read.

use super::{Findings, sources};
use crate::failure::Outcome;

/// Lines from which a file is remarked upon, and from which it fails.
const LONG: usize = 500;
const TOO_LONG: usize = 800;

const ENDINGS: [&str; 9] = [".rs", ".css", ".js", ".mjs", ".ts", ".sh", ".py", ".html", ".md"];

pub(super) fn check(findings: &mut Findings) -> Outcome {
    for folder in ["src", "style", "public", "end2end", "deploy", "docs"] {
        for source in sources(folder, &ENDINGS)? {
            let lines = source.text.lines().count();
            if lines > TOO_LONG {
                findings.breach(format!("{}: {lines} lines; {TOO_LONG} is the most", source.name));
            } else if lines > LONG {
                findings
                    .remark(format!("{}: {lines} lines; split it at {TOO_LONG} at the latest", source.name));
            }
        }
    }
    Ok(())
}
