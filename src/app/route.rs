//! Addresses: the part after `#`, as Element has it, and links to Matrix things as others write them.

use leptos::prelude::*;
use protocol::{EventId, UserId, room::RoomAddress};

use crate::platform;

/// Where the person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `#/welcome`, or nothing.
    Welcome,
    /// `#/login`.
    Login,
    /// `#/home`.
    Home,
    /// `#/room/<id|alias>[/<event>][?via=…][&threads | &files | &polls | &thread=<root>[&at=<event>]]`.
    Room {
        /// The room.
        address: RoomAddress,
        /// The event to show.
        event: Option<EventId>,
        /// What stands beside the conversation.
        side: Option<Side>,
    },
    /// `#/user/<id>`.
    User(UserId),
    /// `#/saved`: the messages that are saved for later.
    Saved,
    /// `#/share?[text=<words>][&files=<id>][&lost]`: what another app hands over.
    Share(Shared),
}

/// What another app hands over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shared {
    /// The words, which may be none.
    pub text: String,
    /// Under what the service worker keeps the files, if there were any.
    pub files: Option<String>,
    /// Whether it came to the web server, which keeps nothing, since there was no service worker yet.
    pub lost: bool,
}

/// So many bytes are taken from another app.
const LONGEST_SHARED: usize = 4_000;

/// What stands beside the conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// All threads of the room.
    Threads,
    /// The files of the room.
    Files,
    /// The polls of the room.
    Polls,
    /// A thread.
    Thread {
        /// The message that began it.
        root: EventId,
        /// The message in it to show.
        at: Option<EventId>,
    },
}

impl Side {
    fn parse(query: &str) -> Option<Self> {
        let event = |name| value(query, name).filter(|event| event.starts_with('$')).map(EventId);
        match event("thread") {
            Some(root) => Some(Self::Thread { root, at: event("at") }),
            None => query.split('&').find_map(|pair| match pair {
                "threads" => Some(Self::Threads),
                "files" => Some(Self::Files),
                "polls" => Some(Self::Polls),
                _ => None,
            }),
        }
    }

    /// As it stands in the query of an address.
    fn pairs(&self) -> Vec<String> {
        match self {
            Self::Threads => vec!["threads".to_owned()],
            Self::Files => vec!["files".to_owned()],
            Self::Polls => vec!["polls".to_owned()],
            Self::Thread { root, at } => {
                let pair = |name: &str, event: &EventId| format!("{name}={}", encode(event.as_str()));
                let at = at.as_ref().map(|at| pair("at", at));
                std::iter::once(pair("thread", root)).chain(at).collect()
            }
        }
    }
}

impl Route {
    /// The route of a room by its ID.
    pub fn room(room: &protocol::RoomId) -> Self {
        Self::in_room(RoomAddress { id_or_alias: room.0.clone(), via: Vec::new() }, None)
    }

    /// The route of a room, or of an event in it, with nothing beside it.
    pub fn in_room(address: RoomAddress, event: Option<EventId>) -> Self {
        Self::Room { address, event, side: None }
    }

    /// The route as an address, beginning with `#`.
    pub fn href(&self) -> String {
        match self {
            Self::Welcome => "#/welcome".to_owned(),
            Self::Login => "#/login".to_owned(),
            Self::Home => "#/home".to_owned(),
            Self::User(user) => format!("#/user/{}", encode(user.as_str())),
            Self::Saved => "#/saved".to_owned(),
            Self::Share(Shared { text, files, lost }) => {
                let text = (!text.is_empty()).then(|| format!("text={}", encode_value(text)));
                let files = files.as_ref().map(|id| format!("files={id}"));
                let lost = lost.then(|| "lost".to_owned());
                let pairs: Vec<_> = text.into_iter().chain(files).chain(lost).collect();
                format!("#/share?{}", pairs.join("&"))
            }
            Self::Room { address, event, side } => {
                let mut text = format!("#/room/{}", encode(&address.id_or_alias));
                if let Some(event) = event {
                    text.push('/');
                    text.push_str(&encode(event.as_str()));
                }
                let via = address.via.iter().map(|server| format!("via={}", encode(server)));
                for (index, pair) in via.chain(side.iter().flat_map(Side::pairs)).enumerate() {
                    text.push(if index == 0 { '?' } else { '&' });
                    text.push_str(&pair);
                }
                text
            }
        }
    }

    /// Reads an address's part after `#`. What is not known leads home.
    pub fn parse(hash: &str) -> Self {
        let path = hash.strip_prefix('#').unwrap_or(hash);
        let path = path.strip_prefix('/').unwrap_or(path);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (head, rest) = path.split_once('/').unwrap_or((path, ""));
        match head {
            "" | "welcome" => Self::Welcome,
            "login" | "start_sso" | "soft_logout" | "register" => Self::Login,
            "room" => room_route(rest, query).unwrap_or(Self::Home),
            // Element writes spaces with their ID here; older ones "group".
            "space" => room_route(rest, query).unwrap_or(Self::Home),
            "user" => user(rest).map_or(Self::Home, Self::User),
            "saved" => Self::Saved,
            "share" => shared(query).map_or(Self::Home, Self::Share),
            // Where the browser brings links to Matrix things.
            "open" => value(query, "uri").and_then(|uri| parse_link(&uri)).unwrap_or(Self::Home),
            _ => Self::Home,
        }
    }
}

fn room_route(path: &str, query: &str) -> Option<Route> {
    let (room, event) = path.split_once('/').unwrap_or((path, ""));
    let id_or_alias = decode(room);
    if !id_or_alias.starts_with(['!', '#']) || id_or_alias.len() < 2 {
        return None;
    }
    let event = decode(event);
    let event = event.starts_with('$').then_some(EventId(event));
    let address = RoomAddress { id_or_alias, via: via(query) };
    Some(Route::Room { address, event, side: Side::parse(query) })
}

fn value(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).map(decode)
}

fn shared(query: &str) -> Option<Shared> {
    let text = value(query, "text").unwrap_or_default();
    let text = text.get(..text.floor_char_boundary(LONGEST_SHARED))?.trim().to_owned();
    let is_id = |id: &String| {
        (1..=40).contains(&id.len()) && id.bytes().all(|sign| sign.is_ascii_hexdigit() || sign == b'-')
    };
    let files = value(query, "files").filter(is_id);
    let lost = query.split('&').any(|pair| pair == "lost");
    let shared = Shared { text, files, lost };
    (shared != Shared::default()).then_some(shared)
}

fn user(path: &str) -> Option<UserId> {
    let user = decode(path.split('/').next()?);
    (user.starts_with('@') && user.contains(':')).then_some(UserId(user))
}

fn via(query: &str) -> Vec<String> {
    query
        .split('&')
        .filter_map(|pair| pair.strip_prefix("via="))
        .map(decode)
        .filter(|server| !server.is_empty())
        .take(10)
        .collect()
}

/// A link to a room, or to an event in it, for others: to `permalink_prefix` of the config, or else to matrix.to, with
/// servers that know the room (`via`).
pub fn link_for_others(
    room: &protocol::RoomId,
    alias: Option<&str>,
    event: Option<&EventId>,
    via: &[String],
) -> String {
    let (id_or_alias, via) = match alias {
        Some(alias) => (alias.to_owned(), Vec::new()),
        None => (room.0.clone(), via.to_vec()),
    };
    let address = RoomAddress { id_or_alias, via };
    permalink(&Route::in_room(address, event.cloned()), "#/room/")
}

/// A link to a person, for others.
pub fn link_to_person(user: &UserId) -> String {
    permalink(&Route::User(user.clone()), "#/user/")
}

/// Without a prefix of the config it is matrix.to, which does not say by `kind` what a link leads to.
fn permalink(route: &Route, kind: &str) -> String {
    let href = route.href();
    match PERMALINKS.with(|prefix| prefix.borrow().clone()) {
        Some(prefix) => format!("{prefix}/{}", encode_sigil(&href)),
        None => {
            let path = href.strip_prefix(kind).unwrap_or(&href);
            format!("https://matrix.to/#/{}", path.replace('#', "%23"))
        }
    }
}

/// Only the first `#` of an address is one; that of an alias is escaped, as some programs end a link at a second one.
fn encode_sigil(href: &str) -> String {
    let rest = href.strip_prefix('#').unwrap_or(href);
    format!("#{}", rest.replace('#', "%23"))
}

/// Reads a link to a room, event or person: matrix.to (spec, Appendices § matrix.to navigation),
/// `matrix:` (spec, Appendices § Matrix URI scheme), and this client's and Element's own.
pub fn parse_link(url: &str) -> Option<Route> {
    if let Some(rest) = strip_prefix_ignoring_case(url, "matrix:") {
        return matrix_uri(rest);
    }
    let rest =
        strip_prefix_ignoring_case(url, "https://").or_else(|| strip_prefix_ignoring_case(url, "http://"))?;
    let (place, hash) = rest.split_once('#')?;
    let host = place.split(['/', '?']).next().unwrap_or_default();
    if host.eq_ignore_ascii_case("matrix.to") {
        let path = hash.strip_prefix('/').unwrap_or(hash);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let first = decode(path.split('/').next().unwrap_or_default());
        return match first.chars().next()? {
            '@' => user(path).map(Route::User),
            '!' | '#' => room_route(path, query),
            _ => None,
        };
    }
    let ours = OWN_PREFIXES.with(|prefixes| {
        prefixes
            .borrow()
            .iter()
            .any(|prefix| strip_prefix_ignoring_case(url, prefix).is_some_and(|rest| rest.starts_with("#/")))
    });
    let known = ["/#/room/", "/#/user/"].iter().any(|path| url.contains(path))
        && host.eq_ignore_ascii_case("app.element.io");
    if !ours && !known {
        return None;
    }
    match Route::parse(hash) {
        route @ (Route::Room { .. } | Route::User(_)) => Some(route),
        _ => None,
    }
}

thread_local! {
    static OWN_PREFIXES: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
    static PERMALINKS: std::cell::RefCell<Option<String>> = const { std::cell::RefCell::new(None) };
}

/// Says which addresses, up to the `#`, are this client's: its own, and `permalink_prefix` of the config, which links
/// for others begin with.
pub fn set_own_prefixes(own: String, permalinks: Option<String>) {
    let mut prefixes = vec![own];
    prefixes.extend(permalinks.iter().map(|prefix| format!("{prefix}/")));
    OWN_PREFIXES.with(|own| *own.borrow_mut() = prefixes);
    PERMALINKS.with(|slot| *slot.borrow_mut() = permalinks);
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

fn matrix_uri(rest: &str) -> Option<Route> {
    let rest = rest.split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut parts = path.split('/');
    let (kind, name) = (parts.next()?, decode(parts.next()?));
    let event = match (parts.next(), parts.next()) {
        (Some("e" | "event"), Some(event)) if !event.is_empty() => {
            Some(EventId(format!("${}", decode(event))))
        }
        _ => None,
    };
    if name.is_empty() {
        return None;
    }
    let room = |sigil: char| {
        let address = RoomAddress { id_or_alias: format!("{sigil}{name}"), via: via(query) };
        Some(Route::in_room(address, event.clone()))
    };
    match kind {
        "u" | "user" => Some(Route::User(UserId(format!("@{name}")))),
        "r" | "room" => room('#'),
        "roomid" => room('!'),
        _ => None,
    }
}

/// Percent-encodes what would end or change a fragment's path.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(byte as char),
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';'
            | b'=' | b':' | b'@' | b'#' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Likewise what would end a value of the query.
fn encode_value(text: &str) -> String {
    encode(text).replace('+', "%2B").replace('#', "%23")
}

/// Percent-decodes; what is no valid escape stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        let escape = (byte == b'%').then(|| text.get(index + 1..index + 3)).flatten();
        // The number's own parser would take a sign too.
        let escape = escape.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                index += 3;
            }
            None => {
                out.push(byte);
                index += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

thread_local! {
    static CURRENT: ArcRwSignal<Route> = ArcRwSignal::new(Route::Welcome);
}

fn current() -> ArcRwSignal<Route> {
    CURRENT.with(Clone::clone)
}

/// Where the person is.
pub fn use_route() -> Signal<Route> {
    let route = current();
    Signal::derive(move || route.get())
}

/// Goes somewhere; the browser's Back comes back.
pub fn go(route: Route) {
    let _ = platform::window().location().set_hash(&route.href());
    if current().get_untracked() != route {
        current().set(route);
    }
}

/// Goes somewhere in place of where the person is.
pub fn replace(route: Route) {
    if let Ok(history) = platform::window().history() {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&route.href()));
    }
    if current().get_untracked() != route {
        current().set(route);
    }
}

/// The route of the room that is open, with something else beside it.
pub fn with_side(side: Option<Side>) -> Route {
    match current().get_untracked() {
        Route::Room { address, event, .. } => Route::Room { address, event, side },
        other => other,
    }
}

/// Shows something beside the conversation, or nothing. The browser's Back does not bring back what was closed.
pub fn set_side(side: Option<Side>) {
    let closes = side.is_none();
    let route = with_side(side);
    if closes { replace(route) } else { go(route) }
}

/// Goes to an event of the room that is open.
pub fn show_event(event: EventId) {
    if let Route::Room { address, .. } = current().get_untracked() {
        go(Route::in_room(address, Some(event)));
    }
}

/// Follows the browser's address from now on.
pub(crate) fn follow() {
    let read = || {
        let hash = platform::window().location().hash().unwrap_or_default();
        let route = Route::parse(&hash);
        if current().get_untracked() != route {
            current().set(route);
        }
    };
    read();
    platform::on_window("hashchange", move |_| read());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn room(id_or_alias: &str, via: &[&str], event: Option<&str>) -> Route {
        let address = RoomAddress {
            id_or_alias: id_or_alias.to_owned(),
            via: via.iter().map(|&server| server.to_owned()).collect(),
        };
        Route::in_room(address, event.map(EventId::from))
    }

    #[test]
    fn what_stands_beside_a_room_is_in_its_address() {
        let beside = |side: &Side, via: &[&str]| match room("!a:b", via, Some("$e")) {
            Route::Room { address, event, .. } => Route::Room { address, event, side: Some(side.clone()) },
            other => other,
        };
        let at = Side::Thread { root: "$r".into(), at: Some("$m".into()) };
        for (side, query) in [
            (Side::Threads, "threads"),
            (Side::Files, "files"),
            (Side::Polls, "polls"),
            (Side::Thread { root: "$r".into(), at: None }, "thread=$r"),
            (at, "thread=$r&at=$m"),
        ] {
            let href = format!("#/room/!a:b/$e?{query}");
            assert_eq!(beside(&side, &[]).href(), href);
            assert_eq!(Route::parse(&href), beside(&side, &[]));
            let route = beside(&side, &["c"]);
            assert_eq!(route.href(), format!("#/room/!a:b/$e?via=c&{query}"));
            assert_eq!(Route::parse(&route.href()), route);
        }
        assert_eq!(Route::parse("#/room/!a:b/$e?thread=nonsense"), room("!a:b", &[], Some("$e")));
    }

    #[test]
    fn elements_addresses_are_read() {
        for (hash, route) in [
            ("", Route::Welcome),
            ("#/", Route::Welcome),
            ("#/welcome", Route::Welcome),
            ("#/login", Route::Login),
            ("#/start_sso", Route::Login),
            ("#/home", Route::Home),
            ("#/directory", Route::Home),
            ("#/room/#general:vmst.io", room("#general:vmst.io", &[], None)),
            ("#/room/%23general%3Avmst.io", room("#general:vmst.io", &[], None)),
            ("#/room/!a:b/$c?via=d&via=e.f:8448", room("!a:b", &["d", "e.f:8448"], Some("$c"))),
            ("#/room/!opaque_v12/$c", room("!opaque_v12", &[], Some("$c"))),
            ("#/room/nonsense", Route::Home),
            ("#/user/@a:b", Route::User("@a:b".into())),
            ("#/user/nobody", Route::Home),
            ("#/saved", Route::Saved),
        ] {
            assert_eq!(Route::parse(hash), route, "{hash}");
        }
    }

    #[test]
    fn links_to_matrix_things_are_read_and_others_are_not() {
        set_own_prefixes("https://chat.example/".into(), None);
        for (url, route) in [
            ("https://matrix.to/#/#a:b?via=c", Some(room("#a:b", &["c"], None))),
            ("https://matrix.to/#/%21a%3Ab/%24e", Some(room("!a:b", &[], Some("$e")))),
            ("https://matrix.to/#/@a:b", Some(Route::User("@a:b".into()))),
            ("matrix:r/a:b", Some(room("#a:b", &[], None))),
            ("matrix:roomid/a/e/x?via=c", Some(room("!a", &["c"], Some("$x")))),
            ("matrix:u/a:b?action=chat", Some(Route::User("@a:b".into()))),
            ("https://chat.example/#/room/!a", Some(room("!a", &[], None))),
            ("https://app.element.io/#/room/#a:b", Some(room("#a:b", &[], None))),
            ("https://chat.example/#/home", None),
            ("https://evil.example/#/room/!a", None),
            ("https://chat.example.evil/#/room/!a", None),
            ("https://matrix.to/#/", None),
            ("javascript:alert(1)", None),
            ("matrix:", None),
        ] {
            assert_eq!(parse_link(url), route, "{url}");
        }
    }

    proptest! {
        #[test]
        fn an_address_comes_back_as_it_went(name in "[!#]\\PC{1,20}", event in proptest::option::of("\\PC{0,20}"), via in proptest::collection::vec("[a-z./:&=?#% ]{1,9}", 0..3)) {
            let address = RoomAddress { id_or_alias: name, via };
            let route = Route::in_room(address, event.map(|text| EventId(format!("${text}"))));
            prop_assert_eq!(Route::parse(&route.href()), route);
        }
    }

    /// What is kept for the fuzzer (`fuzz/targets/address.rs`), replayed.
    #[test]
    fn addresses_of_all_kinds() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/address");
        let mut count = 0;
        for file in std::fs::read_dir(folder).expect("the corpus") {
            let bytes = std::fs::read(file.expect("a file").path()).expect("it can be read");
            let text = String::from_utf8_lossy(&bytes);
            for route in [Some(Route::parse(&text)), parse_link(&text)].into_iter().flatten() {
                assert_eq!(Route::parse(&route.href()), route, "{text}");
            }
            count += 1;
        }
        assert!(count > 5, "{folder} holds little");
    }

    #[test]
    fn links_for_others_name_servers() {
        let (room, via) = ("!r:vmst.io".into(), ["vmst.io".to_owned()]);
        let event = "$e".into();
        assert_eq!(
            link_for_others(&room, Some("#a:vmst.io"), None, &via),
            "https://matrix.to/#/%23a:vmst.io"
        );
        assert_eq!(link_for_others(&room, None, None, &via), "https://matrix.to/#/!r:vmst.io?via=vmst.io");
        let link = link_for_others(&room, None, Some(&event), &via);
        assert_eq!(link, "https://matrix.to/#/!r:vmst.io/$e?via=vmst.io");

        set_own_prefixes("http://here/".into(), Some("https://chat.example".into()));
        let link = link_for_others(&room, None, Some(&event), &via);
        assert_eq!(link, "https://chat.example/#/room/!r:vmst.io/$e?via=vmst.io");
        assert!(matches!(parse_link(&link), Some(Route::Room { event: Some(found), .. }) if found == event));
        let link = link_for_others(&room, Some("#a:vmst.io"), None, &via);
        assert_eq!(link, "https://chat.example/#/room/%23a:vmst.io");
        assert!(
            matches!(parse_link(&link), Some(Route::Room { address, .. }) if address.id_or_alias == "#a:vmst.io")
        );
    }

    #[test]
    fn what_is_shared_and_what_the_browser_brings_has_an_address() {
        let words = Shared { text: "a & b #c\n1+1".into(), ..Shared::default() };
        let share = Route::Share(words.clone());
        assert_eq!(share.href(), "#/share?text=a%20%26%20b%20%23c%0A1%2B1");
        assert_eq!(Route::parse(&share.href()), share);
        let both = Route::Share(Shared { files: Some("12ab-9".into()), ..words });
        assert!(both.href().ends_with("%2B1&files=12ab-9"));
        assert_eq!(Route::parse(&both.href()), both);
        let lost = Route::Share(Shared { lost: true, ..Shared::default() });
        assert_eq!((Route::parse("#/share?lost"), lost.href().as_str()), (lost, "#/share?lost"));
        for nothing in ["text=%20", "files=", "files=..%2Flist", "found"] {
            assert_eq!(Route::parse(&format!("#/share?{nothing}")), Route::Home);
        }
        assert_eq!(Route::parse(&format!("#/share?text={}", "ü".repeat(9_000))).href().len(), 13 + 2_000 * 6);
        let person = Route::User(UserId("@bo:b.example".into()));
        assert_eq!(Route::parse("#/open?uri=matrix%3Au%2Fbo%3Ab.example"), person);
        assert_eq!(Route::parse("#/open?uri=javascript%3Aalert(1)"), Route::Home);
    }
}
