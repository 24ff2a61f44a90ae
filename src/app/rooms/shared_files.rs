//! Files that another app hands over, as they are listed before they are sent (E24).

use leptos::prelude::*;
use web_sys::File;

use crate::{
    kit::Icon,
    platform::files,
    t,
    text::file::{safe_name, size},
};

/// The files, with their names, sizes, and small pictures.
#[component]
pub(super) fn SharedFileList(files: Vec<File>) -> impl IntoView {
    let rows = files.into_iter().map(|file| {
        let mime = file.type_();
        let picture = if is_picture(&mime) { files::object_url(&file) } else { None };
        let drawn = match picture {
            Some(url) => {
                let gone = url.clone();
                on_cleanup(move || files::revoke(&gone));
                view! { <img alt="" src=url /> }.into_any()
            }
            None => view! { <Icon name=icon(&mime) /> }.into_any(),
        };
        view! {
            <li>
                <span class="preview">{drawn}</span>
                <bdi class="name">{safe_name(&file.name())}</bdi>
                <span class="size">{size(file.size() as u64)}</span>
            </li>
        }
    });
    view! {
        <ul class="SharedFiles" role="list" aria-label=move || t!("share-into-files")>
            {rows.collect_view()}
        </ul>
    }
}

/// SVG is a document with scripts in it and is shown as one.
fn is_picture(mime: &str) -> bool {
    mime.starts_with("image/") && mime != "image/svg+xml"
}

fn icon(mime: &str) -> &'static str {
    match mime.split('/').next() {
        Some("image") if is_picture(mime) => "image",
        Some("video") => "video",
        Some("audio") => "music",
        _ => "file-text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_shown_as_such() {
        assert!(is_picture("image/png") && !is_picture("image/svg+xml") && !is_picture("text/html"));
        assert_eq!(
            ["image/svg+xml", "video/mp4", "audio/ogg", ""].map(icon),
            ["file-text", "video", "music", "file-text"]
        );
    }
}
