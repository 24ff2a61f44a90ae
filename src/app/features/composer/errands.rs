//! Commands that do something else than to send a message: reading them, and doing what they ask.

use leptos::prelude::*;
use protocol::{
    Failure, MxcUri, RoomId, UserId,
    composer::Draft,
    diagnostics::ReadLog,
    profile::{SetIgnored, SetOwnName, VerifyDevice},
    room::{
        ChangeMember, ChangeRoom, JoinRoom, LeaveRoom, MemberChange, RoomAddress, RoomChange, StartDirect,
    },
    timeline::FindEventAt,
};

use super::{
    asked::Asked,
    commands::Slash,
    model::ComposerModel,
    picture::Whose,
    sent,
    shelf::{Outgoing, Problem},
};
use crate::{
    platform::files,
    route::{self, Route},
    text::time,
};

/// The power that `/op` gives where none is named: that of a moderator.
const MODERATOR: i32 = 50;
/// The name of the file with the engine's log.
const LOG: &str = "protium-log.txt";

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Errand {
    /// Write a poll, with this question if there is one.
    Poll(String),
    /// Change the room.
    Room(RoomChange),
    /// Change what somebody is in the room, and why.
    Member(UserId, MemberChange, Option<String>),
    /// Join another room and go there.
    Join(RoomAddress),
    /// Leave the room.
    Leave,
    /// Open the chat with somebody, and say something if there are words.
    Message(UserId, String),
    /// Show somebody.
    Show(UserId),
    /// Be called something else.
    Rename(String),
    /// Hide somebody's messages, or show them again.
    Ignore(UserId, bool),
    /// Show what was said from a moment on, in milliseconds since 1970.
    Date(u64),
    /// Set a picture: this one, or a file that is chosen.
    Picture(Whose, Option<MxcUri>),
    /// Open a dialog.
    Ask(Asked),
    /// Save what the engine has noted of its work.
    SaveLog,
}

/// What a text is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Typed {
    /// A message.
    Message,
    /// Something to be done.
    Errand(Errand),
    /// A command whose words are wrong.
    Misused(Slash),
    /// The word of what looks like a command and is none.
    Unknown(String),
}

impl Typed {
    /// Reads a text. A path, and what follows two slashes, are words.
    pub(crate) fn of(text: &str) -> Self {
        let Some(command) = text.strip_prefix('/') else { return Self::Message };
        let (word, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
        let rest = rest.trim();
        let looks =
            !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        if !looks {
            return Self::Message;
        }
        let Some(slash) = Slash::called(word) else { return Self::Unknown(word.to_owned()) };
        if slash.is_message() {
            let alone = slash.stands_alone() || !rest.is_empty();
            return if alone { Self::Message } else { Self::Misused(slash) };
        }
        errand(slash, rest).map_or(Self::Misused(slash), Self::Errand)
    }
}

fn errand(slash: Slash, rest: &str) -> Option<Errand> {
    let (first, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let after = after.trim();
    let words = || (!rest.is_empty()).then(|| rest.to_owned());
    let reason = || (!after.is_empty()).then(|| after.to_owned());
    let alone = |user: Option<UserId>| user.filter(|_| after.is_empty());
    let change = |change| Some(Errand::Member(user(first)?, change, reason()));
    match slash {
        Slash::Poll => Some(Errand::Poll(rest.to_owned())),
        Slash::Invite => Some(Errand::Member(alone(user(first))?, MemberChange::Invite, None)),
        Slash::Remove => change(MemberChange::Remove),
        Slash::Ban => change(MemberChange::Ban),
        Slash::Unban => change(MemberChange::Unban),
        Slash::Op => {
            let level = if after.is_empty() { MODERATOR } else { after.parse().ok()? };
            Some(Errand::Member(user(first)?, MemberChange::Power(Some(level)), None))
        }
        Slash::Deop => Some(Errand::Member(alone(user(first))?, MemberChange::Power(None), None)),
        Slash::Join => Some(Errand::Join(room(rest)?)),
        Slash::Part => rest.is_empty().then_some(Errand::Leave),
        Slash::Msg => Some(Errand::Message(user(first)?, after.to_owned())),
        Slash::Whois => Some(Errand::Show(alone(user(first))?)),
        Slash::Nick => Some(Errand::Rename(words()?)),
        Slash::Topic => Some(Errand::Room(RoomChange::Topic(words()?))),
        Slash::Roomname => Some(Errand::Room(RoomChange::Name(words()?))),
        Slash::Ignore => Some(Errand::Ignore(alone(user(first))?, true)),
        Slash::Unignore => Some(Errand::Ignore(alone(user(first))?, false)),
        Slash::Myroomnick => Some(Errand::Room(RoomChange::OwnName(words()?))),
        Slash::Jumptodate => Some(Errand::Date(time::midnight(rest)?)),
        Slash::Converttodm => rest.is_empty().then_some(Errand::Room(RoomChange::Direct(true))),
        Slash::Converttoroom => rest.is_empty().then_some(Errand::Room(RoomChange::Direct(false))),
        Slash::Discardsession => rest.is_empty().then_some(Errand::Room(RoomChange::NewKey)),
        Slash::Roomavatar => Some(Errand::Picture(Whose::Room, picture(rest)?)),
        Slash::Myroomavatar => Some(Errand::Picture(Whose::OwnHere, picture(rest)?)),
        Slash::Myavatar => Some(Errand::Picture(Whose::Own, picture(rest)?)),
        Slash::Upgraderoom => Some(Errand::Ask(Asked::Upgrade(alone_word(rest)?))),
        Slash::Verify => Some(Errand::Ask(Asked::Verify(device(user(first)?, after)?))),
        Slash::Help => rest.is_empty().then_some(Errand::Ask(Asked::Help)),
        Slash::Devtools => rest.is_empty().then_some(Errand::Ask(Asked::Data)),
        Slash::Rageshake => rest.is_empty().then_some(Errand::SaveLog),
        _ => None,
    }
}

/// A user ID, as far as one can tell without the homeserver.
fn user(word: &str) -> Option<UserId> {
    let (name, server) = word.strip_prefix('@')?.split_once(':')?;
    (!name.is_empty() && !server.is_empty()).then(|| word.into())
}

/// The address of a picture on a homeserver; without words a file is meant.
fn picture(words: &str) -> Option<Option<MxcUri>> {
    if words.is_empty() {
        return Some(None);
    }
    let (server, id) = words.strip_prefix("mxc://")?.split_once('/')?;
    let whole = !server.is_empty() && !id.is_empty() && !words.contains(char::is_whitespace);
    whole.then(|| Some(words.into()))
}

/// A device's ID, and its fingerprint, which people write in groups.
fn device(user: UserId, words: &str) -> Option<VerifyDevice> {
    let (device, fingerprint) = words.split_once(char::is_whitespace)?;
    Some(VerifyDevice { user, device: device.to_owned(), fingerprint: fingerprint.trim().to_owned() })
}

/// The version of a room.
fn alone_word(words: &str) -> Option<String> {
    (!words.is_empty() && !words.contains(char::is_whitespace)).then(|| words.to_owned())
}

/// A room's address or ID.
fn room(word: &str) -> Option<RoomAddress> {
    let alias = word.strip_prefix('#').and_then(|rest| rest.split_once(':'));
    let is_alias = alias.is_some_and(|(name, server)| !name.is_empty() && !server.is_empty());
    let is_id = word.strip_prefix('!').is_some_and(|rest| !rest.is_empty());
    let one = !word.contains(char::is_whitespace);
    ((is_alias || is_id) && one).then(|| RoomAddress { id_or_alias: RoomId::from(word).0, via: Vec::new() })
}

impl ComposerModel {
    /// Does what was typed as a command; the text comes back if that fails.
    pub(super) fn run(&self, errand: Errand, text: String) {
        self.shelf.problem.set(None);
        sent::note(&text);
        self.shelf.rewrite(String::new());
        self.kept();
        self.tell_typing(false);
        if let Errand::Picture(whose, None) = errand {
            // Browsers open their file dialog only at once.
            return self.choose_picture(whose);
        }
        let model = self.clone();
        self.link.spawn(async move {
            let done = model.perform(errand).await;
            if let Err(failure) = done
                && !model.shelf.inner.forgotten.get()
            {
                if model.shelf.text.with_untracked(|now| now.trim().is_empty()) {
                    model.shelf.rewrite(text);
                } else {
                    let back = vec![Draft { text, about: None }];
                    model.shelf.show(model.shelf.writing().put_back(back));
                }
                model.kept();
                model.shelf.problem.set(Some(Problem::Errand(failure)));
            }
        });
    }

    async fn perform(&self, errand: Errand) -> Result<(), Failure> {
        let (link, room) = (&self.link, self.place.room.clone());
        match errand {
            Errand::Poll(question) => {
                self.begin_poll(question);
                Ok(())
            }
            Errand::Room(change) => link.request(ChangeRoom { room, change }).await,
            Errand::Member(user, change, reason) => {
                link.request(ChangeMember { room, user, change, reason }).await
            }
            Errand::Join(address) => {
                let before = route::use_route().get_untracked();
                link.request(JoinRoom { address }).await.map(|room| go_on(&before, &room))
            }
            Errand::Leave => link.request(LeaveRoom { room }).await,
            Errand::Message(user, words) => self.message(user, words).await,
            Errand::Show(user) => {
                route::go(Route::User(user));
                Ok(())
            }
            Errand::Rename(name) => link.request(SetOwnName { name: Some(name) }).await,
            Errand::Ignore(user, on) => link.request(SetIgnored { user, on }).await,
            Errand::Picture(whose, picture) => match picture {
                Some(picture) => self.set_picture(whose, picture).await,
                None => Ok(()),
            },
            Errand::Ask(asked) => {
                self.shelf.asked.set(Some(asked));
                Ok(())
            }
            Errand::SaveLog => {
                files::save_text(&link.request(ReadLog).await?, LOG).await;
                Ok(())
            }
            Errand::Date(timestamp) => {
                let before = route::use_route().get_untracked();
                let event = link.request(FindEventAt { room, timestamp }).await?;
                if route::use_route().get_untracked() == before {
                    route::show_event(event);
                }
                Ok(())
            }
        }
    }

    /// Opens the chat with a person, and says something there.
    async fn message(&self, user: UserId, words: String) -> Result<(), Failure> {
        let before = route::use_route().get_untracked();
        let room = self.link.request(StartDirect { user }).await?;
        if !words.is_empty() {
            let there = Self::new(self.link.clone(), self.owner.clone(), room.clone().into());
            there.hand_over(vec![Outgoing::new(Draft { text: words, about: None })]);
            there.cast_net();
        }
        go_on(&before, &room);
        Ok(())
    }
}

/// Goes to a room, unless the person has gone elsewhere meanwhile.
pub(super) fn go_on(before: &Route, room: &RoomId) {
    if route::use_route().get_untracked() == *before {
        route::go(Route::room(room));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_stay_messages() {
        for text in [
            "hello",
            "/me waves",
            "/rainbow yes",
            "/shrug",
            "/lenny yes",
            "/confetti",
            "/snowfall so cold",
            "//x",
            "/usr/bin",
            "/",
            "/ x",
            "no /topic",
            "/🎉",
        ] {
            assert_eq!(Typed::of(text), Typed::Message, "{text}");
        }
    }

    #[test]
    fn errands_are_read_with_what_follows() {
        let bo: UserId = "@bo:b.example".into();
        let member =
            |change, reason: Option<&str>| Errand::Member(bo.clone(), change, reason.map(str::to_owned));
        let check = |text: &str, errand: Errand| assert_eq!(Typed::of(text), Typed::Errand(errand), "{text}");
        check("/invite @bo:b.example", member(MemberChange::Invite, None));
        check("/kick @bo:b.example  too loud", member(MemberChange::Remove, Some("too loud")));
        check("/ban @bo:b.example", member(MemberChange::Ban, None));
        check("/op @bo:b.example", member(MemberChange::Power(Some(50)), None));
        check("/op @bo:b.example 100", member(MemberChange::Power(Some(100)), None));
        check("/deop @bo:b.example", member(MemberChange::Power(None), None));
        check("/topic What we grow", Errand::Room(RoomChange::Topic("What we grow".to_owned())));
        check(
            "/join #garden:b.example",
            Errand::Join(RoomAddress { id_or_alias: "#garden:b.example".into(), via: vec![] }),
        );
        check("/part", Errand::Leave);
        check("/poll", Errand::Poll(String::new()));
        check("/poll Soup or salad?", Errand::Poll("Soup or salad?".into()));
        check("/msg @bo:b.example are you there?", Errand::Message(bo.clone(), "are you there?".into()));
        check("/nick Bo B.", Errand::Rename("Bo B.".into()));
        check("/unignore @bo:b.example", Errand::Ignore(bo.clone(), false));
        check("/myroomnick Bo of the garden", Errand::Room(RoomChange::OwnName("Bo of the garden".into())));
        check("/converttodm", Errand::Room(RoomChange::Direct(true)));
        check("/discardsession", Errand::Room(RoomChange::NewKey));
        check("/upgraderoom 12", Errand::Ask(Asked::Upgrade("12".into())));
        check("/myavatar", Errand::Picture(Whose::Own, None));
        check(
            "/roomavatar mxc://b.example/a",
            Errand::Picture(Whose::Room, Some("mxc://b.example/a".into())),
        );
        let verify =
            VerifyDevice { user: bo.clone(), device: "ABCDEFGH".into(), fingerprint: "abcd EFGH 12".into() };
        check("/verify @bo:b.example ABCDEFGH  abcd EFGH 12", Errand::Ask(Asked::Verify(verify)));
        check("/help", Errand::Ask(Asked::Help));
        check("/bugreport", Errand::SaveLog);
        assert!(matches!(Typed::of("/jumptodate 2026-01-31"), Typed::Errand(Errand::Date(_))));
    }

    #[test]
    fn wrong_words_are_told_from_wrong_commands() {
        for text in [
            "/invite",
            "/invite bo",
            "/invite @bo",
            "/op @bo:b.example much",
            "/part now",
            "/jumptodate",
            "/jumptodate yesterday",
            "/jumptodate 2026-13-01",
            "/jumptodate 2026-02-29",
            "/converttodm now",
            "/upgraderoom",
            "/myavatar https://b.example/a",
            "/roomavatar mxc://b.example",
            "/help me",
            "/verify @bo:b.example ABCDEFGH",
            "/topic",
            "/join garden",
            "/me",
        ] {
            assert!(matches!(Typed::of(text), Typed::Misused(_)), "{text}");
        }
        assert_eq!(Typed::of("/shrgu dunno"), Typed::Unknown("shrgu".to_owned()));
    }
}
