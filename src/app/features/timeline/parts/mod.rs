//! What rows are put together from.

pub(crate) mod actions;
pub(crate) mod blur;
pub(crate) mod code_block;
pub(crate) mod copy;
pub(crate) mod delete;
pub(crate) mod difference;
pub(crate) mod download;
pub(crate) mod drag_out;
pub(crate) mod face;
pub(crate) mod forward;
pub(crate) mod history;
pub(crate) mod link_preview;
pub(crate) mod maths;
mod maths_tree;
pub(crate) mod poll;
pub(crate) mod reactions;
pub(crate) mod receipts;
pub(crate) mod reply_quote;
pub(crate) mod rich_text;
pub(crate) mod selection_bar;
pub(crate) mod send_state;
pub(crate) mod shown;
pub(crate) mod source;
pub(crate) mod still;
pub(crate) mod thread;
pub(crate) mod veil;

use leptos::prelude::*;
use protocol::{ItemKey, timeline::Shield};

use super::{scene::Scene, words};
use crate::kit::Icon;

/// `tabindex` of a row: the arrow keys walk, so only one row is a stop of Tab.
pub(crate) fn tabindex(scene: Scene, key: &ItemKey) -> impl Fn() -> &'static str + Send + Sync + 'static {
    let key = key.clone();
    let here = Memo::new(move |_| scene.model.roving.with(|roving| roving.as_ref() == Some(&key)));
    move || if here.get() { "0" } else { "-1" }
}

/// The focus has come into a row: one walks on from there.
pub(crate) fn rove(scene: Scene, key: &ItemKey) {
    if scene.model.roving.with_untracked(|roving| roving.as_ref() != Some(key)) {
        scene.model.roving.set(Some(key.clone()));
    }
}

/// A time as machines read it.
pub(crate) fn iso(timestamp: u64) -> String {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds fit for 285,000 years")]
    let date = js_sys::Date::new(&(timestamp as f64).into());
    // A sender may claim any number; one that is no date would throw.
    if date.get_time().is_nan() { String::new() } else { date.to_iso_string().into() }
}

/// What the encryption cannot vouch for, as a sign beside the time.
pub(crate) fn shield(shield: Shield, key_from: Option<String>, id: String) -> AnyView {
    let icon = match shield {
        Shield::SentInClear => "lock-open",
        Shield::AuthenticityNotGuaranteed if key_from.is_some() => "key-round",
        Shield::AuthenticityNotGuaranteed => "shield-question-mark",
        _ => "shield-alert",
    };
    // What key storage or another device has given back is most often as it should be.
    let grave = !matches!(shield, Shield::AuthenticityNotGuaranteed);
    let label = Signal::derive(move || Some(words::shield(shield, key_from.as_deref())));
    view! {
        <span class="shield" id=id data-grave=grave title=move || label.get()>
            <Icon name=icon label=label />
        </span>
    }
    .into_any()
}
