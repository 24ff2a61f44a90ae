//! Files that the person picks, drops or pastes, and files the person saves.

use std::{cell::Cell, rc::Rc};

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, DataTransferItem, DragEvent, Element, Event, EventTarget, File,
    FileList, HtmlInputElement, Url,
};

use super::{document, timer, window};

/// Milliseconds until a browser has read what it saves.
const SAVING_MS: u32 = 1_000;

/// Opens the browser's file dialog. Call it from a click. `accept` as in `<input accept>`; empty for all.
pub fn pick(accept: &str, multiple: bool, on_files: impl FnOnce(Vec<File>) + 'static) {
    let Some(input) =
        document().create_element("input").ok().and_then(|input| input.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    input.set_type("file");
    input.set_accept(accept);
    input.set_multiple(multiple);
    let source = input.clone();
    let listener = Closure::once_into_js(move |_: Event| on_files(files_of(source.files())));
    let _ = input.add_event_listener_with_callback("change", listener.unchecked_ref());
    input.click();
}

/// The files of a list.
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

/// Whether what is dragged is files.
pub fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().iter().any(|kind| kind == "Files"))
}

/// The files that were dropped. Folders come among them, as files without a type, and are left out.
pub fn from_drop(event: &DragEvent) -> Vec<File> {
    let Some(data) = event.data_transfer() else { return Vec::new() };
    let items = data.items();
    // The entries of what was dropped, in the files' order; they are there during the event only.
    let folders: Vec<bool> = (0..items.length())
        .filter_map(|index| items.get(index))
        .filter(|item| item.kind() == "file")
        .map(|item| is_folder(&item))
        .collect();
    let mut index = 0;
    let mut files = files_of(data.files());
    files.retain(|file| {
        let folder = folders.get(index).copied().unwrap_or(false);
        index += 1;
        !folder && (file.size() > 0.0 || !file.type_().is_empty())
    });
    files
}

/// By `webkitGetAsEntry`, which all browsers have and no standard.
fn is_folder(item: &DataTransferItem) -> bool {
    let entry = Reflect::get(item, &"webkitGetAsEntry".into())
        .and_then(|get| get.dyn_into::<Function>())
        .and_then(|get| get.call0(item));
    entry.and_then(|entry| Reflect::get(&entry, &"isDirectory".into())).is_ok_and(|folder| folder.is_truthy())
}

/// Something that is dragged comes out of the browser as a file, where the browser can do that.
pub fn drag_out(event: &DragEvent, url: &str, name: &str, mime: Option<&str>) {
    let Some(data) = event.data_transfer() else { return };
    let _ = data.set_data("DownloadURL", &file_out(url, name, mime));
    data.set_effect_allowed("copy");
}

/// Type, name and address, in the way that browsers take them: the colon stands between them.
fn file_out(url: &str, name: &str, mime: Option<&str>) -> String {
    let plain = |mime: &&str| mime.chars().all(|sign| sign.is_ascii_alphanumeric() || "/.+-".contains(sign));
    let mime = mime.filter(plain).unwrap_or("application/octet-stream");
    format!("{mime}:{}:{url}", name.replace([':', '\n', '\r'], "_"))
}

/// The files that were pasted; none where text was.
pub fn from_paste(event: &ClipboardEvent) -> Vec<File> {
    event.clipboard_data().map(|data| files_of(data.files())).unwrap_or_default()
}

/// An object URL for a preview; revoke it with [`revoke`].
pub fn object_url(blob: &Blob) -> Option<String> {
    Url::create_object_url_with_blob(blob).ok()
}

/// Lets an object URL go.
pub fn revoke(url: &str) {
    let _ = Url::revoke_object_url(url);
}

/// Offers an object URL as a download under a name.
pub fn save(url: &str, filename: &str) {
    let Ok(link) = document().create_element("a") else { return };
    let _ = link.set_attribute("href", url);
    let _ = link.set_attribute("download", filename);
    if let Some(link) = link.dyn_ref::<web_sys::HtmlElement>() {
        link.click();
    }
}

/// Waits until the browser has read what [`save`] has offered.
pub async fn until_saved() {
    timer::sleep(SAVING_MS).await;
}

/// Offers a text as a download under a name; ends when the browser has it.
pub async fn save_text(text: &str, filename: &str) {
    save_parts(&Array::of1(&text.into()), filename).await;
}

/// Offers the pieces of a text as a download under a name; ends when the browser has it.
pub async fn save_parts(parts: &Array, filename: &str) {
    let options = BlobPropertyBag::new();
    options.set_type("text/plain");
    // Strings or buffers, as they are.
    let Ok(blob) = Blob::new_with_blob_sequence_and_options(parts, &options) else { return };
    if let Some(url) = object_url(&blob) {
        save(&url, filename);
        until_saved().await;
        revoke(&url);
    }
}

/// Whether an event target is inside an element that matches a selector.
pub fn within(event: &Event, selector: &str) -> bool {
    Reflect::get(event, &"target".into())
        .ok()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.closest(selector).ok().flatten().is_some())
}

/// Watches an element for files dragged over it and dropped on it, for as long as the zone lives. A file
/// dropped beside the element is refused, so that the browser does not leave the page for it.
pub struct DropZone {
    listeners: Vec<(EventTarget, &'static str, Listener)>,
}

type Listener = Rc<Closure<dyn Fn(DragEvent)>>;

impl DropZone {
    /// `on_over` is told whether files are over the element, `on_drop` gets them.
    pub fn watch(
        element: &Element,
        on_over: impl Fn(bool) + 'static,
        on_drop: impl Fn(Vec<File>) + 'static,
    ) -> Self {
        // Entering a child leaves its parent: only the balance says whether the pointer is still inside.
        let depth = Cell::new(0_i32);
        let inside: Listener = Rc::new(Closure::new(move |event: DragEvent| {
            if !has_files(&event) {
                return;
            }
            event.prevent_default();
            match event.type_().as_str() {
                "dragenter" => {
                    depth.set(depth.get() + 1);
                    on_over(true);
                }
                "dragleave" => {
                    depth.set((depth.get() - 1).max(0));
                    if depth.get() == 0 {
                        on_over(false);
                    }
                }
                "drop" => {
                    depth.set(0);
                    on_over(false);
                    on_drop(from_drop(&event));
                    event.stop_propagation();
                }
                _ => {
                    effect(&event, "copy");
                    event.stop_propagation();
                }
            }
        }));
        let outside: Listener = Rc::new(Closure::new(|event: DragEvent| {
            if has_files(&event) {
                event.prevent_default();
                effect(&event, "none");
            }
        }));
        let mut zone = Self { listeners: Vec::new() };
        for kind in ["dragenter", "dragover", "dragleave", "drop"] {
            zone.listen(element.as_ref(), kind, &inside);
        }
        for kind in ["dragover", "drop"] {
            zone.listen(window().as_ref(), kind, &outside);
        }
        zone
    }

    fn listen(&mut self, target: &EventTarget, kind: &'static str, listener: &Listener) {
        let _ = target.add_event_listener_with_callback(kind, (**listener).as_ref().unchecked_ref());
        self.listeners.push((target.clone(), kind, Rc::clone(listener)));
    }
}

impl Drop for DropZone {
    fn drop(&mut self) {
        for (target, kind, listener) in &self.listeners {
            let _ = target.remove_event_listener_with_callback(kind, (**listener).as_ref().unchecked_ref());
        }
    }
}

fn effect(event: &DragEvent, name: &str) {
    if let Some(data) = event.data_transfer() {
        data.set_drop_effect(name);
    }
}

#[cfg(test)]
mod tests {
    use super::file_out;

    #[test]
    fn what_is_dragged_out_has_a_type_a_name_and_an_address() {
        assert_eq!(file_out("blob:x/1", "a:b.png", Some("image/png")), "image/png:a_b.png:blob:x/1");
        assert_eq!(file_out("blob:x/1", "a", Some("a:b")), "application/octet-stream:a:blob:x/1");
    }
}
