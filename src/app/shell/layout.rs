//! Three panels: spaces and rooms, conversation, side. On a narrow screen one at a time.

use leptos::prelude::*;
use protocol::{
    EventId, UserId,
    composer::{Draft, Place},
    room::RoomAddress,
    session::Account,
    spaces::SpaceRow,
};
use web_sys::File;

use super::{
    account_menu::{AccountDialogs, AccountMenu},
    connection_bar::ConnectionBar,
    settings::SettingsDoor,
    soon::Soon,
    title, ways,
};
use crate::{
    config::Config,
    features::{
        composer::{self, Composer},
        devices::NewSignIn,
        encryption::{Ask, EncryptionBanner, EncryptionModel, EncryptionPage, LeftoversNote},
        files::FilesPanel,
        first_run::FirstRun,
        media_viewer::MediaViewer,
        new_room::NewRoomButton,
        polls::PollsPanel,
        room::{RoomPane, RoomView},
        room_list::RoomList,
        saved::{Reminders, SavedButton, SavedPage},
        spaces::Spaces,
        thread::{ThreadActivityButton, ThreadList, ThreadPanel, ThreadsButton},
        timeline::{Pictures, Timeline},
        user::UserPage,
    },
    identity::{KeysHelp, Resetting},
    kit::{Button, Icon},
    link::{Link, use_link},
    platform::{playing, timer},
    rooms::{Handed, ShareIntoDialog},
    route::{self, Route, Side},
    t,
    verification::{ChangedIdentityBanner, VerificationDialog, VerificationRequests, Verifying},
};

/// What stands where somebody is signed in, in the module that has it.
pub fn app(account: Signal<Option<Account>>, config: Config) -> AnyView {
    view! { <Main account=account config=config /> }.into_any()
}

/// The app of somebody who is signed in.
#[component]
fn Main(account: Signal<Option<Account>>, config: Config) -> impl IntoView {
    playing::one_at_a_time();
    let route = route::use_route();
    let space = RwSignal::new(None::<SpaceRow>);
    let dismissed = RwSignal::new(false);
    let first_run = Memo::new(move |_| {
        !dismissed.get() && account.with(|account| account.as_ref().is_some_and(|account| account.first_run))
    });
    let place = RwSignal::new(String::new());
    let pictures = RwSignal::new(None::<Pictures>);
    let (settings, leaving) = (SettingsDoor::new(), RwSignal::new(false));
    title::follow(place.into(), config.brand.clone());
    let link = use_link();
    Verifying::provide(&link);
    Resetting::provide();
    Effect::new(move |taken: Option<bool>| {
        let user = account.with(|account| account.as_ref().map(|account| account.user.clone()));
        if let Some(user) = user.filter(|_| taken != Some(true)) {
            composer::take_up(&link, &user);
            return true;
        }
        taken == Some(true)
    });

    let keys = EncryptionModel::new(use_link());
    let wanted = RwSignal::new(false);
    let asked = asked_in_the_middle(&keys, first_run, wanted);
    let (ask, force) = (keys.ask, config.force_verification);
    let forced = Memo::new(move |_| force && ask.get() == Some(Ask::Confirm));
    let user = Signal::derive(move || {
        account.with(|account| account.as_ref().map(|account| account.user.0.clone()).unwrap_or_default())
    });
    let go = Callback::new(move |ask: Ask| match ask {
        Ask::Repair => settings.open_at_encryption(),
        Ask::Confirm | Ask::SaveKey => {
            wanted.set(true);
            route::go(Route::Home);
        }
    });
    provide_context(KeysHelp {
        unconfirmed: Signal::derive(move || ask.get() == Some(Ask::Confirm)),
        confirm: Callback::new(move |()| go.run(Ask::Confirm)),
        settings: Callback::new(move |()| settings.open_at_encryption()),
    });

    let open = RwSignal::new(None::<RoomPane>);
    let panel = move || match route.get() {
        Route::Room { side: Some(_), .. } if open.with(Option::is_some) => "side",
        Route::Room { .. } | Route::User(_) | Route::Saved => "conversation",
        _ if asked.get() || first_run.get() => "conversation",
        _ => "rooms",
    };
    let suggested = config.suggested_rooms;
    let (in_list, in_middle, alone) = (keys.clone(), keys.clone(), keys.clone());
    let said = Signal::derive(move || {
        let aside = matches!(route.get(), Route::Room { .. } | Route::User(_) | Route::Saved);
        asked.get() && !aside
    });
    let shell = move || {
        if forced.get() {
            return view! { <Forced keys=alone.clone() user=user leaving=leaving /> }.into_any();
        }
        let in_list = in_list.clone();
        view! {
            <div class="Shell" data-panel=panel>
                <ConnectionBar />
                <Reminders />
                <NewSignIn on_stranger=move |device| settings.open_at_device(device) />
                <div class="panels">
                    <Spaces
                        selected=space
                        foot=move || {
                            view! {
                                <Soon>
                                    <ThreadActivityButton />
                                    <SavedButton />
                                    <AccountMenu account=account settings=settings leaving=leaving />
                                </Soon>
                            }
                        }
                    />
                    <RoomList
                        space=space
                        beside=move || view! { <NewRoomButton user=user /> }
                        note=move || {
                            view! {
                                <EncryptionBanner model=in_list.clone() said=said on_go=go />
                                <LeftoversNote model=in_list.clone() account=account />
                            }
                        }
                    />
                    <Conversation
                        account=account
                        keys=in_middle.clone()
                        user=user
                        asked=asked
                        first_run=first_run
                        suggested=suggested.clone()
                        on_first_run_seen=move |()| dismissed.set(true)
                        place=place
                        open=open
                        pictures=pictures
                    />
                    <Beside account=account open=open pictures=pictures />
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        {shell}
        <Soon>
            <AccountDialogs
                account=account
                keys=keys
                settings=settings
                leaving=leaving
                after_logout=config.after_logout
            />
            <VerificationRequests />
            <VerificationDialog />
        </Soon>
        {move || {
            pictures
                .get()
                .map(|shown| {
                    view! { <MediaViewer items=shown.items at=shown.at on_close=move |()| pictures.set(None) /> }
                })
        }}
        {move || match route.get() {
            Route::Share(shared) => {
                let write = move |handed| hand_in(account, handed, composer::write);
                let send = move |handed| hand_in(account, handed, composer::send);
                view! {
                    <ShareIntoDialog
                        shared=shared
                        ready=Signal::derive(move || account.with(Option::is_some))
                        on_write=Callback::new(write)
                        on_send=Callback::new(send)
                    />
                }
                .into_any()
            }
            _ => ().into_any(),
        }}
    }
}

/// Whether the middle asks for something about the account's keys: by itself until the person has said "later", and
/// after the first run; where the person wants it, in any case.
fn asked_in_the_middle(keys: &EncryptionModel, first_run: Memo<bool>, wanted: RwSignal<bool>) -> Memo<bool> {
    let (ask, pressing, anew) = (keys.ask, keys.pressing, keys.anew);
    Effect::new(move |_| {
        if !pressing.get() {
            wanted.set(false);
        }
    });
    Memo::new(move |_| {
        let has_page = matches!(ask.get(), Some(Ask::Confirm | Ask::SaveKey));
        has_page && (wanted.get() || (anew.get() && !first_run.get()))
    })
}

/// Nothing but confirming that it is them, where the deployment wants it so (`force_verification`).
#[component]
fn Forced(keys: EncryptionModel, user: Signal<String>, leaving: RwSignal<bool>) -> impl IntoView {
    let log_out = move || {
        view! { <Button on_press=move |_| leaving.set(true)>{move || t!("account-log-out")}</Button> }
    };
    view! {
        <div class="Shell" data-panel="conversation">
            <ConnectionBar />
            <div class="panels">
                <main class="conversation">
                    <EncryptionPage
                        model=keys
                        user=user
                        other_device=ways::other_device(user)
                        reset=ways::reset()
                        instead_of_later=log_out
                    />
                </main>
            </div>
        </div>
    }
}

/// What stands in the middle, apart from the event that a room's address names.
#[derive(Debug, Clone, PartialEq)]
enum Middle {
    Nothing,
    Keys,
    FirstRun,
    Room(RoomAddress),
    User(UserId),
    Saved,
}

#[component]
fn Conversation(
    account: Signal<Option<Account>>,
    keys: EncryptionModel,
    user: Signal<String>,
    /// Whether something about the keys is asked.
    asked: Memo<bool>,
    first_run: Memo<bool>,
    suggested: Vec<String>,
    #[prop(into)] on_first_run_seen: Callback<()>,
    place: RwSignal<String>,
    open: RwSignal<Option<RoomPane>>,
    pictures: RwSignal<Option<Pictures>>,
) -> impl IntoView {
    let route = route::use_route();
    let middle = Memo::new(move |_| match route.get() {
        Route::Room { address, .. } => Middle::Room(address),
        Route::User(user) => Middle::User(user),
        Route::Saved => Middle::Saved,
        _ if asked.get() => Middle::Keys,
        _ if first_run.get() => Middle::FirstRun,
        _ => Middle::Nothing,
    });
    let event = Signal::derive(move || match route.get() {
        Route::Room { event, .. } => event,
        _ => None,
    });
    let timeline = Callback::new(move |pane: RoomPane| {
        let name = pane.name;
        Effect::new(move |_| place.set(name.get()));
        open.set(Some(pane.clone()));
        on_cleanup(move || {
            place.try_set(String::new());
            open.try_set(None);
        });
        timeline_of(account, pane.room.into(), pane.event, pictures)
    });
    let composer = Callback::new(move |pane: RoomPane| {
        let (room, encrypted) = (pane.room.clone(), pane.encrypted);
        view! {
            <ChangedIdentityBanner room=room encrypted=encrypted />
            {composer_of(account, pane.room.clone().into(), pane)}
        }
        .into_any()
    });
    let toolbar = Callback::new(|pane: RoomPane| view! { <ThreadsButton room=pane.room /> }.into_any());
    let there = timer::in_own_task();
    let content = move || match middle.get() {
        _ if !there.get() => ().into_any(),
        Middle::Room(address) => view! {
            <RoomView address=address event=event timeline=timeline composer=composer toolbar=toolbar />
        }
        .into_any(),
        Middle::User(user) => {
            let own = account
                .with_untracked(|account| account.as_ref().is_some_and(|account| account.user == user));
            view! { <UserPage user=user own=own /> }.into_any()
        }
        Middle::Saved => view! { <SavedPage /> }.into_any(),
        Middle::Keys => {
            let (other_device, reset) = (ways::other_device(user), ways::reset());
            view! { <EncryptionPage model=keys.clone() user=user other_device=other_device reset=reset /> }
                .into_any()
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

/// The messages of a room or thread.
fn timeline_of(
    account: Signal<Option<Account>>,
    place: Place,
    event: Signal<Option<EventId>>,
    pictures: RwSignal<Option<Pictures>>,
) -> AnyView {
    let link = StoredValue::new(use_link());
    let writing = StoredValue::new(place.clone());
    let owner =
        move || account.with_untracked(|account| account.as_ref().map(|account| account.user.clone()));
    let answer = move |event: EventId| {
        if let Some(owner) = owner() {
            composer::answer(link.get_value(), owner, writing.get_value(), event);
        }
    };
    let edit = move |(timeline, event): (protocol::timeline::Timeline, EventId)| {
        if let Some(owner) = owner() {
            composer::edit(link.get_value(), owner, writing.get_value(), timeline, event);
        }
    };
    let open_thread = move |(root, at): (EventId, Option<EventId>)| match route::use_route().get_untracked() {
        // A link to a message that stands in a thread leads there in place of the room.
        Route::Room { address, event, .. } if at.is_some() && at == event => {
            route::replace(Route::Room { address, event: None, side: Some(Side::Thread { root, at }) });
        }
        _ => route::set_side(Some(Side::Thread { root, at })),
    };
    view! {
        <Timeline
            place=place
            event=event
            on_open_media=Callback::new(move |shown: Pictures| pictures.set(Some(shown)))
            on_answer=Callback::new(answer)
            on_edit=Callback::new(edit)
            on_open_thread=Callback::new(open_thread)
        />
    }
    .into_any()
}

/// Gives what another app shares to a room's composer.
fn hand_in(
    account: Signal<Option<Account>>,
    Handed { room, words, files }: Handed,
    to: fn(Link, UserId, Place, Draft, Vec<File>),
) {
    if let Some(account) = account.get_untracked() {
        to(use_link(), account.user, room.into(), words, files);
    }
}

/// Where one writes into a room or thread. It is made in a task of its own, when what stands above it is in the document.
fn composer_of(account: Signal<Option<Account>>, place: Place, pane: RoomPane) -> AnyView {
    let owner =
        Memo::new(move |_| account.with(|account| account.as_ref().map(|account| account.user.clone())));
    let there = timer::in_own_task();
    let form = move || {
        if !there.get() {
            return Some(
                view! {
                    <div class="Composer">
                        <div class="box">
                            <span class="IconButton"></span>
                        </div>
                    </div>
                }
                .into_any(),
            );
        }
        owner.get().map(|owner| {
            let RoomPane { name, can_send, replaced, .. } = pane.clone();
            view! { <Composer owner=owner place=place.clone() name=name can_send=can_send replaced=replaced /> }
                .into_any()
        })
    };
    form.into_any()
}

/// What stands beside the conversation: a thread, the list of threads, the files, or the polls.
#[component]
fn Beside(
    account: Signal<Option<Account>>,
    open: RwSignal<Option<RoomPane>>,
    pictures: RwSignal<Option<Pictures>>,
) -> impl IntoView {
    let route = route::use_route();
    // The message in the thread that is to be shown is followed by what is there.
    let side = Memo::new(move |_| match route.get() {
        Route::Room { side: Some(Side::Thread { root, .. }), .. } => Some(Side::Thread { root, at: None }),
        Route::Room { side, .. } => side,
        _ => None,
    });
    let at = Signal::derive(move || match route.get() {
        Route::Room { side: Some(Side::Thread { at, .. }), .. } => at,
        _ => None,
    });
    let content = move || {
        let (pane, side) = (open.get()?, side.get()?);
        Some(match side {
            Side::Files => {
                let show = move |(items, at)| pictures.set(Some(Pictures { items, at }));
                view! { <FilesPanel room=pane.room name=pane.name on_open=show /> }.into_any()
            }
            Side::Polls => view! { <PollsPanel room=pane.room name=pane.name /> }.into_any(),
            Side::Threads => view! { <ThreadList room=pane.room name=pane.name /> }.into_any(),
            Side::Thread { root, .. } => {
                let place = Place { room: pane.room.clone(), thread: Some(root.clone()) };
                let timeline = timeline_of(account, place.clone(), at, pictures);
                let (room, name, servers) = (pane.room.clone(), pane.name, pane.servers);
                let composer = composer_of(account, place, pane);
                view! { <ThreadPanel room=room root=root name=name servers=servers timeline=timeline composer=composer /> }
                    .into_any()
            }
        })
    };
    view! { <aside class="side">{content}</aside> }
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
