//! A timeline's item.

use matrix_sdk::ruma::{EventId, OwnedEventId, UserId};
use matrix_sdk_ui::timeline::{
    EmbeddedEvent, EventSendState, EventTimelineItem, InReplyToDetails, ReactionsByKeyBySender,
    ThreadSummary as SdkThreadSummary, TimelineDetails, TimelineEventItemId, TimelineEventShieldState,
    TimelineEventShieldStateCode, TimelineItem as SdkItem, TimelineItemKind, VirtualTimelineItem,
};
use protocol::{
    FailureKind, ItemKey,
    profile::Profile,
    thread::{ThreadMessage, ThreadSummary},
    timeline::{
        Content, EventItem, ItemKind, Quote, QuoteState, Reaction, Receipt, SendState, Shield, TimelineItem,
        Undecryptable,
    },
    trust::Distrust,
};
use unicode_segmentation::UnicodeSegmentation;

use super::{
    content::{self, names_account},
    effect, failure,
    insecure::is_insecure,
    link_preview,
    pack::picture_uri,
    person,
    pill::Names,
    poll,
    rich_text::cut_at,
    summary::summary_unless,
};

/// Readers shown beside one message.
const MOST_READERS: usize = 100;
/// Different reactions to one message, and people behind one of them.
const MOST_REACTIONS: usize = 100;
const MOST_REACTORS: usize = 200;
/// Bytes of a reaction's key.
const LONGEST_KEY: usize = 100;

/// An item, as the wire carries it.
pub(crate) fn timeline_item(item: &SdkItem, names: &dyn Names) -> TimelineItem {
    let kind = match item.kind() {
        TimelineItemKind::Event(event) => ItemKind::Event(Box::new(event_item(event, names))),
        TimelineItemKind::Virtual(VirtualTimelineItem::DateDivider(day)) => {
            ItemKind::DateDivider { timestamp: day.get().into() }
        }
        TimelineItemKind::Virtual(VirtualTimelineItem::ReadMarker) => ItemKind::ReadMarker,
        TimelineItemKind::Virtual(VirtualTimelineItem::TimelineStart) => ItemKind::Start,
    };
    TimelineItem { key: ItemKey(item.unique_id().0.clone()), kind }
}

fn event_item(item: &EventTimelineItem, names: &dyn Names) -> EventItem {
    let said = item.content();
    let message = said.as_message();
    let redacted = match item.event_id() {
        Some(event) if said.is_redacted() && item.original_json().is_none() => names.redacted(event),
        _ => None,
    };
    let counted = item.event_id().filter(|_| said.is_poll()).and_then(|event| names.counted(event));
    let content = match counted {
        Some(counted) => Content::Poll(poll::poll(&counted, names.own())),
        None => content::content(said, item.original_json().or(redacted.as_ref()), names),
    };
    let content = match content {
        // The SDK says no more than that the key should be there.
        Content::Undecryptable(Undecryptable::WaitingForKey)
            if names.here_since().is_some_and(|since| u64::from(item.timestamp().get()) < since) =>
        {
            Content::Undecryptable(Undecryptable::BeforeThisDeviceNotStored)
        }
        content => content,
    };
    let shield = match &content {
        // Nobody encrypts these.
        Content::Redacted { .. } | Content::State(_) => None,
        // Whoever shares a key says what it is, and nobody else.
        _ => shield(item.get_shield(false))
            .or_else(|| item.forwarder().map(|_| Shield::AuthenticityNotGuaranteed)),
    };
    let is_hidden = names.secure_only() && item.encryption_info().is_some_and(is_insecure);
    let (content, message) = match is_hidden {
        true => (Content::Undecryptable(Undecryptable::DeviceNotConfirmed), None),
        false => (content, message),
    };
    let file = matches!(
        content,
        Content::Image { .. }
            | Content::Video { .. }
            | Content::Audio { .. }
            | Content::File { .. }
            | Content::Gallery { .. }
    );
    EventItem {
        event: item.event_id().map(|event| event.as_str().into()),
        sender: person::person(item.sender(), item.sender_profile()),
        own: item.is_own(),
        timestamp: item.timestamp().get().into(),
        content,
        edited: message.is_some_and(|message| message.is_edited())
            || said.as_poll().is_some_and(|poll| poll.is_edit()),
        reply_to: said.in_reply_to().as_ref().map(|details| quote(details, names)),
        reactions: said.reactions().map(|all| reactions(all, names)).unwrap_or_default(),
        receipts: receipts(item, names),
        send_state: item.send_state().and_then(|state| send_state(state, file, names)),
        shield,
        key_from: item.forwarder().map(|user| match item.forwarder_profile() {
            Some(profile) => person::person(user, profile),
            None => person::stranger(user),
        }),
        mentions_me: !item.is_own()
            && (item.is_highlighted()
                || names_account(message.and_then(|message| message.mentions()), names)),
        thread: said.thread_summary().as_ref().map(|thread| thread_summary(thread, names)),
        previews: link_preview::bundled(
            item.latest_edit_json().or(item.original_json()).filter(|_| !is_hidden),
        ),
        effect: message.and_then(|message| effect::effect(message.msgtype())),
    }
}

/// What a message answers.
pub(crate) fn quote(details: &InReplyToDetails, names: &dyn Names) -> Quote {
    Quote {
        event: details.event_id.as_str().into(),
        state: match &details.event {
            TimelineDetails::Unavailable => QuoteState::Unknown,
            TimelineDetails::Pending => QuoteState::Pending,
            TimelineDetails::Error(_) => QuoteState::Failed,
            TimelineDetails::Ready(event) => embedded_event(event, names.is_insecure(&details.event_id)),
        },
    }
}

/// The thread that a message began.
fn thread_summary(thread: &SdkThreadSummary, names: &dyn Names) -> ThreadSummary {
    let latest = match &thread.latest_event {
        TimelineDetails::Ready(event) => Some(ThreadMessage {
            sender: person::person(&event.sender, &event.sender_profile),
            timestamp: event.timestamp.get().into(),
            summary: summary_unless(
                embedded_id(event).is_some_and(|id| names.is_insecure(id)),
                &event.content,
            ),
        }),
        _ => None,
    };
    ThreadSummary { replies: thread.num_replies, latest }
}

/// A message that another quotes.
pub(crate) fn embedded_event(event: &EmbeddedEvent, is_hidden: bool) -> QuoteState {
    QuoteState::Ready {
        sender: person::person(&event.sender, &event.sender_profile),
        summary: summary_unless(is_hidden, &event.content),
    }
}

/// The messages that an item quotes.
pub(crate) fn quoted(item: &EventTimelineItem) -> impl Iterator<Item = OwnedEventId> + use<> {
    let latest = item.content().thread_summary().and_then(|thread| match thread.latest_event {
        TimelineDetails::Ready(event) => embedded_id(&event).map(ToOwned::to_owned),
        _ => None,
    });
    let answered = item.content().in_reply_to().map(|details| details.event_id);
    answered.into_iter().chain(latest)
}

/// Where the server has it.
fn embedded_id(event: &EmbeddedEvent) -> Option<&EventId> {
    match &event.identifier {
        TimelineEventItemId::EventId(id) => Some(id),
        TimelineEventItemId::TransactionId(_) => None,
    }
}

/// Reactions, in the order they first came.
pub(super) fn reactions(all: &ReactionsByKeyBySender, names: &dyn Names) -> Vec<Reaction> {
    all.iter()
        .filter(|(key, _)| !cut_at(key, LONGEST_KEY).trim().is_empty())
        .take(MOST_REACTIONS)
        .map(|(key, senders)| Reaction {
            key: cut_key(key),
            picture: picture_uri(key),
            name: names.reaction(key),
            count: u32::try_from(senders.len()).unwrap_or(u32::MAX),
            senders: senders.keys().take(MOST_REACTORS).map(|user| user.as_str().into()).collect(),
            own: senders.contains_key(names.own()),
        })
        .collect()
}

/// A reaction's key, cut where a reader would see a character end.
pub(crate) fn cut_key(key: &str) -> String {
    if key.len() <= LONGEST_KEY || picture_uri(key).is_some() {
        return key.to_owned();
    }
    // One grapheme can be as long as its sender likes, so its own length is bounded too.
    let head = cut_at(key, 2 * LONGEST_KEY);
    let end =
        head.grapheme_indices(true).map(|(at, _)| at).take_while(|at| *at <= LONGEST_KEY).last().unwrap_or(0);
    let end = if end == 0 { LONGEST_KEY } else { end };
    format!("{}…", cut_at(head, end))
}

/// Others who have read up to here.
fn receipts(item: &EventTimelineItem, names: &dyn Names) -> Vec<Receipt> {
    item.read_receipts()
        .iter()
        .filter(|(user, _)| *user != names.own())
        .rev()
        .take(MOST_READERS)
        .map(|(user, receipt)| Receipt {
            reader: person::known(user, names),
            timestamp: receipt.ts.map(|time| time.get().into()),
        })
        .collect()
}

/// How far a local echo has come. On the web the SDK does not tell how far a file has.
fn send_state(state: &EventSendState, file: bool, names: &dyn Names) -> Option<SendState> {
    Some(match state {
        EventSendState::NotSentYet { progress: None } if file => SendState::Uploading { sent: 0, total: 0 },
        EventSendState::NotSentYet { progress: None } => SendState::Sending,
        EventSendState::NotSentYet { progress: Some(upload) } => {
            SendState::Uploading { sent: upload.progress.current as u64, total: upload.progress.total as u64 }
        }
        EventSendState::SendingFailed { error, is_recoverable } => {
            let why = with_names(failure::failure(error).kind, names);
            SendState::Failed { why, recoverable: *is_recoverable }
        }
        EventSendState::Sent { .. } => SendState::Sent,
    })
}

/// A failure of the encryption, with the names of the people; what the account itself can mend comes first.
fn with_names(why: FailureKind, names: &dyn Names) -> FailureKind {
    let FailureKind::Distrusted { why, people } = why else { return why };
    if why == Distrust::Devices && people.iter().any(|person| person.user.as_str() == names.own().as_str()) {
        return FailureKind::Distrusted { why: Distrust::OwnDevices, people: Vec::new() };
    }
    let known = |person: Profile| match UserId::parse(person.user.as_str()) {
        Ok(user) => person::known(&user, names),
        Err(_) => person,
    };
    FailureKind::Distrusted { why, people: people.into_iter().map(known).collect() }
}

/// What the encryption cannot vouch for.
fn shield(state: TimelineEventShieldState) -> Option<Shield> {
    use TimelineEventShieldStateCode as Code;
    let (TimelineEventShieldState::Red { code } | TimelineEventShieldState::Grey { code }) = state else {
        return None;
    };
    Some(match code {
        Code::AuthenticityNotGuaranteed => Shield::AuthenticityNotGuaranteed,
        Code::UnknownDevice => Shield::UnknownDevice,
        Code::UnsignedDevice => Shield::UnsignedDevice,
        Code::UnverifiedIdentity => Shield::UnverifiedIdentity,
        Code::VerificationViolation => Shield::VerificationViolation,
        Code::MismatchedSender => Shield::MismatchedSender,
        Code::SentInClear => Shield::SentInClear,
    })
}
