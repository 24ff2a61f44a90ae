//! What went wrong at the door: a title, and a sentence with the way on.

use protocol::FailureKind;

use super::{discovery::Problem, model::Notice};
use crate::{t, text::failure};

/// A title and a sentence.
pub(super) struct Words {
    pub(super) title: String,
    pub(super) text: String,
}

impl Words {
    fn new(title: String, text: String) -> Self {
        Self { title, text }
    }
}

pub(super) fn of_problem(problem: &Problem) -> Words {
    match problem {
        Problem::Unreachable(host) => Words::new(
            t!("sign-in-unreachable-title", server = host.as_str()),
            t!("sign-in-unreachable-text"),
        ),
        Problem::Slow(host) => {
            Words::new(t!("sign-in-slow-title", server = host.as_str()), t!("sign-in-slow-text"))
        }
        Problem::NotAHomeserver(host) => Words::new(
            t!("sign-in-not-a-homeserver-title", server = host.as_str()),
            t!("sign-in-not-a-homeserver-text"),
        ),
        Problem::WellKnownBroken(host) => Words::new(
            t!("sign-in-well-known-title", server = host.as_str()),
            t!("sign-in-well-known-text", server = host.as_str()),
        ),
        Problem::Trouble(host, status) => Words::new(
            t!("sign-in-trouble-title", server = host.as_str()),
            t!("sign-in-trouble-text", status = *status),
        ),
        Problem::NoWayIn(host) => {
            Words::new(t!("sign-in-no-way-title", server = host.as_str()), t!("sign-in-no-way-text"))
        }
    }
}

pub(super) fn of_notice(notice: &Notice) -> Words {
    match notice {
        Notice::NotFinished => Words::new(t!("sign-in-not-finished-title"), t!("sign-in-not-finished-text")),
        Notice::ForeignToken => Words::new(t!("sign-in-foreign-title"), t!("sign-in-foreign-text")),
        Notice::Ended => Words::new(t!("sign-in-ended-title"), t!("sign-in-ended-text")),
        Notice::Forgotten => Words::new(t!("sign-in-forgotten-title"), t!("sign-in-forgotten-text")),
        Notice::Failed(FailureKind::LoginRefused | FailureKind::Forbidden) => {
            Words::new(t!("sign-in-refused-title"), t!("sign-in-refused-text"))
        }
        Notice::Failed(FailureKind::AccountRefused) => {
            Words::new(t!("sign-in-account-title"), t!("sign-in-account-text"))
        }
        Notice::Failed(kind) => Words::new(t!("sign-in-failed-title"), failure::of_kind(kind)),
    }
}
