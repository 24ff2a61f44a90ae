//! Scanning the other side's QR code.

use leptos::{html, prelude::*};
use protocol::{
    FailureKind,
    verification::{FlowId, ScanQr},
};

use super::{
    model::{Open, Verifying},
    words,
};
use crate::{
    kit::{Alert, Tone},
    platform::{
        camera::{Camera, Frame},
        qr::QrReader,
        record::Refusal,
        timer,
    },
    t,
};

/// How long to rest between two pictures, in milliseconds.
const REST: u32 = 150;

/// What the scanner tells.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    Nothing,
    /// There is no camera to be had.
    NoCamera(Refusal),
    /// What reads codes did not come.
    NoReader,
    /// Another code was scanned.
    OtherCode,
}

/// Looks through the camera until a code of the verification that is shown is found.
#[component]
pub(super) fn Scanner(verifying: Verifying) -> impl IntoView {
    let video = NodeRef::<html::Video>::new();
    let said = RwSignal::new(Said::Nothing);
    let starting = RwSignal::new(true);
    if let Some(Open::Flow(flow)) = verifying.open.get_untracked() {
        verifying.spawn(async move {
            scan(verifying, flow, video, said, starting).await;
        });
    }
    let words = move || match said.get() {
        Said::Nothing => None,
        Said::NoCamera(why) => Some(words::no_camera(why)),
        Said::NoReader => Some(t!("verification-camera-no-reader")),
        Said::OtherCode => Some(t!("verification-other-code")),
    };
    let gone = move || matches!(said.get(), Said::NoCamera(_) | Said::NoReader);
    view! {
        <div class="camera" aria-busy=move || starting.get().to_string() hidden=gone>
            <video node_ref=video playsinline=true aria-label=move || t!("verification-camera")></video>
        </div>
        {move || words().map(|words| view! {
            <Alert tone=Tone::Warning>
                <p class="text">{words}</p>
            </Alert>
        })}
    }
}

/// Goes on until the scanner is no longer shown: then its signals are gone.
async fn scan(
    verifying: Verifying,
    flow: FlowId,
    video: NodeRef<html::Video>,
    said: RwSignal<Said>,
    starting: RwSignal<bool>,
) {
    let camera = match Camera::open().await {
        Ok(camera) => camera,
        Err(why) => {
            said.try_set(Said::NoCamera(why));
            return;
        }
    };
    let mut reader = QrReader::default();
    let mut showing = false;
    while !said.is_disposed() {
        timer::sleep(REST).await;
        let Some(Some(element)) = video.try_get_untracked() else {
            // Not in the page yet, or no more.
            continue;
        };
        if !showing {
            camera.show(&element);
            showing = true;
        }
        let Some(frame) = camera.frame(&element) else { continue };
        starting.try_set(false);
        match found(&mut reader, &frame).await {
            None => {
                said.try_set(Said::NoReader);
                return;
            }
            Some(bytes) if bytes.is_empty() => {}
            Some(bytes) => match verifying.try_step(ScanQr { flow: flow.clone(), bytes }).await {
                Err(why) if matches!(why.kind, FailureKind::Invalid { .. }) => {
                    said.try_set(Said::OtherCode);
                }
                Err(why) => {
                    verifying.failure.try_set(Some(why));
                    return;
                }
                Ok(()) => return,
            },
        }
    }
}

async fn found(reader: &mut QrReader, frame: &Frame) -> Option<Vec<u8>> {
    match reader.bytes(frame).await {
        Some(bytes) => Some(bytes),
        // A worker that has died is started anew, once.
        None => reader.bytes(frame).await,
    }
}
