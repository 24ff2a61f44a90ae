//! LaTeX in a message (D14): its source until it is set as MathML, and where it cannot be.

use std::{cell::RefCell, collections::VecDeque, rc::Rc, sync::Arc};

use futures_util::lock::Mutex;
use leptos::{prelude::*, tachys::renderer::types::Element};
use wasm_bindgen::JsCast;

use super::{
    copy,
    maths_tree::{Step, steps},
};
use crate::{
    features::timeline::scene::Scene,
    platform::{self, maths::Typesetter},
    t,
};

const NAMESPACE: &str = "http://www.w3.org/1998/Math/MathML";
/// So many formulas are remembered …
const REMEMBERED: usize = 300;
/// … of so many steps in all.
const MOST_STEPS: usize = 100_000;

/// How a formula is made; empty where it stays its source.
type Steps = Arc<[Step]>;

/// What was set last, the newest at the end.
#[derive(Default)]
struct Memory(VecDeque<(Arc<str>, bool, Steps)>);

impl Memory {
    fn get(&self, latex: &str, display: bool) -> Option<Steps> {
        let found = self.0.iter().find(|(known, block, _)| **known == *latex && *block == display)?;
        Some(Arc::clone(&found.2))
    }

    fn put(&mut self, latex: Arc<str>, display: bool, steps: Steps) {
        self.0.push_back((latex, display, steps));
        let too_much = |all: &VecDeque<(Arc<str>, bool, Steps)>| {
            all.len() > REMEMBERED || all.iter().map(|(_, _, steps)| steps.len()).sum::<usize>() > MOST_STEPS
        };
        while too_much(&self.0) {
            self.0.pop_front();
        }
    }
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
    static TYPESETTER: Rc<Mutex<Typesetter>> = Rc::default();
}

/// The formula.
pub(crate) fn view(scene: Scene, latex: &str, display: bool) -> AnyView {
    let latex: Arc<str> = latex.into();
    let steps = set(scene, &latex, display);
    let source = latex.to_string();
    let formula = move || {
        let steps = steps.get();
        let source = source.clone();
        match (steps.is_empty(), display) {
            (true, true) => {
                view! { <pre class="maths" dir="ltr" tabindex="0"><code>{source}</code></pre> }.into_any()
            }
            (true, false) => view! { <code class="maths" dir="ltr">{source}</code> }.into_any(),
            (false, true) => {
                let make = move |element: Element| make(&element, &steps);
                view! { <div class="formula" dir="ltr" tabindex="0" role="group" aria-label=t!("timeline-formula") use:make></div> }
                    .into_any()
            }
            (false, false) => {
                let make = move |element: Element| make(&element, &steps);
                view! { <span class="formula" dir="ltr" title=source use:make></span> }.into_any()
            }
        }
    };
    if display {
        let label = Signal::derive(|| t!("timeline-copy-latex"));
        view! { <div class="Maths">{formula} {copy::named(scene, latex.to_string(), label)}</div> }.into_any()
    } else {
        view! { <span class="Maths">{formula}</span> }.into_any()
    }
}

/// How it is made, once that is known; empty until then.
fn set(scene: Scene, latex: &Arc<str>, display: bool) -> RwSignal<Steps> {
    if let Some(known) = MEMORY.with_borrow(|memory| memory.get(latex, display)) {
        return RwSignal::new(known);
    }
    let made = RwSignal::<Steps>::default();
    let latex = Arc::clone(latex);
    scene.model.spawn(async move {
        let wanted = || made.try_with_untracked(|_| ()).is_some();
        if let Some(found) = find(latex, display, wanted).await
            && !found.is_empty()
        {
            made.try_set(found);
        }
    });
    made
}

/// Asks the worker, after those who asked before; none where nobody wants to know any more, or there is no worker.
async fn find(latex: Arc<str>, display: bool, wanted: impl Fn() -> bool) -> Option<Steps> {
    let typesetter = TYPESETTER.with(Rc::clone);
    let mut typesetter = typesetter.lock().await;
    if !wanted() {
        return None;
    }
    if let Some(known) = MEMORY.with_borrow(|memory| memory.get(&latex, display)) {
        return Some(known);
    }
    let words = typesetter.words(&latex, display).await?;
    let found: Steps = steps(&words).unwrap_or_default().into();
    MEMORY.with_borrow_mut(|memory| memory.put(latex, display, Arc::clone(&found)));
    Some(found)
}

/// Makes the formula within an element.
fn make(inside: &web_sys::Element, steps: &[Step]) {
    let document = platform::document();
    let mut open = inside.clone();
    for step in steps {
        match step {
            Step::Begin(name) => {
                let Ok(element) = document.create_element_ns(Some(NAMESPACE), name) else { return };
                let _ = open.append_child(&element);
                open = element;
            }
            Step::Attribute(name, value) => {
                let _ = open.set_attribute(name, value);
            }
            Step::Class(name) => {
                let _ = open.set_attribute("class", name);
            }
            Step::Style(name, value) => {
                // An element of MathML has a style as one of HTML has, but is none.
                let _ = open.unchecked_ref::<web_sys::HtmlElement>().style().set_property(name, value);
            }
            Step::Text(text) => {
                let _ = open.append_child(&document.create_text_node(text));
            }
            Step::End => match open.parent_element() {
                Some(parent) => open = parent,
                None => return,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_formulas_are_forgotten() {
        let mut memory = Memory::default();
        let name = |number: usize| -> Arc<str> { number.to_string().into() };
        for number in 0..=REMEMBERED {
            memory.put(name(number), false, Steps::default());
        }
        assert!(memory.get("0", false).is_none());
        assert!(memory.get("1", false).is_some());
        assert!(memory.get("1", true).is_none(), "in a line and on its own it looks different");
        let large: Steps = vec![Step::End; MOST_STEPS].into();
        memory.put(name(1_000), true, Arc::clone(&large));
        memory.put(name(1_001), true, large);
        assert_eq!(memory.0.len(), 1);
    }
}
