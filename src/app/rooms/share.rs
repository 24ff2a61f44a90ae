//! Handing a link to somebody: to copy, as a QR code, or to another app (D25).

use leptos::prelude::*;
use protocol::qr_code::{MakeQrCode, QrCode};

use super::copy::copier;
use crate::{
    kit::{Button, ButtonVariant, Dialog, Spinner, TextField},
    link::use_link,
    platform::share,
    t,
};

/// Modules of margin around a QR code, which readers need.
const MARGIN: u16 = 4;

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
        Some(Some(code)) => drawn(&code),
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

/// Dark on light in every theme: readers want it so.
fn drawn(code: &QrCode) -> AnyView {
    let side = code.side + 2 * MARGIN;
    view! {
        <svg viewBox=format!("0 0 {side} {side}") role="img" aria-label=t!("share-code")>
            <path d=path(code) />
        </svg>
    }
    .into_any()
}

/// The dark modules, each run in a row as one stroke of the pen.
fn path(code: &QrCode) -> String {
    let side = usize::from(code.side).max(1);
    let margin = usize::from(MARGIN);
    let mut path = String::new();
    for (y, row) in code.dark.chunks(side).enumerate() {
        let mut x = 0;
        while x < row.len() {
            let long = row[x..].iter().take_while(|dark| **dark).count();
            if long > 0 {
                path.push_str(&format!("M{} {}h{long}v1h-{long}z", x + margin, y + margin));
            }
            x += long.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_dark_modules_are_drawn_as_one() {
        let code = QrCode { side: 3, dark: vec![true, true, false, false, false, true, true, false, true] };
        assert_eq!(path(&code), "M4 4h2v1h-2zM6 5h1v1h-1zM4 6h1v1h-1zM6 6h1v1h-1z");
    }
}
