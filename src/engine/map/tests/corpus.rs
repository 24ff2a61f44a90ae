//! What is kept for the fuzzer, replayed and varied a little: `./x fuzz` looks further.

use std::{fs, path::Path};

use crate::fuzz;

/// Variations of each target: some seconds without optimisation.
const ROUNDS: usize = 3_000;
/// Pieces that what is looked for is made of.
const PIECES: &[&str] = &[
    "<a href=\"",
    "<b>",
    "</b>",
    "<table><tr><td>",
    "<li>",
    "<p>",
    "<pre><code>",
    "<mx-reply>",
    "<svg>",
    "<!--",
    "&#x202e;",
    "&lt;",
    "\" onerror=\"",
    "javascript:",
    "https://",
    "matrix:",
    "https://matrix.to/#/",
    "@a:b.c",
    "#a:b",
    "@room",
    "mxc://a/b",
    "%00",
    "%2e%2e",
    "\u{202e}",
    "\u{2069}",
    "\u{0}",
    "\u{fffd}",
    "\u{1F468}\u{200d}",
    "\"",
    "\\\"",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "-1",
    "1e999",
    "9007199254740991",
    "\\ud800",
    "\"m.relates_to\":{\"rel_type\":\"m.replace\",\"event_id\":\"$x\"},",
    "\"msgtype\":\"m.image\",",
    "\"info\":{\"w\":1,\"h\":1},",
    "\"formatted_body\":\"<b>\",\"format\":\"org.matrix.custom.html\",",
];

/// Numbers that look like chance and are the same in every run (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }
}

/// One input, changed in one to four places.
fn varied(all: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = all[chance.below(all.len())].clone();
    for _ in 0..=chance.below(4) {
        let from = chance.below(bytes.len() + 1);
        let to = from + chance.below((bytes.len() - from + 1).min(64));
        match chance.below(5) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let again = bytes[from..to].repeat(chance.below(20));
                bytes.splice(from..from, again);
            }
            2 => drop(bytes.splice(from..to, PIECES[chance.below(PIECES.len())].bytes())),
            3 => {
                let other = &all[chance.below(all.len())];
                let begin = chance.below(other.len() + 1);
                let end = begin + chance.below((other.len() - begin + 1).min(200));
                bytes.splice(from..to, other[begin..end].iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(from) {
                    *byte = chance.below(256) as u8;
                }
            }
        }
        bytes.truncate(20_000);
    }
    bytes
}

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("the corpus").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let all: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).expect("it can be read")).collect();
    assert!(all.len() > 5, "{} holds little", folder.display());
    for (file, bytes) in files.iter().zip(&all) {
        println!("{}", file.display());
        run(bytes);
    }
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for _ in 0..ROUNDS {
        let bytes = varied(&all, &mut chance);
        // What fails is printed, to be kept.
        println!("{:?}", String::from_utf8_lossy(&bytes));
        run(&bytes);
    }
}

#[test]
fn html_of_all_kinds() {
    replay("html", fuzz::html);
}

#[test]
fn links_of_all_kinds() {
    replay("links", fuzz::links);
}

#[test]
fn events_of_all_kinds() {
    replay("event", fuzz::event);
}
