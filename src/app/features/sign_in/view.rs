//! The sign-in page.

use leptos::prelude::*;

use super::{
    model::{Notice, Opening, SignInModel, SignInOptions, Stage},
    parts::{ServerField, Ways},
    words::{Words, of_notice, of_problem},
};
use crate::{
    kit::{Alert, Button, ButtonVariant, Icon, Spinner, Tone},
    link::use_link,
    platform, t,
    text::language::{self, Language},
};

/// The page, from `opening` on. It stays until the session's state takes it away.
#[component]
pub fn SignIn(
    options: SignInOptions,
    opening: Opening,
    /// Under a soft logout: gives up the account's data here.
    #[prop(into, optional)]
    on_forget: Option<Callback<()>>,
) -> impl IntoView {
    let brand = StoredValue::new(options.brand.clone());
    let again = options.again.clone();
    let is_again = again.is_some();
    let fixed = options.fixed_server || is_again;
    let (links, languages) = (options.links.clone(), options.languages);
    let model = SignInModel::new(use_link(), options);
    model.open(opening);
    watch_return(&model);

    let stage = model.stage;
    let exchanging = Memo::new(move |_| matches!(stage.get(), Stage::Exchanging { .. }));
    let mastodon = Memo::new(move |_| match stage.get() {
        Stage::Offered { offer, .. } => super::model::speaks_mastodon(&offer.flows.providers),
        _ => false,
    });
    let title = move || {
        if exchanging.get() {
            t!("sign-in-exchanging-title")
        } else if is_again {
            t!("sign-in-again-title")
        } else {
            t!("sign-in-welcome", brand = brand.get_value())
        }
    };
    let server = model.server;
    let lead = {
        let user = again.map(|account| account.user.0);
        move || {
            if exchanging.get() {
                return None;
            }
            let server = server.with(|server| server.name.clone());
            Some(match &user {
                Some(user) => t!("sign-in-again-lead", user = user.as_str()),
                None if mastodon.get() => t!("sign-in-lead-mastodon", server = server),
                None => t!("sign-in-lead", server = server),
            })
        }
    };
    let changing = RwSignal::new(false);
    let body = {
        let model = model.clone();
        move || match stage.get() {
            Stage::Looking => {
                let server = server.with(|server| server.name.clone());
                view! { <Waiting text=Signal::derive(move || t!("sign-in-looking", server = server.as_str())) /> }
                    .into_any()
            }
            Stage::Exchanging { homeserver } => {
                let host =
                    homeserver.split_once("://").map_or(homeserver.clone(), |(_, host)| host.to_owned());
                view! { <Waiting text=Signal::derive(move || t!("sign-in-exchanging", server = host.as_str())) /> }
                    .into_any()
            }
            Stage::Unavailable(problem) => {
                let model = model.clone();
                view! {
                    <Said words=Signal::derive(move || Some(of_problem(&problem))) tone=Tone::Danger />
                    <Button variant=ButtonVariant::Primary wide=true on_press=move |_| model.look(false)>
                        {move || t!("sign-in-try-again")}
                    </Button>
                }
                .into_any()
            }
            Stage::Offered { offer, .. } => view! { <Offered model=model.clone() offer=offer /> }.into_any(),
        }
    };
    // Pressing a provider's button changes the stage, but must not make the button anew.
    let body = {
        let shown = Memo::new(move |_| match stage.get() {
            Stage::Offered { offer, .. } => Stage::Offered { offer, away: None },
            other => other,
        });
        move || {
            // Reading, since a memo that is only tracked never runs.
            shown.with(|_| ());
            untrack(&body)
        }
    };
    let foot_model = model.clone();
    view! {
        <main class="SignIn">
            <div class="card">
                <header class="brand">
                    <Icon name="protium" class:mark=true />
                    <h1 class="title">{title}</h1>
                    {move || lead().map(|lead| view! { <p class="lead">{lead}</p> })}
                </header>
                <NoticeBox model=model.clone() />
                {body}
                <Show when=move || changing.get()>
                    <ServerField model=foot_model.clone() on_done=move |()| changing.set(false) />
                </Show>
                <footer class="foot">
                    <span>
                        {move || t!("sign-in-homeserver", server = server.with(|server| server.name.clone()))}
                    </span>
                    <Show when=move || !fixed && !changing.get() && !exchanging.get()>
                        <button type="button" on:click=move |_| changing.set(true)>
                            {move || t!("sign-in-server-change")}
                        </button>
                    </Show>
                    {on_forget
                        .map(|forget| {
                            view! {
                                <button type="button" on:click=move |_| forget.run(())>
                                    {move || t!("sign-in-again-forget")}
                                </button>
                            }
                        })}
                    {languages.then(|| view! { <Languages /> })}
                    {links
                        .into_iter()
                        .map(|(text, address)| {
                            view! {
                                <a href=address target="_blank" rel="noopener noreferrer">
                                    {text}
                                </a>
                            }
                        })
                        .collect_view()}
                </footer>
            </div>
        </main>
    }
}

/// Kept pages (bfcache) get their buttons back.
fn watch_return(model: &SignInModel) {
    let model = model.clone();
    platform::on_return(move || {
        if model.stage.try_get_untracked().is_some() {
            model.came_back();
        }
    });
}

#[component]
fn Offered(model: SignInModel, offer: super::discovery::Offer) -> impl IntoView {
    let former =
        model.former.map(|(way, former)| (way.offer)(model.clone(), former, offer.homeserver.clone()));
    view! {
        {former}
        <Ways model=model offer=offer />
    }
}

#[component]
fn Waiting(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! {
        <p class="waiting" role="status">
            <Spinner />
            {move || text.get()}
        </p>
    }
}

/// A title and a sentence in a box.
#[component]
fn Said(#[prop(into)] words: Signal<Option<Words>>, #[prop(into)] tone: Signal<Tone>) -> impl IntoView {
    move || {
        words.with(Option::is_some).then(|| {
            let title =
                Signal::derive(move || words.with(|words| words.as_ref().map(|words| words.title.clone())));
            let text = move || words.with(|words| words.as_ref().map(|words| words.text.clone()));
            view! {
                <Alert tone=tone title=title>
                    <p class="text">{text}</p>
                </Alert>
            }
        })
    }
}

#[component]
fn NoticeBox(model: SignInModel) -> impl IntoView {
    let (notice, stage, again) = (model.notice, model.stage, model.again);
    let shown = Memo::new(move |_| {
        let hidden = stage.with(|stage| matches!(stage, Stage::Unavailable(_) | Stage::Exchanging { .. }));
        notice.get().filter(|_| !hidden)
    });
    let tone = move || match shown.get() {
        Some(Notice::NotFinished) | None => Tone::Info,
        Some(Notice::Ended | Notice::Forgotten) => Tone::Warning,
        Some(Notice::ForeignToken | Notice::Failed(_)) => Tone::Danger,
    };
    view! {
        <Said
            words=Signal::derive(move || shown.with(|notice| notice.as_ref().map(of_notice)))
            tone=Signal::derive(tone)
        />
        {move || {
            let (homeserver, token) = again.get()?;
            let model = model.clone();
            Some(
                view! {
                    <Button
                        variant=ButtonVariant::Primary
                        wide=true
                        on_press=move |_| model.exchange(homeserver.clone(), token.clone())
                    >
                        {move || t!("sign-in-try-again")}
                    </Button>
                },
            )
        }}
    }
}

#[component]
fn Languages() -> impl IntoView {
    let link = StoredValue::new(use_link());
    move || {
        let current = language::current();
        Language::ALL
            .into_iter()
            .filter(|language| *language != current)
            .map(|other| {
                view! {
                    <button
                        type="button"
                        lang=other.code()
                        on:click=move |_| link.with_value(|link| link.spawn(language::choose(other)))
                    >
                        {other.name()}
                    </button>
                }
            })
            .collect_view()
    }
}
