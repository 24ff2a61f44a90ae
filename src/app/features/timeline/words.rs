//! State events, failures to decrypt and one-line summaries, in words.

use protocol::{
    profile::Profile,
    state_change::{History, JoinRule, MemberChange, StateChange},
    timeline::{Content, EventItem, Shield, Summary, Undecryptable},
};

use super::{
    grouping::Happening,
    names::{called, called_surely},
};
use crate::{t, text};

/// A state event as a sentence.
pub(crate) fn state(change: &StateChange, sender: &Profile) -> String {
    let name = called_surely(sender);
    match change {
        StateChange::Member { subject, change, reason } => {
            let sentence = member(*change, &name, &called_surely(subject));
            match reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()) {
                Some(reason) => t!("timeline-with-reason", sentence = sentence, reason = reason),
                None => sentence,
            }
        }
        StateChange::DisplayName { from: Some(from), to: Some(to) } => {
            t!("timeline-state-renamed", from = from.as_str(), to = to.as_str())
        }
        StateChange::DisplayName { from: None, to: Some(to) } => {
            t!("timeline-state-named-self", name = sender.user.as_str(), to = to.as_str())
        }
        StateChange::DisplayName { from, to: None } => {
            t!("timeline-state-name-removed", name = from.clone().unwrap_or(name))
        }
        StateChange::Avatar { set: true } => t!("timeline-state-avatar", name = name),
        StateChange::Avatar { set: false } => t!("timeline-state-avatar-removed", name = name),
        StateChange::Created => t!("timeline-state-created", name = name),
        StateChange::RoomName { to } if to.is_empty() => t!("timeline-state-room-name-removed", name = name),
        StateChange::RoomName { to } => t!("timeline-state-room-name", name = name, to = to.as_str()),
        StateChange::RoomTopic { to } if to.is_empty() => t!("timeline-state-topic-removed", name = name),
        StateChange::RoomTopic { to } => t!("timeline-state-topic", name = name, to = to.as_str()),
        StateChange::RoomAvatar { set: true } => t!("timeline-state-room-avatar", name = name),
        StateChange::RoomAvatar { set: false } => t!("timeline-state-room-avatar-removed", name = name),
        StateChange::Alias { to: Some(to) } => t!("timeline-state-alias", name = name, to = to.as_str()),
        StateChange::Alias { to: None } => t!("timeline-state-alias-removed", name = name),
        StateChange::Encrypted => t!("timeline-state-encrypted", name = name),
        StateChange::JoinRule(rule) => join_rule(*rule, name),
        StateChange::History(history) => visibility(*history, name),
        StateChange::GuestAccess { allowed: true } => t!("timeline-state-guests-allowed", name = name),
        StateChange::GuestAccess { allowed: false } => t!("timeline-state-guests-refused", name = name),
        StateChange::PowerLevels { changes } if changes.is_empty() => {
            t!("timeline-state-powers", name = name)
        }
        StateChange::PowerLevels { changes } => {
            let levels: Vec<String> = changes.iter().map(|(who, level)| power(who, *level)).collect();
            t!("timeline-state-power-levels", name = name, changes = text::list(&levels))
        }
        StateChange::Pinned { count: 0 } => t!("timeline-state-unpinned", name = name),
        StateChange::Pinned { count } => t!("timeline-state-pinned", name = name, count = *count),
        StateChange::Upgraded { body } if body.trim().is_empty() => {
            t!("timeline-state-upgraded", name = name)
        }
        StateChange::Upgraded { body } => {
            t!(
                "timeline-with-reason",
                sentence = t!("timeline-state-upgraded", name = name),
                reason = body.as_str()
            )
        }
        StateChange::ServerAcl => t!("timeline-state-server-acl", name = name),
        StateChange::ThirdPartyInvite { name: invited } => {
            t!("timeline-state-third-party-invite", name = name, subject = invited.as_str())
        }
        StateChange::Space { added: true } => t!("timeline-state-space-added", name = name),
        StateChange::Space { added: false } => t!("timeline-state-space-removed", name = name),
        StateChange::Other { event_type } => {
            t!("timeline-state-other", name = name, kind = event_type.as_str())
        }
    }
}

fn member(change: MemberChange, name: &str, subject: &str) -> String {
    match change {
        MemberChange::Joined => t!("timeline-state-joined", subject = subject),
        MemberChange::Left => t!("timeline-state-left", subject = subject),
        MemberChange::Invited => t!("timeline-state-invited", name = name, subject = subject),
        MemberChange::InvitationAccepted => t!("timeline-state-invitation-accepted", subject = subject),
        MemberChange::InvitationRejected => t!("timeline-state-invitation-rejected", subject = subject),
        MemberChange::InvitationRevoked => {
            t!("timeline-state-invitation-revoked", name = name, subject = subject)
        }
        MemberChange::Kicked => t!("timeline-state-kicked", name = name, subject = subject),
        MemberChange::Banned => t!("timeline-state-banned", name = name, subject = subject),
        MemberChange::KickedAndBanned => {
            t!("timeline-state-kicked-and-banned", name = name, subject = subject)
        }
        MemberChange::Unbanned => t!("timeline-state-unbanned", name = name, subject = subject),
        MemberChange::Knocked => t!("timeline-state-knocked", subject = subject),
        MemberChange::KnockAccepted => t!("timeline-state-knock-accepted", name = name, subject = subject),
        MemberChange::KnockDenied => t!("timeline-state-knock-denied", name = name, subject = subject),
        MemberChange::KnockRetracted => t!("timeline-state-knock-retracted", subject = subject),
        MemberChange::Unknown => t!("timeline-state-member-unknown", subject = subject),
    }
}

fn join_rule(rule: JoinRule, name: String) -> String {
    match rule {
        JoinRule::Public => t!("timeline-state-join-public", name = name),
        JoinRule::Invite | JoinRule::Private => t!("timeline-state-join-invite", name = name),
        JoinRule::Knock => t!("timeline-state-join-knock", name = name),
        JoinRule::Restricted => t!("timeline-state-join-restricted", name = name),
        JoinRule::KnockRestricted => t!("timeline-state-join-knock-restricted", name = name),
        JoinRule::Other => t!("timeline-state-join-other", name = name),
    }
}

fn visibility(history: History, name: String) -> String {
    match history {
        History::WorldReadable => t!("timeline-state-history-world", name = name),
        History::Shared => t!("timeline-state-history-shared", name = name),
        History::Invited => t!("timeline-state-history-invited", name = name),
        History::Joined => t!("timeline-state-history-joined", name = name),
        History::Other => t!("timeline-state-history-other", name = name),
    }
}

fn power(who: &Profile, level: i64) -> String {
    let who = called_surely(who);
    match level {
        100.. => t!("timeline-power-admin", name = who),
        50..=99 => t!("timeline-power-moderator", name = who),
        0 => t!("timeline-power-member", name = who),
        _ => t!("timeline-power-level", name = who, level = level),
    }
}

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
pub(crate) fn undecryptable(why: Undecryptable) -> String {
    match why {
        Undecryptable::WaitingForKey => t!("timeline-undecryptable-waiting"),
        Undecryptable::BeforeThisDeviceNoBackup => t!("timeline-undecryptable-no-backup"),
        Undecryptable::BeforeThisDeviceUnverified => t!("timeline-undecryptable-unverified"),
        Undecryptable::BeforeJoining => t!("timeline-undecryptable-before-joining"),
        Undecryptable::WithheldUnverified => t!("timeline-undecryptable-withheld-unverified"),
        Undecryptable::Withheld => t!("timeline-undecryptable-withheld"),
        Undecryptable::SenderNotTrusted => t!("timeline-undecryptable-sender"),
        Undecryptable::Malformed => t!("timeline-undecryptable-malformed"),
    }
}

/// What the encryption cannot vouch for.
pub(crate) fn shield(shield: Shield) -> String {
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

/// A message in one line, for quotes.
pub(crate) fn summary(summary: &Summary, sender: &Profile) -> String {
    let or = |text: &str, otherwise: String| if text.trim().is_empty() { otherwise } else { text.to_owned() };
    match summary {
        Summary::Text(text) => text.clone(),
        Summary::Emote(text) => format!("* {} {text}", called(sender)),
        Summary::Image(text) => or(text, t!("timeline-kind-image")),
        Summary::Video(text) => or(text, t!("timeline-kind-video")),
        Summary::Audio { voice: true, .. } => t!("timeline-kind-voice"),
        Summary::Audio { name, .. } => or(name, t!("timeline-kind-audio")),
        Summary::File(name) => or(name, t!("timeline-kind-file")),
        Summary::Sticker(text) => or(text, t!("timeline-kind-sticker")),
        Summary::Location => t!("timeline-kind-location"),
        Summary::Poll(question) => or(question, t!("timeline-kind-poll")),
        Summary::Call => t!("timeline-call"),
        Summary::State(change) => state(change, sender),
        Summary::Redacted => t!("timeline-redacted"),
        Summary::Undecryptable => t!("timeline-kind-undecryptable"),
        Summary::Invite => t!("timeline-kind-invite"),
        Summary::Unknown => t!("timeline-kind-unknown"),
    }
}

/// A new message as it is read out.
pub(crate) fn announcement(event: &EventItem) -> String {
    let plain = super::plain::text;
    let said = match &event.content {
        Content::Text(body) | Content::Notice(body) | Content::Emote(body) => plain(body),
        Content::Image { media, .. } => format!("{}: {}", t!("timeline-kind-image"), media.filename),
        Content::Video { media, .. } => format!("{}: {}", t!("timeline-kind-video"), media.filename),
        Content::Audio { media, .. } if media.voice => t!("timeline-kind-voice"),
        Content::Audio { media, .. } => format!("{}: {}", t!("timeline-kind-audio"), media.filename),
        Content::File { media, .. } => format!("{}: {}", t!("timeline-kind-file"), media.filename),
        Content::Sticker { media } => format!("{}: {}", t!("timeline-kind-sticker"), media.filename),
        Content::Location { body, .. } => body.clone(),
        Content::Poll { question, .. } => question.clone(),
        Content::Call => t!("timeline-call"),
        Content::State(change) => state(change, &event.sender),
        Content::Redacted { .. } => t!("timeline-redacted"),
        Content::Undecryptable(_) => t!("timeline-kind-undecryptable"),
        Content::Unknown { .. } | Content::Broken { .. } => t!("timeline-kind-unknown"),
    };
    t!("timeline-announce-one", name = called(&event.sender), text = said)
}
