//! What the homeserver wants to be proven, and the proof of it (spec, "User-Interactive Authentication").

use matrix_sdk::ruma::{
    UserId,
    api::client::uiaa::{self, AuthData, AuthType, OAuthParams, UiaaInfo, UserIdentifier},
};
use protocol::reauth::{Proof, ProvenBy, Reauth, Way};
use url::Url;

/// Where one signs in once more, below the homeserver's address.
const PAGE: &str = "_matrix/client/v3/auth/m.login.sso/fallback/web";

/// The proof as the homeserver takes it.
pub(crate) fn proof(proof: Proof, user: &UserId) -> AuthData {
    let Proof { session, by } = proof;
    match by {
        // Where the stage was done elsewhere, the name of the question is all that is sent.
        ProvenBy::Sso => AuthData::fallback_acknowledgement(session),
        ProvenBy::OAuth => {
            let mut auth = uiaa::OAuth::new();
            auth.session = Some(session);
            AuthData::OAuth(auth)
        }
        ProvenBy::Password(password) => {
            let who = UserIdentifier::Matrix(uiaa::MatrixUserIdentifier::new(user.to_string()));
            let mut auth = uiaa::Password::new(who, password.expose().to_owned());
            auth.session = Some(session);
            AuthData::Password(auth)
        }
    }
}

/// What is wanted; `None` where there is no way that we could go. `proven`: there was a proof.
pub(crate) fn wanted(info: &UiaaInfo, homeserver: &Url, proven: bool) -> Option<Reauth> {
    let session = info.session.clone()?;
    let ways: Vec<Way> = info
        .flows
        .iter()
        .filter_map(|flow| {
            let mut left = flow.stages.iter().filter(|stage| !info.completed.contains(stage));
            let (Some(stage), None) = (left.next(), left.next()) else { return None };
            way(stage, info, homeserver, &session)
        })
        .collect();
    (!ways.is_empty()).then_some(Reauth { session, ways, refused: proven })
}

fn way(stage: &AuthType, info: &UiaaInfo, homeserver: &Url, session: &str) -> Option<Way> {
    match stage {
        AuthType::Sso => {
            let mut page = homeserver.clone();
            page.set_query(None);
            page.set_fragment(None);
            page.path_segments_mut().ok()?.pop_if_empty().extend(PAGE.split('/'));
            page.query_pairs_mut().append_pair("session", session);
            Some(Way::Sso { page: page.into() })
        }
        AuthType::OAuth => {
            let told = info.params::<OAuthParams>(&AuthType::OAuth).ok().flatten()?.url;
            let page = Url::parse(&told).ok().filter(|page| matches!(page.scheme(), "https" | "http"))?;
            Some(Way::OAuth { page: page.into() })
        }
        AuthType::Password => Some(Way::Password),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(value: Value) -> Option<Reauth> {
        let info: UiaaInfo = serde_json::from_value(value).expect("an answer of a homeserver");
        wanted(&info, &Url::parse("https://matrix.example/base/").expect("an address"), false)
    }

    #[test]
    fn ways_that_can_be_gone_are_offered_and_no_others() {
        let page =
            "https://matrix.example/base/_matrix/client/v3/auth/m.login.sso/fallback/web?session=a%26b";
        let both = read(json!({
            "session": "a&b",
            "flows": [{ "stages": ["m.login.sso"] }, { "stages": ["m.login.password"] }, { "stages": ["x.own"] }],
            "params": {},
        }));
        let ways = vec![Way::Sso { page: page.into() }, Way::Password];
        assert_eq!(both, Some(Reauth { session: "a&b".into(), ways, refused: false }));
        assert_eq!(read(json!({ "session": "s", "flows": [], "params": {} })), None);
        let two = json!({ "session": "s", "flows": [{ "stages": ["m.login.password", "m.login.email.identity"] }] });
        assert_eq!(read(two), None);
        let elsewhere = |url: &str| {
            read(json!({
                "session": "s", "flows": [{ "stages": ["m.oauth"] }], "params": { "m.oauth": { "url": url } },
            }))
        };
        let ways = vec![Way::OAuth { page: "https://account.example/".into() }];
        assert_eq!(
            elsewhere("https://account.example/"),
            Some(Reauth { session: "s".into(), ways, refused: false })
        );
        assert_eq!(elsewhere("javascript:alert(1)"), None);
    }
}
