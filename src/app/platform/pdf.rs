//! The worker that draws the pages of a PDF (`public/pdf-worker.js`).

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use super::asked::{Answer, Asked};

/// How long it may take to open a document, and to draw a page, in milliseconds.
const OPEN_MS: u32 = 30_000;
const DRAW_MS: u32 = 20_000;

/// Why there is nothing to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It wants a password.
    Locked,
    /// It is no PDF, or damaged.
    Broken,
    /// It took too long, and was given up.
    Slow,
    /// The worker's files did not come.
    Gone,
}

/// A document that is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opened {
    /// How many pages it has; one at least.
    pub pages: usize,
    /// Width and height of the first, in points.
    pub first: (f64, f64),
}

/// A page as it looks.
pub struct Drawn {
    /// Width and height, in points.
    pub size: (f64, f64),
    /// Its words, cut.
    pub text: String,
    bitmap: ImageBitmap,
}

/// A document and the worker that has it. The worker ends with this.
pub struct Reader(Asked);

impl Default for Reader {
    fn default() -> Self {
        Self(Asked::new("protium-pdf"))
    }
}

impl Reader {
    /// Opens a document.
    ///
    /// # Errors
    /// Why it cannot be.
    pub async fn open(&mut self, document: &Blob) -> Result<Opened, Fault> {
        let answer = self.ask(Array::of2(&"open".into(), document), OPEN_MS).await?;
        let pages = number(&answer, 1)?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        Ok(Opened { pages: (pages as usize).max(1), first: size(&answer, 2)? })
    }

    /// Draws a page, counted from zero, with so many pixels for a point.
    ///
    /// # Errors
    /// Why it cannot be drawn; after [`Fault::Slow`] and [`Fault::Gone`] no other can be either.
    pub async fn draw(&mut self, page: usize, scale: f64) -> Result<Drawn, Fault> {
        #[allow(clippy::cast_precision_loss, reason = "the number of a page")]
        let number = JsValue::from(page as f64 + 1.0);
        let answer = self.ask(Array::of3(&"draw".into(), &number, &scale.into()), DRAW_MS).await?;
        let bitmap = answer.get(4).dyn_into().map_err(|_| Fault::Broken)?;
        Ok(Drawn { size: size(&answer, 1)?, text: answer.get(3).as_string().unwrap_or_default(), bitmap })
    }

    async fn ask(&mut self, question: Array, patience_ms: u32) -> Result<Array, Fault> {
        match self.0.ask(move || question, patience_ms).await {
            Answer::Said(said) => {
                let said: Array = said.dyn_into().map_err(|_| Fault::Broken)?;
                match said.get(1).as_string().as_deref() {
                    Some("locked") => Err(Fault::Locked),
                    Some(_) => Err(Fault::Broken),
                    None => Ok(said),
                }
            }
            Answer::TooLate => Err(Fault::Slow),
            Answer::Gone => Err(Fault::Gone),
        }
    }
}

fn number(answer: &Array, at: u32) -> Result<f64, Fault> {
    answer.get(at).as_f64().filter(|number| number.is_finite()).ok_or(Fault::Broken)
}

/// Width and height, no smaller and no larger than can be shown.
fn size(answer: &Array, at: u32) -> Result<(f64, f64), Fault> {
    Ok((number(answer, at)?.clamp(1.0, 20_000.0), number(answer, at + 1)?.clamp(1.0, 20_000.0)))
}

impl Drawn {
    /// Puts it onto a canvas, which gets its pixels.
    pub fn put(self, canvas: &HtmlCanvasElement) {
        canvas.set_width(self.bitmap.width());
        canvas.set_height(self.bitmap.height());
        let context = canvas.get_context("2d").ok().flatten();
        if let Some(context) = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
        {
            let _ = context.draw_image_with_image_bitmap(&self.bitmap, 0.0, 0.0);
        }
        self.bitmap.close();
    }
}
