//! The emoji that are compared.

use leptos::prelude::*;
use protocol::verification::EMOJI;

use crate::t;

/// An emoji and its name, by its number.
pub(super) fn emoji(number: u8) -> (&'static str, String) {
    let at = usize::from(number) % EMOJI.len();
    // The names stand in one text, in the order of the table.
    let name = t!("verification-emoji-names").split('|').nth(at).unwrap_or_default().trim().to_owned();
    (EMOJI[at], name)
}

/// The seven, with their names: whoever does not see them compares those.
#[component]
pub(super) fn EmojiList(emoji: [u8; 7]) -> impl IntoView {
    let each = move |number: u8| {
        let symbol = self::emoji(number).0;
        view! {
            <li>
                <span class="symbol" aria-hidden="true">{symbol}</span>
                <span class="name">{move || self::emoji(number).1}</span>
            </li>
        }
    };
    view! {
        <ol class="emoji" role="list" aria-label=move || t!("verification-emoji-list")>
            {emoji.map(each).collect_view()}
        </ol>
    }
}
