//! Precompressed siblings: `.br` and `.gz` beside every file that gains by it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use crate::failure::{Failure, Outcome, While, failure};
use crate::fingerprint::{files_below, hash};
use crate::places::at;
use crate::progress::note;

/// Smaller files cost more in headers than compression saves.
const WORTH_IT: u64 = 1024;

/// Formats that are compressed already.
const COMPRESSED: [&str; 11] =
    ["png", "jpg", "jpeg", "webp", "avif", "woff2", "mp3", "ogg", "mp4", "br", "gz"];

/// Compresses everything below `folder` that gains by it, with all cores.
///
/// # Errors
/// `brotli` or `gzip` fails.
pub(super) fn compress(folder: &Path) -> Outcome {
    let kept = at("target/compressed");
    fs::create_dir_all(&kept)?;
    let mut jobs: Vec<(u64, PathBuf)> = files_below(folder)?
        .into_iter()
        .filter(|file| gains(folder, file))
        .map(|file| (fs::metadata(&file).map_or(0, |data| data.len()), file))
        .filter(|(size, _)| *size > WORTH_IT)
        .collect();
    jobs.sort();
    note(format!("compressing {} files", jobs.len()));
    let jobs = Mutex::new(jobs);
    let failures: Mutex<Vec<Failure>> = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                // The biggest first: the engine takes longer than all the rest.
                while let Some((_, file)) = jobs.lock().ok().and_then(|mut jobs| jobs.pop()) {
                    if let Err(failure) = one(&file, &kept)
                        && let Ok(mut failures) = failures.lock()
                    {
                        failures.push(failure);
                    }
                }
            });
        }
    });
    match failures.into_inner() {
        Ok(mut failures) => failures.pop().map_or(Ok(()), Err),
        Err(_) => Err(failure("compressing: a thread died")),
    }
}

/// A compressed configuration would hide the one that an operator mounts over it.
fn gains(folder: &Path, file: &Path) -> bool {
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_config = file.parent() == Some(folder) && name.starts_with("config") && name.ends_with(".json");
    !is_config && extension.is_none_or(|extension| !COMPRESSED.contains(&extension.as_str()))
}

/// Both siblings of one file; taken from the last build if the bytes are the same.
fn one(file: &Path, kept: &Path) -> Outcome {
    let bytes = fs::read(file).during(file.display())?;
    let hash = hash(&bytes);
    for (ending, program) in
        [("br", ["brotli", "-q", "11", "-w", "24", "-c"].as_slice()), ("gz", &["gzip", "-9nc"])]
    {
        let stored = kept.join(format!("{hash}.{ending}"));
        if !stored.is_file() {
            fs::write(&stored, through(program, &bytes)?)?;
        }
        let mut name = file.as_os_str().to_owned();
        name.push(".");
        name.push(ending);
        fs::copy(&stored, name)?;
    }
    Ok(())
}

/// What a program makes of some bytes.
fn through(program: &[&str], bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut child = Command::new(program[0])
        .args(&program[1..])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .during(program[0])?;
    let Some(mut stdin) = child.stdin.take() else {
        return Err(failure(format!("{}: no standard input", program[0])));
    };
    let output = thread::scope(|scope| {
        // Written from a thread of its own: the program answers before it has read everything.
        scope.spawn(move || stdin.write_all(bytes));
        child.wait_with_output()
    })?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(failure(format!("{} failed ({})", program[0], output.status)))
    }
}
