//! What the person at the terminal sees of long work: a heading per step, and how long it took.

use std::io::{IsTerminal, Write};
use std::sync::OnceLock;
use std::time::Instant;

fn started() -> Instant {
    static STARTED: OnceLock<Instant> = OnceLock::new();
    *STARTED.get_or_init(Instant::now)
}

/// Starts the clock that headings show; called first thing in `main`.
pub fn start_clock() {
    started();
}

/// Seconds since the command began, as `m:ss`.
fn clock() -> String {
    let seconds = started().elapsed().as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Announces a step of long work.
pub fn step(what: impl AsRef<str>) {
    let (bold, plain) = if std::io::stderr().is_terminal() { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let _ = writeln!(std::io::stderr(), "{bold}[{}] {}{plain}", clock(), what.as_ref());
}

/// Says one thing about the running step.
pub fn note(what: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "       {}", what.as_ref());
}

/// A number of bytes for people: `87 KB`, `2.46 MB`.
pub fn bytes(count: u64) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{:.1} KB", count as f64 / 1e3),
        _ => format!("{:.2} MB", count as f64 / 1e6),
    }
}
