//! What stands for the browser's storage natively: in memory, one for each thread, so for each test.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

/// Some keys and values, by the names that the browser has for it. Clones are the same.
#[derive(Clone, Default)]
pub(super) struct Storage(Rc<RefCell<BTreeMap<String, String>>>);

/// The browser refuses to store more.
pub(super) struct Refused;

thread_local! {
    static LOCAL: Storage = Storage::default();
    static TAB: Storage = Storage::default();
    static REFUSES: Cell<bool> = const { Cell::new(false) };
}

/// What stands for localStorage.
pub(super) fn local() -> Storage {
    LOCAL.with(Clone::clone)
}

/// What stands for sessionStorage.
pub(super) fn tab() -> Storage {
    TAB.with(Clone::clone)
}

/// Lets nothing be written any more.
#[cfg(test)]
pub(super) fn refuse() {
    REFUSES.set(true);
}

impl Storage {
    pub(super) fn get_item(&self, key: &str) -> Result<Option<String>, Refused> {
        Ok(self.0.borrow().get(key).cloned())
    }

    pub(super) fn set_item(&self, key: &str, value: &str) -> Result<(), Refused> {
        if REFUSES.get() {
            return Err(Refused);
        }
        self.0.borrow_mut().insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    pub(super) fn remove_item(&self, key: &str) -> Result<(), Refused> {
        self.0.borrow_mut().remove(key);
        Ok(())
    }

    pub(super) fn length(&self) -> Result<u32, Refused> {
        Ok(self.0.borrow().len() as u32)
    }

    pub(super) fn key(&self, index: u32) -> Result<Option<String>, Refused> {
        Ok(self.0.borrow().keys().nth(index as usize).cloned())
    }
}
