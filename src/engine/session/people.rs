//! Who is known in a room, so that mapping need not wait for the stores.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use matrix_sdk::{
    Client, QueueWedgeError, Room,
    ruma::{
        EventId, OwnedEventId, OwnedUserId, RoomId, RoomOrAliasId, UserId,
        events::{AnySyncTimelineEvent, relation::RelationType},
        serde::Raw,
    },
};
use matrix_sdk_ui::timeline::{EventSendState, EventTimelineItem, TimelineDetails, TimelineItem};
use protocol::{MxcUri, profile::Profile, timeline::Undecryptable};

use super::{
    Olm,
    poll_counts::{self, Believed, PollCounts},
};
use crate::map::{insecure, label, pack, person, pill::Names, poll::Counted, timeline_item, undecryptable};

/// People looked up for one batch of items. What exceeds it is shown by ID until it comes round again.
const MOST_LOOKUPS: usize = 200;

/// The people of one room, as far as its items mention them.
#[derive(Debug)]
pub(crate) struct People {
    client: Client,
    own: OwnedUserId,
    known: Mutex<HashMap<OwnedUserId, Profile>>,
    redacted: Mutex<HashMap<OwnedEventId, Raw<AnySyncTimelineEvent>>>,
    polls: Mutex<PollCounts>,
    /// The names under which pictures go that are reactions, by address; none for those that have none.
    reactions: Mutex<HashMap<String, Option<String>>>,
    /// Since when this device exists; looked up when something cannot be decrypted.
    here_since: OnceLock<u64>,
    /// Says why keys were kept, where it is given.
    olm: Option<Olm>,
    /// Why, by session.
    withheld: Mutex<HashMap<String, Undecryptable>>,
    /// Messages that others quote and that are not shown.
    insecure: Mutex<HashSet<OwnedEventId>>,
    /// The emoji of people's own that can be written, by shortcode.
    emoticons: HashMap<String, MxcUri>,
}

impl People {
    /// Knows nobody yet.
    pub(crate) fn new(room: &Room) -> Self {
        Self {
            client: room.client(),
            own: room.own_user_id().to_owned(),
            known: Mutex::default(),
            redacted: Mutex::default(),
            polls: Mutex::default(),
            reactions: Mutex::default(),
            here_since: OnceLock::new(),
            olm: None,
            withheld: Mutex::default(),
            insecure: Mutex::default(),
            emoticons: HashMap::new(),
        }
    }

    /// Can say why keys were kept.
    pub(super) fn with_olm(self, olm: Olm) -> Self {
        Self { olm: Some(olm), ..self }
    }

    /// Knows these emoji too.
    pub(crate) fn with_emoticons(self, emoticons: HashMap<String, MxcUri>) -> Self {
        Self { emoticons, ..self }
    }

    fn reactions(&self) -> MutexGuard<'_, HashMap<String, Option<String>>> {
        self.reactions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A picture goes under this name.
    pub(crate) fn note_reaction(&self, key: &str, name: &str) {
        self.reactions().insert(key.to_owned(), Some(name.to_owned()));
    }

    fn redacted(&self) -> MutexGuard<'_, HashMap<OwnedEventId, Raw<AnySyncTimelineEvent>>> {
        self.redacted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of polls.
    pub(super) fn polls(&self) -> MutexGuard<'_, PollCounts> {
        self.polls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<String, Undecryptable>> {
        self.withheld.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn insecure(&self) -> MutexGuard<'_, HashSet<OwnedEventId>> {
        self.insecure.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<OwnedUserId, Profile>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Learns the people that items mention: their senders, which cost nothing, and their readers and those
    /// whom the text names, who are looked up in the stores once. Says whether a sender's profile is missing.
    pub(crate) async fn learn<'i>(&self, room: &Room, items: impl Iterator<Item = &'i TimelineItem>) -> bool {
        let mut wanted: HashSet<OwnedUserId> = HashSet::new();
        let mut redacted: Vec<OwnedEventId> = Vec::new();
        let mut withheld: HashSet<String> = HashSet::new();
        let mut believed: Vec<Believed> = Vec::new();
        let mut pictures: Vec<(OwnedEventId, Vec<String>)> = Vec::new();
        let mut quoted: HashSet<OwnedEventId> = HashSet::new();
        let (mut missing, mut unread) = (false, false);
        let excludes = self.secure_only();
        {
            let mut known = self.known();
            for event in items.filter_map(|item| item.as_event()) {
                match event.sender_profile() {
                    TimelineDetails::Ready(_) => {
                        let person = person::person(event.sender(), event.sender_profile());
                        known.insert(event.sender().to_owned(), person);
                    }
                    TimelineDetails::Unavailable => missing = true,
                    TimelineDetails::Pending | TimelineDetails::Error(_) => {}
                }
                if let Some(message) = event.content().as_unable_to_decrypt() {
                    unread = true;
                    withheld.extend(undecryptable::withheld(message).map(ToOwned::to_owned));
                }
                if event.content().is_redacted() && event.original_json().is_none() {
                    redacted.extend(event.event_id().map(ToOwned::to_owned));
                }
                if excludes {
                    quoted.extend(timeline_item::quoted(event));
                }
                believed.extend(self.doubted(event));
                pictures.extend(self.unnamed(event));
                let mentioned = event.content().as_message().and_then(|message| message.mentions());
                wanted.extend(mentioned.into_iter().flat_map(|mentions| mentions.user_ids.iter().cloned()));
                wanted.extend(event.read_receipts().keys().cloned());
                wanted.extend(distrusted(event));
            }
            wanted.retain(|user| !known.contains_key(user));
        }
        self.look_up(room, wanted.into_iter()).await;
        if unread && self.here_since.get().is_none() {
            let since = self.client.encryption().device_creation_timestamp().await;
            let _ = self.here_since.set(since.get().into());
        }
        if let Some(olm) = &self.olm {
            for session in withheld.into_iter().take(MOST_LOOKUPS) {
                if let Some(code) = olm.withheld(room.room_id(), &session).await {
                    self.kept().insert(session, undecryptable::of_code(&code));
                }
            }
        }
        self.learn_insecure(room, quoted).await;
        self.learn_redacted(room, redacted).await;
        self.learn_reactions(room, pictures).await;
        if !believed.is_empty() {
            let with_told = |poll: Believed| {
                let told = self.polls().told(&poll.event);
                (poll, told)
            };
            let polls = believed.into_iter().map(with_told).collect();
            for (event, verdict) in poll_counts::judge(room, polls).await {
                self.polls().note(event, verdict);
            }
        }
        missing
    }

    /// The reactions to a message that are pictures of which no name is known.
    fn unnamed(&self, event: &EventTimelineItem) -> Option<(OwnedEventId, Vec<String>)> {
        let all = event.content().reactions()?;
        let known = self.reactions();
        let keys = all.iter().map(|(key, _)| key).filter(|key| pack::picture_uri(key).is_some());
        let keys: Vec<_> = keys.filter(|key| !known.contains_key(*key)).cloned().collect();
        (!keys.is_empty()).then_some((event.event_id()?.to_owned(), keys))
    }

    /// The timeline keeps no more of a reaction than its key; the cache has what it is called.
    async fn learn_reactions(&self, room: &Room, pictures: Vec<(OwnedEventId, Vec<String>)>) {
        if pictures.is_empty() {
            return;
        }
        let Ok((cache, _alive)) = room.event_cache().await else { return };
        for (event, keys) in pictures.into_iter().take(MOST_LOOKUPS) {
            let found = cache.find_event_relations(&event, Some(vec![RelationType::Annotation])).await;
            let mut names = HashMap::new();
            for reaction in found.unwrap_or_default() {
                let Ok(Some(content)) = reaction.raw().get_field::<serde_json::Value>("content") else {
                    continue;
                };
                let key = content["m.relates_to"]["key"].as_str().map(ToOwned::to_owned);
                if let Some((key, name)) = key.zip(pack::reaction_name(&content)) {
                    names.entry(key).or_insert(name);
                }
            }
            let mut known = self.reactions();
            for key in keys {
                let name = names.remove(&key);
                known.insert(key, name);
            }
        }
    }

    /// A poll of which the SDK's count may be wrong.
    fn doubted(&self, event: &EventTimelineItem) -> Option<Believed> {
        let (poll, id) = (event.content().as_poll()?, event.event_id()?);
        let poll = Counted::from(poll.results());
        let doubted = self.polls().doubts(id, poll.ended.is_some());
        doubted.then(|| Believed { event: id.to_owned(), sender: event.sender().to_owned(), poll })
    }

    /// Looks people up in the stores.
    pub(crate) async fn look_up(&self, room: &Room, wanted: impl Iterator<Item = OwnedUserId>) {
        for user in wanted.take(MOST_LOOKUPS) {
            if let Ok(Some(member)) = room.get_member_no_sync(&user).await {
                self.known().insert(user, person::member(&member));
            }
        }
    }

    /// A quote does not say how its message was encrypted; the cache does.
    async fn learn_insecure(&self, room: &Room, quoted: HashSet<OwnedEventId>) {
        if quoted.is_empty() {
            return;
        }
        let Ok((cache, _alive)) = room.event_cache().await else { return };
        for event in quoted.into_iter().take(MOST_LOOKUPS) {
            let found = cache.find_event(&event).await.ok().flatten();
            if found.is_some_and(|found| insecure::is_hidden(&self.client, &found)) {
                self.insecure().insert(event);
            } else {
                self.insecure().remove(&event);
            }
        }
    }

    /// When a message is taken back before our eyes, the timeline forgets its JSON; the cache has who did it.
    async fn learn_redacted(&self, room: &Room, mut events: Vec<OwnedEventId>) {
        events.retain(|event| !self.redacted().contains_key(event));
        if events.is_empty() {
            return;
        }
        let Ok((cache, _alive)) = room.event_cache().await else { return };
        for event in events.into_iter().take(MOST_LOOKUPS) {
            // One of ours that is still on its way to the server is there as it was.
            if let Ok(Some(found)) = cache.find_event(&event).await
                && is_redacted(found.raw())
            {
                self.redacted().insert(event, found.raw().clone());
            }
        }
    }
}

/// Those because of whom the encryption has not sent a message.
fn distrusted(event: &EventTimelineItem) -> Vec<OwnedUserId> {
    let Some(EventSendState::SendingFailed { error, .. }) = event.send_state() else { return Vec::new() };
    match QueueWedgeError::from(&**error) {
        QueueWedgeError::IdentityViolations { users } => users,
        QueueWedgeError::InsecureDevices { user_device_map } => user_device_map.into_keys().collect(),
        _ => Vec::new(),
    }
}

/// Whether the server says why an event is empty.
pub(crate) fn is_redacted(event: &Raw<AnySyncTimelineEvent>) -> bool {
    #[derive(serde::Deserialize)]
    struct Unsigned {
        redacted_because: Option<serde::de::IgnoredAny>,
    }
    event
        .get_field::<Unsigned>("unsigned")
        .ok()
        .flatten()
        .is_some_and(|unsigned| unsigned.redacted_because.is_some())
}

impl Names for People {
    fn own(&self) -> &UserId {
        &self.own
    }

    fn person(&self, user: &UserId) -> Option<Profile> {
        self.known().get(user).cloned()
    }

    fn room(&self, id_or_alias: &RoomOrAliasId) -> Option<String> {
        let room = match <&RoomId>::try_from(id_or_alias) {
            Ok(id) => self.client.get_room(id),
            Err(alias) => self
                .client
                .joined_rooms()
                .into_iter()
                .find(|room| room.canonical_alias().is_some_and(|canonical| canonical == *alias)),
        };
        label::of_room(&room?)
    }

    fn here_since(&self) -> Option<u64> {
        self.here_since.get().copied()
    }

    fn withheld(&self, session: &str) -> Option<Undecryptable> {
        self.kept().get(session).copied()
    }

    fn secure_only(&self) -> bool {
        insecure::are_excluded(&self.client)
    }

    fn is_insecure(&self, event: &EventId) -> bool {
        self.insecure().contains(event)
    }

    fn redacted(&self, event: &EventId) -> Option<Raw<AnySyncTimelineEvent>> {
        People::redacted(self).get(event).cloned()
    }

    fn counted(&self, poll: &EventId) -> Option<Counted> {
        self.polls().counted(poll)
    }

    fn emoticon(&self, shortcode: &str) -> Option<MxcUri> {
        self.emoticons.get(shortcode).cloned()
    }

    fn reaction(&self, key: &str) -> Option<String> {
        self.reactions().get(key).cloned().flatten()
    }
}
