//! What logging out would lose, before it does.

use leptos::prelude::*;

use super::model::{EncryptionModel, Loss};
use crate::{
    kit::{Alert, Button, ButtonSize, Tone},
    t,
};

/// The warning; nothing where nothing is lost.
#[component]
pub fn LogOutWarning(
    model: EncryptionModel,
    /// The person wants a recovery key instead.
    #[prop(into)]
    on_set_up: Callback<()>,
) -> impl IntoView {
    let loss = Memo::new(move |_| model.with(Loss::of));
    let warning = move || {
        let loss = loss.get()?;
        let text = move || match loss {
            Loss::NoRecoveryKey => t!("leave-no-key"),
            Loss::NotStored => t!("leave-not-stored"),
            Loss::OnTheirWay(count) => t!("leave-on-their-way", count = count),
        };
        Some(view! {
            <Alert tone=Tone::Danger title=Signal::derive(|| Some(t!("leave-title")))>
                <p>{text}</p>
                {(loss == Loss::NoRecoveryKey)
                    .then(|| {
                        view! {
                            <div class="actions">
                                <Button size=ButtonSize::Small on_press=move |_| on_set_up.run(())>
                                    {move || t!("keys-set-up")}
                                </Button>
                            </div>
                        }
                    })}
            </Alert>
        })
    };
    view! { {warning} }
}
