//! The part of the settings that is about devices which nobody vouches for (B17, B18).

use leptos::prelude::*;
use protocol::trust::{DeviceRules, SetDeviceRules};

use super::model::{Deed, EncryptionModel};
use crate::{
    kit::{Alert, Switch, Tone},
    link::use_link,
    t,
    text::failure,
};

/// To which devices is sent, and of which is shown what they send.
#[component]
pub(super) fn RulesSection(model: EncryptionModel) -> impl IntoView {
    let live = use_link().value(DeviceRules);
    let switching = RwSignal::new(Deed::default());
    // What was chosen, until it is so or is refused.
    let wanted = RwSignal::new(None::<SetDeviceRules>);
    let set = Memo::new(move |_| {
        live.with(|rules| {
            rules.map(|rules| SetDeviceRules {
                verified_only: rules.verified_only,
                secure_only: rules.secure_only,
            })
        })
    });
    let rules = Memo::new(move |_| wanted.get().or_else(|| set.get()));
    let (model, sent) = (StoredValue::new(model), StoredValue::new(None));
    let send = move |rules: SetDeviceRules| {
        sent.set_value(Some(rules.clone()));
        model.with_value(|model| model.set_rules(rules, switching));
    };
    Effect::new(move |_| {
        let (busy, refused) =
            switching.with(|switching| (*switching == Deed::Busy, matches!(switching, Deed::Failed(_))));
        let now = set.get();
        let Some(chosen) = wanted.get_untracked() else { return };
        // The engine may be another one by the time it says how it is now.
        if refused || now.as_ref() == Some(&chosen) {
            wanted.set(None);
        } else if !busy && sent.with_value(|sent| sent.as_ref() != Some(&chosen)) {
            // Chosen while the one before was being set.
            send(chosen);
        }
    });
    let change = move |change: fn(&mut SetDeviceRules, bool)| {
        Callback::new(move |on: bool| {
            let Some(mut rules) = rules.get_untracked() else { return };
            change(&mut rules, on);
            wanted.set(Some(rules.clone()));
            if switching.with_untracked(|switching| *switching != Deed::Busy) {
                send(rules);
            }
        })
    };
    let is = move |read: fn(&SetDeviceRules) -> bool| {
        Signal::derive(move || rules.with(|rules| rules.as_ref().is_some_and(read)))
    };
    let known = Memo::new(move |_| rules.with(Option::is_some));
    let failed = move || match switching.get() {
        Deed::Failed(refused) => Some(failure::sentence(&refused)),
        _ => None,
    };
    view! {
        <Show when=move || known.get()>
            <section class="part" aria-labelledby="device-rules-title">
                <h3 class="subtitle" id="device-rules-title">{move || t!("device-rules-title")}</h3>
                <Switch
                    label=Signal::derive(|| t!("device-rules-verified"))
                    hint=Signal::derive(|| t!("device-rules-verified-hint"))
                    on=is(|rules| rules.verified_only)
                    on_toggle=change(|rules, on| rules.verified_only = on)
                />
                <Switch
                    label=Signal::derive(|| t!("device-rules-secure"))
                    hint=Signal::derive(|| t!("device-rules-secure-hint"))
                    on=is(|rules| rules.secure_only)
                    on_toggle=change(|rules, on| rules.secure_only = on)
                />
                {move || failed().map(|text| view! { <Alert tone=Tone::Danger><p>{text}</p></Alert> })}
            </section>
        </Show>
    }
}
