//! A pack that one can change: its name, and each of its pictures.

use leptos::{ev, prelude::*};
use protocol::packs::{ChangePack, Pack, PackAt, PackChange, PackImage};

use super::{adding::AddPictures, asking::Asking, shortcode};
use crate::{
    emoji::picture,
    kit::{Button, ButtonKind, ButtonSize, ButtonVariant, IconButton, TextField},
    link::use_link,
    t,
};

/// So many pictures are shown at first.
const AT_FIRST: usize = 60;

/// The pack, with fields for all that can be changed. What is typed stays where it was refused.
#[component]
pub(super) fn PackEditor(
    at: PackAt,
    /// The pack as it is now.
    #[prop(into)]
    pack: Signal<Option<Pack>>,
) -> impl IntoView {
    let all = RwSignal::new(false);
    // A picture that is called something else has a new row; the focus goes there.
    let renamed = StoredValue::new(None::<String>);
    let images = Memo::new(move |_| {
        pack.with(|pack| pack.as_ref().map(|pack| pack.images.clone()).unwrap_or_default())
    });
    let codes = move || {
        let most = if all.get() { usize::MAX } else { AT_FIRST };
        images.with(|images| images.iter().take(most).map(|one| one.shortcode.clone()).collect::<Vec<_>>())
    };
    let count = Memo::new(move |_| images.with(Vec::len));
    let left_out = move || pack.with(|pack| pack.as_ref().map_or(0, |pack| pack.left_out));
    let of_rows = at.clone();
    let deletable = matches!(at, PackAt::Room { .. }).then(|| delete(at.clone()));
    view! {
        <div class="PackEditor">
            <NameForm at=at.clone() pack=pack />
            <AddPictures at=at />
            {move || (count.get() == 0).then(|| view! { <p class="hint">{t!("packs-empty")}</p> })}
            <ul class="pictures" role="list" aria-label=move || t!("packs-pictures")>
                <For each=codes key=Clone::clone let(code)>
                    {row(of_rows.clone(), code, images, renamed)}
                </For>
            </ul>
            {move || (!all.get() && count.get() > AT_FIRST).then(|| view! {
                <Button size=ButtonSize::Small variant=ButtonVariant::Ghost on_press=move |_| all.set(true)>
                    {t!("packs-show-all", count = count.get())}
                </Button>
            })}
            {move || {
                let left_out = left_out();
                (left_out > 0).then(|| view! { <p class="hint">{t!("packs-left-out", count = left_out)}</p> })
            }}
            {deletable}
        </div>
    }
}

/// The name of the pack.
#[component]
fn NameForm(at: PackAt, pack: Signal<Option<Pack>>) -> impl IntoView {
    let link = use_link();
    let asking = Asking::new();
    // A pack that goes by its room's name has none of its own.
    let stored = Memo::new(move |_| {
        let own = pack.with(|pack| {
            let pack = pack.as_ref()?;
            pack.name.clone().filter(|name| Some(name) != pack.room_name.as_ref())
        });
        own.unwrap_or_default()
    });
    let name = RwSignal::new(stored.get_untracked());
    Effect::new(move |before: Option<String>| {
        let now = stored.get();
        // What is being typed stays.
        if before.as_ref().is_some_and(|before| name.with_untracked(|name| name == before)) {
            name.set(now.clone());
        }
        now
    });
    let changed = move || name.with(|name| stored.with(|stored| name.trim() != stored));
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if untrack(changed) {
            let change = PackChange::Name(name.get_untracked());
            asking.ask(&link, ChangePack { pack: at.clone(), change }, |_| {});
        }
    };
    view! {
        <form class="line" on:submit=save>
            <TextField label=Signal::derive(|| t!("packs-name")) value=name />
            <Button
                kind=ButtonKind::Submit
                busy=asking.busy
                disabled=Signal::derive(move || !changed())
            >
                {move || t!("packs-rename")}
            </Button>
        </form>
        {asking.trouble()}
    }
}

/// A picture, its name, what it is for, and the way out.
fn row(
    at: PackAt,
    code: String,
    images: Memo<Vec<PackImage>>,
    renamed: StoredValue<Option<String>>,
) -> AnyView {
    let link = use_link();
    let asking = Asking::new();
    let wanted = code.clone();
    let image =
        Memo::new(move |_| images.with(|images| images.iter().find(|one| one.shortcode == wanted).cloned()));
    let Some(first) = image.get_untracked() else { return ().into_any() };
    let name = RwSignal::new(code.clone());
    let takes_focus =
        renamed.try_update_value(|renamed| renamed.take_if(|renamed| *renamed == code).is_some());
    let takes_focus = takes_focus.unwrap_or_default();
    let taken = move |typed: &str| images.with(|images| images.iter().any(|one| one.shortcode == typed));
    let before = code.clone();
    let fault = Memo::new(move |_| {
        let typed = name.get();
        if typed.trim() == before { None } else { shortcode::fault(typed.trim(), taken) }
    });
    let change = StoredValue::new({
        let (link, at) = (link.clone(), at);
        move |change| asking.ask(&link, ChangePack { pack: at.clone(), change }, |_| {})
    });
    let rename = {
        let code = code.clone();
        move || {
            // The focus also leaves a field whose dialog is closed.
            let Some(to) = name.try_with_untracked(|name| name.trim().to_owned()) else { return };
            if to != code && fault.try_get_untracked() == Some(None) {
                change.try_with_value(|ask| ask(PackChange::Shortcode { from: code.clone(), to }));
            }
        }
    };
    let (entered, left) = (rename.clone(), rename);
    let removed = code.clone();
    let usage = [true, false].map(|emoji| {
        let code = code.clone();
        let on = move || image.with(|image| image.as_ref().is_some_and(|one| if emoji { one.emoticon } else { one.sticker }));
        let toggle = move |event: ev::Event| {
            let on = event_target_checked(&event);
            let Some(now) = image.get_untracked() else { return };
            let (emoticon, sticker) = if emoji { (on, now.sticker) } else { (now.emoticon, on) };
            change.with_value(|ask| ask(PackChange::Usage { shortcode: code.clone(), emoticon, sticker }));
        };
        // It is one of both.
        let only = move || image.with(|image| image.as_ref().is_some_and(|one| !(one.emoticon && one.sticker)));
        view! {
            <label class="Choice">
                <input
                    type="checkbox"
                    prop:checked=on
                    disabled=move || asking.busy.get() || on() && only()
                    on:change=toggle
                />
                <span class="name">{move || if emoji { t!("packs-emoji") } else { t!("packs-sticker") }}</span>
            </label>
        }
    });
    let labelled = code.clone();
    view! {
        <li class="picture">
            {picture(&link, &first.uri, 96, &code)}
            <form
                on:submit=move |event: ev::SubmitEvent| {
                    event.prevent_default();
                    renamed.set_value(Some(name.with_untracked(|name| name.trim().to_owned())));
                    entered();
                }
                on:focusout=move |_| left()
            >
                <TextField
                    label=Signal::derive(move || t!("packs-shortcode", name = labelled.as_str()))
                    value=name
                    compact=true
                    takes_focus=takes_focus
                    failure=fault
                />
            </form>
            {usage}
            <IconButton
                icon="trash-2"
                size=ButtonSize::Small
                label=Signal::derive(move || t!("packs-remove", name = code.as_str()))
                busy=asking.busy
                on_press=move |_| change.with_value(|ask| ask(PackChange::Remove(removed.clone())))
            />
            {asking.trouble()}
        </li>
    }
    .into_any()
}

/// Deletes the pack, once one has said so twice.
fn delete(at: PackAt) -> AnyView {
    let link = StoredValue::new(use_link());
    let asking = Asking::new();
    let sure = RwSignal::new(false);
    let go = move |_: ev::MouseEvent| {
        let command = ChangePack { pack: at.clone(), change: PackChange::Delete };
        link.with_value(|link| asking.ask(link, command, |_| {}));
    };
    let go = StoredValue::new(go);
    view! {
        <div class="line">
            {move || match sure.get() {
                false => view! {
                    <Button
                        size=ButtonSize::Small
                        variant=ButtonVariant::Danger
                        icon="trash-2"
                        on_press=move |_| sure.set(true)
                    >
                        {move || t!("packs-delete")}
                    </Button>
                }
                .into_any(),
                true => view! {
                    <span role="alert">{t!("packs-delete-sure")}</span>
                    <Button
                        size=ButtonSize::Small
                        variant=ButtonVariant::Danger
                        busy=asking.busy
                        on_press=move |event: ev::MouseEvent| go.with_value(|go| go(event))
                    >
                        {move || t!("packs-delete")}
                    </Button>
                    <Button size=ButtonSize::Small on_press=move |_| sure.set(false)>
                        {move || t!("packs-delete-keep")}
                    </Button>
                }
                .into_any(),
            }}
        </div>
        {asking.trouble()}
    }
    .into_any()
}
