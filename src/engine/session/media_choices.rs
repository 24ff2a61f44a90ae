//! What was chosen on this device for the media of single messages: kept with the account's data, encrypted as that is.

use eyeball::{SharedObservable, Subscriber};
use futures_util::lock::Mutex as AsyncMutex;
use matrix_sdk::{Client, Result, ruma::RoomId};
use protocol::EventId;

/// Older choices of a room are forgotten.
const MOST: usize = 500;

/// The choices of all rooms.
pub(crate) struct MediaChoices {
    /// Held while one is written.
    writing: AsyncMutex<()>,
    /// Counts what was written.
    written: SharedObservable<u32>,
}

impl Default for MediaChoices {
    fn default() -> Self {
        Self { writing: AsyncMutex::default(), written: SharedObservable::new(0) }
    }
}

fn key(room: &RoomId) -> Vec<u8> {
    format!("protium.media-choices.{room}").into_bytes()
}

impl MediaChoices {
    /// Tells of every choice from now on.
    pub(crate) fn follow(&self) -> Subscriber<u32> {
        self.written.subscribe()
    }

    /// The choices of a room, the newest last.
    pub(crate) async fn of(&self, client: &Client, room: &RoomId) -> Result<Vec<(EventId, bool)>> {
        let kept = client.state_store().get_custom_value(&key(room)).await?;
        let choices: Option<Vec<(String, bool)>> = kept.and_then(|kept| serde_json::from_slice(&kept).ok());
        Ok(choices.unwrap_or_default().into_iter().map(|(event, shown)| (EventId(event), shown)).collect())
    }

    /// Notes a choice.
    pub(crate) async fn note(
        &self,
        client: &Client,
        room: &RoomId,
        event: EventId,
        shown: bool,
    ) -> Result<()> {
        let _writing = self.writing.lock().await;
        let mut choices = self.of(client, room).await?;
        choices.retain(|(other, _)| *other != event);
        choices.push((event, shown));
        let choices = &choices[choices.len().saturating_sub(MOST)..];
        let choices: Vec<_> = choices.iter().map(|(event, shown)| (event.as_str(), *shown)).collect();
        let bytes = serde_json::to_vec(&choices)?;
        client.state_store().set_custom_value_no_read(&key(room), bytes).await?;
        self.written.update(|written| *written = written.wrapping_add(1));
        Ok(())
    }
}
