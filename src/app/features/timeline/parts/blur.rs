//! The few colours that stand in for a picture on its way.

use leptos::{html, prelude::*};
use protocol::media::Blur;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// A canvas with the colours, which the style stretches.
pub(crate) fn view(blur: Blur) -> AnyView {
    let canvas = NodeRef::<html::Canvas>::new();
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            paint(&canvas, &blur);
        }
    });
    view! { <canvas node_ref=canvas aria-hidden="true"></canvas> }.into_any()
}

fn paint(canvas: &HtmlCanvasElement, blur: &Blur) {
    canvas.set_width(Blur::SIDE);
    canvas.set_height(Blur::SIDE);
    let context = canvas
        .get_context("2d")
        .ok()
        .flatten()
        .and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok());
    let data = ImageData::new_with_u8_clamped_array(Clamped(&blur.rgba), Blur::SIDE);
    if let (Some(context), Ok(data)) = (context, data) {
        // Fails for a blur of a wrong length only; then the place stays plain.
        let _ = context.put_image_data(&data, 0.0, 0.0);
    }
}
