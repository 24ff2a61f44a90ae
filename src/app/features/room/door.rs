//! A room the account is not in: what it is, and the way in.

use leptos::{html::H3, prelude::*};
use protocol::{Failure, MxcUri, room::RoomPreview};

use super::{
    header::BackLink,
    model::{Deed, Door, Progress, RoomModel, may_pass, room_name},
};
use crate::{
    kit::{
        Alert, Avatar, AvatarShape, AvatarSize, Button, ButtonVariant, Icon, IconSize, Spinner, SpinnerSize,
        Tone,
    },
    link::use_link,
    platform::{focus::writes_elsewhere, timer},
    route::{self, Route},
    t,
    text::{failure, names::called},
};

/// Pixels of the avatar, for screens of two dots a pixel.
const AVATAR: u32 = 144;

/// What is known of the room, from its own header where the account has it, else from the server's preview.
#[derive(Clone, Default, PartialEq)]
struct Known {
    name: Option<String>,
    alias: Option<String>,
    topic: Option<String>,
    avatar: Option<MxcUri>,
    members: u64,
    encrypted: Option<bool>,
    space: bool,
    joinable: Option<bool>,
}

/// The page of a room the account is not in.
#[component]
pub(crate) fn RoomDoor(model: RoomModel, door: Door) -> impl IntoView {
    model.look();
    let (details, preview, address) = (model.details, model.preview, model.address.clone());
    let known = Memo::new(move |_| {
        let mut known = Known::default();
        if let Some(room) = details.get() {
            known = Known {
                name: room.name,
                alias: room.alias,
                topic: room.topic,
                avatar: room.avatar,
                members: room.members,
                encrypted: room.encrypted,
                ..known
            };
        }
        if let Some(Ok(preview)) = preview.get() {
            known = with_preview(known, preview);
        }
        known
    });
    let looking = Memo::new(move |_| preview.with(Option::is_none));
    let name = Signal::derive(move || {
        known.with(|known| {
            room_name(known.name.as_deref(), known.alias.as_deref(), &address).unwrap_or_else(|| {
                if looking.get() { address.id_or_alias.clone() } else { t!("room-unnamed") }
            })
        })
    });
    let dumb = Memo::new(move |_| preview.with(|preview| matches!(preview, Some(Err(_)))));
    let sentence = {
        let door = door.clone();
        Signal::derive(move || door_sentence(&door, &known.get()))
    };
    let link = use_link();
    let invite_avatars = link.invite_avatars();
    let hides = matches!(door, Door::Invited(_));
    let avatar = move || {
        let hidden = hides && !invite_avatars.get();
        known.with(|known| known.avatar.clone().filter(|_| !hidden))
    };
    let image = link.avatar(Signal::derive(avatar), AVATAR);
    let id = model.address.id_or_alias.clone();
    let title = NodeRef::<H3>::new();
    Effect::new(move || {
        // Whoever opened the room stands before its door, not nowhere; Enter must not accept by itself.
        let Some(title) = title.get() else { return };
        timer::next_frame(move || {
            if !writes_elsewhere() {
                let _ = title.focus();
            }
        });
    });
    view! {
        <header class="RoomHeader">
            <BackLink />
            <div class="about">
                <h2 class="name">
                    <span class="text" dir="auto">
                        {move || name.get()}
                    </span>
                </h2>
            </div>
        </header>
        <div class="RoomPreview" aria-busy=move || looking.get().then_some("true")>
            <div class="card">
                <Avatar
                    name=name
                    id=Signal::derive(move || id.clone())
                    image=image
                    size=AvatarSize::ExtraLarge
                    shape=AvatarShape::Square
                />
                <h3 class="name" dir="auto" tabindex="-1" node_ref=title>
                    {move || name.get()}
                </h3>
                {move || known.with(|known| known.alias.clone()).map(|alias| view! { <p class="alias">{alias}</p> })}
                {move || {
                    known.with(|known| known.topic.clone()).map(|topic| view! { <p class="topic" dir="auto">{topic}</p> })
                }} <Facts known=known /> <p class="state">{move || sentence.get()}</p>
                {move || (dumb.get() && known.with(|known| known.name.is_none())).then(|| view! { <p class="state">{t!("room-no-preview")}</p> })}
                <DoorActions model=model door=door known=known />
            </div>
        </div>
    }
}

fn with_preview(known: Known, preview: RoomPreview) -> Known {
    Known {
        name: known.name.or(preview.name),
        alias: known.alias.or(preview.alias),
        topic: known.topic.or(preview.topic),
        avatar: known.avatar.or(preview.avatar),
        members: if preview.members > 0 { preview.members } else { known.members },
        encrypted: known.encrypted,
        space: preview.space,
        joinable: Some(preview.joinable),
    }
}

fn door_sentence(door: &Door, known: &Known) -> String {
    match door {
        Door::Invited(Some(inviter)) => t!("room-invited-by", name = called(inviter)),
        Door::Invited(None) => t!("room-invited"),
        Door::Knocked => t!("room-knocked"),
        Door::Banned => t!("room-banned"),
        Door::Left | Door::Stranger if known.joinable == Some(false) => t!("room-not-open"),
        Door::Left => t!("room-left"),
        Door::Stranger if known.space => t!("room-is-space"),
        Door::Stranger => t!("room-stranger"),
    }
}

#[component]
fn Facts(known: Memo<Known>) -> impl IntoView {
    let members = Memo::new(move |_| known.with(|known| known.members));
    let encrypted = Memo::new(move |_| known.with(|known| known.encrypted));
    view! {
        <p class="facts">
            {move || {
                let count = Some(members.get()).filter(|count| *count > 0)?;
                Some(
                    view! {
                        <span>
                            <Icon name="users" size=IconSize::Small />
                            {move || t!("room-members", count = count)}
                        </span>
                    },
                )
            }}
            {move || {
                let encrypted = encrypted.get()?;
                let icon = if encrypted { "lock" } else { "lock-open" };
                let words = move || if encrypted { t!("room-encrypted") } else { t!("room-not-encrypted") };
                Some(
                    view! {
                        <span>
                            <Icon name=icon size=IconSize::Small />
                            {words}
                        </span>
                    },
                )
            }}
        </p>
    }
}

#[component]
fn DoorActions(model: RoomModel, door: Door, known: Memo<Known>) -> impl IntoView {
    let progress = model.progress;
    let doing = move |deed| Signal::derive(move || progress.get() == Progress::Busy(deed));
    let waits = Signal::derive(move || matches!(progress.get(), Progress::Busy(_)));
    let home = Callback::new(|()| route::go(Route::Home));
    let invited = matches!(door, Door::Invited(_));
    let enter = {
        let model = model.clone();
        move |_| model.enter(invited)
    };
    let decline = {
        let (model, door) = (model.clone(), door.clone());
        move |_| match door {
            Door::Invited(_) => model.decline(home),
            _ => model.leave(home),
        }
    };
    let enter_words = {
        let door = door.clone();
        Signal::derive(move || match door {
            Door::Invited(_) => t!("room-accept"),
            Door::Left => t!("room-rejoin"),
            _ => t!("room-join"),
        })
    };
    let may_enter = {
        let door = door.clone();
        move || match door {
            Door::Banned | Door::Knocked => false,
            Door::Invited(_) => true,
            Door::Left | Door::Stranger => known.with(|known| known.joinable != Some(false)),
        }
    };
    let decline_deed = if invited { Deed::Decline } else { Deed::Leave };
    let way_out = match door {
        Door::Invited(_) | Door::Knocked => view! {
            <Button
                busy=doing(decline_deed)
                disabled=Signal::derive(move || waits.get() && !doing(decline_deed).get())
                on_press=Callback::new(decline)
            >
                {move || if invited { t!("room-decline") } else { t!("room-withdraw") }}
            </Button>
        }
        .into_any(),
        _ => {
            view! { <Button on_press=Callback::new(move |_| home.run(()))>{move || t!("room-home")}</Button> }
                .into_any()
        }
    };
    view! {
        {move || {
            let Progress::Failed(deed, cause) = progress.get() else { return None };
            let words = failed(deed, &cause);
            Some(view! { <Alert tone=Tone::Danger><p class="text">{words}</p></Alert> })
        }}
        <div class="actions">
            <Show when=may_enter>
                <Button
                    variant=ButtonVariant::Primary
                    busy=doing(Deed::Enter)
                    disabled=Signal::derive(move || waits.get() && !doing(Deed::Enter).get())
                    on_press=Callback::new(enter.clone())
                >
                    {move || enter_words.get()}
                </Button>
            </Show>
            {way_out}
        </div>
    }
}

/// What did not work, and why.
pub(super) fn failed(deed: Deed, cause: &Failure) -> String {
    let reason = failure::sentence(cause);
    match deed {
        Deed::Enter => t!("room-failed-enter", reason = reason),
        Deed::Decline => t!("room-failed-decline", reason = reason),
        Deed::Leave => t!("room-failed-leave", reason = reason),
        Deed::Encrypt => t!("room-failed-encrypt", reason = reason),
    }
}

/// The page of an address that leads nowhere, or could not be looked up.
#[component]
pub(crate) fn RoomLost(model: RoomModel, cause: Failure) -> impl IntoView {
    let passes = may_pass(&cause);
    let title = move || if passes { t!("room-unreachable") } else { t!("room-lost") };
    let words = move || if passes { failure::sentence(&cause) } else { t!("room-lost-text") };
    let address = model.address.id_or_alias.clone();
    let again = passes.then(|| {
        let press = Callback::new(move |_| model.resolve());
        view! {
            <Button variant=ButtonVariant::Primary on_press=press>
                {move || t!("room-try-again")}
            </Button>
        }
    });
    view! {
        <header class="RoomHeader">
            <BackLink />
            <div class="about">
                <h2 class="name">
                    <span class="text">{address.clone()}</span>
                </h2>
            </div>
        </header>
        <div class="RoomPreview">
            <div class="card" role="alert">
                <h3 class="name">{title}</h3>
                <p class="alias">{address}</p>
                <p class="topic">{words}</p>
                <div class="actions">
                    {again} <Button on_press=Callback::new(|_| route::go(Route::Home))>{move || t!("room-home")}</Button>
                </div>
            </div>
        </div>
    }
}

/// The page while it is found out which room the address means.
#[component]
pub(crate) fn RoomResolving() -> impl IntoView {
    view! {
        <header class="RoomHeader">
            <BackLink />
        </header>
        <div class="RoomPreview" aria-busy="true">
            <Spinner size=SpinnerSize::Large label=Signal::derive(|| Some(t!("room-loading"))) />
        </div>
    }
}
