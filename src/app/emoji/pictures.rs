//! Emoji and stickers of people's own: pictures in packs.

use leptos::prelude::*;
use protocol::{
    MxcUri,
    media::MediaWanted,
    packs::{Pack, PackAt, PackImage, PackList},
};

use crate::{
    kit::{Icon, ToggleButton, Toolbar},
    link::{Link, MediaUrl},
    t,
};

/// So many pictures of a pack are shown at first: each is asked of the homeserver.
pub(super) const AT_FIRST: usize = 120;

/// What a picture can be.
pub type Usage = fn(&PackImage) -> bool;

/// A picture, named by whoever shows it; its shortcode where it does not come. `size` in pixels.
pub fn picture(link: &Link, uri: &MxcUri, size: u32, name: &str) -> AnyView {
    let url = link.media(MediaWanted::Emoticon { uri: uri.clone(), size });
    let name = name.to_owned();
    let shown = move || match url.get() {
        MediaUrl::Ready(url) => {
            view! { <img src=url alt="" decoding="async" draggable="false" /> }.into_any()
        }
        MediaUrl::Loading => ().into_any(),
        _ => view! { <bdi class="missing">{name.clone()}</bdi> }.into_any(),
    };
    view! { <span class="PackPicture" aria-hidden="true">{shown}</span> }.into_any()
}

/// What a pack is called.
pub fn pack_name(pack: &Pack) -> String {
    match (&pack.at, &pack.name) {
        (_, Some(name)) => name.clone(),
        (PackAt::Own, None) => t!("packs-own"),
        (PackAt::Room { .. }, None) => t!("packs-unnamed"),
    }
}

/// The packs that have something of this kind.
pub(super) fn with_some(list: &PackList, usage: Usage) -> Vec<&Pack> {
    list.packs.iter().filter(|pack| pack.images.iter().any(usage)).collect()
}

/// The pictures that fit what was typed, the best first, each with its pack.
pub fn search<'l>(list: &'l PackList, usage: Usage, query: &str) -> Vec<(&'l PackAt, &'l PackImage)> {
    let query = query.trim().trim_matches(':').to_lowercase().replace(' ', "_");
    let all = list.packs.iter().flat_map(|pack| pack.images.iter().map(|image| (&pack.at, image)));
    let mut found: Vec<_> = all
        .filter(|(_, image)| usage(image))
        .filter_map(|(at, image)| Some((image.shortcode.to_lowercase().find(&query)?, at, image)))
        .collect();
    found.sort_by_key(|(place, _, image)| (*place > 0, image.shortcode.len()));
    let mut seen = std::collections::HashSet::new();
    found.retain(|(_, _, image)| seen.insert(&image.uri));
    found.into_iter().map(|(_, at, image)| (at, image)).collect()
}

/// A button for each pack that has something of this kind; nothing where none has.
pub(super) fn tabs(
    link: &Link,
    list: &PackList,
    usage: Usage,
    chosen: RwSignal<Option<usize>>,
    query: RwSignal<String>,
) -> Option<AnyView> {
    let packs = with_some(list, usage);
    if packs.is_empty() {
        return None;
    }
    let buttons: Vec<_> = packs
        .into_iter()
        .enumerate()
        .map(|(at, pack)| {
            let name = pack_name(pack);
            let sign = pack
                .avatar
                .as_ref()
                .or_else(|| pack.images.iter().find(|one| usage(one)).map(|one| &one.uri));
            let sign = match sign {
                Some(uri) => picture(link, uri, 64, ""),
                None => view! { <Icon name="smile" /> }.into_any(),
            };
            let pressed = Signal::derive(move || {
                chosen.get() == Some(at) && query.with(|query| query.trim().is_empty())
            });
            let choose = move |_| {
                query.set(String::new());
                chosen.set(Some(at));
            };
            view! {
                <ToggleButton pressed=pressed on_toggle=choose attr:aria-label=name.clone() attr:title=name>
                    {sign}
                </ToggleButton>
            }
        })
        .collect();
    let bar = view! {
        <Toolbar class="packs" label=Signal::derive(|| t!("packs-packs"))>
            {buttons}
        </Toolbar>
    };
    Some(bar.into_any())
}

/// Below the first pictures of a pack: the rest, and what of it cannot be shown.
pub(super) fn rest(shown: usize, of: usize, left_out: u32, all: RwSignal<bool>) -> AnyView {
    view! {
        {(shown < of).then(|| view! {
            <button class="Button rest" type="button" data-variant="ghost" on:click=move |_| all.set(true)>
                {t!("packs-show-all", count = of)}
            </button>
        })}
        {(left_out > 0 && shown == of).then(|| view! { <p class="none">{t!("packs-left-out", count = left_out)}</p> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(at: PackAt, codes: &[&str]) -> Pack {
        let image = |code: &&str| PackImage {
            shortcode: (*code).to_owned(),
            uri: format!("mxc://a/{code}").into(),
            emoticon: !code.contains("sticker"),
            sticker: true,
        };
        Pack {
            at,
            name: None,
            room_name: None,
            avatar: None,
            everywhere: false,
            images: codes.iter().map(image).collect(),
            left_out: 0,
        }
    }

    #[test]
    fn pictures_are_found_by_their_beginning_first_and_once() {
        let room = PackAt::Room { room: "!r:a".into(), key: String::new() };
        let packs = vec![
            pack(PackAt::Own, &["big_cat", "cat_sticker", "cattle"]),
            pack(room, &["cat", "cattle", "dog"]),
        ];
        let list = PackList { packs, complete: true, may_change: false };
        let codes = |usage: Usage, query: &str| -> Vec<&str> {
            search(&list, usage, query).into_iter().map(|(_, image)| image.shortcode.as_str()).collect()
        };
        assert_eq!(codes(|one| one.emoticon, ":Cat"), ["cat", "cattle", "big_cat"]);
        assert_eq!(codes(|one| one.sticker, "big cat"), ["big_cat"]);
        assert!(codes(|one| one.emoticon, "xyzzy").is_empty());
        assert_eq!(with_some(&list, |one| !one.emoticon).len(), 1);
    }
}
