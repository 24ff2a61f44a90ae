//! Pieces of the page: the buttons of providers, the password form, the field for another homeserver.

use leptos::{ev, prelude::*};
use protocol::{FailureKind, Secret};

use super::{
    discovery::{Offer, Provider},
    model::{SignInModel, speaks_mastodon},
};
use crate::{
    kit::{Button, ButtonKind, ButtonSize, ButtonVariant, Icon, InputKind, Spinner, SpinnerSize, TextField},
    t,
    text::{self, failure},
};

/// All ways in that the homeserver offers.
#[component]
pub(super) fn Ways(model: SignInModel, offer: Offer) -> impl IntoView {
    let providers = offer.flows.providers.clone();
    let mastodon = speaks_mastodon(&providers);
    let server = offer.name.clone();
    let password = offer.flows.password;
    let both = password && !providers.is_empty();
    let buttons: Vec<_> = providers
        .into_iter()
        .enumerate()
        .map(|(index, provider)| {
            view! { <ProviderButton model=model.clone() index=index provider=provider /> }
        })
        .collect();
    view! {
        {(!buttons.is_empty()).then(|| view! { <div class="providers">{buttons}</div> })}
        {mastodon.then(|| view! { <Handle server=server /> })}
        {both.then(|| view! { <div class="or" role="separator">{move || t!("sign-in-or")}</div> })}
        {password.then(|| view! { <PasswordForm model=model /> })}
    }
}

#[component]
fn ProviderButton(model: SignInModel, index: usize, provider: Provider) -> impl IntoView {
    let stage = model.stage;
    let away = Memo::new(move |_| match stage.get() {
        super::model::Stage::Offered { away, .. } => away,
        _ => None,
    });
    let name = provider.name.clone();
    let icon = provider.icon.clone();
    let (icons, former) = (model.icons, model.former);
    // Of two ways in, one stands out.
    let first = Memo::new(move |_| {
        let other = stage.with(|stage| match stage {
            super::model::Stage::Offered { offer, .. } => {
                former.is_some_and(|(way, former)| (way.is_offered)(former, &offer.homeserver))
            }
            _ => false,
        });
        index == 0 && !other
    });
    let picture = Memo::new(move |_| {
        let wanted = icon.as_ref()?;
        icons.with(|icons| icons.iter().find(|(known, _)| known == wanted).map(|(_, url)| url.clone()))
    });
    let busy = move || away.get() == Some(index);
    let words = move || match &name {
        Some(name) => t!("sign-in-continue-with", provider = name.as_str()),
        None => t!("sign-in-continue-sso"),
    };
    view! {
        <button
            class="Button"
            type="button"
            data-variant=move || first.get().then_some("primary")
            data-size="lg"
            data-wide
            aria-busy=move || busy().then_some("true")
            aria-disabled=move || away.get().is_some().then_some("true")
            on:click=move |_| {
                if away.get_untracked().is_none() {
                    model.leave(Some(index));
                }
            }
        >
            {move || match picture.get() {
                Some(url) => view! { <img class="provider-icon" alt="" src=url /> }.into_any(),
                // For providers without a picture of their own.
                None => view! { <Icon name="provider" class:provider-icon=true /> }.into_any(),
            }}
            <span class="label">{words}</span>
            {move || busy().then(|| view! { <Spinner size=SpinnerSize::Small /> })}
        </button>
    }
}

/// What a Mastodon handle becomes here.
#[component]
fn Handle(server: String) -> impl IntoView {
    let sentence = move || {
        let there = text::strong(&format!("@{}@{server}", t!("sign-in-example-name")));
        let here = text::strong(&format!("@{}:{server}", t!("sign-in-example-name")));
        text::parts(&t!("sign-in-handle", mastodon = there, matrix = here))
            .into_iter()
            .map(|(strong, piece)| {
                if strong {
                    view! { <strong><bdi>{piece}</bdi></strong> }.into_any()
                } else {
                    piece.into_any()
                }
            })
            .collect_view()
    };
    view! {
        <p class="handle">
            <Icon name="at-sign" />
            <span>{sentence}</span>
        </p>
    }
}

#[component]
fn PasswordForm(model: SignInModel) -> impl IntoView {
    let user = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let empty = RwSignal::new(false);
    let (busy, refused) = (model.busy, model.refused);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (name, secret) = (user.get_untracked().trim().to_owned(), password.get_untracked());
        empty.set(name.is_empty() || secret.is_empty());
        if !busy.get_untracked() && !empty.get_untracked() {
            model.password(name, Secret::new(secret));
        }
    };
    let wrong = move || {
        if empty.get() {
            return Some(t!("sign-in-password-empty"));
        }
        refused.get().map(|kind| match kind {
            FailureKind::LoginRefused | FailureKind::Forbidden => t!("sign-in-password-wrong"),
            other => failure::of_kind(&other),
        })
    };
    view! {
        <form class="password" aria-label=move || t!("sign-in-password-form") on:submit=submit novalidate>
            <TextField label=Signal::derive(|| t!("sign-in-user")) value=user autocomplete="username" />
            <TextField
                label=Signal::derive(|| t!("sign-in-password"))
                value=password
                kind=InputKind::Password
                autocomplete="current-password"
                failure=Signal::derive(wrong)
                reveal_label=Signal::derive(|| Some(t!("sign-in-password-show")))
            />
            <Button kind=ButtonKind::Submit wide=true busy=busy>
                {move || t!("sign-in-submit")}
            </Button>
        </form>
    }
}

/// Chooses another homeserver.
#[component]
pub(super) fn ServerField(model: SignInModel, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let typed = RwSignal::new(model.server.with_untracked(|server| server.name.clone()));
    let wrong = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if model.choose_server(&typed.get_untracked()) {
            on_done.run(());
        } else {
            wrong.set(true);
        }
    };
    view! {
        <form class="server" aria-label=move || t!("sign-in-server-form") on:submit=submit novalidate>
            <TextField
                label=Signal::derive(|| t!("sign-in-server-label"))
                value=typed
                kind=InputKind::Url
                hint=Signal::derive(|| Some(t!("sign-in-server-hint")))
                failure=Signal::derive(move || wrong.get().then(|| t!("sign-in-server-wrong")))
            />
            <div class="actions">
                <Button size=ButtonSize::Small variant=ButtonVariant::Ghost on_press=move |_| on_done.run(())>
                    {move || t!("sign-in-server-cancel")}
                </Button>
                <Button size=ButtonSize::Small kind=ButtonKind::Submit>
                    {move || t!("sign-in-server-use")}
                </Button>
            </div>
        </form>
    }
}
