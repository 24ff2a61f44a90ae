//! `config.json`: Element's keys, as far as they mean something here. Unknown keys are passed over.

use serde_json::{Map, Value};

/// The configuration of this deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `brand`: what the client calls itself.
    pub brand: String,
    /// `default_server_config`: the homeserver's base URL, without a slash at its end.
    pub homeserver: Option<String>,
    /// `default_server_config` → `server_name`: what people know the homeserver by.
    pub server_name: Option<String>,
    /// `default_server_name`: looked up by well-known; wins over `default_server_config`.
    pub discover: Option<String>,
    /// `disable_custom_urls`.
    pub fixed_server: bool,
    /// `sso_redirect_options`.
    pub redirect: Redirect,
    /// `logout_redirect_url`.
    pub after_logout: Option<String>,
    /// `permalink_prefix`, without a slash at its end.
    pub permalink_prefix: Option<String>,
    /// `map_style_url`: the MapLibre style that maps are drawn by.
    pub map_style: Option<String>,
    /// `default_theme`.
    pub theme: Theme,
    /// `room_directory.servers`.
    pub directory_servers: Vec<String>,
    /// Ours: rooms to offer after the first sign-in.
    pub suggested_rooms: Vec<String>,
    /// `default_device_display_name`.
    pub device_name: Option<String>,
    /// `branding.auth_footer_links`: text and address.
    pub footer_links: Vec<(String, String)>,
    /// `disable_login_language_selector`.
    pub hide_language: bool,
    /// `force_verification`: a new device is of no use before the person has confirmed that it is them.
    pub force_verification: bool,
}

/// When to go to the identity provider without being asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Redirect {
    /// From everywhere.
    pub immediate: bool,
    /// From the welcome page.
    pub on_welcome_page: bool,
    /// From `#/login`.
    pub on_login_page: bool,
}

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The name in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name. Element's custom and high-contrast themes count by their base.
    pub fn from_name(name: &str) -> Self {
        match name {
            name if name.starts_with("light") => Self::Light,
            name if name.starts_with("dark") => Self::Dark,
            _ => Self::System,
        }
    }
}

/// What is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigError {
    /// It is not JSON; the reader's own words say where.
    NotJson(String),
    /// It is JSON, but not an object.
    NotAnObject,
    /// A key holds something else than it must.
    Wrong {
        /// The key, with dots between the levels.
        key: String,
        /// What it must hold.
        expected: Expected,
    },
    /// Neither `default_server_config` nor `default_server_name` is there.
    NoHomeserver,
}

/// What a key must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are named as what is expected")]
pub enum Expected {
    Text,
    Boolean,
    Object,
    List,
    Address,
    ServerName,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            brand: "Protium".to_owned(),
            homeserver: Some("https://matrix.vmst.io".to_owned()),
            server_name: Some("vmst.io".to_owned()),
            discover: None,
            fixed_server: false,
            redirect: Redirect::default(),
            after_logout: None,
            permalink_prefix: None,
            map_style: None,
            theme: Theme::System,
            directory_servers: Vec::new(),
            suggested_rooms: vec!["#general:vmst.io".to_owned()],
            device_name: None,
            footer_links: Vec::new(),
            hide_language: false,
            force_verification: false,
        }
    }
}

impl Config {
    /// Reads a file's text.
    ///
    /// # Errors
    /// [`ConfigError`], which names the key.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| ConfigError::NotJson(error.to_string()))?;
        let Value::Object(root) = value else { return Err(ConfigError::NotAnObject) };
        let root = Section { map: &root, path: String::new() };

        let server = root.section("default_server_config")?;
        let server = match &server {
            Some(server) => server.section("m.homeserver")?,
            None => None,
        };
        let legacy = root.address("default_hs_url")?;
        let homeserver = match &server {
            Some(server) => {
                Some(server.address("base_url")?.ok_or_else(|| server.wrong("base_url", Expected::Address))?)
            }
            None => legacy,
        };
        let server_name = match &server {
            Some(server) => server.text("server_name")?,
            None => None,
        };
        let discover = root.text("default_server_name")?;
        if let Some(name) = &discover
            && !is_server_name(name)
        {
            return Err(root.wrong("default_server_name", Expected::ServerName));
        }
        if homeserver.is_none() && discover.is_none() {
            return Err(ConfigError::NoHomeserver);
        }

        let redirect = root.section("sso_redirect_options")?;
        let redirect = match &redirect {
            Some(section) => Redirect {
                immediate: section.flag("immediate")?,
                on_welcome_page: section.flag("on_welcome_page")?,
                on_login_page: section.flag("on_login_page")?,
            },
            // Element's older key for the same.
            None => Redirect { immediate: root.flag("sso_immediate_redirect")?, ..Redirect::default() },
        };
        let directory_servers = match root.section("room_directory")? {
            Some(section) => section.texts("servers")?.unwrap_or_default(),
            None => Vec::new(),
        };
        let footer_links = match root.section("branding")? {
            Some(section) => section.links("auth_footer_links")?,
            None => Vec::new(),
        };
        let defaults = Self::default();
        Ok(Self {
            brand: root.text("brand")?.filter(|brand| !brand.is_empty()).unwrap_or(defaults.brand),
            homeserver,
            server_name,
            discover,
            fixed_server: root.flag("disable_custom_urls")?,
            redirect,
            after_logout: root.address("logout_redirect_url")?,
            permalink_prefix: root.address("permalink_prefix")?,
            map_style: root.address("map_style_url")?,
            theme: root.text("default_theme")?.map(|name| Theme::from_name(&name)).unwrap_or_default(),
            directory_servers,
            suggested_rooms: root.texts("suggested_rooms")?.unwrap_or(defaults.suggested_rooms),
            device_name: root.text("default_device_display_name")?,
            footer_links,
            hide_language: root.flag("disable_login_language_selector")?,
            force_verification: root.flag("force_verification")?,
        })
    }

    /// What people know the homeserver by: its server name, or the host of its address.
    pub fn server_label(&self) -> String {
        self.discover
            .clone()
            .or_else(|| self.server_name.clone())
            .or_else(|| self.homeserver.as_deref().map(host_of))
            .unwrap_or_default()
    }
}

/// The host of an address, with its port.
pub fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned()
}

/// Whether a text can be a server name (spec, Appendices § Server name), loosely.
pub fn is_server_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 255
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
}

/// Whether a text is an address that can be fetched.
fn is_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).map(host_of);
    host.is_some_and(|host| is_server_name(&host)) && !text.contains(char::is_whitespace)
}

struct Section<'a> {
    map: &'a Map<String, Value>,
    path: String,
}

impl<'a> Section<'a> {
    /// The value of a key, or of its older spelling in camelCase.
    fn get(&self, key: &str) -> Option<&'a Value> {
        let value = self.map.get(key).or_else(|| self.map.get(&camel_case(key)))?;
        (!value.is_null()).then_some(value)
    }

    fn wrong(&self, key: &str, expected: Expected) -> ConfigError {
        ConfigError::Wrong { key: self.name(key), expected }
    }

    fn name(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn section(&self, key: &str) -> Result<Option<Section<'a>>, ConfigError> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::Object(map)) => Ok(Some(Section { map, path: self.name(key) })),
            Some(_) => Err(self.wrong(key, Expected::Object)),
        }
    }

    fn text(&self, key: &str) -> Result<Option<String>, ConfigError> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.wrong(key, Expected::Text)),
        }
    }

    fn flag(&self, key: &str) -> Result<bool, ConfigError> {
        match self.get(key) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(self.wrong(key, Expected::Boolean)),
        }
    }

    fn address(&self, key: &str) -> Result<Option<String>, ConfigError> {
        match self.text(key)? {
            None => Ok(None),
            Some(text) if text.is_empty() => Ok(None),
            Some(text) if is_address(&text) => Ok(Some(text.trim_end_matches('/').to_owned())),
            Some(_) => Err(self.wrong(key, Expected::Address)),
        }
    }

    fn texts(&self, key: &str) -> Result<Option<Vec<String>>, ConfigError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let Value::Array(values) = value else { return Err(self.wrong(key, Expected::List)) };
        values
            .iter()
            .enumerate()
            .map(|(index, value)| {
                let text = value.as_str().map(str::to_owned);
                text.ok_or_else(|| self.wrong(&format!("{key}.{index}"), Expected::Text))
            })
            .collect::<Result<_, _>>()
            .map(Some)
    }

    fn links(&self, key: &str) -> Result<Vec<(String, String)>, ConfigError> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let Value::Array(values) = value else { return Err(self.wrong(key, Expected::List)) };
        values
            .iter()
            .enumerate()
            .map(|(index, value)| {
                let path = format!("{key}.{index}");
                let Value::Object(map) = value else { return Err(self.wrong(&path, Expected::Object)) };
                let link = Section { map, path: self.name(&path) };
                let text = link.text("text")?.ok_or_else(|| link.wrong("text", Expected::Text))?;
                let url = link.address("url")?.ok_or_else(|| link.wrong("url", Expected::Address))?;
                Ok((text, url))
            })
            .collect()
    }
}

fn camel_case(key: &str) -> String {
    let mut upper = false;
    key.chars().fold(String::new(), |mut out, letter| {
        if letter == '_' {
            upper = true;
        } else {
            out.push(if std::mem::take(&mut upper) { letter.to_ascii_uppercase() } else { letter });
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(key: &str, expected: Expected) -> Result<Config, ConfigError> {
        Err(ConfigError::Wrong { key: key.to_owned(), expected })
    }

    #[test]
    fn the_host_of_a_page_is_named() {
        assert_eq!(host_of("https://matrix.example:8448/_matrix/x?y"), "matrix.example:8448");
        assert_eq!(host_of("https://a.example"), "a.example");
    }

    #[test]
    fn the_shipped_file_is_the_built_in_default() {
        let shipped = include_str!("../../public/config.json");
        let config = Config::parse(shipped).expect("the shipped file is good");
        let servers = config.directory_servers.clone();
        assert_eq!(config, Config { directory_servers: servers, ..Config::default() });
    }

    #[test]
    fn elements_keys_are_read_in_both_spellings_and_unknown_ones_passed_over() {
        let config = Config::parse(
            r##"{
                "default_server_config": {"m.homeserver": {"base_url": "https://h.example/", "server_name": "example"}, "m.identity_server": {}},
                "brand": "Chat", "disableCustomUrls": true, "sso_redirect_options": {"on_welcome_page": true},
                "logout_redirect_url": "https://example/bye", "permalinkPrefix": "https://chat.example/",
                "map_style_url": "https://tiles.example/style.json?key=1", "force_verification": true,
                "default_theme": "dark", "room_directory": {"servers": ["a", "b"]}, "suggested_rooms": ["#x:y"],
                "features": {"feature_nonsense": 7}, "jitsi": null,
                "branding": {"auth_footer_links": [{"text": "Rules", "url": "https://example/rules"}]}
            }"##,
        )
        .expect("it is good");
        assert_eq!(config.homeserver.as_deref(), Some("https://h.example"));
        assert_eq!(config.server_label(), "example");
        assert!(config.fixed_server && config.redirect.on_welcome_page && !config.redirect.immediate);
        assert!(config.force_verification);
        assert_eq!(config.permalink_prefix.as_deref(), Some("https://chat.example"));
        assert_eq!(config.map_style.as_deref(), Some("https://tiles.example/style.json?key=1"));
        assert_eq!(config.theme, Theme::Dark);
        assert_eq!(config.suggested_rooms, ["#x:y"]);
        assert_eq!(config.footer_links, [("Rules".to_owned(), "https://example/rules".to_owned())]);
    }

    #[test]
    fn every_fault_names_its_key() {
        assert!(matches!(Config::parse("{ \"brand\": "), Err(ConfigError::NotJson(_))));
        assert_eq!(Config::parse("[]"), Err(ConfigError::NotAnObject));
        assert_eq!(Config::parse("{\"brand\": \"X\"}"), Err(ConfigError::NoHomeserver));
        let base = "default_server_config.m.homeserver.base_url";
        let server = |text: &str| format!(r#"{{"default_server_config": {{"m.homeserver": {text}}}}}"#);
        assert_eq!(
            Config::parse(&server(r#"{"base_url": "not an address"}"#)),
            wrong(base, Expected::Address)
        );
        assert_eq!(Config::parse(&server(r#"{"base_url": 7}"#)), wrong(base, Expected::Text));
        assert_eq!(Config::parse(&server("{}")), wrong(base, Expected::Address));
        assert_eq!(
            Config::parse(&server("7")),
            wrong("default_server_config.m.homeserver", Expected::Object)
        );
        assert_eq!(
            Config::parse(r#"{"default_server_name": "a b"}"#),
            wrong("default_server_name", Expected::ServerName)
        );
        let with = |rest: &str| format!(r#"{{"default_server_name": "a.example", {rest}}}"#);
        for (rest, key, expected) in [
            (r#""disable_custom_urls": "yes""#, "disable_custom_urls", Expected::Boolean),
            (
                r#""sso_redirect_options": {"immediate": 1}"#,
                "sso_redirect_options.immediate",
                Expected::Boolean,
            ),
            (r#""suggested_rooms": "x""#, "suggested_rooms", Expected::List),
            (r#""suggested_rooms": ["x", 1]"#, "suggested_rooms.1", Expected::Text),
            (r#""logout_redirect_url": "javascript:alert(1)""#, "logout_redirect_url", Expected::Address),
            (r#""map_style_url": "data:,{}""#, "map_style_url", Expected::Address),
        ] {
            assert_eq!(Config::parse(&with(rest)), wrong(key, expected), "{rest}");
        }
    }

    #[test]
    fn the_shortest_file_is_a_server_name() {
        let config = Config::parse(r#"{"default_server_name": "a.example"}"#).expect("it is good");
        assert_eq!((config.server_label().as_str(), config.homeserver), ("a.example", None));
    }
}
