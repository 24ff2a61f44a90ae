//! The composer as a whole.

use leptos::{ev, html, prelude::*};
use protocol::{
    UserId,
    composer::{About, Place},
    timeline::QuoteState,
};
use wasm_bindgen::JsCast;

use super::{
    asked::AskedDialog,
    attach_button::AttachButton,
    attachment_list::Attachments,
    field::ComposerField,
    format_bar::FormatBar,
    later_view::{Later, LaterButton, LaterDialogs, LaterLine},
    location::NewLocation,
    model::ComposerModel,
    outsiders::OutsidersLine,
    poll::NewPoll,
    rich::{LinkRow, RichField},
    surface::Surface,
    undo::{self, HeldLine},
    voice_row::RecordingRow,
    words::problem,
};
use crate::{
    emoji::{EmojiPicker, Picked},
    kit::{ButtonKind, ButtonSize, Icon, IconButton, IconSize, window::area_of},
    link::use_link,
    platform::{
        files::{self, DropZone},
        prefs,
    },
    settings, t,
    text::{names, quote},
};

/// The setting under which the format bar is shown; `"1"` or missing.
const FORMAT_BAR: &str = "composer.format-bar";

/// Where one writes into a room. What was written and not sent is there again when the room is opened anew.
#[component]
pub fn Composer(
    /// The account that writes.
    owner: UserId,
    /// Where.
    place: Place,
    /// The room's name.
    #[prop(into)]
    name: Signal<String>,
    /// Whether the account may write there.
    #[prop(into)]
    can_send: Signal<bool>,
    /// Whether the room was replaced by another.
    #[prop(into, optional)]
    replaced: Signal<bool>,
) -> impl IntoView {
    undo::ask_before_leaving(owner.clone());
    let model = ComposerModel::new(use_link(), owner, place);
    on_cleanup({
        let model = model.clone();
        move || model.leave()
    });
    let handle = window_event_listener(ev::pagehide, {
        let model = model.clone();
        move |_| model.leave_page()
    });
    on_cleanup(move || handle.remove());
    let open = Memo::new(move |_| can_send.get() && !replaced.get());
    move || {
        if open.get() {
            view! { <ComposerForm model=model.clone() name=name /> }.into_any()
        } else {
            let reason =
                move || if replaced.get() { t!("composer-replaced") } else { t!("composer-may-not") };
            view! {
                <div class="Composer">
                    <p class="notice">
                        <Icon name="ban" size=IconSize::Small />
                        {reason}
                    </p>
                </div>
            }
            .into_any()
        }
    }
}

#[component]
fn ComposerForm(model: ComposerModel, name: Signal<String>) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let surface = Surface::new();
    let dragged = RwSignal::new(false);
    watch_drop(form, surface, &model, dragged);

    model.shelf.close_dialogs_after();
    let later = Later::new(&model);
    let take = model.shelf.take.clone();
    let (poll_model, location_model, form_model) = (model.clone(), model.clone(), model.clone());
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        form_model.send();
        surface.focus();
    };
    // A press on a button must not close the keyboard of a phone, nor lose the selection that is to be formatted.
    let keep_focus = move |event: ev::MouseEvent| {
        if files::within(&event, "button") {
            event.prevent_default();
        }
    };
    view! {
        <form
            class="Composer"
            aria-label=move || t!("composer-form")
            node_ref=form
            on:submit=on_submit
            on:mousedown=keep_focus
        >
            <LaterLine later=later />
            <ProblemLine model=model.clone() />
            <OutsidersLine model=model.clone() />
            <AsideLine model=model.clone() />
            <AboutLine model=model.clone() />
            <Attachments model=model.clone() />
            <SendingLine model=model.clone() />
            <HeldLine model=model.clone() />
            {move || match take.get() {
                Some(take) => view! { <RecordingRow model=model.clone() take=take /> }.into_any(),
                None => view! { <FieldBox model=model.clone() name=name surface=surface later=later /> }.into_any(),
            }}
            <Show when=move || dragged.get()>
                <div class="DropTarget">
                    <Icon name="upload" size=IconSize::Large />
                    {move || t!("composer-drop")}
                </div>
            </Show>
        </form>
        <NewPoll model=poll_model.clone() />
        <LaterDialogs later=later />
        <NewLocation model=location_model />
        <AskedDialog model=poll_model />
    }
}

/// The field, and what stands round it.
#[component]
fn FieldBox(model: ComposerModel, name: Signal<String>, surface: Surface, later: Later) -> impl IntoView {
    let bar_shown = RwSignal::new(prefs::get(FORMAT_BAR).is_some_and(|value| value == "1"));
    let toggle_bar = move |_| {
        let shown = !bar_shown.get_untracked();
        bar_shown.set(shown);
        prefs::set(FORMAT_BAR, if shown { "1" } else { "0" });
    };
    let bar_label =
        Signal::derive(
            move || {
                if bar_shown.get() { t!("composer-format-hide") } else { t!("composer-format-show") }
            },
        );
    view! {
        <Show when=move || bar_shown.get()>
            <FormatBar surface=surface />
        </Show>
        <LinkRow surface=surface />
        <div class="box">
            <AttachButton model=model.clone() surface=surface />
            {
                let model = model.clone();
                move || match settings::here().rich_text.get() {
                    true => view! { <RichField model=model.clone() name=name surface=surface /> }.into_any(),
                    false => {
                        let field = surface.plain;
                        view! { <ComposerField model=model.clone() name=name field=field /> }.into_any()
                    }
                }
            }
            <EmojiButton model=model.clone() surface=surface />
            <IconButton
                icon="type"
                label=bar_label
                pressed=Signal::derive(move || Some(bar_shown.get()))
                on_press=Callback::new(toggle_bar)
            />
            <LaterButton later=later />
            <SendButton model=model />
        </div>
    }
}

/// Sends what is written. While that is nothing, a voice message is recorded from here.
#[component]
fn SendButton(model: ComposerModel) -> impl IntoView {
    let has_something = {
        let model = model.clone();
        Memo::new(move |_| model.has_something())
    };
    let may_record = {
        let model = model.clone();
        Memo::new(move |_| model.may_record())
    };
    let model = StoredValue::new_local(model);
    move || match may_record.get() {
        true => view! {
            <IconButton
                icon="mic"
                label=Signal::derive(|| t!("composer-voice"))
                on_press=move |_| model.with_value(ComposerModel::record)
            />
        }
        .into_any(),
        false => view! {
            <IconButton
                icon="send-horizontal"
                kind=ButtonKind::Submit
                label=Signal::derive(|| t!("composer-send"))
                disabled={Signal::derive(move || !has_something.get())}
                {..}
                class:send=true
            />
        }
        .into_any(),
    }
}

/// Takes files that are dropped anywhere on the conversation.
fn watch_drop(form: NodeRef<html::Form>, surface: Surface, model: &ComposerModel, dragged: RwSignal<bool>) {
    let model = model.clone();
    let zone = StoredValue::new_local(None::<DropZone>);
    Effect::new(move || {
        let Some(form) = form.get() else { return };
        let page = form
            .closest(".Room, .SidePanel")
            .ok()
            .flatten()
            .unwrap_or_else(|| form.unchecked_ref::<web_sys::Element>().clone());
        let model = model.clone();
        let watched = DropZone::watch(
            &page,
            move |over| {
                if dragged.try_get_untracked().is_some_and(|before| before != over) {
                    dragged.set(over);
                }
            },
            move |found| {
                model.attach(found);
                surface.focus();
            },
        );
        zone.set_value(Some(watched));
    });
    on_cleanup(move || {
        let _ = zone.try_update_value(Option::take);
    });
}

/// The message that is answered or edited, and the way out of it.
#[component]
fn AboutLine(model: ComposerModel) -> impl IntoView {
    let about = model.shelf.about.clone();
    move || {
        let about = about.get()?;
        let quote = model.quote(&about);
        let model = model.clone();
        let editing = matches!(about, About::Edit(_));
        let label = Signal::derive(move || match (editing, quote.get()) {
            (true, _) => t!("composer-editing"),
            (false, QuoteState::Ready { sender, .. }) => {
                t!("composer-replying-to", name = names::called(&sender))
            }
            (false, _) => t!("composer-replying"),
        });
        let text = move || quote.with(quote::line);
        let close =
            Signal::derive(
                move || {
                    if editing { t!("composer-stop-editing") } else { t!("composer-stop-replying") }
                },
            );
        Some(view! {
            <div class="about" role="group" aria-label=move || label.get()>
                <Icon name=if editing { "pencil" } else { "reply" } size=IconSize::Small />
                <span class="label" dir="auto">{move || label.get()}</span>
                <span class="text" dir="auto">{text}</span>
                <IconButton
                    icon="x"
                    size=ButtonSize::Small
                    label=close
                    on_press=Callback::new(move |_| model.drop_about())
                />
            </div>
        })
    }
}

/// What waits for the field to be free.
#[component]
fn AsideLine(model: ComposerModel) -> impl IntoView {
    let aside = model.shelf.aside.clone();
    let model = StoredValue::new_local(model);
    move || {
        let texts: Vec<_> = aside.get().into_iter().map(|draft| draft.text).collect();
        let texts = texts.join(" · ");
        (!texts.trim().is_empty()).then(|| {
            view! {
                <button
                    class="aside"
                    type="button"
                    title=move || t!("composer-aside-bring")
                    on:click=move |_| model.with_value(ComposerModel::bring_aside)
                >
                    <Icon name="clock" size=IconSize::Small />
                    <span class="words">{move || t!("composer-aside")}</span>
                    <span class="text" dir="auto">{texts}</span>
                </button>
            }
        })
    }
}

/// Opens the box of emoji; what is chosen is written at the caret.
#[component]
fn EmojiButton(model: ComposerModel, surface: Surface) -> impl IntoView {
    let place = RwSignal::new(None);
    let button = NodeRef::<html::Span>::new();
    let open = move |_| {
        let area = button.get_untracked().map(|button| area_of(&button)).unwrap_or_default();
        place.update(|place| *place = if place.is_some() { None } else { Some(area) });
    };
    let room = model.place.room.clone();
    let model = StoredValue::new_local(model);
    let pick = move |picked: Picked| {
        place.set(None);
        match picked {
            Picked::Emoji(emoji) => {
                model.with_value(|model| model.used_emoji(&emoji));
                surface.insert(&emoji);
            }
            Picked::Picture(_, shortcode) => surface.insert_shortcode(&shortcode),
        }
    };
    view! {
        <span class="emoji" node_ref=button>
            <IconButton icon="smile" label=Signal::derive(|| t!("composer-emoji")) on_press=Callback::new(open) />
        </span>
        {move || place.get().map(|area| {
            let closed = move |()| {
                place.try_set(None);
            };
            view! { <EmojiPicker room=room.clone() anchor=area on_pick=pick on_close=closed /> }
        })}
    }
}

/// Texts that the engine has not stored yet. Seen only if that takes longer than the eye follows.
#[component]
fn SendingLine(model: ComposerModel) -> impl IntoView {
    let sending = model.shelf.sending.clone();
    move || {
        let texts: Vec<_> = sending.get().into_iter().map(|outgoing| outgoing.draft.text).collect();
        let texts = texts.join(" · ");
        (!texts.is_empty()).then(|| {
            view! {
                <p class="sending" role="status">
                    <Icon name="clock" size=IconSize::Small />
                    <span class="words">{move || t!("composer-sending")}</span>
                    <span class="text" dir="auto">{texts}</span>
                </p>
            }
        })
    }
}

/// What went wrong last, until it is dismissed or something is sent.
#[component]
fn ProblemLine(model: ComposerModel) -> impl IntoView {
    let shown = model.shelf.problem.clone();
    let dismissed = model.shelf.problem;
    move || {
        let cause = shown.get()?;
        let dismissed = dismissed.clone();
        Some(view! {
            <div class="problem" role="alert">
                <Icon name="circle-alert" size=IconSize::Small />
                <span class="text">{move || problem(&cause)}</span>
                <IconButton
                    icon="x"
                    size=ButtonSize::Small
                    label=Signal::derive(|| t!("composer-dismiss"))
                    on_press=Callback::new(move |_| dismissed.set(None))
                />
            </div>
        })
    }
}
