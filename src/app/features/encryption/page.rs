//! The page in the middle: the recovery key on the first device, confirming on every further one.

use leptos::prelude::*;

use super::{
    confirm::Ways,
    model::{Ask, EncryptionModel},
    setup::KeySetup,
};
use crate::{
    kit::{Button, ButtonVariant, Icon, unique_id},
    platform::focus,
    t,
};

/// The page of what is asked.
#[component]
pub fn EncryptionPage(
    model: EncryptionModel,
    /// Whose keys they are.
    #[prop(into)]
    user: Signal<String>,
    /// Another device confirms this one.
    #[prop(into, optional)]
    other_device: Option<ViewFn>,
    /// Everything is given up.
    #[prop(into, optional)]
    reset: Option<ViewFn>,
    /// In place of "later", where there is none.
    #[prop(into, optional)]
    instead_of_later: Option<ViewFn>,
) -> impl IntoView {
    let ask = model.ask;
    on_cleanup(focus::rescue);
    let later = {
        let model = StoredValue::new(model.clone());
        let instead = instead_of_later.clone();
        ViewFn::from(move || {
            match &instead {
            Some(instead) => instead.run(),
            None => view! {
                <Button variant=ButtonVariant::Ghost on_press=move |_| model.with_value(EncryptionModel::put_off)>
                    {move || t!("keys-later")}
                </Button>
            }
            .into_any(),
        }
        })
    };
    let content = move || match ask.get() {
        Some(Ask::Confirm) => {
            let title_id = unique_id("confirm");
            view! {
                <section class="EncryptionPage" aria-labelledby=title_id.clone()>
                    <div class="card">
                        <header>
                            <Icon name="shield-question-mark" class:mark=true />
                            <h2 class="title" id=title_id.clone()>{move || t!("confirm-title")}</h2>
                            <p class="lead">{move || t!("confirm-lead")}</p>
                        </header>
                        <Ways
                            model=model.clone()
                            other_device=other_device.clone()
                            reset=reset.clone()
                            on_done=|()| {}
                        />
                        <div class="foot">{later.run()}</div>
                    </div>
                </section>
            }
            .into_any()
        }
        Some(Ask::SaveKey) => {
            let title_id = unique_id("offer");
            view! {
                <section class="EncryptionPage" aria-labelledby=title_id.clone()>
                    <div class="card">
                        <header>
                            <Icon name="key-round" class:mark=true />
                            <h2 class="title" id=title_id.clone()>{move || t!("keys-offer-title")}</h2>
                            <p class="lead">{move || t!("keys-offer-text")}</p>
                        </header>
                        <KeySetup
                            model=model.clone()
                            user=user
                            said=true
                            beside=later.clone()
                            on_done=|()| {}
                        />
                    </div>
                </section>
            }
            .into_any()
        }
        Some(Ask::Repair) | None => ().into_any(),
    };
    view! { {content} }
}
