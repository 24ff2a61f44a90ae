//! The list of what is offered for the word before the caret, above the field.

use leptos::{ev, html, prelude::*};
use protocol::{MxcUri, mention::Mentioned};

use super::suggestions::{Suggestion, Suggestions};
use crate::{
    emoji::picture,
    kit::{Avatar, AvatarShape, AvatarSize, Icon},
    link::use_link,
    t,
    text::names,
};

/// The id of an option.
pub(crate) fn option_id(list: &str, at: usize) -> String {
    format!("{list}-{at}")
}

/// The list; nothing while nothing is offered. The focus stays in the field, which names the chosen option.
#[component]
pub(crate) fn SuggestionList(
    suggestions: Suggestions,
    /// The id of the list.
    id: String,
    /// One was pressed.
    #[prop(into)]
    on_choose: Callback<Suggestion>,
) -> impl IntoView {
    let Suggestions { items, at, .. } = suggestions;
    let list = NodeRef::<html::Div>::new();
    // The chosen one is seen also where the list scrolls.
    Effect::new(move |_| {
        let chosen = at.get().zip(list.get());
        let option = chosen.and_then(|(at, list)| list.children().item(u32::try_from(at).ok()?));
        if let Some(option) = option {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let status = move || {
        items.with(|items| {
            if items.is_empty() {
                String::new()
            } else {
                t!("composer-suggestions-count", count = items.len())
            }
        })
    };
    view! {
        <div class="VisuallyHidden" role="status">{status}</div>
        {move || {
            let items = items.get();
            (!items.is_empty()).then(|| {
                let options = items.into_iter().enumerate().map(|(here, item)| {
                    let (id, shown) = (option_id(&id, here), option(&item));
                    view! {
                        <div
                            class="Choice option"
                            role="option"
                            id=id
                            aria-selected=move || if at.get() == Some(here) { "true" } else { "false" }
                            on:click=move |_| on_choose.run(item.clone())
                        >
                            {shown}
                        </div>
                    }
                });
                view! {
                    <div
                        class="Suggestions"
                        role="listbox"
                        id=id.clone()
                        aria-label=move || t!("composer-suggestions")
                        node_ref=list
                        // The field keeps the focus.
                        on:mousedown=|event: ev::MouseEvent| event.prevent_default()
                    >
                        {options.collect_view()}
                    </div>
                }
            })
        }}
    }
}

fn option(item: &Suggestion) -> AnyView {
    match item {
        Suggestion::Mention(mention) => match &mention.what {
            Mentioned::Person(person) => {
                let face = face(
                    names::called(person),
                    person.user.0.clone(),
                    person.avatar.clone(),
                    AvatarShape::Round,
                );
                line(face, names::called(person), mention.text.clone())
            }
            Mentioned::Everyone => line(
                view! { <Icon name="at-sign" /> }.into_any(),
                t!("composer-everyone"),
                mention.text.clone(),
            ),
            Mentioned::Room { name, avatar } => {
                let face = face(name.clone(), mention.text.clone(), avatar.clone(), AvatarShape::Square);
                let id = if mention.text.starts_with('#') { mention.text.clone() } else { String::new() };
                line(face, name.clone(), id)
            }
        },
        Suggestion::Emoji { text, name } => {
            line(view! { <span class="sign">{text.clone()}</span> }.into_any(), name.clone(), String::new())
        }
        Suggestion::Picture(image) => {
            let sign = picture(&use_link(), &image.uri, 64, "");
            let sign = view! { <span class="sign">{sign}</span> }.into_any();
            line(sign, image.shortcode.clone(), String::new())
        }
        Suggestion::Command(slash) => line(().into_any(), slash.usage(), slash.help()),
    }
}

fn line(sign: AnyView, name: String, rest: String) -> AnyView {
    view! {
        {sign}
        <bdi class="name">{name}</bdi>
        <bdi class="rest">{rest}</bdi>
    }
    .into_any()
}

fn face(name: String, id: String, avatar: Option<MxcUri>, shape: AvatarShape) -> AnyView {
    let image = use_link().avatar(Signal::stored(avatar), 48);
    view! { <Avatar name=name id=id image=image size=AvatarSize::Small shape=shape /> }.into_any()
}
