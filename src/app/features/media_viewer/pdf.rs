//! The pages of a PDF: those that are near are drawn by the worker, one after the other.

use std::rc::Rc;

use futures_util::lock::Mutex;
use leptos::{ev, html, prelude::*};

use super::{
    frame::{trouble, waiting},
    pages::{Pages, Sight},
};
use crate::{
    link::{Link, use_link},
    platform::{
        blob,
        pdf::{Fault, Reader},
        timer, window,
    },
    t,
};

/// A page is no wider by itself, in CSS pixels.
const WIDEST: f64 = 900.0;

/// What the dialog's head shows and changes.
#[derive(Clone, Copy)]
pub(super) struct Turning {
    /// How much larger a page is than fitting.
    pub(super) zoom: RwSignal<f64>,
    /// The page that is seen, counted from one, and how many there are.
    pub(super) place: RwSignal<Option<(usize, usize)>>,
}

/// The document that is open. Copies are the same.
#[derive(Clone, Copy)]
struct Open {
    link: StoredValue<Link>,
    reader: StoredValue<Rc<Mutex<Reader>>, LocalStorage>,
    pages: RwSignal<Option<Pages>>,
    fault: RwSignal<Option<Fault>>,
    sight: RwSignal<Sight>,
    /// How wide a page is: other than the rest of the sight, it stays where one scrolls.
    width: Memo<f64>,
}

/// The document behind an address.
pub(super) fn view(url: String, name: String, turning: Turning) -> AnyView {
    let sight = RwSignal::new(Sight::default());
    let open = Open {
        link: StoredValue::new(use_link()),
        reader: StoredValue::new_local(Rc::default()),
        pages: RwSignal::new(None),
        fault: RwSignal::new(None),
        sight,
        width: Memo::new(move |_| sight.get().width),
    };
    open.begin(url);
    let there = Memo::new(move |_| open.pages.with(Option::is_some));
    let shown = move || match open.fault.get() {
        Some(Fault::Locked) => trouble(t!("media-viewer-pdf-locked")),
        Some(Fault::Broken) => trouble(t!("media-viewer-pdf-broken")),
        Some(Fault::Slow) => trouble(t!("media-viewer-pdf-slow")),
        Some(Fault::Gone) => trouble(t!("media-viewer-pdf-gone")),
        None if there.get() => pages(open, name.clone(), turning),
        None => waiting(t!("media-viewer-document-loading")),
    };
    shown.into_any()
}

impl Open {
    fn begin(self, url: String) {
        let reader = self.reader.get_value();
        self.link.get_value().spawn(async move {
            let opened = match blob::blob(&url).await {
                Some(document) => reader.lock().await.open(&document).await,
                None => Err(Fault::Gone),
            };
            match opened {
                Ok(opened) => {
                    self.pages.try_set(Some(Pages::new(opened.pages, opened.first)));
                }
                Err(fault) => {
                    self.fault.try_set(Some(fault));
                }
            }
        });
    }

    /// Reads of the pages, once they are there.
    fn of<T: Default>(self, read: impl FnOnce(&Pages) -> T) -> T {
        self.pages.with(|pages| pages.as_ref().map(read).unwrap_or_default())
    }
}

fn pages(open: Open, name: String, turning: Turning) -> AnyView {
    let scroller = NodeRef::<html::Div>::new();
    let look = move || {
        let Some(scroller) = scroller.get_untracked() else { return };
        let fitting = (f64::from(scroller.client_width()) - 32.0).clamp(100.0, WIDEST);
        let width = (fitting * turning.zoom.get_untracked()).round();
        let now =
            Sight { width, top: f64::from(scroller.scroll_top()), height: scroller.client_height().into() };
        if open.sight.get_untracked() != now {
            open.sight.set(now);
        }
    };
    Effect::new(move |_| {
        if scroller.get().is_some() {
            look();
        }
    });
    // What was in the middle stays there.
    Effect::new(move |before: Option<f64>| {
        let zoom = turning.zoom.get();
        if let (Some(before), Some(scroller)) = (before, scroller.get_untracked())
            && (before - zoom).abs() > 0.001
        {
            let half = f64::from(scroller.client_height()) / 2.0;
            let middle = (f64::from(scroller.scroll_top()) + half) * zoom / before - half;
            look();
            // When all of it is as high as it will be.
            timer::next_frame(move || {
                #[allow(clippy::cast_possible_truncation, reason = "pixels")]
                scroller.set_scroll_top(middle.max(0.0) as i32);
            });
        }
        zoom
    });
    Effect::new(move |_| {
        let place = open.of(|pages| Some((pages.middle(open.sight.get()) + 1, pages.count())));
        if turning.place.get_untracked() != place {
            turning.place.set(place);
        }
    });
    let resized = window_event_listener(ev::resize, move |_| look());
    on_cleanup(move || {
        resized.remove();
        turning.place.try_set(None);
    });
    let near = Memo::new(move |_| open.of(|pages| pages.near(open.sight.get())));
    let all = move || open.of(|pages| pages.top(pages.count(), open.width.get()));
    view! {
        <div class="pages" tabindex="0" role="region" aria-label=name node_ref=scroller on:scroll=move |_| look()>
            <div
                class="all"
                style:block-size=move || format!("{:.0}px", all())
                style:inline-size=move || format!("{:.0}px", open.width.get())
            >
                <For each=move || near.get() key=|at| *at let:at>
                    {page(open, at)}
                </For>
            </div>
        </div>
    }
    .into_any()
}

fn page(open: Open, at: usize) -> AnyView {
    let canvas = NodeRef::<html::Canvas>::new();
    let text = RwSignal::new(String::new());
    let failed = RwSignal::new(false);
    let top = move || open.of(|pages| pages.top(at, open.width.get()));
    let height = move || open.of(|pages| pages.height(at, open.width.get()));
    Effect::new(move |_| {
        let width = open.width.get();
        let Some(canvas) = canvas.get() else { return };
        if width < 1.0 {
            return;
        }
        let reader = open.reader.get_value();
        let canvas = send_wrapper::SendWrapper::new(canvas);
        open.link.get_value().spawn(async move {
            let mut reader = reader.lock().await;
            // Whoever has scrolled on or zoomed meanwhile wants others.
            if open.sight.try_get_untracked().is_none_or(|sight| (sight.width - width).abs() > 0.5)
                || failed.try_get_untracked().is_none()
            {
                return;
            }
            let Some(wide) =
                open.pages.try_with_untracked(|pages| pages.as_ref().map(|pages| pages.size(at).0)).flatten()
            else {
                return;
            };
            let scale = width * window().device_pixel_ratio().clamp(1.0, 3.0) / wide;
            match reader.draw(at, scale).await {
                Ok(drawn) => {
                    text.try_set(drawn.text.clone());
                    let size = drawn.size;
                    drawn.put(&canvas);
                    open.pages.try_maybe_update(|pages| {
                        (pages.as_mut().is_some_and(|pages| pages.learn(at, size)), ())
                    });
                }
                Err(Fault::Broken | Fault::Locked) => {
                    failed.try_set(true);
                }
                Err(fault) => {
                    open.fault.try_set(Some(fault));
                }
            }
        });
    });
    view! {
        <div
            class="page"
            role="group"
            aria-label=move || t!("media-viewer-page-name", at = at + 1)
            style:inset-block-start=move || format!("{:.1}px", top())
            style:block-size=move || format!("{:.1}px", height())
        >
            <canvas node_ref=canvas aria-hidden="true"></canvas>
            <p class="VisuallyHidden" dir="auto">{move || text.get()}</p>
            {move || failed.get().then(|| view! { <p class="failed">{t!("media-viewer-page-failed")}</p> })}
        </div>
    }
    .into_any()
}
