//! Finding whom or which room a word names.

use std::{collections::HashMap, sync::Arc, time::Duration};

use matrix_sdk::{Room, ruma::events::room::member::MembershipState};
use matrix_sdk_common::timeout::timeout;
use protocol::{
    Failure, UserId,
    mention::{FindMentions, FindOutsiders, Mention, Mentioned, Mentions, Naming},
    profile::Profile,
};

use super::composer::may_mention_everyone;
use crate::{
    map::{
        failure, label,
        media::mxc,
        person::{self, plain},
    },
    session::{Member, Session, room},
    typed::mentioned,
};

/// At most so many are offered.
const MOST: usize = 8;
/// Up to this rank the word is the beginning of something.
const SURE: u8 = 2;
/// So many of the newest items tell who spoke last.
const RECENT: usize = 200;
/// How long to wait for the members of a room.
const PATIENCE: Duration = Duration::from_secs(5);

/// Finds whom or which room a word may name.
pub(crate) async fn find_mentions(
    session: &Arc<Session>,
    command: FindMentions,
) -> Result<Mentions, Failure> {
    let room = room(session, &command.room).await?;
    let word = plain(&command.word);
    match command.naming {
        Naming::Person => Ok(people(session, &room, &word).await),
        Naming::Room => Ok(rooms(session, &word).await),
    }
}

/// Whom a text mentions who is not in the room.
pub(crate) async fn find_outsiders(
    session: &Arc<Session>,
    command: FindOutsiders,
) -> Result<Vec<Profile>, Failure> {
    let room = room(session, &command.room).await?;
    let (users, _) = mentioned(&command.text);
    if users.is_empty() {
        return Ok(Vec::new());
    }
    if !room.are_members_synced() && !matches!(timeout(room.sync_members(), PATIENCE).await, Ok(Ok(()))) {
        return Ok(Vec::new());
    }
    let mut outsiders = Vec::new();
    for user in users {
        let member = room.get_member_no_sync(&user).await.map_err(|error| failure::failure(&error))?;
        let there = member.as_ref().is_some_and(|member| {
            matches!(member.membership(), MembershipState::Join | MembershipState::Invite)
        });
        if !there && outsiders.len() < MOST {
            outsiders.push(member.as_ref().map_or_else(|| person::stranger(&user), person::member));
        }
    }
    Ok(outsiders)
}

async fn people(session: &Arc<Session>, room: &Room, word: &str) -> Mentions {
    let roster = session.rosters.of(room).await;
    let spoke = last_speakers(session, room).await;
    let order = |member: &Member| {
        let rank = [&member.name, &member.id].into_iter().filter_map(|text| rank(word, text)).min()?;
        Some((rank, spoke.get(&member.profile.user).copied().unwrap_or(usize::MAX)))
    };
    let mut fitting: Vec<_> = roster.people.iter().filter_map(|one| Some((order(one)?, one))).collect();
    fitting.sort_by_key(|(order, member)| (*order, &member.name));
    let everyone = "room".starts_with(word) && may_mention_everyone(room).await;
    let everyone = everyone.then(|| Mention { what: Mentioned::Everyone, text: "@room".to_owned() });
    let sure = !word.is_empty()
        && (everyone.is_some() || fitting.first().is_some_and(|((rank, _), _)| *rank <= SURE));
    let people = fitting.into_iter().map(|(_, Member { profile, .. })| Mention {
        what: Mentioned::Person(profile.clone()),
        text: profile.user.to_string(),
    });
    // Whoever types the first letters of "room" means it, who types none rarely does.
    let found: Vec<_> = match word.is_empty() {
        true => people.take(MOST - 1).chain(everyone).collect(),
        false => everyone.into_iter().chain(people).take(MOST).collect(),
    };
    Mentions { found, sure, complete: roster.complete }
}

/// Who spoke in the room of late: the smaller the number, the later.
async fn last_speakers(session: &Arc<Session>, room: &Room) -> HashMap<UserId, usize> {
    let mut spoke = HashMap::new();
    if let Ok(open) = session.timelines.live(session, &room.room_id().as_str().into()).await {
        let items = open.timeline.items().await;
        let senders =
            items.iter().rev().take(RECENT).filter_map(|item| item.as_event()).map(|item| item.sender());
        for (at, sender) in senders.enumerate() {
            spoke.entry(sender.as_str().into()).or_insert(at);
        }
    }
    spoke
}

async fn rooms(session: &Arc<Session>, word: &str) -> Mentions {
    let mut fitting: Vec<_> = session
        .client
        .joined_rooms()
        .into_iter()
        .filter(|room| !room.is_space() && room.successor_room().is_none())
        .filter_map(|room| {
            let name = label::of_room(&room).unwrap_or_default();
            let alias = room.canonical_alias().map(|alias| alias.to_string());
            let texts = [Some(name.as_str()), alias.as_deref().map(|alias| alias.trim_start_matches('#'))];
            let rank = texts.into_iter().flatten().filter_map(|text| rank(word, &plain(text))).min()?;
            // Others get into a room by its address sooner than by a link.
            Some(((rank, alias.is_none(), plain(&name)), room, name, alias))
        })
        .collect();
    fitting.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    fitting.truncate(MOST);
    let sure = !word.is_empty() && fitting.first().is_some_and(|((rank, ..), ..)| *rank <= SURE);
    let mut found = Vec::new();
    for (_, room, name, alias) in fitting {
        let text = match alias {
            Some(alias) => alias,
            None => match room.matrix_to_permalink().await {
                Ok(link) => link.to_string(),
                Err(_) => continue,
            },
        };
        let avatar = room.avatar_url().as_deref().and_then(mxc);
        found.push(Mention { what: Mentioned::Room { name, avatar }, text });
    }
    Mentions { found, sure, complete: true }
}

/// How well a word fits a text, both plain: zero is best; none not at all.
fn rank(word: &str, text: &str) -> Option<u8> {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    if text.is_empty() {
        None
    } else if text == word {
        Some(0)
    } else if text.starts_with(word) {
        Some(1)
    } else if words.any(|part| part.starts_with(word)) {
        Some(2)
    } else if text.contains(word) {
        Some(3)
    } else {
        // All its letters, in their order.
        let mut letters = text.chars();
        (word.chars().count() > 1 && word.chars().all(|letter| letters.any(|other| other == letter)))
            .then_some(4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_name_fits_better_than_its_middle() {
        let ranks =
            ["robin", "rob", "hood", "obi", "rbn", "x", ""].map(|word| rank(word, &plain("Robin Hood")));
        assert_eq!(ranks, [Some(1), Some(1), Some(2), Some(3), Some(4), None, Some(1)]);
        assert_eq!(rank("robin", "robin"), Some(0));
        assert_eq!(rank(&plain("jorg"), &plain("Jörg")), Some(0));
        assert_eq!(rank("", ""), None);
    }
}
