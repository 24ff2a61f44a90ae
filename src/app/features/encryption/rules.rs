//! The part of the settings that is about devices which nobody vouches for (B17, B18).

use leptos::prelude::*;
use protocol::trust::{DeviceRules, Rules};

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
    let wanted = RwSignal::new(None::<Rules>);
    let rules = Memo::new(move |_| {
        let now = live.get();
        wanted.get().or(now)
    });
    Effect::new(move |_| {
        if switching.with(|switching| *switching != Deed::Busy) {
            wanted.set(None);
        }
    });
    let set = StoredValue::new(move |rules: Rules| {
        wanted.set(Some(rules));
        model.set_rules(rules, switching);
    });
    let change = move |change: fn(&mut Rules, bool)| {
        Callback::new(move |on: bool| {
            let mut rules = rules.get_untracked().unwrap_or_default();
            change(&mut rules, on);
            set.with_value(|set| set(rules));
        })
    };
    let is = move |read: fn(Rules) -> bool| Signal::derive(move || rules.get().is_some_and(read));
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
                <p class="detail">{move || t!("device-rules-note")}</p>
                {move || failed().map(|text| view! { <Alert tone=Tone::Danger><p>{text}</p></Alert> })}
            </section>
        </Show>
    }
}
