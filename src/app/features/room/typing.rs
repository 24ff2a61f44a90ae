//! Who is typing.

use leptos::prelude::*;
use protocol::RoomId;

use super::{model::RoomModel, words::typing};

/// One line of constant height, so that nothing moves when somebody begins to type.
#[component]
pub(crate) fn TypingLine(model: RoomModel, room: RoomId) -> impl IntoView {
    let people = model.typing(room);
    let words = move || people.with(|people| people.and_then(|people| typing(people)));
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
