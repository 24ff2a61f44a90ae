//! Who is typing.

use leptos::prelude::*;
use protocol::RoomId;

use super::{model::RoomModel, words::typing};
use crate::settings;

/// One line of constant height, so that nothing moves when somebody begins to type.
#[component]
pub(crate) fn TypingLine(model: RoomModel, room: RoomId) -> impl IntoView {
    let people = model.typing(room);
    let words = move || {
        let wanted = settings::here().show_typing.get();
        people.with(|people| people.filter(|_| wanted).and_then(|people| typing(people)))
    };
    view! {
        <div class="TypingLine">
            {move || {
                words()
                    .map(|words| {
                        view! {
                            <span class="dots" aria-hidden="true">
                                <i></i>
                                <i></i>
                                <i></i>
                            </span>
                            <span class="text">{words}</span>
                        }
                    })
            }}
        </div>
    }
}
