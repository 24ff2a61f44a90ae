//! The SDK's list changes to the wire's.

use matrix_sdk_ui::eyeball_im::VectorDiff;
use protocol::Diff;

/// The same change over mapped items.
pub(crate) fn map<T: Clone, U>(diff: VectorDiff<T>, mut item: impl FnMut(T) -> U) -> Diff<U> {
    match diff {
        VectorDiff::Append { values } => Diff::Append { values: values.into_iter().map(item).collect() },
        VectorDiff::Clear => Diff::Clear,
        VectorDiff::PushFront { value } => Diff::PushFront { value: item(value) },
        VectorDiff::PushBack { value } => Diff::PushBack { value: item(value) },
        VectorDiff::PopFront => Diff::PopFront,
        VectorDiff::PopBack => Diff::PopBack,
        VectorDiff::Insert { index, value } => Diff::Insert { index: index as u32, value: item(value) },
        VectorDiff::Set { index, value } => Diff::Set { index: index as u32, value: item(value) },
        VectorDiff::Remove { index } => Diff::Remove { index: index as u32 },
        VectorDiff::Truncate { length } => Diff::Truncate { length: length as u32 },
        VectorDiff::Reset { values } => Diff::Reset { values: values.into_iter().map(item).collect() },
    }
}

/// The items that a change brings.
pub(crate) fn values<T: Clone>(diff: &VectorDiff<T>) -> impl Iterator<Item = &T> + Clone {
    let (one, many) = match diff {
        VectorDiff::PushFront { value }
        | VectorDiff::PushBack { value }
        | VectorDiff::Insert { value, .. }
        | VectorDiff::Set { value, .. } => (Some(value), None),
        VectorDiff::Append { values } | VectorDiff::Reset { values } => (None, Some(values.iter())),
        _ => (None, None),
    };
    one.into_iter().chain(many.into_iter().flatten())
}
