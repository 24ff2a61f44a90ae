//! What stands on the sign-in page, and what its buttons do.

use leptos::prelude::*;
use protocol::{
    FailureKind, Secret,
    login::{LoginWithPassword, LoginWithToken},
    session::Account,
};

use super::{
    departure,
    device::device_name,
    discovery::{self, Offer, Problem, Provider, ServerChoice, read_flows},
    former::{Former, FormerWay},
};
use crate::{
    link::Link,
    platform::{self, files, http, prefs},
    route::{self, Route},
};

/// Set in this tab while the person is at the identity provider.
const LEFT: &str = "sso-left";
/// Set in this tab after logging out, until the person signs in again.
const LOGGED_OUT: &str = "logged-out";
/// The ways in of the last visit, to be shown before the server has answered.
const REMEMBERED: &str = "offer";

/// What the page is told by the shell.
#[derive(Debug, Clone, PartialEq)]
pub struct SignInOptions {
    /// What the client calls itself.
    pub brand: String,
    /// The homeserver to begin with.
    pub server: ServerChoice,
    /// Whether the person may choose another.
    pub fixed_server: bool,
    /// Whether to go to the provider without being asked.
    pub redirect: bool,
    /// Sign in again as this account's device (A16).
    pub again: Option<Account>,
    /// Name of the device; made of brand and browser if none.
    pub device_name: Option<String>,
    /// Text and address of links at the foot.
    pub links: Vec<(String, String)>,
    /// Whether to offer other languages.
    pub languages: bool,
}

/// How the person came here.
#[derive(Debug, Clone, PartialEq)]
pub enum Opening {
    /// By opening the page.
    Plain,
    /// From the identity provider, with a token.
    Returned {
        /// The token.
        token: Secret,
        /// What the redirect was marked with.
        nonce: Option<String>,
    },
    /// The server ended the session.
    Ended,
    /// The browser has thrown the session away.
    Forgotten,
}

/// Which part of the way is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stage {
    /// Asking the homeserver.
    Looking,
    /// The ways in; `away` is the provider whose button was pressed.
    Offered { offer: Offer, away: Option<usize> },
    /// No way in.
    Unavailable(Problem),
    /// The token is being exchanged.
    Exchanging { homeserver: String },
}

/// What is said above the ways in.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Notice {
    /// Back without a token: denied, or changed their mind.
    NotFinished,
    /// A token that this browser did not ask for.
    ForeignToken,
    /// The exchange failed.
    Failed(FailureKind),
    /// The server ended the session.
    Ended,
    /// The browser has thrown the session away.
    Forgotten,
}

#[derive(Clone)]
pub(crate) struct SignInModel {
    pub(super) link: Link,
    pub(super) options: StoredValue<SignInOptions>,
    pub(super) server: RwSignal<ServerChoice>,
    pub(super) stage: RwSignal<Stage>,
    pub(super) notice: RwSignal<Option<Notice>>,
    /// Whether the exchange may be tried again with the same token.
    pub(super) again: RwSignal<Option<(String, Secret)>>,
    /// The password form: busy, and what was wrong.
    pub(super) busy: RwSignal<bool>,
    pub(super) refused: RwSignal<Option<FailureKind>>,
    /// What Element has left of a session.
    pub(super) former: Option<(FormerWay, Former)>,
    /// Object URLs of providers' pictures, by their `mxc:` address.
    pub(super) icons: RwSignal<Vec<(String, String)>>,
    /// Counts searches, so that a late one does not overwrite a newer one.
    search: StoredValue<u32>,
}

/// Whether this tab may be sent to the provider without being asked: not after logging out, and not when
/// the person has just come back from there without signing in.
pub fn may_redirect() -> bool {
    prefs::tab_get(LOGGED_OUT).is_none() && prefs::tab_get(LEFT).is_none()
}

/// Notes that the person has logged out in this tab.
pub fn mark_logged_out() {
    prefs::tab_set(LOGGED_OUT, "1");
}

/// The person is signed in: the trip is over.
pub fn forget_trip() {
    prefs::tab_remove(LEFT);
    prefs::tab_remove(LOGGED_OUT);
}

impl SignInModel {
    pub(super) fn new(link: Link, options: SignInOptions) -> Self {
        Self {
            link,
            server: RwSignal::new(options.server.clone()),
            options: StoredValue::new(options),
            stage: RwSignal::new(Stage::Looking),
            notice: RwSignal::new(None),
            again: RwSignal::new(None),
            busy: RwSignal::new(false),
            refused: RwSignal::new(None),
            former: use_context::<FormerWay>().map(|way| (way, (way.begin)())),
            icons: RwSignal::new(Vec::new()),
            search: StoredValue::new(0),
        }
    }

    /// Begins: exchanges the token the person came with, or looks for the homeserver.
    pub(super) fn open(&self, opening: Opening) {
        let left = prefs::tab_get(LEFT).is_some();
        match opening {
            Opening::Returned { token, nonce } => match nonce.as_deref().and_then(departure::take) {
                Some(trip) => {
                    if trip.hash.len() > 1 {
                        route::replace(Route::parse(&trip.hash));
                    }
                    self.exchange(trip.homeserver, token);
                }
                None => {
                    prefs::tab_remove(LEFT);
                    self.notice.set(Some(Notice::ForeignToken));
                    self.look(false);
                }
            },
            Opening::Ended => {
                self.notice.set(Some(Notice::Ended));
                self.look(false);
            }
            Opening::Forgotten => {
                self.notice.set(Some(Notice::Forgotten));
                self.look(false);
            }
            Opening::Plain if left => {
                self.notice.set(Some(Notice::NotFinished));
                self.look(false);
            }
            Opening::Plain => {
                let redirect = self.options.with_value(|options| options.redirect) && may_redirect();
                self.look(redirect);
            }
        }
    }

    /// Asks the homeserver for the ways in. `redirect`: goes straight on.
    pub(super) fn look(&self, redirect: bool) {
        let Some(search) = self.search.try_update_value(|count| {
            *count += 1;
            *count
        }) else {
            return;
        };
        let choice = self.server.get_untracked();
        if !redirect && let Some(offer) = remembered(&choice) {
            self.offer(offer);
        } else {
            self.stage.set(Stage::Looking);
        }
        let model = self.clone();
        self.link.spawn(async move {
            // Signing in again goes on with a device that is here already.
            let new = model.options.try_with_value(|options| options.again.is_none());
            if let Some((way, former)) = model.former.filter(|_| new.unwrap_or_default()) {
                (way.look)(former).await;
            }
            let found = discovery::discover(&choice).await;
            if model.search.try_get_value() != Some(search) || model.is_away() {
                return;
            }
            match found {
                Ok(offer) => {
                    remember(&choice, &offer);
                    let only = (offer.flows.providers.len() == 1).then_some(0);
                    let sso = !offer.flows.providers.is_empty();
                    // Whoever is sent on unasked would never see that offer.
                    let left =
                        model.former.is_some_and(|(way, former)| (way.is_left)(former, &offer.homeserver));
                    model.offer(offer);
                    if redirect && sso && !left {
                        model.leave(only);
                    }
                }
                Err(problem) => {
                    model.stage.try_set(Stage::Unavailable(problem));
                }
            }
        });
    }

    fn is_away(&self) -> bool {
        matches!(
            self.stage.try_get_untracked(),
            Some(Stage::Exchanging { .. } | Stage::Offered { away: Some(_), .. })
        )
    }

    fn offer(&self, offer: Offer) {
        let wanted: Vec<_> =
            offer.flows.providers.iter().filter_map(|provider| provider.icon.clone()).collect();
        let homeserver = offer.homeserver.clone();
        let stage = Stage::Offered { offer, away: None };
        if self.stage.with_untracked(|before| *before != stage) {
            self.stage.set(stage);
        }
        for icon in wanted {
            let known = self.icons.with_untracked(|icons| icons.iter().any(|(known, _)| *known == icon));
            if !known && let Some(address) = discovery::icon_address(&homeserver, &icon) {
                let icons = self.icons;
                self.link.spawn(async move {
                    let blob = http::get_blob(&address, 5_000).await;
                    // An SVG would not be one of the formats browsers sniff: it stays a broken picture.
                    let raster = blob.filter(|blob| blob.type_() != "image/svg+xml");
                    if let Some(url) = raster.as_ref().and_then(files::object_url) {
                        icons.try_update(|icons| icons.push((icon, url)));
                    }
                });
            }
        }
    }

    /// Chooses another homeserver by what was typed; says whether it can be one.
    pub(super) fn choose_server(&self, typed: &str) -> bool {
        match ServerChoice::from_typed(typed) {
            Some(choice) => {
                self.notice.set(None);
                self.server.set(choice);
                self.look(false);
                true
            }
            None => false,
        }
    }

    /// Goes to a provider, or to the homeserver's own choice among them.
    pub(super) fn leave(&self, provider: Option<usize>) {
        let Stage::Offered { offer, .. } = self.stage.get_untracked() else { return };
        let id = provider.and_then(|index| offer.flows.providers.get(index)).and_then(|one| one.id.clone());
        let address = sso_address(&offer.homeserver, id.as_deref(), &self.return_address(&offer.homeserver));
        self.notice.set(None);
        self.stage.set(Stage::Offered { offer, away: Some(provider.unwrap_or(0)) });
        prefs::tab_set(LEFT, "1");
        platform::navigate(&address);
    }

    /// This page's address with a nonce, for the way back.
    fn return_address(&self, homeserver: &str) -> String {
        let route = route::use_route().get_untracked();
        let hash = match route {
            Route::Welcome | Route::Login => String::new(),
            other => other.href(),
        };
        let nonce = departure::note(homeserver, &hash);
        platform::address_with(&[("sso_nonce", &nonce)], &hash)
    }

    /// The person is back, by the browser's Back, and this page was kept alive.
    pub(super) fn came_back(&self) {
        if let Stage::Offered { offer, away: Some(_) } = self.stage.get_untracked() {
            prefs::tab_remove(LEFT);
            self.notice.set(Some(Notice::NotFinished));
            self.stage.set(Stage::Offered { offer, away: None });
        }
    }

    fn device(&self) -> String {
        self.options.with_value(|options| {
            options
                .device_name
                .clone()
                .unwrap_or_else(|| device_name(&options.brand, &platform::user_agent()))
        })
    }

    /// Exchanges a token. On success the session's state takes the page away.
    pub(super) fn exchange(&self, homeserver: String, token: Secret) {
        self.notice.set(None);
        self.again.set(None);
        self.stage.set(Stage::Exchanging { homeserver: homeserver.clone() });
        let command = LoginWithToken {
            homeserver: homeserver.clone(),
            token: token.clone(),
            device_name: self.device(),
        };
        let asked = self.link.request(command);
        let model = self.clone();
        self.link.spawn(async move {
            let Err(failure) = asked.await else { return };
            if model.stage.try_get_untracked().is_none() {
                return;
            }
            prefs::tab_remove(LEFT);
            if matches!(
                failure.kind,
                FailureKind::Offline | FailureKind::Timeout | FailureKind::RateLimited { .. }
            ) {
                model.again.set(Some((homeserver, token)));
            }
            model.notice.set(Some(Notice::Failed(failure.kind)));
            model.look(false);
        });
    }

    /// Signs in with a password.
    pub(super) fn password(&self, user: String, password: Secret) {
        let Stage::Offered { offer, .. } = self.stage.get_untracked() else { return };
        self.refused.set(None);
        self.notice.set(None);
        self.busy.set(true);
        let asked = self.link.request(LoginWithPassword {
            homeserver: offer.homeserver,
            user,
            password,
            device_name: self.device(),
        });
        let model = self.clone();
        self.link.spawn(async move {
            if let Err(failure) = asked.await {
                model.busy.try_set(false);
                model.refused.try_set(Some(failure.kind));
            }
        });
    }
}

/// Where the redirect begins (spec, Client-Server API § Client login via SSO).
pub(super) fn sso_address(homeserver: &str, provider: Option<&str>, back: &str) -> String {
    let provider = provider.map(|id| format!("/{}", encode(id))).unwrap_or_default();
    format!("{homeserver}/_matrix/client/v3/login/sso/redirect{provider}?redirectUrl={}", encode(back))
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

fn remember(choice: &ServerChoice, offer: &Offer) {
    prefs::set(REMEMBERED, &[choice.name.as_str(), &offer.homeserver, &offer.source].join("\n"));
}

fn remembered(choice: &ServerChoice) -> Option<Offer> {
    let text = prefs::get(REMEMBERED)?;
    let mut parts = text.splitn(3, '\n');
    let (name, homeserver, source) = (parts.next()?, parts.next()?, parts.next()?);
    let same = name == choice.name && choice.address.as_deref().is_none_or(|address| address == homeserver);
    let answer = http::Answer { status: 200, body: source.to_owned() };
    let flows = read_flows(&answer, homeserver).ok().filter(|_| same)?;
    Some(Offer { homeserver: homeserver.to_owned(), name: name.to_owned(), flows, source: source.to_owned() })
}

/// What a person's Mastodon handle will be here, where the one provider is Mastodon.
pub(super) fn speaks_mastodon(providers: &[Provider]) -> bool {
    matches!(providers, [Provider { name: Some(name), .. }] if name.to_lowercase().contains("mastodon"))
}
