//! Other programs: those that are run to their end, and servers that live as long as we do.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, pipe};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::failure::{Outcome, While, failure};
use crate::interrupt;
use crate::places::checkout;

/// A program to run in the checkout.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(checkout());
    command
}

/// The command line, for messages.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Runs to the end with our own terminal.
///
/// # Errors
/// The program is missing, or ends with anything but success.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().during(command.get_program().display())?;
    interrupt::check()?;
    if status.success() { Ok(()) } else { Err(failure(format!("failed ({status}): {}", line(command)))) }
}

/// As [`run`], with the end of what was printed in the sentence of the failure: many lines may follow in a log.
///
/// # Errors
/// As [`run`].
pub fn run_quoting(command: &mut Command) -> Outcome {
    const LINES: usize = 60;
    let (reader, writer) = pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let child = command.spawn().during(command.get_program().display());
    // The pipe ends with the last that can write into it.
    command.stdout(Stdio::inherit()).stderr(Stdio::inherit());
    let mut child = child?;
    let mut last = VecDeque::new();
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        last.push_back(line);
        if last.len() > LINES {
            last.pop_front();
        }
    }
    let status = child.wait()?;
    interrupt::check()?;
    if status.success() {
        return Ok(());
    }
    let last = Vec::from(last).join("\n");
    Err(failure(format!("failed ({status}): {}\n{last}", self::line(command))))
}

/// Runs to the end and gives what was printed on standard output.
///
/// # Errors
/// As [`run`]; the program's own complaint is part of the sentence.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().during(command.get_program().display())?;
    interrupt::check()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(failure(format!("failed ({}): {}\n{}", output.status, line(command), complaint.trim())))
}

/// Where a program of that name lies on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .chain(["/usr/sbin", "/sbin"].map(PathBuf::from))
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// A server we started. It is stopped when dropped, and by the kernel should we be killed.
pub struct Server {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Server {
    /// Starts `command`; everything it prints goes to the file `log`.
    ///
    /// Call it on the main thread only: the kernel ends the server together with the thread that started it.
    pub fn start(name: &str, command: &Command, log: &Path) -> Outcome<Server> {
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder)?;
        }
        let out = File::create(log).during(log.display())?;
        let mut wrapped = match find("setpriv") {
            Some(setpriv) => {
                let mut wrapped = Command::new(setpriv);
                wrapped.args(["--pdeathsig", "TERM"]).arg(command.get_program());
                wrapped
            }
            None => Command::new(command.get_program()),
        };
        wrapped.args(command.get_args());
        for (key, value) in command.get_envs() {
            match value {
                Some(value) => wrapped.env(key, value),
                None => wrapped.env_remove(key),
            };
        }
        let child = wrapped
            .current_dir(command.get_current_dir().map_or_else(checkout, Path::to_path_buf))
            .stdin(Stdio::null())
            .stderr(out.try_clone()?)
            .stdout(out)
            // A group of its own, so that Ctrl-C reaches us alone and the servers stop in our order.
            .process_group(0)
            .spawn()
            .during(format!("starting {name}"))?;
        Ok(Server { name: name.to_owned(), child, log: log.to_path_buf() })
    }

    /// Waits until `ready` says so.
    ///
    /// # Errors
    /// The server ended, `limit` passed, or the person pressed Ctrl-C; with the end of its log.
    pub fn wait_until(&mut self, limit: Duration, ready: impl Fn() -> bool) -> Outcome {
        let begun = Instant::now();
        loop {
            if ready() {
                return Ok(());
            }
            interrupt::check()?;
            if let Some(status) = self.child.try_wait()? {
                return Err(failure(format!("{} ended ({status}):\n{}", self.name, self.last_words())));
            }
            if begun.elapsed() > limit {
                return Err(failure(format!("{} did not come up:\n{}", self.name, self.last_words())));
            }
            sleep(Duration::from_millis(50));
        }
    }

    /// What the server has printed so far.
    pub fn printed(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The end of what the server has printed.
    pub fn last_words(&self) -> String {
        let printed = self.printed();
        let lines: Vec<&str> = printed.lines().collect();
        lines[lines.len().saturating_sub(25)..].join("\n")
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The name it was given, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Asks it to end and waits; after half a minute it is killed.
    pub fn stop(&mut self) {
        if !self.is_alive() {
            return;
        }
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            if !self.is_alive() {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}
