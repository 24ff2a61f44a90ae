//! Files that the person picks, drops or pastes, and what the browser's own decoders say of them.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, ClipboardEvent, DragEvent, Event, File, FileList, HtmlCanvasElement,
    HtmlInputElement, HtmlMediaElement, HtmlVideoElement, ImageBitmap, Url,
};

use super::{document, timer, window};

/// Pictures larger than this get a thumbnail of at most this size, in pixels.
const THUMBNAIL: (u32, u32) = (800, 600);
/// Smaller files are their own thumbnail, in bytes.
const THUMBNAIL_FROM: f64 = 200_000.0;
/// Pixels of the sample's longer side.
const SAMPLE: u32 = 32;
/// A decoder that has said nothing after so many milliseconds will not.
const PATIENCE_MS: u32 = 8_000;

/// What was found out about a file.
#[derive(Debug, Clone, Default)]
pub struct Measures {
    /// Pixels; zero for audio.
    pub width: u32,
    /// Pixels; zero for audio.
    pub height: u32,
    /// Milliseconds; zero for pictures.
    pub duration_ms: u64,
    /// A smaller picture, where the file is large or a video.
    pub thumbnail: Option<Thumbnail>,
    /// A few pixels, RGBA: width, height, bytes.
    pub sample: (u32, u32, Vec<u8>),
}

/// A smaller picture.
#[derive(Debug, Clone)]
pub struct Thumbnail {
    /// Its bytes.
    pub blob: Blob,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Opens the browser's file dialog. Call it from a click. `accept` as in `<input accept>`; empty for all.
pub fn pick(accept: &str, multiple: bool, on_files: impl FnOnce(Vec<File>) + 'static) {
    let Some(input) =
        document().create_element("input").ok().and_then(|input| input.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    input.set_type("file");
    input.set_accept(accept);
    input.set_multiple(multiple);
    let source = input.clone();
    let listener = Closure::once_into_js(move |_: Event| on_files(files_of(source.files())));
    let _ = input.add_event_listener_with_callback("change", listener.unchecked_ref());
    input.click();
}

/// The files of a list.
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

/// Whether what is dragged is files.
pub fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().iter().any(|kind| kind == "Files"))
}

/// The files that were dropped.
pub fn from_drop(event: &DragEvent) -> Vec<File> {
    event.data_transfer().map(|data| files_of(data.files())).unwrap_or_default()
}

/// The files that were pasted; none where text was.
pub fn from_paste(event: &ClipboardEvent) -> Vec<File> {
    event.clipboard_data().map(|data| files_of(data.files())).unwrap_or_default()
}

/// An object URL for a preview; revoke it with [`revoke`].
pub fn object_url(blob: &Blob) -> Option<String> {
    Url::create_object_url_with_blob(blob).ok()
}

/// Lets an object URL go.
pub fn revoke(url: &str) {
    let _ = Url::revoke_object_url(url);
}

/// Lets the browser's decoders look at a picture, video or audio. None for other files, and for those it
/// cannot read.
pub async fn measure(file: &File) -> Option<Measures> {
    let mime = file.type_();
    match mime.split('/').next()? {
        // An SVG is a document, sent as a file; browsers differ in decoding it.
        "image" if mime != "image/svg+xml" => picture(file).await,
        "video" => played(file, true).await,
        "audio" => played(file, false).await,
        _ => None,
    }
}

async fn picture(file: &File) -> Option<Measures> {
    let bitmap = window().create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await.ok()?.dyn_into().ok()?;
    let (width, height) = (bitmap.width(), bitmap.height());
    let draw = |context: &CanvasRenderingContext2d, width: u32, height: u32| {
        context
            .draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width.into(), height.into())
            .is_ok()
    };
    let large = width > THUMBNAIL.0 || height > THUMBNAIL.1;
    let thumbnail = if large && file.size() > THUMBNAIL_FROM {
        let kind = if file.type_() == "image/jpeg" { "image/jpeg" } else { "image/webp" };
        thumbnail(width, height, kind, draw).await.filter(|small| small.blob.size() < file.size())
    } else {
        None
    };
    let sample = sample(width, height, draw);
    bitmap.close();
    Some(Measures { width, height, duration_ms: 0, thumbnail, sample })
}

async fn played(file: &File, video: bool) -> Option<Measures> {
    let url = object_url(file)?;
    let measures = played_from(&url, video).await;
    revoke(&url);
    measures
}

async fn played_from(url: &str, video: bool) -> Option<Measures> {
    let element = document().create_element(if video { "video" } else { "audio" }).ok()?;
    let media: HtmlMediaElement = element.dyn_into().ok()?;
    media.set_preload("auto");
    media.set_muted(true);
    media.set_src(url);
    happens(&media, if video { "loadeddata" } else { "loadedmetadata" }).await?;
    let seconds = media.duration();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "finite and not negative")]
    let duration_ms = if seconds.is_finite() { (seconds * 1000.0).max(0.0) as u64 } else { 0 };
    let Some(video) = media.dyn_ref::<HtmlVideoElement>() else {
        return Some(Measures { duration_ms, ..Measures::default() });
    };
    if seconds.is_finite() && seconds > 0.5 {
        // The very first frame is often black.
        video.set_current_time((seconds / 10.0).min(1.0));
        happens(video, "seeked").await?;
    }
    let (width, height) = (video.video_width(), video.video_height());
    let draw = |context: &CanvasRenderingContext2d, width: u32, height: u32| {
        context
            .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, width.into(), height.into())
            .is_ok()
    };
    let thumbnail = thumbnail(width, height, "image/jpeg", draw).await;
    let sample = sample(width, height, draw);
    video.remove_attribute("src").ok()?;
    Some(Measures { width, height, duration_ms, thumbnail, sample })
}

/// Waits for an event of a media element; none if it fails or takes too long.
async fn happens(media: &HtmlMediaElement, event: &str) -> Option<()> {
    let promise = Promise::new(&mut |resolve, reject| {
        let _ = media.add_event_listener_with_callback(event, &resolve);
        let _ = media.add_event_listener_with_callback("error", &reject);
        wasm_bindgen_futures::spawn_local(async move {
            timer::sleep(PATIENCE_MS).await;
            let _ = reject.call0(&JsValue::NULL);
        });
    });
    JsFuture::from(promise).await.ok().map(drop)
}

/// The size that fits into a box without being enlarged.
fn fit(width: u32, height: u32, within: (u32, u32)) -> (u32, u32) {
    if width == 0 || height == 0 {
        return (0, 0);
    }
    let scale =
        (f64::from(within.0) / f64::from(width)).min(f64::from(within.1) / f64::from(height)).min(1.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no larger than the original")]
    let scaled = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    (scaled(width), scaled(height))
}

fn canvas(width: u32, height: u32) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    Some((canvas, context))
}

async fn thumbnail(
    width: u32,
    height: u32,
    mime: &str,
    draw: impl Fn(&CanvasRenderingContext2d, u32, u32) -> bool,
) -> Option<Thumbnail> {
    let (width, height) = fit(width, height, THUMBNAIL);
    let (canvas, context) = canvas(width, height)?;
    if !draw(&context, width, height) {
        return None;
    }
    let promise = Promise::new(&mut |resolve, _| {
        let quality = JsValue::from_f64(0.8);
        let _ = canvas.to_blob_with_type_and_encoder_options(&resolve, mime, &quality);
    });
    let blob: Blob = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    Some(Thumbnail { blob, width, height })
}

fn sample(
    width: u32,
    height: u32,
    draw: impl Fn(&CanvasRenderingContext2d, u32, u32) -> bool,
) -> (u32, u32, Vec<u8>) {
    let (width, height) = fit(width, height, (SAMPLE, SAMPLE));
    let pixels = || {
        let (_, context) = canvas(width, height)?;
        if width == 0 || !draw(&context, width, height) {
            return None;
        }
        let image = context.get_image_data(0.0, 0.0, width.into(), height.into()).ok()?;
        Some(image.data().0)
    };
    pixels().map_or_else(|| (0, 0, Vec::new()), |rgba| (width, height, rgba))
}

/// Offers an object URL as a download under a name.
pub fn save(url: &str, filename: &str) {
    let Ok(link) = document().create_element("a") else { return };
    let _ = link.set_attribute("href", url);
    let _ = link.set_attribute("download", filename);
    if let Some(link) = link.dyn_ref::<web_sys::HtmlElement>() {
        link.click();
    }
}

/// Whether an event target is inside an element that matches a selector.
pub fn within(event: &Event, selector: &str) -> bool {
    Reflect::get(event, &"target".into())
        .ok()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|target| target.closest(selector).ok().flatten().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_fit_without_being_enlarged() {
        assert_eq!(fit(1600, 600, (800, 600)), (800, 300));
        assert_eq!(fit(600, 2400, (800, 600)), (150, 600));
        assert_eq!(fit(10, 10, (800, 600)), (10, 10));
        assert_eq!(fit(10_000, 1, (800, 600)), (800, 1));
        assert_eq!(fit(0, 5, (800, 600)), (0, 0));
    }
}
