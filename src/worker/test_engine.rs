//! An engine of thousands of rooms that exist nowhere: it speaks the wire as the real one does, so that tests and
//! measurements see the interface alone. `public/engine-loader.js` starts it like the real one.
//!
//! The address of its JavaScript says how many rooms there are and how often one of them moves to the top:
//! `test-engine.js?rooms=10000&every=200` (milliseconds; 0 for never).

#[cfg(target_family = "wasm")]
mod play {
    use std::{cell::RefCell, collections::HashMap};

    use js_sys::{Array, Function, Reflect, Uint8Array};
    use protocol::{
        AnyTopic, Diff, FailureKind, RoomId, SubId, ToEngine, ToTab, UserId,
        codec::{decode, encode},
        frame::Tuning,
        profile::Profile,
        room_list::{
            Latest, RoomFilter, RoomListBody, RoomListTuning, RoomRow, RowMembership, Totals, Unread,
        },
        session::{Account, Connection, SessionStatus},
        spaces::SpaceRow,
        timeline::Summary,
    };
    use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};

    /// Rows beyond the screen that carry their last message, as the engine does it.
    const MARGIN: u32 = 12;
    /// More changes than this that wait for a tab become a `Reset`.
    const PENDING_LIMIT: usize = 512;
    const BUILD: &str = "test-engine";
    /// The first words of the names, so that typing the beginning of one finds it.
    const NAMES: [&str; 8] = [
        "Allotment",
        "Book club",
        "Choir",
        "Darkroom",
        "Evening walks",
        "Film night",
        "Gardening",
        "History",
    ];

    #[wasm_bindgen]
    extern "C" {
        /// A `MessagePort`, or the scope of a dedicated worker.
        #[derive(Clone)]
        type Port;
        #[wasm_bindgen(method, js_name = postMessage)]
        fn post_message(this: &Port, message: &JsValue, transfer: &Array);
        #[wasm_bindgen(method, setter)]
        fn set_onmessage(this: &Port, listener: &Function);
        #[wasm_bindgen(js_name = setInterval)]
        fn set_interval(work: &Function, millis: u32) -> JsValue;
    }

    /// A room list that a tab follows.
    struct Followed {
        tuning: RoomListTuning,
        /// The numbers of its rooms, in its order.
        shown: Vec<u32>,
        pending: Vec<Diff<RoomRow>>,
        behind: bool,
        next: u32,
        in_flight: bool,
    }

    struct Tab {
        port: Port,
        lists: HashMap<SubId, Followed>,
    }

    struct World {
        /// All rooms by number; their order is in `order`.
        rows: Vec<RoomRow>,
        order: Vec<u32>,
        /// Which rows carry their last message.
        known: Vec<bool>,
        tabs: Vec<Tab>,
        chance: u64,
        now: u64,
    }

    thread_local! {
        static WORLD: RefCell<Option<World>> = const { RefCell::new(None) };
    }

    fn with_world<T>(work: impl FnOnce(&mut World) -> T) -> T {
        WORLD.with_borrow_mut(|world| work(world.get_or_insert_with(|| World::new(setting("rooms", 10_000)))))
    }

    /// A number in the address of this engine's JavaScript, which is in the query of the worker's own address.
    fn setting(name: &str, usual: u32) -> u32 {
        let search = Reflect::get(&js_sys::global(), &"location".into())
            .and_then(|location| Reflect::get(&location, &"search".into()))
            .ok()
            .and_then(|search| search.as_string())
            .and_then(|search| js_sys::decode_uri_component(&search).ok())
            .map(String::from)
            .unwrap_or_default();
        search
            .split(['?', '&'])
            .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
            .and_then(|value| value.parse().ok())
            .unwrap_or(usual)
    }

    fn row(number: u32, now: u64) -> RoomRow {
        let name = NAMES[number as usize % NAMES.len()];
        let unread = if number % 10 == 3 {
            Unread { messages: 1 + number % 7, ..Unread::default() }
        } else {
            Unread::default()
        };
        RoomRow {
            id: RoomId(format!("!{number:05}room-of-the-test-engine:example.org")),
            name: Some(format!("{name} {number:05}")),
            avatar: None,
            direct: number % 5 == 4,
            membership: RowMembership::Joined,
            unread,
            latest: Some(latest(number, now.saturating_sub(u64::from(number) * 60_000))),
            encrypted: Some(number.is_multiple_of(2)),
            send_failed: false,
            draft: None,
        }
    }

    fn latest(number: u32, timestamp: u64) -> Latest {
        let writer = number % 40;
        Latest {
            timestamp,
            sender: Profile {
                user: UserId(format!("@writer{writer}:example.org")),
                name: Some(format!("Writer {writer}")),
                ambiguous: false,
                avatar: None,
            },
            own: false,
            summary: Summary::Text(format!("What was said last in number {number}, at some length")),
        }
    }

    fn near(index: usize, range: (u32, u32)) -> bool {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        index >= range.0.saturating_sub(MARGIN) && index < range.1.max(range.0 + 1) + MARGIN
    }

    fn fits(row: &RoomRow, tuning: &RoomListTuning) -> bool {
        let filter = match tuning.filter {
            RoomFilter::All => true,
            RoomFilter::Unread => row.unread.messages > 0,
            RoomFilter::People => row.direct,
            RoomFilter::Rooms => !row.direct,
        };
        let query = tuning.query.trim().to_lowercase();
        filter
            && tuning.space.is_none()
            && row.name.as_ref().is_some_and(|name| name.to_lowercase().contains(&query))
    }

    impl World {
        fn new(rooms: u32) -> Self {
            let now = js_sys::Date::now() as u64;
            Self {
                rows: (0..rooms).map(|number| row(number, now)).collect(),
                order: (0..rooms).collect(),
                known: vec![false; rooms as usize],
                tabs: Vec::new(),
                chance: 0x9e37_79b9_7f4a_7c15,
                now,
            }
        }

        /// A row as the wire carries it: what nobody has looked at yet has no last message.
        fn carried(&self, number: u32) -> Option<RoomRow> {
            let mut row = self.rows.get(number as usize)?.clone();
            if !self.known.get(number as usize).copied().unwrap_or_default() {
                row.latest = None;
            }
            Some(row)
        }

        /// Brings a room to the top, with a new message.
        fn stir(&mut self) {
            self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let Some(from) = (self.chance >> 33).checked_rem(self.order.len() as u64) else { return };
            let number = self.order.remove(from as usize);
            self.order.insert(0, number);
            self.now = (js_sys::Date::now() as u64).max(self.now + 1);
            if let Some(row) = self.rows.get_mut(number as usize) {
                row.latest = Some(latest(number, self.now));
                row.unread.messages += 1;
            }
            let mut tabs = std::mem::take(&mut self.tabs);
            for list in tabs.iter_mut().flat_map(|tab| tab.lists.values_mut()) {
                list.moved(self, number);
            }
            self.tabs = tabs;
            self.flush();
        }

        fn flush(&mut self) {
            let mut tabs = std::mem::take(&mut self.tabs);
            for tab in &mut tabs {
                let Tab { port, lists } = tab;
                for (sub, list) in lists {
                    list.flush(self, *sub, port);
                }
            }
            self.tabs = tabs;
        }

        fn receive(&mut self, tab: usize, frame: ToEngine) {
            let Some(mut here) = (tab < self.tabs.len()).then(|| self.tabs.remove(tab)) else { return };
            match frame {
                ToEngine::Hello { .. } => here.port.post(&ToTab::Welcome { engine_build: BUILD.into() }),
                ToEngine::Request { id, .. } => {
                    here.port.post(&ToTab::Reply { id, result: Err(FailureKind::NotFound.into()) });
                }
                ToEngine::Subscribe { sub, topic } => self.subscribe(&mut here, sub, topic),
                ToEngine::Tune { sub, tuning: Tuning::RoomList(tuning) } => {
                    if let Some(list) = here.lists.get_mut(&sub) {
                        list.tune(self, tuning);
                    }
                }
                ToEngine::Ack { sub, seq } => {
                    if let Some(list) = here.lists.get_mut(&sub) {
                        list.in_flight &= seq.wrapping_add(1) != list.next;
                    }
                }
                ToEngine::Unsubscribe { sub } => drop(here.lists.remove(&sub)),
                ToEngine::Bye => here.lists.clear(),
                ToEngine::Cancel { .. } | ToEngine::Presence { .. } => {}
            }
            self.tabs.insert(tab, here);
            self.flush();
        }

        fn subscribe(&mut self, tab: &mut Tab, sub: SubId, topic: AnyTopic) {
            let body = match topic {
                AnyTopic::RoomList(list) => {
                    let mut followed = Followed::new(list.tuning);
                    followed.fill(self);
                    tab.lists.insert(sub, followed);
                    return;
                }
                AnyTopic::SessionState(_) => encode(&SessionStatus::SignedIn(Account {
                    user: UserId("@me:example.org".into()),
                    device: "TESTENGINE".into(),
                    homeserver: "https://example.org/".into(),
                    name: Some("Me".into()),
                    avatar: None,
                    first_run: false,
                    taken_over: false,
                })),
                AnyTopic::SyncState(_) => encode(&Connection::Online),
                AnyTopic::Spaces(_) => encode(&vec![Diff::<SpaceRow>::Reset { values: Vec::new() }]),
                AnyTopic::UnreadTotals(_) => encode(&Totals::default()),
                _ => return tab.port.post(&ToTab::Closed { sub, failure: FailureKind::NotFound.into() }),
            };
            tab.port.post(&ToTab::Update { sub, seq: 0, body });
        }
    }

    impl Followed {
        fn new(tuning: RoomListTuning) -> Self {
            Self { tuning, shown: Vec::new(), pending: Vec::new(), behind: true, next: 0, in_flight: false }
        }

        /// Makes the list anew from its tuning.
        fn fill(&mut self, world: &mut World) {
            let fits =
                |number: &u32| world.rows.get(*number as usize).is_some_and(|row| fits(row, &self.tuning));
            self.shown = world.order.iter().copied().filter(fits).collect();
            self.pending.clear();
            self.behind = true;
            self.learn(world);
        }

        fn tune(&mut self, world: &mut World, tuning: RoomListTuning) {
            let same = (&tuning.filter, &tuning.space, &tuning.query)
                == (&self.tuning.filter, &self.tuning.space, &self.tuning.query);
            self.tuning = tuning;
            if same {
                self.learn(world);
            } else {
                self.fill(world);
            }
        }

        /// Gives the rows near the screen their last messages.
        fn learn(&mut self, world: &mut World) {
            let first = self.tuning.range.0.saturating_sub(MARGIN) as usize;
            let near: Vec<(usize, u32)> = self
                .shown
                .iter()
                .copied()
                .enumerate()
                .skip(first)
                .take_while(|(index, _)| near(*index, self.tuning.range))
                .collect();
            for (index, number) in near {
                if let Some(known) = world.known.get_mut(number as usize)
                    && !std::mem::replace(known, true)
                    && let Some(value) = world.carried(number)
                {
                    self.change(Diff::Set { index: index as u32, value });
                }
            }
        }

        /// A room is at the top of the order now.
        fn moved(&mut self, world: &mut World, number: u32) {
            let was = self.shown.iter().position(|other| *other == number);
            let fits = world.rows.get(number as usize).is_some_and(|row| fits(row, &self.tuning));
            if fits && near(0, self.tuning.range) {
                world.known[number as usize] = true;
            }
            let value = world.carried(number).filter(|_| fits);
            if let Some(was) = was {
                self.shown.remove(was);
                match value {
                    Some(value) if was == 0 => {
                        self.shown.insert(0, number);
                        return self.change(Diff::Set { index: 0, value });
                    }
                    _ => self.change(Diff::Remove { index: was as u32 }),
                }
            }
            if let Some(value) = value {
                self.shown.insert(0, number);
                self.change(Diff::Insert { index: 0, value });
            }
        }

        fn change(&mut self, diff: Diff<RoomRow>) {
            if self.behind {
                return;
            }
            self.pending.push(diff);
            if self.pending.len() > PENDING_LIMIT {
                self.pending.clear();
                self.behind = true;
            }
        }

        fn flush(&mut self, world: &World, sub: SubId, port: &Port) {
            if self.in_flight || (!self.behind && self.pending.is_empty()) {
                return;
            }
            let batch = if std::mem::take(&mut self.behind) {
                vec![Diff::Reset {
                    values: self.shown.iter().filter_map(|number| world.carried(*number)).collect(),
                }]
            } else {
                std::mem::take(&mut self.pending)
            };
            let body = encode(&RoomListBody { batch, loaded: true });
            port.post(&ToTab::Update { sub, seq: self.next, body });
            self.next = self.next.wrapping_add(1);
            self.in_flight = true;
        }
    }

    impl Port {
        fn post(&self, frame: &ToTab) {
            let head = Uint8Array::from(encode(frame).as_slice());
            self.post_message(&Array::of1(&head), &Array::of1(&head.buffer()));
        }
    }

    /// A tab is there. `early` holds the messages that came before the wasm was up.
    #[wasm_bindgen]
    #[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
    pub fn connect(port: JsValue, early: Array) {
        let port: Port = port.unchecked_into();
        let tab = with_world(|world| {
            world.tabs.push(Tab { port: port.clone(), lists: HashMap::new() });
            world.tabs.len() - 1
        });
        let receive = move |data: JsValue| {
            let head =
                data.dyn_into::<Array>().map(|frame| frame.get(0).unchecked_into::<Uint8Array>().to_vec());
            if let Some(frame) = head.ok().and_then(|head| decode::<ToEngine>(&head).ok()) {
                with_world(|world| world.receive(tab, frame));
            }
        };
        early.iter().for_each(receive);
        let listener = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            receive(event.data());
        });
        port.set_onmessage(listener.as_ref().unchecked_ref());
        listener.forget();
    }

    pub(crate) fn main() {
        let every = setting("every", 200);
        if every > 0 {
            let stir = Closure::<dyn Fn()>::new(|| with_world(World::stir)).into_js_value();
            set_interval(stir.unchecked_ref(), every);
        }
    }
}

fn main() {
    #[cfg(target_family = "wasm")]
    play::main();
}
