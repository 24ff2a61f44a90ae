//! Places on a map, and what messages bring with them: LaTeX, previews.

use protocol::{
    FailureKind,
    composer::Place,
    link_preview::SendWithPreviews,
    location::{FindMapStyle, SendLocation},
    rich_text::Node,
    timeline::{Content, EventItem, TimelineItem},
};
use serde_json::{Value, json};
use testkit::{Homeserver, Peer};

use crate::common::{Joined, event, heard, saying, sent, sent_content, text, ticket};

const GATE: &str = "geo:52.5163,13.3777;u=12";

/// The newest place that says this.
fn place<'i>(items: &'i [TimelineItem], said: &str) -> Option<(&'i EventItem, &'i str, bool)> {
    items.iter().rev().filter_map(event).find_map(|event| match &event.content {
        Content::Location { body, uri, own } if body == said => Some((event, uri.as_str(), *own)),
        _ => None,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_goes_both_ways() {
    for encrypted in [false, true] {
        let homeserver = Homeserver::of_this_run();
        let (peer, _) = Peer::signed_in(&homeserver).await;
        let here = Joined::new(&peer, &homeserver.url, "Places", encrypted).await;
        let mut items = here.timeline().await;
        let root = sent(&peer, &here.room, "where?").await;
        items.wait_until("the question", |items| saying(items, "where?").is_some()).await;
        let sending = SendLocation {
            place: here.room.clone().into(),
            uri: GATE.into(),
            body: "The gate".into(),
            own: true,
            ticket: ticket(),
        };
        here.tab.request(sending.clone()).await.expect("queued");
        here.tab.request(sending.clone()).await.expect("asked for again, it goes out once");
        items
            .wait_until("the place", |items| {
                place(items, "The gate")
                    .is_some_and(|(event, ..)| event.event.is_some() && event.send_state.is_none())
            })
            .await;
        let (_, uri, own) = place(items.items(), "The gate").expect("it is there");
        assert_eq!((uri, own), (GATE, true));
        let got = heard(&peer, &here, json!({ "contains": "The gate" })).await;
        let content = &got["content"];
        assert_eq!((&content["msgtype"], &content["geo_uri"]), (&json!("m.location"), &json!(GATE)), "{got}");
        assert_eq!(content["org.matrix.msc3488.location"]["uri"], GATE);
        assert_eq!(content["org.matrix.msc3488.asset"]["type"], "m.self");
        assert_eq!(got["encrypted"], encrypted);

        let in_thread = Place { room: here.room.clone(), thread: Some(root.clone()) };
        let pinned = SendLocation {
            place: in_thread,
            body: "Here".into(),
            own: false,
            ticket: ticket(),
            ..sending.clone()
        };
        here.tab.request(pinned).await.expect("queued");
        let got = heard(&peer, &here, json!({ "contains": "Here" })).await;
        assert_eq!(got["content"]["m.relates_to"]["event_id"], root.as_str(), "{got}");
        assert_eq!(got["content"]["org.matrix.msc3488.asset"]["type"], "m.pin");

        for (uri, body, field) in [
            ("geo:91,0", "x", "uri"),
            ("javascript:alert(1)", "x", "uri"),
            ("", "x", "uri"),
            (GATE, " ", "body"),
        ] {
            let wrong =
                SendLocation { uri: uri.into(), body: body.into(), ticket: ticket(), ..sending.clone() };
            let refused = here.tab.request(wrong).await.expect_err("no place");
            assert_eq!(refused.kind, FailureKind::Invalid { field: field.into() }, "{uri}");
        }

        let theirs = |body: &str, uri: &str, more: Value| {
            let mut content = json!({ "msgtype": "m.location", "body": body, "geo_uri": uri });
            content.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
            content
        };
        sent_content(&peer, &here.room, theirs("plain", "geo:1,2", json!({}))).await;
        let newer = json!({
            "org.matrix.msc3488.location": { "uri": "geo:3,4" },
            "org.matrix.msc3488.asset": { "type": "m.self" },
        });
        sent_content(&peer, &here.room, theirs("newer", "geo:1,2", newer)).await;
        sent_content(&peer, &here.room, theirs("hostile", "geo:1,2?<script>", json!({}))).await;
        sent_content(&peer, &here.room, theirs("moon", "geo:1,2;crs=moon", json!({}))).await;
        items.wait_until("theirs", |items| place(items, "moon").is_some()).await;
        let found = |body: &str| place(items.items(), body).map(|(_, uri, own)| (uri, own));
        assert_eq!(found("plain"), Some(("geo:1,2", false)));
        assert_eq!(found("newer"), Some(("geo:3,4", true)));
        assert_eq!(found("hostile"), Some(("", false)), "it is shown, and leads nowhere");
        assert_eq!(found("moon"), Some(("", false)));
        // The tests' homeserver names no maps.
        assert_eq!(here.tab.request(FindMapStyle).await, Ok(None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn latex_goes_both_ways() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let here = Joined::new(&peer, &homeserver.url, "Maths", false).await;
    let mut items = here.timeline().await;
    let formula = |items: &[TimelineItem], wanted: &str| {
        items.iter().filter_map(event).any(|event| match &event.content {
            Content::Text(text) => text
                .nodes
                .iter()
                .any(|node| matches!(node, Node::Maths { latex, display: false } if latex == wanted)),
            _ => false,
        })
    };
    // A price among formulas makes all of them text.
    here.tab.request(text(&here, "it is $x^2 < 3$, for $5 and $6")).await.expect("queued");
    here.tab.request(text(&here, "it is $x^2 < 3$")).await.expect("queued");
    items.wait_until("the formula", |items| formula(items, "x^2 < 3")).await;
    let got = heard(&peer, &here, json!({ "body": "it is $x^2 < 3$" })).await;
    assert_eq!(
        got["content"]["formatted_body"],
        "it is <span data-mx-maths=\"x^2 &lt; 3\"><code>x^2 &lt; 3</code></span>"
    );

    let html = r#"so <span data-mx-maths="\frac{1}{2}"><script>alert(1)</script><code>1/2</code></span>"#;
    peer.run(json!({ "do": "send", "room": here.room.as_str(), "body": "so 1/2", "formatted": html })).await;
    items.wait_until("theirs", |items| formula(items, r"\frac{1}{2}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_brings_its_previews() {
    for encrypted in [false, true] {
        let homeserver = Homeserver::of_this_run();
        let (peer, _) = Peer::signed_in(&homeserver).await;
        let here = Joined::new(&peer, &homeserver.url, "Previews", encrypted).await;
        let mut items = here.timeline().await;
        let link = "https://apples.example/";
        let told =
            json!([{ "matched_url": link, "og:title": "Apple harvest", "og:image": "mxc://vmst.io/apples" }]);
        let content = |body: &str, previews: Value| json!({ "msgtype": "m.text", "body": body, "com.beeper.linkpreviews": previews });
        sent_content(&peer, &here.room, content("one https://apples.example/", told)).await;
        sent_content(&peer, &here.room, content("two https://apples.example/", json!([]))).await;
        sent_content(
            &peer,
            &here.room,
            content("hostile", json!([{ "matched_url": "javascript:alert(1)" }, 7])),
        )
        .await;
        sent_content(&peer, &here.room, json!({ "msgtype": "m.text", "body": "plain" })).await;
        items.wait_until("all of them", |items| saying(items, "plain").is_some()).await;
        let previews = |text: &str| saying(items.items(), text).expect("it is there").previews.clone();
        let one = previews("one https://apples.example/").expect("previews");
        assert_eq!(one.len(), 1);
        let said = one[0].told.as_ref().expect("said");
        assert_eq!((one[0].url.as_str(), said.title.as_deref()), (link, Some("Apple harvest")));
        assert!(said.picture.is_some());
        assert_eq!(previews("two https://apples.example/"), Some(Vec::new()), "none are wanted");
        assert_eq!(previews("hostile"), Some(Vec::new()));
        assert_eq!(previews("plain"), None);

        let link = one[0].clone();
        let message = text(&here, &format!("**look** at {}", link.url));
        let sending = SendWithPreviews { message, previews: vec![link] };
        here.tab.request(sending.clone()).await.expect("queued");
        here.tab.request(sending).await.expect("asked for again, it goes out once");
        let got = heard(&peer, &here, json!({ "contains": "**look**" })).await;
        assert_eq!(got["encrypted"], encrypted, "{got}");
        assert_eq!(got["content"]["m.mentions"], json!({}));
        assert!(got["content"]["formatted_body"].as_str().is_some_and(|html| html.starts_with("<strong>")));
        let told = &got["content"]["com.beeper.linkpreviews"][0];
        assert_eq!((&told["matched_url"], &told["og:title"]), (&json!(one[0].url), &json!("Apple harvest")));
        assert_eq!(told["og:image"].is_string(), !encrypted, "{told}");
        let ours = format!("look at {}", one[0].url);
        items
            .wait_until("its copy", |items| {
                saying(items, &ours).is_some_and(|event| event.previews.is_some())
            })
            .await;
    }
}
