//! How far a message of one's own has come.

use leptos::prelude::*;
use protocol::{ItemKey, timeline::SendState};

use crate::{
    features::timeline::{scene::Scene, words},
    kit::{Button, ButtonSize, ButtonVariant, Icon, IconButton, ProgressBar},
    t,
    text::file,
};

/// The value of `data-send-state`.
pub(crate) fn look(state: &SendState) -> Option<&'static str> {
    match state {
        SendState::Sending | SendState::Uploading { .. } => Some("sending"),
        SendState::Failed { .. } => Some("failed"),
        SendState::Sent => None,
    }
}

/// The sign at the row's end: on its way, or gone out.
pub(crate) fn mark(id: String, sending: Memo<Option<SendState>>) -> impl IntoView {
    let small = Memo::new(move |_| {
        sending.with(|state| match state {
            Some(SendState::Sending) => Some(("sending", "clock")),
            Some(SendState::Sent) => Some(("sent", "check")),
            _ => None,
        })
    });
    move || {
        small.get().map(|(state, icon)| {
            let label =
                move || Some(if state == "sent" { t!("timeline-sent") } else { t!("timeline-sending") });
            view! {
                <span class="SendState" id=id.clone() data-state=state>
                    <Icon name=icon label=Signal::derive(label) />
                </span>
            }
        })
    }
}

/// What stands below the message: an upload's progress, or a failure with ways on.
pub(crate) fn block(
    scene: Scene,
    key: ItemKey,
    id: String,
    sending: Memo<Option<SendState>>,
) -> impl IntoView {
    #[derive(Clone, Copy, PartialEq)]
    enum Block {
        None,
        Uploading,
        Failed,
    }
    let block = Memo::new(move |_| {
        sending.with(|state| match state {
            Some(SendState::Uploading { .. }) => Block::Uploading,
            Some(SendState::Failed { .. }) => Block::Failed,
            _ => Block::None,
        })
    });
    move || match block.get() {
        Block::None => ().into_any(),
        Block::Uploading => uploading(scene, key.clone(), id.clone(), sending),
        Block::Failed => failed(scene, key.clone(), id.clone(), sending),
    }
}

fn uploading(scene: Scene, key: ItemKey, id: String, sending: Memo<Option<SendState>>) -> AnyView {
    let told = move || {
        sending.with(|state| match state {
            Some(SendState::Uploading { sent, total }) if *total > 0 => Some((*sent, *total)),
            _ => None,
        })
    };
    // On the web it is known of files, not of messages: the one of this size is this one.
    let size = scene.model.size(&key);
    let uploads = scene.model.uploads();
    let seen = move || {
        uploads.with(|all| {
            let upload = all.as_ref()?.iter().find(|upload| Some(upload.total) == size)?;
            Some((upload.sent, upload.total))
        })
    };
    let progress = Memo::new(move |_| told().or_else(&seen));
    #[allow(clippy::cast_precision_loss, reason = "a part of a file, to a pixel")]
    let value = move || progress.get().map(|(sent, total)| sent as f64 / total as f64);
    let text = move || match progress.get() {
        Some((sent, total)) => {
            t!("timeline-uploading-of", sent = file::size(sent), total = file::size(total))
        }
        None => t!("timeline-uploading"),
    };
    view! {
        <div class="SendState" data-state="uploading" id=id>
            <ProgressBar label=Signal::derive(move || t!("timeline-uploading")) value=Signal::derive(value) />
            <span class="text">{text}</span>
            <IconButton
                icon="x"
                size=ButtonSize::Small
                label=Signal::derive(|| t!("timeline-cancel-upload"))
                on_press=move |_| scene.model.cancel_send(key.clone())
            />
        </div>
    }
    .into_any()
}

fn failed(scene: Scene, key: ItemKey, id: String, sending: Memo<Option<SendState>>) -> AnyView {
    let why = move || {
        sending.with(|state| match state {
            Some(SendState::Failed { recoverable: true, .. }) => t!("timeline-waiting-to-send"),
            Some(SendState::Failed { why, .. }) => words::not_sent(why),
            _ => String::new(),
        })
    };
    let (retried, forced) = (key.clone(), key.clone());
    let anyway = move || {
        let label = sending.with(|state| match state {
            Some(SendState::Failed { why, .. }) => words::send_anyway(why),
            _ => None,
        })?;
        let key = forced.clone();
        Some(view! {
            <Button size=ButtonSize::Small on_press=move |_| scene.model.send_anyway(key.clone())>
                {label}
            </Button>
        })
    };
    view! {
        <div class="SendState" data-state="failed" id=id>
            <Icon name="circle-alert" />
            <span>{move || t!("timeline-not-sent")}" "{why}</span>
            {anyway}
            <Button size=ButtonSize::Small on_press=move |_| scene.model.retry_send(retried.clone())>
                {move || t!("timeline-retry")}
            </Button>
            <Button
                size=ButtonSize::Small
                variant=ButtonVariant::Ghost
                on_press=move |_| scene.model.cancel_send(key.clone())
            >
                {move || t!("timeline-delete")}
            </Button>
        </div>
    }
    .into_any()
}
