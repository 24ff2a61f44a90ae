//! State events in words.

use protocol::{
    profile::Profile,
    state_change::{History, JoinRule, MemberChange, StateChange, VerificationStep},
};

use super::{list, names::called_surely};
use crate::t;

/// A state event as a sentence.
pub fn sentence(change: &StateChange, sender: &Profile) -> String {
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
            t!("timeline-state-power-levels", name = name, changes = list(&levels))
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
        StateChange::Verification(step) => verification(*step, name),
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

fn verification(step: VerificationStep, name: String) -> String {
    match step {
        VerificationStep::Asked => t!("timeline-state-verify-asked", name = name),
        VerificationStep::Accepted => t!("timeline-state-verify-accepted", name = name),
        VerificationStep::Done => t!("timeline-state-verify-done", name = name),
        VerificationStep::Cancelled => t!("timeline-state-verify-cancelled", name = name),
        VerificationStep::TimedOut => t!("timeline-state-verify-timed-out"),
        VerificationStep::Mismatch => t!("timeline-state-verify-mismatch", name = name),
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
