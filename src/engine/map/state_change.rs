//! State events, for the interface to put into words.

use matrix_sdk::ruma::{
    Int, OwnedUserId, UserId,
    events::{
        StateEventContentChange as Change,
        room::{
            guest_access::GuestAccess, history_visibility::HistoryVisibility,
            join_rules::JoinRule as SdkJoinRule, power_levels::RoomPowerLevelsEventContent,
        },
    },
};
use matrix_sdk_ui::timeline::{
    AnyOtherStateEventContentChange as Other, MemberProfileChange, MembershipChange, OtherState,
    RoomMembershipChange,
};
use protocol::{
    profile::Profile,
    state_change::{History, JoinRule, MemberChange, StateChange},
};

use super::{label::turns, media::mxc, person, pill::Names, rich_text::cut_at};

/// Bytes of a name, topic or reason.
const LONGEST: usize = 2_000;
/// People whose power changed at once.
const MOST_PEOPLE: usize = 50;

fn text(text: &str) -> String {
    cut_at(text.trim(), LONGEST).chars().filter(|c| !turns(*c)).collect()
}

/// A change of membership.
pub(crate) fn membership(change: &RoomMembershipChange) -> StateChange {
    let subject = Profile {
        name: person::name(change.display_name().as_deref()),
        avatar: change.avatar_url().as_deref().and_then(mxc),
        ..person::stranger(change.user_id())
    };
    let reason = match change.content() {
        Change::Original { content, .. } => {
            content.reason.as_deref().map(text).filter(|reason| !reason.is_empty())
        }
        Change::Redacted(_) => None,
    };
    StateChange::Member { subject, change: member_change(change.change()), reason }
}

fn member_change(change: Option<MembershipChange>) -> MemberChange {
    use MembershipChange as M;
    match change {
        Some(M::Joined) => MemberChange::Joined,
        Some(M::Left) => MemberChange::Left,
        Some(M::Banned) => MemberChange::Banned,
        Some(M::Unbanned) => MemberChange::Unbanned,
        Some(M::Kicked) => MemberChange::Kicked,
        Some(M::Invited) => MemberChange::Invited,
        Some(M::KickedAndBanned) => MemberChange::KickedAndBanned,
        Some(M::InvitationAccepted) => MemberChange::InvitationAccepted,
        Some(M::InvitationRejected) => MemberChange::InvitationRejected,
        Some(M::InvitationRevoked) => MemberChange::InvitationRevoked,
        Some(M::Knocked) => MemberChange::Knocked,
        Some(M::KnockAccepted) => MemberChange::KnockAccepted,
        Some(M::KnockRetracted) => MemberChange::KnockRetracted,
        Some(M::KnockDenied) => MemberChange::KnockDenied,
        Some(M::None | M::Error | M::NotImplemented) | None => MemberChange::Unknown,
    }
}

/// A change of a member's own name or avatar; the name stands for both where both changed.
pub(crate) fn profile(change: &MemberProfileChange) -> StateChange {
    if let Some(names) = change.displayname_change() {
        return StateChange::DisplayName {
            from: person::name(names.old.as_deref()),
            to: person::name(names.new.as_deref()),
        };
    }
    match change.avatar_url_change() {
        Some(avatar) => StateChange::Avatar { set: avatar.new.is_some() },
        None => StateChange::Other { event_type: "m.room.member".to_owned() },
    }
}

/// Any other state event.
pub(crate) fn other(state: &OtherState, names: &dyn Names) -> StateChange {
    let content = state.content();
    arm(content, names).unwrap_or_else(|| StateChange::Other {
        event_type: cut_at(&content.event_type().to_string(), 255).to_owned(),
    })
}

/// The words for a type that is known and not redacted.
fn arm(content: &Other, names: &dyn Names) -> Option<StateChange> {
    Some(match content {
        Other::RoomCreate(_) => StateChange::Created,
        Other::RoomEncryption(_) => StateChange::Encrypted,
        Other::RoomServerAcl(_) => StateChange::ServerAcl,
        Other::RoomName(change) => StateChange::RoomName { to: text(&now(change)?.name) },
        Other::RoomTopic(change) => StateChange::RoomTopic { to: text(&now(change)?.topic) },
        Other::RoomAvatar(change) => StateChange::RoomAvatar { set: now(change)?.url.is_some() },
        Other::RoomCanonicalAlias(change) => {
            StateChange::Alias { to: now(change)?.alias.as_ref().map(ToString::to_string) }
        }
        Other::RoomJoinRules(change) => StateChange::JoinRule(join_rule(&now(change)?.join_rule)),
        Other::RoomHistoryVisibility(change) => {
            StateChange::History(history(&now(change)?.history_visibility))
        }
        Other::RoomGuestAccess(change) => {
            StateChange::GuestAccess { allowed: now(change)?.guest_access == GuestAccess::CanJoin }
        }
        Other::RoomPowerLevels(change) => StateChange::PowerLevels { changes: power_levels(change, names)? },
        Other::RoomPinnedEvents(change) => {
            StateChange::Pinned { count: u32::try_from(now(change)?.pinned.len()).unwrap_or(u32::MAX) }
        }
        Other::RoomTombstone(change) => StateChange::Upgraded { body: text(&now(change)?.body) },
        Other::RoomThirdPartyInvite(change) => {
            StateChange::ThirdPartyInvite { name: text(&now(change)?.display_name) }
        }
        Other::SpaceChild(change) => {
            StateChange::Space { added: now(change).is_some_and(|now| !now.via.is_empty()) }
        }
        Other::SpaceParent(change) => {
            StateChange::Space { added: now(change).is_some_and(|now| !now.via.is_empty()) }
        }
        Other::PolicyRuleRoom(_)
        | Other::PolicyRuleServer(_)
        | Other::PolicyRuleUser(_)
        | Other::_Custom { .. } => {
            return None;
        }
    })
}

/// What the event says now, unless it was redacted.
fn now<C>(change: &Change<C>) -> Option<&C>
where
    C: matrix_sdk::ruma::events::StaticStateEventContent + matrix_sdk::ruma::events::RedactContent,
{
    match change {
        Change::Original { content, .. } => Some(content),
        Change::Redacted(_) => None,
    }
}

/// A join rule.
pub(crate) fn join_rule(rule: &SdkJoinRule) -> JoinRule {
    match rule {
        SdkJoinRule::Public => JoinRule::Public,
        SdkJoinRule::Invite => JoinRule::Invite,
        SdkJoinRule::Knock => JoinRule::Knock,
        SdkJoinRule::Restricted(_) => JoinRule::Restricted,
        SdkJoinRule::KnockRestricted(_) => JoinRule::KnockRestricted,
        SdkJoinRule::Private => JoinRule::Private,
        _ => JoinRule::Other,
    }
}

fn history(visibility: &HistoryVisibility) -> History {
    match visibility {
        HistoryVisibility::WorldReadable => History::WorldReadable,
        HistoryVisibility::Shared => History::Shared,
        HistoryVisibility::Invited => History::Invited,
        HistoryVisibility::Joined => History::Joined,
        _ => History::Other,
    }
}

/// Whose level changed, and to what.
fn power_levels(
    change: &Change<RoomPowerLevelsEventContent>,
    names: &dyn Names,
) -> Option<Vec<(Profile, i64)>> {
    let Change::Original { content, prev_content } = change else { return None };
    let Some(before) = prev_content else { return Some(Vec::new()) };
    let was = |user: &OwnedUserId| before.users.get(user).copied().unwrap_or(before.users_default);
    let is = |user: &OwnedUserId| content.users.get(user).copied().unwrap_or(content.users_default);
    let mut people: Vec<&OwnedUserId> = content.users.keys().chain(before.users.keys()).collect();
    people.sort();
    people.dedup();
    let entry = |user: &UserId, level: Int| (person::known(user, names), i64::from(level));
    Some(
        people
            .into_iter()
            .filter(|user| was(user) != is(user))
            .take(MOST_PEOPLE)
            .map(|user| entry(user, is(user)))
            .collect(),
    )
}
