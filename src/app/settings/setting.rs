//! One setting: a value of a few, stored under a name, followed by whatever hangs on it.

use leptos::prelude::*;

use crate::platform::prefs;

/// What a setting may be: one of a few, each with a name under which it is stored.
pub trait Choice: Copy + PartialEq + Send + Sync + 'static {
    /// All there are, in the order in which they are offered.
    const ALL: &'static [Self];

    /// The name it is stored under.
    fn name(self) -> &'static str;

    /// What is stored under a name.
    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

impl Choice for bool {
    const ALL: &'static [Self] = &[false, true];

    fn name(self) -> &'static str {
        if self { "1" } else { "0" }
    }
}

/// A setting of this browser. Copies that are made of it are the same.
#[derive(Clone)]
pub struct Setting<T: 'static> {
    key: &'static str,
    default: T,
    value: ArcRwSignal<T>,
}

impl<T: Choice> Setting<T> {
    /// The one stored under this name; `default` where nothing is.
    pub(super) fn stored(key: &'static str, default: T) -> Self {
        Self { key, default, value: ArcRwSignal::new(read(key).unwrap_or(default)) }
    }

    /// What it is, tracked.
    pub fn get(&self) -> T {
        self.value.get()
    }

    /// What it is, not tracked.
    pub fn get_untracked(&self) -> T {
        self.value.get_untracked()
    }

    /// Changes it, also for the time after a reload.
    pub fn set(&self, value: T) {
        prefs::set(self.key, value.name());
        self.show(value);
    }

    /// Another tab may have changed it; `changed` is what was, and nothing where it may be anything.
    pub(super) fn reread(&self, changed: Option<&str>) {
        if changed.is_none_or(|changed| changed == self.key) {
            self.show(read(self.key).unwrap_or(self.default));
        }
    }

    fn show(&self, value: T) {
        if self.value.get_untracked() != value {
            self.value.set(value);
        }
    }
}

fn read<T: Choice>(key: &str) -> Option<T> {
    T::from_name(&prefs::get(key)?)
}
