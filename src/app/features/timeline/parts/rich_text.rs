//! Formatted text from the engine's sanitised tree. Everything is made node by node: no HTML text is ever
//! parsed here, so nothing a sender writes can become markup.

use leptos::{html, prelude::*, tachys::renderer::types::Element};
use protocol::{
    media::MediaWanted,
    rich_text::{Cell, Node, Pill, RichText, Tag},
    room::RoomAddress,
};
use wasm_bindgen::JsCast;

use super::{code_block, maths};
use crate::{
    features::timeline::{plain, scene::Scene},
    link::MediaUrl,
    route::{self, Route},
    t,
};

/// A text; `suffix` stands at its end, in the last line.
pub(crate) fn view(scene: Scene, text: &RichText, id: Option<String>, suffix: Option<AnyView>) -> AnyView {
    let plain = text
        .nodes
        .iter()
        .all(|node| matches!(node, Node::Text(_) | Node::LineBreak | Node::Link { .. } | Node::Pill(_)));
    // What stands at the end goes into the last paragraph, or it would begin a line of its own.
    if let [.., Node::Element { tag: Tag::Paragraph, children }] = text.nodes.as_slice()
        && suffix.is_some()
    {
        let before = nodes(scene, &text.nodes[..text.nodes.len() - 1]);
        let last = nodes(scene, children);
        return view! {
            <div class="RichText" id=id dir="auto" data-big-emoji=text.only_emoji>
                {before}
                <p dir="auto">{last}{suffix}</p>
            </div>
        }
        .into_any();
    }
    let body = nodes(scene, &text.nodes);
    view! {
        <div class="RichText" id=id dir="auto" data-plain=plain data-big-emoji=text.only_emoji>
            {body}
            {suffix}
        </div>
    }
    .into_any()
}

fn nodes(scene: Scene, list: &[Node]) -> Vec<AnyView> {
    // Between blocks, white space is only how the sender's HTML was written; in lines it separates words.
    let blocks = list.iter().any(is_block);
    list.iter()
        .filter(|one| !(blocks && matches!(one, Node::Text(text) if text.trim().is_empty())))
        .map(|one| node(scene, one))
        .collect()
}

fn is_block(node: &Node) -> bool {
    match node {
        Node::Rule
        | Node::Heading { .. }
        | Node::List { .. }
        | Node::Table { .. }
        | Node::CodeBlock { .. }
        | Node::Details { .. } => true,
        Node::Element { tag, .. } => matches!(tag, Tag::Paragraph | Tag::Blockquote | Tag::Division),
        Node::Maths { display, .. } => *display,
        _ => false,
    }
}

fn node(scene: Scene, node: &Node) -> AnyView {
    match node {
        Node::Text(text) => text.clone().into_any(),
        Node::LineBreak => html::br().into_any(),
        Node::Rule => html::hr().into_any(),
        Node::Element { tag, children } => element(*tag, nodes(scene, children)),
        Node::Heading { level, children } => heading(*level, nodes(scene, children)),
        Node::List { ordered, start, items } => list(scene, *ordered, *start, items),
        Node::Table { caption, head, body } => table(scene, caption, head, body),
        Node::CodeBlock { language, code } => code_block::view(scene, language.as_deref(), code),
        Node::Link { href, children } => link(href, nodes(scene, children)),
        Node::Pill(pill) => self::pill(pill),
        Node::Image { uri, alt, title, height, emoticon } => {
            let size = if *emoticon { 96 } else { height.unwrap_or(64).clamp(16, 512) * 2 };
            let url = scene.model.media_by_rule(MediaWanted::Emoticon { uri: uri.clone(), size });
            let title = if title.is_empty() { alt } else { title };
            picture(url, alt.clone(), title.clone(), height.filter(|_| !emoticon), *emoticon)
        }
        Node::Spoiler { reason, children } => spoiler(scene, reason.clone(), children.clone()),
        Node::Details { summary, children } => view! {
            <details>
                <summary dir="auto">{nodes(scene, summary)}</summary>
                {nodes(scene, children)}
            </details>
        }
        .into_any(),
        Node::Coloured { foreground, background, children } => {
            coloured(*foreground, *background, nodes(scene, children))
        }
        Node::Maths { latex, display } => maths::view(scene, latex, *display),
    }
}

fn element(tag: Tag, children: Vec<AnyView>) -> AnyView {
    match tag {
        Tag::Paragraph => html::p().dir("auto").child(children).into_any(),
        Tag::Blockquote => html::blockquote().dir("auto").child(children).into_any(),
        Tag::Bold => html::strong().child(children).into_any(),
        Tag::Italic => html::em().child(children).into_any(),
        Tag::Underline => html::u().child(children).into_any(),
        Tag::Strike => html::s().child(children).into_any(),
        Tag::Code => html::code().dir("ltr").child(children).into_any(),
        Tag::Subscript => html::sub().child(children).into_any(),
        Tag::Superscript => html::sup().child(children).into_any(),
        Tag::Division => html::div().dir("auto").child(children).into_any(),
    }
}

/// Headings of a message stand below the page's own, so they begin at the fourth level.
fn heading(level: u8, children: Vec<AnyView>) -> AnyView {
    let shown = level.clamp(1, 6);
    let spoken = (shown + 3).min(6).to_string();
    view! {
        <div class="heading" role="heading" attr:aria-level=spoken data-level=shown.to_string() dir="auto">
            {children}
        </div>
    }
    .into_any()
}

fn list(scene: Scene, ordered: bool, start: i64, items: &[Vec<Node>]) -> AnyView {
    let items: Vec<AnyView> =
        items.iter().map(|item| html::li().dir("auto").child(nodes(scene, item)).into_any()).collect();
    if ordered {
        // Browsers take 32 bits.
        html::ol()
            .start(start.clamp(i64::from(i32::MIN), i64::from(i32::MAX)).to_string())
            .child(items)
            .into_any()
    } else {
        html::ul().child(items).into_any()
    }
}

fn table(scene: Scene, caption: &[Node], head: &[Vec<Cell>], body: &[Vec<Cell>]) -> AnyView {
    let row = |cells: &Vec<Cell>| {
        let cells: Vec<AnyView> = cells
            .iter()
            .map(|cell| {
                let children = nodes(scene, &cell.children);
                if cell.header {
                    html::th().dir("auto").child(children).into_any()
                } else {
                    html::td().dir("auto").child(children).into_any()
                }
            })
            .collect();
        html::tr().child(cells).into_any()
    };
    let head: Vec<AnyView> = head.iter().map(row).collect();
    let body: Vec<AnyView> = body.iter().map(row).collect();
    view! {
        <div class="table" tabindex="0" role="group" aria-label=t!("timeline-table")>
            <table>
                {(!caption.is_empty()).then(|| view! { <caption>{nodes(scene, caption)}</caption> })}
                {(!head.is_empty()).then(|| view! { <thead>{head}</thead> })}
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn link(href: &str, children: Vec<AnyView>) -> AnyView {
    match route::parse_link(href) {
        Some(route) => html::a().href(route.href()).child(children).into_any(),
        None if is_safe(href) => html::a()
            .href(href.to_owned())
            .rel("noopener noreferrer")
            .target("_blank")
            .child(children)
            .into_any(),
        // The engine lets no other through; should one come, it is text.
        None => html::span().child(children).into_any(),
    }
}

/// The schemes that the engine lets through, checked once more where they become links.
pub(crate) fn is_safe(href: &str) -> bool {
    const SAFE: [&str; 5] = ["https:", "http:", "ftp:", "mailto:", "magnet:"];
    SAFE.iter().any(|scheme| href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// Whether an address is one of the web.
pub(crate) fn is_web(href: &str) -> bool {
    is_safe(href) && href.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http"))
}

fn pill(pill: &Pill) -> AnyView {
    let name = plain::pill_name(pill);
    let (href, own) = match pill {
        Pill::User { user, own, .. } => (Some(Route::User(user.clone()).href()), *own),
        Pill::Room { id_or_alias, via, event, .. } => {
            let address = RoomAddress { id_or_alias: id_or_alias.clone(), via: via.clone() };
            (Some(Route::in_room(address, event.clone()).href()), false)
        }
        Pill::Everyone => (None, true),
    };
    let name =
        if matches!(pill, Pill::User { .. }) && !name.starts_with('@') { format!("@{name}") } else { name };
    match href {
        Some(href) => view! { <a class="Pill" href=href data-me=own><bdi>{name}</bdi></a> }.into_any(),
        None => view! { <span class="Pill" data-me=own>{name}</span> }.into_any(),
    }
}

fn picture(
    url: Signal<MediaUrl>,
    alt: String,
    title: String,
    height: Option<u32>,
    emoticon: bool,
) -> AnyView {
    let shown = move || {
        let (alt, title) = (alt.clone(), title.clone());
        match url.get() {
            MediaUrl::Ready(url) => view! {
                <img class=if emoticon { "emoticon" } else { "inline" } src=url alt=alt title=title height=height decoding="async" />
            }
            .into_any(),
            // Until it is there, and if it never comes, its text stands for it.
            _ => view! { <span class="missing" title=title>{alt}</span> }.into_any(),
        }
    };
    shown.into_any()
}

/// Hidden until pressed: what is inside is not even in the page before.
fn spoiler(scene: Scene, reason: Option<String>, children: Vec<Node>) -> AnyView {
    let open = RwSignal::new(false);
    let hidden = plain::text(&RichText { nodes: children.clone(), only_emoji: false });
    let label = {
        let reason = reason.clone();
        move || match reason.clone() {
            Some(reason) => t!("timeline-spoiler-about", reason = reason),
            None => t!("timeline-spoiler"),
        }
    };
    let shown = move || {
        if open.get() {
            let shown = NodeRef::<html::Span>::new();
            Effect::new(move |_| {
                if let Some(shown) = shown.get() {
                    let _ = shown.focus();
                }
            });
            view! { <span class="SpoilerOpen" tabindex="-1" node_ref=shown>{nodes(scene, &children)}</span> }
                .into_any()
        } else {
            // As wide as what it hides, made of signs that say nothing.
            let width = hidden.chars().count().clamp(3, 60);
            view! {
                <button
                    class="Spoiler"
                    type="button"
                    aria-expanded="false"
                    aria-label=label.clone()
                    on:click=move |_| open.set(true)
                >
                    {reason.clone().map(|reason| view! { <bdi class="reason">{reason}</bdi> })}
                    <span class="content" aria-hidden="true">{"·".repeat(width)}</span>
                </button>
            }
            .into_any()
        }
    };
    shown.into_any()
}

fn coloured(foreground: Option<u32>, background: Option<u32>, children: Vec<AnyView>) -> AnyView {
    let css = |colour: Option<u32>| colour.map(|colour| format!("#{:06x}", colour & 0xff_ffff));
    // A background alone could leave the text unreadable on it, so the text gets black or white then.
    let text = css(foreground).or_else(|| background.map(|colour| readable_on(colour).to_owned()));
    let paint = move |element: Element| {
        let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() else { return };
        for (property, value) in [("color", &text), ("background-color", &css(background))] {
            if let Some(value) = value {
                let _ = element.style().set_property(property, value);
            }
        }
    };
    view! { <span class="coloured" use:paint>{children}</span> }.into_any()
}

fn readable_on(colour: u32) -> &'static str {
    let channel = |shift: u32| f64::from((colour >> shift) & 0xff);
    let light = 0.299 * channel(16) + 0.587 * channel(8) + 0.114 * channel(0);
    if light > 140.0 { "#000000" } else { "#ffffff" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_schemes_become_links() {
        for href in ["https://a", "HTTP://a", "mailto:a@b", "magnet:?x", "ftp://a"] {
            assert!(is_safe(href), "{href}");
        }
        for href in ["javascript:alert(1)", " https://a", "data:text/html,x", "//a", "", "hé:"] {
            assert!(!is_safe(href), "{href}");
        }
    }
}
