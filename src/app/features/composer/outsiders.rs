//! Says that somebody who is mentioned is not in the room, before the message goes out (E23).

use leptos::prelude::*;
use protocol::{
    Failure,
    mention::FindOutsiders,
    profile::Profile,
    room::{ChangeMember, MemberChange, RoomInfo},
};

use super::{errands::Typed, model::ComposerModel, shelf::Problem};
use crate::{
    kit::{Button, ButtonSize, Icon, IconButton, IconSize},
    platform::timer::{self, Timer},
    t, text,
};

/// How long the keys must rest before it is asked, in milliseconds.
const REST: u32 = 500;

/// Who is not in the room has no name that is theirs alone there.
fn called(outsider: &Profile) -> String {
    match &outsider.name {
        Some(name) => format!("{name} ({})", outsider.user.as_str()),
        None => outsider.user.as_str().to_owned(),
    }
}

/// The words of a message that may name people by their IDs.
fn naming(text: &str) -> Vec<String> {
    let names = |word: &&str| word.find('@').is_some_and(|at| word[at..].contains(':'));
    match text.contains('@') && Typed::of(text) == Typed::Message {
        true => text.split_whitespace().filter(names).map(str::to_owned).collect(),
        false => Vec::new(),
    }
}

/// The line, while there is somebody.
#[component]
pub(crate) fn OutsidersLine(model: ComposerModel) -> impl IntoView {
    let outsiders = RwSignal::new(Vec::<Profile>::new());
    let busy = RwSignal::new(false);
    let text = model.shelf.text.clone();
    let words = Memo::new(move |_| text.with(|text| naming(text)));
    let rest = StoredValue::new_local(None::<Timer>);
    let asking = model.clone();
    Effect::new(move |_| {
        let asked = words.get();
        rest.set_value(None);
        if asked.is_empty() {
            outsiders.set(Vec::new());
            return;
        }
        let model = asking.clone();
        rest.set_value(Some(timer::after(REST, move || {
            let text = model.shelf.text.get_untracked();
            model.ask(FindOutsiders { room: model.place.room.clone(), text }, move |answer| {
                // Another text may stand there by now.
                if words.try_get_untracked() == Some(asked) {
                    outsiders.try_set(answer.unwrap_or_default());
                }
            });
        })));
    });
    let info = model.link.kept_value(RoomInfo { room: model.place.room.clone() });
    let history = move || {
        let open = info.with(|room| room.is_some_and(|room| room.open_history));
        open.then(|| t!("composer-invite-history"))
    };
    let text = model.shelf.text.clone();
    let inviting = Memo::new(move |_| text.with(|text| text.starts_with("/invite ")));
    let model = StoredValue::new_local(model);
    let invite = move |_| {
        busy.set(true);
        model.with_value(|model| {
            let (inviting, users) = (model.clone(), outsiders.get_untracked());
            model.spawn(async move {
                let answer = inviting.invite(users).await;
                busy.try_set(false);
                match answer {
                    Ok(()) => {
                        outsiders.try_set(Vec::new());
                        inviting.shelf.summon();
                    }
                    Err(failure) => inviting.shelf.problem.set(Some(Problem::Errand(failure))),
                }
            });
        });
    };
    let some = Memo::new(move |_| outsiders.with(|outsiders| !outsiders.is_empty()));
    let count = move || outsiders.with(Vec::len);
    let sentence = move || {
        let names: Vec<_> = outsiders.with(|outsiders| outsiders.iter().map(called).collect());
        t!("composer-outsiders", count = names.len(), names = text::list(&names))
    };
    move || {
        if inviting.get() {
            let words = history()?;
            return Some(
                view! {
                    <div class="outsiders" role="status">
                        <Icon name="info" size=IconSize::Small />
                        <span class="text">{words}</span>
                    </div>
                }
                .into_any(),
            );
        }
        let history = history.clone();
        some.get().then(|| {
            view! {
                <div class="outsiders" role="status">
                    <Icon name="info" size=IconSize::Small />
                    <span class="text" dir="auto">{sentence} " " {history}</span>
                    <Button size=ButtonSize::Small busy=busy on_press=invite>
                        {move || t!("composer-invite", count = count())}
                    </Button>
                    <IconButton
                        icon="x"
                        size=ButtonSize::Small
                        label=Signal::derive(|| t!("composer-dismiss"))
                        on_press=move |_| {
                            outsiders.set(Vec::new());
                            model.with_value(|model| model.shelf.summon());
                        }
                    />
                </div>
            }
            .into_any()
        })
    }
}

impl ComposerModel {
    /// Invites people; stops at the first who cannot be invited.
    async fn invite(&self, users: Vec<Profile>) -> Result<(), Failure> {
        for Profile { user, .. } in users {
            let (room, change) = (self.place.room.clone(), MemberChange::Invite);
            self.link.request(ChangeMember { room, user, change, reason: None }).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_with_an_id_may_name_somebody() {
        assert_eq!(naming("hi @bo:b.example, see you"), ["@bo:b.example,"]);
        assert_eq!(naming("(https://matrix.to/#/@bo:b.example)").len(), 1);
        for text in ["hi @bo", "a@b and 12:30", "/invite @bo:b.example", ""] {
            assert!(naming(text).is_empty(), "{text}");
        }
    }
}
