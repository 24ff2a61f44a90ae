use std::{collections::BTreeSet, fs, path::Path};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::{Language, Part, bundle, format};
use crate::t;

const PARTS: [Part; 2] = [Part::ENTRANCE, Part::APP];

/// What the small module does not show.
const APP_ALONE: &[&str] = &[
    "emoji/",
    "features/composer/",
    "features/devices/",
    "features/encryption/",
    "features/files/",
    "features/first_run/",
    "features/media_viewer/",
    "features/new_room/",
    "features/polls/",
    "features/room/",
    "features/room_list/",
    "features/spaces/",
    "features/saved/",
    "features/sign_in/former.rs",
    "features/thread/",
    "features/timeline/",
    "features/user/",
    "identity/",
    "packs/",
    "locations/",
    "polls/",
    "reauth/",
    "rooms/",
    "shell/account_menu.rs",
    "shell/connection_bar.rs",
    "shell/layout.rs",
    "shell/settings/",
    "side/",
    "text/file.rs",
    "text/quote.rs",
    "text/state_change.rs",
    "text/summary.rs",
    "verification/",
];

fn source(language: Language, part: Part) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/locales").join(language.code());
    fs::read_to_string(path.join(format!("{}.ftl", part.name))).expect("the language has the file")
}

/// The keys of all files of a language.
fn all_keys(language: Language) -> BTreeSet<String> {
    PARTS.iter().flat_map(|part| keys(&source(language, *part))).collect()
}

/// The keys of a file.
fn keys(source: &str) -> BTreeSet<String> {
    source
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
        .collect()
}

fn rust_files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable")) {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).expect("readable")));
        }
    }
}

#[test]
fn every_language_has_every_key_and_parses() {
    for part in PARTS {
        let english = keys(part.english);
        assert!(english.len() > 20);
        for language in Language::ALL {
            let text = source(language, part);
            let file = format!("{}/{}.ftl", language.code(), part.name);
            if let Err((_, errors)) = FluentResource::try_new(text.clone()) {
                panic!("{file}: {errors:?}");
            }
            let own = keys(&text);
            let missing: Vec<_> = english.difference(&own).collect();
            let surplus: Vec<_> = own.difference(&english).collect();
            assert!(
                missing.is_empty() && surplus.is_empty(),
                "{file}: missing {missing:?}, surplus {surplus:?}"
            );
        }
    }
}

#[test]
fn the_small_module_has_the_texts_that_it_shows() {
    let app = keys(Part::APP.english);
    let twice: Vec<_> = keys(Part::ENTRANCE.english).intersection(&app).cloned().collect();
    assert!(twice.is_empty(), "in both files: {twice:?}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(root, &mut files);
    files.retain(|(path, _)| {
        let path = path.strip_prefix(&format!("{}/", root.display())).unwrap_or(path);
        !path.ends_with("tests.rs") && !APP_ALONE.iter().any(|alone| path.starts_with(alone))
    });
    assert!(files.iter().any(|(path, _)| path.ends_with("sign_in/view.rs")));
    for (path, text) in &files {
        let absent: Vec<_> = app.iter().filter(|key| text.contains(&format!("\"{key}\""))).collect();
        assert!(absent.is_empty(), "{path} shows texts of app.ftl: {absent:?}");
    }
}

#[test]
fn every_key_in_the_program_is_in_the_file_and_the_other_way_round() {
    let keys = all_keys(Language::English);
    let mut files = Vec::new();
    rust_files(Path::new(env!("CARGO_MANIFEST_DIR")), &mut files);
    let mut used = BTreeSet::new();
    for (path, text) in files.iter().filter(|(path, _)| !path.ends_with("text/tests.rs")) {
        let calls = text.match_indices("t!(\"").filter(|(at, _)| {
            // `format!(` and `assert!(` end in the same letters.
            !text[..*at].ends_with(|before: char| before.is_alphanumeric())
        });
        for (at, call) in calls {
            let key = text[at + call.len()..].split('"').next().unwrap_or_default();
            if key != "key" {
                assert!(keys.contains(key), "{path}: t!(\"{key}\") is in no file");
            }
        }
        // A key may also stand in a table and be given to `t!` by name.
        used.extend(keys.iter().filter(|key| text.contains(&format!("\"{key}\""))).cloned());
    }
    let unused: Vec<_> = keys.difference(&used).collect();
    assert!(unused.is_empty(), "texts that nothing shows: {unused:?}");
}

#[test]
fn numbers_choose_the_form_and_unknown_keys_show_themselves() {
    assert_eq!(
        t!("failure-rate-limited-for", seconds = 1),
        "That was too often in a short time. Try again in a second."
    );
    assert!(t!("failure-rate-limited-for", seconds = 7u64).contains("7 seconds"));
    assert_eq!(super::message("no-such-key", &[]), "no-such-key");
    let german = bundle(Language::German, PARTS.map(|part| source(Language::German, part)));
    assert_eq!(
        format(&german, "failure-cancelled", None).as_deref(),
        Some("Es kam keine Antwort. Versuch es noch einmal.")
    );
}

#[test]
fn languages_are_found_by_code() {
    assert_eq!(Language::from_code("de-AT"), Some(Language::German));
    assert_eq!(Language::from_code("EN"), Some(Language::English));
    assert_eq!(Language::from_code("fr"), None);
}

#[test]
fn numbers_in_texts_are_read_as_the_standard_library_reads_them() {
    for literal in
        ["0", "1", "42", "-7", "0.1", "3.141569", "-2.50", "123456789012.345", "0.000001", "999999999999999"]
    {
        let FluentValue::Number(number) = FluentValue::try_number(literal) else {
            panic!("{literal} is a number");
        };
        assert_eq!(literal.parse(), Ok(number.value), "{literal}");
    }
    for text in ["", "-", ".5", "5.", "1e5", "nan", "1.2.3", "99999999999999999", "one"] {
        assert!(matches!(FluentValue::try_number(text), FluentValue::String(_)), "{text}");
    }
}

#[test]
fn plurals_look_at_whole_and_broken_numbers() {
    let source = "count = { $n ->\n    [0] none\n    [one] one\n   *[other] many\n }\n";
    let bundle = bundle(Language::English, [source.to_owned()]);
    for (n, wanted) in [(0.0, "none"), (1.0, "one"), (1.5, "many"), (2.0, "many"), (1_000_000.0, "many")] {
        let mut args = FluentArgs::new();
        args.set("n", n);
        assert_eq!(format(&bundle, "count", Some(&args)).as_deref(), Some(wanted), "{n}");
    }
}
