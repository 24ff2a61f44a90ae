//! Below a text: what stands behind its first links (D27).

use leptos::prelude::*;
use protocol::{
    ItemKey,
    link_preview::{BundledPreview, LinkPreview},
    media::MediaWanted,
    rich_text::{Node, RichText, Tag},
};

use super::rich_text::is_web;
use crate::{
    features::timeline::scene::{Marks, Scene},
    kit::{ButtonSize, IconButton},
    link::MediaUrl,
    route, t,
};

/// Of more links in one message only so many are shown.
const MOST: usize = 2;
/// Pixels of the picture, for screens of two dots a pixel.
const PICTURE: u32 = 160;

/// The links to be shown, each once.
fn links(text: &RichText) -> Vec<String> {
    let mut found = Vec::new();
    visit(&text.nodes, &mut found);
    found
}

fn visit(nodes: &[Node], found: &mut Vec<String>) {
    for node in nodes {
        if found.len() == MOST {
            return;
        }
        match node {
            Node::Link { href, .. } => {
                if is_web(href) && route::parse_link(href).is_none() && !found.contains(href) {
                    found.push(href.clone());
                }
            }
            // What is quoted was shown where it was said, and what is hidden stays so.
            Node::Element { tag: Tag::Blockquote, .. } | Node::Spoiler { .. } | Node::Details { .. } => {}
            Node::Element { children, .. }
            | Node::Heading { children, .. }
            | Node::Coloured { children, .. } => visit(children, found),
            Node::List { items, .. } => items.iter().for_each(|item| visit(item, found)),
            _ => {}
        }
    }
}

/// The previews of a text, as far as they are wanted and known. Those that its sender brings are shown without asking the
/// homeserver, so in encrypted rooms too (D28).
pub(crate) fn view(scene: Scene, key: &ItemKey, text: &RichText, marks: Memo<Marks>) -> Option<AnyView> {
    let links = links(text);
    if links.is_empty() {
        return None;
    }
    let model = scene.model;
    let told = model.read(key, |event| event.previews.clone()).flatten();
    let shown = move || {
        let wanted = model.previews.get();
        let cards: Vec<_> = links
            .iter()
            .filter_map(|url| match said_of(url, told.as_deref()) {
                Said::Told(preview) => (!model.refuses_previews.get())
                    .then(|| card(scene, url.clone(), ArcRwSignal::new(Some(preview)), true, marks)),
                Said::Nothing => {
                    let asked = || model.link.with_value(|link| link.preview(url));
                    wanted.then(|| card(scene, url.clone(), asked(), false, marks))
                }
                Said::Unwanted => None,
            })
            .collect();
        (!cards.is_empty()).then(|| view! { <div class="LinkPreviews">{cards}</div> })
    };
    Some(shown.into_any())
}

/// What the sender of a message says of a link.
#[derive(Debug, PartialEq)]
enum Said {
    /// This.
    Told(LinkPreview),
    /// Nothing: the homeserver may be asked.
    Nothing,
    /// That it is to have no preview.
    Unwanted,
}

fn said_of(url: &str, told: Option<&[BundledPreview]>) -> Said {
    let Some(told) = told else { return Said::Nothing };
    // What was found in the words may have got a slash at its end.
    let same = |one: &&BundledPreview| one.url.trim_end_matches('/') == url.trim_end_matches('/');
    match told.iter().find(same) {
        Some(BundledPreview { told: Some(told), .. }) => Said::Told(told.clone()),
        Some(_) => Said::Nothing,
        None => Said::Unwanted,
    }
}

fn card(
    scene: Scene,
    url: String,
    preview: ArcRwSignal<Option<LinkPreview>>,
    by_sender: bool,
    marks: Memo<Marks>,
) -> AnyView {
    let model = scene.model;
    let (named, of) = (url.clone(), marks);
    let this = Memo::new(move |_| of.with(|marks| Some((marks.event.clone()?, named.clone()))));
    let hide = move |_| {
        if let Some(this) = this.get_untracked() {
            model.plain.update(|plain| {
                plain.insert(this);
            });
        }
        // The button has gone.
        if let Some(row) = model.roving.get_untracked() {
            scene.surface.focus(row);
        }
    };
    let shown = move || {
        if this.with(|this| this.as_ref().is_some_and(|this| model.plain.with(|plain| plain.contains(this))))
        {
            return None;
        }
        let LinkPreview { title, text, site, picture } = preview.get()?;
        let (title, text) = match (title, text) {
            (None, None) => (Some(host(&url)), None),
            said => said,
        };
        let site = site.unwrap_or_else(|| host(&url));
        let picture = picture.map(|source| {
            let wanted = MediaWanted::Thumbnail { source, width: PICTURE, height: PICTURE };
            let image = scene.model.media_by_rule(wanted);
            move || match image.get() {
                MediaUrl::Ready(url) => {
                    Some(view! { <img class="picture" src=url alt="" decoding="async" /> })
                }
                _ => None,
            }
        });
        Some(view! {
            <div class="LinkPreview">
                <a class="go" href=url.clone() target="_blank" rel="noopener noreferrer">
                    <span class="words">
                        <bdi class="site">{site}</bdi>
                        {title.map(|title| view! { <span class="title" dir="auto">{title}</span> })}
                        {text.map(|text| view! { <span class="text" dir="auto">{text}</span> })}
                        {by_sender.then(|| view! { <span class="told">{move || t!("timeline-preview-told")}</span> })}
                    </span>
                    {picture}
                </a>
                <IconButton
                    icon="x"
                    size=ButtonSize::Small
                    label=Signal::derive(|| t!("timeline-hide-preview"))
                    on_press=hide
                />
            </div>
        })
    };
    shown.into_any()
}

/// The server of a web address.
fn host(url: &str) -> String {
    let after = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = after.split(['/', '?', '#']).next().unwrap_or_default();
    host.rsplit('@').next().unwrap_or_default().trim_start_matches("www.").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(href: &str) -> Node {
        Node::Link { href: href.to_owned(), children: vec![Node::Text(href.to_owned())] }
    }

    #[test]
    fn the_first_links_of_a_text_are_shown_once() {
        let quoted = Node::Element { tag: Tag::Blockquote, children: vec![link("https://quoted/")] };
        let nodes = vec![
            quoted,
            link("mailto:a@b.example"),
            link("https://matrix.to/#/@a:b.example"),
            link("https://one.example/"),
            link("https://one.example/"),
            Node::Element { tag: Tag::Bold, children: vec![link("http://two.example/")] },
            link("https://three.example/"),
        ];
        let text = RichText { nodes, only_emoji: false };
        assert_eq!(links(&text), ["https://one.example/", "http://two.example/"]);
    }

    #[test]
    fn what_the_sender_says_comes_first() {
        let about = LinkPreview { title: Some("Apples".to_owned()), ..LinkPreview::default() };
        let told = [
            BundledPreview { url: "https://one.example".to_owned(), told: Some(about.clone()) },
            BundledPreview { url: "https://two.example/a".to_owned(), told: None },
        ];
        assert_eq!(said_of("https://one.example/", Some(&told)), Said::Told(about));
        assert_eq!(said_of("https://two.example/a", Some(&told)), Said::Nothing);
        assert_eq!(said_of("https://three.example/", Some(&told)), Said::Unwanted);
        assert_eq!(said_of("https://one.example/", Some(&[])), Said::Unwanted);
        assert_eq!(said_of("https://one.example/", None), Said::Nothing);
    }

    #[test]
    fn a_host_is_what_is_really_called() {
        assert_eq!(host("https://www.example.org/a?b"), "example.org");
        assert_eq!(host("https://bank.example@evil.example/"), "evil.example");
        assert_eq!(host("http://example.org:8080#x"), "example.org:8080");
    }
}
