//! The project's own tool, behind `./x`.

mod build;
mod failure;
mod fingerprint;
mod interrupt;
mod places;
mod process;
mod progress;
mod tools;

use std::process::ExitCode;

use build::{Mode, build};
use failure::{Outcome, failure};

const HELP: &str = "\
./x COMMAND

  build             build the client for release into dist/
  build --quick     build it fast and big into target/quick/dist/, for the daily loop
";

fn main() -> ExitCode {
    progress::start_clock();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            progress::note(format!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["build"] => build(Mode::Release).map(drop),
        ["build", "--quick"] => build(Mode::Quick).map(drop),
        ["help" | "--help" | "-h"] | [] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(failure(format!("./x {}: no such command (./x --help lists them)", words.join(" ")))),
    }
}
