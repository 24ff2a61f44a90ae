//! Making a recovery key: what it is for, the key, and that it is saved.

use leptos::{ev, html, prelude::*};
use protocol::{Secret, encryption::RecoveryKeyState};

use super::{
    model::{Deed, EncryptionModel},
    words,
};
use crate::{
    kit::{Alert, Button, ButtonVariant, Dialog, Toasts, Tone, unique_id},
    link::use_link,
    platform::{self, clipboard, files},
    t,
};

/// The steps, without a frame.
#[component]
pub(super) fn KeySetup(
    model: EncryptionModel,
    /// Whose key it is.
    user: Signal<String>,
    /// What it is for was said already.
    #[prop(optional)]
    said: bool,
    /// What stands beside the first button.
    #[prop(into, optional)]
    beside: Option<ViewFn>,
    /// The person has saved it.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let made = model.made;
    let shown = Memo::new(move |_| made.get().map(|key| key.expose().to_owned()));
    let content = move || match shown.get() {
        Some(key) => view! {
            <Made model=model.clone() text=key user=user beside=beside.clone() on_done=on_done />
        }
        .into_any(),
        None => view! { <Begin model=model.clone() said=said beside=beside.clone() /> }.into_any(),
    };
    view! { <div class="KeySetup">{content}</div> }
}

#[component]
fn Begin(model: EncryptionModel, said: bool, beside: Option<ViewFn>) -> impl IntoView {
    let (state, words_of, storage) = (model.clone(), model.clone(), model.clone());
    let making = model.making;
    let changes = Memo::new(move |_| {
        state.with(|state| matches!(state.recovery, RecoveryKeyState::Ready | RecoveryKeyState::Incomplete))
    });
    let again = Memo::new(move |_| words_of.with(|state| state.recovery == RecoveryKeyState::Unsaved));
    // Where key storage cannot be opened, going on gives up what is in it.
    let replaces = Memo::new(move |_| making.with(|making| making.refuses("replace")));
    let busy = Signal::derive(move || making.with(|making| *making == Deed::Busy));
    let lead = move || {
        if changes.get() {
            t!("keys-change-text")
        } else if again.get() {
            t!("keys-unsaved-text")
        } else if said {
            String::new()
        } else {
            t!("keys-offer-text")
        }
    };
    let failed = move || match making.get() {
        Deed::Failed(_) if replaces.get() => Some(t!("keys-replaces")),
        Deed::Failed(refused) => Some(words::of_making(&refused)),
        _ => None,
    };
    let label = move || {
        if replaces.get() {
            t!("keys-replace-go")
        } else if changes.get() || again.get() {
            t!("keys-make-another")
        } else {
            t!("keys-make")
        }
    };
    let variant =
        Signal::derive(move || if replaces.get() { ButtonVariant::Danger } else { ButtonVariant::Primary });
    view! {
        {move || Some(lead()).filter(|lead| !lead.is_empty()).map(|lead| view! { <p class="lead">{lead}</p> })}
        {move || failed().map(|text| view! { <Alert tone=Tone::Danger><p>{text}</p></Alert> })}
        <div class="foot">
            {beside.map(|beside| beside.run())}
            <Button
                variant=variant
                busy=busy
                on_press=move |_| storage.make_key(replaces.get_untracked())
            >
                {label}
            </Button>
        </div>
    }
}

#[component]
fn Made(
    model: EncryptionModel,
    text: String,
    user: Signal<String>,
    beside: Option<ViewFn>,
    on_done: Callback<()>,
) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let making = model.making;
    let key = StoredValue::new(Secret::new(text.clone()));
    let (is_saved, note) = (RwSignal::new(false), RwSignal::new(String::new()));
    let title_id = unique_id("recovery-key");
    let heading = NodeRef::<html::H3>::new();
    // What was pressed is gone.
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            request_animation_frame(move || {
                let _ = heading.focus();
            });
        }
    });
    let copy = move |_| {
        link.get_value().spawn(async move {
            let copied = clipboard::copy(key.get_value().expose()).await;
            note.try_set(if copied { t!("keys-copied") } else { t!("keys-not-copied") });
        });
    };
    let download = move |_| {
        let user = user.get_untracked();
        let text = t!("keys-file", user = user.as_str(), key = key.get_value().expose());
        link.get_value().spawn(async move {
            files::save_text(&text, &words::file_name("recovery-key", &user)).await;
            note.try_set(t!("keys-downloaded"));
        });
    };
    let groups: Vec<_> = text.split(' ').map(|group| view! { <span>{group.to_owned()}</span> " " }).collect();
    let done = move |_| {
        model.saved(move || {
            if let Some(toasts) = toasts {
                toasts.say(t!("keys-done"), Tone::Info);
            }
            on_done.try_run(());
        });
    };
    let failed = move || match making.get() {
        Deed::Failed(refused) => Some(words::of_making(&refused)),
        _ => None,
    };
    view! {
        <section class="RecoveryKey" aria-labelledby=title_id.clone()>
            <h3 class="subtitle" id=title_id.clone() tabindex="-1" node_ref=heading>
                {move || t!("keys-title")}
            </h3>
            <p class="of">
                <bdi>{move || user.get()}</bdi>
            </p>
            <p class="key" translate="no">
                {groups}
            </p>
            <p class="advice">{move || t!("keys-advice")}</p>
        </section>
        <div class="ways">
            <Button icon="copy" on_press=copy>{move || t!("keys-copy")}</Button>
            <Button icon="download" on_press=download>{move || t!("keys-download")}</Button>
            <Button icon="printer" on_press=move |_| platform::print()>{move || t!("keys-print")}</Button>
        </div>
        <p class="note" role="status">{move || note.get()}</p>
        <label class="Choice">
            <input
                type="checkbox"
                prop:checked=move || is_saved.get()
                on:change=move |event: ev::Event| is_saved.set(event_target_checked(&event))
            />
            <span>{move || t!("keys-saved")}</span>
        </label>
        {move || failed().map(|text| view! { <Alert tone=Tone::Danger><p>{text}</p></Alert> })}
        <div class="foot">
            {beside.map(|beside| beside.run())}
            <Button
                variant=ButtonVariant::Primary
                disabled=Signal::derive(move || !is_saved.get())
                busy=Signal::derive(move || making.with(|making| *making == Deed::Busy))
                on_press=done
            >
                {move || t!("keys-finish")}
            </Button>
        </div>
    }
}

/// The steps in a dialog. Closing it does not lose a key that was made: it is there when the dialog opens again.
#[component]
pub fn RecoveryKeyDialog(
    model: EncryptionModel,
    /// Whose key it is.
    #[prop(into)]
    user: Signal<String>,
) -> impl IntoView {
    let open = model.setting_up;
    model.making.set(Deed::Idle);
    view! {
        <Dialog
            title=Signal::derive(|| t!("keys-title"))
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=move |()| open.set(false)
        >
            <KeySetup model=model user=user on_done=move |()| open.set(false) />
        </Dialog>
    }
}
