//! The project's own tool, behind `./x`.
#![recursion_limit = "256"]

mod arguments;
mod bench;
mod budget;
mod build;
mod demo;
mod failure;
mod fingerprint;
mod fuzz;
mod http;
mod interrupt;
mod longrun;
mod nginx;
mod places;
mod process;
mod progress;
mod serve;
mod synapse;
mod test;
mod tidy;
mod tools;
mod world;

use std::process::ExitCode;

use arguments::Arguments;
use build::{Mode, build};
use failure::{Outcome, failure};

const HELP: &str = "\
./x COMMAND

  demo              build, then run everything on this machine: client, Synapse, a stand-in for Mastodon, company
    --fresh         begin anew            --homeserver URL   the client alone, for a real server
    --quick         with the build of the daily loop
  build             build the client for release into dist/
    --quick         build it fast and big into target/quick/dist/, for the daily loop
  serve             the daily loop: build quickly whenever a source changes, and serve it with a Synapse beside it
    --release [--port P] [--config FILE] [--dist FOLDER]   put an existing build behind nginx, nothing else
  test              prove everything: tidy, fmt, clippy, build, native, budget, image, types, e2e
    --only A,B      these stages alone    --skip A,B   all but these    -- WORDS   go to nextest and Playwright
  ci                the same with the settings of continuous integration
  tidy              rules that no compiler knows: imports, file lengths, docs/features.md, style sheets
  budget            what dist/ weighs against what it may weigh
  bench             measure it in a browser: one JSON and one table
    [--rooms N] [--messages M] [--runs K] [--switches S] [--growth N] [--keys N] [--large] [--json FILE]
  fuzz [TARGET…]    look for input that breaks what takes in the words of strangers: html, links, event, address
    --seconds N     for each of them      --keep             put what was found into fuzz/corpus/
  longrun           ten devices that write, are ended, cut off and signed out; at the end every message is readable
    --minutes N     30 if not said          --seed N           the same once more
  world [--quick]   start Synapse, the stand-in for Mastodon and nginx before an existing build
";

fn main() -> ExitCode {
    progress::start_clock();
    let words: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            progress::note(format!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[String]) -> Outcome {
    let Some((command, rest)) = words.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    if rest.iter().take_while(|word| *word != "--").any(|word| word == "--help" || word == "-h") {
        println!("{HELP}");
        return Ok(());
    }
    let mut arguments = Arguments::new(rest);
    match command.as_str() {
        "build" => {
            let mode = if arguments.flag("--quick") { Mode::Quick } else { Mode::Release };
            arguments.end()?;
            build(mode).map(drop)
        }
        "demo" => demo::demo(arguments),
        "serve" => serve::serve(arguments),
        "test" => test::test(arguments, false),
        "ci" => test::test(arguments, true),
        "tidy" => {
            arguments.end()?;
            tidy::tidy()?;
            if Mode::Release.dist().is_dir() { budget::budget() } else { Ok(()) }
        }
        "bench" => bench::bench(arguments),
        "fuzz" => fuzz::fuzz(arguments),
        "longrun" => longrun::longrun(arguments),
        "budget" => {
            arguments.end()?;
            budget::budget()
        }
        "world" => serve::world(arguments),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(failure(format!("./x {other}: no such command (./x --help lists them)"))),
    }
}
