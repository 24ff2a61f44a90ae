//! Sending later on the screen: the button with its menu, the dialog for a time of one's own, and the list (E21).

use std::mem::{Discriminant, discriminant};

use leptos::{ev, prelude::*};
use protocol::{
    Failure,
    schedule::{Schedule, ScheduleFiles, ScheduledFile, ScheduledSend, Sender},
};

use super::{
    later::{Moment, Planned},
    later_files::words,
    model::{ComposerModel, now},
    words::file_size,
};
use crate::{
    kit::{
        Alert, Button, ButtonKind, ButtonSize, ButtonVariant, Dialog, Icon, IconSize, InputKind, MenuButton,
        MenuItem, TextField, Toast, Toasts, Tone, unique_id,
    },
    t,
    text::{failure, time},
};

/// What all parts of it show.
#[derive(Clone, Copy)]
pub(super) struct Later {
    model: StoredValue<ComposerModel, LocalStorage>,
    schedule: Memo<Schedule>,
    /// Those of this place.
    messages: Memo<Vec<ScheduledSend>>,
    list_open: RwSignal<bool>,
    toasts: Option<Toasts>,
}

impl Later {
    /// Follows what is scheduled, for the current owner's life.
    pub(super) fn new(model: &ComposerModel) -> Self {
        let live = model.schedule();
        let schedule = Memo::new(move |_| live.get().unwrap_or_default());
        let place = model.place.clone();
        let messages = Memo::new(move |_| {
            schedule.with(|all| all.messages.iter().filter(|one| one.place == place).cloned().collect())
        });
        Self {
            model: StoredValue::new_local(model.clone()),
            schedule,
            messages,
            list_open: RwSignal::new(false),
            toasts: use_context(),
        }
    }

    fn say(self, text: String) {
        if let Some(toasts) = self.toasts {
            toasts.show(Toast { text, ..Toast::default() });
        }
    }

    fn refuse(self, cause: &Failure) {
        if let Some(toasts) = self.toasts {
            toasts.say(t!("later-failed", reason = failure::sentence(cause)), Tone::Danger);
        }
    }

    fn send_at(self, at: u64) {
        // Who sends it is said of what goes now, not of what is written next.
        let by_whom = untrack(|| self.by_whom());
        let told = move |at| self.say(format!("{} {by_whom}", t!("later-planned", when = time::planned(at))));
        self.model.try_with_value(|model| model.send_later(at, told));
    }

    /// Who sends what is written here, if it is sent later. Tracked.
    fn by_whom(self) -> String {
        match self.bytes() {
            0 if self.schedule.with(|all| all.by_server) => t!("later-by-server"),
            0 => t!("later-by-browser"),
            _ => {
                let files = t!("later-files", most = file_size(ScheduleFiles::ALL));
                format!("{files} {}", t!("later-by-browser"))
            }
        }
    }

    /// Why the files that are above the field cannot be sent later, if they cannot. Tracked.
    fn too_large(self) -> Option<String> {
        let (bytes, free) = (self.bytes(), self.schedule.with(|all| all.free));
        (bytes > free).then(|| {
            let most = file_size(ScheduleFiles::ALL);
            t!("later-files-too-large", size = file_size(bytes), free = file_size(free), most = most)
        })
    }

    /// Bytes of the files above the field.
    fn bytes(self) -> u64 {
        self.model.try_with_value(ComposerModel::bytes_to_go).unwrap_or_default()
    }
}

/// The menu beside Send.
#[component]
pub(super) fn LaterButton(later: Later) -> impl IntoView {
    let may = later.model.with_value(|model| {
        let model = model.clone();
        Memo::new(move |_| model.may_schedule())
    });
    let own = move |()| {
        later.model.try_with_value(ComposerModel::plan);
    };
    let items = move || {
        if let Some(why) = later.too_large() {
            return view! { <span class="note">{why}</span> }.into_any();
        }
        let offered = Moment::offered(now()).into_iter().map(|(moment, at)| {
            let label = match moment {
                Moment::Hour => t!("later-hour", when = time::clock(at)),
                Moment::Tomorrow => t!("later-tomorrow", when = time::clock(at)),
                Moment::Monday => t!("later-monday", when = time::clock(at)),
            };
            view! { <MenuItem icon="clock" on_select=move |()| later.send_at(at)>{label}</MenuItem> }
        });
        view! {
            {offered.collect_view()}
            <MenuItem icon="calendar" on_select=own>{t!("later-own")}</MenuItem>
            <span class="note">{later.by_whom()}</span>
        }
        .into_any()
    };
    view! {
        <Show when=move || may.get()>
            <MenuButton class="IconButton later" label=Signal::derive(|| t!("later-send")) items=items>
                <Icon name="chevron-up" size=IconSize::Small />
            </MenuButton>
        </Show>
    }
}

/// Says how many messages are scheduled, and opens their list.
#[component]
pub(super) fn LaterLine(later: Later) -> impl IntoView {
    let count = Memo::new(move |_| later.messages.with(Vec::len));
    let trouble =
        Memo::new(move |_| later.messages.with(|all| all.iter().filter(|one| is_stuck(&one.state)).count()));
    view! {
        {move || (count.get() > 0).then(|| view! {
            <button
                class="scheduled"
                type="button"
                data-trouble=move || { trouble.get() > 0 }
                on:click=move |_| later.list_open.set(true)
            >
                <Icon name="calendar" size=IconSize::Small />
                {move || match trouble.get() {
                    0 => t!("later-count", count = count.get()),
                    stuck => t!("later-stuck", count = stuck),
                }}
            </button>
        })}
    }
}

/// The dialogs that are open.
#[component]
pub(super) fn LaterDialogs(later: Later) -> impl IntoView {
    let planned = later.model.with_value(|model| model.shelf.later.clone());
    let dialog = planned.clone();
    view! {
        {move || (later.list_open.get() && planned.with(Option::is_none)).then(|| {
            view! { <LaterList later=later /> }.into_any()
        })}
        {move || dialog.get().map(|planned| view! { <LaterDialog later=later planned=planned /> }.into_any())}
    }
}

/// Asks for a day and an hour; and for other words, where the message is scheduled already.
#[component]
fn LaterDialog(later: Later, planned: Planned) -> impl IntoView {
    let before = match planned {
        Planned::New => None,
        Planned::Change(message) => Some(*message),
    };
    let at = before.as_ref().map_or_else(|| time::nine_in(1), |message| message.at.max(now()));
    let day = RwSignal::new(time::input_day(at));
    let hour = RwSignal::new(time::input_hour(at));
    let text = RwSignal::new(before.as_ref().map(|message| message.text.clone()).unwrap_or_default());
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let (editing, text_id) = (before.is_some(), unique_id("later-text"));
    let before = StoredValue::new(before);
    let close = Callback::new(move |()| {
        later.model.try_with_value(|model| {
            model.shelf.later.set(None);
            model.shelf.summon();
        });
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let chosen = time::moment(&day.get_untracked(), &hour.get_untracked());
        let Some(at) = chosen.filter(|at| *at > now()) else {
            failed.set(Some(t!("later-past")));
            return;
        };
        let Some(before) = before.get_value() else {
            close.run(());
            return later.send_at(at);
        };
        busy.set(true);
        let done = move |answer: Result<(), Failure>| {
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => close.run(()),
                Err(why) => drop(failed.try_set(Some(t!("later-failed", reason = failure::sentence(&why))))),
            }
        };
        later.model.try_with_value(|model| model.change_scheduled(before, text.get_untracked(), at, done));
    };
    let title = move || if editing { t!("later-edit-title") } else { t!("later-send") };
    let named = text_id.clone();
    view! {
        <Dialog title=Signal::derive(title) close_label=Signal::derive(|| t!("later-close")) on_close=close>
            <form class="SendLater" on:submit=submit>
                {editing.then(|| view! {
                    <label class="label" for=named>{move || t!("later-text")}</label>
                    <textarea
                        id=text_id
                        class="words"
                        rows="4"
                        dir="auto"
                        prop:value=move || text.get()
                        on:input=move |event| text.set(event_target_value(&event))
                    ></textarea>
                })}
                <div class="TextFields">
                    <TextField label=Signal::derive(|| t!("later-day")) value=day kind=InputKind::Date />
                    <TextField label=Signal::derive(|| t!("later-time")) value=hour kind=InputKind::Time />
                </div>
                <p class="note">{move || later.by_whom()}</p>
                {move || failed.get().map(|why| view! {
                    <Alert tone=Tone::Danger><p class="text">{why}</p></Alert>
                })}
                <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary busy=busy>
                    {move || if editing { t!("later-save") } else { t!("later-plan") }}
                </Button>
            </form>
        </Dialog>
    }
}

/// The messages that are scheduled here.
#[component]
fn LaterList(later: Later) -> impl IntoView {
    let close = Callback::new(move |()| {
        later.list_open.try_set(false);
    });
    Effect::new(move |_| {
        if later.messages.with(Vec::is_empty) {
            close.run(());
        }
    });
    view! {
        <Dialog
            title=Signal::derive(|| t!("later-list"))
            close_label=Signal::derive(|| t!("later-close"))
            on_close=close
        >
            <ul class="Scheduled" role="list">
                <For each=move || later.messages.get() key=key let(message)>
                    {row(later, message)}
                </For>
            </ul>
        </Dialog>
    }
}

/// Whether it does not go out without the person.
fn is_stuck(state: &Sender) -> bool {
    matches!(state, Sender::Nobody | Sender::Refused(_))
}

/// What makes another row of a message.
fn key(message: &ScheduledSend) -> (String, Discriminant<Sender>, usize) {
    (message.id.clone(), discriminant(&message.state), message.files.len())
}

/// How many files there are, and which.
fn listed(files: &[ScheduledFile]) -> Option<String> {
    let name = |file: &ScheduledFile| match file.caption.trim() {
        "" if file.voice => t!("timeline-kind-voice"),
        "" => file.name.clone(),
        caption => format!("{} ({caption})", file.name),
    };
    let names = files.iter().map(name).collect::<Vec<_>>().join(", ");
    (!files.is_empty()).then(|| t!("later-files-list", count = files.len(), names = names))
}

fn row(later: Later, message: ScheduledSend) -> AnyView {
    let text = words(&message).join("\n");
    let files = message.files.clone();
    let ScheduledSend { id, at, state, .. } = message.clone();
    let gone = move |answer: Result<(), Failure>| {
        if let Err(why) = answer {
            later.refuse(&why);
        }
    };
    let (sent, dropped) = (id.clone(), id);
    let send = move |_| {
        later.model.try_with_value(|model| model.send_scheduled(sent.clone(), gone));
    };
    let remove = move |_| {
        later.model.try_with_value(|model| model.drop_scheduled(dropped.clone(), gone));
    };
    let taking = RwSignal::new(false);
    let edit = move |_| {
        later.model.try_with_value(|model| {
            // A file is changed where files are.
            if message.files.is_empty() {
                return model.shelf.later.set(Some(Planned::Change(Box::new(message.clone()))));
            }
            taking.set(true);
            model.take_up_scheduled(message.clone(), move |answer| {
                taking.try_set(false);
                match answer {
                    Ok(()) => drop(later.list_open.try_set(false)),
                    Err(why) => later.refuse(&why),
                }
            });
        });
    };
    let stuck = is_stuck(&state);
    let when = move || match &state {
        Sender::Server => t!("later-when-server", when = time::planned(at)),
        Sender::Here => t!("later-when-here", when = time::planned(at)),
        Sender::Nobody => t!("later-missed", when = time::planned(at)),
        Sender::Refused(why) => t!("later-refused", reason = failure::of_kind(why)),
    };
    view! {
        <li data-trouble=stuck>
            {(!text.is_empty()).then(|| view! { <p class="text" dir="auto">{text}</p> })}
            {move || listed(&files).map(|files| view! { <p class="files" dir="auto">{files}</p> })}
            <p class="when">{when}</p>
            <div class="actions">
                <Button size=ButtonSize::Small icon="pencil" busy=taking on_press=edit>
                    {move || t!("later-edit")}
                </Button>
                <Button size=ButtonSize::Small icon="send-horizontal" on_press=send>{move || t!("later-now")}</Button>
                <Button size=ButtonSize::Small icon="trash-2" variant=ButtonVariant::Danger on_press=remove>
                    {move || t!("later-delete")}
                </Button>
            </div>
        </li>
    }
    .into_any()
}
