//! What is to be sent later, kept in the SDK's store until it is (E21).

use std::sync::{Arc, OnceLock};

use futures_util::lock::Mutex as AsyncMutex;
use matrix_sdk::{
    Client,
    ruma::{OwnedEventId, OwnedRoomId},
};
use protocol::{FailureKind, schedule::ScheduleFiles};
use serde::{Deserialize, Serialize};

use super::{
    Session,
    clock::{now, rest},
    kept_list::KeptList,
    scheduled_files::KeptFile,
};
use crate::{handlers::schedule, task::Task};

/// Where it is kept.
const KEY: &str = "protium.scheduled";
/// How long after its time the homeserver's message is no longer listed.
const SERVER_TAKES: u64 = 5_000;
/// What could not be sent for so many milliseconds after its time is not sent without the person.
const LATEST: u64 = 60 * 60 * 1000;

/// A message that is to be sent later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Scheduled {
    /// The ticket's.
    pub(crate) id: String,
    pub(crate) room: OwnedRoomId,
    pub(crate) thread: Option<OwnedEventId>,
    pub(crate) text: String,
    pub(crate) reply_to: Option<OwnedEventId>,
    /// Milliseconds since 1970.
    pub(crate) at: u64,
    /// Whether the homeserver was asked to send it. Without its name for it, the answer was not heard.
    pub(crate) asked_server: bool,
    /// The homeserver's name for it.
    pub(crate) delay_id: Option<String>,
    /// When the engine began to send it.
    pub(crate) begun: Option<u64>,
    /// What goes with it, in order.
    #[serde(default)]
    pub(crate) files: Vec<KeptFile>,
    /// How many of them are in the send queue already.
    #[serde(default)]
    pub(crate) handed: usize,
    /// What is said below all of them, where they go out as one message.
    #[serde(default)]
    pub(crate) together: Option<String>,
    /// Whether its files are being stored or deleted: what a life leaves so is nobody's message.
    #[serde(default)]
    pub(crate) void: bool,
    /// Whether its time is too long ago.
    #[serde(skip)]
    pub(crate) late: bool,
    /// Why it was not sent.
    #[serde(skip)]
    pub(crate) refused: Option<FailureKind>,
}

/// What is to be done with a message now.
#[derive(Debug, PartialEq)]
pub(crate) enum Due {
    /// Nothing yet, or nothing any more.
    Wait,
    /// Send it.
    Send,
    /// Ask the person.
    Late,
    /// The homeserver has sent it.
    Gone,
    /// Delete what is left of it.
    Void,
}

impl Scheduled {
    /// The files that are not in the send queue yet.
    pub(crate) fn waiting(&self) -> &[KeptFile] {
        self.files.get(self.handed..).unwrap_or_default()
    }

    fn due(&self, now: u64) -> Due {
        if self.void {
            return Due::Void;
        }
        if self.refused.is_some() || self.late {
            return Due::Wait;
        }
        if self.delay_id.is_some() {
            return if now > self.at + SERVER_TAKES { Due::Gone } else { Due::Wait };
        }
        match now.checked_sub(self.at) {
            None => Due::Wait,
            // What was begun may be in the queue: its ticket tells.
            Some(late) if self.begun.is_some() || late <= LATEST && !self.asked_server => Due::Send,
            Some(_) => Due::Late,
        }
    }
}

/// All that is to be sent later.
pub(crate) struct ScheduledSends {
    /// The next first.
    pub(crate) messages: KeptList<Scheduled>,
    /// For how many milliseconds ahead the homeserver takes messages; none while it has not said.
    pub(crate) longest_delay: OnceLock<u64>,
    /// Held while something is scheduled, sent or deleted.
    pub(crate) changing: AsyncMutex<()>,
}

impl Default for ScheduledSends {
    fn default() -> Self {
        Self { messages: KeptList::new(KEY), longest_delay: OnceLock::new(), changing: AsyncMutex::default() }
    }
}

impl ScheduledSends {
    /// Sends what is due, as long as the task is kept.
    pub(super) fn follow(session: &Arc<Session>) -> Task {
        let mut changes = session.scheduled.messages.subscribe();
        let weak = Arc::downgrade(session);
        Task::start(async move {
            loop {
                let Some(session) = weak.upgrade() else { return };
                schedule::settle(&session).await;
                let next = session.scheduled.next();
                drop(session);
                if !rest(&mut changes, next).await {
                    return;
                }
            }
        })
    }

    /// One of them.
    pub(crate) fn get(&self, id: &str) -> Option<Scheduled> {
        self.messages.all().into_iter().find(|one| one.id == id && !one.void)
    }

    /// Bytes of files that can still be kept.
    pub(crate) fn free(&self) -> u64 {
        let all = self.messages.all();
        let kept = all.iter().flat_map(|one| &one.files).map(KeptFile::bytes).sum();
        ScheduleFiles::ALL.saturating_sub(kept)
    }

    /// Those with which something is to be done now.
    pub(crate) fn due(&self) -> Vec<(Scheduled, Due)> {
        let now = now();
        let all = self.messages.all().into_iter().map(|one| {
            let due = one.due(now);
            (one, due)
        });
        all.filter(|(_, due)| *due != Due::Wait).collect()
    }

    /// When the next one is due.
    fn next(&self) -> Option<u64> {
        let all = self.messages.all();
        let waiting = all.iter().filter(|one| !one.late && !one.void && one.refused.is_none());
        waiting.map(|one| one.at).min()
    }

    /// Puts a message in, or in the place of the one of its ID.
    pub(crate) async fn put(&self, client: &Client, message: Scheduled) {
        let mut all = self.messages.all();
        all.retain(|one| one.id != message.id);
        all.push(message);
        all.sort_by_key(|one| one.at);
        self.messages.keep(client, all).await;
    }

    /// Takes a message out, and deletes what was kept with it.
    pub(crate) async fn remove(&self, client: &Client, id: &str) {
        let mut all = self.messages.all();
        if let Some(message) = all.iter().find(|one| one.id == id).filter(|one| !one.files.is_empty()) {
            // Noted first: what a life that ends here leaves is found by the next.
            self.put(client, Scheduled { void: true, ..message.clone() }).await;
            for file in &message.files {
                file.delete(client).await;
            }
            all = self.messages.all();
        }
        all.retain(|one| one.id != id);
        self.messages.keep(client, all).await;
    }
}

#[cfg(test)]
mod tests {
    use matrix_sdk::ruma::owned_room_id;

    use super::*;

    fn message(at: u64) -> Scheduled {
        Scheduled {
            id: "1".into(),
            room: owned_room_id!("!a:b"),
            thread: None,
            text: "hello".into(),
            reply_to: None,
            at,
            asked_server: false,
            delay_id: None,
            begun: None,
            files: Vec::new(),
            handed: 0,
            together: None,
            void: false,
            late: false,
            refused: None,
        }
    }

    #[test]
    fn lists_of_the_build_before_are_read() {
        let json = r#"{"id":"1","room":"!a:b","thread":null,"text":"hello","reply_to":null,"at":7,"asked_server":false,"delay_id":null,"begun":null}"#;
        assert_eq!(serde_json::from_str::<Scheduled>(json).expect("read"), message(7));
    }

    #[test]
    fn what_is_late_is_sent_for_an_hour_and_then_asked_about() {
        let at = 10 * LATEST;
        assert_eq!(message(at).due(at - 1), Due::Wait);
        assert_eq!(message(at).due(at), Due::Send);
        assert_eq!(message(at).due(at + LATEST), Due::Send);
        assert_eq!(message(at).due(at + LATEST + 1), Due::Late);
        let begun = Scheduled { begun: Some(at), ..message(at) };
        assert_eq!(begun.due(at + 9 * LATEST), Due::Send, "its ticket tells whether it was queued");
        let late = Scheduled { late: true, ..message(at) };
        assert_eq!(late.due(at + 9 * LATEST), Due::Wait);
        let void = Scheduled { void: true, ..message(at) };
        assert_eq!(void.due(at - 1), Due::Void, "its files are not all there");
    }

    #[test]
    fn the_homeservers_messages_are_left_to_it() {
        let at = LATEST;
        let server = Scheduled { asked_server: true, delay_id: Some("d".into()), ..message(at) };
        assert_eq!(server.due(at + 1), Due::Wait);
        assert_eq!(server.due(at + SERVER_TAKES + 1), Due::Gone);
        let unheard = Scheduled { delay_id: None, ..server };
        assert_eq!(unheard.due(at), Due::Late, "it may have been sent");
    }
}
