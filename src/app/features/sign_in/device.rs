//! What other people's device lists show of this browser: "Protium on Firefox (Linux)".

/// The device's name for a brand and a browser's `navigator.userAgent`.
pub fn device_name(brand: &str, agent: &str) -> String {
    format!("{brand} on {} ({})", browser(agent), system(agent))
}

/// The order matters: most browsers name the ones they wish to be taken for, too.
fn browser(agent: &str) -> &'static str {
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Vivaldi", "Vivaldi"),
        ("SamsungBrowser", "Samsung Internet"),
        ("FxiOS", "Firefox"),
        ("Firefox", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Chromium", "Chromium"),
        ("Safari", "Safari"),
    ]
    .into_iter()
    .find_map(|(mark, name)| agent.contains(mark).then_some(name))
    .unwrap_or("a browser")
}

fn system(agent: &str) -> &'static str {
    [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
        ("BSD", "BSD"),
    ]
    .into_iter()
    .find_map(|(mark, name)| agent.contains(mark).then_some(name))
    .unwrap_or("unknown system")
}
