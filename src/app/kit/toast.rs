//! Short notes in the corner of the page.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    alert::Tone,
    button::{Button, ButtonSize, ButtonVariant, IconButton},
    icon::Icon,
};

/// How long a note stays that nobody has to answer.
const STAY: Duration = Duration::from_secs(6);
/// How many notes stand at once; older ones give way.
const MOST: usize = 4;

/// Something one may do about a note.
#[derive(Clone)]
pub struct ToastAction {
    /// The text of the button.
    pub label: String,
    /// What it does; the note goes away by itself.
    pub run: Callback<()>,
}

/// A note. One of [`Tone::Danger`], or with an action, stays until it is dismissed.
#[derive(Clone, Default)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// How grave it is.
    pub tone: Tone,
    /// What one may do about it.
    pub action: Option<ToastAction>,
}

/// A note as it stands.
#[derive(Clone)]
struct Note {
    toast: Toast,
    /// What else one may do about it; only questions have that.
    other: Option<ToastAction>,
}

/// The notes that stand now. Copies show the same ones.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<(u32, Note)>>,
    next: StoredValue<u32>,
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

impl Toasts {
    /// None yet. Lives as long as the current owner.
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// Shows a note. The same text is not shown twice at once.
    pub fn show(self, toast: Toast) {
        let stays = toast.tone == Tone::Danger || toast.action.is_some();
        if let Some(id) = self.add(Note { toast, other: None })
            && !stays
        {
            set_timeout(move || self.dismiss(id), STAY);
        }
    }

    /// Asks something that has two answers. It stays until it is answered or dismissed, and gives way to nothing; who asks
    /// takes it away by the number that this gives, where it need not be answered any more.
    pub fn ask(self, text: String, yes: ToastAction, no: ToastAction) -> Option<u32> {
        self.add(Note { toast: Toast { text, tone: Tone::Info, action: Some(yes) }, other: Some(no) })
    }

    fn add(self, note: Note) -> Option<u32> {
        let id = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        })?;
        self.shown.try_update(|shown| {
            shown.retain(|(_, before)| before.other.is_some() || before.toast.text != note.toast.text);
            shown.push((id, note));
            let mut extra = shown.len().saturating_sub(MOST);
            shown.retain(|(_, note)| {
                let goes = extra > 0 && note.other.is_none();
                extra -= usize::from(goes);
                !goes
            });
        });
        Some(id)
    }

    /// Shows a note about which nothing can be done.
    pub fn say(self, text: String, tone: Tone) {
        self.show(Toast { text, tone, action: None });
    }

    /// Takes a note away.
    pub fn dismiss(self, id: u32) {
        self.shown.try_update(|shown| shown.retain(|(other, _)| *other != id));
    }
}

/// Where the notes stand: once in the page.
#[component]
pub fn ToastRegion(
    toasts: Toasts,
    /// The name of the button that takes a note away.
    #[prop(into)]
    dismiss_label: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="ToastRegion">
            <For each=move || toasts.shown.get() key=|(id, _)| *id let((id, note))>
                {toast_view(toasts, id, note, dismiss_label)}
            </For>
        </div>
    }
}

fn toast_view(toasts: Toasts, id: u32, note: Note, dismiss_label: Signal<String>) -> impl IntoView {
    let Note { toast, other } = note;
    let asks = other.is_some();
    let role = if toast.tone == Tone::Danger { "alert" } else { "status" };
    view! {
        <div class="Toast" role=role data-asks=asks>
            <Icon name=toast.tone.icon() />
            <span class="text">{toast.text}</span>
            {toast
                .action
                .into_iter()
                .map(|action| (action, if asks { ButtonVariant::Primary } else { ButtonVariant::Ghost }))
                .chain(other.map(|action| (action, ButtonVariant::Secondary)))
                .map(|(action, variant)| {
                    view! {
                        <Button
                            size=ButtonSize::Small
                            variant=variant
                            on_press=move |_| {
                                toasts.dismiss(id);
                                action.run.run(());
                            }
                        >
                            {action.label}
                        </Button>
                    }
                })
                .collect_view()}
            <IconButton
                icon="x"
                label=dismiss_label
                size=ButtonSize::Small
                on_press=move |_| toasts.dismiss(id)
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn danger(text: &str) -> Toast {
        Toast { text: text.to_owned(), tone: Tone::Danger, action: None }
    }

    #[test]
    fn notes_are_few_and_not_said_twice() {
        let owner = Owner::new();
        owner.with(|| {
            let toasts = Toasts::new();
            for text in ["a", "b", "a", "c", "d", "e"] {
                toasts.show(danger(text));
            }
            let texts: Vec<_> =
                toasts.shown.get_untracked().into_iter().map(|(_, note)| note.toast.text).collect();
            assert_eq!(texts, ["a", "c", "d", "e"]);
            let first = toasts.shown.with_untracked(|shown| shown[0].0);
            toasts.dismiss(first);
            assert_eq!(toasts.shown.with_untracked(Vec::len), 3);
        });
    }

    #[test]
    fn a_question_gives_way_to_nothing_and_is_taken_back() {
        let owner = Owner::new();
        owner.with(|| {
            let toasts = Toasts::new();
            let answer = || ToastAction { label: "a".to_owned(), run: Callback::new(|()| {}) };
            let asked = toasts.ask("?".to_owned(), answer(), answer()).expect("an id");
            for text in ["a", "b", "c", "d", "?"] {
                toasts.show(danger(text));
            }
            let texts: Vec<_> =
                toasts.shown.get_untracked().into_iter().map(|(_, note)| note.toast.text).collect();
            assert_eq!(texts, ["?", "c", "d", "?"]);
            toasts.dismiss(asked);
            assert_eq!(toasts.shown.with_untracked(Vec::len), 3);
        });
    }
}
