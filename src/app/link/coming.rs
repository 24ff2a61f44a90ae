//! A file that comes in parts. What has come stands behind the browser's Blobs, never in this module's memory; a film can
//! be played out of it before the rest is here.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::{Arc, Weak},
};

use js_sys::{Array, ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use protocol::{
    Failure, Topic,
    codec::{Sealed, decode},
    media::{FilePart, FileStream, MediaSource, MediaWanted},
};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::{
    MediaUrl, Shared,
    media::Fetch,
    mime,
    ranges::{Asked, Given, asked, given},
    requests::Attachments,
    subscriptions::{Applied, Handle, Listener},
};
use crate::platform::streamed::{self, Address, Answer, Question};

/// So many parts are put together to one Blob.
const LOOSE: usize = 16;
/// A film of fewer bytes is here before a player has asked for it three times.
const SHORT: u64 = 2_000_000;
/// The types of films that are played early.
const FILMS: [&str; 3] = ["video/mp4", "video/webm", "video/quicktime"];

/// A file on its way, until this is dropped.
struct Held(Rc<Coming>);

struct Coming {
    core: Weak<Shared>,
    source: MediaSource,
    url: ArcRwSignal<MediaUrl>,
    came: ArcRwSignal<Option<f64>>,
    handle: Cell<Option<Handle>>,
    pile: RefCell<Pile>,
    total: Cell<Option<u64>>,
    plain: Cell<bool>,
    /// Whether a player can be given an address: wanted, and served.
    early: Cell<bool>,
    address: RefCell<Option<Address>>,
    waiting: RefCell<Vec<(Asked, Question)>>,
}

/// What has come.
#[derive(Default)]
struct Pile {
    parts: Vec<Blob>,
    bytes: u64,
    kind: &'static str,
}

impl Pile {
    fn add(&mut self, buffer: &ArrayBuffer) -> Option<()> {
        if self.bytes == 0 {
            let head = mime::SNIFF_BYTES.min(buffer.byte_length());
            self.kind = mime::sniff(&Uint8Array::new_with_byte_offset_and_length(buffer, 0, head).to_vec());
        }
        self.parts.push(Blob::new_with_buffer_source_sequence(&Array::of1(buffer)).ok()?);
        self.bytes += u64::from(buffer.byte_length());
        if self.parts.len() > LOOSE {
            self.together()?;
        }
        Some(())
    }

    /// All that has come as one Blob, with its type. The browser copies nothing for that.
    fn together(&mut self) -> Option<Blob> {
        let options = BlobPropertyBag::new();
        options.set_type(if self.kind.is_empty() { mime::sniff(&[]) } else { self.kind });
        let parts: Array = self.parts.iter().collect();
        let all = Blob::new_with_blob_sequence_and_options(&parts, &options).ok()?;
        self.parts = vec![all.clone()];
        Some(all)
    }
}

/// Begins to fetch a file into `url`; `came` is how much of it is here, from 0 to 1.
pub(super) fn begin(
    shared: &Arc<Shared>,
    source: MediaSource,
    url: ArcRwSignal<MediaUrl>,
    came: ArcRwSignal<Option<f64>>,
) -> Box<dyn Fetch> {
    let coming = Rc::new(Coming {
        core: Arc::downgrade(shared),
        source,
        url,
        came,
        handle: Cell::new(None),
        pile: RefCell::default(),
        total: Cell::new(None),
        plain: Cell::new(false),
        early: Cell::new(false),
        address: RefCell::default(),
        waiting: RefCell::default(),
    });
    coming.handle.set(Some(shared.subscribe(Rc::clone(&coming) as Rc<dyn Listener>)));
    Box::new(Held(coming))
}

impl Fetch for Held {
    fn is_under_way(&self) -> bool {
        self.0.handle.get().is_some()
    }

    fn play_early(&self) {
        let coming = Rc::downgrade(&self.0);
        let Some(core) = self.0.core.upgrade() else { return };
        core.spawn(Box::pin(async move {
            let served = streamed::is_served().await;
            if let Some(coming) = coming.upgrade().filter(|_| served) {
                coming.early.set(true);
                coming.give_address();
            }
        }));
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.stop();
        self.0.let_go();
    }
}

impl Coming {
    /// No more is wanted of the engine.
    fn stop(&self) {
        if let Some(handle) = self.handle.take()
            && let Some(core) = self.core.upgrade()
        {
            core.unsubscribe(handle);
        }
    }

    /// Nothing of it can be had here any more.
    fn let_go(&self) {
        self.pile.take();
        self.address.take();
        self.waiting.take();
    }

    /// Gives the player an address, once it is known that it can play.
    fn give_address(self: &Rc<Self>) {
        let kind = self.pile.borrow().kind;
        let playable = self.early.get()
            && self.plain.get()
            && self.total.get().is_some_and(|total| total > SHORT)
            && FILMS.contains(&kind)
            && self.url.with_untracked(|url| *url == MediaUrl::Loading);
        if playable {
            let coming = Rc::downgrade(self);
            let address = Address::new(move |range, question| {
                if let Some(coming) = coming.upgrade() {
                    coming.waiting.borrow_mut().push((asked(range.as_deref()), question));
                    coming.answer();
                }
            });
            let play = address.url();
            self.address.replace(Some(address));
            self.url.set(MediaUrl::Early { play, whole: None });
        }
    }

    /// Answers those who wait, as far as that can be done.
    fn answer(&self) {
        let waiting = self.waiting.take();
        let (Some(total), false) = (self.total.get(), waiting.is_empty()) else { return };
        let mut pile = self.pile.borrow_mut();
        let (Some(all), kind) = (pile.together(), pile.kind) else { return };
        let have = pile.bytes.min(total);
        for (asked, question) in waiting {
            let (range, bytes) = match given(asked, have, total) {
                Given::Wait => {
                    self.waiting.borrow_mut().push((asked, question));
                    continue;
                }
                Given::Beyond => ((0, 0), None),
                Given::Whole => ((0, total), Some(all.clone())),
                Given::Part(from, to) => {
                    ((from, to), all.slice_with_f64_and_f64(from as f64, to as f64).ok())
                }
            };
            let range = (range.0, range.1, total);
            let whole = asked == Asked::Whole;
            question.answer(&Answer { mime: kind, range, whole, bytes: bytes.as_ref() });
        }
    }

    /// All is here.
    fn end(&self) -> Option<()> {
        let (all, bytes, kind) = {
            let mut pile = self.pile.borrow_mut();
            (pile.together()?, pile.bytes, pile.kind)
        };
        let address = self.address.borrow().as_ref().map(Address::url);
        if address.is_some() && self.total.get() != Some(bytes) {
            return None;
        }
        let whole = Url::create_object_url_with_blob(&all).ok()?;
        self.answer();
        let core = self.core.upgrade()?;
        let wanted = MediaWanted::File(self.source.clone());
        let is_wanted = core.media.borrow_mut().weigh(&wanted, &self.url, bytes as f64);
        if !is_wanted {
            super::media::revoke(vec![whole]);
            return None;
        }
        match address {
            Some(play) => self.url.set(MediaUrl::Early { play, whole: Some(whole) }),
            None => {
                // The object URL has it.
                self.pile.take();
                // Nobody has counted the pixels of a picture that came this way.
                let is_picture = kind.starts_with("image/");
                self.url.set(if is_picture { MediaUrl::TooLarge(whole) } else { MediaUrl::Ready(whole) });
            }
        }
        Some(())
    }

    fn fail(&self) {
        self.let_go();
        self.url.set(MediaUrl::Failed);
    }

    fn tell(&self) {
        let (bytes, total) = (self.pile.borrow().bytes as f64, self.total.get());
        self.came.set(total.filter(|total| *total > 0).map(|total| (bytes / total as f64).min(1.0)));
    }
}

/// What the engine's updates reach.
impl Listener for Coming {
    fn update(&self, _: &[u8]) -> Applied {
        Applied::Broken
    }

    fn update_with(self: Rc<Self>, body: &[u8], attachments: Attachments) -> Applied {
        match decode::<FilePart>(body) {
            // Also when another engine begins anew. Whoever plays already gets the same bytes once more.
            Ok(FilePart::Begin { total, plain }) => {
                self.pile.take();
                self.total.set(total);
                self.plain.set(plain);
                self.tell();
            }
            Ok(FilePart::Bytes) => {
                let buffer = attachments.and_then(|attachments| attachments.get(0).dyn_into().ok());
                let added = buffer.and_then(|buffer| self.pile.borrow_mut().add(&buffer));
                if added.is_none() {
                    // The browser has no room for it.
                    self.stop();
                    self.fail();
                    return Applied::Whole;
                }
                self.tell();
                self.give_address();
                self.answer();
            }
            Ok(FilePart::End) => {
                self.stop();
                if self.end().is_none() {
                    self.fail();
                }
            }
            Err(_) => return Applied::Broken,
        }
        Applied::Whole
    }

    fn closed(&self, _: Failure) {
        self.handle.take();
        self.fail();
    }

    fn topic(&self) -> Sealed {
        FileStream { source: self.source.clone() }.seal()
    }

    fn patient(&self) -> bool {
        // A download goes on in a tab that nobody sees.
        false
    }
}
