//! What can be done with a message: the toolbar of the row under the pointer or with the focus, and the menu.

use leptos::{ev, prelude::*};
use protocol::{EventId, ItemKey, timeline::TimelineItem};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::{
    features::timeline::{deeds::Deeds, pointer, polls::Asked, scene::Scene},
    kit::{
        ButtonSize, Icon, IconButton, MenuButton, MenuItem, MenuPanel, MenuSeparator, Toolbar,
        VisuallyHidden, place::Area, window::area_of,
    },
    platform::document,
    rooms::copier,
    route, t,
};

/// Reactions that are one press away.
const QUICK: [&str; 6] = ["👍\u{FE0F}", "❤\u{FE0F}", "😂", "🎉", "😮", "😢"];

/// What can be done with a message now.
fn deeds(scene: Scene, key: &ItemKey) -> Deeds {
    let powers = scene.model.powers.get();
    scene.model.event(key).map(|event| Deeds::of(&event, powers)).unwrap_or_default()
}

/// The toolbar of the active row. Its buttons come and go one by one, so that one with the focus stays.
pub(crate) fn toolbar(scene: Scene, key: &ItemKey, item: &ArcRwSignal<TimelineItem>) -> AnyView {
    let (named, item) = (key.clone(), item.clone());
    let now = Memo::new(move |_| {
        item.track();
        deeds(scene, &named)
    });
    let has = |pick: fn(&Deeds) -> bool| Memo::new(move |_| now.with(pick));
    let (there, react) = (has(|deeds| deeds.event.is_some()), has(|deeds| deeds.react));
    let (answer, thread) = (has(|deeds| deeds.answer), has(|deeds| deeds.thread));
    let edit = has(|deeds| deeds.edit);
    let with_event = move |act: Callback<EventId>| {
        if let Some(event) = now.with_untracked(|deeds| deeds.event.clone()) {
            act.run(event);
        }
    };
    let (react_open, more_open) = (menu_of(scene), menu_of(scene));
    let buttons = move || {
        view! {
            <Toolbar class="MessageActions" label=Signal::derive(|| t!("timeline-actions"))>
                <Show when=move || react.get()>
                    <MenuButton
                        class="IconButton react"
                        label=Signal::derive(|| t!("timeline-react"))
                        open=react_open
                        items=move || quick(scene, &now.get_untracked(), None)
                    >
                        <Icon name="smile" />
                    </MenuButton>
                </Show>
                <Show when=move || answer.get()>
                    <IconButton
                        icon="reply"
                        size=ButtonSize::Small
                        label=Signal::derive(|| t!("timeline-reply"))
                        on_press=move |_| with_event(scene.on_answer)
                    />
                </Show>
                <Show when=move || thread.get()>
                    <IconButton
                        icon="messages-square"
                        size=ButtonSize::Small
                        label=Signal::derive(|| t!("timeline-reply-in-thread"))
                        on_press=move |_| with_event(scene.on_open_thread)
                    />
                </Show>
                <Show when=move || edit.get()>
                    <IconButton
                        icon="pencil"
                        size=ButtonSize::Small
                        label=Signal::derive(|| t!("timeline-edit"))
                        on_press=move |_| with_event(scene.on_edit)
                    />
                </Show>
                <MenuButton
                    class="IconButton more"
                    label=Signal::derive(|| t!("timeline-more"))
                    open=more_open
                    items=move || items(scene, &now.get_untracked(), None)
                >
                    <Icon name="ellipsis" />
                </MenuButton>
            </Toolbar>
        }
    };
    view! { <Show when=move || there.get()>{buttons()}</Show> }.into_any()
}

/// Opens the menu of a message, where there is no toolbar: for screen readers, and for keyboards on touch screens.
pub(crate) fn more(scene: Scene, key: &ItemKey) -> AnyView {
    let key = key.clone();
    let open = move |event: ev::MouseEvent| {
        event.stop_propagation();
        let button = event.current_target().and_then(|button| button.dyn_into::<Element>().ok());
        let row = button.and_then(|button| button.parent_element());
        let area = row.map(|row| area_of(&row)).unwrap_or_default();
        pointer::open_menu(scene, key.clone(), area);
    };
    view! {
        <button class="more" type="button" aria-haspopup="menu" on:click=open>
            {t!("timeline-actions")}
        </button>
    }
    .into_any()
}

/// A toolbar that goes leaves the focus to its message.
pub(crate) fn keep_focus() {
    let focused =
        document().active_element().filter(|at| matches!(at.closest(".MessageActions"), Ok(Some(_))));
    let Some(row) = focused.and_then(|focused| focused.closest("article").ok().flatten()) else { return };
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = row.unchecked_ref::<HtmlElement>().focus_with_options(&options);
}

/// Whether a menu of the toolbar is open; as long as one is, the toolbar stays.
fn menu_of(scene: Scene) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |was: Option<bool>| {
        let now = open.get();
        if was.is_some_and(|was| was != now) {
            scene.menu_open.set(now);
        }
        now
    });
    on_cleanup(move || {
        if open.try_get_untracked() == Some(true) {
            scene.menu_open.try_set(false);
        }
    });
    open
}

/// Reactions that are one press away, as items of a menu.
fn quick(scene: Scene, deeds: &Deeds, at: Option<Area>) -> AnyView {
    let Some(event) = deeds.event.clone() else { return ().into_any() };
    let items = QUICK.map(|emoji| {
        let (event, reacted) = (event.clone(), deeds.reacted.iter().any(|key| key == emoji));
        let press = move |()| scene.model.set_reaction(event.clone(), emoji.to_owned(), !reacted);
        view! { <MenuItem on_select=press checked=reacted>{emoji}</MenuItem> }
    });
    let more = move |()| {
        // The menu has gone, and the focus is where it was: on the button that opened it.
        let button = || document().active_element().map(|button| area_of(&button));
        scene.picking.set(Some((event.clone(), at.or_else(button).unwrap_or_default())));
    };
    view! {
        <div class="quick" role="group" aria-label=t!("timeline-react")>
            {items}
            <MenuItem icon="plus" on_select=more>
                <VisuallyHidden>{t!("timeline-react-more")}</VisuallyHidden>
            </MenuItem>
        </div>
    }
    .into_any()
}

/// The menu of a message; with what stands in the toolbar too where it was asked for at a place of its own.
fn items(scene: Scene, deeds: &Deeds, whole: Option<Area>) -> AnyView {
    let Some(event) = deeds.event.clone() else { return ().into_any() };
    let servers = scene.model.servers.get_untracked();
    let link = route::link_for_others(&scene.model.room(), None, Some(&event), &servers);
    let (copy, shared) = (copier(), link.clone());
    let copy_link = copy.clone();
    let words = deeds.words.clone();
    let (answered, edited, forwarded) = (event.clone(), event.clone(), event.clone());
    let (sourced, deleted, begun) = (event.clone(), event.clone(), event.clone());
    let saved = event.clone();
    let (selected, reported, purged) = (event.clone(), event.clone(), event.clone());
    let (changed, ended) = (event.clone(), event.clone());
    let quick = (whole.is_some() && deeds.react).then(|| quick(scene, deeds, whole));
    view! {
        {quick}
        {(whole.is_some() && deeds.answer).then(|| view! {
            <MenuItem icon="reply" on_select=move |()| scene.on_answer.run(answered.clone())>
                {t!("timeline-reply")}
            </MenuItem>
        })}
        {(whole.is_some() && deeds.thread).then(|| view! {
            <MenuItem icon="messages-square" on_select=move |()| scene.on_open_thread.run(begun.clone())>
                {t!("timeline-reply-in-thread")}
            </MenuItem>
        })}
        {(whole.is_some() && deeds.edit).then(|| view! {
            <MenuItem icon="pencil" on_select=move |()| scene.on_edit.run(edited.clone())>
                {t!("timeline-edit")}
            </MenuItem>
        })}
        {deeds.edit_poll.then(|| view! {
            <MenuItem icon="pencil" on_select=move |()| scene.model.ask_poll(&changed, Asked::Edit)>
                {t!("timeline-poll-edit")}
            </MenuItem>
        })}
        {deeds.end_poll.then(|| view! {
            <MenuItem icon="check-check" on_select=move |()| scene.model.ask_poll(&ended, Asked::End)>
                {t!("timeline-poll-end")}
            </MenuItem>
        })}
        {deeds.forward.then(|| view! {
            <MenuItem icon="forward" on_select=move |()| scene.model.forwarding.set(Some(vec![forwarded.clone()]))>
                {t!("timeline-forward")}
            </MenuItem>
        })}
        {deeds.select.then(|| view! {
            <MenuItem icon="bookmark" on_select=move |()| scene.model.saving.set(Some(saved.clone()))>
                {t!("timeline-save")}
            </MenuItem>
        })}
        {deeds.select.then(|| view! {
            <MenuItem icon="check" on_select=move |()| scene.model.selection.toggle(selected.clone())>
                {t!("timeline-select")}
            </MenuItem>
        })}
        {(!words.is_empty()).then(|| view! {
            <MenuItem icon="copy" on_select=move |()| copy(words.clone())>
                {t!("timeline-copy-text")}
            </MenuItem>
        })}
        <MenuItem icon="link" on_select=move |()| copy_link(link.clone())>
            {t!("timeline-copy-link")}
        </MenuItem>
        <MenuItem icon="external-link" on_select=move |()| scene.model.sharing.set(Some(shared.clone()))>
            {t!("timeline-share")}
        </MenuItem>
        {scene.can_hide(&event).then(|| {
            let hidden = event.clone();
            view! {
                <MenuItem icon="eye-off" on_select=move |()| scene.model.show_media(hidden.clone(), false)>
                    {t!("timeline-hide-media")}
                </MenuItem>
            }
        })}
        {deeds.source.then(|| view! {
            <MenuItem icon="code" on_select=move |()| scene.model.show_source(sourced.clone())>
                {t!("timeline-view-source")}
            </MenuItem>
        })}
        {deeds.pin.then(|| {
            let on = scene.model.pinned.with_untracked(|pinned| pinned.contains(&event));
            let label = if on { t!("timeline-unpin") } else { t!("timeline-pin") };
            let event = event.clone();
            view! {
                <MenuItem icon="pin" on_select=move |()| scene.model.set_pinned(event.clone(), !on)>
                    {label}
                </MenuItem>
            }
        })}
        {(deeds.report || deeds.delete).then(|| view! { <MenuSeparator /> })}
        {deeds.report.then(|| view! {
            <MenuItem icon="flag" danger=true on_select=move |()| scene.report(&reported)>
                {t!("timeline-report")}
            </MenuItem>
        })}
        {deeds.delete.then(|| view! {
            <MenuItem
                icon="trash-2"
                danger=true
                on_select=move |()| scene.model.deleting.set(Some(vec![deleted.clone()]))
            >
                {t!("timeline-delete")}
            </MenuItem>
        })}
        // What is another's and may be deleted.
        {(deeds.report && deeds.delete).then(|| view! {
            <MenuItem icon="trash-2" danger=true on_select=move |()| scene.purge(&purged)>
                {t!("timeline-delete-recent")}
            </MenuItem>
        })}
    }
    .into_any()
}

/// Where the menu of a message was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MenuAt {
    /// The message.
    pub(crate) key: ItemKey,
    /// Where on the screen.
    pub(crate) area: Area,
}

/// The menu that was asked for, if one was.
#[component]
pub(crate) fn MessageMenu(scene: Scene, at: RwSignal<Option<MenuAt>>) -> impl IntoView {
    let open = scene.menu_open;
    Effect::new(move |was: Option<bool>| {
        let now = open.get();
        if was == Some(true) && !now {
            at.set(None);
        }
        now
    });
    move || {
        at.get().map(|MenuAt { key, area }| {
            open.set(true);
            view! {
                <MenuPanel
                    open=open
                    label=Signal::derive(|| t!("timeline-actions"))
                    anchor=move |()| area
                    held=true
                    items=move || items(scene, &untrack(|| deeds(scene, &key)), Some(area))
                />
            }
            .into_any()
        })
    }
}
