//! How it looks: colours, language, size, how messages stand, how hours are counted.

use leptos::prelude::*;

use super::parts::{index, one_of, segments};
use crate::{
    config::Theme,
    kit::Segments,
    link::use_link,
    settings::{self, Choice, Hours, MessageLayout, TextSize, here},
    shell::theme,
    t,
    text::language::{self, Language},
};

const THEMES: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

/// The page.
pub(super) fn view() -> AnyView {
    view! {
        {layouts()}
        {themes()}
        {one_of(
            || t!("settings-text-size"),
            |all| &all.text_size,
            |size| match size {
                TextSize::Small => t!("settings-text-size-small"),
                TextSize::Normal => t!("settings-text-size-normal"),
                TextSize::Large => t!("settings-text-size-large"),
                TextSize::Larger => t!("settings-text-size-larger"),
                TextSize::Largest => t!("settings-text-size-largest"),
            },
            settings::set_text_size,
        )}
        {one_of(
            || t!("settings-hours"),
            |all| &all.hours,
            |hours| match hours {
                Hours::System => t!("settings-hours-system"),
                Hours::Twelve => t!("settings-hours-twelve"),
                Hours::TwentyFour => t!("settings-hours-twenty-four"),
            },
            |hours| here().hours.set(hours),
        )}
        {languages()}
    }
    .into_any()
}

/// How messages stand, each with a drawing.
fn layouts() -> AnyView {
    let name = |layout| match layout {
        MessageLayout::Modern => t!("settings-layout-modern"),
        MessageLayout::Bubbles => t!("settings-layout-bubbles"),
        MessageLayout::Compact => t!("settings-layout-compact"),
    };
    let option = |layout: &MessageLayout| {
        let layout = *layout;
        view! {
            <span class="sketch" data-layout=layout.name() aria-hidden="true">
                <i></i>
                <i></i>
                <i></i>
                <i></i>
            </span>
            <span>{move || name(layout)}</span>
        }
        .into_any()
    };
    view! {
        <Segments
            label=Signal::derive(|| t!("settings-layout"))
            options=MessageLayout::ALL.iter().map(option).collect()
            chosen=Signal::derive(|| index(MessageLayout::ALL, here().layout.get()))
            on_choose=Callback::new(|at: usize| {
                if let Some(layout) = MessageLayout::ALL.get(at) {
                    here().layout.set(*layout);
                }
            })
            cards=true
        />
    }
    .into_any()
}

/// Light or dark.
fn themes() -> AnyView {
    let name = |theme| match theme {
        Theme::System => t!("settings-theme-system"),
        Theme::Light => t!("settings-theme-light"),
        Theme::Dark => t!("settings-theme-dark"),
    };
    let option = move |theme| view! { <span>{move || name(theme)}</span> }.into_any();
    let current = theme::current();
    segments(|| t!("settings-theme"), &THEMES, option, move || current.get(), theme::choose)
}

/// Each language in its own words.
fn languages() -> AnyView {
    let link = StoredValue::new(use_link());
    let option = |one: Language| view! { <span lang=one.code()>{one.name()}</span> }.into_any();
    let choose = move |one| link.with_value(|link| link.spawn(language::choose(one)));
    segments(|| t!("settings-language"), &Language::ALL, option, language::current, choose)
}
