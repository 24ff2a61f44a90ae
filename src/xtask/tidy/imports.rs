//! The import law, as far as Cargo knows it: what each crate may depend on.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Findings;
use crate::failure::{Outcome, failure};
use crate::process::{command, output};

/// What may not come into the UI module, by any road.
const NOT_IN_APP: [&str; 5] = ["matrix-sdk", "ruma", "tokio", "engine", "worker"];

/// Direct dependencies: crate, and what it must not name.
const NOT_DIRECTLY: [(&str, &[&str]); 5] = [
    (
        "protocol",
        &["engine", "worker", "app", "leptos", "web-sys", "js-sys", "wasm-bindgen", "matrix-sdk", "ruma"],
    ),
    ("engine", &["worker", "app", "leptos", "web-sys", "js-sys", "wasm-bindgen"]),
    ("worker", &["app", "leptos"]),
    ("testkit", &["worker", "app", "leptos"]),
    ("xtask", &["protocol", "engine", "worker", "app", "testkit"]),
];

/// Whether `package` is `wanted` or one of its family, such as `ruma-html`.
fn is_of(package: &str, wanted: &str) -> bool {
    package == wanted || package.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('-'))
}

/// Whether a dependency is compiled in, rather than for tests or build scripts alone.
fn is_normal(dependency: &Value) -> bool {
    dependency["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
}

/// Everything that ends up in the UI module.
pub(super) fn closure(findings: &mut Findings) -> Outcome {
    let metadata: Value = serde_json::from_str(&output(command("cargo").args([
        "metadata",
        "--format-version=1",
        "--filter-platform=wasm32-unknown-unknown",
    ]))?)?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let names: BTreeMap<String, String> = list(&metadata["packages"])
        .iter()
        .map(|package| (text(&package["id"]), text(&package["name"])))
        .collect();
    let edges: BTreeMap<String, Vec<String>> = list(&metadata["resolve"]["nodes"])
        .iter()
        .map(|node| {
            let to = list(&node["deps"])
                .iter()
                .filter(|dep| is_normal(dep))
                .map(|dep| text(&dep["pkg"]))
                .collect();
            (text(&node["id"]), to)
        })
        .collect();
    let app = names
        .iter()
        .find(|(id, name)| *name == "app" && id.contains("/src/app"))
        .map(|(id, _)| id.clone())
        .ok_or_else(|| failure("cargo metadata does not know src/app"))?;
    let mut seen = BTreeSet::new();
    let mut open = vec![app];
    while let Some(id) = open.pop() {
        if seen.insert(id.clone()) {
            open.extend(edges.get(&id).into_iter().flatten().cloned());
        }
    }
    for name in seen.iter().filter_map(|id| names.get(id)) {
        if NOT_IN_APP.iter().any(|forbidden| is_of(name, forbidden)) {
            findings.breach(format!(
                "the UI module (src/app) depends on {name}; cargo tree -p app -i {name} says how"
            ));
        }
    }
    Ok(())
}

/// What each crate asks for itself.
pub(super) fn manifests(findings: &mut Findings) -> Outcome {
    let metadata: Value = serde_json::from_str(&output(command("cargo").args([
        "metadata",
        "--format-version=1",
        "--no-deps",
    ]))?)?;
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = text(&package["name"]);
        let Some((_, forbidden)) = NOT_DIRECTLY.iter().find(|(member, _)| *member == name) else { continue };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let wanted = text(&dependency["name"]);
            if dependency["kind"].is_null() && forbidden.iter().any(|forbidden| is_of(&wanted, forbidden)) {
                findings.breach(format!("src/{name}/Cargo.toml: {name} must not depend on {wanted}"));
            }
        }
    }
    Ok(())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
