//! Captions of a page that died, as far as they go without a browser: files need one.

use protocol::composer::WasQueued;

use super::*;
use crate::features::composer::{attachments::renamed, captions::Below};

fn below(text: &str, ticket: Option<&str>) -> Below {
    let ticket = ticket.map(|id| Ticket { id: id.into(), asked_at: 7 });
    Below { text: text.into(), ticket }
}

fn left(room: &Place) -> Vec<Below> {
    net::read(&ada(), room).map(|mut caught| caught.take_below()).unwrap_or_default()
}

#[test]
fn the_next_page_asks_whether_a_caption_went_out_with_its_file() {
    for (queued, field) in [(true, "draft"), (false, "a cat\ndraft")] {
        let room: Place = RoomId(format!("!below-{queued}")).into();
        let caught = Caught::new(standing("draft"), &[]).with_below(vec![below("a cat", Some("1"))]);
        net::write(&ada(), &room, &caught);
        let (link, engine) = Link::fake();
        let model = ComposerModel::new(link, ada(), room.clone());
        engine.settle();
        assert_eq!(model.shelf.text.get_untracked(), "draft");
        assert_eq!(left(&room), [below("a cat", Some("1"))], "another death loses nothing");
        let asked = asked(&engine).into_iter().find_map(|(id, command)| match command {
            ComposerCommand::WasQueued(asked) => Some((id, asked)),
            _ => None,
        });
        let (id, question) = asked.unwrap();
        assert_eq!((question.ticket.id.as_str(), question.text.as_str()), ("1", "a cat"));
        engine.answer::<WasQueued>(id, Ok(&queued));
        engine.settle();
        assert_eq!(model.shelf.text.get_untracked(), field);
        assert!(left(&room).is_empty());
    }
}

#[test]
fn a_caption_whose_file_was_not_sent_comes_into_the_field() {
    let room: Place = RoomId::from("!below").into();
    let caught = Caught::new(Writing::default(), &[]).with_below(vec![below("a cat", None)]);
    net::write(&ada(), &room, &caught);
    let (link, engine) = Link::fake();
    let model = ComposerModel::new(link, ada(), room.clone());
    engine.settle();
    assert_eq!(model.shelf.text.get_untracked(), "a cat");
    assert!(left(&room).is_empty(), "it is a draft now");
}

#[test]
fn a_smaller_picture_is_called_what_it_is() {
    assert_eq!(renamed("view.of.sea.png", "image/jpeg"), "view.of.sea.jpg");
    assert_eq!(renamed("view", "image/png"), "view.png");
}
