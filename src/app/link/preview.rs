//! What stands behind links, asked for once.

use std::collections::VecDeque;

use leptos::prelude::*;
use protocol::link_preview::{LinkPreview, LoadLinkPreview};

use super::Link;

/// So many are kept.
const MOST: usize = 200;

/// What is known of a link: none while it is asked, and where there is nothing to be shown.
type Preview = ArcRwSignal<Option<LinkPreview>>;

/// Previews by address, the one asked for last in front.
#[derive(Default)]
pub(super) struct Previews(VecDeque<(String, Preview)>);

impl Previews {
    /// The preview of an address, and whether it has to be asked for.
    fn take(&mut self, url: &str) -> (Preview, bool) {
        let known = self.0.iter().position(|(known, _)| known == url).and_then(|at| self.0.remove(at));
        let new = known.is_none();
        let entry = known.unwrap_or_else(|| (url.to_owned(), ArcRwSignal::new(None)));
        let preview = entry.1.clone();
        self.0.push_front(entry);
        self.0.truncate(MOST);
        (preview, new)
    }

    /// Lets it be asked for again.
    fn forget(&mut self, url: &str) {
        self.0.retain(|(known, _)| known != url);
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
                    Err(_) => link.shared.previews.borrow_mut().forget(&url),
                }
            });
        }
        preview
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
        previews.forget("https://a/");
        assert!(previews.take("https://a/").1);
        assert_eq!(previews.0.len(), MOST);
    }
}
