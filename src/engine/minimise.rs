//! Makes a batch of changes minimal by key before it crosses the wire.
//!
//! The SDK's diffs are not always minimal: an item may be removed and put back in one batch, which would
//! make its row be torn down and built anew, and the conversation jump. (Fractal met this first.)

use protocol::{Batch, Diff, Keyed};

/// Applies `batch` to `mirror` and returns the changes that are still needed: a removal followed at once
/// by an insertion of the same key at the same place becomes a `Set`, and what changes nothing vanishes.
/// A diff that points outside the list ends in a `Reset` of what the mirror holds.
pub(crate) fn apply_minimised<T: Keyed + Clone + PartialEq>(
    mirror: &mut Vec<T>,
    batch: Batch<T>,
) -> Batch<T> {
    let mut needed: Batch<T> = Vec::with_capacity(batch.len());
    let mut removed: Option<(u32, T)> = None;

    for diff in batch {
        let diff = positioned(diff, mirror.len());
        let diff = match (removed.take(), diff) {
            (Some((gone_at, gone)), Diff::Insert { index, value })
                if gone_at == index && gone.key() == value.key() =>
            {
                mirror.insert(index as usize, value.clone());
                if gone != value {
                    needed.push(Diff::Set { index, value });
                }
                continue;
            }
            (Some((index, _)), diff) => {
                needed.push(Diff::Remove { index });
                diff
            }
            (None, diff) => diff,
        };
        match diff {
            Diff::Remove { index } if (index as usize) < mirror.len() => {
                removed = Some((index, mirror.remove(index as usize)));
            }
            Diff::Set { index, value } if mirror.get(index as usize) == Some(&value) => {}
            diff => {
                if diff.clone().apply(mirror).is_err() {
                    return vec![Diff::Reset { values: mirror.clone() }];
                }
                if matches!(diff, Diff::Reset { .. } | Diff::Clear) {
                    needed.clear();
                }
                needed.push(diff);
            }
        }
    }
    if let Some((index, _)) = removed {
        needed.push(Diff::Remove { index });
    }
    if needed.len() > 8 && cost(&needed) > mirror.len() || begins_anew(&needed) {
        return vec![Diff::Reset { values: mirror.clone() }];
    }
    needed
}

/// Removals and insertions by index, whatever arm they came in.
fn positioned<T>(diff: Diff<T>, length: usize) -> Diff<T> {
    let length = length as u32;
    match diff {
        Diff::PushFront { value } => Diff::Insert { index: 0, value },
        Diff::PushBack { value } => Diff::Insert { index: length, value },
        Diff::PopFront => Diff::Remove { index: 0 },
        Diff::PopBack => Diff::Remove { index: length.saturating_sub(1) },
        diff => diff,
    }
}

/// How many items the changes carry or touch.
fn cost<T>(batch: &[Diff<T>]) -> usize {
    batch
        .iter()
        .map(|diff| match diff {
            Diff::Append { values } | Diff::Reset { values } => values.len(),
            _ => 1,
        })
        .sum()
}

/// `Clear` or `Reset` with more behind it: one `Reset` says the same.
fn begins_anew<T>(batch: &[Diff<T>]) -> bool {
    batch.len() > 1 && matches!(batch.first(), Some(Diff::Clear | Diff::Reset { .. }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    struct Item(u8, u8);
    impl Keyed for Item {
        type Key = u8;
        fn key(&self) -> u8 {
            self.0
        }
    }

    #[test]
    fn removed_and_put_back_is_a_set() {
        let mut mirror = vec![Item(1, 0), Item(2, 0)];
        let batch = vec![Diff::Remove { index: 1 }, Diff::PushBack { value: Item(2, 9) }];
        assert_eq!(apply_minimised(&mut mirror, batch), vec![Diff::Set { index: 1, value: Item(2, 9) }]);
        assert_eq!(mirror, vec![Item(1, 0), Item(2, 9)]);
    }

    #[test]
    fn what_changes_nothing_vanishes() {
        let mut mirror = vec![Item(1, 0)];
        let batch = vec![
            Diff::Set { index: 0, value: Item(1, 0) },
            Diff::PopBack,
            Diff::Insert { index: 0, value: Item(1, 0) },
        ];
        assert_eq!(apply_minimised(&mut mirror, batch), vec![]);
    }

    #[test]
    fn clear_and_append_is_a_reset() {
        let mut mirror = vec![Item(1, 0)];
        let batch = vec![Diff::Clear, Diff::Append { values: vec![Item(3, 0)] }];
        assert_eq!(apply_minimised(&mut mirror, batch), vec![Diff::Reset { values: vec![Item(3, 0)] }]);
    }

    fn any_diff() -> impl Strategy<Value = Diff<Item>> {
        let item = (0u8..6, 0u8..3).prop_map(|(key, version)| Item(key, version));
        prop_oneof![
            proptest::collection::vec(item.clone(), 0..4).prop_map(|values| Diff::Append { values }),
            Just(Diff::Clear),
            item.clone().prop_map(|value| Diff::PushFront { value }),
            item.clone().prop_map(|value| Diff::PushBack { value }),
            Just(Diff::PopFront),
            Just(Diff::PopBack),
            (0u32..8, item.clone()).prop_map(|(index, value)| Diff::Insert { index, value }),
            (0u32..8, item.clone()).prop_map(|(index, value)| Diff::Set { index, value }),
            (0u32..8).prop_map(|index| Diff::Remove { index }),
            (0u32..8).prop_map(|length| Diff::Truncate { length }),
            proptest::collection::vec(item, 0..6).prop_map(|values| Diff::Reset { values }),
        ]
    }

    proptest! {
        #[test]
        fn the_other_end_comes_to_the_same_list(
            start in proptest::collection::vec((0u8..6, 0u8..3).prop_map(|(k, v)| Item(k, v)), 0..6),
            batch in proptest::collection::vec(any_diff(), 0..8),
        ) {
            let mut theirs = start.clone();
            let mut mirror = start;
            for diff in apply_minimised(&mut mirror, batch) {
                prop_assert!(diff.apply(&mut theirs).is_ok());
            }
            prop_assert_eq!(theirs, mirror);
        }
    }
}
