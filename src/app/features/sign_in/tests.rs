use leptos::prelude::*;
use protocol::{
    AnyCommand, Failure, FailureKind, LoginCommand, RequestId, failure::StorageFault, login::TakeOver,
};

use super::{
    departure::Departure,
    device::device_name,
    discovery::{Problem, Provider, ServerChoice, icon_address, read_flows, read_versions, read_well_known},
    former::{Former, Obstacle},
    model::{speaks_mastodon, sso_address},
};
use crate::{
    link::{FakeEngine, Link},
    platform::{http::Answer, leftovers::FormerSession, prefs},
};

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.to_owned() }
}

#[test]
fn devices_have_telling_names() {
    for (agent, name) in [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox (Linux)"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge (Windows)",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18 Safari/605.1.15",
            "Safari (macOS)",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140 Mobile Safari/604.1",
            "Chrome (iOS)",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Mobile Safari/537.36",
            "Chrome (Android)",
        ),
        ("", "a browser (unknown system)"),
    ] {
        assert_eq!(device_name("Protium", agent), format!("Protium on {name}"));
    }
}

#[test]
fn what_people_type_as_a_server_is_a_name_or_an_address() {
    let name = |name: &str| Some(ServerChoice { name: name.to_owned(), address: None, discover: true });
    assert_eq!(ServerChoice::from_typed(" vmst.io "), name("vmst.io"));
    assert_eq!(ServerChoice::from_typed("@ada@vmst.io"), name("vmst.io"));
    assert_eq!(ServerChoice::from_typed("localhost:8008"), name("localhost:8008"));
    let typed = ServerChoice::from_typed("https://matrix.vmst.io/");
    assert_eq!(typed.and_then(|choice| choice.address).as_deref(), Some("https://matrix.vmst.io"));
    for bad in ["", "vmst", "a b.c", "javascript:alert(1)", "ftp://a.b", "https://a.b/?x"] {
        assert_eq!(ServerChoice::from_typed(bad), None, "{bad}");
    }
}

#[test]
fn a_well_known_file_is_there_or_not_or_broken() {
    let broken = Err(Problem::WellKnownBroken("a".to_owned()));
    let good = r#"{"m.homeserver": {"base_url": "https://h.example/"}}"#;
    assert_eq!(read_well_known(&answer(200, good), "a"), Ok(Some("https://h.example".to_owned())));
    assert_eq!(read_well_known(&answer(404, ""), "a"), Ok(None));
    for (status, body) in [
        (200, "this is not JSON"),
        (200, "{}"),
        (200, r#"{"m.homeserver": {"base_url": "javascript:alert(1)"}}"#),
        (500, ""),
    ] {
        assert_eq!(read_well_known(&answer(status, body), "a"), broken, "{status} {body}");
    }
}

#[test]
fn a_homeserver_is_known_by_its_versions() {
    assert_eq!(read_versions(&answer(200, r#"{"versions": ["v1.11"]}"#), "h"), Ok(()));
    let other = Err(Problem::NotAHomeserver("h".to_owned()));
    assert_eq!(read_versions(&answer(200, "<html>"), "h"), other);
    assert_eq!(read_versions(&answer(404, "{}"), "h"), other);
    assert_eq!(read_versions(&answer(502, ""), "h"), Err(Problem::Trouble("h".to_owned(), 502)));
}

#[test]
fn the_ways_in_are_read() {
    let both = r#"{"flows": [{"type": "m.login.sso", "identity_providers": [
        {"id": "oidc-my_mastodon", "name": "Mastodon", "icon": "mxc://h/i"}, {"id": "", "name": "x"}]},
        {"type": "m.login.token"}, {"type": "m.login.password"}]}"#;
    let flows = read_flows(&answer(200, both), "h").expect("there are ways");
    assert!(flows.password);
    assert!(speaks_mastodon(&flows.providers));
    assert_eq!(flows.providers.len(), 1);
    let plain = read_flows(&answer(200, r#"{"flows": [{"type": "m.login.sso"}]}"#), "h").expect("one way");
    assert_eq!(plain.providers, [Provider { id: None, name: None, icon: None }]);
    assert_eq!(
        read_flows(&answer(200, r#"{"flows": [{"type": "m.login.token"}]}"#), "h"),
        Err(Problem::NoWayIn("h".to_owned()))
    );
    assert_eq!(read_flows(&answer(200, "no"), "h"), Err(Problem::NotAHomeserver("h".to_owned())));
}

#[test]
fn the_way_out_carries_the_way_back() {
    assert_eq!(
        sso_address("https://h", Some("oidc-my mastodon"), "https://c.example/?sso_nonce=1#/room/#a:b"),
        "https://h/_matrix/client/v3/login/sso/redirect/oidc-my%20mastodon?redirectUrl=https%3A%2F%2Fc.example%2F%3Fsso_nonce%3D1%23%2Froom%2F%23a%3Ab"
    );
    assert_eq!(
        sso_address("https://h", None, "x"),
        "https://h/_matrix/client/v3/login/sso/redirect?redirectUrl=x"
    );
}

#[test]
fn pictures_of_providers_come_from_the_homeserver_only() {
    assert_eq!(
        icon_address("https://h", "mxc://s:1/m").as_deref(),
        Some("https://h/_matrix/media/v3/thumbnail/s:1/m?width=48&height=48&method=crop")
    );
    for bad in ["https://evil/x", "mxc://a", "mxc://a/../b", "mxc://a/b?c"] {
        assert_eq!(icon_address("https://h", bad), None, "{bad}");
    }
}

#[test]
fn a_trip_is_forgotten_after_an_hour() {
    let trip = Departure { homeserver: "https://h".to_owned(), hash: "#/room/!a".to_owned(), at: 1_000 };
    let text = trip.write();
    assert_eq!(Departure::read(&text, 2_000), Some(trip));
    assert_eq!(Departure::read(&text, 3_700_000), None);
    assert_eq!(Departure::read("{}", 0), None);
}

fn left() -> FormerSession {
    FormerSession {
        homeserver: "https://h".to_owned(),
        user: "@ada:h".into(),
        device: "D".to_owned(),
        token: None,
    }
}

fn asked(engine: &FakeEngine) -> Vec<(RequestId, TakeOver)> {
    engine.requests(|command| match command {
        AnyCommand::Login(LoginCommand::TakeOver(command)) => Some(command),
        _ => None,
    })
}

#[test]
fn what_element_has_left_is_offered_for_its_own_homeserver() {
    Owner::new().with(|| {
        let former = Former::new();
        assert!(!former.is_offered("https://h"));
        former.session.set(Some(left()));
        assert!(former.is_offered("https://h") && former.is_offered("https://h/"));
        assert!(!former.is_offered("https://other"));
    });
}

#[test]
fn one_goes_on_with_it_once_and_hears_what_stands_in_the_way() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let former = Former::new();
        former.session.set(Some(left()));
        former.take_over(&link, left());
        former.take_over(&link, left());
        let requests = asked(&engine);
        let [(id, command)] = requests.as_slice() else { panic!("one request: {requests:?}") };
        assert_eq!((command.user.as_str(), command.device.as_str()), ("@ada:h", "D"));
        assert!(former.busy.get_untracked());
        engine.answer::<TakeOver>(*id, Err(Failure::new(FailureKind::LoginRefused)));
        assert!(!former.busy.get_untracked());
        assert_eq!(former.obstacle.get_untracked(), Some(Obstacle::Gone));
        assert!(!former.is_offered("https://h"), "there is no sense in trying that again");

        for (kind, obstacle, again) in [
            (FailureKind::Storage(StorageFault::Held), Obstacle::Open, true),
            (FailureKind::Storage(StorageFault::Unreadable), Obstacle::Unreadable, false),
            (FailureKind::NotFound, Obstacle::Unreadable, false),
            (FailureKind::Offline, Obstacle::Failed(FailureKind::Offline), true),
        ] {
            former.take_over(&link, left());
            let requests = asked(&engine);
            engine.answer::<TakeOver>(requests[0].0, Err(Failure::new(kind)));
            assert_eq!(former.obstacle.get_untracked(), Some(obstacle));
            assert_eq!(former.is_offered("https://h"), again);
        }
    });
}

#[test]
fn as_long_as_element_is_open_nothing_is_asked() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let former = Former::new();
        // Natively it is always the beginning of 1970.
        prefs::set_foreign("react_sdk_session_lock_ping", "0");
        former.take_over(&link, left());
        assert_eq!(former.obstacle.get_untracked(), Some(Obstacle::Open));
        assert!(asked(&engine).is_empty());
        prefs::set_foreign("react_sdk_session_lock_ping", "-60000");
        former.take_over(&link, left());
        assert_eq!(former.obstacle.get_untracked(), None);
        assert_eq!(asked(&engine).len(), 1);
    });
}
