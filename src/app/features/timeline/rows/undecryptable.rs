//! Messages that cannot be decrypted (yet).

use leptos::prelude::AnyView;
use protocol::timeline::Undecryptable;

use super::placeholder;
use crate::features::timeline::words;

/// Why it cannot be read, and what helps. When the key comes, the item itself becomes another.
pub(crate) fn view(id: String, why: Undecryptable) -> AnyView {
    let icon = if why == Undecryptable::WaitingForKey { "clock" } else { "key-round" };
    placeholder(id, icon, words::undecryptable(why))
}
