//! The box in which one looks for an emoji.

use std::rc::Rc;

use leptos::{ev, html, prelude::*};
use protocol::emoji::LoadRecentEmoji;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::list::{self, Emoji, Group, Groups, Tone};
use crate::{
    kit::{
        Alert, Icon, InputKind, Popover, Spinner, TextField, ToggleButton, Tone as AlertTone, Toolbar,
        place::Area, window::is_rtl,
    },
    link::use_link,
    platform::{document, prefs},
    t,
};

/// The tone of skin that was chosen last.
const TONE: &str = "emoji.tone";
/// More than so many fit nobody's search.
const MOST: usize = 120;

/// What is known of the emoji.
type Loaded = RwSignal<Option<Option<Rc<Groups>>>, LocalStorage>;

/// The box, open as long as it is mounted. `on_pick` gets the emoji; whoever shows it takes it away then.
#[component]
pub fn EmojiPicker(
    /// What it stands beside.
    anchor: Area,
    #[prop(into)] on_pick: Callback<String>,
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
    let query = RwSignal::new(String::new());
    let group = RwSignal::new(0_usize);
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
        on_pick.run(button.text_content().unwrap_or_default());
    };
    let body = move || match loaded.get() {
        None => view! { <Spinner label=Some(t!("emoji-loading")) /> }.into_any(),
        Some(None) => view! {
            <Alert tone=AlertTone::Warning>
                <p class="text">{t!("emoji-failed")}</p>
            </Alert>
        }
        .into_any(),
        Some(Some(groups)) => shown(&groups, &query.get(), group.get(), tone.get()),
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
                {move || loaded.get().flatten().map(|groups| tabs(&groups, group, query))}
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

/// What fits the search, or else what is in the group.
fn shown(groups: &[Rc<Group>], query: &str, at: usize, tone: Tone) -> AnyView {
    let found: Vec<&Emoji> = if query.trim().is_empty() {
        groups.get(at).map(|group| group.emoji.iter().collect()).unwrap_or_default()
    } else {
        list::search(groups, query).into_iter().take(MOST).collect()
    };
    if found.is_empty() {
        return view! { <p class="none" role="status">{t!("emoji-none")}</p> }.into_any();
    }
    let buttons = found.into_iter().enumerate().map(|(at, emoji)| {
        let name = emoji.name.clone();
        view! {
            <button
                class="emoji"
                type="button"
                tabindex=if at == 0 { "0" } else { "-1" }
                title=name.clone()
                aria-label=name
            >
                {emoji.with(tone)}
            </button>
        }
    });
    buttons.collect_view().into_any()
}

/// A button for each group.
fn tabs(groups: &[Rc<Group>], group: RwSignal<usize>, query: RwSignal<String>) -> AnyView {
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
            let pressed =
                Signal::derive(move || group.get() == at && query.with(|query| query.trim().is_empty()));
            let choose = move |_| {
                query.set(String::new());
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
fn walk(grid: &HtmlElement, event: &ev::KeyboardEvent) {
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
