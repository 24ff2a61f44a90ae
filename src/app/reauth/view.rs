//! What is shown of it, in the dialog that has asked.

use leptos::{html, prelude::*};
use protocol::{
    reauth::{Reauth, Way},
    session::{SessionState, SessionStatus},
};

use super::model::{Confirming, Opened, Step};
use crate::{
    config::host_of,
    kit::{Alert, Button, ButtonVariant, Icon, InputKind, Spinner, TextField, Tone},
    link::use_link,
    platform::focus,
    t,
    text::failure,
};

/// What is to be done for it now; empty before it began, and when it is done.
#[component]
pub fn Confirm(confirming: Confirming) -> impl IntoView {
    let session = use_link().value(SessionState);
    let handle = Memo::new(move |_| {
        session.with(|status| match status {
            Some(SessionStatus::SignedIn(account)) => account.user.to_string(),
            _ => String::new(),
        })
    });
    let place = NodeRef::<html::Div>::new();
    // What had the focus goes with each step; a person who listens hears the new one.
    Effect::new(move |before: Option<bool>| {
        let shown = confirming.step() != Step::Idle;
        if shown && before.is_some() {
            request_animation_frame(move || {
                if let Some(place) = place.try_get_untracked().flatten().filter(|_| focus::is_lost()) {
                    let _ = place.focus();
                }
            });
        }
        shown
    });
    let content = move || match confirming.step() {
        Step::Idle | Step::Done => ().into_any(),
        Step::Asking => view! { <Spinner label=Some(t!("reauth-asking")) /> }.into_any(),
        Step::Wanted(wanted) => {
            view! { <Wanted confirming=confirming wanted=wanted handle=handle /> }.into_any()
        }
        Step::Failed(why) => view! {
            <Alert tone=Tone::Danger title=Signal::derive(|| Some(t!("reauth-failed")))>
                <p class="text">{failure::sentence(&why)}</p>
                <div class="actions">
                    <Button on_press=move |_| confirming.begin()>{move || t!("reauth-again")}</Button>
                </div>
            </Alert>
        }
        .into_any(),
    };
    view! {
        <div class="Confirm" node_ref=place tabindex="-1">
            {content}
        </div>
    }
}

#[component]
fn Wanted(confirming: Confirming, wanted: Reauth, handle: Memo<String>) -> impl IntoView {
    let refused = move || {
        confirming.refused.get().then(|| {
            view! {
                <Alert tone=Tone::Warning title=Signal::derive(|| Some(t!("reauth-refused")))>
                    <p class="text">{move || t!("reauth-refused-text", handle = handle.get())}</p>
                </Alert>
            }
        })
    };
    let page = wanted.ways.iter().find_map(|way| match way {
        Way::Sso { page } | Way::OAuth { page } => Some(page.clone()),
        Way::Password => None,
    });
    let password = wanted.ways.contains(&Way::Password);
    view! {
        <h3 class="title">{move || t!("reauth-title")}</h3>
        {refused}
        {page.map(|page| view! { <OnPage confirming=confirming page=page handle=handle /> })}
        {password.then(|| view! { <ByPassword confirming=confirming /> })}
    }
}

/// By signing in once more on a page of the homeserver.
#[component]
fn OnPage(confirming: Confirming, page: String, handle: Memo<String>) -> impl IntoView {
    let server = host_of(&page);
    let page = StoredValue::new(page);
    let open = Callback::new(move |()| page.with_value(|page| confirming.open(page)));
    let confirmed = move || {
        view! {
            <Button on_press=move |_| confirming.confirmed()>{move || t!("reauth-confirmed")}</Button>
        }
    };
    let content = move || {
        match confirming.opened.get() {
        Opened::No => view! {
            <div class="actions">
                <Button variant=ButtonVariant::Primary icon="external-link" on_press=move |_| open.run(())>
                    {move || if confirming.refused.get() { t!("reauth-again") } else { t!("reauth-open") }}
                </Button>
            </div>
        }
        .into_any(),
        Opened::Yes => view! {
            <p role="status">{move || t!("reauth-waiting")}</p>
            <div class="actions">
                <Button icon="external-link" on_press=move |_| confirming.show()>
                    {move || t!("reauth-show")}
                </Button>
                {confirmed()}
            </div>
        }
        .into_any(),
        Opened::Refused => view! {
            <p role="status">{move || t!("reauth-blocked")}</p>
            <div class="actions">
                <a class="Button" data-variant="primary" href=page.get_value() target="_blank" rel="noopener noreferrer">
                    <Icon name="external-link" />
                    <span class="label">{move || t!("reauth-link")}</span>
                </a>
                {confirmed()}
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <p>{move || t!("reauth-page", server = server.as_str(), handle = handle.get())}</p>
        {content}
    }
}

/// By the account's password.
#[component]
fn ByPassword(confirming: Confirming) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        password.with_untracked(|password| confirming.by_password(password));
    };
    view! {
        <form class="form" on:submit=send>
            <TextField
                label=Signal::derive(|| t!("reauth-password"))
                value=password
                kind=InputKind::Password
                autocomplete="current-password"
                reveal_label=Signal::derive(|| Some(t!("reauth-password-show")))
            />
            <div class="actions">
                <Button
                    variant=ButtonVariant::Primary
                    kind=crate::kit::ButtonKind::Submit
                    disabled=Signal::derive(move || password.with(String::is_empty))
                >
                    {move || t!("reauth-password-go")}
                </Button>
            </div>
        </form>
    }
}
