//! What can be done with a message, and doing it.

use leptos::prelude::*;
use protocol::{
    Command, EventId, Failure, RoomId,
    message::{ForwardMessages, MessageSource, RedactMessage, SetPinned, SetReaction, UnpinAll},
    room::Redacting,
    timeline::{Content, EditHistory, EventItem, QuoteState, SendState},
};

use super::{model::TimelineModel, plain};
use crate::link::new_ticket;

/// What the account may do with the messages of a room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Powers {
    /// Answer, and edit its own: not where a room was replaced.
    pub(crate) write: bool,
    /// Begin threads, and write into those there are: not in a thread itself.
    pub(crate) begin_thread: bool,
    /// React.
    pub(crate) react: bool,
    /// Vote in polls.
    pub(crate) vote: bool,
    /// Pin and unpin.
    pub(crate) pin: bool,
    /// Whose it may delete.
    pub(crate) redact: Redacting,
}

/// What the account may do with one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Deeds {
    /// The message; nothing can be done with one that the server does not have.
    pub(crate) event: Option<EventId>,
    /// React to it.
    pub(crate) react: bool,
    /// With what the account has reacted.
    pub(crate) reacted: Vec<String>,
    /// Answer it.
    pub(crate) answer: bool,
    /// Answer it in the thread that it begins.
    pub(crate) thread: bool,
    /// Edit it.
    pub(crate) edit: bool,
    /// Change the poll that it is.
    pub(crate) edit_poll: bool,
    /// End the poll that it is.
    pub(crate) end_poll: bool,
    /// Send it on to other rooms.
    pub(crate) forward: bool,
    /// Pin or unpin it.
    pub(crate) pin: bool,
    /// Delete it.
    pub(crate) delete: bool,
    /// Tell those who run the homeserver of it.
    pub(crate) report: bool,
    /// See how it came.
    pub(crate) source: bool,
    /// Select it with others.
    pub(crate) select: bool,
    /// Its words, to be copied.
    pub(crate) words: String,
}

impl Deeds {
    /// What may be done with an event.
    pub(crate) fn of(event: &EventItem, powers: Powers) -> Self {
        let Some(id) = there(event) else { return Self::default() };
        let said = !matches!(
            event.content,
            Content::Redacted { .. } | Content::Undecryptable(_) | Content::State(_) | Content::Broken { .. }
        );
        let redact = match powers.redact {
            Redacting::All => true,
            Redacting::Own => event.own,
            Redacting::None => false,
        };
        let gone = is_gone(&event.content);
        let poll = match &event.content {
            Content::Poll(poll) => Some(poll).filter(|poll| poll.ended.is_none()),
            _ => None,
        };
        Self {
            event: Some(id),
            react: powers.react && said,
            reacted: event.reactions.iter().filter(|one| one.own).map(|one| one.key.clone()).collect(),
            answer: powers.write && said,
            thread: powers.begin_thread && said,
            edit: powers.write && event.own && has_words(&event.content),
            edit_poll: powers.write && event.own && poll.is_some_and(|poll| poll.untouched),
            end_poll: powers.vote && poll.is_some() && (event.own || powers.redact == Redacting::All),
            forward: said
                && !matches!(event.content, Content::Poll { .. } | Content::Call | Content::Unknown { .. }),
            pin: powers.pin && !gone,
            delete: redact && !gone,
            report: !event.own && !gone,
            // The server gives away nothing of what was deleted.
            source: !matches!(event.content, Content::Redacted { .. }),
            select: !gone,
            words: words(&event.content),
        }
    }
}

/// Whether there are words that can be changed, or a caption that can be added.
fn has_words(content: &Content) -> bool {
    match content {
        Content::Text(_)
        | Content::Emote(_)
        | Content::Image { .. }
        | Content::Video { .. }
        | Content::File { .. }
        | Content::Gallery { .. } => true,
        Content::Audio { media, .. } => !media.voice,
        _ => false,
    }
}

/// Whether nothing is left that was said, or nothing ever was.
pub(crate) fn is_gone(content: &Content) -> bool {
    matches!(content, Content::Redacted { .. } | Content::State(_))
}

/// The message's name, if the server has it: one on its way has none that others know.
pub(crate) fn there(event: &EventItem) -> Option<EventId> {
    event.event.clone().filter(|_| matches!(event.send_state, None | Some(SendState::Sent)))
}

/// The words of a message that are text; empty where there are none.
pub(crate) fn words(content: &Content) -> String {
    match content {
        Content::Text(text) | Content::Notice(text) | Content::Emote(text) => plain::whole(text),
        Content::Image { caption, .. }
        | Content::Video { caption, .. }
        | Content::Audio { caption, .. }
        | Content::File { caption, .. }
        | Content::Gallery { caption, .. } => caption.as_ref().map(plain::whole).unwrap_or_default(),
        Content::Location { body, .. } => body.clone(),
        Content::Poll(poll) => poll.question.clone(),
        _ => String::new(),
    }
}

/// Something on its way into a dialog.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shown<T> {
    /// Being read.
    Loading,
    /// There.
    Ready(T),
    /// Not to be had.
    Failed(Failure),
}

impl TimelineModel {
    /// Adds the account's reaction to a message, or takes it back.
    pub(crate) fn set_reaction(self, event: EventId, key: String, on: bool) {
        self.attempt(SetReaction { timeline: self.topic.get_value(), event, key, on });
    }

    /// Deletes messages, for everybody.
    pub(crate) fn delete(self, events: Vec<EventId>, reason: &str) {
        let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        for event in events {
            self.attempt(RedactMessage { room: self.room(), event, reason: reason.clone() });
        }
    }

    /// A message of the room in one line.
    pub(crate) fn quote(self, event: &EventId) -> RwSignal<QuoteState> {
        self.link.with_value(|link| link.quote(&self.room(), event))
    }

    /// Which message another one answers, once that is known.
    pub(crate) fn answered(self, event: &EventId) -> Signal<Option<EventId>> {
        match self.loaded(event) {
            Some(event) => Signal::stored(event.reply_to.map(|quote| quote.event)),
            None => self.link.with_value(|link| link.answered(&self.room(), event)).into(),
        }
    }

    /// Pins a message for everybody, or unpins it.
    pub(crate) fn set_pinned(self, event: EventId, on: bool) {
        self.attempt(SetPinned { room: self.room(), event, on });
    }

    /// Sends messages on to other rooms; `then` gets the rooms in which that was not possible.
    pub(crate) fn forward(
        self,
        events: Vec<EventId>,
        rooms: Vec<RoomId>,
        then: impl FnOnce(Result<Vec<RoomId>, Failure>) + 'static,
    ) {
        let (timeline, ticket) = (self.topic.get_value(), new_ticket());
        let command = ForwardMessages { timeline, events, rooms, ticket };
        let answer = self.link.with_value(|link| link.request(command));
        // The dialog that asked for it may be gone by then, the sending goes on.
        self.link.with_value(|link| link.spawn(async move { then(answer.await) }));
    }

    /// Unpins all messages.
    pub(crate) fn unpin_all(self) {
        self.attempt(UnpinAll { room: self.room() });
    }

    /// Asks for something whose success shows in the timeline, and whose failure is told.
    pub(super) fn attempt<C: Command<Reply = ()>>(self, command: C) {
        let answer = self.link.with_value(|link| link.request(command));
        self.spawn(async move {
            if let Err(failure) = answer.await {
                self.refused.try_set(Some(failure));
            }
        });
    }

    /// Reads an edited message's versions into [`Self::history`], which opens the dialog.
    pub(crate) fn show_history(self, event: EventId) {
        self.show(self.history, EditHistory { timeline: self.topic.get_value(), event });
    }

    /// Reads a message as it came into [`Self::source`], which opens the dialog.
    pub(crate) fn show_source(self, event: EventId) {
        self.show(self.source, MessageSource { timeline: self.topic.get_value(), event });
    }

    /// Reads something into a dialog, unless that is closed before.
    fn show<C: Command>(self, dialog: RwSignal<Option<Shown<C::Reply>>>, command: C)
    where
        C::Reply: Send + Sync,
    {
        let asked = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        dialog.set(Some(Shown::Loading));
        let answer = self.link.with_value(|link| link.request(command));
        self.spawn(async move {
            let answer = answer.await.map_or_else(Shown::Failed, Shown::Ready);
            // Closed, and perhaps opened for another since, the dialog is not this one's any more.
            let wanted = self.asked.try_get_value() == asked;
            dialog.try_maybe_update(|shown| {
                let wanted = wanted && shown.is_some();
                if wanted {
                    *shown = Some(answer);
                }
                (wanted, ())
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use protocol::{poll::Poll, timeline::Undecryptable};

    use super::*;
    use crate::features::timeline::fixtures;

    fn said(own: bool, content: Content) -> EventItem {
        EventItem { own, ..fixtures::event("e", "@a:b", content) }
    }

    fn text() -> Content {
        fixtures::text("hello")
    }

    #[test]
    fn polls_are_ended_by_who_asked_or_keeps_order_and_changed_before_the_first_vote() {
        let all = Powers { write: true, vote: true, redact: Redacting::Own, ..Powers::default() };
        let poll = |untouched, ended| Content::Poll(Poll { untouched, ended, ..Poll::default() });
        let may = |event: &EventItem, powers| {
            let deeds = Deeds::of(event, powers);
            (deeds.edit_poll, deeds.end_poll)
        };
        assert_eq!(may(&said(true, poll(true, None)), all), (true, true));
        assert_eq!(may(&said(true, poll(false, None)), all), (false, true));
        assert_eq!(may(&said(true, poll(false, Some(1))), all), (false, false));
        assert_eq!(may(&said(false, poll(true, None)), all), (false, false));
        let moderator = Powers { redact: Redacting::All, ..all };
        assert_eq!(may(&said(false, poll(true, None)), moderator), (false, true));
        assert_eq!(may(&said(true, poll(true, None)), Powers::default()), (false, false));
    }

    #[test]
    fn one_may_do_with_a_message_what_it_and_the_room_allow() {
        let all = Powers {
            write: true,
            begin_thread: true,
            react: true,
            vote: true,
            pin: true,
            redact: Redacting::Own,
        };
        let own = Deeds::of(&said(true, text()), all);
        assert!(own.react && own.answer && own.thread && own.edit && own.delete && own.pin && own.forward);
        assert!(own.select && !own.report, "nobody reports oneself");
        assert_eq!(own.words, "hello");
        let others = Deeds::of(&said(false, text()), all);
        assert!(others.react && others.answer && others.report && !others.edit && !others.delete);
        let moderator = Powers { redact: Redacting::All, ..all };
        assert!(Deeds::of(&said(false, text()), moderator).delete);
        let in_thread = Deeds::of(&said(true, text()), Powers { begin_thread: false, ..all });
        assert!(in_thread.answer && !in_thread.thread, "threads begin in the room");
        let gone = Deeds::of(&said(true, Content::Redacted { by: None, reason: None }), moderator);
        assert!(
            !gone.forward
                && !gone.pin
                && !gone.react
                && !gone.answer
                && !gone.edit
                && !gone.delete
                && !gone.source
                && !gone.select
        );
        assert!(gone.event.is_some() && own.source);
        let unread = Deeds::of(&said(true, Content::Undecryptable(Undecryptable::WaitingForKey)), moderator);
        assert!(!unread.react && !unread.edit && unread.delete);
        let reader = Deeds::of(&said(true, text()), Powers::default());
        assert!(!reader.pin && !reader.react && !reader.answer && !reader.edit && !reader.delete);
        let on_its_way = EventItem { send_state: Some(SendState::Sending), ..said(true, text()) };
        assert_eq!(Deeds::of(&on_its_way, all), Deeds::default());
    }
}
