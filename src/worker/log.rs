//! The log: a ring in memory for bug reports, and the console for what a developer should see.
//!
//! Matrix identifiers may be logged; message texts, names, keys and tokens never.

use std::{cell::RefCell, collections::VecDeque, fmt::Write};

use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    filter::Targets,
    layer::{Context, SubscriberExt},
};

/// Lines kept.
const LINES: usize = 2_000;
/// Ours in detail, the SDK's warnings. What is finer than a warning is not in a release build at all (Cargo.toml).
const DETAILED: [(&str, Level); 2] = [("engine", Level::DEBUG), ("matrix_sdk_ui::sync_service", Level::INFO)];

thread_local! {
    static RING: RefCell<VecDeque<String>> = const { RefCell::new(VecDeque::new()) };
}

/// Begins to log.
pub(crate) fn install() {
    let filter = Targets::new().with_default(Level::WARN).with_targets(DETAILED);
    let subscriber = tracing_subscriber::registry().with(Ring.with_filter(filter));
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// The ring as text, newest last.
pub(crate) fn text() -> String {
    RING.with_borrow(|ring| ring.iter().fold(String::new(), |text, line| text + line.as_str() + "\n"))
}

/// Adds a line.
pub(crate) fn push(line: String) {
    RING.with_borrow_mut(|ring| {
        if ring.len() == LINES {
            ring.pop_front();
        }
        ring.push_back(line);
    });
}

struct Ring;

impl<S: Subscriber> Layer<S> for Ring {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let metadata = event.metadata();
        let mut line = format!("{} {} {}:", now(), metadata.level(), metadata.target());
        event.record(&mut Line(&mut line));
        if *metadata.level() <= Level::WARN {
            web_sys::console::warn_1(&line.as_str().into());
        }
        push(line);
    }
}

fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = match field.name() {
            "message" => write!(self.0, " {value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}
