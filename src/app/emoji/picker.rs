//! The box in which one looks for an emoji.

use std::rc::Rc;

use leptos::{ev, html, prelude::*};
use protocol::{
    MxcUri, RoomId,
    emoji::LoadRecentEmoji,
    packs::{PackImage, PackList, Packs},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    list::{self, Emoji, Group, Groups, Tone},
    pictures::{self, AT_FIRST, picture},
};
use crate::{
    kit::{
        Alert, Icon, InputKind, Popover, Spinner, TextField, ToggleButton, Tone as AlertTone, Toolbar,
        place::Area, window::is_rtl,
    },
    link::{Link, use_link},
    platform::{document, focus::is_lost, prefs, timer},
    t,
};

/// The tone of skin that was chosen last.
const TONE: &str = "emoji.tone";
/// More than so many fit nobody's search.
const MOST: usize = 120;
/// So many are made in one task.
const AT_ONCE: usize = 40;
/// More pictures of packs than this are not shown before the emoji.
const MOST_PICTURES: usize = 40;

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// An emoji.
    Emoji(String),
    /// A picture of a pack, by its shortcode.
    Picture(MxcUri, String),
}

fn is_emoticon(image: &PackImage) -> bool {
    image.emoticon
}

/// What is known of the emoji.
type Loaded = RwSignal<Option<Option<Rc<Groups>>>, LocalStorage>;

/// The box, open as long as it is mounted. `on_pick` gets the emoji; whoever shows it takes it away then.
#[component]
pub fn EmojiPicker(
    /// Where it is to be used.
    room: RoomId,
    /// What it stands beside.
    anchor: Area,
    #[prop(into)] on_pick: Callback<Picked>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let loaded: Loaded = RwSignal::new_local(None);
    let link = use_link();
    let recent = link.request(LoadRecentEmoji {});
    link.spawn(async move {
        // What is used most comes with the others: it would push them aside later.
        let (groups, recent) = futures_util::join!(list::load(), recent);
        loaded.try_set(Some(groups.map(|groups| with_recent(&groups, &recent.unwrap_or_default()))));
    });
    let packs = link.value(Packs { room: Some(room) });
    let list = Memo::new(move |_| packs.get().unwrap_or_default());
    let query = RwSignal::new(String::new());
    let group = RwSignal::new(0_usize);
    let pack = RwSignal::new(None::<usize>);
    let all = RwSignal::new(false);
    Effect::new(move |_| {
        pack.track();
        all.set(false);
    });
    let tone = RwSignal::new(chosen_tone());
    let grid = NodeRef::<html::Div>::new();
    let panel = NodeRef::<html::Div>::new();
    let on_keydown = move |event: ev::KeyboardEvent| {
        let Some(grid) = grid.get_untracked() else { return };
        walk(&grid, &event);
    };
    let on_click = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("button.emoji").ok().flatten());
        let Some(button) = button else { return };
        // Hiding gives the focus back.
        if let Some(panel) = panel.get_untracked() {
            let _ = panel.hide_popover();
        }
        let picture = button.get_attribute("data-mxc").zip(button.get_attribute("data-name"));
        on_pick.run(match picture {
            Some((uri, name)) => Picked::Picture(uri.into(), name),
            None => Picked::Emoji(button.text_content().unwrap_or_default()),
        });
    };
    let (pictures_link, tabs_link) = (StoredValue::new(link.clone()), link.clone());
    let body = move || match held(grid, loaded.get()) {
        None => view! { <Spinner label=Some(t!("emoji-loading")) /> }.into_any(),
        Some(None) => view! {
            <Alert tone=AlertTone::Warning>
                <p class="text">{t!("emoji-failed")}</p>
            </Alert>
        }
        .into_any(),
        Some(Some(groups)) => {
            let query = query.get();
            let searched = !query.trim().is_empty();
            let chosen = if searched { None } else { pack.get() };
            let wanted = searched || chosen.is_some();
            let pictures = wanted.then(|| {
                pictures_link.with_value(|link| list.with(|list| own(link, list, &query, chosen, all)))
            });
            let pictures = pictures.flatten();
            if chosen.is_some() {
                return pictures.map_or_else(|| ().into_any(), |(shown, _)| shown);
            }
            let (before, count) = pictures.map_or((None, 0), |(shown, count)| (Some(shown), count));
            let emoji = shown(&groups, &query, group.get(), tone.get(), count);
            view! { {before} {emoji} }.into_any()
        }
    };
    view! {
        <Popover
            class="Popover"
            label=Signal::derive(|| t!("emoji-title"))
            anchor=anchor
            on_close=on_close
            node_ref=panel
        >
            <div class="EmojiPicker" on:keydown=on_keydown>
                <TextField
                    label=Signal::derive(|| t!("emoji-search"))
                    placeholder=Signal::derive(|| Some(t!("emoji-search")))
                    value=query
                    kind=InputKind::Search
                    icon="search"
                    compact=true
                    takes_focus=true
                />
                {move || loaded.get().flatten().map(|groups| tabs(&groups, group, pack, query))}
                {move || list.with(|list| pictures::tabs(&tabs_link, list, is_emoticon, pack, query))}
                <div class="grid" role="group" aria-label=move || t!("emoji-title") node_ref=grid on:click=on_click>
                    {body}
                </div>
                {tones(tone)}
            </div>
        </Popover>
    }
}

/// The groups, and before them what the account uses most, if it uses any.
fn with_recent(groups: &Rc<Groups>, recent: &[String]) -> Rc<Groups> {
    let used: Vec<Emoji> = recent.iter().filter_map(|text| list::find(groups, text)).collect();
    if used.is_empty() {
        return Rc::clone(groups);
    }
    let first = Group { name: t!("emoji-recent"), emoji: used, recent: true };
    Rc::new(std::iter::once(Rc::new(first)).chain(groups.iter().cloned()).collect())
}

/// The pictures that fit the search, or else those of a pack, and how many they are.
fn own(
    link: &Link,
    list: &PackList,
    query: &str,
    at: Option<usize>,
    all: RwSignal<bool>,
) -> Option<(AnyView, usize)> {
    let (found, left_out): (Vec<&PackImage>, u32) = match at {
        Some(at) => {
            let pack = pictures::with_some(list, is_emoticon).into_iter().nth(at)?;
            (pack.images.iter().filter(|one| is_emoticon(one)).collect(), pack.left_out)
        }
        None => {
            let found = pictures::search(list, is_emoticon, query).into_iter();
            (found.map(|(_, image)| image).take(MOST_PICTURES).collect(), 0)
        }
    };
    let most = if at.is_none() || all.get() { found.len() } else { AT_FIRST };
    let (count, shown) = (found.len(), found.len().min(most));
    let buttons = found.into_iter().take(most).enumerate().map(|(at, image)| {
        view! {
            <button
                class="emoji"
                type="button"
                tabindex=if at == 0 { "0" } else { "-1" }
                title=format!(":{}:", image.shortcode)
                aria-label=image.shortcode.clone()
                data-mxc=image.uri.0.clone()
                data-name=image.shortcode.clone()
            >
                {picture(link, &image.uri, 64, &image.shortcode)}
            </button>
        }
    });
    let buttons = buttons.collect_view();
    Some((view! { {buttons} {pictures::rest(shown, count, left_out, all)} }.into_any(), count))
}

/// What fits the search, or else what is in the group; so many pictures stand before it.
fn shown(groups: &[Rc<Group>], query: &str, at: usize, tone: Tone, before: usize) -> AnyView {
    let found: Vec<&Emoji> = if query.trim().is_empty() {
        groups.get(at).map(|group| group.emoji.iter().collect()).unwrap_or_default()
    } else {
        list::search(groups, query).into_iter().take(MOST).collect()
    };
    if found.is_empty() && before > 0 {
        return ().into_any();
    }
    if found.is_empty() {
        return view! { <p class="none" role="status">{t!("emoji-none")}</p> }.into_any();
    }
    let rest: Vec<Emoji> = found.iter().skip(AT_ONCE).map(|emoji| (*emoji).clone()).collect();
    let first = found.into_iter().take(AT_ONCE).enumerate();
    let first = first.map(|(at, emoji)| button(emoji, tone, at + before == 0)).collect_view();
    let rest = rest.chunks(AT_ONCE).map(|some| {
        let (some, there) = (some.to_vec(), timer::in_own_task());
        move || there.get().then(|| some.iter().map(|emoji| button(emoji, tone, false)).collect_view())
    });
    view! { {first} {rest.collect_view()} }.into_any()
}

fn button(emoji: &Emoji, tone: Tone, is_first: bool) -> impl IntoView + use<> {
    let name = emoji.name.clone();
    view! {
        <button
            class="emoji"
            type="button"
            tabindex=if is_first { "0" } else { "-1" }
            title=name.clone()
            aria-label=name
        >
            {emoji.with(tone)}
        </button>
    }
}

/// A button for each group.
fn tabs(
    groups: &[Rc<Group>],
    group: RwSignal<usize>,
    pack: RwSignal<Option<usize>>,
    query: RwSignal<String>,
) -> AnyView {
    let buttons: Vec<_> = groups
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let name = one.name.clone();
            let sign = if one.recent {
                view! { <Icon name="clock" /> }.into_any()
            } else {
                one.emoji.first().map(|emoji| emoji.text.clone()).unwrap_or_default().into_any()
            };
            let pressed = Signal::derive(move || {
                group.get() == at && pack.get().is_none() && query.with(|query| query.trim().is_empty())
            });
            let choose = move |_| {
                query.set(String::new());
                pack.set(None);
                group.set(at);
            };
            view! {
                <ToggleButton pressed=pressed on_toggle=choose attr:aria-label=name.clone() attr:title=name>
                    {sign}
                </ToggleButton>
            }
        })
        .collect();
    view! {
        <Toolbar class="groups" label=Signal::derive(|| t!("emoji-groups"))>
            {buttons}
        </Toolbar>
    }
    .into_any()
}

/// A button for each tone of skin.
fn tones(tone: RwSignal<Tone>) -> AnyView {
    let hand = list::hand();
    let buttons: Vec<_> = Tone::ALL
        .into_iter()
        .enumerate()
        .map(|(at, one)| {
            let choose = move |_| {
                tone.set(one);
                prefs::set(TONE, &at.to_string());
            };
            let (label, shown) = (move || tone_name(one), hand.with(one));
            view! {
                <ToggleButton
                    pressed=Signal::derive(move || tone.get() == one)
                    on_toggle=choose
                    attr:aria-label=label
                    attr:title=label
                >
                    {shown}
                </ToggleButton>
            }
        })
        .collect();
    view! {
        <Toolbar class="tones" label=Signal::derive(|| t!("emoji-tone"))>
            {buttons}
        </Toolbar>
    }
    .into_any()
}

fn tone_name(tone: Tone) -> String {
    match tone {
        Tone::None => t!("emoji-tone-none"),
        Tone::Light => t!("emoji-tone-light"),
        Tone::MediumLight => t!("emoji-tone-medium-light"),
        Tone::Medium => t!("emoji-tone-medium"),
        Tone::MediumDark => t!("emoji-tone-medium-dark"),
        Tone::Dark => t!("emoji-tone-dark"),
    }
}

/// The tone of skin that was chosen last.
pub fn chosen_tone() -> Tone {
    let at = prefs::get(TONE).and_then(|at| at.parse::<usize>().ok()).unwrap_or_default();
    Tone::ALL.get(at).copied().unwrap_or_default()
}

/// Arrow keys walk over the grid, from the field into it and out of its first row again; Enter in the field takes the
/// first.
pub(super) fn walk(grid: &HtmlElement, event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
        return;
    }
    let Ok(found) = grid.query_selector_all("button.emoji") else { return };
    let buttons: Vec<HtmlElement> =
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let here = buttons.iter().position(|button| Some(button.as_ref()) == active.as_ref());
    let in_field = active.as_ref().is_some_and(|active| active.tag_name().eq_ignore_ascii_case("input"));
    let top = buttons.first().map(HtmlElement::offset_top);
    let columns = buttons.iter().take_while(|button| Some(button.offset_top()) == top).count().max(1);
    let target = match (event.key().as_str(), here) {
        ("Enter", None) if in_field => {
            event.prevent_default();
            if let Some(first) = buttons.first() {
                first.click();
            }
            return;
        }
        ("ArrowDown", None) if in_field => Some(0),
        (key, Some(at)) => step(key, at, buttons.len(), columns, is_rtl(grid)),
        _ => None,
    };
    if let Some(button) = target.and_then(|at| buttons.get(at)) {
        event.prevent_default();
        for one in &buttons {
            let _ = one.set_attribute("tabindex", if one == button { "0" } else { "-1" });
        }
        let _ = button.focus();
    }
}

/// Passes on what comes into the grid. Where one walks on what it takes the place of, one goes on at its first.
pub(super) fn held<T>(grid: NodeRef<html::Div>, comes: T) -> T {
    let active = document().active_element();
    if let Some(grid) = grid.get_untracked().filter(|grid| grid.contains(active.as_deref())) {
        timer::next_frame(move || {
            let again = |selector| grid.query_selector(selector).ok().flatten();
            let field = || grid.closest(".EmojiPicker").ok()??.query_selector("input").ok()?;
            let to = again("button.emoji").or_else(field).and_then(|to| to.dyn_into::<HtmlElement>().ok());
            if let Some(to) = to.filter(|_| is_lost()) {
                let _ = to.focus();
            }
        });
    }
    comes
}

/// Where a key leads from one of `count` places in rows of `columns`.
fn step(key: &str, at: usize, count: usize, columns: usize, rtl: bool) -> Option<usize> {
    let target = match key {
        "ArrowRight" if rtl => at.checked_sub(1)?,
        "ArrowLeft" if rtl => at + 1,
        "ArrowRight" => at + 1,
        "ArrowLeft" => at.checked_sub(1)?,
        "ArrowDown" => at + columns,
        "ArrowUp" => at.checked_sub(columns)?,
        "Home" => 0,
        "End" => count.checked_sub(1)?,
        _ => return None,
    };
    (target < count).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn arrows_walk_over_the_grid_and_stop_at_its_edges() {
        assert_eq!(step("ArrowRight", 0, 20, 8, false), Some(1));
        assert_eq!(step("ArrowRight", 0, 20, 8, true), None);
        assert_eq!(step("ArrowLeft", 0, 20, 8, true), Some(1));
        assert_eq!(step("ArrowDown", 3, 20, 8, false), Some(11));
        assert_eq!(step("ArrowDown", 15, 20, 8, false), None);
        assert_eq!(step("ArrowUp", 3, 20, 8, false), None);
        assert_eq!(step("End", 3, 20, 8, false), Some(19));
        assert_eq!(step("a", 3, 20, 8, false), None);
    }
}
