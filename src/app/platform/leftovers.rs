//! What Element has left in this browser where it was served at this address before (docs/decisions/034-element-leftovers.md).

use js_sys::{Array, Function, Promise, Reflect};
use protocol::{Secret, UserId, session::Account};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::{prefs, wall_clock, window};

/// Its crypto store, which somebody may go on with here.
const CRYPTO: [&str; 2] = ["matrix-js-sdk::matrix-sdk-crypto", "matrix-js-sdk::matrix-sdk-crypto-meta"];
/// Where its session's secrets lie.
const SESSION: &str = "matrix-react-sdk";
/// Any page may have one of this name.
const LOG: &str = "logs";
/// Its other databases: the crypto store of before, what sync has told, the session, the log.
const DATABASES: [&str; 4] = ["matrix-js-sdk:crypto", "matrix-js-sdk:riot-web-sync", SESSION, LOG];
/// What its settings and its session begin with.
const BEGINNINGS: [&str; 3] = ["mx_", "mxjssdk_", "react_sdk_"];

/// What says of its session whose it is, and what it needs to come back to it.
const SESSION_SETTINGS: [&str; 13] = [
    "mx_hs_url",
    "mx_is_url",
    "mx_user_id",
    "mx_device_id",
    "mx_access_token",
    "mx_has_access_token",
    "mx_refresh_token",
    "mx_has_refresh_token",
    "mx_has_pickle_key",
    "mx_is_guest",
    "mx_crypto_initialised",
    "mx_must_verify_device",
    "mx_fresh_login",
];
/// When a page of its has last said that it is there, in milliseconds since 1970: every few seconds as long as it is open.
const PING: &str = "react_sdk_session_lock_ping";
/// A page that has said nothing for longer is gone, in milliseconds.
const SILENCE_MS: f64 = 30_000.0;

/// A session that it has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerSession {
    /// The homeserver's base URL, without a slash at its end.
    pub homeserver: String,
    /// Whose it is.
    pub user: UserId,
    /// The device's ID.
    pub device: String,
    /// The access token, where no database would take it.
    pub token: Option<Secret>,
}

/// A session that somebody can go on with here, as far as that can be seen from outside.
pub async fn former() -> Option<FormerSession> {
    let session = session()?;
    let all = all_databases().await;
    CRYPTO.iter().chain([&SESSION]).all(|name| all.iter().any(|other| other == name)).then_some(session)
}

/// Its session: not one whose token has to be renewed, which is not ours to do; nor a guest's; nor one without a key of its
/// own, whose crypto store lies open.
fn session() -> Option<FormerSession> {
    let text = |name| prefs::get_foreign(name).filter(|text| !text.is_empty());
    let says = |name| text(name).as_deref() == Some("true");
    let token = text("mx_access_token");
    let renewed = says("mx_has_refresh_token") || text("mx_refresh_token").is_some();
    let signed_in = says("mx_has_access_token") || token.is_some();
    if renewed || !signed_in || says("mx_is_guest") || !says("mx_has_pickle_key") {
        return None;
    }
    Some(FormerSession {
        homeserver: text("mx_hs_url")?.trim_end_matches('/').to_owned(),
        user: UserId(text("mx_user_id")?),
        device: text("mx_device_id")?,
        token: token.map(Secret::new),
    })
}

/// Whether a page of Element's seems to be open.
pub fn is_open() -> bool {
    let ping = prefs::get_foreign(PING).and_then(|ping| ping.parse::<f64>().ok());
    ping.is_some_and(|ping| (wall_clock() - ping).abs() < SILENCE_MS)
}

/// Forgets its session once it was taken over: its databases have forgotten it, and Element does not come back to it.
pub fn forget_session(account: &Account) {
    if account.taken_over {
        for name in SESSION_SETTINGS {
            prefs::remove_foreign(name);
        }
    }
}

/// Whether there is something of it. `in_use`: somebody goes on with its crypto store, which is no leftover then.
pub async fn found(in_use: bool) -> bool {
    !settings().is_empty() || databases(in_use).await.iter().any(|name| name != LOG)
}

/// Deletes all of it, but for a crypto store that is in use. Not everything is gone where a page of Element's has it open.
pub async fn delete(in_use: bool) -> bool {
    for name in settings() {
        prefs::remove_foreign(&name);
    }
    let Some(factory) = factory() else { return true };
    let mut gone = true;
    for name in databases(in_use).await {
        let deleted = JsFuture::from(deletion(&factory, &name)).await;
        gone &= deleted.is_ok_and(|deleted| deleted.is_truthy());
    }
    gone
}

fn settings() -> Vec<String> {
    let all = prefs::foreign().into_iter();
    all.filter(|name| BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))).collect()
}

fn factory() -> Option<JsValue> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    Reflect::get(&window(), &"indexedDB".into()).ok().filter(JsValue::is_object)
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

async fn databases(in_use: bool) -> Vec<String> {
    let mut all = all_databases().await;
    all.retain(|name| is_leftover(name, in_use));
    all
}

fn is_leftover(name: &str, in_use: bool) -> bool {
    DATABASES.contains(&name) || !in_use && CRYPTO.contains(&name)
}

/// All that are there. A browser that does not tell is not asked further: to look would make them.
async fn all_databases() -> Vec<String> {
    let told = async {
        let factory = factory()?;
        let asked: Promise = method(&factory, "databases")?.call0(&factory).ok()?.dyn_into().ok()?;
        JsFuture::from(asked).await.ok()?.dyn_into::<Array>().ok()
    };
    let Some(all) = told.await else { return Vec::new() };
    all.iter().filter_map(|one| Reflect::get(&one, &"name".into()).ok()?.as_string()).collect()
}

/// Resolves to whether a database is gone; one that is held open goes when it is held no longer.
fn deletion(factory: &JsValue, name: &str) -> Promise {
    Promise::new(&mut |resolve, _| {
        let answer = |gone: bool| {
            let resolve = resolve.clone();
            Closure::once_into_js(move || drop(resolve.call1(&JsValue::UNDEFINED, &gone.into())))
        };
        let request =
            method(factory, "deleteDatabase").and_then(|delete| delete.call1(factory, &name.into()).ok());
        let Some(request) = request else {
            let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::FALSE);
            return;
        };
        for (event, gone) in [("onsuccess", true), ("onerror", false), ("onblocked", false)] {
            let _ = Reflect::set(&request, &event.into(), &answer(gone));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::prefs;

    #[test]
    fn only_what_is_elements_is_taken_for_a_leftover() {
        prefs::set("theme", "dark");
        prefs::set_foreign("mxp", "another page's");
        assert!(settings().is_empty());
        for name in ["mx_user_id", "mx_local_settings", "react_sdk_session_lock_ping"] {
            prefs::set_foreign(name, "x");
        }
        assert_eq!(settings(), ["mx_local_settings", "mx_user_id", "react_sdk_session_lock_ping"]);
        for name in settings() {
            prefs::remove_foreign(&name);
        }
        assert!(settings().is_empty());
        assert_eq!(prefs::get("theme").as_deref(), Some("dark"));
        assert_eq!(prefs::foreign(), ["mxp"]);
    }

    #[test]
    fn a_crypto_store_that_is_in_use_is_no_leftover() {
        for name in CRYPTO {
            assert!(is_leftover(name, false) && !is_leftover(name, true), "{name}");
        }
        for name in DATABASES {
            assert!(is_leftover(name, true), "{name}");
        }
        assert!(!is_leftover("vault", false));
    }

    fn leave(settings: &[(&str, &str)]) {
        for name in prefs::foreign() {
            prefs::remove_foreign(&name);
        }
        for (name, value) in settings {
            prefs::set_foreign(name, value);
        }
    }

    const LEFT: [(&str, &str); 5] = [
        ("mx_hs_url", "https://h.example/"),
        ("mx_user_id", "@ada:h.example"),
        ("mx_device_id", "D"),
        ("mx_has_access_token", "true"),
        ("mx_has_pickle_key", "true"),
    ];

    #[test]
    fn a_session_that_can_be_gone_on_with_is_told_from_others() {
        leave(&LEFT);
        let session = FormerSession {
            homeserver: "https://h.example".to_owned(),
            user: "@ada:h.example".into(),
            device: "D".to_owned(),
            token: None,
        };
        assert_eq!(super::session(), Some(session.clone()));
        prefs::set_foreign("mx_access_token", "t");
        assert_eq!(super::session(), Some(FormerSession { token: Some(Secret::new("t")), ..session }));
        for (name, value) in [
            ("mx_has_refresh_token", "true"),
            ("mx_refresh_token", "r"),
            ("mx_is_guest", "true"),
            ("mx_has_pickle_key", "false"),
            ("mx_has_access_token", "false"),
            ("mx_device_id", ""),
        ] {
            leave(&LEFT);
            prefs::set_foreign(name, value);
            assert_eq!(super::session(), None, "{name}");
        }
    }

    #[test]
    fn a_session_is_forgotten_only_by_who_has_taken_it_over() {
        leave(&LEFT);
        prefs::set_foreign("mx_local_settings", "{}");
        let mut account = Account {
            user: "@ada:h.example".into(),
            device: "D".to_owned(),
            homeserver: "https://h.example".to_owned(),
            name: None,
            avatar: None,
            first_run: false,
            taken_over: false,
        };
        forget_session(&account);
        assert!(session().is_some());
        account.taken_over = true;
        forget_session(&account);
        assert_eq!(prefs::foreign(), ["mx_local_settings"]);
    }

    #[test]
    fn a_page_of_elements_is_open_as_long_as_it_says_so() {
        leave(&[]);
        assert!(!is_open());
        // Natively it is always the beginning of 1970.
        for (ping, open) in [("-29000", true), ("-31000", false), ("x", false)] {
            prefs::set_foreign(PING, ping);
            assert_eq!(is_open(), open, "{ping}");
        }
    }
}
