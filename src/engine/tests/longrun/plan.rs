//! What is to happen: drawn by chance, and the same for the same seed.

use std::time::Duration;

use testkit::Weather;

/// Chance that can be had again (SplitMix64).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A number below another.
    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn between(&mut self, from: Duration, to: Duration) -> Duration {
        from + (to - from).mul_f64((self.next() >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// Something that a device is to do.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Order {
    /// Writes into a room.
    Send { room: usize },
    /// Its user comes into a room again.
    Join { room: usize },
    /// Its user leaves a room.
    Leave { room: usize },
    /// Its engine ends as it should, and another begins.
    Restart,
    /// Its engine is ended where it stands, and another begins.
    Kill,
    /// It has no homeserver for a while.
    Cut { how: Weather, long: Duration },
    /// It is signed out, and its user signs in on a new one.
    Replace,
}

/// A device, as the plan sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) user: usize,
    /// Whether it keeps anything when it is ended.
    pub(super) restarts: bool,
}

/// Between two devices of one user that are signed out: by then everybody knows the new one.
const SPACING: Duration = Duration::from_secs(60);
/// Out of so many orders …
const ALL: usize = 100;
/// … what each stands for: up to here it is sent, and so on.
const MEMBERSHIP: usize = 10;
const RESTART: usize = MEMBERSHIP + 5;
const KILL: usize = RESTART + 5;
const CUT: usize = KILL + 6;
const REPLACE: usize = CUT + 4;

/// Draws one order after another.
pub(super) struct Plan {
    chance: Chance,
    slots: Vec<Slot>,
    /// By user and room.
    inside: Vec<Vec<bool>>,
    replaced: Vec<Option<Duration>>,
    drawn: usize,
}

impl Plan {
    /// A plan for these devices, whose users are all in so many rooms.
    pub(super) fn new(seed: u64, slots: Vec<Slot>, rooms: usize) -> Self {
        let users = slots.iter().map(|slot| slot.user + 1).max().unwrap_or_default();
        Self {
            chance: Chance::new(seed),
            slots,
            inside: vec![vec![true; rooms]; users],
            replaced: vec![None; users],
            drawn: 0,
        }
    }

    /// What comes so long after the beginning, and which device is to do it.
    pub(super) fn next(&mut self, at: Duration) -> (usize, Order) {
        self.drawn += 1;
        // However short it is, each kind is in it.
        let drawn = match self.drawn {
            4 => 0,
            8 => RESTART - 1,
            12 => KILL - 1,
            16 => CUT - 1,
            20 => REPLACE - 1,
            24 => 0,
            _ => self.chance.below(ALL),
        };
        let device = self.chance.below(self.slots.len());
        let Slot { user, restarts } = self.slots[device];
        let order = match drawn {
            drawn if drawn < MEMBERSHIP => self.membership(user),
            drawn if drawn < RESTART && restarts => Order::Restart,
            drawn if drawn < KILL && restarts => Order::Kill,
            drawn if drawn < CUT => Order::Cut {
                how: if self.chance.below(2) == 0 { Weather::Cut } else { Weather::Silent },
                long: self.chance.between(Duration::from_secs(1), Duration::from_secs(8)),
            },
            drawn if drawn < REPLACE && self.replaced[user].is_none_or(|before| at >= before + SPACING) => {
                self.replaced[user] = Some(at);
                Order::Replace
            }
            _ => self.send(user),
        };
        (device, order)
    }

    fn membership(&mut self, user: usize) -> Order {
        let room = self.chance.below(self.inside[user].len());
        let inside = &mut self.inside[user][room];
        *inside = !*inside;
        if *inside { Order::Join { room } } else { Order::Leave { room } }
    }

    /// Whoever is in no room comes into one.
    fn send(&mut self, user: usize) -> Order {
        let inside: Vec<usize> = self.inside[user]
            .iter()
            .enumerate()
            .filter(|(_, inside)| **inside)
            .map(|(room, _)| room)
            .collect();
        match inside.as_slice() {
            [] => self.membership(user),
            rooms => Order::Send { room: rooms[self.chance.below(rooms.len())] },
        }
    }
}

#[test]
fn a_plan_is_the_same_for_the_same_seed_and_has_everything_in_it() {
    let slots: Vec<Slot> = (0..10).map(|number| Slot { user: number / 2, restarts: number < 7 }).collect();
    let orders = |seed| {
        let mut plan = Plan::new(seed, slots.clone(), 3);
        (0..3_600).map(|tick| plan.next(Duration::from_millis(500) * tick)).collect::<Vec<_>>()
    };
    let (one, other) = (orders(7), orders(8));
    assert_eq!(one, orders(7));
    assert_ne!(one, other);
    let share = |fits: fn(&Order) -> bool| one.iter().filter(|(_, order)| fits(order)).count();
    assert!(share(|order| matches!(order, Order::Send { .. })) > 2_000);
    assert!(share(|order| matches!(order, Order::Join { .. })) > 50);
    assert!(share(|order| matches!(order, Order::Leave { .. })) > 50);
    assert!(share(|order| *order == Order::Restart) > 50);
    assert!(share(|order| *order == Order::Kill) > 50);
    assert!(share(|order| matches!(order, Order::Cut { .. })) > 100);
    assert!(share(|order| *order == Order::Replace) > 30);
    for (device, order) in &one {
        assert!(slots[*device].restarts || !matches!(order, Order::Restart | Order::Kill));
    }
}
