//! Three panels: spaces and rooms, conversation, side. On a narrow screen one at a time.

use leptos::prelude::*;
use protocol::{EventId, UserId, room::RoomAddress, session::Account, spaces::SpaceRow, timeline::Focus};

use super::{account_menu::AccountMenu, connection_bar::ConnectionBar, title};
use crate::{
    config::Config,
    features::{
        composer::{self, Composer},
        first_run::FirstRun,
        media_viewer::MediaViewer,
        room::{RoomPane, RoomView},
        room_list::RoomList,
        spaces::Spaces,
        timeline::{Pictures, Timeline},
        user::UserPage,
    },
    kit::Icon,
    link::use_link,
    route::{self, Route},
    t,
};

/// What stands where somebody is signed in, in the module that has it.
pub fn app(account: Signal<Option<Account>>, config: Config) -> AnyView {
    view! { <Main account=account config=config /> }.into_any()
}

/// The app of somebody who is signed in.
#[component]
fn Main(account: Signal<Option<Account>>, config: Config) -> impl IntoView {
    let route = route::use_route();
    let space = RwSignal::new(None::<SpaceRow>);
    let dismissed = RwSignal::new(false);
    let first_run = Memo::new(move |_| {
        !dismissed.get() && account.with(|account| account.as_ref().is_some_and(|account| account.first_run))
    });
    let place = RwSignal::new(String::new());
    let pictures = RwSignal::new(None::<Pictures>);
    title::follow(place.into(), config.brand.clone());

    let panel = move || match route.get() {
        Route::Room { .. } | Route::User(_) => "conversation",
        _ if first_run.get() => "conversation",
        _ => "rooms",
    };
    let after_logout = config.after_logout.clone();
    let suggested = config.suggested_rooms;
    view! {
        <div class="Shell" data-panel=panel>
            <ConnectionBar />
            <div class="panels">
                <Spaces
                    selected=space
                    account=move || view! { <AccountMenu account=account after_logout=after_logout.clone() /> }
                />
                <RoomList space=space />
                <Conversation
                    account=account
                    first_run=first_run
                    suggested=suggested
                    on_first_run_seen=move |()| dismissed.set(true)
                    place=place
                    pictures=pictures
                />
                <aside class="side"></aside>
            </div>
        </div>
        {move || {
            pictures
                .get()
                .map(|shown| {
                    view! { <MediaViewer items=shown.items at=shown.at on_close=move |()| pictures.set(None) /> }
                })
        }}
    }
}

/// What stands in the middle, apart from the event that a room's address names.
#[derive(Debug, Clone, PartialEq)]
enum Middle {
    Nothing,
    FirstRun,
    Room(RoomAddress),
    User(UserId),
}

#[component]
fn Conversation(
    account: Signal<Option<Account>>,
    first_run: Memo<bool>,
    suggested: Vec<String>,
    #[prop(into)] on_first_run_seen: Callback<()>,
    place: RwSignal<String>,
    pictures: RwSignal<Option<Pictures>>,
) -> impl IntoView {
    let route = route::use_route();
    let middle = Memo::new(move |_| match route.get() {
        Route::Room { address, .. } => Middle::Room(address),
        Route::User(user) => Middle::User(user),
        _ if first_run.get() => Middle::FirstRun,
        _ => Middle::Nothing,
    });
    let event = Signal::derive(move || match route.get() {
        Route::Room { event, .. } => event,
        _ => None,
    });
    let owner =
        Memo::new(move |_| account.with(|account| account.as_ref().map(|account| account.user.clone())));
    let link = StoredValue::new(use_link());
    let timeline = Callback::new(move |pane: RoomPane| {
        let (answered, edited) = (pane.room.clone(), pane.room.clone());
        let answer = move |event: EventId| {
            if let Some(owner) = owner.get_untracked() {
                composer::answer(link.get_value(), owner, answered.clone(), event);
            }
        };
        let edit = move |(focus, event): (Focus, EventId)| {
            if let Some(owner) = owner.get_untracked() {
                composer::edit(link.get_value(), owner, edited.clone(), focus, event);
            }
        };
        let name = pane.name;
        Effect::new(move |_| place.set(name.get()));
        on_cleanup(move || {
            place.try_set(String::new());
        });
        view! {
            <Timeline
                room=pane.room
                event=pane.event
                on_open_media=Callback::new(move |shown: Pictures| pictures.set(Some(shown)))
                on_answer=Callback::new(answer)
                on_edit=Callback::new(edit)
            />
        }
        .into_any()
    });
    let composer = Callback::new(move |pane: RoomPane| {
        let form = move || {
            owner.get().map(|owner| {
                let RoomPane { room, name, can_send, replaced, .. } = pane.clone();
                view! { <Composer owner=owner room=room name=name can_send=can_send replaced=replaced /> }
            })
        };
        form.into_any()
    });
    let content = move || match middle.get() {
        Middle::Room(address) => {
            view! { <RoomView address=address event=event timeline=timeline composer=composer /> }.into_any()
        }
        Middle::User(user) => {
            let own = account
                .with_untracked(|account| account.as_ref().is_some_and(|account| account.user == user));
            view! { <UserPage user=user own=own /> }.into_any()
        }
        Middle::FirstRun => match account.get_untracked() {
            Some(account) => {
                view! { <FirstRun account=account suggested=suggested.clone() on_close=on_first_run_seen /> }
                    .into_any()
            }
            None => ().into_any(),
        },
        Middle::Nothing => view! { <NoRoom /> }.into_any(),
    };
    view! { <main class="conversation">{content}</main> }
}

/// Where a room would be.
#[component]
fn NoRoom() -> impl IntoView {
    view! {
        <div class="NoRoom">
            <Icon name="protium" class:mark=true />
            <h2 class="title">{move || t!("shell-no-room-title")}</h2>
            <p>{move || t!("shell-no-room-text")}</p>
        </div>
    }
}
