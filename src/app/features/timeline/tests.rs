use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use protocol::ItemKey;

use super::{
    grouping::{Facts, GUESS, Happening, RowKind, Rows, tally},
    scroll::{Anchor, Lack, Scroller, TAIL},
    window::{CLASSES, Window},
};

fn say(key: &str, sender: u64, minutes: u64) -> (ItemKey, Facts) {
    (key.into(), Facts::Message { sender, timestamp: minutes * 60_000 })
}

fn noise(key: &str) -> (ItemKey, Facts) {
    (key.into(), Facts::Noise(None))
}

fn kinds(items: Vec<(ItemKey, Facts)>) -> Vec<RowKind> {
    let rows = Rows::group(items.into_iter(), false, false, &Rows::default());
    rows.list().iter().map(|row| row.kind.clone()).collect()
}

#[test]
fn messages_of_one_person_within_five_minutes_share_a_head() {
    let grouped = |grouped| RowKind::Message { grouped };
    let items = vec![say("a", 1, 0), say("b", 1, 4), say("c", 2, 4), say("d", 1, 5), say("e", 1, 10)];
    assert_eq!(kinds(items), [grouped(false), grouped(true), grouped(false), grouped(false), grouped(false)]);
}

#[test]
fn a_line_between_two_messages_ends_the_group() {
    let items =
        vec![say("a", 1, 0), ("m".into(), Facts::NewMessages), say("b", 1, 1), noise("n"), say("c", 1, 2)];
    let all = kinds(items);
    assert_eq!(all[2], RowKind::Message { grouped: false });
    assert_eq!(all[4], RowKind::Message { grouped: false });
}

#[test]
fn a_run_keeps_its_key_while_it_grows_at_both_ends() {
    let first = Rows::group([noise("b"), noise("c")].into_iter(), true, false, &Rows::default());
    assert_eq!(first.list()[1].key, "b".into());
    let items = [noise("a"), noise("b"), noise("c"), noise("d")];
    let second = Rows::group(items.into_iter(), true, false, &first);
    assert_eq!(second.list()[1].key, "b".into());
    assert_eq!(second.position(&"d".into()), Some(1));
    assert!(matches!(&second.list()[1].kind, RowKind::Run(members) if members.len() == 4));
}

#[test]
fn walking_skips_lines() {
    let items = [("d".into(), Facts::Date(0)), say("a", 1, 0), ("m".into(), Facts::NewMessages), noise("n")];
    let rows = Rows::group(items.into_iter(), true, true, &Rows::default());
    assert_eq!(rows.first_article().map(|row| row.key.as_str()), Some("a"));
    assert_eq!(rows.last_article().map(|row| row.key.as_str()), Some("n"));
    let at = rows.position(&"a".into()).unwrap_or_default();
    assert_eq!(rows.article(at + 1, 1).map(|row| row.key.as_str()), Some("n"));
    assert_eq!(rows.article(at - 1, -1), None);
}

#[test]
fn a_run_names_each_person_once() {
    let events = [
        (Happening::Joined, "a"),
        (Happening::Left, "b"),
        (Happening::Joined, "a"),
        (Happening::Joined, "c"),
    ];
    assert_eq!(
        tally(events.into_iter()),
        [(Happening::Joined, vec!["a", "c"], 3), (Happening::Left, vec!["b"], 1)]
    );
}

/// A list as a browser would lay it out: rows have real heights, the viewport shows a stretch of them.
struct Screen {
    real: HashMap<u32, f64>,
    list: Vec<u32>,
    scroller: Scroller<u32>,
    tops: HashMap<u32, f64>,
    scroll_top: f64,
    end: f64,
    viewport: f64,
}

impl Screen {
    fn new(heights: &[f64]) -> Self {
        let list: Vec<u32> = (0..heights.len() as u32).map(|key| key + 1000).collect();
        let real = list.iter().copied().zip(heights.iter().copied()).collect();
        let mut screen = Self {
            real,
            list,
            scroller: Scroller::new(GUESS),
            tops: HashMap::new(),
            scroll_top: 0.0,
            end: 0.0,
            viewport: 500.0,
        };
        screen.scroller.resize(500.0);
        screen.scroller.widen();
        screen.replace();
        screen
    }

    fn replace(&mut self) {
        let list = self.list.clone();
        self.scroller.replace(list.into_iter().map(|key| (key, key as usize % CLASSES)));
        self.settle();
    }

    /// Lays out until nothing moves any more, as the view does before each paint.
    fn settle(&mut self) {
        for round in 0.. {
            assert!(round < 50, "the layout does not come to rest");
            self.scroller.choose(false);
            let placement = self.scroller.place();
            self.tops.clear();
            let mut at = 0.0;
            let mut moved = false;
            for (key, gap) in &placement.rows {
                at += gap;
                self.tops.insert(*key, at);
                at += self.real[key];
                moved |= self.scroller.measure(key, self.real[key]);
            }
            self.end = (at + placement.tail - self.viewport).max(0.0);
            if let Some(scroll_top) = placement.scroll_top {
                self.scroll_top = scroll_top.clamp(0.0, self.end);
                self.scroller.written(self.scroll_top);
            }
            if !moved && self.scroller.lack() == Lack::Nothing {
                break;
            }
        }
    }

    fn scroll_to(&mut self, scroll_top: f64) {
        self.scroll_top = scroll_top.max(0.0);
        self.scroller.scrolled(self.scroll_top, self.end - self.scroll_top);
        self.settle();
    }

    /// Where a row is seen, from the viewport's upper edge.
    fn seen(&self, key: u32) -> Option<f64> {
        self.tops.get(&key).map(|top| top - self.scroll_top)
    }

    /// The rows on screen.
    fn visible(&self) -> Vec<u32> {
        let on = |key: &&u32| {
            self.seen(**key).is_some_and(|top| top < self.viewport && top + self.real[*key] > 0.0)
        };
        self.list.iter().filter(on).copied().collect()
    }

    fn covered(&self) -> bool {
        // Every pixel of the viewport between the first and the last row is covered by a mounted row.
        let visible: f64 = self
            .visible()
            .iter()
            .map(|key| {
                let top = self.seen(*key).unwrap_or_default();
                (top + self.real[key]).min(self.viewport) - top.max(0.0)
            })
            .sum();
        visible >= self.viewport.min(self.real_total()) - TAIL - 1.0
    }

    fn real_total(&self) -> f64 {
        self.list.iter().map(|key| self.real[key]).sum()
    }
}

#[derive(Debug, Clone)]
enum Step {
    Prepend(Vec<f64>),
    Append(Vec<f64>),
    Insert(usize, f64),
    Remove(usize),
    Grow(usize, f64),
    Scroll(f64),
    Rest,
    Viewport(f64),
}

fn step() -> impl Strategy<Value = Step> {
    let height = 8.0..900.0f64;
    prop_oneof![
        proptest::collection::vec(height.clone(), 1..30).prop_map(Step::Prepend),
        proptest::collection::vec(height.clone(), 1..5).prop_map(Step::Append),
        (any::<usize>(), height.clone()).prop_map(|(at, height)| Step::Insert(at, height)),
        any::<usize>().prop_map(Step::Remove),
        (any::<usize>(), height).prop_map(|(at, height)| Step::Grow(at, height)),
        (0.0..1.0f64).prop_map(Step::Scroll),
        Just(Step::Rest),
        (200.0..900.0f64).prop_map(Step::Viewport),
    ]
}

proptest! {
    #[test]
    fn what_one_reads_stays_in_its_place(
        heights in proptest::collection::vec(8.0..400.0f64, 0..200),
        steps in proptest::collection::vec(step(), 1..25),
    ) {
        let mut screen = Screen::new(&heights);
        let mut next = 5000;
        let mut fresh = |screen: &mut Screen, height: f64| {
            next += 1;
            screen.real.insert(next, height);
            next
        };
        for step in steps {
            let held: Option<(u32, f64)> = match screen.scroller.anchor() {
                Anchor::End => None,
                Anchor::Rows(rows) => rows.iter().find_map(|(key, _)| {
                    let top = screen.seen(*key)?;
                    screen.visible().contains(key).then_some((*key, top))
                }),
            };
            let at_end = screen.scroller.at_end();
            let scrolled = matches!(step, Step::Scroll(_));
            let resized = matches!(step, Step::Viewport(_));
            let mut touched = None;
            let length = screen.list.len();
            match step {
                Step::Prepend(heights) => {
                    let keys: Vec<u32> = heights.iter().map(|height| fresh(&mut screen, *height)).collect();
                    screen.list.splice(0..0, keys);
                    screen.replace();
                }
                Step::Append(heights) => {
                    for height in heights {
                        let key = fresh(&mut screen, height);
                        screen.list.push(key);
                    }
                    screen.replace();
                }
                Step::Insert(at, height) => {
                    let key = fresh(&mut screen, height);
                    screen.list.insert(at % (length + 1), key);
                    screen.replace();
                }
                Step::Remove(at) if length > 0 => {
                    touched = Some(screen.list.remove(at % length));
                    screen.replace();
                }
                Step::Grow(at, height) if length > 0 => {
                    let key = screen.list[at % length];
                    // A browser tells of rows that are mounted only.
                    screen.real.insert(key, height);
                    if screen.tops.contains_key(&key) {
                        screen.scroller.rebase();
                        screen.scroller.measure(&key, height);
                    }
                    screen.settle();
                }
                Step::Scroll(part) => {
                    screen.scroll_to(screen.end * part);
                }
                Step::Rest => {
                    screen.scroller.rest();
                    screen.settle();
                }
                Step::Viewport(height) => {
                    screen.viewport = height;
                    screen.scroller.resize(height);
                    screen.settle();
                }
                _ => {}
            }
            prop_assert!(screen.covered(), "a hole on screen");
            let (above, below) = screen.scroller.beyond();
            if at_end && !scrolled {
                prop_assert!(below < 1.0, "was at the end and is {below} px above it");
            }
            // At either end of the list the browser has no room to keep the place in.
            let room = above > 0.0 && below > 0.0;
            if let Some((key, top)) = held
                && !at_end && !scrolled && !resized && room && touched != Some(key)
            {
                let now = screen.seen(key);
                prop_assert!(
                    now.is_some_and(|now| (now - top).abs() < 1.0),
                    "row {key} was at {top}, is at {now:?}"
                );
            }
        }
    }

    #[test]
    fn offsets_and_rows_find_each_other(
        heights in proptest::collection::vec(0.5..300.0f64, 1..300),
        changes in proptest::collection::vec((any::<usize>(), 0.5..300.0f64), 0..50),
    ) {
        let mut window: Window<usize> = Window::new(GUESS);
        window.replace((0..heights.len()).map(|key| (key, 0)));
        let mut plain: Vec<f64> = heights.clone();
        for (key, height) in heights.iter().enumerate() {
            window.measure(&key, *height);
        }
        for (at, height) in changes {
            let at = at % plain.len();
            plain[at] = height;
            window.measure(&at, height);
        }
        let mut sum = 0.0;
        for (at, height) in plain.iter().enumerate() {
            prop_assert!((window.top(at) - sum).abs() < 1e-6);
            prop_assert_eq!(window.at(sum + height / 2.0), at);
            sum += height;
        }
        prop_assert!((window.total() - sum).abs() < 1e-6);
        prop_assert_eq!(window.at(sum + 10.0), plain.len() - 1);
        prop_assert_eq!(window.at(-10.0), 0);
    }
}

#[test]
fn five_thousand_rows_cost_what_is_on_screen() {
    let mut screen = Screen::new(&vec![40.0; 5000]);
    assert!(screen.tops.len() < 80, "{} rows", screen.tops.len());
    screen.scroll_to(60_000.0);
    assert!(screen.tops.len() < 80, "{} rows", screen.tops.len());
}

#[test]
fn rows_beyond_the_viewport_come_a_few_at_a_time() {
    let mut screen = Screen::new(&vec![40.0; 500]);
    let count = |screen: &Screen| screen.scroller.chosen().count();
    screen.scroll_to(4000.0);
    screen.scroller.scrolled(3400.0, screen.end - 3400.0);
    let mut before = count(&screen);
    let mut steps = 0;
    while screen.scroller.lack() == Lack::Nearby {
        let kept: HashSet<u32> = screen.scroller.chosen().copied().collect();
        screen.scroller.choose(false);
        let new = screen.scroller.chosen().filter(|key| !kept.contains(key)).count();
        assert!((1..=6).contains(&new), "{new} rows at once");
        before = before.min(count(&screen));
        steps += 1;
    }
    assert!(steps > 1 && before >= 12, "{steps} steps, {before} rows");
    // Far away nothing is mounted, and what is on screen has no time.
    screen.scroller.scrolled(15_000.0, screen.end - 15_000.0);
    assert_eq!(screen.scroller.lack(), Lack::Viewport);
    screen.scroller.choose(false);
    assert!(count(&screen) >= 12 && screen.scroller.lack() == Lack::Nearby);
}

#[test]
fn the_first_rows_are_not_seen_before_all_of_them_are_there() {
    let mut scroller = Scroller::new(GUESS);
    scroller.resize(500.0);
    scroller.replace((0..500_u32).map(|key| (key, key as usize % CLASSES)));
    let mut counts = Vec::new();
    while scroller.lack() == Lack::Viewport {
        scroller.choose(true);
        counts.push(scroller.chosen().count());
        for key in scroller.chosen().copied().collect::<Vec<_>>() {
            scroller.measure(&key, 30.0);
        }
    }
    assert!(counts.len() > 1 && counts[0] <= 8, "{counts:?}");
    assert!(counts.windows(2).all(|pair| pair[1] - pair[0] <= 8), "{counts:?}");
    assert_eq!(scroller.chosen().last(), Some(&499));
}

#[test]
fn a_focused_row_stays_mounted() {
    let mut screen = Screen::new(&vec![40.0; 500]);
    screen.scroller.set_pins(HashSet::from([1003]));
    screen.settle();
    assert!(screen.tops.contains_key(&1003));
    assert!(!screen.tops.contains_key(&1004));
}

#[test]
fn new_rows_do_not_pull_down_whoever_has_scrolled_up() {
    let mut screen = Screen::new(&vec![40.0; 100]);
    let top = screen.scroll_top;
    screen.scroll_to(top - 5.0);
    assert!(!screen.scroller.at_end());
    screen.scroll_to(top);
    assert!(screen.scroller.at_end());
}

#[test]
fn where_the_end_holds_the_browser_may_move_and_the_person_may_leave() {
    let mut screen = Screen::new(&[50.0; 100]);
    assert!(screen.scroller.at_end());
    screen.scroller.filled(5000.0);
    assert!(screen.scroller.is_moved(4000.0), "a row became smaller, and the browser cut");
    assert!(screen.scroller.is_moved(9000.0), "or larger, before it was measured");
    assert!(!screen.scroller.is_moved(5000.0), "nothing became anything: the person scrolls");
    screen.scroll_to(1000.0);
    assert!(!screen.scroller.is_moved(4000.0), "who has left the end is not taken back");
}

#[test]
fn while_one_scrolls_nothing_is_written() {
    let mut screen = Screen::new(&vec![40.0; 300]);
    screen.scroll_to(5000.0);
    let seen = screen.visible();
    let before = screen.seen(seen[2]);
    for key in 0..50u32 {
        screen.real.insert(key, 77.0);
        screen.list.insert(0, key);
    }
    screen.replace();
    assert_eq!(screen.scroll_top, 5000.0);
    assert!((screen.seen(seen[2]).unwrap_or(f64::MAX) - before.unwrap_or_default()).abs() < 1.0);
    screen.scroller.rest();
    screen.settle();
    assert!(screen.scroll_top > 5000.0);
    assert!((screen.seen(seen[2]).unwrap_or(f64::MAX) - before.unwrap_or_default()).abs() < 1.0);
}

#[test]
fn another_layout_keeps_what_one_reads_in_its_place() {
    let mut screen = Screen::new(&vec![60.0; 400]);
    screen.scroll_to(9010.0);
    screen.scroller.rest();
    let read = screen.visible()[1];
    let before = screen.seen(read);
    let look = |screen: &mut Screen, height: f64| {
        screen.real.values_mut().for_each(|real| *real = height);
        screen.scroller.relay([height; CLASSES]);
        screen.settle();
        assert!(screen.covered());
    };
    for height in [22.0, 90.0, 60.0] {
        look(&mut screen, height);
        assert_eq!(screen.seen(read), before);
    }
    screen.scroller.jump_to_end();
    screen.settle();
    for height in [22.0, 90.0] {
        look(&mut screen, height);
        assert!(screen.scroller.at_end() && screen.scroller.beyond().1 < 1.0);
    }
}

#[test]
fn a_row_that_folds_keeps_what_is_below_it_and_one_that_unfolds_its_upper_edge() {
    let mut heights = vec![100.0; 30];
    heights[10] = 2000.0;
    let mut screen = Screen::new(&heights);
    screen.scroller.jump_to(&1011, 0.6);
    screen.settle();
    assert_eq!((screen.seen(1010), screen.seen(1011)), (Some(-1700.0), Some(300.0)));
    screen.scroller.hold_below(&1010);
    screen.real.insert(1010, 280.0);
    screen.settle();
    screen.scroller.release();
    screen.settle();
    assert_eq!((screen.seen(1010), screen.seen(1011)), (Some(20.0), Some(300.0)));
    screen.scroller.hold(&1010);
    screen.real.insert(1010, 2000.0);
    screen.settle();
    screen.scroller.release();
    screen.settle();
    assert_eq!(screen.seen(1010), Some(20.0));

    // Below the last row is the end.
    screen.real.insert(1029, 2000.0);
    screen.scroller.jump_to_end();
    screen.settle();
    screen.scroller.hold_below(&1029);
    screen.real.insert(1029, 280.0);
    screen.settle();
    screen.scroller.release();
    assert!(screen.scroller.at_end());
    assert!(screen.covered());
}
