//! Which browser and system a device's name tells of: some clients call a device by the browser's own line ("user
//! agent"), others by words of which these are some.

use protocol::devices::DeviceKind;

use super::label::label;

/// Marks of a user agent, and the browser's name; of several the first counts, since most browsers name others too.
const BROWSERS: [(&str, &str); 10] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
];
/// Programs with a browser inside, whose line names that browser.
const PROGRAM: &str = "Electron/";
/// The marks of systems; the first counts.
const SYSTEMS: [(&str, &str); 8] = [
    ("Windows NT", "Windows"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];
/// The names as words of a device's name.
const BROWSER_WORDS: [&str; 8] =
    ["Edge", "Opera", "Vivaldi", "Firefox", "Chromium", "Chrome", "Safari", "Brave"];
const SYSTEM_WORDS: [&str; 8] =
    ["Windows", "iOS", "iPadOS", "Android", "ChromeOS", "macOS", "Linux", "Ubuntu"];

/// What a device's name tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// The name, unless it is a user agent.
    pub(crate) name: Option<String>,
    pub(crate) browser: Option<&'static str>,
    pub(crate) system: Option<&'static str>,
    pub(crate) kind: DeviceKind,
}

/// Reads a device's name.
pub(crate) fn told(name: &str) -> Told {
    let (browser, system, is_agent) = if name.starts_with("Mozilla/") {
        (browser(name), first(&SYSTEMS, name), true)
    } else {
        (word(&BROWSER_WORDS, name), word(&SYSTEM_WORDS, name), false)
    };
    let kind = match (browser, system) {
        (Some(_), _) => DeviceKind::Browser,
        (None, Some("Android" | "iOS" | "iPadOS")) => DeviceKind::Phone,
        (None, Some(_)) => DeviceKind::Desktop,
        (None, None) => DeviceKind::Unknown,
    };
    Told { name: if is_agent { None } else { label(name) }, browser, system, kind }
}

fn browser(agent: &str) -> Option<&'static str> {
    if agent.contains(PROGRAM) {
        return None;
    }
    // Every browser on WebKit names Safari; only Safari says its own version.
    let safari = || (agent.contains("Version/") && agent.contains("Safari/")).then_some("Safari");
    first(&BROWSERS, agent).or_else(safari)
}

fn first(marks: &[(&str, &'static str)], agent: &str) -> Option<&'static str> {
    marks.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
}

fn word(words: &[&'static str], name: &str) -> Option<&'static str> {
    let is_there =
        |word: &&&str| name.split(|c: char| !c.is_alphanumeric()).any(|part| part.eq_ignore_ascii_case(word));
    words.iter().find(is_there).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browser_and_system_are_read_from_a_line_or_from_words() {
        let read = |name: &str| {
            let told = told(name);
            (told.browser.unwrap_or("-"), told.system.unwrap_or("-"), told.kind)
        };
        let (browser, desktop, phone) = (DeviceKind::Browser, DeviceKind::Desktop, DeviceKind::Phone);
        let linux = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        assert_eq!(read(linux), ("Firefox", "Linux", browser));
        assert_eq!(told(linux).name, None, "nobody reads such a line");
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0";
        assert_eq!(read(edge), ("Edge", "Windows", browser));
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(read(safari), ("Safari", "iOS", browser));
        let android = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36";
        assert_eq!(read(android), ("Chrome", "Android", browser));
        let program = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Element/1.11 Chrome/124 Electron/30 Safari/537.36";
        assert_eq!(read(program), ("-", "macOS", desktop));
        assert_eq!(read("Protium on Firefox (Linux)"), ("Firefox", "Linux", browser));
        assert_eq!(read("chat.example.org: Chrome on Windows"), ("Chrome", "Windows", browser));
        assert_eq!(read("Element X Android"), ("-", "Android", phone));
        assert_eq!(read("iamb"), ("-", "-", DeviceKind::Unknown));
        assert_eq!(told("A \u{202e}name").name.as_deref(), Some("A name"));
    }
}
