//! Finding a homeserver and what it offers (spec, Client-Server API § Server Discovery, § Login).

use serde_json::Value;

use crate::platform::http::{self, Answer, NoAnswer};

/// How long a server has for each answer, in milliseconds.
const PATIENCE_MS: u32 = 10_000;

/// Which homeserver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerChoice {
    /// Its server name, as people know it: shown, and looked up where `discover`.
    pub name: String,
    /// Its base URL, where it is known: used as it is, or where the look-up finds nothing.
    pub address: Option<String>,
    /// Whether the name is to be looked up.
    pub discover: bool,
}

impl ServerChoice {
    /// What a person typed: a name to look up, or an address. None if it is neither.
    pub fn from_typed(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/');
        let text = text.rsplit_once('@').map_or(text, |(_, server)| server);
        let (scheme, host) = match text.split_once("://") {
            Some((scheme, host)) => (Some(scheme), host),
            None => (None, text),
        };
        let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(good) || !host.contains(['.', ':']) && host != "localhost" {
            return None;
        }
        match scheme {
            None => Some(Self { name: host.to_owned(), address: None, discover: true }),
            Some("https" | "http") => {
                Some(Self { name: host.to_owned(), address: Some(text.to_owned()), discover: false })
            }
            Some(_) => None,
        }
    }
}

/// Why one cannot sign in there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No connection to the host.
    Unreachable(String),
    /// The host did not answer in time.
    Slow(String),
    /// The host answers, but is no homeserver.
    NotAHomeserver(String),
    /// The host's well-known file is broken.
    WellKnownBroken(String),
    /// The homeserver answers with an error.
    Trouble(String, u16),
    /// The homeserver offers no way in that this client knows.
    NoWayIn(String),
}

/// An identity provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its ID for the redirect; none where the server names no providers.
    pub id: Option<String>,
    /// Its name; none likewise.
    pub name: Option<String>,
    /// Its picture, an `mxc:` address.
    pub icon: Option<String>,
}

/// The ways in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flows {
    /// By single sign-on.
    pub providers: Vec<Provider>,
    /// By password.
    pub password: bool,
}

/// A homeserver that was found, and what it offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Base URL.
    pub homeserver: String,
    /// Server name, as people know it.
    pub name: String,
    /// The ways in.
    pub flows: Flows,
    /// The server's own words, to be remembered.
    pub source: String,
}

fn host_of(address: &str) -> String {
    address.split_once("://").map_or(address, |(_, rest)| rest).to_owned()
}

fn no_answer(reason: NoAnswer, host: String) -> Problem {
    match reason {
        NoAnswer::Unreachable => Problem::Unreachable(host),
        NoAnswer::Timeout => Problem::Slow(host),
    }
}

/// Finds the server and asks what it offers.
///
/// # Errors
/// [`Problem`].
pub async fn discover(choice: &ServerChoice) -> Result<Offer, Problem> {
    let homeserver = match (&choice.address, choice.discover) {
        (Some(address), false) => address.clone(),
        (fallback, _) => look_up(&choice.name, fallback.as_deref()).await?,
    };
    let host = host_of(&homeserver);
    let versions = format!("{homeserver}/_matrix/client/versions");
    let login = format!("{homeserver}/_matrix/client/v3/login");
    let (versions, login) =
        futures_util::future::join(http::get(&versions, PATIENCE_MS), http::get(&login, PATIENCE_MS)).await;
    let versions = versions.map_err(|reason| no_answer(reason, host.clone()))?;
    read_versions(&versions, &host)?;
    let login = login.map_err(|reason| no_answer(reason, host.clone()))?;
    let flows = read_flows(&login, &host)?;
    Ok(Offer { homeserver, name: choice.name.clone(), flows, source: login.body })
}

async fn look_up(name: &str, fallback: Option<&str>) -> Result<String, Problem> {
    // Hosts of this machine speak plain HTTP: for development.
    let local = name.starts_with("localhost") || name.starts_with("127.0.0.1");
    let origin = format!("{}://{name}", if local { "http" } else { "https" });
    let found = match http::get(&format!("{origin}/.well-known/matrix/client"), PATIENCE_MS).await {
        Ok(answer) => read_well_known(&answer, name),
        Err(reason) => Err(no_answer(reason, name.to_owned())),
    };
    match (found, fallback) {
        (Ok(Some(homeserver)), _) => Ok(homeserver),
        (Ok(None) | Err(_), Some(fallback)) => Ok(fallback.to_owned()),
        // No file: most such servers are the homeserver themselves.
        (Ok(None), None) => Ok(origin),
        (Err(problem), None) => Err(problem),
    }
}

/// Reads a well-known file; none if there is no such file.
pub(super) fn read_well_known(answer: &Answer, name: &str) -> Result<Option<String>, Problem> {
    if answer.status == 404 {
        return Ok(None);
    }
    let broken = || Problem::WellKnownBroken(name.to_owned());
    if answer.status != 200 {
        return Err(broken());
    }
    let value: Value = serde_json::from_str(&answer.body).map_err(|_| broken())?;
    let address = value["m.homeserver"]["base_url"].as_str().ok_or_else(broken)?.trim_end_matches('/');
    if !(address.starts_with("https://") || address.starts_with("http://")) {
        return Err(broken());
    }
    Ok(Some(address.to_owned()))
}

/// Whether that is a homeserver's answer to `/versions`.
pub(super) fn read_versions(answer: &Answer, host: &str) -> Result<(), Problem> {
    if answer.status >= 500 || answer.status == 429 {
        return Err(Problem::Trouble(host.to_owned(), answer.status));
    }
    let versions = serde_json::from_str::<Value>(&answer.body).ok();
    let known = versions.is_some_and(|value| value["versions"].is_array());
    if answer.status == 200 && known { Ok(()) } else { Err(Problem::NotAHomeserver(host.to_owned())) }
}

/// Reads the ways in.
pub(super) fn read_flows(answer: &Answer, host: &str) -> Result<Flows, Problem> {
    if answer.status >= 500 || answer.status == 429 {
        return Err(Problem::Trouble(host.to_owned(), answer.status));
    }
    let value: Value =
        serde_json::from_str(&answer.body).map_err(|_| Problem::NotAHomeserver(host.to_owned()))?;
    let Some(list) = value["flows"].as_array() else { return Err(Problem::NotAHomeserver(host.to_owned())) };
    let mut flows = Flows::default();
    for flow in list {
        match flow["type"].as_str() {
            Some("m.login.password") => flows.password = true,
            Some("m.login.sso") => {
                let named = flow["identity_providers"].as_array().into_iter().flatten();
                let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
                flows.providers.extend(named.filter_map(|provider| {
                    Some(Provider {
                        id: Some(text(&provider["id"])?),
                        name: Some(text(&provider["name"])?),
                        icon: text(&provider["icon"]),
                    })
                }));
                if flows.providers.is_empty() {
                    flows.providers.push(Provider { id: None, name: None, icon: None });
                }
            }
            _ => {}
        }
    }
    if flows == Flows::default() { Err(Problem::NoWayIn(host.to_owned())) } else { Ok(flows) }
}

/// Where a provider's picture is; none for an address that is not `mxc://server/media`.
pub(super) fn icon_address(homeserver: &str, icon: &str) -> Option<String> {
    let (server, media) = icon.strip_prefix("mxc://")?.split_once('/')?;
    let plain = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'))
    };
    (plain(server) && plain(media)).then(|| {
        format!("{homeserver}/_matrix/media/v3/thumbnail/{server}/{media}?width=48&height=48&method=crop")
    })
}
