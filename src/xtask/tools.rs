//! The programs that building and testing need: found where they are, else made once and kept in the cache by version.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::{Outcome, While, failure};
use crate::places::{at, cache};
use crate::process::{command, find, output, run};
use crate::progress::step;

/// A tool that comes from crates.io.
struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    options: &'static [&'static str],
}

/// Trunk asks for a compiler newer by a patch than the one Debian has; it builds and runs with ours.
const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    program: "trunk",
    version: "0.22.1",
    options: &["--locked", "--ignore-rust-version", "--no-default-features", "--features", "rustls"],
};

/// Must equal the `wasm-bindgen` of Cargo.toml to the patch. Its own lock file names a crate version that is gone.
const WASM_BINDGEN: CargoTool =
    CargoTool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version: "0.2.130", options: &[] };

const NEXTEST: CargoTool = CargoTool {
    package: "cargo-nextest",
    program: "cargo-nextest",
    version: "0.9.151",
    options: &["--locked", "--no-default-features"],
};

const SYNAPSE: &str = "1.163.2";

impl CargoTool {
    fn is_on_path(&self) -> bool {
        let said = match self.program {
            "cargo-nextest" => output(command("cargo-nextest").args(["nextest", "--version"])),
            program => output(command(program).arg("--version")),
        };
        said.is_ok_and(|said| said.split_whitespace().any(|word| word == self.version))
    }

    /// Folder to put on PATH, or none if the right version is there already.
    fn folder(&self) -> Outcome<Option<PathBuf>> {
        if self.is_on_path() {
            return Ok(None);
        }
        let root = cache().join("tools").join(format!("{}-{}", self.package, self.version));
        let folder = root.join("bin");
        if !folder.join(self.program).is_file() {
            step(format!("building {} {} (once; kept in {})", self.package, self.version, root.display()));
            // The tools' own release profiles ask for minutes of optimising that such short runs never pay back.
            run(command("cargo")
                .args(["install", self.package, "--version", self.version, "--root"])
                .arg(&root)
                .args(self.options)
                .env("CARGO_TARGET_DIR", cache().join("tools/build"))
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
                .env("CARGO_PROFILE_RELEASE_STRIP", "true"))?;
        }
        Ok(Some(folder))
    }
}

/// PATH with what building needs: Trunk, wasm-bindgen and wasm-opt.
pub fn build_path() -> Outcome<OsString> {
    let mut folders = vec![node_modules()?.join(".bin")];
    folders.extend(WASM_BINDGEN.folder()?);
    folders.extend(TRUNK.folder()?);
    clear_tool_build()?;
    path_with(folders)
}

/// PATH with what native tests need: cargo-nextest.
pub fn test_path() -> Outcome<OsString> {
    let folder = NEXTEST.folder()?;
    clear_tool_build()?;
    path_with(folder)
}

/// The versions that what we build depends on, for fingerprints.
pub fn build_versions() -> Outcome<String> {
    Ok(format!(
        "{} trunk {} wasm-bindgen {}",
        output(command("rustc").arg("-V"))?,
        TRUNK.version,
        WASM_BINDGEN.version
    ))
}

fn path_with(folders: impl IntoIterator<Item = PathBuf>) -> Outcome<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = folders.into_iter().chain(env::split_paths(&path));
    env::join_paths(folders).map_err(|error| failure(format!("PATH: {error}")))
}

/// Half-built tools are a gigabyte nobody needs again.
fn clear_tool_build() -> Outcome {
    let folder = cache().join("tools/build");
    if folder.is_dir() {
        fs::remove_dir_all(&folder).during(folder.display())?;
    }
    Ok(())
}

/// `end2end/node_modules`, installed as its lock file says.
pub fn node_modules() -> Outcome<PathBuf> {
    let folder = at("end2end/node_modules");
    if !matches_lock(&folder)? {
        step("installing npm packages of end2end/");
        run(command("npm")
            .args(["ci", "--prefix", "end2end", "--ignore-scripts", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    }
    Ok(folder)
}

/// Whether each package of the lock file is installed in that version. Packages for other machines may be missing.
fn matches_lock(folder: &Path) -> Outcome<bool> {
    let read = |path: PathBuf| -> Outcome<Value> {
        Ok(serde_json::from_str(&fs::read_to_string(&path).during(path.display())?)?)
    };
    let lock = read(at("end2end/package-lock.json"))?;
    let Ok(installed) = read(folder.join(".package-lock.json")) else {
        return Ok(false);
    };
    let Some(packages) = lock["packages"].as_object() else {
        return Ok(false);
    };
    Ok(packages.iter().filter(|(name, _)| !name.is_empty()).all(|(name, package)| {
        package["optional"].as_bool() == Some(true)
            || installed["packages"][name]["version"] == package["version"]
    }))
}

/// Synapse's start program, in a Python environment of its own.
pub fn synapse() -> Outcome<PathBuf> {
    let home = cache().join(format!("synapse-{SYNAPSE}-previews"));
    let program = home.join("bin/synapse_homeserver");
    if !program.is_file() {
        step(format!("installing Synapse {SYNAPSE} (once; kept in {})", home.display()));
        if output(command("python3").args(["-m", "venv", "--help"])).is_err()
            || output(command("python3").args(["-c", "import ensurepip"])).is_err()
        {
            apt(&["python3-venv"])?;
        }
        run(command("python3").args(["-m", "venv", "--clear"]).arg(&home))?;
        run(Command::new(home.join("bin/pip")).args([
            "install",
            "-q",
            &format!("matrix-synapse[oidc,url-preview]=={SYNAPSE}"),
        ]))?;
    }
    Ok(program)
}

/// Makes sure of Debian packages, by the program each is wanted for.
pub fn debian(wanted: &[(&str, &[&str])]) -> Outcome {
    let missing: Vec<&str> = wanted
        .iter()
        .filter(
            |(file, _)| if file.starts_with('/') { !Path::new(file).exists() } else { find(file).is_none() },
        )
        .flat_map(|(_, packages)| packages.iter().copied())
        .collect();
    if missing.is_empty() { Ok(()) } else { apt(&missing) }
}

/// nginx with the module that serves `.br` files.
pub fn nginx() -> Outcome {
    debian(&[
        ("nginx", &["nginx-light"]),
        ("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so", &["libnginx-mod-http-brotli-static"]),
    ])
}

/// The program that makes `.br` files.
pub fn brotli() -> Outcome {
    debian(&[("brotli", &["brotli"])])
}

/// The browser of the end-to-end tests.
pub fn chromium() -> Outcome {
    debian(&[("chromium", &["chromium"])])
}

fn apt(packages: &[&str]) -> Outcome {
    step(format!("installing Debian packages: {}", packages.join(" ")));
    let root = output(command("id").arg("-u"))?.trim() == "0";
    let apt = |arguments: &[&str]| {
        let mut apt = command(if root { "apt-get" } else { "sudo" });
        if !root {
            apt.arg("apt-get");
        }
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    run(&mut apt(&["update", "-qq"]))?;
    run(apt(&["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}
