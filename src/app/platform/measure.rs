//! What the browser's own decoders say of a picture, video or audio file before it is sent: size, length,
//! a smaller picture, and a few pixels for the blurhash.

use std::{cell::RefCell, rc::Rc};

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, Event, File, HtmlCanvasElement, HtmlMediaElement, HtmlVideoElement,
    ImageBitmap, Url,
};

use super::{document, timer, window};

/// Pixels a thumbnail fits into (spec, Client-Server API § Recommended when sending images: 800×600).
const THUMBNAIL: (u32, u32) = (800, 600);
/// Pixels of the longer side of the sample.
const SAMPLE: u32 = 32;
/// Pictures of fewer bytes go without a thumbnail, if they are not larger than [`THUMBNAIL`] twice over.
const SMALL_FILE: f64 = 150_000.0;
/// Larger files are not decoded here, in bytes: it would cost the tab its memory.
const LARGEST: f64 = 60_000_000.0;
/// Pixels of the longer side of a picture that is to be looked at on a screen.
const SCREEN: u32 = 1_600;
/// Pictures of fewer bytes that are no larger are not made smaller.
const LIGHT: f64 = 1_000_000.0;
/// What is left of a picture has to be less than this part of it.
const WORTH: f64 = 0.8;
/// Bytes in which a picture says whether it moves.
const HEAD: f64 = 65_536.0;
/// How long a decoder may take, in milliseconds.
const PATIENCE: u32 = 8_000;

/// Measures of a file.
#[derive(Clone, Debug, Default)]
pub struct Measure {
    /// Pixels; zero for audio.
    pub width: u32,
    /// Pixels; zero for audio.
    pub height: u32,
    /// Milliseconds; zero for pictures.
    pub duration_ms: u64,
    /// A smaller picture.
    pub thumbnail: Option<Thumbnail>,
    /// RGBA pixels with their width and height; empty if none.
    pub sample: (u32, u32, Vec<u8>),
}

/// A smaller picture.
#[derive(Clone, Debug)]
pub struct Thumbnail {
    /// JPEG, or PNG where the picture is see-through.
    pub blob: Blob,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Measures a file by its MIME type; nothing for other files, and for those this browser cannot decode.
pub async fn measure(file: &File) -> Option<Measure> {
    let mime = file.type_();
    // SVG is a document with scripts and addresses, not a picture to decode here.
    if mime == "image/svg+xml" {
        return None;
    }
    let work = async {
        match mime.split('/').next() {
            Some("image") if file.size() <= LARGEST => picture(file).await,
            Some("video") => video(file).await,
            Some("audio") => audio(file).await,
            _ => None,
        }
    };
    match select(Box::pin(work), Box::pin(timer::sleep(PATIENCE))).await {
        Either::Left((measure, _)) => measure,
        Either::Right(_) => None,
    }
}

async fn picture(file: &File) -> Option<Measure> {
    let decoded = Decoded::of(file).await?;
    let (width, height) = decoded.size();
    let sample = decoded.sample();
    let thumbnail = if wants_thumbnail((width, height), file.size()) {
        let small = decoded.shrink(THUMBNAIL, &sample.2).await;
        small.filter(|small| small.blob.size() < file.size())
    } else {
        None
    };
    Some(Measure { width, height, duration_ms: 0, thumbnail, sample })
}

async fn video(file: &File) -> Option<Measure> {
    let player: HtmlVideoElement = document().create_element("video").ok()?.dyn_into().ok()?;
    let source = Source::open(file, &player)?;
    source.until("loadeddata").await?;
    let duration = player.duration();
    // The first frame is often black.
    player.set_current_time(if duration.is_finite() { (duration / 3.0).min(1.0) } else { 0.1 });
    source.until("seeked").await?;
    let (width, height) = (player.video_width(), player.video_height());
    if width == 0 || height == 0 {
        return None;
    }
    let draw = |context: &CanvasRenderingContext2d, to: (u32, u32)| {
        context.draw_image_with_html_video_element_and_dw_and_dh(&player, 0.0, 0.0, to.0.into(), to.1.into())
    };
    let sample = sample((width, height), &draw);
    let thumbnail = shrink((width, height), THUMBNAIL, false, &draw).await;
    Some(Measure { width, height, duration_ms: milliseconds(duration), thumbnail, sample })
}

async fn audio(file: &File) -> Option<Measure> {
    let player: HtmlMediaElement = document().create_element("audio").ok()?.dyn_into().ok()?;
    let source = Source::open(file, &player)?;
    source.until("loadedmetadata").await?;
    Some(Measure { duration_ms: milliseconds(player.duration()), ..Measure::default() })
}

/// A picture fit to be looked at on a screen, where that saves something: of photographs and drawings that stand still.
/// The browser decodes and encodes it beside what is on the screen.
pub async fn smaller(file: &Blob, size: (u32, u32)) -> Option<Thumbnail> {
    let large = size.0.max(size.1) > SCREEN || file.size() > LIGHT;
    if !large || file.size() > LARGEST || !matches!(&*file.type_(), "image/jpeg" | "image/png" | "image/webp")
    {
        return None;
    }
    let head = file.slice_with_f64_and_f64(0.0, HEAD).ok()?;
    let head = Uint8Array::new(&JsFuture::from(head.array_buffer()).await.ok()?).to_vec();
    if moves(&head) {
        return None;
    }
    let decoded = Decoded::of(file).await?;
    let small = decoded.shrink((SCREEN, SCREEN), &decoded.sample().2).await;
    small.filter(|small| small.blob.size() < file.size() * WORTH)
}

/// Whether a PNG or WebP is one that moves, by its beginning.
fn moves(head: &[u8]) -> bool {
    head.windows(4).any(|name| name == b"acTL" || name == b"ANIM")
}

/// A picture's pixels; lets them go when dropped.
struct Decoded(ImageBitmap);

impl Decoded {
    async fn of(file: &Blob) -> Option<Self> {
        let promise = window().create_image_bitmap_with_blob(file).ok()?;
        JsFuture::from(promise).await.ok()?.dyn_into().ok().map(Self)
    }

    fn size(&self) -> (u32, u32) {
        (self.0.width(), self.0.height())
    }

    fn draw(&self, context: &CanvasRenderingContext2d, (width, height): (u32, u32)) -> Result<(), JsValue> {
        context.draw_image_with_image_bitmap_and_dw_and_dh(&self.0, 0.0, 0.0, width.into(), height.into())
    }

    fn sample(&self) -> (u32, u32, Vec<u8>) {
        sample(self.size(), &|context, to| self.draw(context, to))
    }

    /// As PNG, where the pixels of its sample say that it is see-through.
    async fn shrink(&self, within: (u32, u32), sample: &[u8]) -> Option<Thumbnail> {
        let see_through = sample.chunks(4).any(|pixel| pixel.last().is_some_and(|alpha| *alpha < 250));
        shrink(self.size(), within, see_through, &|context, to| self.draw(context, to)).await
    }
}

impl Drop for Decoded {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// A player with a file in it; frees the file's address when dropped.
struct Source {
    player: HtmlMediaElement,
    url: String,
}

impl Source {
    fn open(file: &File, player: &HtmlMediaElement) -> Option<Self> {
        let url = Url::create_object_url_with_blob(file).ok()?;
        player.set_muted(true);
        player.set_preload("auto");
        player.set_src(&url);
        Some(Self { player: player.clone(), url })
    }

    /// Waits for an event; nothing if the player fails instead.
    async fn until(&self, kind: &'static str) -> Option<()> {
        let (sender, receiver) = oneshot::channel::<bool>();
        let sender = Rc::new(RefCell::new(Some(sender)));
        let on_event = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if let Some(sender) = sender.borrow_mut().take() {
                let _ = sender.send(event.type_() == kind);
            }
        });
        let listener = on_event.as_ref().unchecked_ref();
        for kind in [kind, "error"] {
            self.player.add_event_listener_with_callback(kind, listener).ok()?;
        }
        let came = receiver.await.unwrap_or(false);
        for kind in [kind, "error"] {
            let _ = self.player.remove_event_listener_with_callback(kind, listener);
        }
        came.then_some(())
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        let _ = self.player.remove_attribute("src");
        self.player.load();
        let _ = Url::revoke_object_url(&self.url);
    }
}

type Draw<'a> = &'a dyn Fn(&CanvasRenderingContext2d, (u32, u32)) -> Result<(), JsValue>;

fn canvas((width, height): (u32, u32), draw: Draw) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_image_smoothing_enabled(true);
    draw(&context, (width, height)).ok()?;
    Some((canvas, context))
}

fn sample(size: (u32, u32), draw: Draw) -> (u32, u32, Vec<u8>) {
    let (width, height) = fit(size, (SAMPLE, SAMPLE));
    canvas((width, height), draw)
        .and_then(|(_, context)| context.get_image_data(0.0, 0.0, width.into(), height.into()).ok())
        .map(|pixels| (width, height, pixels.data().0))
        .unwrap_or_default()
}

async fn shrink(
    size: (u32, u32),
    within: (u32, u32),
    see_through: bool,
    draw: Draw<'_>,
) -> Option<Thumbnail> {
    let (width, height) = fit(size, within);
    let (canvas, _) = canvas((width, height), draw)?;
    let (sender, receiver) = oneshot::channel::<Option<Blob>>();
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        let _ = sender.send(blob);
    });
    let mime = if see_through { "image/png" } else { "image/jpeg" };
    canvas
        .to_blob_with_type_and_encoder_options(done.unchecked_ref(), mime, &JsValue::from_f64(0.82))
        .ok()?;
    let blob = receiver.await.ok()??;
    Some(Thumbnail { blob, width, height })
}

/// The largest size of the same shape within `within`, never larger than `size`, never zero.
fn fit(size: (u32, u32), within: (u32, u32)) -> (u32, u32) {
    let (width, height) = (f64::from(size.0.max(1)), f64::from(size.1.max(1)));
    let scale = (f64::from(within.0) / width).min(f64::from(within.1) / height).min(1.0);
    (((width * scale).round() as u32).max(1), ((height * scale).round() as u32).max(1))
}

fn wants_thumbnail(size: (u32, u32), bytes: f64) -> bool {
    let larger = size.0 > THUMBNAIL.0 || size.1 > THUMBNAIL.1;
    let much_larger = size.0 > 2 * THUMBNAIL.0 || size.1 > 2 * THUMBNAIL.1;
    (larger && bytes > SMALL_FILE) || much_larger
}

fn milliseconds(seconds: f64) -> u64 {
    if seconds.is_finite() && seconds > 0.0 { (seconds * 1000.0).round() as u64 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{fit, milliseconds, moves, wants_thumbnail};

    #[test]
    fn a_picture_keeps_its_shape() {
        assert_eq!(fit((1600, 1200), (800, 600)), (800, 600));
        assert_eq!(fit((4000, 100), (800, 600)), (800, 20));
        assert_eq!(fit((10, 5), (800, 600)), (10, 5));
        assert_eq!(fit((100_000, 1), (32, 32)), (32, 1));
    }

    #[test]
    fn what_moves_says_so_at_its_beginning() {
        assert!(moves(b"RIFF....WEBPVP8X....ANIM"));
        assert!(!moves(b"\x89PNG....IHDR....IDAT"));
        assert!(!moves(b"PN"));
    }

    #[test]
    fn small_pictures_need_no_thumbnail() {
        assert!(!wants_thumbnail((800, 600), 5e6));
        assert!(!wants_thumbnail((1000, 700), 1e5));
        assert!(wants_thumbnail((1000, 700), 1e6));
        assert!(wants_thumbnail((1700, 700), 1e5));
    }

    #[test]
    fn endless_streams_have_no_length() {
        assert_eq!(milliseconds(f64::INFINITY), 0);
        assert_eq!(milliseconds(f64::NAN), 0);
        assert_eq!(milliseconds(1.5), 1500);
    }
}
