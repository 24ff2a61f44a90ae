//! The two shapes that settings have: one of a few, and on or off.

use leptos::prelude::*;

use crate::{
    kit::{Segments, Switch},
    settings::{Choice, Setting, Settings, here},
};

/// Where one of all settings is.
type Place<T> = fn(&Settings) -> &Setting<T>;

/// One of a few. `name` says what it is called, `choose` is told which one it shall be.
pub(super) fn one_of<T: Choice>(
    label: fn() -> String,
    place: Place<T>,
    name: fn(T) -> String,
    choose: impl Fn(T) + Send + Sync + 'static,
) -> AnyView {
    let options = T::ALL.iter().map(|one| view! { <span>{move || name(*one)}</span> }.into_any()).collect();
    let chosen = move || index(place(&here()).get());
    let choose = move |at: usize| {
        if let Some(one) = T::ALL.get(at) {
            choose(*one);
        }
    };
    view! { <Segments label=Signal::derive(label) options=options chosen=Signal::derive(chosen) on_choose=Callback::new(choose) /> }
        .into_any()
}

/// Where a value stands among all that it may be.
pub(super) fn index<T: Choice>(value: T) -> usize {
    T::ALL.iter().position(|one| *one == value).unwrap_or_default()
}

/// On or off. `on` is the value that the switch shows as on.
pub(super) fn switch(
    label: fn() -> String,
    hint: Option<fn() -> String>,
    place: Place<bool>,
    on: bool,
) -> AnyView {
    let shown = Signal::derive(move || place(&here()).get() == on);
    let toggle = Callback::new(move |shown: bool| place(&here()).set(shown == on));
    match hint {
        Some(hint) => {
            let hint = Signal::derive(hint);
            view! { <Switch label=Signal::derive(label) hint=hint on=shown on_toggle=toggle /> }.into_any()
        }
        None => view! { <Switch label=Signal::derive(label) on=shown on_toggle=toggle /> }.into_any(),
    }
}
