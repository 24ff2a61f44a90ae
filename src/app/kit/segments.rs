//! One of a few, all of them in sight.

use leptos::prelude::*;

use super::unique::unique_id;

/// Radio buttons beside one another under a label. The arrow keys choose, as the browser does it.
#[component]
pub fn Segments(
    #[prop(into)] label: Signal<String>,
    /// What stands on each, and names it.
    options: Vec<AnyView>,
    /// Which one it is.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Gets which one it shall be.
    #[prop(into)]
    on_choose: Callback<usize>,
    /// Whether they are as large as cards, with a drawing.
    #[prop(optional)]
    cards: bool,
) -> impl IntoView {
    let (id, name) = (unique_id("segments"), unique_id("segment"));
    let options = options
        .into_iter()
        .enumerate()
        .map(|(at, option)| {
            view! {
                <label class="segment">
                    <input
                        type="radio"
                        name=name.clone()
                        prop:checked=move || chosen.get() == at
                        on:change=move |_| on_choose.run(at)
                    />
                    {option}
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="Segments" data-cards=cards role="radiogroup" aria-labelledby=id.clone()>
            <span class="label" id=id.clone()>
                {move || label.get()}
            </span>
            <div class="row">{options}</div>
        </div>
    }
}
