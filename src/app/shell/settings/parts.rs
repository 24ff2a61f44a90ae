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
    let option = move |one| view! { <span>{move || name(one)}</span> }.into_any();
    segments(label, T::ALL, option, move || place(&here()).get(), choose)
}

/// One of `all`, each shown by `option`. `value` is the one that it is now, `choose` is told which one it shall be.
pub(super) fn segments<T: Copy + PartialEq + Send + Sync + 'static>(
    label: fn() -> String,
    all: &'static [T],
    option: impl Fn(T) -> AnyView,
    value: impl Fn() -> T + Send + Sync + 'static,
    choose: impl Fn(T) + Send + Sync + 'static,
) -> AnyView {
    let options = all.iter().map(|one| option(*one)).collect();
    let choose = move |at: usize| {
        if let Some(one) = all.get(at) {
            choose(*one);
        }
    };
    let chosen = Signal::derive(move || index(all, value()));
    view! { <Segments label=Signal::derive(label) options=options chosen=chosen on_choose=Callback::new(choose) /> }
        .into_any()
}

/// Where a value stands among all that it may be.
pub(super) fn index<T: PartialEq>(all: &[T], value: T) -> usize {
    all.iter().position(|one| *one == value).unwrap_or_default()
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
