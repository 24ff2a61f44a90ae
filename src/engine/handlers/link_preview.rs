//! What stands behind a link.

use std::sync::Arc;

use protocol::{
    Failure, FailureKind,
    link_preview::{LinkPreview, LoadLinkPreview},
};
use serde_json::{Map, Value};

use crate::{
    map::{failure, media},
    session::Session,
};

/// Bytes of a longer address nobody wrote by hand.
const LONGEST: usize = 2_048;
/// So many characters of a title, and of a site's name, are shown.
const TITLE: usize = 160;
/// So many of what the page is about.
const TEXT: usize = 400;

/// Asks the homeserver what stands behind a link.
pub(crate) async fn load_link_preview(
    session: &Arc<Session>,
    command: LoadLinkPreview,
) -> Result<Option<LinkPreview>, Failure> {
    let is_web = ["http://", "https://"].iter().any(|scheme| command.url.starts_with(scheme));
    if !is_web || command.url.len() > LONGEST {
        return Err(FailureKind::Invalid { field: "url".into() }.into());
    }
    let answer = session.client.media().get_media_preview(&command.url, None).await;
    let answer = answer.map_err(|error| failure::failure(&error));
    match answer {
        Ok(data) => {
            let said = data.and_then(|data| serde_json::from_str(data.get()).ok());
            Ok(said.map(|said| preview(&said)).filter(|preview| *preview != LinkPreview::default()))
        }
        Err(passing) if may_pass(&passing) => Err(passing),
        // The homeserver does no previews, or there is nothing behind the link.
        Err(failure) => {
            tracing::debug!(?failure, "no preview");
            Ok(None)
        }
    }
}

fn may_pass(failure: &Failure) -> bool {
    matches!(failure.kind, FailureKind::Offline | FailureKind::Timeout | FailureKind::RateLimited { .. })
}

/// What a page says of itself in OpenGraph's words. Any of it may be missing, or nonsense.
fn preview(said: &Map<String, Value>) -> LinkPreview {
    let text = |key: &str, most: usize| {
        let line = said.get(key)?.as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut cut: String = line.chars().take(most).collect();
        if cut.len() < line.len() {
            cut.push('…');
        }
        (!cut.is_empty()).then_some(cut)
    };
    let picture = said.get("og:image").and_then(Value::as_str).and_then(media::plain_source);
    LinkPreview {
        title: text("og:title", TITLE),
        text: text("og:description", TEXT),
        site: text("og:site_name", TITLE),
        picture: picture.as_ref().and_then(media::source),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(value: &Value) -> LinkPreview {
        preview(value.as_object().expect("an object"))
    }

    #[test]
    fn what_a_page_says_is_cut_and_nonsense_left_out() {
        let all = said(&json!({
            "og:title": "  A\n title ",
            "og:description": "x".repeat(1_000),
            "og:site_name": 7,
            "og:image": "mxc://vmst.io/abc",
            "og:image:width": "wide",
        }));
        assert_eq!(all.title.as_deref(), Some("A title"));
        assert_eq!(all.text.map(|text| text.chars().count()), Some(401));
        assert_eq!(all.site, None);
        assert!(all.picture.is_some());
        let none = said(&json!({ "og:title": " ", "og:image": "https://example.org/a.png" }));
        assert_eq!(none, LinkPreview::default(), "only what the homeserver keeps is shown");
    }
}
