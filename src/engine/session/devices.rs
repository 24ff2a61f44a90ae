//! The account's devices: what the homeserver tells of them, and which of them somebody has answered for here (B13).

use std::{future::ready, pin::pin, sync::Arc, time::Duration};

use eyeball::{SharedObservable, Subscriber};
use futures_util::{
    Stream, StreamExt,
    future::Either,
    lock::{Mutex as AsyncMutex, MutexGuard as AsyncMutexGuard},
    stream::{pending, select, unfold},
};
use matrix_sdk::{
    Client,
    encryption::identities::Device as KnownDevice,
    ruma::events::{AnyGlobalAccountDataEvent, GlobalAccountDataEventType},
    sleep::sleep,
};
use protocol::{
    devices::{Device, DeviceList, DeviceTrust},
    session::Connection,
};
use serde::{Deserialize, Serialize};

use super::{Session, clock::now, identity::NewIdentity, kept_list::KeptList};
use crate::{
    map::{self, failure},
    task::Task,
};

/// Where the devices are kept that were seen.
const KEY: &str = "protium.devices";
/// Changes come in groups: how long to rest between two questions to the homeserver.
const REST: Duration = Duration::from_millis(500);
/// How often to ask without being told of a change: sync does not tell of sign-ins without encryption.
const LOOK_EVERY: Duration = Duration::from_secs(300);
/// For how long somebody is asked whether a new sign-in was them: milliseconds.
const ASKED_FOR: u64 = 7 * 24 * 3_600 * 1_000;

/// A device that was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Seen {
    id: String,
    /// When it was seen first: milliseconds since 1970.
    at: u64,
    /// Whether it is clear whose it is: it was there before this one, was verified, or somebody has said so.
    answered: bool,
}

/// The account's devices.
pub(crate) struct OwnDevices {
    list: SharedObservable<DeviceList>,
    seen: KeptList<Seen>,
    /// Raised when somebody wants to see them.
    wanted: SharedObservable<u64>,
    /// One question at a time, so that a late answer does not take a newer one's place.
    asking: AsyncMutex<()>,
    /// An identity that waits for the homeserver to take it.
    pub(crate) new_identity: AsyncMutex<Option<NewIdentity>>,
}

impl Default for OwnDevices {
    fn default() -> Self {
        Self {
            list: SharedObservable::new(DeviceList::default()),
            seen: KeptList::new(KEY),
            wanted: SharedObservable::new(0),
            asking: AsyncMutex::default(),
            new_identity: AsyncMutex::default(),
        }
    }
}

impl OwnDevices {
    /// Reads what the last life has left.
    pub(super) async fn recall(&self, client: &Client) {
        self.seen.recall(client).await;
    }

    /// What is known of the devices, and its changes. The homeserver is asked anew.
    pub(crate) fn watch(&self) -> Subscriber<DeviceList> {
        self.wanted.set(self.wanted.get().wrapping_add(1));
        self.list.subscribe_reset()
    }

    /// What is known of the devices.
    pub(crate) fn known(&self) -> DeviceList {
        self.list.get()
    }

    /// The sign-ins for which nobody has answered, and a stream of when they may have changed.
    pub(crate) fn watch_new(&self) -> (Subscriber<DeviceList>, impl Stream<Item = ()> + Unpin + use<>) {
        (self.list.subscribe_reset(), Box::pin(self.seen.subscribe().map(drop)))
    }

    /// The sign-ins for which nobody has answered.
    pub(crate) fn new_sign_ins(&self) -> Vec<Device> {
        let seen = self.seen.all();
        let is_open = |device: &Device| {
            seen.iter().any(|one| one.id == device.id && !one.answered && one.at + ASKED_FOR > now())
        };
        let devices = self.list.get().devices.unwrap_or_default();
        devices.into_iter().filter(|one| is_to_be_asked(one) && is_open(one)).collect()
    }

    /// Somebody has answered for these.
    pub(crate) async fn answer(&self, client: &Client, devices: &[String]) {
        let _asking = self.asking.lock().await;
        let mut seen = self.seen.all();
        seen.iter_mut().filter(|one| devices.contains(&one.id)).for_each(|one| one.answered = true);
        self.seen.keep(client, seen).await;
    }

    /// The homeserver is not asked as long as this is kept.
    pub(super) async fn hold(&self) -> AsyncMutexGuard<'_, ()> {
        self.asking.lock().await
    }

    /// Asks the homeserver.
    pub(crate) async fn refresh(&self, client: &Client) {
        let _asking = self.asking.lock().await;
        let Some(user) = client.user_id() else { return };
        let told = match client.devices().await {
            Ok(told) => told.devices,
            Err(error) => {
                tracing::info!(%error, "the devices were not loaded");
                let list = DeviceList { failure: Some(failure::http(&error)), ..self.list.get() };
                self.list.set_if_not_eq(list);
                return;
            }
        };
        let known = client.encryption().get_user_devices(user).await.ok();
        let mut devices = Vec::with_capacity(told.len());
        for one in told {
            let known = known.as_ref().and_then(|all| all.get(&one.device_id));
            devices.extend(device(client, known, one).await);
        }
        // This one, then those that were seen last.
        devices.sort_by_key(|one| (!one.own, std::cmp::Reverse(one.last_seen)));
        if let Some(seen) = learnt(self.seen.all(), &devices, now()) {
            self.seen.keep(client, seen).await;
        }
        self.list.set_if_not_eq(DeviceList { devices: Some(devices), failure: None });
    }

    /// Keeps them fresh, as long as the task is kept.
    pub(super) fn follow(session: &Arc<Session>) -> Task {
        let weak = Arc::downgrade(session);
        let client = session.client.clone();
        let wanted = session.devices.wanted.subscribe().map(drop);
        let online = session.connection.subscribe();
        let online = online.filter_map(|now| ready((now == Connection::Online).then_some(())));
        Task::start(async move {
            let Some(user) = client.user_id().map(ToOwned::to_owned) else { return };
            let encryption = client.encryption();
            let devices = match encryption.devices_stream().await {
                Ok(devices) => {
                    let user = user.clone();
                    Either::Left(devices.filter_map(move |changes| {
                        let (new, changed) = (&changes.new, &changes.changed);
                        let ours = new.contains_key(&user) || changed.contains_key(&user);
                        // Where it names nobody, somebody's device is gone.
                        ready((ours || new.is_empty() && changed.is_empty()).then_some(()))
                    }))
                }
                Err(_) => Either::Right(pending()),
            };
            let identities = match encryption.user_identities_stream().await {
                Ok(identities) => Either::Left(identities.filter_map(move |changes| {
                    let ours = changes.new.contains_key(&user) || changes.changed.contains_key(&user);
                    ready(ours.then_some(()))
                })),
                Err(_) => Either::Right(pending()),
            };
            let told = client.observe_events::<AnyGlobalAccountDataEvent, ()>();
            let told = told.subscribe().filter_map(|(event, ())| {
                ready(event.event_type().to_string().starts_with(map::device::CLIENT).then_some(()))
            });
            let now_and_then = unfold((), |()| async {
                sleep(LOOK_EVERY).await;
                Some(((), ()))
            });
            let asked = select(select(wanted, online), now_and_then);
            let changes = select(asked, select(select(devices, identities), told));
            let mut changes = pin!(changes.ready_chunks(64));
            while changes.next().await.is_some() {
                let Some(session) = weak.upgrade() else { return };
                session.devices.refresh(&client).await;
                drop(session);
                sleep(REST).await;
            }
        })
    }
}

fn is_to_be_asked(device: &Device) -> bool {
    !device.own && device.trust != DeviceTrust::Verified
}

/// What is to be kept of these devices, if it is something new. Those that are there when nothing was ever kept are
/// older than this one.
fn learnt(before: Vec<Seen>, devices: &[Device], now: u64) -> Option<Vec<Seen>> {
    let first = before.is_empty();
    let mut seen: Vec<Seen> =
        before.iter().filter(|one| devices.iter().any(|device| device.id == one.id)).cloned().collect();
    for device in devices {
        let clear = first || !is_to_be_asked(device);
        match seen.iter_mut().find(|one| one.id == device.id) {
            Some(one) => one.answered |= clear,
            None => seen.push(Seen { id: device.id.clone(), at: now, answered: clear }),
        }
    }
    (seen != before).then_some(seen)
}

/// The device with what the stores know of it; `None` where it is none that somebody has signed in on.
async fn device(
    client: &Client,
    known: Option<KnownDevice>,
    told: matrix_sdk::ruma::api::client::device::Device,
) -> Option<Device> {
    // The dehydrated device (MSC3814). Any device could call itself that: only the account's identity can vouch for it.
    if known.as_ref().is_some_and(|known| known.is_dehydrated() && known.is_cross_signed_by_owner()) {
        return None;
    }
    let own = client.device_id() == Some(&told.device_id);
    // Signed by the identity that the account has now: on a device that is not verified itself none else could be. The
    // SDK trusts this device always.
    let trust = match &known {
        Some(known) if known.is_cross_signed_by_owner() || !own && known.is_locally_trusted() => {
            DeviceTrust::Verified
        }
        Some(_) => DeviceTrust::Unverified,
        None => DeviceTrust::NoEncryption,
    };
    let kind = GlobalAccountDataEventType::from(format!("{}{}", map::device::CLIENT, told.device_id));
    let information = client.account().account_data_raw(kind).await.ok().flatten();
    let information = information.and_then(|raw| raw.deserialize_as_unchecked().ok());
    Some(map::device::device(told, own, trust, information.as_ref()))
}

#[cfg(test)]
mod tests {
    use protocol::devices::DeviceKind;

    use super::*;

    fn device(id: &str, own: bool, trust: DeviceTrust) -> Device {
        Device {
            id: id.into(),
            name: None,
            client: None,
            browser: None,
            system: None,
            kind: DeviceKind::Unknown,
            address: None,
            last_seen: None,
            own,
            trust,
        }
    }

    #[test]
    fn only_what_came_later_and_is_not_verified_is_asked_about() {
        use DeviceTrust::{NoEncryption, Unverified, Verified};
        let answered = |seen: &[Seen]| -> Vec<(String, bool)> {
            seen.iter().map(|one| (one.id.clone(), one.answered)).collect()
        };
        let pair = |id: &str, clear: bool| (id.to_owned(), clear);
        let mut devices = vec![device("OWN", true, Unverified), device("OLD", false, Unverified)];
        let first = learnt(Vec::new(), &devices, 1).expect("something new");
        assert_eq!(answered(&first), [pair("OWN", true), pair("OLD", true)]);
        assert_eq!(learnt(first.clone(), &devices, 2), None);
        devices.extend([
            device("NEW", false, Unverified),
            device("BARE", false, NoEncryption),
            device("GOOD", false, Verified),
        ]);
        devices.remove(1);
        let second = learnt(first, &devices, 3).expect("something new");
        let all = [pair("OWN", true), pair("NEW", false), pair("BARE", false), pair("GOOD", true)];
        assert_eq!(answered(&second), all);
        // Verified once, it is clear whose it is, even when the identity changes later.
        devices[1].trust = Verified;
        let third = learnt(second, &devices, 4).expect("something new");
        devices[1].trust = Unverified;
        assert_eq!(learnt(third.clone(), &devices, 5), None);
        assert!(third[1].answered);
        assert_eq!(third[1].at, 3);
    }
}
