//! A person's avatar.

use leptos::prelude::*;
use protocol::{media::MediaWanted, profile::Profile};

use crate::{
    features::timeline::scene::Scene,
    kit::{Avatar, AvatarSize},
    link::MediaUrl,
    route::Route,
    text::names::called,
};

/// A face of this size.
pub(crate) fn view(scene: Scene, person: &Profile, size: AvatarSize) -> AnyView {
    let (name, id) = (called(person), person.user.0.clone());
    let pixels = match size {
        AvatarSize::ExtraSmall | AvatarSize::Small => 48,
        _ => 96,
    };
    match person.avatar.clone() {
        Some(uri) => {
            let url = scene.model.media(MediaWanted::Avatar { uri, size: pixels });
            let image = Signal::derive(move || match url.get() {
                MediaUrl::Ready(url) => Some(url),
                _ => None,
            });
            view! { <Avatar name=name id=id image=image size=size /> }.into_any()
        }
        None => view! { <Avatar name=name id=id size=size /> }.into_any(),
    }
}

/// The face beside a message, which leads to the person.
pub(crate) fn linked(scene: Scene, sender: Memo<Option<Profile>>) -> AnyView {
    let href =
        move || sender.with(|sender| sender.as_ref().map(|sender| Route::User(sender.user.clone()).href()));
    view! {
        <a class="face" href=href tabindex="-1" aria-hidden="true">
            {move || sender.get().map(|sender| view(scene, &sender, AvatarSize::Medium))}
        </a>
    }
    .into_any()
}
