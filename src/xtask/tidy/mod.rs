//! `./x tidy`: the rules that a compiler does not know.

mod features;
mod imports;
mod lengths;
mod protocol;
mod scan;
mod styles;

use std::path::PathBuf;

use crate::failure::{Outcome, failure};
use crate::places::shown;
use crate::progress::note;

/// What was found: breaches fail, remarks do not.
#[derive(Default)]
pub(crate) struct Findings {
    breaches: Vec<String>,
    remarks: Vec<String>,
}

impl Findings {
    fn breach(&mut self, sentence: String) {
        self.breaches.push(sentence);
    }

    fn remark(&mut self, sentence: String) {
        self.remarks.push(sentence);
    }

    /// A breach on a line of a file.
    fn breach_at(&mut self, file: &std::path::Path, line: usize, sentence: &str) {
        self.breach(format!("{}:{}: {sentence}", shown(file), line + 1));
    }
}

/// A file with its text.
pub(crate) struct Source {
    path: PathBuf,
    /// The path from the checkout, with `/`.
    name: String,
    text: String,
}

/// Checks everything and prints what is wrong.
///
/// # Errors
/// Something is.
pub fn tidy() -> Outcome {
    let mut findings = Findings::default();
    imports::closure(&mut findings)?;
    imports::manifests(&mut findings)?;
    scan::app(&mut findings)?;
    scan::engine(&mut findings)?;
    lengths::check(&mut findings)?;
    styles::check(&mut findings)?;
    features::check(&mut findings)?;
    protocol::check(&mut findings)?;
    for remark in &findings.remarks {
        note(format!("note: {remark}"));
    }
    for breach in &findings.breaches {
        note(breach);
    }
    match findings.breaches.len() {
        0 => Ok(()),
        count => Err(failure(format!("{count} things are untidy"))),
    }
}

/// All files with one of these endings below a folder of the checkout.
fn sources(folder: &str, endings: &[&str]) -> Outcome<Vec<Source>> {
    let mut found = Vec::new();
    for path in crate::fingerprint::files_below(&crate::places::at(folder))? {
        let name = shown(&path);
        if name.contains("node_modules/") || !endings.iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        // What is not UTF-8 is not ours to read.
        if let Ok(text) = std::fs::read_to_string(&path) {
            found.push(Source { path, name, text });
        }
    }
    Ok(found)
}
