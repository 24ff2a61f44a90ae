//! Handing a link to somebody: to copy, as a QR code, or to another app (D25).

use leptos::prelude::*;
use protocol::qr_code::{MakeQrCode, QrCode};

use super::{copy::copier, qr_picture::QrPicture};
use crate::{
    kit::{Button, ButtonVariant, Dialog, Spinner, TextField},
    link::use_link,
    platform::share,
    t,
};

/// The dialog.
#[component]
pub fn ShareDialog(
    #[prop(into)] title: Signal<String>,
    /// The link.
    link: String,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let engine = use_link();
    let code = RwSignal::new(None::<Option<QrCode>>);
    let asked = engine.request(MakeQrCode { text: link.clone() });
    engine.spawn(async move {
        code.try_set(Some(asked.await.ok()));
    });
    let copy = copier();
    let shown = RwSignal::new(link.clone());
    let (copied, shared) = (link.clone(), link);
    let engine = StoredValue::new(engine);
    let picture = move || match code.get() {
        None => view! { <Spinner label=Some(t!("share-drawing")) /> }.into_any(),
        Some(Some(code)) => view! { <QrPicture code=code label=t!("share-code") /> }.into_any(),
        // Without it there is still the link.
        Some(None) => ().into_any(),
    };
    let actions = move || {
        view! {
            {share::can().then(|| view! {
                <Button
                    icon="forward"
                    on_press=move |_| {
                        engine.with_value(|engine| engine.spawn(share::share(title.get_untracked(), shared.clone())));
                    }
                >
                    {move || t!("share-other")}
                </Button>
            })}
            <Button icon="copy" variant=ButtonVariant::Primary on_press=move |_| copy(copied.clone())>
                {move || t!("share-copy")}
            </Button>
        }
    };
    view! {
        <Dialog
            title=title
            close_label=Signal::derive(|| t!("share-close"))
            on_close=on_close
            actions=actions
        >
            <div class="Share">
                <div class="code">{picture}</div>
                <TextField label=Signal::derive(|| t!("share-link")) value=shown read_only=true />
            </div>
        </Dialog>
    }
}
