//! The viewer's component.

use std::collections::HashMap;

use leptos::{ev, html, prelude::*};
use protocol::{
    media::{Media, MediaWanted},
    timeline::{Content, EventItem},
};
use web_sys::HtmlElement;

use super::{
    frame::{Frame, detail, failed, trouble, waiting},
    model::{self, Lens, Pair, STEP},
};
use crate::{
    kit::IconButton,
    link::{MediaUrl, use_link},
    platform::{
        document,
        files::{drag_out, within},
        playing::begin,
    },
    t,
};

/// Pixels a finger may move and still have pressed only.
const SLIP: f64 = 8.0;
/// Pixels of a stroke that turns to the next picture.
const STROKE: f64 = 70.0;

/// Shows the pictures of these messages, beginning with the one at `at`; open as long as it is mounted.
#[component]
pub(super) fn PictureViewer(
    /// Messages with pictures, oldest first.
    items: Vec<EventItem>,
    /// The first to show.
    at: usize,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let items = StoredValue::new(items);
    let count = items.with_value(Vec::len);
    let at = RwSignal::new(at.min(count.saturating_sub(1)));
    let lens = RwSignal::new(Lens::default());
    let attempt = RwSignal::new(0u32);
    let ready = RwSignal::new(false);
    let broken = RwSignal::new(false);
    // Set when the player could not do with what comes bit by bit: then it gets all at once.
    let patient = RwSignal::new(false);

    let item = Memo::new(move |_| items.with_value(|items| items.get(at.get()).cloned()));
    let media =
        Memo::new(move |_| item.with(|item| item.as_ref().and_then(|item| item.content.media().cloned())));
    let is_film = Memo::new(move |_| {
        item.with(|item| item.as_ref().is_some_and(|item| matches!(item.content, Content::Video { .. })))
    });
    let fetch =
        move |wanted: Option<MediaWanted>| wanted.map(|wanted| link.with_value(|link| link.media(wanted)));
    // The URLs belong to the memos' owners: the next picture lets them go.
    let whole = Memo::new(move |_| {
        attempt.track();
        let source = media.get()?.source;
        if is_film.get() {
            Some(link.with_value(|link| link.film(source)).url)
        } else {
            fetch(Some(MediaWanted::File(source)))
        }
    });
    let small = Memo::new(move |_| {
        let wanted = |media: Media| MediaWanted::Thumbnail {
            source: media.preview().clone(),
            width: 800,
            height: 640,
        };
        fetch(media.get().map(wanted))
    });
    let state = move || {
        if broken.get() { MediaUrl::Failed } else { whole.get().map_or(MediaUrl::Failed, |url| url.get()) }
    };
    let name = Signal::derive(move || {
        media.with(|media| media.as_ref().map(|media| media.filename.clone())).unwrap_or_default()
    });

    let turn = move |step: isize| {
        if let Some(next) = model::neighbour(at.get_untracked(), step, count) {
            at.set(next);
            ready.set(false);
            broken.set(false);
            patient.set(false);
            // The next one stands upright again.
            lens.update(|lens| *lens = Lens { stage: lens.stage, ..Lens::default() });
        }
    };

    let stage = NodeRef::<html::Div>::new();
    let picture = NodeRef::<html::Img>::new();
    let sizes = move || {
        let (Some(stage), Some(picture)) = (stage.get_untracked(), picture.get_untracked()) else { return };
        let area = (f64::from(stage.client_width()), f64::from(stage.client_height()));
        let own = (f64::from(picture.natural_width()), f64::from(picture.natural_height()));
        let claimed = media.with_untracked(|media| {
            media.as_ref().and_then(|media| Some((f64::from(media.width?), f64::from(media.height?))))
        });
        // The thumbnail is shown at the size of the picture it stands for.
        let own = if ready.get_untracked() { own } else { claimed.unwrap_or(own) };
        lens.update(|lens| lens.resize(area, own));
    };
    // Through CSSOM: the page's policy forbids style attributes.
    Effect::new(move |_| {
        let lens = lens.get();
        let Some(picture) = picture.get() else { return };
        let style = HtmlElement::style(&picture);
        let size = lens.unturned();
        let (x, y) = lens.offset;
        let _ = style.set_property("inline-size", &format!("{:.1}px", size.0));
        let _ = style.set_property("block-size", &format!("{:.1}px", size.1));
        let turn = u16::from(lens.quarters) * 90;
        let transform = format!("translate({x:.1}px, {y:.1}px) scale({:.4}) rotate({turn}deg)", lens.scale);
        let _ = style.set_property("transform", &transform);
    });
    let resized = window_event_listener(ev::resize, move |_| sizes());
    on_cleanup(move || resized.remove());

    let zoom = move |factor: f64| lens.update(|lens| lens.zoom(factor, (0.0, 0.0)));
    let from_middle = move |x: i32, y: i32| -> Pair {
        stage.get_untracked().map_or((0.0, 0.0), |stage| {
            let area = stage.get_bounding_client_rect();
            (f64::from(x) - area.left() - area.width() / 2.0, f64::from(y) - area.top() - area.height() / 2.0)
        })
    };
    let on_key = move |event: ev::KeyboardEvent| {
        // The player has keys of its own.
        if event.ctrl_key() || event.alt_key() || event.meta_key() || within(&event, "video") {
            return;
        }
        let rtl =
            document().document_element().is_some_and(|page| page.matches(":dir(rtl)").unwrap_or(false));
        let forward = if rtl { -1 } else { 1 };
        match event.key().as_str() {
            "ArrowRight" => turn(forward),
            "ArrowLeft" => turn(-forward),
            "Home" => turn(-isize::try_from(at.get_untracked()).unwrap_or_default()),
            "End" => turn(isize::try_from(count.saturating_sub(at.get_untracked() + 1)).unwrap_or_default()),
            "+" | "=" => zoom(STEP),
            "-" => zoom(1.0 / STEP),
            "0" => lens.update(Lens::fit),
            "r" => lens.update(Lens::turn),
            _ => return,
        }
        event.prevent_default();
    };
    let gestures = Gestures {
        lens,
        from_middle: Callback::new(move |(x, y)| from_middle(x, y)),
        turn: Callback::new(turn),
        fingers: StoredValue::new(Fingers::default()),
    };
    let on_wheel = move |event: ev::WheelEvent| {
        event.prevent_default();
        // A pinch on a touchpad comes as a wheel with Ctrl and small steps.
        let speed = if event.ctrl_key() { 0.01 } else { 0.002 };
        let lines = if event.delta_mode() == 1 { 16.0 } else { 1.0 };
        let factor = (-event.delta_y() * lines * speed).exp().clamp(0.5, 2.0);
        lens.update(|lens| lens.zoom(factor, from_middle(event.client_x(), event.client_y())));
    };
    let about = move || item.with(|item| item.as_ref().map(detail).unwrap_or_default());
    let address = move || match state() {
        MediaUrl::Ready(url) => Some(url),
        _ => None,
    };
    let film = Memo::new(move |_| {
        let state = is_film.get().then(state)?;
        match &state {
            MediaUrl::Early { whole, .. } if patient.get() => whole.clone(),
            state => state.to_play().map(ToOwned::to_owned),
        }
    });
    let shown = move || {
        if is_film.get() && film.get().is_some() {
            return None;
        }
        // The thumbnail stays until the whole picture has been decoded.
        let whole = address();
        let small = small.get().and_then(|url| match url.get() {
            MediaUrl::Ready(url) => Some(url),
            _ => None,
        });
        whole.or(small)
    };
    let caption = move || item.with(|item| item.as_ref().and_then(model::caption));
    let tools = view! {
        {(count > 1).then(|| view! {
            <span class="place">{move || t!("media-viewer-title", at = at.get() + 1, count = count)}</span>
        })}
        <IconButton
            icon="zoom-out"
            label=Signal::derive(|| t!("media-viewer-zoom-out"))
            disabled=Signal::derive(move || lens.with(|lens| !lens.zoomed()))
            on_press=move |_| zoom(1.0 / STEP)
        />
        <IconButton
            icon="zoom-in"
            label=Signal::derive(|| t!("media-viewer-zoom-in"))
            disabled=Signal::derive(move || lens.with(|lens| !lens.can_grow()))
            on_press=move |_| zoom(STEP)
        />
        <IconButton
            icon="maximize"
            label=Signal::derive(|| t!("media-viewer-fit"))
            disabled=Signal::derive(move || lens.with(|lens| !lens.zoomed()))
            on_press=move |_| lens.update(Lens::fit)
        />
        <IconButton
            icon="rotate-cw"
            label=Signal::derive(|| t!("media-viewer-turn"))
            on_press=move |_| lens.update(Lens::turn)
        />
    };
    view! {
        <Frame
            class="MediaViewer"
            name=name
            detail=Signal::derive(about)
            file=Signal::derive(state)
            tools=tools.into_any()
            on_key=Callback::new(on_key)
            on_close=on_close
        >
            <div
                class="stage"
                node_ref=stage
                data-zoomed=move || lens.with(Lens::zoomed)
                on:wheel=on_wheel
                on:pointerdown=move |event| gestures.down(&event)
                on:pointermove=move |event| gestures.moved(&event)
                on:pointerup=move |event| gestures.up(&event)
                on:pointercancel=move |event| gestures.up(&event)
                on:dblclick=move |event: ev::MouseEvent| {
                    let point = from_middle(event.client_x(), event.client_y());
                    lens.update(|lens| if lens.zoomed() { lens.fit() } else { lens.zoom(2.5, point) });
                }
            >
                {move || film.get().map(|url| view! {
                    <video
                        src=url
                        controls=true
                        autoplay=true
                        playsinline=true
                        on:loadedmetadata=move |event| begin(&event)
                        aria-label=move || caption().unwrap_or_else(|| name.get())
                        on:error=move |_| patient.set(true)
                    ></video>
                })}
                {move || shown().map(|url| view! {
                    <img
                        node_ref=picture
                        alt=move || caption().unwrap_or_else(|| name.get())
                        src=url
                        draggable=move || if lens.with(Lens::zoomed) { "false" } else { "true" }
                        on:dragstart=move |event: ev::DragEvent| match untrack(state) {
                            MediaUrl::Ready(url) => {
                                let mime = media.with_untracked(|media| media.as_ref().and_then(|media| media.mime.clone()));
                                drag_out(&event, &url, &name.get_untracked(), mime.as_deref());
                            }
                            // The small one would come out in its place.
                            _ => event.prevent_default(),
                        }
                        on:load=move |_| {
                            ready.set(untrack(state) != MediaUrl::Loading);
                            sizes();
                        }
                        on:error=move |_| broken.set(true)
                    />
                })}
                {move || match state() {
                    MediaUrl::Loading => Some(waiting(t!("media-viewer-loading"))),
                    MediaUrl::TooLarge(_) => Some(trouble(t!("media-viewer-too-large"))),
                    MediaUrl::Failed => Some(failed(t!("media-viewer-failed"), move || {
                        broken.set(false);
                        patient.set(false);
                        attempt.update(|attempt| *attempt += 1);
                    })),
                    MediaUrl::Ready(_) | MediaUrl::Early { .. } => None,
                }}
                {(count > 1).then(|| view! {
                    <div class="turn" data-side="back">
                        <IconButton
                            icon="chevron-left"
                            label=Signal::derive(|| t!("media-viewer-previous"))
                            disabled=Signal::derive(move || at.get() == 0)
                            on_press=move |_| turn(-1)
                        />
                    </div>
                    <div class="turn" data-side="on">
                        <IconButton
                            icon="chevron-right"
                            label=Signal::derive(|| t!("media-viewer-next"))
                            disabled=Signal::derive(move || at.get() + 1 >= count)
                            on_press=move |_| turn(1)
                        />
                    </div>
                })}
            </div>
            {move || caption().map(|caption| view! { <p class="caption" dir="auto">{caption}</p> })}
        </Frame>
    }
}

/// Fingers and mouse buttons that are down, by pointer, and where the first came down.
#[derive(Debug, Clone, Default)]
struct Fingers {
    down: HashMap<i32, Pair>,
    start: Option<Pair>,
}

/// Panning, pinching and stroking on the stage.
#[derive(Clone, Copy)]
struct Gestures {
    lens: RwSignal<Lens>,
    from_middle: Callback<(i32, i32), Pair>,
    turn: Callback<isize>,
    fingers: StoredValue<Fingers>,
}

impl Gestures {
    fn at(self, event: &ev::PointerEvent) -> Pair {
        self.from_middle.run((event.client_x(), event.client_y()))
    }

    fn down(self, event: &ev::PointerEvent) {
        use wasm_bindgen::JsCast;
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.as_ref().is_some_and(|target| target.closest("button, video").ok().flatten().is_some()) {
            return;
        }
        let point = self.at(event);
        self.fingers.update_value(|fingers| {
            fingers.start = fingers.down.is_empty().then_some(point);
            fingers.down.insert(event.pointer_id(), point);
        });
        if let Some(stage) =
            event.current_target().and_then(|stage| stage.dyn_into::<web_sys::Element>().ok())
        {
            // Fails when the pointer has just gone up; then nothing more comes.
            let _ = stage.set_pointer_capture(event.pointer_id());
        }
    }

    fn moved(self, event: &ev::PointerEvent) {
        let now = self.at(event);
        let before = self.fingers.with_value(|fingers| {
            let own = fingers.down.get(&event.pointer_id()).copied()?;
            let other =
                fingers.down.iter().find(|(id, _)| **id != event.pointer_id()).map(|(_, point)| *point);
            Some((own, other))
        });
        let Some((own, other)) = before else { return };
        self.fingers.update_value(|fingers| {
            fingers.down.insert(event.pointer_id(), now);
        });
        match other {
            Some(other) => {
                let length = |a: Pair, b: Pair| ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt().max(1.0);
                let middle = |a: Pair| ((a.0 + other.0) / 2.0, (a.1 + other.1) / 2.0);
                let (was, is) = (middle(own), middle(now));
                self.lens.update(|lens| {
                    lens.pan((is.0 - was.0, is.1 - was.1));
                    lens.zoom(length(now, other) / length(own, other), is);
                });
            }
            None => self.lens.update(|lens| {
                if lens.zoomed() {
                    lens.pan((now.0 - own.0, now.1 - own.1));
                }
            }),
        }
    }

    fn up(self, event: &ev::PointerEvent) {
        let now = self.at(event);
        let start = self.fingers.try_update_value(|fingers| {
            fingers.down.remove(&event.pointer_id());
            let start = fingers.start.filter(|_| fingers.down.is_empty());
            if fingers.down.is_empty() {
                fingers.start = None;
            }
            start
        });
        let Some(Some(start)) = start else { return };
        let (x, y) = (now.0 - start.0, now.1 - start.1);
        if self.lens.with_untracked(Lens::zoomed)
            || event.pointer_type() == "mouse"
            || x.abs().max(y.abs()) < SLIP
        {
            return;
        }
        if x.abs() > STROKE && x.abs() > 2.0 * y.abs() {
            self.turn.run(if x < 0.0 { 1 } else { -1 });
        }
    }
}
