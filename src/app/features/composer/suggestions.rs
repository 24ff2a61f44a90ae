//! What is offered for the word before the caret (E4).

use leptos::prelude::*;
use protocol::{
    mention::{FindMentions, Mention, Mentioned, Mentions, Naming},
    packs::{PackImage, PackList, Packs},
};

use super::{
    commands::Slash,
    format::Field,
    model::ComposerModel,
    naming::{Sign, Word},
};
use crate::{
    emoji,
    kit::list_nav::{Axis, Move},
    platform::timer::{self, Timer},
    settings,
};

/// At most so many emoji are offered.
const MOST_EMOJI: usize = 8;
/// At most so many of them are of packs, and stand before the others.
const MOST_PICTURES: usize = 4;
/// So long the other members of a room may take before they are looked for again, in milliseconds.
const AGAIN_MS: u32 = 800;
/// How often they are looked for.
const MOST_TRIES: u32 = 8;

/// One thing that is offered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Suggestion {
    /// A person, a room, or everybody.
    Mention(Mention),
    /// An emoji and its name.
    Emoji { text: String, name: String },
    /// An emoji of a pack.
    Picture(PackImage),
    /// A command.
    Command(Slash),
}

impl Suggestion {
    /// What is written for it.
    fn written(&self) -> String {
        match self {
            Self::Mention(mention) => mention.text.clone(),
            Self::Emoji { text, .. } => text.clone(),
            Self::Picture(image) => format!(":{}:", image.shortcode),
            Self::Command(slash) => format!("/{}", slash.name()),
        }
    }

    /// By what it is found.
    fn names(&self) -> [&str; 2] {
        match self {
            Self::Mention(Mention { what: Mentioned::Person(person), text }) => {
                [person.name.as_deref().unwrap_or_default(), text]
            }
            Self::Mention(Mention { what: Mentioned::Room { name, .. }, text }) => [name, text],
            Self::Mention(Mention { what: Mentioned::Everyone, text }) => [text, text],
            Self::Emoji { text, name } => [name, text],
            Self::Picture(image) => [&image.shortcode, &image.shortcode],
            Self::Command(slash) => [slash.name(), slash.name()],
        }
    }
}

/// What a key does to the list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Pressed {
    /// Nothing.
    Nothing,
    /// It was for the list.
    Done,
    /// One was chosen.
    Chosen(Suggestion),
}

/// The list. Copies are the same.
#[derive(Clone, Copy)]
pub(crate) struct Suggestions {
    /// What is offered, the likeliest first.
    pub(crate) items: RwSignal<Vec<Suggestion>>,
    /// The one that Enter takes.
    pub(crate) at: RwSignal<Option<usize>>,
    /// The word for which it is offered.
    word: StoredValue<Option<Word>>,
    /// Where the word began for which the person wanted none.
    declined: StoredValue<Option<usize>>,
    /// Whether the list is that of the word.
    fresh: StoredValue<bool>,
    again: StoredValue<Option<Timer>, LocalStorage>,
    /// Whether an emoji was named, so that the packs are of interest.
    packs_wanted: RwSignal<bool>,
    packs: StoredValue<PackList>,
}

impl Suggestions {
    /// Offers nothing.
    pub(crate) fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            at: RwSignal::new(None),
            word: StoredValue::new(None),
            declined: StoredValue::new(None),
            fresh: StoredValue::new(false),
            again: StoredValue::new_local(None),
            packs_wanted: RwSignal::new(false),
            packs: StoredValue::new(PackList::default()),
        }
    }

    /// Asks for the emoji of packs, for the current owner's life: when the first emoji is named, not in every room.
    pub(crate) fn follow_packs(self, model: &ComposerModel) {
        let model = StoredValue::new_local(model.clone());
        Effect::new(move |_| {
            if !self.packs_wanted.get() {
                return;
            }
            let packs =
                model.with_value(|model| model.link.value(Packs { room: Some(model.place.room.clone()) }));
            Effect::new(move |_| {
                let list = packs.get().unwrap_or_default();
                model.with_value(|model| self.know(model, list));
            });
        });
    }

    /// These are the packs that can be used here.
    fn know(self, model: &ComposerModel, list: PackList) {
        self.packs.set_value(list);
        if let Some(word) = self.word.get_value().filter(|word| word.sign == Sign::Emoji) {
            self.find_emoji(model, word);
        }
    }

    /// The text or the caret has moved.
    pub(crate) fn follow(self, model: &ComposerModel, field: &Field) {
        let found = (field.start == field.end).then(|| Word::at(&field.text, field.end)).flatten();
        let declined = self.declined.get_value();
        if declined.is_some() && declined != found.as_ref().map(|word| word.start) {
            self.declined.set_value(None);
        }
        let word = found.filter(|word| declined != Some(word.start));
        if self.word.with_value(|before| *before == word) {
            return;
        }
        // Until the answer comes the old list stays, if it is about the same kind of thing.
        let same = self.word.with_value(|before| {
            before.as_ref().map(|word| (word.sign, word.start))
                == word.as_ref().map(|word| (word.sign, word.start))
        });
        if !same {
            self.show(Vec::new(), false);
        }
        self.word.set_value(word.clone());
        self.fresh.set_value(false);
        self.again.set_value(None);
        let Some(word) = word else { return };
        match word.sign {
            Sign::Person => self.find(model.clone(), Naming::Person, word, MOST_TRIES),
            Sign::Room => self.find(model.clone(), Naming::Room, word, 1),
            Sign::Emoji => self.find_emoji(model, word),
            Sign::Command => {
                let found: Vec<_> = Slash::beginning(&word.typed).map(Suggestion::Command).collect();
                // Who has typed a command wants to send it.
                let whole = matches!(&found[..], [Suggestion::Command(slash)] if slash.name() == word.typed);
                self.show(if whole { Vec::new() } else { found }, !word.typed.is_empty());
            }
        }
    }

    fn show(self, items: Vec<Suggestion>, sure: bool) {
        self.fresh.set_value(true);
        let at = (sure && !items.is_empty()).then_some(0);
        self.items.maybe_update(|now| {
            let other = *now != items;
            if other {
                *now = items;
            }
            other
        });
        self.at.set(at);
    }

    fn is_about(self, word: &Word) -> bool {
        self.word.try_with_value(|now| now.as_ref() == Some(word)).unwrap_or(false)
    }

    fn find(self, model: ComposerModel, naming: Naming, word: Word, tries: u32) {
        let command = FindMentions { room: model.place.room.clone(), naming, word: word.typed.clone() };
        model.clone().ask(command, move |answer| {
            if !self.is_about(&word) {
                return;
            }
            let Mentions { found, complete, sure } = answer.unwrap_or_default();
            self.show(found.into_iter().map(Suggestion::Mention).collect(), sure);
            if !complete && tries > 1 {
                let again = timer::after(AGAIN_MS, move || {
                    if self.is_about(&word) {
                        self.find(model, naming, word, tries - 1);
                    }
                });
                self.again.set_value(Some(again));
            }
        });
    }

    fn find_emoji(self, model: &ComposerModel, word: Word) {
        if !self.packs_wanted.get_untracked() {
            self.packs_wanted.set(true);
        }
        model.spawn(async move {
            let groups = emoji::load().await;
            if !self.is_about(&word) {
                return;
            }
            let found = groups.as_ref().map(|groups| emoji::search(groups, &word.typed)).unwrap_or_default();
            let tone = emoji::chosen_tone();
            let mut items: Vec<_> = self.packs.with_value(|list| {
                let found = emoji::search_pictures(list, |one| one.emoticon, &word.typed);
                found
                    .into_iter()
                    .take(MOST_PICTURES)
                    .map(|(_, one)| Suggestion::Picture(one.clone()))
                    .collect()
            });
            let found = found
                .into_iter()
                .map(|one| Suggestion::Emoji { text: one.with(tone), name: one.name.clone() });
            items.extend(found);
            items.truncate(MOST_EMOJI);
            self.show(items, true);
        });
    }

    /// Offers nothing any more, until the next word.
    fn close(self, declined: bool) {
        if declined {
            self.declined.set_value(self.word.with_value(|word| word.as_ref().map(|word| word.start)));
        }
        self.word.set_value(None);
        self.again.set_value(None);
        self.show(Vec::new(), false);
    }

    /// Whether something fits the word as it is now: the list may be that of the word before.
    fn fits(self, item: &Suggestion) -> bool {
        let typed = self.word.with_value(|word| word.as_ref().map(|word| word.typed.to_lowercase()));
        self.fresh.get_value()
            || typed.is_some_and(|typed| item.names().iter().any(|name| name.to_lowercase().contains(&typed)))
    }

    /// A key was pressed in the field.
    pub(crate) fn pressed(self, key: &str, plain: bool) -> Pressed {
        let items = self.items.get_untracked();
        if items.is_empty() || !plain {
            return Pressed::Nothing;
        }
        let at = self.at.get_untracked();
        match (key, at) {
            ("ArrowUp" | "ArrowDown", _) => {
                let step = Move::of_key(key, Axis::Vertical);
                self.at.set(step.and_then(|step| step.target_round(at, items.len())));
                Pressed::Done
            }
            ("Escape", _) => {
                self.close(true);
                Pressed::Done
            }
            ("Tab" | "Enter", at) => {
                let tab = key == "Tab";
                let at = at.or(tab.then_some(0));
                match at.and_then(|at| items.get(at)).filter(|item| self.fits(item)) {
                    Some(item) => Pressed::Chosen(item.clone()),
                    // Enter sends what stands there; the focus does not leave a list.
                    None if tab => Pressed::Done,
                    None => Pressed::Nothing,
                }
            }
            _ => Pressed::Nothing,
        }
    }

    /// The field with what was chosen in place of the word.
    pub(crate) fn choose(self, chosen: &Suggestion, field: &Field) -> Option<Field> {
        let word = self.word.get_value()?;
        self.close(false);
        // The text may have been changed by something else since.
        if field.start != field.end || Word::at(&field.text, field.end).as_ref() != Some(&word) {
            return None;
        }
        let rest = field.text.get(field.end..)?;
        // Behind the blank there is no word any more for which something would be offered.
        let space = if rest.starts_with(' ') { field.end + 1 } else { field.end };
        let named = Field { text: field.text.clone(), start: word.start, end: space };
        let colon = match chosen {
            Suggestion::Mention(Mention { what: Mentioned::Person(_), .. })
                if word.start == 0 && settings::here().mention_colon.get_untracked() =>
            {
                ":"
            }
            _ => "",
        };
        Some(named.with(&format!("{}{colon} ", chosen.written())))
    }

    /// The field is left, perhaps because it is taken out of the page: this has gone then.
    pub(crate) fn leave(self) {
        if self.word.try_with_value(Option::is_some) == Some(true) {
            self.close(false);
        }
    }
}
