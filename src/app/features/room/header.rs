//! The header: back, what the room is, and its menu.

use leptos::prelude::*;
use protocol::{
    moderation::Reported,
    room::{Membership, RoomDetails},
};

use super::{
    encrypt::EncryptDialog,
    leave::LeaveDialog,
    model::{RoomModel, room_name},
    shown, shown_media, verified_only, words,
};
use crate::{
    kit::{Avatar, AvatarShape, AvatarSize, Icon, MenuButton, MenuItem, MenuSeparator},
    link::use_link,
    packs::RoomPacks,
    platform,
    rooms::{DateDialog, ReportDialog, ShareDialog, copier},
    route::{self, Route, Side},
    settings::{link_previews, set_link_previews},
    t,
};

/// Pixels of the avatar, for screens of two dots a pixel.
const AVATAR: u32 = 72;

/// The way back to the list of rooms, where only one panel is shown.
#[component]
pub(crate) fn BackLink() -> impl IntoView {
    view! {
        <a class="IconButton back" href=Route::Home.href() aria-label=move || t!("room-back")>
            <Icon name="arrow-left" />
        </a>
    }
}

/// The header of a room that is open. `toolbar` is what other features put beside the menu.
#[component]
pub(crate) fn RoomHeader(model: RoomModel, name: Signal<String>, toolbar: AnyView) -> impl IntoView {
    let details = model.details;
    let (leaving, encrypting) = (RwSignal::new(false), RwSignal::new(false));
    let (dating, reporting) = (RwSignal::new(false), RwSignal::new(false));
    let sharing = RwSignal::new(None::<String>);
    let encrypted_by = model.clone();
    let (asked, reported) = (model.room(), model.room());
    let field = move |read: fn(&RoomDetails) -> Option<String>| {
        Memo::new(move |_| details.with(|details| details.as_ref().and_then(read)))
    };
    let avatar =
        Signal::derive(move || details.with(|details| details.as_ref().and_then(|room| room.avatar.clone())));
    let image = use_link().avatar(avatar, AVATAR);
    let id = model.room().unwrap_or_else(|| model.address.id_or_alias.as_str().into());
    let direct = Memo::new(move |_| {
        details.with(|details| details.as_ref().is_some_and(|room| room.direct_with.is_some()))
    });
    let hue = {
        let id = id.0.clone();
        Signal::derive(move || id.clone())
    };
    let topic = field(|room| room.topic.clone().filter(|topic| !topic.trim().is_empty()));
    let encrypted =
        Memo::new(move |_| details.with(|details| details.as_ref().and_then(|room| room.encrypted)));
    let kept_for =
        Memo::new(move |_| details.with(|details| details.as_ref().and_then(|room| room.kept_for)));
    let members = Memo::new(move |_| details.with(|details| details.as_ref().map(|room| room.members)));
    view! {
        <header class="RoomHeader">
            <BackLink />
            {move || {
                let shape = if direct.get() { AvatarShape::Round } else { AvatarShape::Square };
                view! { <Avatar name=name id=hue image=image size=AvatarSize::Medium shape=shape /> }
            }}
            <div class="about">
                <h2 class="name">
                    <span class="text" dir="auto">
                        {move || name.get()}
                    </span>
                    {move || {
                        let (icon, label) = match encrypted.get()? {
                            true => ("lock", t!("room-encrypted")),
                            false => ("lock-open", t!("room-not-encrypted")),
                        };
                        Some(view! { <Icon name=icon label={label} {..} data-tooltip="" /> })
                    }}
                    {move || {
                        let label = words::kept_for(kept_for.get()?);
                        Some(view! { <Icon name="clock" label={label} {..} data-tooltip="" /> })
                    }}
                </h2>
                <Topic topic=topic />
            </div>
            <div class="tools">
                {move || {
                    let count = members.get().filter(|count| *count > 0)?;
                    Some(
                        view! {
                            <span
                                class="members"
                                role="img"
                                data-tooltip=""
                                aria-label=move || t!("room-members", count = count)
                            >
                                <Icon name="users" />
                                <span class="count">{count}</span>
                            </span>
                        },
                    )
                }} {toolbar} <RoomMenu model=model.clone() name=name leaving=leaving encrypting=encrypting dating=dating reporting=reporting sharing=sharing />
            </div>
            <Show when=move || leaving.get()>
                <LeaveDialog model=model.clone() name=name open=leaving />
            </Show>
            {move || {
                encrypting.get().then(|| view! { <EncryptDialog model=encrypted_by.clone() open=encrypting /> }.into_any())
            }}
            {move || {
                let (room, close) = (asked.clone()?, move |()| dating.set(false));
                let now = platform::wall_clock() as u64;
                dating.get().then(|| view! { <DateDialog room=room from=now on_close=close /> }.into_any())
            }}
            {move || sharing.get().map(|link| view! {
                <ShareDialog
                    title=Signal::derive(move || t!("room-share-title", room = name.get()))
                    link=link
                    on_close=move |()| sharing.set(None)
                />
            }.into_any())}
            {move || {
                let (room, close) = (reported.clone()?, move |()| reporting.set(false));
                let what = Reported::Room(room);
                reporting.get().then(|| view! { <ReportDialog what=what author=None on_close=close /> }.into_any())
            }}
        </header>
    }
}

/// One line of the topic; a press shows all of it.
#[component]
fn Topic(topic: Memo<Option<String>>) -> impl IntoView {
    let expanded = RwSignal::new(false);
    move || {
        let words = topic.get()?;
        Some(view! {
            <button
                class="topic"
                type="button"
                dir="auto"
                aria-expanded=move || if expanded.get() { "true" } else { "false" }
                title=move || if expanded.get() { t!("room-topic-less") } else { t!("room-topic-more") }
                on:click=move |_| expanded.update(|expanded| *expanded = !*expanded)
            >
                {words}
            </button>
        })
    }
}

#[component]
fn RoomMenu(
    model: RoomModel,
    name: Signal<String>,
    leaving: RwSignal<bool>,
    encrypting: RwSignal<bool>,
    dating: RwSignal<bool>,
    reporting: RwSignal<bool>,
    sharing: RwSignal<Option<String>>,
) -> impl IntoView {
    let details = model.details;
    let previewed = StoredValue::new(model.room());
    let media = StoredValue::new(model.room().map(shown_media::follow));
    let rules = StoredValue::new(verified_only::follow());
    let joined = Memo::new(move |_| {
        details.with(|details| details.as_ref().is_none_or(|room| room.membership == Membership::Joined))
    });
    let packs = RwSignal::new(false);
    let copier = copier();
    let link = {
        let model = model.clone();
        move || {
            let (alias, servers) = details
                .with_untracked(|details| {
                    details.as_ref().map(|room| (room.alias.clone(), room.servers.clone()))
                })
                .unwrap_or_default();
            Some(route::link_for_others(&model.room()?, alias.as_deref(), None, &servers))
        }
    };
    let link = StoredValue::new(link);
    let copy = Callback::new(move |()| {
        if let Some(link) = link.with_value(|link| link()) {
            copier(link);
        }
    });
    let share = Callback::new(move |()| sharing.set(link.with_value(|link| link())));
    let items = move || {
        view! {
            <MenuItem icon="link" on_select=copy>
                {t!("room-copy-link")}
            </MenuItem>
            <MenuItem icon="external-link" on_select=share>
                {t!("room-share")}
            </MenuItem>
            <Show when=move || joined.get()>
                <MenuItem icon="paperclip" on_select=|()| route::set_side(Some(Side::Files))>
                    {t!("room-files")}
                </MenuItem>
                <MenuItem icon="chart-no-axes-column" on_select=|()| route::set_side(Some(Side::Polls))>
                    {t!("room-polls")}
                </MenuItem>
                {previewed.get_value().map(|room| {
                    let encrypted = details.with_untracked(|details| details.as_ref().and_then(|room| room.encrypted));
                    let on = untrack(|| link_previews(&room, encrypted));
                    view! {
                        <MenuItem checked=on on_select=move |()| set_link_previews(&room, encrypted, !on)>
                            {t!("room-link-previews")}
                        </MenuItem>
                    }
                })}
                {previewed.get_value().zip(media.get_value()).map(|(room, media)| shown_media::item(room, &media))}
                {details.with_untracked(|room| room.as_ref()?.encrypted).filter(|encrypted| *encrypted).and_then(|_| {
                    let room = previewed.get_value()?;
                    rules.with_value(|rules| verified_only::item(room, rules))
                })}
                {previewed.get_value().map(shown::items)}
                <MenuItem icon="smile" on_select=move |()| packs.set(true)>
                    {t!("packs-title")}
                </MenuItem>
                <MenuItem icon="calendar" on_select=move |()| dating.set(true)>
                    {t!("room-jump-to-date")}
                </MenuItem>
                {details.with_untracked(|room| room.as_ref()?.predecessor.clone()).map(|before| view! {
                    <MenuItem icon="rotate-ccw" on_select=move |()| route::go(Route::room(&before))>
                        {t!("room-predecessor")}
                    </MenuItem>
                })}
                {details.with_untracked(|room| room.as_ref().is_some_and(|room| room.can_encrypt)).then(|| view! {
                    <MenuItem icon="lock" on_select=move |()| encrypting.set(true)>
                        {t!("room-encrypt")}
                    </MenuItem>
                })}
                <MenuSeparator />
                <MenuItem icon="flag" danger=true on_select=move |()| reporting.set(true)>
                    {t!("room-report")}
                </MenuItem>
                <MenuItem icon="log-out" danger=true on_select=Callback::new(move |()| leaving.set(true))>
                    {t!("room-leave")}
                </MenuItem>
            </Show>
        }
    };
    view! {
        <MenuButton class="IconButton" label=Signal::derive(|| t!("room-menu")) items=items>
            <Icon name="ellipsis-vertical" />
        </MenuButton>
        {move || {
            let room = previewed.get_value().filter(|_| packs.get())?;
            Some(view! { <RoomPacks room=room name=name on_close=move |()| packs.set(false) /> }.into_any())
        }}
    }
}

/// The name to show of a room: an empty one while it is not known.
pub(crate) fn name_signal(model: &RoomModel) -> Signal<String> {
    let (details, address) = (model.details, model.address.clone());
    Memo::new(move |_| {
        details.with(|details| {
            let known = details.as_ref();
            let name = known.and_then(|room| room.name.as_deref());
            let alias = known.and_then(|room| room.alias.as_deref());
            room_name(name, alias, &address).unwrap_or_else(|| match known {
                Some(_) => t!("room-unnamed"),
                None => String::new(),
            })
        })
    })
    .into()
}
