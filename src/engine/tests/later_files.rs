//! Files that are sent later.

use protocol::{
    BlobRef, FailureKind,
    composer::{About, Measured, NewFile, Sample},
    media_rules::ClearKeptMedia,
    schedule::{
        DropScheduled, ReadScheduledFiles, Schedule, ScheduleFiles, ScheduleText, ScheduledSends,
        SendScheduled, Sender,
    },
    timeline::Content,
};
use serde_json::json;
use testkit::{Homeserver, Peer, Proxy, Weather};

use crate::{
    common::{Joined, event, file, heard, saying, sent},
    later::{HOUR, later, now, said},
};

/// A text file of some words, as the blob of this number.
fn words(number: u32, name: &str, words: &str) -> NewFile {
    NewFile { blob: BlobRef(number), ..file(name, "text/plain", words.as_bytes()) }
}

fn names(schedule: &Schedule) -> Vec<Vec<&str>> {
    let messages = schedule.messages.iter();
    messages.map(|one| one.files.iter().map(|file| file.name.as_str()).collect()).collect()
}

/// Nothing is scheduled, and no bytes are kept.
fn is_empty(schedule: &Schedule) -> bool {
    schedule.messages.is_empty() && schedule.free == ScheduleFiles::ALL
}

#[tokio::test(flavor = "multi_thread")]
async fn files_to_be_sent_later_go_out_once_also_after_a_restart() {
    let homeserver = Homeserver::of_this_run();
    let proxy = Proxy::to(&homeserver.url).await;
    let (peer, _) = Peer::signed_in(&homeserver).await;
    for encrypted in [false, true] {
        let mut here = Joined::new(&peer, &proxy.url, "Later", encrypted).await;
        let mut items = here.timeline().await;
        let asked = sent(&peer, &here.room, "where are the papers?").await;
        items.wait_until("the question", |items| saying(items, "where are the papers?").is_some()).await;
        drop(items);
        let mut schedule = here.tab.subscribe(ScheduledSends { room: here.room.clone() }).await;
        let empty = schedule.wait_until("nothing yet", |_| true).await;
        assert_eq!(empty.free, ScheduleFiles::ALL);

        let caption = "the *first*".to_owned();
        let files = vec![
            NewFile { caption, ..words(0, "one.txt", "paper one") },
            words(1, "../two.txt", "paper number two"),
        ];
        let blobs = vec![b"paper one".to_vec(), b"paper number two".to_vec()];
        let about = Some(About::Reply(asked.clone()));
        let message = ScheduleText { about: about.clone(), ..later(&here, "that is all", now() + HOUR) };
        let command = ScheduleFiles { message, files: files.clone(), together: None };
        here.tab.request_with(command.clone(), blobs.clone()).await.expect("scheduled");
        here.tab.request_with(command.clone(), blobs.clone()).await.expect("scheduled already");
        let one = schedule.wait_until("one", |now| now.messages.len() == 1).await;
        assert_eq!(names(&one), [["one.txt", "two.txt"]]);
        assert_eq!((&one.messages[0].state, one.by_server), (&Sender::Here, !encrypted), "always from here");
        assert_eq!(one.free, ScheduleFiles::ALL - 25);
        let id = one.messages[0].id.clone();
        let other = ScheduleText { replaces: Some(id.clone()), ..later(&here, "no files", now() + HOUR) };
        let refused = here.tab.request(other).await.expect_err("its files would be gone");
        assert_eq!(refused.kind, FailureKind::Invalid { field: "replaces".into() });

        let gallery = ScheduleFiles {
            message: ScheduleText { about, ..later(&here, "", now() + 2_500) },
            files: files.clone(),
            together: Some("both **papers**".into()),
        };
        here.tab.request_with(gallery.clone(), blobs.clone()).await.expect("scheduled");
        // What is kept for reading again is something else.
        here.tab.request(ClearKeptMedia {}).await.expect("deleted");
        here.tab = here.machine.restart().await;
        let wanted = json!({ "msgtype": "dm.filament.gallery", "timeoutMs": 30000 });
        let got = heard(&peer, &here, wanted).await;
        assert_eq!(got["content"]["body"], "both **papers**");
        assert_eq!(got["content"]["itemtypes"].as_array().map(Vec::len), Some(2));
        assert_eq!(got["relatesTo"]["m.in_reply_to"]["event_id"], asked.as_str());

        let mut schedule = here.tab.subscribe(ScheduledSends { room: here.room.clone() }).await;
        schedule.wait_until("the other is left", |now| names(now) == [["one.txt", "two.txt"]]).await;
        proxy.set(Weather::Cut);
        here.tab.request(SendScheduled { id: id.clone() }).await.expect("queued");
        here.tab.request(SendScheduled { id }).await.expect("queued already");
        schedule.wait_until("none left, and nothing is kept twice", is_empty).await;
        // A page that has not heard that they were scheduled asks again, now of another life: the tickets tell.
        here.tab = here.machine.restart().await;
        let mut schedule = here.tab.subscribe(ScheduledSends { room: here.room.clone() }).await;
        for command in [command, gallery] {
            let message = ScheduleText { at: now(), ..command.message };
            let again = ScheduleFiles { message, ..command };
            here.tab.request_with(again, blobs.clone()).await.expect("scheduled");
            schedule.wait_until("it is done", is_empty).await;
        }
        proxy.set(Weather::Clear);
        heard(&peer, &here, json!({ "body": "that is all", "timeoutMs": 30000 })).await;
        let got = heard(&peer, &here, json!({ "body": "the *first*" })).await;
        assert_eq!(
            (&got["content"]["filename"], &got["content"]["info"]["size"]),
            (&json!("one.txt"), &json!(9))
        );
        for body in ["both **papers**", "the *first*", "two.txt", "that is all"] {
            assert_eq!(said(&peer, &here, body).await, 1, "{body}");
        }
        let mut items = here.timeline().await;
        items
            .wait_until("both files", |items| {
                let files = items.iter().filter_map(event).filter(|one| one.send_state.is_none());
                files.filter(|one| matches!(one.content, Content::File { .. })).count() == 2
            })
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_to_be_sent_later_have_a_bound_are_read_and_deleted() {
    let homeserver = Homeserver::of_this_run();
    let (peer, _) = Peer::signed_in(&homeserver).await;
    let mut here = Joined::new(&peer, &homeserver.url, "Later", true).await;
    let mut schedule = here.tab.subscribe(ScheduledSends { room: here.room.clone() }).await;
    let all = |message, files| ScheduleFiles { message, files, together: None };
    let fresh = || later(&here, "", now() + HOUR);

    let none = here.tab.request(all(fresh(), Vec::new())).await.expect_err("no files");
    assert_eq!(none.kind, FailureKind::Invalid { field: "files".into() });
    let many = (0..31).map(|_| words(0, "a.txt", "a")).collect();
    let many = here.tab.request_with(all(fresh(), many), vec![b"a".to_vec()]).await.expect_err("too many");
    assert_eq!(many.kind, FailureKind::Invalid { field: "files".into() });
    let large = NewFile { size: 49_000_000, ..words(0, "large.bin", "") };
    let large = all(fresh(), vec![large; 5]);
    let large = here.tab.request_with(large, vec![Vec::new()]).await.expect_err("too large");
    assert_eq!(large.kind, FailureKind::TooLarge { limit: Some(ScheduleFiles::ALL) });
    // The second cannot be read: nothing of the first is left.
    let torn = all(fresh(), vec![words(0, "a.txt", "a"), words(7, "b.txt", "b")]);
    here.tab.request_with(torn, vec![b"a".to_vec()]).await.expect_err("no such blob");
    schedule.wait_until("nothing", is_empty).await;

    let voice = Measured {
        width: 0,
        height: 0,
        duration_ms: 1_200,
        thumbnail: None,
        sample: Sample::default(),
        voice: Some(vec![7, 1024]),
    };
    let sound =
        NewFile { blob: BlobRef(1), measured: Some(voice), ..file("voice.ogg", "audio/ogg", b"OggS") };
    let note = NewFile { caption: "read it".into(), keep_notes: true, ..words(0, "a.txt", "words") };
    let command = all(fresh(), vec![note.clone(), sound.clone()]);
    here.tab.request_with(command, vec![b"words".to_vec(), b"OggS".to_vec()]).await.expect("scheduled");
    here.tab = here.machine.restart().await;
    let mut schedule = here.tab.subscribe(ScheduledSends { room: here.room.clone() }).await;
    let one = schedule.wait_until("one", |now| now.messages.len() == 1).await;
    assert_eq!((one.messages[0].files[1].voice, one.free), (true, ScheduleFiles::ALL - 9));
    let id = one.messages[0].id.clone();
    let read = ReadScheduledFiles { id: id.clone() };
    let (files, bytes) = here.tab.request_with(read.clone(), Vec::new()).await.expect("read");
    assert_eq!(files, [note, sound]);
    assert_eq!(bytes, [b"words".to_vec(), b"OggS".to_vec()]);
    here.tab.request(DropScheduled { id }).await.expect("deleted");
    schedule.wait_until("nothing", is_empty).await;
    assert_eq!(here.tab.request(read).await.expect_err("gone").kind, FailureKind::NotFound);
}
