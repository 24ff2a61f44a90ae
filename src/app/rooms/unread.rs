//! How much is unread, as a badge shows it.

use protocol::room_list::Unread;

use crate::kit::BadgeKind;

/// The count: one where all there is is a mark.
pub fn unread_count(unread: Unread) -> u64 {
    unread.messages.max(unread.mentions).max(u32::from(unread.marked)).into()
}

/// What is counted.
pub fn unread_kind(unread: Unread) -> BadgeKind {
    if unread.mentions > 0 { BadgeKind::Mention } else { BadgeKind::Unread }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_and_marks_count_too() {
        let unread = |messages, mentions, marked| Unread { messages, mentions, marked, ..Unread::default() };
        let shown = |unread| (unread_count(unread), unread_kind(unread));
        assert_eq!(shown(unread(0, 0, false)), (0, BadgeKind::Unread));
        assert_eq!(shown(unread(3, 0, true)), (3, BadgeKind::Unread));
        assert_eq!(shown(unread(0, 0, true)), (1, BadgeKind::Unread));
        assert_eq!(shown(unread(3, 1, false)), (3, BadgeKind::Mention));
        assert_eq!(shown(unread(0, 2, false)), (2, BadgeKind::Mention));
    }
}
