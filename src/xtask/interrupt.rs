//! Ctrl-C and its like: noticed here, acted on where work can stop cleanly.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::failure::{Outcome, failure};

fn flag() -> &'static Arc<AtomicBool> {
    static FLAG: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    FLAG.get_or_init(Arc::default)
}

/// From here on a signal sets a flag instead of ending the process. Call before the first server is started.
pub fn watch() -> Outcome {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(flag()))?;
    }
    Ok(())
}

/// Whether the person wants it to end.
pub fn wanted() -> bool {
    flag().load(Ordering::Relaxed)
}

/// Fails when the person wants it to end.
pub fn check() -> Outcome {
    if wanted() { Err(failure("stopped")) } else { Ok(()) }
}
