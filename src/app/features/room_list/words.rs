//! What a row says: its accessible name, and its last line in words.

use protocol::{
    profile::Profile,
    room_list::{Latest, RoomRow, RowMembership, Unread},
    state_change::{MemberChange, StateChange},
    timeline::Summary,
};

use crate::{t, text::names::called};

/// The row's accessible name: the room, then what is unread in it.
pub(crate) fn row_name(row: &RoomRow) -> String {
    let mut parts = vec![row.name.clone().unwrap_or_else(|| t!("room-list-loading-room"))];
    match row.membership {
        RowMembership::Invited { .. } => parts.push(t!("room-list-invitation")),
        RowMembership::Knocked => parts.push(t!("room-list-knocked")),
        RowMembership::Joined => {}
    }
    parts.extend(unread_words(row.unread));
    if row.send_failed {
        parts.push(t!("room-list-send-failed"));
    }
    parts.join(", ")
}

fn unread_words(unread: Unread) -> Vec<String> {
    let mut parts = Vec::new();
    if unread.messages > 0 {
        parts.push(t!("room-list-unread", count = unread.messages));
    } else if unread.marked {
        parts.push(t!("room-list-marked-unread"));
    }
    if unread.mentions > 0 {
        parts.push(t!("room-list-mentions", count = unread.mentions));
    }
    parts
}

/// Whether a row stands out.
pub(crate) fn is_unread(unread: Unread) -> bool {
    unread.messages > 0 || unread.mentions > 0 || unread.marked
}

/// The last line of a row: a drawing, who said it where that needs saying, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LastLine {
    /// An icon's name.
    pub(crate) icon: Option<&'static str>,
    /// Who, with the mark that parts them from the words.
    pub(crate) sender: Option<String>,
    /// What.
    pub(crate) words: String,
}

/// Puts a room's last event into one line. `direct`: the other person's name goes without saying.
pub(crate) fn last_line(latest: &Latest, direct: bool) -> LastLine {
    let name = called(&latest.sender);
    let (icon, words) = match &latest.summary {
        Summary::Text(text) => (None, text.clone()),
        Summary::Emote(text) => {
            let words = t!("room-list-emote", name = name, text = text.as_str());
            return LastLine { icon: None, sender: None, words };
        }
        Summary::State(change) => {
            return LastLine { icon: None, sender: None, words: state_words(change, &latest.sender) };
        }
        Summary::Image(text) => (Some("image"), named(text, || t!("room-list-image"))),
        Summary::Video(text) => (Some("video"), named(text, || t!("room-list-video"))),
        Summary::Audio { voice: true, .. } => (Some("mic"), t!("room-list-voice")),
        Summary::Audio { name, .. } => (Some("music"), named(name, || t!("room-list-audio"))),
        Summary::File(text) => (Some("file"), named(text, || t!("room-list-file"))),
        Summary::Sticker(text) => (Some("smile"), named(text, || t!("room-list-sticker"))),
        Summary::Location => (Some("map-pin"), t!("room-list-location")),
        Summary::Poll(question) => (Some("chart-no-axes-column"), named(question, || t!("room-list-poll"))),
        Summary::Call => (Some("phone"), t!("room-list-call")),
        Summary::Redacted => (Some("trash-2"), t!("room-list-redacted")),
        Summary::Undecryptable => (Some("key-round"), t!("room-list-undecryptable")),
        Summary::Invite => (None, t!("room-list-invited")),
        Summary::Unknown => (None, t!("room-list-unknown")),
    };
    let sender = if latest.own {
        Some(t!("room-list-sender", name = t!("room-list-you")))
    } else {
        (!direct).then(|| t!("room-list-sender", name = name))
    };
    LastLine { icon, sender, words }
}

fn named(text: &str, otherwise: impl FnOnce() -> String) -> String {
    if text.trim().is_empty() { otherwise() } else { text.to_owned() }
}

fn state_words(change: &StateChange, sender: &Profile) -> String {
    let name = called(sender);
    match change {
        StateChange::Member { subject, change, .. } => {
            let subject = called(subject);
            match change {
                MemberChange::Joined | MemberChange::InvitationAccepted | MemberChange::KnockAccepted => {
                    t!("room-list-state-joined", name = subject)
                }
                MemberChange::Left | MemberChange::InvitationRejected | MemberChange::KnockRetracted => {
                    t!("room-list-state-left", name = subject)
                }
                MemberChange::Invited => t!("room-list-state-invited", name = name, subject = subject),
                MemberChange::Kicked | MemberChange::InvitationRevoked | MemberChange::KnockDenied => {
                    t!("room-list-state-removed", name = name, subject = subject)
                }
                MemberChange::Banned | MemberChange::KickedAndBanned => {
                    t!("room-list-state-banned", name = name, subject = subject)
                }
                MemberChange::Unbanned => t!("room-list-state-unbanned", name = name, subject = subject),
                MemberChange::Knocked => t!("room-list-state-knocked", name = subject),
                MemberChange::Unknown => t!("room-list-state-member", name = subject),
            }
        }
        StateChange::DisplayName { to: Some(to), .. } => {
            t!("room-list-state-display-name", to = to.as_str())
        }
        StateChange::DisplayName { to: None, .. } | StateChange::Avatar { .. } => {
            t!("room-list-state-member", name = name)
        }
        StateChange::Created => t!("room-list-state-created", name = name),
        StateChange::RoomName { to } if !to.is_empty() => {
            t!("room-list-state-name", name = name, to = to.as_str())
        }
        StateChange::RoomTopic { to } if !to.is_empty() => {
            t!("room-list-state-topic", name = name, to = to.as_str())
        }
        StateChange::Encrypted => t!("room-list-state-encrypted", name = name),
        StateChange::Upgraded { .. } => t!("room-list-state-upgraded"),
        StateChange::Pinned { .. } => t!("room-list-state-pinned", name = name),
        StateChange::Verification(_) => t!("room-list-state-verification", name = name),
        _ => t!("room-list-state-other", name = name),
    }
}
