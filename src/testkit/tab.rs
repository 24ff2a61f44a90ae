//! A tab on an in-memory wire: it speaks exactly what the interface speaks, and checks the wire's
//! invariants as it goes.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use engine::{
    Host, TabKey,
    matrix_sdk::async_trait,
    platform::{ReadBlob, TabPort},
};
use protocol::{
    Batch, Command, Failure, Keyed, PROTOCOL_VERSION, RequestId, SubId, TabId, ToEngine, ToTab, Topic, codec,
    failure::StorageFault, frame::Tuning,
};
use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
};

use crate::{ListView, engine::BUILD, within};

type Answer = (Result<Vec<u8>, Failure>, Vec<Vec<u8>>);

/// A connected tab. Dropping it is the tab's death.
pub struct Tab {
    host: Host,
    /// Where the engine runs: what a frame starts must run there too.
    engine: Handle,
    key: TabKey,
    wire: Arc<Wire>,
    next: AtomicU32,
}

#[derive(Default)]
struct Wire {
    requests: Mutex<HashMap<RequestId, oneshot::Sender<Answer>>>,
    subscriptions: Mutex<HashMap<SubId, mpsc::UnboundedSender<Event>>>,
    stale: Mutex<bool>,
    ended: Mutex<bool>,
}

enum Event {
    Update { seq: u32, body: Vec<u8>, attachments: Vec<Vec<u8>> },
    Closed(Failure),
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no test panics while it holds this")
}

impl TabPort for Wire {
    fn post(&self, head: Vec<u8>, attachments: Vec<Vec<u8>>) {
        match codec::decode::<ToTab>(&head).expect("the engine's frames decode") {
            ToTab::Reply { id, result } => {
                // A reply to a cancelled request may come all the same.
                if let Some(waiting) = lock(&self.requests).remove(&id) {
                    let _ = waiting.send((result, attachments));
                }
            }
            ToTab::Update { sub, seq, body } => {
                if let Some(events) = lock(&self.subscriptions).get(&sub) {
                    let _ = events.send(Event::Update { seq, body, attachments });
                }
            }
            ToTab::Closed { sub, failure } => {
                if let Some(events) = lock(&self.subscriptions).remove(&sub) {
                    let _ = events.send(Event::Closed(failure));
                }
            }
            ToTab::Stale { .. } => *lock(&self.stale) = true,
            ToTab::Ended => *lock(&self.ended) = true,
            ToTab::Welcome { .. } | ToTab::Fatal { .. } => {}
        }
    }
}

struct Bytes(Vec<u8>);

#[async_trait]
impl ReadBlob for Bytes {
    async fn read(&self) -> Result<Vec<u8>, StorageFault> {
        Ok(self.0.clone())
    }
}

impl Tab {
    /// Connects and says hello.
    pub fn connect(host: &Host, engine: Handle) -> Self {
        let wire = Arc::new(Wire::default());
        let key = host.connect(wire.clone());
        let tab = Self { host: host.clone(), engine, key, wire, next: AtomicU32::new(1) };
        tab.post(&ToEngine::Hello {
            protocol: PROTOCOL_VERSION,
            build: BUILD.into(),
            tab: TabId::from("a-tab"),
            visible: true,
            without_room: None,
        });
        tab
    }

    /// Posts a frame.
    pub fn post(&self, frame: &ToEngine) {
        let _there = self.engine.enter();
        self.host.receive(self.key, &codec::encode(frame), Vec::new());
    }

    /// Whether the engine has told this tab to reload.
    pub fn is_stale(&self) -> bool {
        *lock(&self.wire.stale)
    }

    /// Waits until the engine has ended by itself.
    pub async fn until_ended(&self) {
        within("the engine to end", async {
            while !*lock(&self.wire.ended) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
        .await;
    }

    /// Asks and waits for the answer.
    ///
    /// # Errors
    /// The command's failure.
    pub async fn request<C: Command>(&self, command: C) -> Result<C::Reply, Failure> {
        self.request_with(command, Vec::new()).await.map(|(reply, _)| reply)
    }

    /// Asks with blobs and waits for the answer and its attachments.
    ///
    /// # Errors
    /// The command's failure.
    pub async fn request_with<C: Command>(
        &self,
        command: C,
        blobs: Vec<Vec<u8>>,
    ) -> Result<(C::Reply, Vec<Vec<u8>>), Failure> {
        let id = RequestId(self.next.fetch_add(1, Ordering::Relaxed));
        let (send, receive) = oneshot::channel();
        lock(&self.wire.requests).insert(id, send);
        let frame = codec::encode(&ToEngine::Request { id, command: command.wrap() });
        let blobs = blobs.into_iter().map(|bytes| Arc::new(Bytes(bytes)) as Arc<dyn ReadBlob>).collect();
        {
            let _there = self.engine.enter();
            self.host.receive(self.key, &frame, blobs);
        }
        let (result, attachments) = within(C::NAME, receive).await.expect("the engine answers once");
        let reply = codec::decode(&result?).expect("the reply is the command's");
        Ok((reply, attachments))
    }

    /// Subscribes to a value.
    pub async fn subscribe<T: Topic>(&self, topic: T) -> Subscription<T::Body> {
        let sub = SubId(self.next.fetch_add(1, Ordering::Relaxed));
        let (send, events) = mpsc::unbounded_channel();
        lock(&self.wire.subscriptions).insert(sub, send);
        self.post(&ToEngine::Subscribe { sub, topic: topic.wrap() });
        Subscription {
            host: self.host.clone(),
            engine: self.engine.clone(),
            tab: self.key,
            sub,
            events,
            next: 0,
            wire: self.wire.clone(),
            name: T::NAME,
            body: std::marker::PhantomData,
        }
    }

    /// Subscribes to a list.
    pub async fn list<R, T>(&self, topic: T) -> ListView<R, Batch<R>>
    where
        R: Keyed + Clone + std::fmt::Debug + serde::de::DeserializeOwned,
        T: Topic<Body = Batch<R>>,
    {
        ListView::new(self.subscribe(topic).await)
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        let _there = self.engine.enter();
        self.host.disconnect(self.key);
    }
}

/// A subscription. Each update is acknowledged when it is taken.
pub struct Subscription<B> {
    host: Host,
    engine: Handle,
    tab: TabKey,
    sub: SubId,
    events: mpsc::UnboundedReceiver<Event>,
    next: u32,
    wire: Arc<Wire>,
    name: &'static str,
    body: std::marker::PhantomData<fn() -> B>,
}

impl<B: serde::de::DeserializeOwned> Subscription<B> {
    /// The next update.
    ///
    /// # Errors
    /// The failure the topic was closed with.
    pub async fn next(&mut self) -> Result<B, Failure> {
        self.next_with().await.map(|(body, _)| body)
    }

    /// The next update, and what came beside it.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub async fn next_with(&mut self) -> Result<(B, Vec<Vec<u8>>), Failure> {
        match within(self.name, self.events.recv()).await.expect("the wire is up") {
            Event::Closed(failure) => Err(failure),
            Event::Update { seq, body, attachments } => {
                assert_eq!(seq, self.next, "{}: numbers count without gaps", self.name);
                assert!(self.events.is_empty(), "{}: one update on its way at most", self.name);
                self.next += 1;
                self.send(&ToEngine::Ack { sub: self.sub, seq });
                Ok((codec::decode(&body).expect("the body is the topic's"), attachments))
            }
        }
    }

    /// Takes updates until one fits.
    pub async fn wait_until(&mut self, what: &str, mut fits: impl FnMut(&B) -> bool) -> B {
        within(what, async {
            loop {
                match self.next().await {
                    Ok(body) if fits(&body) => return body,
                    Ok(_) => {}
                    Err(failure) => panic!("{} closed while waiting for {what}: {failure:?}", self.name),
                }
            }
        })
        .await
    }

    /// Changes the subscription.
    pub fn tune(&self, tuning: Tuning) {
        self.send(&ToEngine::Tune { sub: self.sub, tuning });
    }

    fn send(&self, frame: &ToEngine) {
        let _there = self.engine.enter();
        self.host.receive(self.tab, &codec::encode(frame), Vec::new());
    }
}

impl<B> Drop for Subscription<B> {
    fn drop(&mut self) {
        lock(&self.wire.subscriptions).remove(&self.sub);
        let _there = self.engine.enter();
        self.host.receive(self.tab, &codec::encode(&ToEngine::Unsubscribe { sub: self.sub }), Vec::new());
    }
}
