//! The first frame of a picture that moves, for whoever wants it to stand still (F7, M7).

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

/// Pixels of the longer side; more is not shown in a row.
const LONGEST: u32 = 800;

/// Over the picture stands its first frame, painted once that is loaded: [`Still::loaded`].
#[derive(Clone, Copy)]
pub(crate) struct Still {
    frame: NodeRef<html::Canvas>,
    /// Whether the frame is there, and the picture need not be seen.
    pub(crate) painted: RwSignal<bool>,
}

impl Still {
    /// Nothing painted yet.
    pub(crate) fn new() -> Self {
        Self { frame: NodeRef::new(), painted: RwSignal::new(false) }
    }

    /// The frame's place.
    pub(crate) fn view(self) -> AnyView {
        view! { <canvas class="frame" node_ref=self.frame aria-hidden="true"></canvas> }.into_any()
    }

    /// The picture is there.
    pub(crate) fn loaded(self, picture: &HtmlImageElement) {
        if let Some(frame) = self.frame.get_untracked() {
            self.painted.set(paint(&frame, picture).is_some());
        }
    }
}

/// What a canvas is given of a picture that moves is its first frame.
fn paint(frame: &HtmlCanvasElement, picture: &HtmlImageElement) -> Option<()> {
    let (width, height) = fitting(picture.natural_width(), picture.natural_height());
    frame.set_width(width);
    frame.set_height(height);
    let context: CanvasRenderingContext2d = frame.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(picture, 0.0, 0.0, width.into(), height.into())
        .ok()
}

/// The size of a picture made so small that it fits.
fn fitting(width: u32, height: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= LONGEST {
        return (width.max(1), height.max(1));
    }
    let scale = |side: u32| u64::from(side) * u64::from(LONGEST) / u64::from(longer);
    (scale(width).max(1) as u32, scale(height).max(1) as u32)
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn a_frame_is_as_large_as_its_picture_and_no_larger_than_a_row_shows() {
        assert_eq!(fitting(300, 200), (300, 200));
        assert_eq!(fitting(1600, 400), (800, 200));
        assert_eq!(fitting(20, 4_000_000), (1, 800));
        assert_eq!(fitting(0, 0), (1, 1));
    }
}
