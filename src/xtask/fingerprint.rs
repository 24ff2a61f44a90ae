//! Whether anything a step depends on has changed: a hash over files and words, kept beside what the step made.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::{Outcome, While};

/// Collects what a step depends on.
#[derive(Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Adds a word, such as a tool's version.
    pub fn word(&mut self, word: &str) -> &mut Self {
        self.0.update((word.len() as u64).to_le_bytes());
        self.0.update(word);
        self
    }

    /// Adds a file, or every file below a folder; nothing if there is none.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn files(&mut self, path: &Path) -> Outcome<&mut Self> {
        for file in files_below(path)? {
            let content = fs::read(&file).during(file.display())?;
            self.word(&file.to_string_lossy());
            self.0.update((content.len() as u64).to_le_bytes());
            self.0.update(&content);
        }
        Ok(self)
    }

    /// The hash, in hex.
    pub fn finish(&self) -> String {
        hex(&self.0.clone().finalize())
    }
}

/// Every file below a folder (or the file itself), sorted; hidden ones left out.
///
/// # Errors
/// A folder cannot be read.
pub fn files_below(path: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    if path.is_file() {
        found.push(path.to_path_buf());
    } else if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(path).during(path.display())?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        entries.sort();
        for entry in entries {
            let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if !hidden {
                found.extend(files_below(&entry)?);
            }
        }
    }
    Ok(found)
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 of some bytes, in hex.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
