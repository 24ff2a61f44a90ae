//! What stands behind links, asked for once.

use std::collections::VecDeque;

use leptos::prelude::*;
use protocol::link_preview::{LinkPreview, LoadLinkPreview};

use super::Link;

/// So many are kept.
const MOST: usize = 200;
/// So many are asked for again when the connection is back.
const MOST_AGAIN: usize = 20;

/// What is known of a link: none while it is asked, and where there is nothing to be shown.
type Preview = ArcRwSignal<Option<LinkPreview>>;

struct Entry {
    url: String,
    preview: Preview,
    /// Whether there was no answer.
    failed: bool,
}

/// Previews, the one asked for last in front.
#[derive(Default)]
pub(super) struct Previews(VecDeque<Entry>);

impl Previews {
    /// The preview of an address, and whether it has to be asked for.
    fn take(&mut self, url: &str) -> (Preview, bool) {
        let known = self.0.iter().position(|entry| entry.url == url).and_then(|at| self.0.remove(at));
        let new = known.as_ref().is_none_or(|entry| entry.failed);
        let preview = known.map_or_else(|| ArcRwSignal::new(None), |entry| entry.preview);
        self.0.push_front(Entry { url: url.to_owned(), preview: preview.clone(), failed: false });
        self.0.truncate(MOST);
        (preview, new)
    }

    /// Lets it be asked for again.
    fn failed(&mut self, url: &str) {
        for entry in self.0.iter_mut().filter(|entry| entry.url == url) {
            entry.failed = true;
        }
    }

    /// Those for which there was no answer, the newest first.
    fn unanswered(&self) -> Vec<String> {
        let failed = self.0.iter().filter(|entry| entry.failed);
        failed.take(MOST_AGAIN).map(|entry| entry.url.clone()).collect()
    }
}

impl Link {
    /// What stands behind a web address, once that is known. The homeserver is asked, and so learns of the address.
    pub fn preview(&self, url: &str) -> ArcRwSignal<Option<LinkPreview>> {
        let (preview, new) = self.shared.previews.borrow_mut().take(url);
        if new {
            let request = self.request(LoadLinkPreview { url: url.to_owned() });
            let (known, link, url) = (preview.clone(), self.clone(), url.to_owned());
            self.spawn(async move {
                match request.await {
                    Ok(said) => known.set(said),
                    Err(_) => link.shared.previews.borrow_mut().failed(&url),
                }
            });
        }
        preview
    }

    /// The connection is back: asks again what was not answered without it.
    pub fn ask_previews_again(&self) {
        let unanswered = self.shared.previews.borrow().unanswered();
        for url in unanswered {
            self.preview(&url);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_asked_for_once_and_the_oldest_is_let_go() {
        let mut previews = Previews::default();
        assert!(previews.take("https://a/").1);
        assert!(!previews.take("https://a/").1);
        for count in 0..MOST {
            assert!(previews.take(&format!("https://b/{count}")).1);
        }
        assert!(previews.take("https://a/").1, "it was let go");
        let before = previews.take("https://a/").0;
        previews.failed("https://a/");
        assert_eq!(previews.unanswered(), ["https://a/"]);
        let (again, new) = previews.take("https://a/");
        assert!(new);
        assert!(previews.unanswered().is_empty());
        let said = LinkPreview { title: Some("A".to_owned()), ..LinkPreview::default() };
        again.set(Some(said));
        assert!(before.get_untracked().is_some(), "who waited for the first answer gets the second");
        assert_eq!(previews.0.len(), MOST);
    }
}
