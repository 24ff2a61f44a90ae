//! Pictures and files as object URLs: asked for once, shared, and revoked when they are old and unused.
//! The bytes never come into this module's memory.

use std::{collections::HashMap, sync::Arc};

use js_sys::{Array, ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use protocol::{
    Command, Failure, FailureKind,
    codec::decode,
    media::{FetchMedia, MediaBytes, MediaSource, MediaWanted},
};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::{FileUrl, MediaUrl, Shared, coming, mime, pixels, requests::Raw};

/// Unused pictures are kept up to this many bytes …
const KEEP_BYTES: f64 = 64.0 * 1024.0 * 1024.0;
/// … and this many.
const KEEP_COUNT: usize = 400;

/// A file that comes in parts; dropping it stops that, and lets go of what has come.
pub(super) trait Fetch {
    /// Whether more will come.
    fn is_under_way(&self) -> bool;
    /// A player wants it, if it can be played before all of it is here.
    fn play_early(&self);
}

struct Entry {
    url: ArcRwSignal<MediaUrl>,
    /// How much of it is here, from 0 to 1, where that is known.
    came: ArcRwSignal<Option<f64>>,
    fetch: Option<Box<dyn Fetch>>,
    bytes: f64,
    users: usize,
    /// When it was last let go, as a count.
    used: u64,
}

impl Entry {
    fn into_url(self) -> Option<String> {
        self.url.with_untracked(|url| url.to_save().map(ToOwned::to_owned))
    }
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
            let came = ArcRwSignal::new(None);
            let entry = Entry { url: url.clone(), came, fetch: None, bytes: 0.0, users: 1, used: 0 };
            self.entries.insert(wanted.clone(), entry);
            (url, true)
        }
    }

    /// The entry with this signal; none once it was let go, even if another one has been made since.
    fn entry(&mut self, wanted: &MediaWanted, url: &ArcRwSignal<MediaUrl>) -> Option<&mut Entry> {
        self.entries.get_mut(wanted).filter(|entry| entry.url == *url)
    }

    /// What nobody will wait for any more when one user goes.
    fn abandon(&mut self, wanted: &MediaWanted, url: &ArcRwSignal<MediaUrl>) -> Option<Entry> {
        self.entry(wanted, url).filter(|entry| {
            entry.users <= 1 && entry.fetch.as_ref().is_some_and(|fetch| fetch.is_under_way())
        })?;
        self.entries.remove(wanted)
    }

    /// One user less. Gives the URLs to revoke.
    fn release(&mut self, wanted: &MediaWanted, url: &ArcRwSignal<MediaUrl>) -> Vec<String> {
        self.clock += 1;
        let used = self.clock;
        if let Some(entry) = self.entry(wanted, url) {
            entry.users = entry.users.saturating_sub(1);
            entry.used = used;
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
            revoked.extend(self.entries.remove(&wanted).and_then(Entry::into_url));
        }
        revoked
    }

    /// Notes how large it is; says whether it is still wanted.
    pub(super) fn weigh(&mut self, wanted: &MediaWanted, url: &ArcRwSignal<MediaUrl>, bytes: f64) -> bool {
        self.entry(wanted, url).map(|entry| entry.bytes = bytes).is_some()
    }

    /// All URLs, to be revoked whether somebody shows them or not.
    pub(super) fn into_urls(self) -> Vec<String> {
        self.entries.into_values().filter_map(Entry::into_url).collect()
    }
}

/// Frees the bytes behind object URLs.
pub(super) fn revoke(urls: Vec<String>) {
    for url in urls {
        let _ = Url::revoke_object_url(&url);
    }
}

pub(super) fn open(shared: &Arc<Shared>, wanted: MediaWanted) -> Signal<MediaUrl> {
    let (url, fetch) = shared.media.borrow_mut().take(&wanted);
    if fetch {
        url.set(MediaUrl::Loading);
        let asking = shared.ask(FetchMedia { wanted: wanted.clone() }.seal(), Vec::new());
        let core = Arc::downgrade(shared);
        let (url, wanted) = (url.clone(), wanted.clone());
        shared.spawn(Box::pin(async move {
            let made = asking.await.and_then(object_url);
            let Some(core) = core.upgrade() else { return };
            match made {
                Ok((made, bytes)) if core.media.borrow_mut().weigh(&wanted, &url, bytes) => url.set(made),
                Ok((made, _)) => revoke(made.to_save().map(ToOwned::to_owned).into_iter().collect()),
                Err(_) => url.set(MediaUrl::Failed),
            }
        }));
    }
    until_cleanup(shared, wanted, url.clone());
    Signal::derive(move || url.get())
}

/// As [`open`], in parts. `play`: it is to be played, and early if that can be.
pub(super) fn open_file(shared: &Arc<Shared>, source: MediaSource, play: bool) -> FileUrl {
    let wanted = MediaWanted::File(source.clone());
    let (url, fetch) = shared.media.borrow_mut().take(&wanted);
    if fetch {
        url.set(MediaUrl::Loading);
        let came = ArcRwSignal::new(None);
        let fetch = coming::begin(shared, source, url.clone(), came.clone());
        let mut cache = shared.media.borrow_mut();
        if let Some(entry) = cache.entry(&wanted, &url) {
            let before = (entry.fetch.replace(fetch), std::mem::replace(&mut entry.came, came));
            drop(cache);
            drop(before);
        }
    }
    let mut cache = shared.media.borrow_mut();
    let came = cache.entry(&wanted, &url).map(|entry| {
        if let Some(fetch) = entry.fetch.as_ref().filter(|_| play) {
            fetch.play_early();
        }
        entry.came.clone()
    });
    drop(cache);
    until_cleanup(shared, wanted, url.clone());
    FileUrl {
        url: Signal::derive(move || url.get()),
        came: Signal::derive(move || came.as_ref().and_then(|came| came.get())),
    }
}

/// One user less when the current owner is cleaned up.
fn until_cleanup(shared: &Arc<Shared>, wanted: MediaWanted, url: ArcRwSignal<MediaUrl>) {
    let core = SendWrapper::new(Arc::downgrade(shared));
    on_cleanup(move || {
        let Some(core) = core.upgrade() else { return };
        let abandoned = core.media.borrow_mut().abandon(&wanted, &url);
        revoke(abandoned.and_then(Entry::into_url).into_iter().collect());
        let revoked = core.media.borrow_mut().release(&wanted, &url);
        revoke(revoked);
    });
}

/// Makes the URL, with the type that the bytes themselves say.
fn object_url(raw: Raw) -> Result<(MediaUrl, f64), Failure> {
    let broken = || Failure::new(FailureKind::Internal);
    let reply = decode::<MediaBytes>(&raw.body).map_err(|_| broken())?;
    let buffer: ArrayBuffer = raw
        .attachments
        .map(|attachments| attachments.get(reply.blob.0))
        .and_then(|attachment| attachment.dyn_into().ok())
        .ok_or_else(broken)?;
    let length = buffer.byte_length();
    let read = |from: u32, count: u32| {
        let from = from.min(length);
        Uint8Array::new_with_byte_offset_and_length(&buffer, from, count.min(length - from)).to_vec()
    };
    let kind = mime::sniff(&read(0, mime::SNIFF_BYTES));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_buffer_source_sequence_and_options(&Array::of1(&buffer), &options)
        .map_err(|_| broken())?;
    let url = Url::create_object_url_with_blob(&blob).map_err(|_| broken())?;
    let made = if pixels::too_many(kind, read) { MediaUrl::TooLarge(url) } else { MediaUrl::Ready(url) };
    Ok((made, f64::from(length)))
}

#[cfg(test)]
mod tests {
    use protocol::media::MediaSource;

    use super::*;

    fn wanted(name: &str) -> MediaWanted {
        MediaWanted::File(MediaSource(name.to_owned()))
    }

    fn fill(cache: &mut MediaCache, name: &str, bytes: f64) -> ArcRwSignal<MediaUrl> {
        let (url, fetch) = cache.take(&wanted(name));
        assert!(fetch);
        url.set(MediaUrl::Ready(format!("blob:{name}")));
        assert!(cache.weigh(&wanted(name), &url, bytes));
        url
    }

    #[test]
    fn what_is_shown_is_never_revoked_and_the_longest_unused_goes_first() {
        let mut cache = MediaCache::default();
        let [a, b, c] = ["a", "b", "c"].map(|name| (name, fill(&mut cache, name, 10.0)));
        assert!(!cache.take(&wanted("a")).1, "a second user does not fetch again");
        for (name, url) in [&b, &c, &a] {
            assert!(cache.release(&wanted(name), url).is_empty());
        }
        assert_eq!(cache.sweep(0, 15.0), ["blob:b", "blob:c"], "a still has a user");
        assert!(cache.release(&wanted("a"), &a.1).is_empty());
        assert_eq!(cache.sweep(9, 5.0), ["blob:a"]);
    }

    #[test]
    fn a_failure_is_tried_again_by_the_next_user() {
        let mut cache = MediaCache::default();
        cache.take(&wanted("a")).0.set(MediaUrl::Failed);
        assert!(cache.take(&wanted("a")).1);
    }

    #[test]
    fn nothing_is_left_for_another_account_and_late_bytes_find_nobody() {
        let mut cache = MediaCache::default();
        fill(&mut cache, "a", 10.0);
        let (late, _) = cache.take(&wanted("b"));
        assert_eq!(std::mem::take(&mut cache).into_urls(), ["blob:a"]);
        let (next, fetch) = cache.take(&wanted("b"));
        assert!(fetch);
        assert!(!cache.weigh(&wanted("b"), &late, 10.0));
        cache.release(&wanted("b"), &late);
        next.set(MediaUrl::Ready("blob:next".to_owned()));
        assert!(cache.sweep(0, 0.0).is_empty(), "the next account's user holds it");
    }
}
