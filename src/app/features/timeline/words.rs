//! Runs, failures to decrypt, shields and announcements, in words.

use protocol::{
    FailureKind,
    timeline::{Content, EventItem, Shield, Undecryptable},
    trust::Distrust,
};

use super::grouping::Happening;
use crate::{
    t,
    text::{
        self, failure,
        names::{called, called_surely},
        state_change,
    },
};

/// At most so many people of a run are named.
const NAMED: usize = 3;

/// What happened in a run, in one line.
pub(crate) fn run(sums: &[(Happening, Vec<String>, u32)]) -> String {
    let parts: Vec<String> = sums
        .iter()
        .map(|(happening, people, count)| {
            let who = crowd(people);
            let people = people.len();
            match happening {
                Happening::Joined => t!("timeline-run-joined", who = who, people = people),
                Happening::Left => t!("timeline-run-left", who = who, people = people),
                Happening::Invited => t!("timeline-run-invited", who = who, people = people),
                Happening::Removed => t!("timeline-run-removed", who = who, people = people),
                Happening::Profile => t!("timeline-run-profile", who = who, people = people),
                Happening::Verification => t!("timeline-run-verification", who = who),
                Happening::Room => t!("timeline-run-room", count = *count),
            }
        })
        .collect();
    text::list(&parts)
}

fn crowd(people: &[String]) -> String {
    if people.len() <= NAMED {
        return text::list(people);
    }
    let mut named: Vec<String> = people[..NAMED - 1].to_vec();
    named.push(t!("timeline-run-others", count = people.len() + 1 - NAMED));
    text::list(&named)
}

/// Why a message cannot be read, and what helps.
pub(crate) fn undecryptable(why: Undecryptable, unconfirmed: bool) -> String {
    match why {
        // The device was confirmed meanwhile, and the key has not come by it.
        Undecryptable::BeforeThisDeviceUnverified if !unconfirmed => t!("timeline-undecryptable-not-stored"),
        Undecryptable::WaitingForKey => t!("timeline-undecryptable-waiting"),
        Undecryptable::BeforeThisDeviceNoBackup => t!("timeline-undecryptable-no-backup"),
        Undecryptable::BeforeThisDeviceNotStored => t!("timeline-undecryptable-not-stored"),
        Undecryptable::BeforeThisDeviceUnverified => t!("timeline-undecryptable-unverified"),
        Undecryptable::BeforeJoining => t!("timeline-undecryptable-before-joining"),
        Undecryptable::WithheldUnverified => t!("timeline-undecryptable-withheld-unverified"),
        Undecryptable::ShutOut => t!("timeline-undecryptable-shut-out"),
        Undecryptable::NotReached => t!("timeline-undecryptable-not-reached"),
        Undecryptable::Withheld => t!("timeline-undecryptable-withheld"),
        Undecryptable::SenderChanged => t!("timeline-undecryptable-changed"),
        Undecryptable::DeviceNotConfirmed => t!("timeline-undecryptable-not-confirmed"),
        Undecryptable::DeviceUnknown => t!("timeline-undecryptable-unknown-device"),
        Undecryptable::Malformed => t!("timeline-undecryptable-malformed"),
    }
}

/// Why a message was not sent.
pub(crate) fn not_sent(why: &FailureKind) -> String {
    let FailureKind::Distrusted { why, people } = why else { return failure::of_kind(why) };
    let who = || crowd(&people.iter().map(called_surely).collect::<Vec<_>>());
    match why {
        Distrust::Changed => t!("timeline-distrust-changed", who = who()),
        Distrust::Devices => t!("timeline-distrust-devices", who = who(), people = people.len()),
        Distrust::OwnDevices => t!("timeline-distrust-own-devices"),
        Distrust::ThisDevice => t!("timeline-distrust-this-device"),
    }
}

/// How it is sent all the same, where that helps.
pub(crate) fn send_anyway(why: &FailureKind) -> Option<String> {
    match why {
        FailureKind::Distrusted { why: Distrust::Changed, .. } => Some(t!("timeline-send-withdrawn")),
        FailureKind::Distrusted { why: Distrust::Devices | Distrust::OwnDevices, .. } => {
            Some(t!("timeline-send-anyway"))
        }
        _ => None,
    }
}

/// What the encryption cannot vouch for.
pub(crate) fn shield(shield: Shield, key_from: Option<&str>) -> String {
    if let (Shield::AuthenticityNotGuaranteed, Some(name)) = (shield, key_from) {
        return t!("timeline-shield-shared", name = name);
    }
    match shield {
        Shield::SentInClear => t!("timeline-shield-clear"),
        Shield::UnknownDevice => t!("timeline-shield-unknown-device"),
        Shield::UnsignedDevice => t!("timeline-shield-unsigned-device"),
        Shield::UnverifiedIdentity => t!("timeline-shield-unverified"),
        Shield::VerificationViolation => t!("timeline-shield-violation"),
        Shield::AuthenticityNotGuaranteed => t!("timeline-shield-authenticity"),
        Shield::MismatchedSender => t!("timeline-shield-mismatched"),
    }
}

/// A new message as it is read out.
pub(crate) fn announcement(event: &EventItem) -> String {
    t!("timeline-announce-one", name = called(&event.sender), text = said(event))
}

/// What a message says, in one line.
pub(crate) fn said(event: &EventItem) -> String {
    let plain = super::plain::text;
    match &event.content {
        Content::Text(body) | Content::Notice(body) | Content::Emote(body) => plain(body),
        Content::Image { media, .. } => format!("{}: {}", t!("timeline-kind-image"), media.filename),
        Content::Video { media, .. } => format!("{}: {}", t!("timeline-kind-video"), media.filename),
        Content::Audio { media, .. } if media.voice => t!("timeline-kind-voice"),
        Content::Audio { media, .. } => format!("{}: {}", t!("timeline-kind-audio"), media.filename),
        Content::File { media, .. } => format!("{}: {}", t!("timeline-kind-file"), media.filename),
        Content::Gallery { items, more, caption } => {
            let count = items.len() as u64 + u64::from(*more);
            let said = caption.as_ref().map(plain).filter(|text| !text.is_empty());
            let files = t!("timeline-kind-gallery", count = count);
            said.map_or_else(|| files.clone(), |said| format!("{files}: {said}"))
        }
        Content::Sticker { media } => format!("{}: {}", t!("timeline-kind-sticker"), media.filename),
        Content::Location { body, .. } if body.is_empty() => t!("timeline-location"),
        Content::Location { body, .. } => body.clone(),
        Content::Poll(poll) => poll.question.clone(),
        Content::Call => t!("timeline-call"),
        Content::State(change) => state_change::sentence(change, &event.sender),
        Content::Redacted { .. } => t!("timeline-redacted"),
        Content::Undecryptable(_) => t!("timeline-kind-undecryptable"),
        Content::Unknown { .. } | Content::Broken { .. } => t!("timeline-kind-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::features::timeline::fixtures::person;

    #[test]
    fn every_shield_has_words_of_its_own() {
        let all = [
            Shield::SentInClear,
            Shield::UnknownDevice,
            Shield::UnsignedDevice,
            Shield::UnverifiedIdentity,
            Shield::VerificationViolation,
            Shield::AuthenticityNotGuaranteed,
            Shield::MismatchedSender,
        ];
        assert_eq!(
            all.map(|shield| super::shield(shield, None)).into_iter().collect::<BTreeSet<_>>().len(),
            all.len()
        );
    }

    #[test]
    fn why_the_encryption_keeps_something_back_is_said_with_a_way_out_where_there_is_one() {
        let why = |why, people: &[&str]| FailureKind::Distrusted {
            why,
            people: people.iter().map(|name| person(&format!("@{name}:b"), Some(name))).collect(),
        };
        let changed = why(Distrust::Changed, &["Bo"]);
        assert!(not_sent(&changed).starts_with("You had verified Bo,"), "{}", not_sent(&changed));
        assert_eq!(send_anyway(&changed).as_deref(), Some("Withdraw verification and send"));
        let one = not_sent(&why(Distrust::Devices, &["Bo"]));
        let two = not_sent(&why(Distrust::Devices, &["Bo", "Cy"]));
        assert!(one.starts_with("Bo has a device") && two.starts_with("Bo, Cy have devices"), "{one} {two}");
        assert_eq!(send_anyway(&why(Distrust::OwnDevices, &[])).as_deref(), Some("Send anyway"));
        assert_eq!(send_anyway(&why(Distrust::ThisDevice, &[])), None);
        assert_eq!(send_anyway(&FailureKind::Forbidden), None);
        assert_eq!(not_sent(&FailureKind::Forbidden), failure::of_kind(&FailureKind::Forbidden));
    }
}
