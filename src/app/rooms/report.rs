//! Telling those who run the homeserver of a message, a room or a person (D43).

use leptos::prelude::*;
use protocol::{
    Failure,
    moderation::{Report, Reported},
    profile::{Profile, SetIgnored},
};

use crate::{
    kit::{Alert, Button, ButtonVariant, Dialog, TextField, Toasts, Tone},
    link::use_link,
    t,
    text::{failure, names::called},
};

/// The dialog.
#[component]
pub fn ReportDialog(
    what: Reported,
    /// Whose messages may be hidden at the same time.
    #[prop(optional_no_strip)]
    author: Option<Profile>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let link = StoredValue::new(use_link());
    let toasts = use_context::<Toasts>();
    let reason = RwSignal::new(String::new());
    let hide = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Failure>);
    let name = author.as_ref().map(called);
    let titled = what.clone();
    let title = move || match titled {
        Reported::Message(..) => t!("report-message-title"),
        Reported::Room(_) => t!("report-room-title"),
        Reported::Person(_) => t!("report-person-title"),
    };
    let text = match what {
        Reported::Message(..) => t!("report-message-text"),
        Reported::Room(_) => t!("report-room-text"),
        Reported::Person(_) => t!("report-person-text"),
    };
    let close = Callback::new(move |()| {
        if busy.try_get_untracked() == Some(false) {
            on_close.run(());
        }
    });
    let author = author.map(|author| author.user);
    let send = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let hidden = author.clone().filter(|_| hide.get_untracked());
        let report = Report { what: what.clone(), reason: reason.get_untracked() };
        let link = link.get_value();
        let (asked, asking) = (link.request(report), link.clone());
        link.spawn(async move {
            let answer = asked.await;
            busy.try_set(false);
            if let Err(why) = answer {
                failed.try_set(Some(why));
                return;
            }
            on_close.try_run(());
            let say = |text, tone| {
                if let Some(toasts) = toasts {
                    toasts.say(text, tone);
                }
            };
            say(t!("report-sent"), Tone::Info);
            if let Some(user) = hidden
                && let Err(why) = asking.request(SetIgnored { user, on: true }).await
            {
                say(t!("report-not-hidden", reason = failure::sentence(&why)), Tone::Warning);
            }
        });
    });
    view! {
        <Dialog
            title=Signal::derive(title)
            close_label=Signal::derive(|| t!("report-cancel"))
            on_close=close
            actions=move || {
                view! {
                    <Button on_press=move |_| close.run(())>{move || t!("report-cancel")}</Button>
                    <Button variant=ButtonVariant::Danger busy=busy on_press=move |_| send.run(())>
                        {move || t!("report-send")}
                    </Button>
                }
            }
        >
            <div class="Report">
                <p class="text">{text}</p>
                <TextField label=Signal::derive(|| t!("report-reason")) value=reason />
                {name.map(|name| view! {
                    <label class="Choice">
                        <input type="checkbox" bind:checked=hide />
                        <span dir="auto">{move || t!("report-hide", name = name.as_str())}</span>
                    </label>
                })}
                {move || failed.get().map(|why| {
                    let text = t!("report-failed", reason = failure::sentence(&why));
                    view! { <Alert tone=Tone::Danger><p class="text">{text}</p></Alert> }
                })}
            </div>
        </Dialog>
    }
}
