//! `./x budget`: what the client weighs on its way to the reader, against what it may weigh.

use std::fs;
use std::path::Path;

use crate::build::Mode;
use crate::failure::{Outcome, While, failure};
use crate::fingerprint::files_below;
use crate::progress::bytes;

/// A limit over the brotli sizes of files, by how their names begin and end.
struct Budget {
    what: &'static str,
    starts: &'static str,
    ends: &'static [&'static str],
    limit: u64,
}

const BUDGETS: [Budget; 10] = [
    // No issue gives the app a budget: its gate stands just above what it is (docs/decisions/017-size-of-the-modules.md).
    Budget { what: "entrance", starts: "entrance-", ends: &["_bg.wasm.br"], limit: 200_000 },
    Budget { what: "app", starts: "app-", ends: &["_bg.wasm.br"], limit: 1_010_000 },
    Budget { what: "engine", starts: "engine-", ends: &["_bg.wasm.br"], limit: 3_310_000 },
    // The worker, its library and all languages: fetched with the first code that gets colours.
    Budget { what: "highlighter", starts: "highlight", ends: &[".js.br"], limit: 46_000 },
    // The worker and its library: fetched with the first formula.
    Budget { what: "maths", starts: "maths-", ends: &[".js.br"], limit: 44_000 },
    // MapLibre, its worker and its style: fetched with the first map that is to be shown.
    Budget { what: "map", starts: "map", ends: &[".js.br", ".mjs.br", ".css.br"], limit: 380_000 },
    // The worker and its library: fetched with the first PDF that is opened.
    Budget { what: "PDF", starts: "pdf", ends: &[".js.br", ".mjs.br"], limit: 465_000 },
    // The worker and its library: fetched when a QR code is to be scanned.
    Budget { what: "QR reader", starts: "qr-", ends: &[".js.br"], limit: 36_000 },
    // Fetched with the first message that has something play.
    Budget { what: "effects", starts: "effects-", ends: &[".js.br"], limit: 3_000 },
    Budget { what: "CSS", starts: "style-", ends: &[".css.br"], limit: 40_000 },
];

/// Prints every budget and what is used of it.
///
/// # Errors
/// There is no release build, or a budget is broken.
pub fn budget() -> Outcome {
    let dist = Mode::Release.dist();
    let files = files_below(&dist.join("assets"))?;
    println!("  {:<12} {:>10} {:>10} {:>10}", "brotli", "is", "may be", "raw");
    let mut broken = Vec::new();
    for budget in BUDGETS {
        let matching: Vec<_> = files.iter().filter(|file| budget.covers(file)).collect();
        let mut size = 0;
        let mut raw = 0;
        for file in &matching {
            size += fs::metadata(file).during(file.display())?.len();
            raw += fs::metadata(file.with_extension("")).map_or(0, |data| data.len());
        }
        if matching.is_empty() {
            return Err(failure(format!("{}: none in dist/assets; ./x build makes it", budget.what)));
        }
        println!("  {:<12} {:>10} {:>10} {:>10}", budget.what, bytes(size), bytes(budget.limit), bytes(raw));
        if size > budget.limit {
            broken.push(budget.what);
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(failure(format!("over budget: {}", broken.join(", ")))) }
}

impl Budget {
    fn covers(&self, file: &Path) -> bool {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with(self.starts) && self.ends.iter().any(|end| name.ends_with(end))
    }
}
