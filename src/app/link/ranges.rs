//! Which bytes of a file that is still coming are given to who asks for some: pure arithmetic.

/// Bytes given at once …
const MOST: u64 = 1024 * 1024;
/// … and bytes that are worth giving while more are wanted.
const LEAST: u64 = 64 * 1024;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it.
    Whole,
    /// From a byte on, up to one (itself too) if that is said.
    From(u64, Option<u64>),
    /// The last so many bytes.
    Last(u64),
}

/// What is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    /// Nothing yet.
    Wait,
    /// The bytes from one up to another, which is the first not given. Less than was asked for: it asks again.
    Part(u64, u64),
    /// All.
    Whole,
    /// There are no such bytes.
    Beyond,
}

/// Reads a `Range` header (RFC 9110 § 14). What cannot be read, or asks for several ranges, is as if it were not there.
pub(super) fn asked(header: Option<&str>) -> Asked {
    let read = || {
        let (from, to) = header?.trim().strip_prefix("bytes=")?.split_once('-')?;
        match (from.trim(), to.trim()) {
            ("", last) => Some(Asked::Last(number(last)?)),
            (from, "") => Some(Asked::From(number(from)?, None)),
            (from, to) => {
                let (from, to) = (number(from)?, number(to)?);
                (from <= to).then_some(Asked::From(from, Some(to)))
            }
        }
    };
    read().unwrap_or(Asked::Whole)
}

/// Digits alone: `parse` takes a plus too.
fn number(text: &str) -> Option<u64> {
    text.bytes().all(|digit| digit.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// What can be given, of a file of `total` bytes of which the first `have` are here.
pub(super) fn given(asked: Asked, have: u64, total: u64) -> Given {
    let (from, to) = match asked {
        Asked::Whole if have >= total => return Given::Whole,
        Asked::Whole => return Given::Wait,
        Asked::From(from, to) => (from, to.map_or(total, |to| to.saturating_add(1).min(total))),
        Asked::Last(0) => return Given::Beyond,
        Asked::Last(count) => (total.saturating_sub(count), total),
    };
    if from >= total {
        return Given::Beyond;
    }
    let to = to.min(from.saturating_add(MOST));
    if have >= to {
        Given::Part(from, to)
    } else if have >= from.saturating_add(LEAST) {
        Given::Part(from, have)
    } else {
        Given::Wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_and_what_is_none_is_left_alone() {
        for (header, expected) in [
            ("bytes=0-", Asked::From(0, None)),
            ("bytes=0-1", Asked::From(0, Some(1))),
            (" bytes=7-9 ", Asked::From(7, Some(9))),
            ("bytes=-500", Asked::Last(500)),
            ("bytes=9-7", Asked::Whole),
            ("bytes=+1-", Asked::Whole),
            ("bytes=-", Asked::Whole),
            ("bytes=0-1,4-5", Asked::Whole),
            ("bytes=99999999999999999999-", Asked::Whole),
            ("items=0-1", Asked::Whole),
            ("", Asked::Whole),
        ] {
            assert_eq!(asked(Some(header)), expected, "{header}");
        }
        assert_eq!(asked(None), Asked::Whole);
    }

    #[test]
    fn what_has_come_is_given_and_what_has_not_is_waited_for() {
        const TOTAL: u64 = 10_000_000;
        let open = |from| Asked::From(from, None);
        assert_eq!(given(open(0), 0, TOTAL), Given::Wait);
        assert_eq!(given(open(0), LEAST - 1, TOTAL), Given::Wait, "too little to be worth it");
        assert_eq!(given(open(0), LEAST, TOTAL), Given::Part(0, LEAST));
        assert_eq!(given(open(0), TOTAL, TOTAL), Given::Part(0, MOST), "not all at once");
        assert_eq!(given(Asked::From(0, Some(1)), LEAST, TOTAL), Given::Part(0, 2), "both ends count");
        assert_eq!(given(Asked::From(5, Some(9)), 9, TOTAL), Given::Wait);
        assert_eq!(given(Asked::From(5, Some(9)), 10, TOTAL), Given::Part(5, 10));
        assert_eq!(given(open(9_000_000), 5_000_000, TOTAL), Given::Wait, "a jump ahead waits");
        assert_eq!(given(open(TOTAL - 5), TOTAL, TOTAL), Given::Part(TOTAL - 5, TOTAL));
        assert_eq!(given(Asked::From(0, Some(u64::MAX)), TOTAL, TOTAL), Given::Part(0, MOST));
        assert_eq!(given(Asked::Last(5), TOTAL - 1, TOTAL), Given::Wait);
        assert_eq!(given(Asked::Last(5), TOTAL, TOTAL), Given::Part(TOTAL - 5, TOTAL));
        assert_eq!(given(Asked::Last(u64::MAX), 3, 3), Given::Part(0, 3));
        for asked in [open(TOTAL), open(u64::MAX), Asked::Last(0), Asked::From(0, None)] {
            let total = if asked == open(0) { 0 } else { TOTAL };
            assert_eq!(given(asked, TOTAL, total), Given::Beyond, "{asked:?}");
        }
        assert_eq!(given(Asked::Whole, TOTAL - 1, TOTAL), Given::Wait);
        assert_eq!(given(Asked::Whole, TOTAL, TOTAL), Given::Whole);
    }
}
