//! The verifications that go on (B7, B8, B9): what others ask for and what this device asks for, each followed to its
//! end. The SDK keeps them in memory only: with the engine they end.

mod flow;
mod late;
mod state;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use eyeball::{SharedObservable, Subscriber};
use futures_util::FutureExt;
use matrix_sdk::{
    Client, Room,
    encryption::verification::{VerificationRequest, VerificationRequestState},
    event_handler::RawEvent,
    ruma::{
        DeviceId, EventId, OwnedUserId, TransactionId, UserId,
        api::client::to_device::send_event_to_device,
        events::{
            AnyToDeviceEvent,
            key::verification::{
                VerificationMethod,
                cancel::OriginalSyncKeyVerificationCancelEvent,
                ready::{OriginalSyncKeyVerificationReadyEvent, ToDeviceKeyVerificationReadyEvent},
                request::ToDeviceKeyVerificationRequestEvent,
            },
            room::message::{MessageType, OriginalSyncRoomMessageEvent},
        },
        serde::Raw,
        to_device::DeviceIdOrAllDevices,
    },
    sleep::sleep,
};
use protocol::verification::{Cancelled, FlowId, Methods, Verification, VerificationState};

use super::{Opened, Session, clock::now};
use crate::{map::person, task::Task};

/// How long a verification may take, and a request be answered, after it was asked for (spec, "Key verification
/// framework"), in milliseconds.
const WHOLE: u64 = 10 * 60 * 1_000;
/// How long a request of another's is shown after it has come (the same).
const PROMPT: u64 = 2 * 60 * 1_000;
/// How far ahead of this clock the other device's may be (the same).
const FUTURE: u64 = 5 * 60 * 1_000;

/// How often and how many times it is looked whether the SDK has forgotten what has ended.
const LOOK_EVERY: Duration = Duration::from_millis(100);
const LOOKS: u32 = 50;

/// The type of what wakes the sync of encryption.
const WAKE: &str = "protium.wake";

/// All of them.
#[derive(Default)]
pub(crate) struct Verifications {
    flows: Mutex<Vec<Flow>>,
    shown: SharedObservable<Vec<Verification>>,
    /// Those that are done, which the SDK may still have.
    done: Mutex<Vec<(OwnedUserId, FlowId)>>,
}

/// One of them.
struct Flow {
    request: VerificationRequest,
    /// What the tabs see.
    wire: Verification,
    /// Whether this device takes part: it has asked, or accepted.
    engaged: bool,
    /// Whether this browser may have a camera.
    can_scan: bool,
    /// When it is over.
    until: u64,
    /// Where its steps go to all devices, because they would not else.
    opened: Option<Opened>,
    _task: Task,
}

impl Flow {
    fn has_ended(&self) -> bool {
        matches!(self.wire.state, VerificationState::Done | VerificationState::Cancelled(_))
    }
}

impl Verifications {
    fn flows(&self) -> MutexGuard<'_, Vec<Flow>> {
        self.flows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the tabs are to see, and every change of it.
    pub(crate) fn subscribe(&self) -> Subscriber<Vec<Verification>> {
        self.shown.subscribe_reset()
    }

    /// Changes the flows, and shows them.
    fn change<T>(&self, change: impl FnOnce(&mut Vec<Flow>) -> T) -> T {
        let mut flows = self.flows();
        let value = change(&mut flows);
        let shown = flows.iter().map(|flow| flow.wire.clone()).collect();
        drop(flows);
        self.shown.set_if_not_eq(shown);
        value
    }

    fn change_one<T>(&self, id: &FlowId, change: impl FnOnce(&mut Flow) -> T) -> Option<T> {
        self.change(|flows| flows.iter_mut().find(|flow| flow.wire.flow == *id).map(change))
    }

    /// Forgets one.
    fn forget(&self, id: &FlowId) {
        // Dropped only when the lock is let go: what is in it is the SDK's too.
        drop(self.take(id));
    }

    fn take(&self, id: &FlowId) -> Option<Flow> {
        self.change(|flows| {
            let at = flows.iter().position(|flow| flow.wire.flow == *id)?;
            Some(flows.remove(at))
        })
    }

    /// Forgets all: the session ends.
    pub(super) fn end(&self) {
        let gone = std::mem::take(&mut *self.flows());
        drop(gone);
    }

    /// The request, unless it has ended.
    pub(crate) fn going(&self, id: &FlowId) -> Option<VerificationRequest> {
        let flows = self.flows();
        let flow = flows.iter().find(|flow| flow.wire.flow == *id && !flow.has_ended())?;
        Some(flow.request.clone())
    }

    /// Whether it waits for this side's answer.
    pub(crate) fn is_asked_for(&self, id: &FlowId) -> bool {
        self.flows().iter().any(|flow| {
            flow.wire.flow == *id
                && !flow.wire.by_us
                && matches!(flow.wire.state, VerificationState::Requested { .. })
        })
    }

    /// This side takes part from now on.
    pub(crate) fn engage(&self, id: &FlowId, can_scan: bool, opened: Option<Opened>) {
        self.change_one(id, |flow| {
            flow.opened = opened;
            flow.engaged = true;
            flow.can_scan = can_scan;
            flow.until = now() + WHOLE;
        });
    }

    /// Ends one here, as the person wants it: what has ended before is forgotten too.
    pub(crate) fn give_up(&self, id: &FlowId) {
        let going = self.going(id);
        let opened = self.take(id).and_then(|flow| flow.opened);
        if let Some(request) = going {
            cancel(request, opened);
        }
    }

    /// One that cannot go on, and why.
    pub(crate) fn fail(&self, id: &FlowId, why: Cancelled) {
        let going = self.going(id);
        let opened = self.change_one(id, |flow| {
            flow.wire.state = VerificationState::Cancelled(why);
            flow.opened.take()
        });
        if let Some(request) = going {
            cancel(request, opened.flatten());
        }
    }

    /// One is done.
    fn is_done(&self, user: &UserId, id: &FlowId) {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push((user.to_owned(), id.clone()));
    }

    /// Takes the names of those with a person that were done.
    pub(crate) fn take_done(&self, user: &UserId) -> Vec<FlowId> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.extract_if(.., |(with, _)| with == user).map(|(_, flow)| flow).collect()
    }

    /// Begins to follow a request of this device's.
    pub(crate) async fn asked(
        &self,
        session: &Arc<Session>,
        request: VerificationRequest,
        can_scan: bool,
        opened: Option<Opened>,
    ) {
        let begun = Begun { until: now() + WHOLE, engaged: true, can_scan, opened };
        self.begin(session, request, begun).await;
    }

    async fn begin(&self, session: &Arc<Session>, request: VerificationRequest, begun: Begun) {
        let Begun { until, engaged, can_scan, opened } = begun;
        let id = flow_id(&request);
        let wire = Verification {
            flow: id.clone(),
            user: request.other_user_id().as_str().into(),
            name: name(&session.client, &request).await,
            own: request.is_self_verification(),
            device: state::device(&request),
            by_us: request.we_started(),
            methods: Methods::default(),
            state: VerificationState::Requested { until },
        };
        let weak = Arc::downgrade(session);
        let gone = self.change(|flows| {
            if flows.iter().any(|flow| flow.wire.flow == id) {
                return Vec::new();
            }
            let _task = Task::start(flow::follow(weak, request.clone()));
            let other = request.other_user_id().to_owned();
            let (gone, kept): (Vec<Flow>, Vec<Flow>) = std::mem::take(flows)
                .into_iter()
                .partition(|flow| flow.has_ended() && flow.request.other_user_id() == other);
            *flows = kept;
            flows.push(Flow { request, wire, engaged, can_scan, until, opened, _task });
            gone
        });
        drop(gone);
    }

    /// Hears of requests of others from now on.
    pub(super) fn listen(session: &Arc<Session>) {
        session.keep(late::follow(session));
        let client = &session.client;
        let weak = Arc::downgrade(session);
        client.add_event_handler(move |event: ToDeviceKeyVerificationRequestEvent, raw: RawEvent| {
            let weak = weak.clone();
            async move {
                // People are verified in rooms; so only the account's own devices ask this way.
                if let Some(session) = of_own_device(&weak, &event.sender, &event.content.from_device) {
                    own_device_asks(&session, event, Raw::from_json(raw.0)).await;
                }
            }
        });
        let weak = Arc::downgrade(session);
        client.add_event_handler(move |event: ToDeviceKeyVerificationReadyEvent, raw: RawEvent| {
            let weak = weak.clone();
            async move {
                let device = event.content.from_device;
                let Some(session) = of_own_device(&weak, &event.sender, &device) else { return };
                let known = session.client.encryption().get_device(&event.sender, &device).await;
                if matches!(known, Ok(None)) {
                    let raw = Raw::from_json(raw.0);
                    Task::detached(async move {
                        late::of_new_device(weak, &device, raw).await;
                    });
                }
            }
        });
        let weak = Arc::downgrade(session);
        client.add_event_handler(move |event: OriginalSyncRoomMessageEvent| {
            let weak = weak.clone();
            async move {
                if let Some(session) = weak.upgrade() {
                    room_asks(&session, &event).await;
                }
            }
        });
        // In a room the SDK does not notice what another device of the account has answered.
        let weak = Arc::downgrade(session);
        client.add_event_handler(move |event: OriginalSyncKeyVerificationReadyEvent, _: Room| {
            let weak = weak.clone();
            async move {
                if let Some(session) = weak.upgrade() {
                    answered_elsewhere(&session, &event.sender, &event.content.relates_to.event_id);
                }
            }
        });
        let weak = Arc::downgrade(session);
        client.add_event_handler(move |event: OriginalSyncKeyVerificationCancelEvent, _: Room| {
            let weak = weak.clone();
            async move {
                if let Some(session) = weak.upgrade() {
                    answered_elsewhere(&session, &event.sender, &event.content.relates_to.event_id);
                }
            }
        });
    }
}

/// How a flow begins.
struct Begun {
    until: u64,
    engaged: bool,
    can_scan: bool,
    opened: Option<Opened>,
}

/// The session, where something comes from another device of the account.
fn of_own_device(session: &Weak<Session>, sender: &UserId, device: &DeviceId) -> Option<Arc<Session>> {
    let session = session.upgrade()?;
    let (user, own) = (session.client.user_id(), session.client.device_id());
    (user == Some(sender) && own != Some(device)).then_some(session)
}

/// One of the account's devices has asked.
async fn own_device_asks(
    session: &Arc<Session>,
    event: ToDeviceKeyVerificationRequestEvent,
    raw: Raw<AnyToDeviceEvent>,
) {
    let at = event.content.timestamp.get().into();
    let fresh = now().saturating_sub(at) < WHOLE && at.saturating_sub(now()) < FUTURE;
    if incoming(session, &event.sender, event.content.transaction_id.as_str(), at).await || !fresh {
        return;
    }
    let weak = Arc::downgrade(session);
    // Sync waits for who listens to it.
    Task::detached(async move {
        let ToDeviceKeyVerificationRequestEvent { sender, content, .. } = event;
        if let Some(session) = late::of_new_device(weak, &content.from_device, raw).await {
            incoming(&session, &sender, content.transaction_id.as_str(), at).await;
        }
    });
}

/// Something is said in a room: perhaps somebody asks the account.
async fn room_asks(session: &Arc<Session>, event: &OriginalSyncRoomMessageEvent) {
    let MessageType::VerificationRequest(request) = &event.content.msgtype else { return };
    let own = session.client.user_id();
    if own == Some(&request.to) && own != Some(&event.sender) {
        let at = event.origin_server_ts.get().into();
        incoming(session, &event.sender, event.event_id.as_str(), at).await;
    }
}

/// Somebody has asked. The SDK knows nothing of requests that are too old. Says whether it knows this one.
async fn incoming(session: &Arc<Session>, sender: &UserId, flow: &str, at: u64) -> bool {
    let request = session.client.encryption().get_verification_request(sender, flow).await;
    let Some(request) = request else {
        tracing::info!(%sender, flow, "a request to verify is too old, or its device is not known");
        return false;
    };
    // Both of two that cross each other are cancelled by the SDK at once.
    if !matches!(request.state(), VerificationRequestState::Requested { .. })
        || session.client.is_user_ignored(sender).await
    {
        return true;
    }
    let until = (at + WHOLE).min(now() + PROMPT);
    let begun = Begun { until, engaged: false, can_scan: false, opened: None };
    session.verifications.begin(session, request, begun).await;
    true
}

/// Something of the account's in a room: another device has answered, if this one has not.
fn answered_elsewhere(session: &Session, sender: &UserId, flow: &EventId) {
    let (verifications, flow) = (&session.verifications, FlowId(flow.to_string()));
    if session.client.user_id() == Some(sender) && verifications.is_asked_for(&flow) {
        let engaged = verifications.flows().iter().any(|one| one.wire.flow == flow && one.engaged);
        if !engaged {
            verifications.forget(&flow);
        }
    }
}

/// Waits until the SDK has forgotten one that was done. A new one with the same person would be cancelled by it beside
/// that: it looks only whether the old one was cancelled, not whether it was done.
pub(crate) async fn forgotten(session: Weak<Session>, user: OwnedUserId, flow: FlowId) {
    for _ in 0..LOOKS {
        let Some(session) = session.upgrade() else { return };
        session.olm.forget_ended().await;
        let old = session.client.encryption().get_verification_request(&user, &flow.0).await;
        if old.is_none_or(|old| old.is_cancelled()) {
            return;
        }
        drop(session);
        sleep(LOOK_EVERY).await;
    }
}

/// Has the SDK send what it has to answer. It does so with each answer of the sync of encryption, which waits for half a
/// minute where nothing comes by it, and what comes in a room does not come by it: so something without a meaning is sent
/// to this very device.
async fn wake(client: &Client) {
    let (Some(user), Some(device)) = (client.user_id(), client.device_id()) else { return };
    let Ok(nothing) = Raw::new(&serde_json::json!({})) else { return };
    let to: DeviceIdOrAllDevices = device.to_owned().into();
    let messages = [(user.to_owned(), [(to, nothing.cast_unchecked())].into())].into();
    let request = send_event_to_device::v3::Request::new_raw(WAKE.into(), TransactionId::new(), messages);
    if let Err(error) = client.send(request).await {
        tracing::info!(%error, "the sync of encryption was not woken");
    }
}

/// Tells the others, whether or not anybody waits for it.
fn cancel(request: VerificationRequest, opened: Option<Opened>) {
    let telling = async move {
        let told = request.cancel().await;
        drop(opened);
        told
    };
    Task::detached(telling.map(|told| {
        if let Err(error) = told {
            tracing::info!(%error, "the other side was not told that a verification is cancelled");
        }
    }));
}

fn flow_id(request: &VerificationRequest) -> FlowId {
    FlowId(request.flow_id().to_owned())
}

/// The display name of the other side.
async fn name(client: &Client, request: &VerificationRequest) -> Option<String> {
    let room = client.get_room(request.room_id()?)?;
    let member = room.get_member_no_sync(request.other_user_id()).await.ok().flatten()?;
    person::name(member.display_name())
}

/// What this side offers. A browser without a camera cannot scan.
pub(crate) fn methods(can_scan: bool) -> Vec<VerificationMethod> {
    let mut methods =
        vec![VerificationMethod::SasV1, VerificationMethod::QrCodeShowV1, VerificationMethod::ReciprocateV1];
    if can_scan {
        methods.push(VerificationMethod::QrCodeScanV1);
    }
    methods
}
