//! A long list of rows of one height, of which only those near the screen are in the document.

use std::{collections::HashSet, hash::Hash, ops::Range, sync::Arc};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, FocusOptions, HtmlElement, ResizeObserver};

use super::list_nav::{Axis, Move, TypeAhead};

/// Rows kept ready above and below the screen.
const OVERSCAN: usize = 8;
/// A row that was moved by more than this many is not followed: the list is another one now, or the row went to its top.
const FOLLOWED: usize = 64;
/// The height of a row in pixels where the style sheet says nothing.
const ROW_HEIGHT: f64 = 64.0;

/// What a row is told about its place.
#[derive(Clone, Copy)]
pub struct RowPlace {
    /// Its index in the whole list.
    pub index: Signal<usize>,
    /// Whether Tab reaches it: `0` for one row, `-1` for all others. For the row's link.
    pub tab_index: Signal<i32>,
}

/// The rows in the document for a scroller of `viewport` pixels that is scrolled by `scrolled` pixels.
pub fn visible_rows(scrolled: f64, viewport: f64, row: f64, count: usize) -> Range<usize> {
    if row <= 0.0 || count == 0 {
        return 0..0;
    }
    // Casts of floats saturate, so nothing below 0 or beyond the end can come out.
    let first = (scrolled / row).floor() as usize;
    let end = ((scrolled + viewport) / row).ceil() as usize;
    // A list that became shorter may be scrolled beyond its end for a moment.
    let first = first.saturating_sub(OVERSCAN).min(count.saturating_sub(1));
    first..(end + OVERSCAN).clamp(first + 1, count.max(first + 1)).min(count)
}

/// The scroll position that brings row `index` wholly into view with the least movement.
pub fn scrolled_to(index: usize, scrolled: f64, viewport: f64, row: f64) -> f64 {
    let top = index as f64 * row;
    if top < scrolled { top } else { scrolled.max(top + row - viewport) }
}

/// By how many rows the row that was the first on the screen has been moved, if the screen is to follow it: not at the
/// beginning of the list, where new rows are to be seen, and not to the other end of the list.
fn moved_by<K: PartialEq>(first: Option<&(K, usize)>, keys: &[K], at: usize) -> Option<isize> {
    let (key, was) = first?;
    if at == 0 || keys.get(*was) == Some(key) {
        return None;
    }
    let from = was.saturating_sub(FOLLOWED);
    let near = keys.get(from..(was + FOLLOWED).min(keys.len()))?;
    let now = from + near.iter().position(|other| other == key)?;
    now.checked_signed_diff(*was)
}

/// The indices in the document: the visible ones, and the one that Tab reaches wherever it is.
fn mounted(visible: Range<usize>, kept: Option<usize>, count: usize) -> Vec<usize> {
    let mut indices: Vec<usize> = visible.clone().collect();
    match kept {
        Some(kept) if kept < count && kept < visible.start => indices.insert(0, kept),
        Some(kept) if kept < count && kept >= visible.end => indices.push(kept),
        _ => {}
    }
    indices
}

/// A `nav` of rows, each with one link in it, of which Tab reaches one; arrows, Home, End, Page keys and typing the
/// beginning of a name move among them. The height of rows is `--row-height` of the style sheet.
///
/// `row` is run once for each key that comes into view; keys must be unique.
#[component]
pub fn WindowList<K>(
    #[prop(into)] label: Signal<String>,
    /// A second class, of the feature it stands in.
    #[prop(into)]
    class: &'static str,
    #[prop(into)] keys: Signal<Arc<Vec<K>>>,
    /// The row that is open now: Tab reaches it first.
    #[prop(into, optional)]
    current: Signal<Option<K>>,
    #[prop(into)] row: Callback<(K, RowPlace), AnyView>,
    /// The name of a row, for finding it by typing.
    #[prop(into)]
    name_of: Callback<K, String>,
    /// Told when other rows come into view: from, to (exclusive).
    #[prop(into, optional)]
    on_range: Option<Callback<(usize, usize)>>,
) -> impl IntoView
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
{
    let scroller = NodeRef::<html::Nav>::new();
    let metrics = RwSignal::new(Metrics { scrolled: 0.0, viewport: 0.0, row: ROW_HEIGHT });
    let focused = RwSignal::new(None::<K>);
    let ahead = StoredValue::new(TypeAhead::default());

    let count = Memo::new(move |_| keys.with(|keys| keys.len()));
    let visible = Memo::new(move |_| {
        let Metrics { scrolled, viewport, row } = metrics.get();
        visible_rows(scrolled, viewport, row, count.get())
    });
    let tab_stop = Memo::new(move |_| {
        keys.with(|keys| {
            let index_of = |key: &Option<K>| keys.iter().position(|other| Some(other) == key.as_ref());
            let found = focused.with(index_of).or_else(|| current.with(index_of)).unwrap_or(0);
            (found < keys.len()).then_some(found)
        })
    });
    let rows = move || {
        if let Some(element) = scroller.get_untracked() {
            hold_focus(&element, tab_stop);
        }
        let indices = mounted(visible.get(), tab_stop.get(), count.get());
        keys.with(|keys| {
            let mut seen = HashSet::new();
            indices
                .into_iter()
                .filter_map(|index| Some((index, keys.get(index)?.clone())))
                // A key that is there twice would break the page; it is a fault of who gives the list.
                .filter(|(_, key)| seen.insert(key.clone()))
                .collect::<Vec<_>>()
        })
    };
    // Rows that come or go above the screen leave those on it where they are.
    let first = StoredValue::new(None::<(K, usize)>);
    Effect::new(move |_| {
        let Metrics { scrolled, row, .. } = metrics.get();
        let at = (scrolled / row) as usize;
        let by = keys.with(|keys| first.with_value(|first| moved_by(first.as_ref(), keys, at)));
        if let Some(by) = by
            && let Some(element) = scroller.get_untracked()
        {
            let target = (scrolled + by as f64 * row).max(0.0);
            element.set_scroll_top(target.round() as i32);
            metrics.update(|metrics| metrics.scrolled = target);
        }
        let at = at.saturating_add_signed(by.unwrap_or(0));
        first.set_value(keys.with_untracked(|keys| keys.get(at).map(|key| (key.clone(), at))));
    });
    // What `For` tells its rows is their index among those mounted; the index in the list is asked of this.
    let placed = Memo::new(move |_| mounted(visible.get(), tab_stop.get(), count.get()));

    Effect::new(move |_| {
        let range = visible.get();
        if let Some(on_range) = on_range {
            on_range.run((range.start, range.end));
        }
    });
    Effect::new(move |_| {
        if let Some(element) = scroller.get() {
            watch_size(element, metrics);
        }
    });

    let on_scroll = move |_| {
        if let Some(element) = scroller.get_untracked() {
            let scrolled = f64::from(element.scroll_top());
            metrics.update(|metrics| metrics.scrolled = scrolled);
        }
    };
    let on_focus = move |event: ev::FocusEvent| {
        let index = event.target().and_then(|target| row_index(target.unchecked_ref()));
        let key = index.and_then(|index| keys.with_untracked(|keys| keys.get(index).cloned()));
        if key.is_some() && focused.with_untracked(|focused| *focused != key) {
            focused.set(key);
        }
    };
    let go_to = move |index: usize| {
        let Some(element) = scroller.get_untracked() else { return };
        let Some(key) = keys.with_untracked(|keys| keys.get(index).cloned()) else { return };
        let Metrics { scrolled, viewport, row } = metrics.get_untracked();
        let target = scrolled_to(index, scrolled, viewport, row);
        focused.set(Some(key));
        if (target - scrolled).abs() > 0.5 {
            element.set_scroll_top(target.round() as i32);
            metrics.update(|metrics| metrics.scrolled = target);
        }
        // The row may have to be mounted first.
        request_animation_frame(move || focus_row(&element, index));
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
            return;
        }
        let Some(current) = event.target().and_then(|target| row_index(target.unchecked_ref())) else {
            return;
        };
        let key = event.key();
        let Metrics { viewport, row, .. } = metrics.get_untracked();
        let count = count.get_untracked();
        let target = match Move::of_key(&key, Axis::Vertical) {
            Some(step) => step.target(Some(current), count, (viewport / row) as usize),
            None => ahead
                .try_update_value(|ahead| {
                    ahead.find(&key, js_sys::Date::now(), Some(current), count, |index| {
                        let key = keys.with_untracked(|keys| keys.get(index).cloned());
                        key.and_then(|key| name_of.try_run(key)).unwrap_or_default()
                    })
                })
                .flatten(),
        };
        if let Some(index) = target {
            event.prevent_default();
            go_to(index);
        }
    };

    let class = format!("WindowList {class}");
    view! {
        <nav class=class node_ref=scroller aria-label=move || label.get() on:scroll=on_scroll>
            <ul
                role="list"
                style:block-size=move || format!("calc(var(--row-height) * {})", count.get())
                on:focusin=on_focus
                on:keydown=on_keydown
            >
                <ForEnumerate
                    each=rows
                    key=|(_, key)| key.clone()
                    children=move |nth, (index, key)| {
                        let index = Signal::derive(move || {
                            placed.with(|placed| placed.get(nth.get()).copied().unwrap_or(index))
                        });
                        let tab_index = Signal::derive(move || {
                            if tab_stop.get() == Some(index.get()) { 0 } else { -1 }
                        });
                        view! {
                            <li
                                aria-setsize=move || count.get().to_string()
                                aria-posinset=move || (index.get() + 1).to_string()
                                style:inset-block-start=move || {
                                    format!("calc(var(--row-height) * {})", index.get())
                                }
                            >
                                {row.run((key, RowPlace { index, tab_index }))}
                            </li>
                        }
                    }
                />
            </ul>
        </nav>
    }
}

/// Pixels: how far the list is scrolled, how much of it is seen, how high a row is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Metrics {
    scrolled: f64,
    viewport: f64,
    row: f64,
}

/// Measures the scroller now and whenever its size changes, until the current owner is cleaned up.
fn watch_size(element: HtmlElement, metrics: RwSignal<Metrics>) {
    let measured = element.clone();
    let on_resize = Closure::<dyn FnMut()>::new(move || {
        let now = Metrics {
            scrolled: f64::from(measured.scroll_top()),
            viewport: f64::from(measured.client_height()),
            row: row_height(&measured).unwrap_or(ROW_HEIGHT),
        };
        if metrics.try_get_untracked().is_some_and(|before| before != now) {
            metrics.set(now);
        }
    });
    // An observer calls once at the start. It can only be refused for something that is no function.
    let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
    observer.observe(&element);
    let kept = StoredValue::new_local(Some((observer, on_resize)));
    on_cleanup(move || {
        if let Some((observer, _on_resize)) = kept.try_update_value(Option::take).flatten() {
            observer.disconnect();
        }
    });
}

/// `--row-height` in pixels: it is registered as a length, so its computed value is one.
fn row_height(element: &Element) -> Option<f64> {
    let style = window().get_computed_style(element).ok()??;
    let value = style.get_property_value("--row-height").ok()?;
    value.trim().strip_suffix("px")?.parse().ok().filter(|height| *height > 0.0)
}

/// The index of the row an element stands in.
fn row_index(element: &Element) -> Option<usize> {
    let item = element.closest("[aria-posinset]").ok()??;
    item.get_attribute("aria-posinset")?.parse::<usize>().ok()?.checked_sub(1)
}

/// A row that moves is taken out of the document and put in again, which loses the focus. Called before the rows are
/// made anew, this gives it back after; where the row is gone, to the one that Tab would come to.
fn hold_focus(scroller: &HtmlElement, tab_stop: Memo<Option<usize>>) {
    let Some(active) = document().active_element().filter(|active| scroller.contains(Some(active))) else {
        return;
    };
    let Ok(active) = active.dyn_into::<HtmlElement>() else { return };
    let scroller = scroller.clone();
    queue_microtask(move || {
        let lost = document().active_element().is_none_or(|now| now.tag_name() == "BODY");
        if lost && active.is_connected() {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = active.focus_with_options(&options);
        } else if lost && let Some(index) = tab_stop.try_get_untracked().flatten() {
            focus_row(&scroller, index);
        }
    });
}

fn focus_row(scroller: &Element, index: usize) {
    let selector = format!("[aria-posinset=\"{}\"] :is(a, button)", index + 1);
    if let Ok(Some(link)) = scroller.query_selector(&selector)
        && let Ok(link) = link.dyn_into::<HtmlElement>()
    {
        let _ = link.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_near_the_screen_are_in_the_document() {
        assert_eq!(visible_rows(0.0, 640.0, 64.0, 10_000), 0..18);
        assert_eq!(visible_rows(64_000.0, 640.0, 64.0, 10_000), 992..1018);
        assert_eq!(visible_rows(639_360.0, 640.0, 64.0, 10_000), 9_982..10_000);
        assert!(visible_rows(320_017.0, 2_000.0, 64.0, 10_000).len() <= 50);
    }

    #[test]
    fn strange_numbers_do_no_harm() {
        assert_eq!(visible_rows(0.0, 640.0, 64.0, 0), 0..0);
        assert_eq!(visible_rows(0.0, 640.0, 64.0, 3), 0..3);
        assert_eq!(visible_rows(-80.0, 640.0, 64.0, 100), 0..17, "a list pulled beyond its beginning");
        assert_eq!(visible_rows(0.0, 0.0, 64.0, 100), 0..8, "not measured yet");
        assert_eq!(visible_rows(99_999.0, 640.0, 64.0, 5), 4..5, "the list became shorter");
        assert_eq!(visible_rows(0.0, 640.0, 0.0, 5), 0..0);
    }

    #[test]
    fn scrolling_to_a_row_moves_as_little_as_it_can() {
        assert_eq!(scrolled_to(3, 0.0, 640.0, 64.0), 0.0);
        assert_eq!(scrolled_to(10, 0.0, 640.0, 64.0), 64.0);
        assert_eq!(scrolled_to(2, 640.0, 640.0, 64.0), 128.0);
        assert_eq!(scrolled_to(9_999, 0.0, 640.0, 64.0), 639_360.0);
    }

    #[test]
    fn the_first_row_on_screen_is_followed() {
        let keys = ["new", "a", "b", "c"];
        assert_eq!(moved_by(Some(&("b", 1)), &keys, 1), Some(1));
        assert_eq!(moved_by(Some(&("b", 3)), &keys, 3), Some(-1));
        assert_eq!(moved_by(Some(&("b", 2)), &keys, 2), None, "it stands where it stood");
        assert_eq!(moved_by(Some(&("b", 1)), &keys, 0), None, "at the top one sees what is new");
        assert_eq!(moved_by(Some(&("x", 1)), &keys, 1), None, "it is gone");
        assert_eq!(moved_by(Some(&("b", 900)), &keys, 900), None, "the list is another one");
        assert_eq!(moved_by::<&str>(None, &keys, 1), None);
    }

    #[test]
    fn the_row_with_the_focus_stays_mounted() {
        assert_eq!(mounted(3..6, Some(4), 10), [3, 4, 5]);
        assert_eq!(mounted(3..6, Some(0), 10), [0, 3, 4, 5]);
        assert_eq!(mounted(3..6, Some(9), 10), [3, 4, 5, 9]);
        assert_eq!(mounted(3..6, Some(12), 10), [3, 4, 5]);
        assert_eq!(mounted(3..6, None, 10), [3, 4, 5]);
    }
}
