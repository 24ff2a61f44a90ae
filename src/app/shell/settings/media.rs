//! Pictures, films and files: which are shown, how large, and how much of them is kept.

use leptos::prelude::*;
use protocol::{
    Command, FailureKind,
    media_rules::{
        ClearKeptMedia, KeptMedia, MediaPreviews, MediaRules, ReadKeptMedia, SetInviteAvatars,
        SetMediaPreviews, ShownMedia,
    },
};

use super::parts::{one_of, segments, switch};
use crate::{
    kit::{Button, ButtonSize, Switch, Toasts, Tone},
    link::{LiveValue, use_link},
    platform::storage,
    settings::{PictureSize, here},
    t,
    text::{failure, file},
};

const PREVIEWS: [MediaPreviews; 3] = [MediaPreviews::On, MediaPreviews::Private, MediaPreviews::Off];

/// The page.
pub(super) fn view() -> AnyView {
    let rules = use_link().value(MediaRules { room: None });
    let (choice, known) = (rules.clone(), rules.clone());
    // Until it is known what is set, there is nothing to choose.
    let there = Memo::new(move |_| known.with(|rules| rules.is_some()));
    view! {
        {move || there.get().then(|| {
            let (previews, avatars) = (previews(&choice), avatars(&choice));
            view! { {previews} {avatars} }
        })}
        {one_of(
            || t!("settings-picture-size"),
            |all| &all.picture_size,
            |size| match size {
                PictureSize::Small => t!("settings-picture-size-small"),
                PictureSize::Normal => t!("settings-picture-size-normal"),
                PictureSize::Large => t!("settings-picture-size-large"),
            },
            |size| here().picture_size.set(size),
        )}
        {switch(|| t!("settings-play-next"), Some(|| t!("settings-play-next-hint")), |all| &all.play_next, true)}
        <Kept />
    }
    .into_any()
}

/// What the person has chosen, until the engine says the same or has refused it.
fn choosing<T, C>(
    rules: &LiveValue<ShownMedia>,
    read: fn(&ShownMedia) -> T,
    command: fn(T) -> C,
) -> (Signal<T>, Callback<T>)
where
    T: Copy + PartialEq + Send + Sync + 'static,
    C: Command<Reply = ()> + 'static,
{
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let chosen = RwSignal::new(None::<T>);
    let set = {
        let rules = rules.clone();
        Memo::new(move |_| rules.with(|rules| read(rules.unwrap_or(&ShownMedia::default()))))
    };
    Effect::new(move |_| {
        set.track();
        chosen.set(None);
    });
    let choose = Callback::new(move |value: T| {
        chosen.set(Some(value));
        let answer = link.with_value(|link| link.request(command(value)));
        link.get_value().spawn(async move {
            if let Err(refused) = answer.await {
                chosen.try_set(None);
                if let Some(toasts) = toasts {
                    let reason = failure::sentence(&refused);
                    toasts.say(t!("settings-not-changed", reason = reason), Tone::Warning);
                }
            }
        });
    });
    (Signal::derive(move || chosen.get().unwrap_or_else(|| set.get())), choose)
}

/// Where media are shown by themselves.
fn previews(rules: &LiveValue<ShownMedia>) -> AnyView {
    let (value, choose) = choosing(
        rules,
        |rules| rules.everywhere,
        |previews| SetMediaPreviews { room: None, previews: Some(previews) },
    );
    let name = |previews: MediaPreviews| match previews {
        MediaPreviews::On => t!("settings-media-on"),
        MediaPreviews::Private => t!("settings-media-private"),
        MediaPreviews::Off => t!("settings-media-off"),
    };
    let option = move |one| view! { <span>{move || name(one)}</span> }.into_any();
    let choose = move |one| choose.run(one);
    view! {
        <div class="hinted">
            {segments(|| t!("settings-media"), &PREVIEWS, option, move || value.get(), choose)}
            <p class="hint">{move || t!("settings-media-hint")}</p>
        </div>
    }
    .into_any()
}

/// Whether invites come with pictures.
fn avatars(rules: &LiveValue<ShownMedia>) -> AnyView {
    let (value, choose) = choosing(rules, |rules| rules.invite_avatars, |shown| SetInviteAvatars { shown });
    view! {
        <Switch
            label=Signal::derive(|| t!("settings-invite-avatars"))
            hint=Signal::derive(|| t!("settings-invite-avatars-hint"))
            on=value
            on_toggle=choose
        />
    }
    .into_any()
}

/// How much is kept on this device, and a way to delete it.
#[component]
fn Kept() -> impl IntoView {
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let kept = RwSignal::new(None::<Result<KeptMedia, protocol::Failure>>);
    let whole = RwSignal::new(None::<storage::Estimate>);
    let busy = RwSignal::new(false);
    let read = move || {
        let answer = link.with_value(|link| link.request(ReadKeptMedia {}));
        link.get_value().spawn(async move {
            kept.try_set(Some(answer.await));
            whole.try_set(storage::estimate().await);
        });
    };
    read();
    let clear = move |_| {
        busy.set(true);
        let answer = link.with_value(|link| link.request(ClearKeptMedia {}));
        link.get_value().spawn(async move {
            let answer = answer.await;
            busy.try_set(false);
            if let (Err(refused), Some(toasts)) = (&answer, toasts) {
                let reason = failure::sentence(refused);
                toasts.say(t!("settings-not-changed", reason = reason), Tone::Warning);
            }
            if kept.try_get_untracked().is_some() {
                read();
            }
        });
    };
    let figure = move || match kept.get() {
        None => t!("settings-kept-looking"),
        Some(Ok(KeptMedia { bytes: Some(bytes), most })) => {
            t!("settings-kept", kept = file::size(bytes), most = file::size(most))
        }
        Some(Ok(KeptMedia { most, .. })) => t!("settings-kept-unknown", most = file::size(most)),
        Some(Err(refused)) => match refused.kind {
            FailureKind::Cancelled => String::new(),
            _ => failure::sentence(&refused),
        },
    };
    let everything = move || {
        whole.get().map(|whole| {
            t!("settings-kept-all", used = file::size(whole.used), most = file::size(whole.quota))
        })
    };
    view! {
        <div class="deed" role="group" aria-label=move || t!("settings-kept-label")>
            <div class="hinted">
                <p class="figure" role="status">{figure}</p>
                <p class="hint">{everything}</p>
            </div>
            <Button size=ButtonSize::Small busy=busy on_press=clear>
                {move || t!("settings-kept-clear")}
            </Button>
        </div>
    }
}
