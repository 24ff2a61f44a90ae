//! The panel.

use leptos::prelude::*;
use protocol::{
    room::RoomPreview,
    session::{Account, Connection, SyncState},
};

use super::model::{FirstRunModel, Suggestion, SuggestionState};
use crate::{
    kit::{Avatar, AvatarShape, Button, ButtonSize, ButtonVariant, unique_id},
    link::use_link,
    platform::clipboard,
    route::{self, Route},
    t,
    text::failure,
};

/// Pixels of an avatar in a card, for screens of twice the usual density.
const AVATAR: u32 = 80;

/// The panel for a new account. `on_close`: the person has seen it.
#[component]
pub fn FirstRun(
    account: Account,
    /// Rooms to offer: aliases or IDs.
    suggested: Vec<String>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let link = use_link();
    let connection = link.value(SyncState);
    let model = FirstRunModel::new(link, &suggested);
    let looking = model.clone();
    Effect::new(move |_| {
        if connection.get() == Some(Connection::Online) {
            looking.look_again();
        }
    });
    let knowing = model.clone();
    Effect::new(move |_| {
        if knowing.knows_its_way() {
            knowing.dismiss();
            on_close.run(());
        }
    });
    let title_id = unique_id("first-run");
    let rooms_id = unique_id("first-run-rooms");
    let (titled_by, rooms_titled_by) = (title_id.clone(), rooms_id.clone());
    let name = account.name.clone().unwrap_or_else(|| {
        account.user.as_str().trim_start_matches('@').split(':').next().unwrap_or_default().to_owned()
    });
    let rooms = model.rooms.clone();
    let cards: Vec<_> =
        rooms.into_iter().map(|room| view! { <li><Card model=model.clone() room=room /></li> }).collect();
    let any = !cards.is_empty();
    let dismissing = model.clone();
    view! {
        <section class="FirstRun" aria-labelledby=titled_by>
            <div class="card">
                <header>
                    <h2 class="title" id=title_id>
                        {move || t!("first-run-title", name = name.as_str())}
                    </h2>
                    <p class="lead">{move || t!("first-run-lead")}</p>
                </header>
                <Handle user=account.user.0 />
                {any
                    .then(|| {
                        view! {
                            <section aria-labelledby=rooms_titled_by>
                                <h3 class="subtitle" id=rooms_id>
                                    {move || t!("first-run-rooms")}
                                </h3>
                                <ul class="rooms" role="list">
                                    {cards}
                                </ul>
                            </section>
                        }
                    })}
                <div class="foot">
                    <Button on_press=move |_| {
                        dismissing.dismiss();
                        on_close.run(());
                    }>{move || t!("first-run-close")}</Button>
                </div>
            </div>
        </section>
    }
}

#[component]
fn Handle(user: String) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let copied = RwSignal::new(false);
    let text = StoredValue::new(user.clone());
    let copy = move |_| {
        link.with_value(|link| {
            link.spawn(async move {
                if clipboard::copy(&text.get_value()).await {
                    copied.try_set(true);
                }
            });
        });
    };
    view! {
        <div class="handle">
            <bdi class="id">{user}</bdi>
            <Button size=ButtonSize::Small icon="copy" on_press=copy>
                {move || if copied.get() { t!("first-run-copied") } else { t!("first-run-copy") }}
            </Button>
        </div>
    }
}

#[component]
fn Card(model: FirstRunModel, room: RwSignal<Suggestion>) -> impl IntoView {
    let link = use_link();
    let preview = Memo::new(move |_| {
        room.with(|room| match &room.state {
            SuggestionState::Looking => None,
            SuggestionState::Open(preview) | SuggestionState::Joining(preview) => Some(preview.clone()),
            SuggestionState::Joined { preview, .. } | SuggestionState::Failed { preview, .. } => {
                preview.clone()
            }
        })
    });
    let of = move |look: fn(&RoomPreview) -> Option<String>| {
        preview.with(|preview| preview.as_ref().and_then(|preview| look(preview)))
    };
    let address = room.with_untracked(|room| room.address.id_or_alias.clone());
    let name = {
        let address = address.clone();
        Signal::derive(move || of(|preview| preview.name.clone()).unwrap_or_else(|| address.clone()))
    };
    let avatar = Memo::new(move |_| {
        preview.with(|preview| preview.as_ref().and_then(|preview| preview.avatar.clone()))
    });
    let picture = link.avatar(avatar, AVATAR);
    let topic =
        move || of(|preview| preview.topic.clone()).map(|topic| view! { <p class="topic">{topic}</p> });
    let failed = move || {
        room.with(|room| match &room.state {
            SuggestionState::Failed { why, .. } => Some(failure::sentence(why)),
            _ => None,
        })
        .map(|text| view! { <p class="topic" role="alert">{text}</p> })
    };
    let button = move || {
        let state = room.with(|room| room.state.clone());
        let model = model.clone();
        match state {
            SuggestionState::Joined { room, .. } => {
                let target = room.clone();
                view! {
                    <Button
                        size=ButtonSize::Small
                        label=Signal::derive(move || Some(t!("first-run-open-room", room = name.get())))
                        on_press=move |_| route::go(Route::room(&target))
                    >
                        {move || t!("first-run-open")}
                    </Button>
                }
                .into_any()
            }
            SuggestionState::Failed { .. } => view! {
                <Button size=ButtonSize::Small on_press=move |_| model.join(room)>
                    {move || t!("first-run-again")}
                </Button>
            }
            .into_any(),
            state => {
                let busy = matches!(state, SuggestionState::Joining(_));
                let looking = matches!(state, SuggestionState::Looking);
                view! {
                    <Button
                        size=ButtonSize::Small
                        variant=ButtonVariant::Primary
                        busy=busy
                        disabled=looking
                        label=Signal::derive(move || Some(t!("first-run-join-room", room = name.get())))
                        on_press=move |_| model.join(room)
                    >
                        {move || t!("first-run-join")}
                    </Button>
                }
                .into_any()
            }
        }
    };
    view! {
        <div class="RoomCard">
            <Avatar name=name id=address.clone() image=picture shape=AvatarShape::Square />
            <div class="about">
                <span class="name">{move || name.get()}</span>
                {topic}
                {failed}
            </div>
            {button}
        </div>
    }
}
