//! The camera, to look through and to take single pictures of what it sees.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, MediaStream, MediaStreamConstraints,
    MediaStreamTrack, MediaTrackConstraints,
};

use super::{
    document,
    record::{Refusal, devices, refusal},
};

/// Pixels of a picture's longer side: a QR code that fills half of it is read.
const LONGEST: u32 = 720;

/// A camera that is on until this is dropped.
pub struct Camera {
    stream: MediaStream,
    canvas: HtmlCanvasElement,
}

/// What the camera sees now.
pub struct Frame {
    /// RGBA, four bytes a pixel.
    pub(super) pixels: JsValue,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Whether this browser lets pages use cameras; whether there is one is known when it is asked for. Natively there is none.
pub fn is_supported() -> bool {
    cfg!(target_arch = "wasm32") && devices().is_some()
}

impl Camera {
    /// Asks for the camera, the one at the back where there are several.
    ///
    /// # Errors
    /// There is none to be had.
    pub async fn open() -> Result<Self, Refusal> {
        let track = MediaTrackConstraints::new();
        track.set_facing_mode(&"environment".into());
        let wanted = MediaStreamConstraints::new();
        wanted.set_video_media_track_constraints(&track);
        let devices = devices().ok_or(Refusal::Unsupported)?;
        let asked = devices.get_user_media_with_constraints(&wanted).map_err(|error| refusal(&error))?;
        let stream = JsFuture::from(asked).await.map_err(|error| refusal(&error))?;
        let canvas = document().create_element("canvas").map_err(|_| Refusal::Unsupported)?;
        Ok(Self {
            stream: stream.dyn_into().map_err(|_| Refusal::Unsupported)?,
            canvas: canvas.dyn_into().map_err(|_| Refusal::Unsupported)?,
        })
    }

    /// Shows in an element what it sees.
    pub fn show(&self, video: &HtmlVideoElement) {
        video.set_muted(true);
        video.set_src_object(Some(&self.stream));
        // Where the browser does not let it play, it stands still, and nothing is found in it.
        let _ = video.play();
    }

    /// What the element shows now; none until there is something.
    pub fn frame(&self, video: &HtmlVideoElement) -> Option<Frame> {
        let (width, height) = (video.video_width(), video.video_height());
        let longer = width.max(height);
        if longer == 0 {
            return None;
        }
        let scaled = |side: u32| (side * LONGEST.min(longer) / longer).max(1);
        let (width, height) = (scaled(width), scaled(height));
        self.canvas.set_width(width);
        self.canvas.set_height(height);
        let context: CanvasRenderingContext2d = self.canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let (w, h) = (f64::from(width), f64::from(height));
        context.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, w, h).ok()?;
        let image = context.get_image_data(0.0, 0.0, w, h).ok()?;
        // Taken as it is, without a copy in our own memory.
        Some(Frame { pixels: Reflect::get(&image, &"data".into()).ok()?, width, height })
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.stream.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}
