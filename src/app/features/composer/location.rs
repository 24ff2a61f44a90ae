//! Sending a place (E20).

use leptos::prelude::*;
use protocol::{Failure, composer::Ticket, location::SendLocation};

use super::model::ComposerModel;
use crate::{
    link::new_ticket,
    locations::{Chosen, LocationDialog},
    t,
    text::failure,
};

/// The dialog in which a place is chosen, while it is open.
#[component]
pub(crate) fn NewLocation(model: ComposerModel) -> impl IntoView {
    let open = model.shelf.location_open.clone();
    let model = StoredValue::new_local(model);
    move || {
        open.get().then(|| {
            let busy = RwSignal::new(false);
            let failed = RwSignal::new(None::<Failure>);
            // What is sent once more goes out once; another place has a ticket of its own.
            let asked = StoredValue::new(None::<(Chosen, Ticket)>);
            let close = move |()| {
                model.try_with_value(|model| model.shelf.location_open.set(false));
            };
            let go = move |chosen: Chosen| {
                busy.set(true);
                failed.set(None);
                let same = asked.with_value(|asked| {
                    asked.as_ref().filter(|(before, _)| *before == chosen).map(|(_, ticket)| ticket.clone())
                });
                let ticket = same.unwrap_or_else(new_ticket);
                asked.set_value(Some((chosen.clone(), ticket.clone())));
                let Chosen { place, body, own } = chosen;
                model.try_with_value(|model| {
                    let command =
                        SendLocation { place: model.place.clone(), uri: place.uri(), body, own, ticket };
                    model.ask(command, move |answer| {
                        busy.try_set(false);
                        match answer {
                            Ok(()) => close(()),
                            Err(why) => drop(failed.try_set(Some(why))),
                        }
                    });
                });
            };
            let failure = Signal::derive(move || {
                let reason = failed.with(|failed| failed.as_ref().map(failure::sentence))?;
                Some(t!("location-not-sent", reason = reason))
            });
            view! { <LocationDialog busy=busy failure=failure on_go=go on_close=close /> }.into_any()
        })
    }
}
