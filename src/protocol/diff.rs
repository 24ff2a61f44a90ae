//! Changes of a list. The eleven arms mirror `eyeball_im::VectorDiff`, with `u32` indices.

use serde::{Deserialize, Serialize};

/// An item with a name that is unique in its list and stable for its life.
pub trait Keyed {
    /// The name's type.
    type Key: Clone + Eq + std::hash::Hash;
    /// The item's name.
    fn key(&self) -> Self::Key;
}

/// One change of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the arms are those of a vector's operations")]
pub enum Diff<T> {
    Append { values: Vec<T> },
    Clear,
    PushFront { value: T },
    PushBack { value: T },
    PopFront,
    PopBack,
    Insert { index: u32, value: T },
    Set { index: u32, value: T },
    Remove { index: u32 },
    Truncate { length: u32 },
    Reset { values: Vec<T> },
}

/// Changes that belong together: all are applied before anything is painted.
pub type Batch<T> = Vec<Diff<T>>;

/// A diff that points outside its list: the two ends have lost each other; subscribe anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfRange;

impl<T> Diff<T> {
    /// Applies the change.
    ///
    /// # Errors
    /// [`OutOfRange`] when an index is not in the list, which is left as it was.
    pub fn apply(self, list: &mut Vec<T>) -> Result<(), OutOfRange> {
        match self {
            Diff::Append { values } => list.extend(values),
            Diff::Clear => list.clear(),
            Diff::PushFront { value } => list.insert(0, value),
            Diff::PushBack { value } => list.push(value),
            Diff::PopFront if list.is_empty() => return Err(OutOfRange),
            Diff::PopFront => drop(list.remove(0)),
            Diff::PopBack => drop(list.pop().ok_or(OutOfRange)?),
            Diff::Insert { index, .. } if index as usize > list.len() => return Err(OutOfRange),
            Diff::Insert { index, value } => list.insert(index as usize, value),
            Diff::Set { index, value } => *list.get_mut(index as usize).ok_or(OutOfRange)? = value,
            Diff::Remove { index } if index as usize >= list.len() => return Err(OutOfRange),
            Diff::Remove { index } => drop(list.remove(index as usize)),
            Diff::Truncate { length } => list.truncate(length as usize),
            Diff::Reset { values } => *list = values,
        }
        Ok(())
    }
}
