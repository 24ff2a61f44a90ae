//! Pictures and files as object URLs: asked for once, shared, and revoked when they are old and unused.
//! The bytes never come into this module's memory.

use std::{collections::HashMap, sync::Arc};

use js_sys::{Array, ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use protocol::{
    Command, Failure, FailureKind,
    codec::decode,
    media::{FetchMedia, MediaBytes, MediaWanted},
};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::{MediaUrl, Shared, mime, requests::Raw};

/// Unused pictures are kept up to this many bytes …
const KEEP_BYTES: f64 = 64.0 * 1024.0 * 1024.0;
/// … and this many.
const KEEP_COUNT: usize = 400;

struct Entry {
    url: ArcRwSignal<MediaUrl>,
    bytes: f64,
    users: usize,
    /// When it was last let go, as a count.
    used: u64,
}

/// Object URLs by what they show.
#[derive(Default)]
pub(super) struct MediaCache {
    entries: HashMap<MediaWanted, Entry>,
    clock: u64,
}

impl MediaCache {
    /// Notes a user; says whether the bytes have to be fetched.
    fn take(&mut self, wanted: &MediaWanted) -> (ArcRwSignal<MediaUrl>, bool) {
        if let Some(entry) = self.entries.get_mut(wanted) {
            entry.users += 1;
            let again = entry.url.with_untracked(|url| *url == MediaUrl::Failed);
            (entry.url.clone(), again)
        } else {
            let url = ArcRwSignal::new(MediaUrl::Loading);
            let entry = Entry { url: url.clone(), bytes: 0.0, users: 1, used: 0 };
            self.entries.insert(wanted.clone(), entry);
            (url, true)
        }
    }

    /// One user less. Gives the URLs to revoke.
    fn release(&mut self, wanted: &MediaWanted) -> Vec<String> {
        self.clock += 1;
        if let Some(entry) = self.entries.get_mut(wanted) {
            entry.users = entry.users.saturating_sub(1);
            entry.used = self.clock;
        }
        self.sweep(KEEP_COUNT, KEEP_BYTES)
    }

    /// Lets the longest unused go until so much is kept.
    fn sweep(&mut self, count: usize, bytes: f64) -> Vec<String> {
        let mut idle: Vec<_> = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.users == 0)
            .map(|(wanted, entry)| (entry.used, entry.bytes, wanted.clone()))
            .collect();
        let mut kept: f64 = idle.iter().map(|(_, bytes, _)| bytes).sum();
        let mut number = idle.len();
        if number <= count && kept <= bytes {
            return Vec::new();
        }
        idle.sort_unstable_by_key(|(used, _, _)| *used);
        let mut revoked = Vec::new();
        for (_, size, wanted) in idle {
            if number <= count && kept <= bytes {
                break;
            }
            number -= 1;
            kept -= size;
            if let Some(entry) = self.entries.remove(&wanted)
                && let MediaUrl::Ready(url) = entry.url.get_untracked()
            {
                revoked.push(url);
            }
        }
        revoked
    }

    fn weigh(&mut self, wanted: &MediaWanted, bytes: f64) {
        if let Some(entry) = self.entries.get_mut(wanted) {
            entry.bytes = bytes;
        }
    }
}

pub(super) fn open(shared: &Arc<Shared>, wanted: MediaWanted) -> Signal<MediaUrl> {
    let (url, fetch) = shared.media.borrow_mut().take(&wanted);
    if fetch {
        url.set(MediaUrl::Loading);
        let asking = shared.ask(FetchMedia { wanted: wanted.clone() }.wrap(), Vec::new());
        let core = Arc::downgrade(shared);
        let (url, wanted) = (url.clone(), wanted.clone());
        shared.spawn(Box::pin(async move {
            let made = asking.await.and_then(object_url);
            let Some(core) = core.upgrade() else { return };
            match made {
                Ok((address, bytes)) => {
                    core.media.borrow_mut().weigh(&wanted, bytes);
                    url.set(MediaUrl::Ready(address));
                }
                Err(_) => url.set(MediaUrl::Failed),
            }
        }));
    }
    let core = SendWrapper::new(Arc::downgrade(shared));
    on_cleanup(move || {
        let Some(core) = core.upgrade() else { return };
        let revoked = core.media.borrow_mut().release(&wanted);
        for url in revoked {
            let _ = Url::revoke_object_url(&url);
        }
    });
    Signal::derive(move || url.get())
}

/// Makes the URL, with the type that the bytes themselves say.
fn object_url(raw: Raw) -> Result<(String, f64), Failure> {
    let broken = || Failure::new(FailureKind::Internal);
    let reply = decode::<MediaBytes>(&raw.body).map_err(|_| broken())?;
    let buffer: ArrayBuffer = raw
        .attachments
        .map(|attachments| attachments.get(reply.blob.0))
        .and_then(|attachment| attachment.dyn_into().ok())
        .ok_or_else(broken)?;
    let length = buffer.byte_length();
    let head = Uint8Array::new_with_byte_offset_and_length(&buffer, 0, length.min(mime::SNIFF_BYTES));
    let options = BlobPropertyBag::new();
    options.set_type(mime::sniff(&head.to_vec()));
    let blob = Blob::new_with_buffer_source_sequence_and_options(&Array::of1(&buffer), &options)
        .map_err(|_| broken())?;
    let url = Url::create_object_url_with_blob(&blob).map_err(|_| broken())?;
    Ok((url, f64::from(length)))
}

#[cfg(test)]
mod tests {
    use protocol::media::MediaSource;

    use super::*;

    fn wanted(name: &str) -> MediaWanted {
        MediaWanted::File(MediaSource(name.to_owned()))
    }

    fn fill(cache: &mut MediaCache, name: &str, bytes: f64) {
        let (url, fetch) = cache.take(&wanted(name));
        assert!(fetch);
        url.set(MediaUrl::Ready(format!("blob:{name}")));
        cache.weigh(&wanted(name), bytes);
    }

    #[test]
    fn what_is_shown_is_never_revoked_and_the_longest_unused_goes_first() {
        let mut cache = MediaCache::default();
        for name in ["a", "b", "c"] {
            fill(&mut cache, name, 10.0);
        }
        assert!(!cache.take(&wanted("a")).1, "a second user does not fetch again");
        for name in ["b", "c", "a"] {
            assert!(cache.release(&wanted(name)).is_empty());
        }
        assert_eq!(cache.sweep(0, 15.0), ["blob:b", "blob:c"], "a still has a user");
        assert!(cache.release(&wanted("a")).is_empty());
        assert_eq!(cache.sweep(9, 5.0), ["blob:a"]);
    }

    #[test]
    fn a_failure_is_tried_again_by_the_next_user() {
        let mut cache = MediaCache::default();
        cache.take(&wanted("a")).0.set(MediaUrl::Failed);
        assert!(cache.take(&wanted("a")).1);
    }
}
