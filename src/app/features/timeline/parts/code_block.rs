//! A block of code: its language, line numbers, colours, folding where it is long, and a button that copies it.

use std::{
    cell::RefCell,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use leptos::{html, prelude::*};

use super::copy;
use crate::{
    features::timeline::scene::Scene,
    t,
    text::highlight::{self, Pieces},
};

/// From so many lines on they have numbers.
const NUMBERED: usize = 4;
/// Longer blocks are folded …
const MOST: usize = 20;
/// … to so many lines.
const FOLDED: usize = 12;

thread_local! {
    /// The code that was unfolded, by hash: a row that is made again is as it was.
    static UNFOLDED: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// The block.
pub(crate) fn view(scene: Scene, language: Option<&str>, code: &str) -> AnyView {
    let code: Arc<str> = code.into();
    let lines = count(&code);
    let hash = hash(&code);
    let folds = lines > MOST;
    let open = RwSignal::new(!folds || UNFOLDED.with_borrow(|unfolded| unfolded.contains(&hash)));
    let shown = move || if open.get() { lines } else { FOLDED };
    let colours = colours(scene, language, &code);
    let text = {
        let code = Arc::clone(&code);
        move || {
            let part = beginning(&code, shown());
            colours.with(|pieces| highlight::coloured(part, pieces))
        }
    };
    let block = NodeRef::<html::Div>::new();
    let toggle = move |_| {
        let unfold = !open.get_untracked();
        UNFOLDED.with_borrow_mut(|all| {
            all.retain(|one| *one != hash);
            all.extend(unfold.then_some(hash));
        });
        if let Some(block) = block.get_untracked() {
            scene.surface.folds(&block, !unfold);
        }
        open.set(unfold);
    };
    let label =
        move || if open.get() { t!("timeline-code-fewer") } else { t!("timeline-code-all", count = lines) };
    view! {
        <div class="CodeBlock" dir="ltr" node_ref=block>
            {language.filter(|name| !name.trim().is_empty()).map(|language| view! { <bdi class="language">{language.to_owned()}</bdi> })}
            <pre tabindex="0">
                {(lines >= NUMBERED)
                    .then(|| view! { <span class="numbers" aria-hidden="true" data-numbers=move || numbers(shown())></span> })}
                <code>{text}</code>
            </pre>
            {folds
                .then(|| {
                    view! {
                        <button
                            class="fold"
                            type="button"
                            dir="auto"
                            aria-expanded=move || open.get().to_string()
                            on:click=toggle
                        >
                            {label}
                        </button>
                    }
                })}
            {copy::button(scene, code.to_string())}
        </div>
    }
    .into_any()
}

/// The colours, once they are found; empty until then.
fn colours(scene: Scene, language: Option<&str>, code: &Arc<str>) -> RwSignal<Pieces> {
    let Some(language) = highlight::language(language, code) else { return RwSignal::default() };
    if let Some(found) = highlight::remembered(&language, code) {
        return RwSignal::new(found);
    }
    let colours = RwSignal::<Pieces>::default();
    let code = Arc::clone(code);
    scene.model.spawn(async move {
        let wanted = || colours.try_with_untracked(|_| ()).is_some();
        if let Some(found) = highlight::find(language, code, wanted).await
            && !found.is_empty()
        {
            colours.try_set(found);
        }
    });
    colours
}

/// How many lines there are; a line break at the end begins none that can be seen.
fn count(code: &str) -> usize {
    code.strip_suffix('\n').unwrap_or(code).split('\n').count()
}

/// So many lines, without the last one's break where more follow.
fn beginning(code: &str, lines: usize) -> &str {
    let end = code.match_indices('\n').nth(lines.saturating_sub(1)).map_or(code.len(), |(at, _)| at);
    &code[..end]
}

fn numbers(lines: usize) -> String {
    (1..=lines).map(|line| line.to_string()).collect::<Vec<_>>().join("\n")
}

fn hash(code: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    code.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{FOLDED, beginning, count, numbers};

    #[test]
    fn lines_are_counted_as_they_are_seen() {
        for (code, lines) in [("", 1), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("a\nb", 2), ("\n\na\n", 3)] {
            assert_eq!(count(code), lines, "{code:?}");
        }
        assert_eq!(numbers(3), "1\n2\n3");
    }

    #[test]
    fn folded_code_is_its_first_lines() {
        let code: Vec<String> = (1..=30).map(|line| format!("line {line}")).collect();
        let code = code.join("\n");
        let shown = beginning(&code, FOLDED);
        assert_eq!((count(shown), shown.ends_with("line 12")), (FOLDED, true));
        assert_eq!(beginning(&code, count(&code)), code);
        assert_eq!(beginning("é\nb\n", 1), "é");
        assert_eq!(beginning("", 1), "");
    }
}
