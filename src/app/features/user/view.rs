//! The page.

use leptos::prelude::*;
use protocol::{UserId, moderation::Reported, profile::Profile};

use super::{
    model::{Known, UserModel},
    purge::PurgeDialog,
};
use crate::{
    kit::{Alert, Avatar, AvatarSize, Button, ButtonVariant, Icon, Spinner, Tone},
    link::use_link,
    platform::clipboard,
    rooms::{ReportDialog, ShareDialog},
    route::{self, Route},
    t,
    text::failure,
    verification::PersonTrustLine,
};

/// Pixels of the large avatar, for screens of twice the usual density.
const AVATAR: u32 = 144;

/// A person's page.
#[component]
pub fn UserPage(
    user: UserId,
    /// Whether it is the account's own.
    own: bool,
) -> impl IntoView {
    let link = use_link();
    let copying = StoredValue::new(link.clone());
    let model = UserModel::new(link.clone(), user.clone());
    if !own {
        model.look_for_rooms();
    }
    let (known, moderated) = (model.known, model.moderated);
    let local = user.as_str().trim_start_matches('@').split(':').next().unwrap_or_default().to_owned();
    let name = Signal::derive(move || match known.get() {
        Known::Person(profile) => profile.name.unwrap_or_else(|| local.clone()),
        _ => local.clone(),
    });
    let avatar = Memo::new(move |_| match known.get() {
        Known::Person(profile) => profile.avatar,
        _ => None,
    });
    let picture = link.avatar(avatar, AVATAR);
    let copied = RwSignal::new(false);
    let id = StoredValue::new(user.0.clone());
    let copy = move |_| {
        copying.with_value(|link| {
            link.spawn(async move {
                if clipboard::copy(&id.get_value()).await {
                    copied.try_set(true);
                }
            });
        });
    };
    let (busy, refused) = (model.busy, model.failure);
    let looking = model.clone();
    let said = move || match known.get() {
        Known::Looking => view! { <Spinner label=Some(t!("user-looking")) /> }.into_any(),
        Known::Nobody => view! {
            <Alert tone=Tone::Warning title=Signal::derive(|| Some(t!("user-nobody-title")))>
                <p class="text">{move || t!("user-nobody-text")}</p>
            </Alert>
        }
        .into_any(),
        Known::Failed(why) => {
            let looking = looking.clone();
            view! {
                <Alert tone=Tone::Danger title=Signal::derive(|| Some(t!("user-failed-title")))>
                    <p class="text">{move || failure::sentence(&why)}</p>
                    <div class="actions">
                        <Button on_press=move |_| looking.look()>{move || t!("user-again")}</Button>
                    </div>
                </Alert>
            }
            .into_any()
        }
        Known::Person(_) => ().into_any(),
    };
    let writing = model.clone();
    let reporting = RwSignal::new(false);
    let sharing = RwSignal::new(false);
    let purging = RwSignal::new(false);
    let shared = user.clone();
    let (reported, stranger, trusted) = (user.clone(), user.clone(), user.clone());
    let author = Signal::derive(move || match known.get() {
        Known::Person(profile) => profile,
        _ => Profile { user: stranger.clone(), name: None, ambiguous: false, avatar: None },
    });
    view! {
        <div class="Room">
            <header class="RoomHeader">
                <a class="IconButton back" href=Route::Home.href() aria-label=move || t!("user-back")>
                    <Icon name="arrow-left" />
                </a>
                <div class="about">
                    <h2 class="name">
                        <span class="text">{move || name.get()}</span>
                    </h2>
                </div>
            </header>
            <div class="RoomPreview">
                <div class="card">
                    <Avatar name=name id=user.0.clone() image=picture size=AvatarSize::ExtraLarge />
                    <h3 class="name">{move || name.get()}</h3>
                    <p class="alias">
                        <bdi>{user.0}</bdi>
                    </p>
                    {said}
                    {(!own).then(|| view! { <PersonTrustLine user=trusted name=name /> })}
                    {move || {
                        refused
                            .get()
                            .map(|why| {
                                view! {
                                    <Alert
                                        tone=Tone::Danger
                                        title=Signal::derive(|| Some(t!("user-write-failed")))
                                    >
                                        <p class="text">{failure::sentence(&why)}</p>
                                    </Alert>
                                }
                            })
                    }}
                    <div class="actions">
                        {(!own)
                            .then(|| {
                                view! {
                                    <Button
                                        variant=ButtonVariant::Primary
                                        icon="message-circle"
                                        busy=busy
                                        on_press=move |_| writing.write()
                                    >
                                        {move || t!("user-write")}
                                    </Button>
                                }
                            })}
                        <Button icon="copy" on_press=copy>
                            {move || if copied.get() { t!("user-copied") } else { t!("user-copy") }}
                        </Button>
                        <Button icon="external-link" on_press=move |_| sharing.set(true)>
                            {move || t!("user-share")}
                        </Button>
                        {(!own).then(|| view! {
                            <Button
                                icon="flag"
                                variant=ButtonVariant::Ghost
                                on_press=move |_| reporting.set(true)
                            >
                                {move || t!("user-report")}
                            </Button>
                        })}
                        {move || moderated.with(|rooms| !rooms.is_empty()).then(|| view! {
                            <Button
                                icon="trash-2"
                                variant=ButtonVariant::Ghost
                                on_press=move |_| purging.set(true)
                            >
                                {move || t!("timeline-delete-recent")}
                            </Button>
                        })}
                    </div>
                </div>
            </div>
            {move || purging.get().then(|| view! {
                <PurgeDialog
                    author=author.get_untracked()
                    rooms=moderated.get_untracked()
                    on_close=move |()| purging.set(false)
                />
            }.into_any())}
            {move || sharing.get().then(|| view! {
                <ShareDialog
                    title=Signal::derive(move || t!("user-share-title", name = name.get()))
                    link=route::link_to_person(&shared)
                    on_close=move |()| sharing.set(false)
                />
            }.into_any())}
            {move || reporting.get().then(|| view! {
                <ReportDialog
                    what=Reported::Person(reported.clone())
                    author=Some(author.get_untracked())
                    on_close=move |()| reporting.set(false)
                />
            }.into_any())}
        </div>
    }
}
