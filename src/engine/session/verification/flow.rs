//! One verification, followed from step to step.

use std::{
    pin::pin,
    sync::{Arc, Weak},
    time::Duration,
};

use futures_util::{
    Stream, StreamExt,
    future::{pending, select},
    stream,
};
use matrix_sdk::{
    encryption::verification::{
        SasState, Verification as SdkVerification, VerificationRequest, VerificationRequestState,
    },
    ruma::{OwnedRoomId, RoomId},
    sleep::sleep,
};
use protocol::verification::{Cancelled, VerificationState};

use super::{flow_id, forgotten, state, wake};
use crate::{
    session::{Session, clock::now, interest::Interest},
    task::Task,
};

/// How long to rest at most: the machine may have slept meanwhile.
const REST: Duration = Duration::from_secs(20);

/// Says, as long as it is kept, that the server is to tell everything of a room.
struct Told(Arc<Interest>, OwnedRoomId);

impl Told {
    async fn of(session: &Session, room: &RoomId) -> Self {
        let interest = session.timelines.interest.clone();
        interest.opened(room, &session.room_list).await;
        Self(interest, room.to_owned())
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        self.0.closed(&self.1);
    }
}

/// Follows one until it has ended, or its time is over. What the other side begins is accepted: the person has accepted
/// the request.
pub(super) async fn follow(session: Weak<Session>, request: VerificationRequest) {
    let _told = match (session.upgrade(), request.room_id()) {
        // Else the server tells of the newest event of the room alone, and steps between are missed.
        (Some(session), Some(room)) => Some(Told::of(&session, room).await),
        _ => None,
    };
    loop {
        // Listened to before it is looked at: no change is missed.
        let changed = request.changes().map(drop);
        let goes_on = match request.state() {
            VerificationRequestState::Transitioned { verification: SdkVerification::SasV1(sas) } => {
                let step = sas.changes().map(drop);
                if matches!(sas.state(), SasState::Started { .. })
                    && let Err(error) = sas.accept().await
                {
                    tracing::warn!(%error, "comparing emoji was not accepted");
                    if let Some(session) = session.upgrade() {
                        session.verifications.fail(&flow_id(&request), Cancelled::Failed);
                    }
                    return;
                }
                match show(&session, &request) {
                    Some(left) => wait(changed, step, left).await,
                    None => return,
                }
            }
            VerificationRequestState::Transitioned { verification: SdkVerification::QrV1(qr) } => {
                let step = qr.changes().map(drop);
                match show(&session, &request) {
                    Some(left) => wait(changed, step, left).await,
                    None => return,
                }
            }
            _ => match show(&session, &request) {
                Some(left) => wait(changed, stream::pending(), left).await,
                None => return,
            },
        };
        if !goes_on {
            return;
        }
        wake_for(&session, &request);
    }
}

/// What has come may have to be answered, and in a room the SDK does not do so by itself.
fn wake_for(session: &Weak<Session>, request: &VerificationRequest) {
    if request.room_id().is_some()
        && let Some(session) = session.upgrade()
    {
        let client = session.client.clone();
        // Nothing waits for it; and it is to be on its way also where this was the last step.
        Task::detached(async move { wake(&client).await });
    }
}

/// Shows the tabs where it stands. Gives how long there is still time; none where there is nothing more to follow.
fn show(session: &Weak<Session>, request: &VerificationRequest) -> Option<Duration> {
    let session = session.upgrade()?;
    let verifications = &session.verifications;
    let id = flow_id(request);
    let (engaged, can_scan, until, unanswered) = {
        let flows = verifications.flows();
        let flow = flows.iter().find(|flow| flow.wire.flow == id)?;
        if flow.has_ended() {
            return None;
        }
        let unanswered = matches!(flow.wire.state, VerificationState::Requested { .. });
        (flow.engaged, flow.can_scan, flow.until, unanswered)
    };
    let state = match state::state(request, until) {
        VerificationState::Cancelled(Cancelled::ByThem) if unanswered => {
            VerificationState::Cancelled(Cancelled::Declined)
        }
        state => state,
    };
    let is_done = state == VerificationState::Done;
    let ended = matches!(state, VerificationState::Done | VerificationState::Cancelled(_));
    if ended && !engaged {
        // Withdrawn, answered on another device, or crossed by a request of this one.
        verifications.forget(&id);
        return None;
    }
    let now = now();
    if !ended && now >= until {
        match engaged {
            true => verifications.fail(&id, Cancelled::TimedOut),
            // Another device may still answer.
            false => verifications.forget(&id),
        }
        return None;
    }
    let (device, methods) = (state::device(request), state::methods(request, can_scan));
    let opened = verifications.change_one(&id, |flow| {
        flow.wire.device = device.or(flow.wire.device.take());
        flow.wire.methods = methods.unwrap_or(flow.wire.methods);
        flow.wire.state = state;
        flow.opened.take_if(|_| ended)
    });
    drop(opened);
    if is_done {
        verifications.is_done(request.other_user_id(), &id);
        // The next request may come from the other side.
        let (weak, user) = (Arc::downgrade(&session), request.other_user_id().to_owned());
        Task::detached(forgotten(weak, user, id));
    }
    (!ended).then(|| Duration::from_millis(until - now).min(REST))
}

/// Waits for a change of either, or until the time is over. Says whether there may be more of them.
async fn wait(one: impl Stream<Item = ()>, other: impl Stream<Item = ()>, left: Duration) -> bool {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let changed = async { one.next().await.is_some() };
    let otherwise = async {
        let stepped = async {
            if other.next().await.is_none() {
                // The steps of this way are over; the request has the last word.
                pending::<()>().await;
            }
        };
        select(pin!(stepped), pin!(sleep(left))).await;
        true
    };
    select(pin!(changed), pin!(otherwise)).await.factor_first().0
}
