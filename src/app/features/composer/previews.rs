//! Previews of links that go along with a message (D28).

use leptos::prelude::*;
use protocol::{link_preview::BundledPreview, room::RoomInfo};

use super::model::ComposerModel;
use crate::settings;

/// Of more links in one message only so many are looked behind.
const MOST: usize = 2;

impl ComposerModel {
    /// Asks what stands behind the links that are being written, so that it is known when they are sent.
    pub(super) fn look_behind_links(&self) {
        for url in self.links(&self.shelf.text.get_untracked()) {
            self.link.preview(&url);
        }
    }

    /// What is known of the links of a text; nothing where that is not to go along.
    pub(super) fn known_previews(&self, text: &str) -> Vec<BundledPreview> {
        let of = |url: String| BundledPreview { told: self.link.preview(&url).get_untracked(), url };
        let all: Vec<_> = self.links(text).into_iter().map(of).collect();
        if all.iter().any(|one| one.told.is_some()) { all } else { Vec::new() }
    }

    /// The links that go along with what is said of them: where previews are shown, and sending them was chosen.
    fn links(&self, text: &str) -> Vec<String> {
        if !settings::here().send_previews.get_untracked() || !text.contains("://") {
            return Vec::new();
        }
        let info = self.link.kept_value(RoomInfo { room: self.place.room.clone() });
        let shown = untrack(|| {
            let encrypted = info.with(|info| info.and_then(|info| info.encrypted));
            settings::link_previews(&self.place.room, encrypted)
        });
        if shown { links(text) } else { Vec::new() }
    }
}

/// The web addresses of a text, each once, without what ends a sentence behind them.
fn links(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|letter: char| letter.is_whitespace() || "<>()[]\"`".contains(letter)) {
        let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
        let host = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"));
        let is_one = host.is_some_and(|host| !host.is_empty());
        if is_one && found.len() < MOST && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::links;

    #[test]
    fn the_first_addresses_are_found() {
        assert_eq!(
            links("see https://a.example/b, (http://c.example) and https://a.example/b! https://d.example"),
            ["https://a.example/b", "http://c.example"]
        );
        assert!(links("a://b ftp://c https:// xhttps://d.example").is_empty());
    }
}
