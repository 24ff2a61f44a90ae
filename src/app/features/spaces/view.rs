//! The rail: all rooms, the spaces, and at its foot the account.

use leptos::{ev, prelude::*};
use protocol::{RoomId, spaces::SpaceRow};

use super::model::SpacesModel;
use crate::{
    kit::{Avatar, AvatarShape, Icon},
    link::use_link,
    route::Route,
    t,
};

/// Pixels of an avatar in the rail, for screens of two dots a pixel.
const AVATAR: u32 = 80;

/// The spaces of the account, to choose whose rooms the list shows.
#[component]
pub fn Spaces(
    /// The chosen space; all rooms if none.
    selected: RwSignal<Option<SpaceRow>>,
    /// What stands at the foot of the rail.
    #[prop(into, optional)]
    foot: ViewFn,
) -> impl IntoView {
    let model = SpacesModel::new(&use_link(), selected);
    let chosen = Memo::new(move |_| selected.with(|space| space.as_ref().map(|space| space.id.clone())));
    let order = model.list.order();
    let all_is_chosen = move || chosen.with(Option::is_none).then_some("page");
    view! {
        <nav class="SpaceRail" aria-label=move || t!("spaces-title")>
            <ul role="list">
                <li>
                    <a
                        class="space"
                        href=Route::Home.href()
                        aria-label=move || t!("spaces-all")
                        aria-current=all_is_chosen
                        on:click=move |event| choose(&event, selected, None)
                    >
                        <span class="home">
                            <Icon name="house" />
                        </span>
                    </a>
                </li>
                <For each=move || order.get().to_vec() key=|space| space.clone() let(space)>
                    <SpaceLink model=model.clone() space=space chosen=chosen />
                </For>
            </ul>
            {foot.run()}
        </nav>
    }
}

/// Choosing a space changes the list beside it and leaves the conversation open.
fn choose(event: &ev::MouseEvent, selected: RwSignal<Option<SpaceRow>>, space: Option<SpaceRow>) {
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    event.prevent_default();
    selected.set(space);
}

#[component]
fn SpaceLink(model: SpacesModel, space: RoomId, chosen: Memo<Option<RoomId>>) -> impl IntoView {
    let link = use_link();
    let row = model.list.row(&space).map(RwSignal::from)?;
    let selected = model.selected;
    let image = link.avatar(Signal::derive(move || row.with(|row| row.avatar.clone())), AVATAR);
    let href = Route::room(&space).href();
    let id = space.0.clone();
    let is_chosen = move || (chosen.with(|chosen| chosen.as_ref() == Some(&space))).then_some("page");
    Some(view! {
        <li>
            <a
                class="space"
                href=href
                title=move || row.with(|row| row.name.clone())
                aria-label=move || row.with(|row| row.name.clone())
                aria-current=is_chosen
                on:click=move |event| choose(&event, selected, Some(row.get_untracked()))
            >
                <Avatar
                    name=Signal::derive(move || row.with(|row| row.name.clone()))
                    id=Signal::derive(move || id.clone())
                    image=image
                    shape=AvatarShape::Square
                />
            </a>
        </li>
    })
}
