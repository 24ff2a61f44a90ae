//! The folder that a web server serves: hashed files under `assets/`, the rest under their own names.
//!
//! All addresses are relative, so that the client can live below a sub-path. `boot.js` learns the hashed names from
//! `<meta>` elements that are written into `index.html` here, and so needs no request of its own for them.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::names::{address, hashed, short_hash};
use super::{Mode, compress, style};
use crate::failure::{Outcome, While, failure};
use crate::fingerprint::{files_below, hash};
use crate::places::at;

/// Lists every hashed file by its plain name.
pub(super) const MANIFEST: &str = "asset-manifest.json";

/// Files of `public/` that are asked for by their hashed names.
const LOADER: &str = "engine-loader.js";
const ICONS: &str = "icons.svg";

/// A script of `public/` that is fetched when it is needed first.
struct Lazy {
    /// How its `<meta>` is called, and how the names of all its files begin.
    name: &'static str,
    script: &'static str,
    /// The folder of `vendor/` with the files that it names, where it does.
    vendored: Option<&'static str>,
}

const LAZY: [Lazy; 6] = [
    Lazy { name: "highlight", script: "highlight-worker.js", vendored: Some("highlight") },
    Lazy { name: "maths", script: "maths-worker.js", vendored: Some("temml") },
    Lazy { name: "map", script: "map.js", vendored: Some("maplibre-gl") },
    Lazy { name: "pdf", script: "pdf-worker.js", vendored: Some("pdf") },
    Lazy { name: "qr", script: "qr-worker.js", vendored: Some("jsqr") },
    Lazy { name: "effects", script: "effects.js", vendored: None },
];

/// Collects `assets/`.
struct Assets<'a> {
    dist: &'a Path,
    names: Map<String, Value>,
}

impl Assets<'_> {
    /// Writes a hashed file and gives its address.
    fn add(&mut self, name: &str, bytes: &[u8]) -> Outcome<String> {
        let path = format!("assets/{}", hashed(name, bytes));
        fs::write(self.dist.join(&path), bytes).during(&path)?;
        self.names.insert(name.to_owned(), Value::String(path.clone()));
        Ok(path)
    }

    /// A wasm module with its JavaScript, which names the wasm file and any snippets; gives both addresses.
    fn module(&mut self, name: &str, trunk: &Path, snippets: Option<&str>) -> Outcome<(String, String)> {
        let wasm_name = format!("{name}_bg.wasm");
        let js_name = format!("{name}.js");
        let wasm = read(&trunk.join(&wasm_name))?;
        let wasm = self.add(&wasm_name, &wasm)?;
        let js = fs::read_to_string(trunk.join(&js_name)).during(&js_name)?;
        let mut js = js.replace(&wasm_name, wasm.trim_start_matches("assets/"));
        if let Some(snippets) = snippets {
            js = js.replace("./snippets/", &format!("./{snippets}/"));
        }
        let js = self.add(&js_name, js.as_bytes())?;
        Ok((js, wasm))
    }

    /// A script with the files that it names; gives its address.
    fn lazy(&mut self, Lazy { name: begin, script, vendored }: &Lazy) -> Outcome<String> {
        let mut text = fs::read_to_string(at("public").join(script)).during(script)?;
        let Some(vendored) = vendored else { return self.add(script, text.as_bytes()) };
        let folder = at("vendor").join(vendored);
        for file in files_below(&folder)? {
            let inner = address(file.strip_prefix(&folder).unwrap_or(&file))?;
            if [".js", ".mjs", ".css"].iter().any(|ending| inner.ends_with(ending)) {
                let name = inner.rsplit('/').next().unwrap_or(&inner);
                let name = if name.starts_with(begin) { name.to_owned() } else { format!("{begin}-{name}") };
                let path = self.add(&name, &read(&file)?)?;
                text = import_from(script, &text, &inner, path.trim_start_matches("assets/"))?;
            }
        }
        self.add(script, text.as_bytes())
    }
}

/// Makes the folder anew beside the old one and then changes places, so that a running server never sees half of it.
pub(super) fn assemble(mode: Mode, trunk: &Path, dist: &Path) -> Outcome {
    let new = dist.with_extension("new");
    remove(&new)?;
    fs::create_dir_all(new.join("assets")).during(new.display())?;
    let build = fill(trunk, &new)?;
    if mode == Mode::Release {
        compress::compress(&new)?;
    }
    let old = dist.with_extension("old");
    remove(&old)?;
    if dist.exists() {
        fs::rename(dist, &old).during(dist.display())?;
    }
    fs::rename(&new, dist).during(dist.display())?;
    remove(&old)?;
    crate::progress::note(format!("build {build}"));
    Ok(())
}

/// Writes everything but compressed siblings; gives the build's id.
fn fill(trunk: &Path, dist: &Path) -> Outcome<String> {
    let mut assets = Assets { dist, names: Map::new() };
    let snippets = copy_snippets(&trunk.join("snippets"), dist)?;
    let (app_js, app_wasm) = assets.module("app", trunk, snippets.as_deref())?;
    let (entrance_js, entrance_wasm) = assets.module("entrance", trunk, snippets.as_deref())?;
    let (engine_js, engine_wasm) = assets.module("engine", trunk, snippets.as_deref())?;
    let sheet = assets.add("style.css", style::sheet(&at("style"))?.as_bytes())?;
    let loader = assets.add(LOADER, &read(&at("public").join(LOADER))?)?;
    let mut lazy = String::new();
    for one in &LAZY {
        lazy.push_str(&format!(r#"<meta name="protium-{}" content="{}">"#, one.name, assets.lazy(one)?));
    }
    let icons = assets.add(ICONS, &read(&at("public").join(ICONS))?)?;
    copy_public(dist)?;

    // The id covers every byte that is served: hashed names stand for their content, the others are added.
    let mut identity = Value::Object(assets.names.clone()).to_string();
    for file in files_below(&at("public"))? {
        identity.push_str(&hash(&read(&file)?));
    }
    identity.push_str(&hash(&read(&at("src/app/index.html"))?));
    let build = short_hash(identity.as_bytes());

    let head = format!(
        r#"<meta name="protium-build" content="{build}"><meta name="protium-app" content="{app_js}|{app_wasm}"><meta name="protium-entrance" content="{entrance_js}|{entrance_wasm}"><meta name="protium-engine" content="{engine_js}|{engine_wasm}|{loader}">{lazy}<meta name="protium-icons" content="{icons}"><link rel="stylesheet" href="{sheet}">"#
    );
    let page = fs::read_to_string(trunk.join("index.html")).during("index.html")?;
    let page = replace_element(&page, "data-trunk", "")?;
    fs::write(dist.join("index.html"), replace_element(&page, "protium-assets", &head)?)?;

    let version = package_version()?;
    fs::write(dist.join("version"), format!("{version}-{build}\n"))?;
    let manifest = json!({ "version": version, "build": build, "files": assets.names });
    fs::write(dist.join(MANIFEST), serde_json::to_string_pretty(&manifest)?)?;
    Ok(build)
}

/// Copies the JavaScript that wasm-bindgen takes out of crates; gives the folder's hashed name, if there is any.
fn copy_snippets(from: &Path, dist: &Path) -> Outcome<Option<String>> {
    let files = files_below(from)?;
    if files.is_empty() {
        return Ok(None);
    }
    let mut all = String::new();
    for file in &files {
        all.push_str(&address(file)?);
        all.push_str(&hash(&read(file)?));
    }
    let folder = format!("snippets-{}", short_hash(all.as_bytes()));
    for file in &files {
        copy(file, &dist.join("assets").join(&folder).join(file.strip_prefix(from).unwrap_or(file)))?;
    }
    Ok(Some(folder))
}

/// Copies `public/`, but for some scripts: two addresses of the loader would be two engines, and the others import by
/// hashed names.
fn copy_public(dist: &Path) -> Outcome {
    let public = at("public");
    for file in files_below(&public)? {
        let inner = file.strip_prefix(&public).unwrap_or(&file);
        let scripts = LAZY.iter().map(|one| one.script);
        if !scripts.chain([LOADER]).any(|script| inner == Path::new(script)) {
            copy(&file, &dist.join(inner))?;
        }
    }
    Ok(())
}

/// Gives a file that a script's text names its hashed name, in the same folder.
fn import_from(script: &str, text: &str, file: &str, hashed: &str) -> Outcome<String> {
    let import = format!("'./{file}'");
    if text.matches(&import).count() != 1 {
        return Err(failure(format!("public/{script} has to name {import} once")));
    }
    Ok(text.replace(&import, &format!("'./{hashed}'")))
}

/// Replaces the one element of the page whose tag holds `mark`.
fn replace_element(page: &str, mark: &str, by: &str) -> Outcome<String> {
    let missing = || failure(format!("src/app/index.html: no element with {mark}"));
    let inside = page.find(mark).ok_or_else(missing)?;
    let start = page[..inside].rfind('<').ok_or_else(missing)?;
    let end = inside + page[inside..].find('>').ok_or_else(missing)? + 1;
    Ok(format!("{}{by}{}", &page[..start], &page[end..]))
}

/// The version of the workspace.
fn package_version() -> Outcome<String> {
    let manifest = fs::read_to_string(at("Cargo.toml"))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = "));
    Ok(line.ok_or_else(|| failure("Cargo.toml: no version"))?.trim_matches('"').to_owned())
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).during(path.display())
}

fn copy(from: &Path, to: &Path) -> Outcome {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).during(from.display())?;
    Ok(())
}

fn remove(folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).during(folder.display())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{import_from, replace_element};

    #[test]
    fn imports_get_hashed_names() {
        let script = "import a from './a.js';\nimport b from './languages/a.js';";
        let with = |file| import_from("c.js", script, file, "a-01.js").ok();
        assert_eq!(
            with("a.js").as_deref(),
            Some("import a from './a-01.js';\nimport b from './languages/a.js';")
        );
        assert_eq!(
            with("languages/a.js").as_deref(),
            Some("import a from './a.js';\nimport b from './a-01.js';")
        );
        assert_eq!(with("c.js"), None);
    }

    #[test]
    fn the_marked_element_alone_is_replaced() {
        let page = "<head><meta name=a><meta name=protium-assets><title>x</title>";
        let replaced = replace_element(page, "protium-assets", "<b>");
        assert_eq!(replaced.ok().as_deref(), Some("<head><meta name=a><b><title>x</title>"));
        assert!(replace_element(page, "nothing", "").is_err());
    }
}
