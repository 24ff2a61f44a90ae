//! Choosing a place to send: where one is, or what was pasted.

use leptos::{ev, prelude::*};

use super::{Coordinates, map, style};
use crate::{
    kit::{Alert, Button, ButtonSize, ButtonVariant, Dialog, TextField, Tone},
    link::{Link, use_link},
    platform::position::{self, NoPosition},
    settings, t,
};

/// A place that was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Where.
    pub place: Coordinates,
    /// What those read who see no map.
    pub body: String,
    /// Whether one is there.
    pub own: bool,
}

/// Asks for a place.
#[component]
pub fn LocationDialog(
    /// Whether it is being sent.
    #[prop(into)]
    busy: Signal<bool>,
    /// Why it was not sent.
    #[prop(into)]
    failure: Signal<Option<String>>,
    #[prop(into)] on_go: Callback<Chosen>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let link = StoredValue::new_local(use_link());
    let typed = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    // Where one is, as the browser says it, until something else is typed.
    let here = RwSignal::new(None::<Coordinates>);
    let looking = RwSignal::new(false);
    let refused = RwSignal::new(None::<NoPosition>);
    let tried = RwSignal::new(false);
    let place = Memo::new(move |_| {
        let written = typed.with(|typed| Coordinates::typed(typed));
        here.get().filter(|here| typed.with(|typed| *typed == here.words())).or(written)
    });
    let own = move || here.with_untracked(|here| here.is_some() && *here == place.get_untracked());
    let find = move |_| {
        if looking.get_untracked() {
            return;
        }
        looking.set(true);
        refused.set(None);
        link.with_value(|link| {
            link.spawn(async move {
                let found = position::find().await;
                if looking.try_set(false).is_some() {
                    return;
                }
                let found = found.and_then(|found| {
                    Coordinates::new(found.latitude, found.longitude, found.accuracy)
                        .ok_or(NoPosition::Unknown)
                });
                match found {
                    Ok(found) => {
                        here.try_set(Some(found));
                        typed.try_set(found.words());
                    }
                    Err(why) => drop(refused.try_set(Some(why))),
                }
            });
        });
    };
    let go = move || {
        tried.set(true);
        let Some(place) = place.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let own = own();
        let note = note.get_untracked();
        let body = match note.trim() {
            "" if own => t!("location-body-own", place = place.words()),
            "" => t!("location-body", place = place.words()),
            note => format!("{note} ({})", place.words()),
        };
        on_go.run(Chosen { place, body, own });
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        let in_field = event_target::<web_sys::Element>(&event).tag_name() == "INPUT";
        if event.key() == "Enter" && !event.is_composing() && in_field {
            event.prevent_default();
            go();
        }
    };
    let wrong = Signal::derive(move || {
        let wrong = place.get().is_none() && (tried.get() || typed.with(|typed| !typed.trim().is_empty()));
        wrong.then(|| t!("location-unreadable"))
    });
    view! {
        <Dialog
            title=Signal::derive(|| t!("location-title"))
            close_label=Signal::derive(|| t!("location-close"))
            on_close=on_close
            actions=move || {
                view! {
                    <Button on_press=move |_| on_close.run(())>{move || t!("location-cancel")}</Button>
                    <Button variant=ButtonVariant::Primary busy=busy on_press=move |_| go()>
                        {move || t!("location-go")}
                    </Button>
                }
            }
        >
            <div class="LocationForm" on:keydown=on_keydown>
                {move || failure.get().map(|text| view! { <Alert tone=Tone::Danger>{text}</Alert> })}
                <Button icon="map-pin" size=ButtonSize::Small busy=looking on_press=find>
                    {move || t!("location-find")}
                </Button>
                {move || refused.get().map(|why| view! { <p class="failure" role="alert">{refusal(why)}</p> })}
                <TextField
                    label=Signal::derive(|| t!("location-typed"))
                    hint=Signal::derive(|| Some(t!("location-typed-hint")))
                    value=typed
                    failure=wrong
                    takes_focus=true
                />
                <TextField label=Signal::derive(|| t!("location-note")) value=note />
                {move || link.with_value(|link| preview(link, place))}
            </div>
        </Dialog>
    }
}

/// The place on a map, where there are maps: at once where that was chosen, else when it is asked for.
fn preview(link: &Link, place: Memo<Option<Coordinates>>) -> AnyView {
    let address = style(link);
    let link = StoredValue::new_local(link.clone());
    let asked = RwSignal::new(false);
    let last =
        Memo::new(move |before: Option<&Option<Coordinates>>| place.get().or(before.copied().flatten()));
    let any = Memo::new(move |_| last.with(Option::is_some));
    let shown = move || {
        let address = address.get().filter(|_| any.get())?;
        let show = asked.get() || settings::here().show_maps.get();
        let at = Signal::derive(move || {
            last.get().unwrap_or(Coordinates { latitude: 0.0, longitude: 0.0, accuracy: None })
        });
        Some(if show {
            link.with_value(|link| map(link, address, at))
        } else {
            view! {
                <Button size=ButtonSize::Small on_press=move |_| asked.set(true)>
                    {move || t!("location-show-map")}
                </Button>
            }
            .into_any()
        })
    };
    shown.into_any()
}

fn refusal(why: NoPosition) -> String {
    match why {
        NoPosition::Denied => t!("location-denied"),
        NoPosition::Unknown => t!("location-unknown"),
        NoPosition::TooLate => t!("location-too-late"),
        NoPosition::Unsupported => t!("location-unsupported"),
    }
}
