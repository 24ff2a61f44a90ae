//! Recording from the microphone. The browser's own recorder does the work, beside the page's thread: Opus in Ogg where it has
//! it (Firefox), Opus in WebM, whose packets go into an Ogg file at the end (Chromium, Safari), else what it has.

mod levels;
mod ogg;
mod remux;
mod webm;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures_channel::oneshot;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AnalyserNode, AudioContext, Blob, BlobEvent, BlobPropertyBag, MediaDevices, MediaRecorder,
    MediaRecorderOptions, MediaStream, MediaStreamConstraints, MediaStreamTrack, MediaTrackConstraints,
    RecordingState,
};

use self::{
    levels::{EACH_MS, Levels, height},
    remux::Remux,
};
use super::{has_global, now, window};

/// What other clients expect.
const OGG: &str = "audio/ogg";
const WEBM: &str = "audio/webm";
/// What a browser may record, the best first.
const KINDS: [&str; 3] = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
/// Bits a second: speech is clear with that.
const BITS: u32 = 32_000;
/// How often the recorder gives what it has, in milliseconds: what is worked on at once stays small.
const SLICE: i32 = 10_000;
/// Samples in which the loudest is looked for, about as many as come between two looks.
const WINDOW: usize = 4096;

/// Why nothing is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The person, the browser or the system does not allow it.
    Denied,
    /// There is no microphone, or no camera.
    Missing,
    /// There is one, and it does not answer.
    Busy,
    /// This browser cannot.
    Unsupported,
}

/// What was recorded.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The sound.
    pub blob: Blob,
    /// Its MIME type, without parameters.
    pub mime: &'static str,
    /// Milliseconds.
    pub duration_ms: u64,
    /// Loudness over time, 0 to 1024.
    pub waveform: Vec<u16>,
}

/// Whether this browser can record; natively it cannot.
pub fn is_supported() -> bool {
    kind().is_some() && devices().is_some()
}

fn kind() -> Option<&'static str> {
    if cfg!(not(target_arch = "wasm32")) || !has_global("MediaRecorder") {
        return None;
    }
    KINDS.into_iter().find(|kind| MediaRecorder::is_type_supported(kind))
}

/// Without a secure context there are none.
pub(super) fn devices() -> Option<MediaDevices> {
    window().navigator().media_devices().ok().filter(|devices| devices.is_object())
}

/// Asks for the microphone and records from it, at most so many milliseconds. `on_level` hears ten times a second how much
/// there is, in milliseconds, and how loud it is, 0 to 1. What is given besides waits for the end; it gives nothing if the
/// recorder was dropped, or nothing came.
///
/// # Errors
/// There is no microphone to be had.
pub async fn start(
    longest_ms: u64,
    on_level: impl Fn(u64, f32) + 'static,
) -> Result<(Recorder, impl Future<Output = Option<Recorded>> + 'static), Refusal> {
    let kind = kind().ok_or(Refusal::Unsupported)?;
    let microphone = Microphone::open().await?;
    let options = MediaRecorderOptions::new();
    options.set_mime_type(kind);
    options.set_audio_bits_per_second(BITS);
    let recorder = MediaRecorder::new_with_media_stream_and_media_recorder_options(&microphone.0, &options)
        .map_err(|_| Refusal::Unsupported)?;
    let (ended, end) = oneshot::channel();
    let take = Rc::new(Take {
        loudness: Loudness::of(&microphone.0),
        recorder,
        microphone,
        begun: now(),
        length: Cell::new(0),
        levels: RefCell::default(),
        parts: RefCell::default(),
    });
    let recorder = Recorder::start(&take, ended, longest_ms, on_level).map_err(|_| Refusal::Unsupported)?;
    Ok((recorder, async move {
        end.await.ok()?;
        take.recorded(kind).await
    }))
}

/// A microphone that is on until this is dropped, or stopped.
struct Microphone(MediaStream);

impl Microphone {
    async fn open() -> Result<Self, Refusal> {
        let track = MediaTrackConstraints::new();
        track.set_channel_count_i32(1);
        let wanted = MediaStreamConstraints::new();
        wanted.set_audio_media_track_constraints(&track);
        let devices = devices().ok_or(Refusal::Unsupported)?;
        let asked = devices.get_user_media_with_constraints(&wanted).map_err(|error| refusal(&error))?;
        let stream = JsFuture::from(asked).await.map_err(|error| refusal(&error))?;
        Ok(Self(stream.dyn_into().map_err(|_| Refusal::Unsupported)?))
    }

    fn stop(&self) {
        for track in self.0.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        self.stop();
    }
}

pub(super) fn refusal(error: &JsValue) -> Refusal {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => Refusal::Denied,
        Some("NotFoundError" | "OverconstrainedError") => Refusal::Missing,
        Some("NotReadableError" | "AbortError" | "InvalidStateError") => Refusal::Busy,
        _ => Refusal::Unsupported,
    }
}

/// Looks how loud it is.
struct Loudness {
    context: AudioContext,
    analyser: AnalyserNode,
}

impl Loudness {
    /// None where the browser refuses: the recording is worth having without.
    fn of(stream: &MediaStream) -> Option<Self> {
        let context = AudioContext::new().ok()?;
        let analyser = context.create_analyser().ok()?;
        let looks = Self { context, analyser };
        looks.analyser.set_fft_size(WINDOW as u32);
        let source = looks.context.create_media_stream_source(stream).ok()?;
        source.connect_with_audio_node(&looks.analyser).ok()?;
        // It waits for a press in some browsers, which there was.
        let _ = looks.context.resume();
        Some(looks)
    }

    /// The loudest of the newest samples.
    fn peak(&self) -> f32 {
        let mut samples = [0.0; WINDOW];
        self.analyser.get_float_time_domain_data(&mut samples);
        samples.iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs()))
    }
}

impl Drop for Loudness {
    fn drop(&mut self) {
        let _ = self.context.close();
    }
}

/// One recording.
struct Take {
    recorder: MediaRecorder,
    microphone: Microphone,
    loudness: Option<Loudness>,
    /// By [`now`].
    begun: f64,
    /// Milliseconds.
    length: Cell<u64>,
    levels: RefCell<Levels>,
    parts: RefCell<Vec<Blob>>,
}

impl Take {
    /// Looks how long and how loud it is; none once it has ended.
    fn look(&self) -> Option<(u64, f32)> {
        if self.recorder.state() != RecordingState::Recording {
            return None;
        }
        let at = (now() - self.begun).max(0.0) as u64;
        let level = self.loudness.as_ref().map_or(0.0, Loudness::peak);
        self.length.set(at);
        self.levels.borrow_mut().note(at, level);
        Some((at, level))
    }

    fn stop(&self) {
        // It fails where it has stopped already.
        let _ = self.recorder.stop();
        self.microphone.stop();
    }

    /// What was recorded; none if that is nothing.
    async fn recorded(&self, kind: &'static str) -> Option<Recorded> {
        let parts = self.parts.take();
        let waveform = self.levels.borrow().waveform();
        let mime = kind.split(';').next().unwrap_or(kind);
        if mime == WEBM
            && let Some(remux) = remuxed(&parts).await
        {
            let (bytes, duration_ms) = remux.end().filter(|(_, duration_ms)| *duration_ms > 0)?;
            let bytes = Uint8Array::from(bytes.as_slice());
            return Some(Recorded {
                blob: joined(&Array::of1(&bytes), OGG)?,
                mime: OGG,
                duration_ms,
                waveform,
            });
        }
        // As it is: better than nothing.
        let blob = joined(&parts.iter().collect(), mime).filter(|blob| blob.size() > 0.0)?;
        Some(Recorded { blob, mime, duration_ms: self.length.get(), waveform })
    }
}

/// The parts of a WebM file on their way to an Ogg file; none if they are not as expected.
async fn remuxed(parts: &[Blob]) -> Option<Remux> {
    let mut remux = Remux::default();
    for part in parts {
        let bytes = JsFuture::from(part.array_buffer()).await.ok()?;
        remux.read(&Uint8Array::new(&bytes).to_vec()).ok()?;
    }
    Some(remux)
}

fn joined(parts: &Array, mime: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_blob_sequence_and_options(parts, &options).ok()
}

/// Records until it is stopped or dropped, and lets the microphone go then.
pub struct Recorder {
    take: Rc<Take>,
    clock: Option<i32>,
    on_tick: Closure<dyn Fn()>,
    _on_data: Closure<dyn Fn(BlobEvent)>,
    _on_stop: Closure<dyn Fn()>,
}

impl Recorder {
    fn start(
        take: &Rc<Take>,
        ended: oneshot::Sender<()>,
        longest_ms: u64,
        on_level: impl Fn(u64, f32) + 'static,
    ) -> Result<Self, JsValue> {
        let taking = Rc::clone(take);
        let on_data = Closure::<dyn Fn(BlobEvent)>::new(move |event: BlobEvent| {
            taking.parts.borrow_mut().extend(event.data());
        });
        let (taking, ended) = (Rc::clone(take), Cell::new(Some(ended)));
        // Also where the microphone was pulled out.
        let on_stop = Closure::<dyn Fn()>::new(move || {
            taking.microphone.stop();
            if let Some(ended) = ended.take() {
                let _ = ended.send(());
            }
        });
        let taking = Rc::clone(take);
        let on_tick = Closure::<dyn Fn()>::new(move || {
            let Some((at, level)) = taking.look() else { return };
            on_level(at, height(level));
            if at >= longest_ms {
                taking.stop();
            }
        });
        let recorder = &take.recorder;
        recorder.set_ondataavailable(Some(on_data.as_ref().unchecked_ref()));
        recorder.set_onstop(Some(on_stop.as_ref().unchecked_ref()));
        let mut started =
            Self { take: Rc::clone(take), clock: None, on_tick, _on_data: on_data, _on_stop: on_stop };
        recorder.start_with_time_slice(SLICE)?;
        started.clock = Some(window().set_interval_with_callback_and_timeout_and_arguments_0(
            started.on_tick.as_ref().unchecked_ref(),
            EACH_MS as i32,
        )?);
        Ok(started)
    }

    /// Ends the recording; what was recorded comes by what [`start`] gave.
    pub fn stop(&self) {
        self.take.look();
        self.take.stop();
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        if let Some(clock) = self.clock {
            window().clear_interval_with_handle(clock);
        }
        self.take.recorder.set_ondataavailable(None);
        self.take.recorder.set_onstop(None);
        self.take.stop();
    }
}
