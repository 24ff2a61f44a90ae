//! The rooms' keys as a file: writing one, and taking the keys of one.

use leptos::{ev, prelude::*};
use protocol::{Failure, FailureKind};
use web_sys::File;

use super::{
    model::{Deed, EncryptionModel, Flaw, SHORTEST},
    words,
};
use crate::{
    kit::{
        Alert, Button, ButtonKind, ButtonSize, ButtonVariant, Dialog, Icon, InputKind, ProgressBar,
        TextField, Toasts, Tone,
    },
    link::use_link,
    platform::files,
    t,
};

/// Bytes of the largest file that is taken.
const LARGEST: f64 = 200e6;

/// The part of the settings. `Some(true)` is the dialog that writes a file, `Some(false)` the one that takes from one.
#[component]
pub(super) fn KeyFileSection(model: EncryptionModel, user: Signal<String>) -> impl IntoView {
    let open = RwSignal::new(None::<bool>);
    let dialog = move || {
        open.get().map(|out| {
            view! { <KeyFileDialog model=model.clone() user=user out=out on_close=move |()| open.set(None) /> }
                .into_any()
        })
    };
    view! {
        <section class="part" aria-labelledby="key-file-title">
            <h3 class="subtitle" id="key-file-title">{move || t!("key-file-title")}</h3>
            <div class="fact">
                <Icon name="file" />
                <p>{move || t!("key-file-text")}</p>
                <Button size=ButtonSize::Small on_press=move |_| open.set(Some(true))>
                    {move || t!("key-file-out")}
                </Button>
                <Button size=ButtonSize::Small on_press=move |_| open.set(Some(false))>
                    {move || t!("key-file-in")}
                </Button>
            </div>
            {dialog}
        </section>
    }
}

#[component]
fn KeyFileDialog(
    model: EncryptionModel,
    user: Signal<String>,
    /// Whether a file is written.
    out: bool,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let (link, toasts) = (use_link(), use_context::<Toasts>());
    let filing = model.filing;
    let busy = Signal::derive(move || filing.with(|filing| *filing == Deed::Busy));
    if !busy.get_untracked() {
        filing.set(Deed::Idle);
    }
    let (passphrase, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let file = StoredValue::new_local(None::<File>);
    let name = RwSignal::new(None::<String>);
    // What is wrong with what was typed is not said before it is all there.
    let tried = RwSignal::new(false);
    let flaw = Memo::new(move |_| {
        let found = passphrase.with(|passphrase| again.with(|again| Flaw::of(passphrase, again)));
        found.filter(|_| out && tried.get())
    });
    let wrong = Signal::derive(move || match filing.get() {
        _ if flaw.get() == Some(Flaw::Weak) => Some(t!("key-file-weak", count = SHORTEST)),
        Deed::Failed(refused) if filing.with(|filing| filing.refuses("passphrase")) => {
            Some(words::of_filing(&refused))
        }
        _ => None,
    });
    let different =
        Signal::derive(move || (flaw.get() == Some(Flaw::Different)).then(|| t!("key-file-different")));
    let hint = Signal::derive(move || out.then(|| t!("key-file-hint", count = SHORTEST)));
    let failed = move || match filing.get() {
        Deed::Failed(refused) if !filing.with(|filing| filing.refuses("passphrase")) => {
            Some(words::of_filing(&refused))
        }
        _ => None,
    };
    let choose = move |_| {
        files::pick(".txt,text/plain", false, move |chosen| {
            let Some(chosen) = chosen.into_iter().next() else { return };
            let fits = chosen.size() <= LARGEST;
            name.try_set(Some(chosen.name()));
            file.try_set_value(Some(chosen));
            filing.try_set(if fits {
                Deed::Idle
            } else {
                Deed::Failed(Failure::new(FailureKind::Invalid { field: "file".into() }))
            });
        });
    };
    let coming = model.clone();
    let progress = Signal::derive(move || {
        let taking = coming.with(|state| state.taking)?;
        Some(f64::from(taking.done) / f64::from(taking.all.max(1)))
    });
    let done = move |text: String| {
        if let Some(toasts) = toasts {
            toasts.say(text, Tone::Info);
        }
        on_close.try_run(());
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let words = passphrase.get_untracked();
        if out && flaw.get_untracked().is_none() {
            let (link, name) = (link.clone(), words::file_name("message-keys", &user.get_untracked()));
            model.export(words, move |(count, parts)| {
                let parts = parts.into_iter().collect();
                link.spawn(async move { files::save_parts(&parts, &name).await });
                done(t!("key-file-saved", count = count));
            });
        } else if let Some(file) = file.get_value().filter(|file| file.size() <= LARGEST) {
            model.import(file.into(), words, move |taken| done(t!("key-file-taken", count = taken.new)));
        }
    };
    let missing =
        Signal::derive(move || passphrase.with(String::is_empty) || !out && name.with(Option::is_none));
    view! {
        <Dialog
            title=Signal::derive(move || if out { t!("key-file-out") } else { t!("key-file-in") })
            close_label=Signal::derive(|| t!("shell-close"))
            on_close=on_close
        >
            <form class="KeySetup" on:submit=submit novalidate>
                <p class="lead">{move || if out { t!("key-file-out-lead") } else { t!("key-file-in-lead") }}</p>
                {(!out)
                    .then(|| {
                        view! {
                            <div class="ways">
                                <Button icon="file" disabled=busy on_press=choose>
                                    {move || t!("key-file-choose")}
                                </Button>
                                <bdi>{move || name.get()}</bdi>
                            </div>
                        }
                    })}
                <TextField
                    label=Signal::derive(|| t!("key-file-passphrase"))
                    hint=hint
                    failure=wrong
                    value=passphrase
                    kind=InputKind::Password
                    disabled=busy
                    reveal_label=Signal::derive(|| Some(t!("keys-reveal")))
                />
                {out
                    .then(|| {
                        view! {
                            <TextField
                                label=Signal::derive(|| t!("key-file-again"))
                                failure=different
                                value=again
                                kind=InputKind::Password
                                disabled=busy
                            />
                        }
                    })}
                {move || failed().map(|text| view! { <Alert tone=Tone::Danger><p>{text}</p></Alert> })}
                <Show when=move || busy.get()>
                    <ProgressBar
                        label=Signal::derive(move || {
                            if out { t!("key-file-out-busy") } else { t!("key-file-in-busy") }
                        })
                        value=progress
                    />
                </Show>
                <div class="foot">
                    <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary disabled=missing busy=busy>
                        {move || if out { t!("key-file-out-go") } else { t!("key-file-in-go") }}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}
