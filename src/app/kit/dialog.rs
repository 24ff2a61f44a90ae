//! The native modal dialog.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{button::IconButton, unique::unique_id};

/// How wide a dialog may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// A question.
    #[default]
    Medium,
    /// Pages of settings.
    Large,
}

/// A modal dialog that is open as long as it is mounted: put it into a `Show`. Escape, the button in its head and a
/// press beside it run `on_close`; whoever shows it then takes it away, and the focus returns to where it was.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    /// The name of the button in the head.
    #[prop(into)]
    close_label: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(optional)] size: DialogSize,
    /// The row of buttons at the foot.
    #[prop(into, optional)]
    actions: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    let title_id = unique_id("dialog-title");
    let named_by = title_id.clone();
    view! {
        <Modal class="Dialog" size=size named_by=named_by on_close=on_close>
            <header class="head">
                <h2 class="title" id=title_id>
                    {move || title.get()}
                </h2>
                <IconButton icon="x" label=close_label on_press=move |_| on_close.run(()) />
            </header>
            <div class="content">{children()}</div>
            {actions.map(|actions| view! { <footer class="actions">{actions.run()}</footer> })}
        </Modal>
    }
}

/// The bare element of a modal dialog, open as long as it is mounted. Escape and a press beside it run `on_close`.
#[component]
pub fn Modal(
    class: &'static str,
    #[prop(optional)] size: DialogSize,
    /// The ID of its title.
    named_by: String,
    /// Told of the keys that are pressed in it.
    #[prop(optional)]
    on_key: Option<Callback<ev::KeyboardEvent>>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let modal = NodeRef::<html::Dialog>::new();
    let beside = open(modal, on_close);
    let size = (size == DialogSize::Large).then_some("lg");
    view! {
        <dialog
            class=class
            data-size=size
            aria-labelledby=named_by
            node_ref=modal
            on:cancel=move |event: ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:keydown=move |event: ev::KeyboardEvent| {
                if let Some(on_key) = on_key {
                    on_key.run(event);
                }
            }
            on:pointerdown=move |event: ev::PointerEvent| beside.run(event)
        >
            {children()}
        </dialog>
    }
}

/// Opens `modal` once it is mounted, and gives the focus back when the current owner is cleaned up. The callback wants
/// the dialog's `pointerdown` events: one beside the dialog closes it.
fn open(modal: NodeRef<html::Dialog>, on_close: Callback<()>) -> Callback<ev::PointerEvent> {
    let before = StoredValue::new_local(document().active_element());
    Effect::new(move |_| {
        if let Some(dialog) = modal.get()
            && dialog.is_connected()
            && !dialog.open()
        {
            // Fails only for an element outside the document, which was just ruled out.
            let _ = dialog.show_modal();
        }
    });
    on_cleanup(move || {
        let element = before.try_with_value(Clone::clone).flatten();
        if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            // The dialog is still in the document when its owner is cleaned up, and makes all else inert.
            request_animation_frame(move || {
                if element.is_connected() {
                    let _ = element.focus();
                }
            });
        }
    });
    Callback::new(move |event: ev::PointerEvent| {
        let Some(dialog) = modal.get_untracked() else { return };
        if event.target().as_ref() != Some(dialog.unchecked_ref()) {
            return;
        }
        let area = dialog.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if x < area.left() || x > area.right() || y < area.top() || y > area.bottom() {
            // Else the press that follows would land on what is behind the dialog.
            event.prevent_default();
            on_close.run(());
        }
    })
}
