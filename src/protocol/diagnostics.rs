//! Looking into the engine.

use serde::{Deserialize, Serialize};

/// Reads the engine's log ring, newest last. It holds no message texts, names, keys or tokens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadLog;

/// Reads the engine's figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadFigures;

/// Reply of [`ReadFigures`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// The engine's build.
    pub build: String,
    /// Bytes of wasm memory; zero natively.
    pub memory: u64,
    /// Tabs connected.
    pub tabs: u32,
    /// Subscriptions open over all tabs.
    pub subscriptions: u32,
}

/// Makes the engine panic, so that the way back can be tried: by developers from the console, and by the
/// end-to-end tests. Nothing stored is touched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Crash;
