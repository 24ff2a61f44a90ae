use std::{collections::BTreeSet, fs, path::Path};

use fluent_bundle::FluentResource;

use super::{Language, bundle, format};
use crate::t;

fn source(language: Language) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/locales");
    fs::read_to_string(path.join(format!("{}.ftl", language.code()))).expect("the language has a file")
}

/// The keys of a file and, with each, the variables its text names.
fn keys(source: &str) -> BTreeSet<(String, BTreeSet<String>)> {
    let mut keys = BTreeSet::new();
    let mut current: Option<(String, String)> = None;
    let mut done = |entry: Option<(String, String)>| {
        if let Some((key, text)) = entry {
            let variables = text.split('$').skip(1);
            let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            keys.insert((key, variables.map(name).collect()));
        }
    };
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" =").or_else(|| line.split_once('=')) {
            Some((key, rest)) if !line.starts_with(' ') => {
                done(current.replace((key.to_owned(), rest.to_owned())));
            }
            _ => {
                if let Some((_, text)) = &mut current {
                    text.push_str(line);
                }
            }
        }
    }
    done(current);
    keys
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
fn every_language_has_every_key_with_the_same_variables_and_parses() {
    let english = keys(&source(Language::English));
    assert!(english.len() > 20);
    for language in Language::ALL {
        let text = source(language);
        if let Err((_, errors)) = FluentResource::try_new(text.clone()) {
            panic!("{}: {errors:?}", language.code());
        }
        let own = keys(&text);
        let missing: Vec<_> = english.difference(&own).collect();
        let surplus: Vec<_> = own.difference(&english).collect();
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "{}: missing {missing:?}, surplus {surplus:?}",
            language.code()
        );
    }
}

#[test]
fn every_key_in_the_program_is_in_the_file_and_the_other_way_round() {
    let keys: BTreeSet<String> = keys(&source(Language::English)).into_iter().map(|(key, _)| key).collect();
    let mut files = Vec::new();
    rust_files(Path::new(env!("CARGO_MANIFEST_DIR")), &mut files);
    let mut used = BTreeSet::new();
    for (path, text) in files.iter().filter(|(path, _)| !path.ends_with("text/tests.rs")) {
        for rest in text.split("t!(\"").skip(1) {
            let key = rest.split('"').next().unwrap_or_default().to_owned();
            if !key.contains(' ') && key != "key" {
                assert!(keys.contains(&key), "{path}: t!(\"{key}\") is in no file");
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
    let german = bundle(Language::German, source(Language::German));
    assert_eq!(format(&german, "failure-cancelled", None).as_deref(), Some("Abgebrochen."));
}

#[test]
fn languages_are_found_by_code() {
    assert_eq!(Language::from_code("de-AT"), Some(Language::German));
    assert_eq!(Language::from_code("EN"), Some(Language::English));
    assert_eq!(Language::from_code("fr"), None);
}
