use protocol::{
    failure::StorageFault,
    session::{Account, SessionStatus},
};

use super::{
    SESSION_FLAG, entrance,
    gate::{Page, SignedOut, page},
};
use crate::{link::EngineLife, platform::prefs};

fn account() -> Account {
    Account {
        user: "@ada:vmst.io".into(),
        device: "D".to_owned(),
        homeserver: "https://h".to_owned(),
        name: None,
        avatar: None,
        first_run: false,
        taken_over: false,
    }
}

#[test]
fn before_the_engine_speaks_the_browser_remembers() {
    assert_eq!(page(None, None, &EngineLife::Starting, true, false), Page::App);
    assert_eq!(page(None, None, &EngineLife::Starting, false, false), Page::SignIn(SignedOut::Plainly));
}

#[test]
fn a_restarted_engine_takes_no_page_away() {
    let restoring = SessionStatus::Restoring;
    for before in [Page::App, Page::SignIn(SignedOut::Ended), Page::Again("@ada:vmst.io".into())] {
        assert_eq!(page(Some(&before), Some(&restoring), &EngineLife::Restarting, true, true), before);
    }
}

#[test]
fn an_engine_that_came_back_takes_the_error_away() {
    let stopped = page(Some(&Page::App), None, &EngineLife::Stopped { log: "x".to_owned() }, true, true);
    assert_eq!(stopped, Page::Stopped("x".to_owned()));
    let signed_in = SessionStatus::SignedIn(account());
    assert_eq!(page(Some(&stopped), Some(&signed_in), &EngineLife::Ready, true, true), Page::App);
    assert_eq!(page(Some(&stopped), None, &EngineLife::Starting, true, true), Page::App);
}

#[test]
fn every_end_has_its_page() {
    let ready = EngineLife::Ready;
    let after = |status: &SessionStatus| page(Some(&Page::App), Some(status), &ready, true, true);
    assert_eq!(after(&SessionStatus::SignedOut), Page::SignIn(SignedOut::Plainly));
    assert_eq!(after(&SessionStatus::Ended), Page::SignIn(SignedOut::Ended));
    assert_eq!(after(&SessionStatus::SoftLoggedOut(account())), Page::Again("@ada:vmst.io".into()));
    assert_eq!(after(&SessionStatus::Failed(StorageFault::Held)), Page::Elsewhere);
    assert_eq!(after(&SessionStatus::Failed(StorageFault::Full)), Page::StorageFailed(StorageFault::Full));
    let ended = Page::SignIn(SignedOut::Ended);
    assert_eq!(page(Some(&ended), Some(&SessionStatus::SignedOut), &ready, false, false), ended);
    let forgotten = page(Some(&Page::App), Some(&SessionStatus::SignedOut), &ready, true, false);
    assert_eq!(forgotten, Page::SignIn(SignedOut::Forgotten));
}

#[test]
fn the_entrance_ends_only_where_the_next_page_would_know_of_it() {
    assert!(entrance::remember());
    assert!(prefs::get(SESSION_FLAG).is_some());
    prefs::remove(SESSION_FLAG);
    prefs::refuse();
    assert!(!entrance::remember());
}
