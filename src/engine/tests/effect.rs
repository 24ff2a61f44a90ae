//! Messages with which something plays.

use protocol::{
    composer::{About, SendText},
    message::{ReadEditable, ReadQuote},
    room_list::RoomFilter,
    timeline::{Content, Effect, QuoteState, Summary},
};
use serde_json::json;
use testkit::{Homeserver, Peer};

use crate::{
    common::{Joined, heard, live, saying, sent, sent_content, text, ticket, with_id},
    room_list::rooms,
};

#[tokio::test(flavor = "multi_thread")]
async fn effects_go_out_under_their_types_and_are_shown_as_words() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let here = Joined::new(&peer, &homeserver.url, "Effects", encrypted).await;
        let mut items = here.timeline().await;

        here.tab.request(text(&here, "/confetti at **last**")).await.expect("queued");
        let got = heard(&peer, &here, json!({ "body": "at **last**" })).await;
        assert_eq!(got["content"]["msgtype"], "nic.custom.confetti");
        assert_eq!(got["content"]["formatted_body"], "at <strong>last</strong>");
        assert_eq!(got["content"]["m.mentions"], json!({}));
        items
            .wait_until("the server's copy", |items| {
                saying(items, "at last").is_some_and(|own| own.event.is_some() && own.send_state.is_none())
            })
            .await;
        let own = saying(items.items(), "at last").expect("it is there").clone();
        assert_eq!(own.effect, Some(Effect::Confetti));

        // It is edited as the command that it was.
        let timeline = live(&here.room);
        let editable =
            here.tab.request(ReadEditable { timeline, event: own.event.clone() }).await.expect("one's own");
        assert_eq!((editable.text.as_str(), editable.whole), ("/confetti at **last**", true));
        let about = Some(About::Edit(editable.event));
        let edit = SendText { about, ticket: ticket(), text: "/snowfall at home".into(), ..text(&here, "") };
        here.tab.request(edit).await.expect("queued");
        items
            .wait_until("the edit", |items| {
                saying(items, "at home").is_some_and(|own| own.edited && own.effect == Some(Effect::Snowfall))
            })
            .await;

        // Another's, as other clients send it.
        let content = json!({ "msgtype": "io.element.effects.space_invaders", "body": "they come" });
        let theirs = sent_content(&peer, &here.room, content).await;
        items.wait_until("theirs", |items| with_id(items, &theirs).is_some()).await;
        let shown = with_id(items.items(), &theirs).expect("it is there");
        assert!(matches!(shown.content, Content::Text(_)), "{shown:?}");
        assert_eq!(shown.effect, Some(Effect::Spaceinvaders));
        let quote = ReadQuote { room: here.room.clone(), event: theirs };
        let quote = here.tab.request(quote).await.expect("it is there");
        assert!(
            matches!(&quote, QuoteState::Ready { summary: Summary::Text(text), .. } if text == "they come"),
            "{quote:?}"
        );
        let mut list = rooms(&here.tab, RoomFilter::All).await;
        list.wait_until("the room's last words", |rows| {
            rows.iter().any(|row| {
                row.id == here.room
                    && row.latest.as_ref().is_some_and(
                        |latest| matches!(&latest.summary, Summary::Text(text) if text == "they come"),
                    )
            })
        })
        .await;

        // An emoji does the same, and other types that nobody knows do nothing.
        let cheer = sent(&peer, &here.room, "hurray 🎆").await;
        let strange = json!({ "msgtype": "org.example.strange", "body": "🎆" });
        let strange = sent_content(&peer, &here.room, strange).await;
        items.wait_until("both", |items| with_id(items, &strange).is_some()).await;
        let effect = |event| with_id(items.items(), event).map(|event| event.effect);
        assert_eq!(effect(&cheer), Some(Some(Effect::Fireworks)));
        assert_eq!(effect(&strange), Some(None));
    }
}
