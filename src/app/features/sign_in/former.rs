//! Going on with the session that Element has left in this browser (docs/decisions/034-element-leftovers.md).

use futures_util::future::{FutureExt, LocalBoxFuture};
use leptos::prelude::*;
use protocol::{FailureKind, failure::StorageFault, login::TakeOver};

use super::model::SignInModel;
use crate::{
    kit::{Alert, Button, ButtonVariant, Tone, unique_id},
    link::Link,
    platform::leftovers::{self, FormerSession},
    t,
    text::failure,
};

/// Why it was not taken over. Nothing of it was changed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Obstacle {
    /// A page of Element's is open.
    Open,
    /// The homeserver does not know the device any more.
    Gone,
    /// Its keys cannot be opened.
    Unreadable,
    /// Something else, which may be better the next time.
    Failed(FailureKind),
}

impl Obstacle {
    fn of(kind: FailureKind) -> Self {
        match kind {
            FailureKind::Storage(StorageFault::Held) => Self::Open,
            FailureKind::LoginRefused => Self::Gone,
            FailureKind::NotFound | FailureKind::Storage(StorageFault::Unreadable) => Self::Unreadable,
            other => Self::Failed(other),
        }
    }

    /// Whether it can be tried again.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Self::Open | Self::Failed(_))
    }

    fn title(&self) -> String {
        match self {
            Self::Open => t!("sign-in-former-open-title"),
            Self::Gone => t!("sign-in-former-gone-title"),
            Self::Unreadable => t!("sign-in-former-unreadable-title"),
            Self::Failed(_) => t!("sign-in-former-failed-title"),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Open => t!("sign-in-former-open-text"),
            Self::Gone => t!("sign-in-former-gone-text"),
            Self::Unreadable => t!("sign-in-former-unreadable-text"),
            Self::Failed(kind) => failure::of_kind(kind),
        }
    }
}

/// How one finds what was left, and what one is offered. The small module, the entrance, does without: `boot.js` takes the
/// whole interface where something was left.
#[derive(Clone, Copy)]
pub struct FormerWay {
    pub(super) begin: fn() -> Former,
    pub(super) look: fn(Former) -> LocalBoxFuture<'static, ()>,
    pub(super) is_left: fn(Former, &str) -> bool,
    pub(super) is_offered: fn(Former, &str) -> bool,
    pub(super) offer: fn(SignInModel, Former, String) -> AnyView,
}

impl FormerWay {
    /// The one there is.
    pub const WAY: Self = Self {
        begin: Former::new,
        look: |former| former.look().boxed_local(),
        is_left: |former, homeserver| former.of(homeserver).is_some(),
        is_offered: Former::is_offered,
        offer: |model, former, homeserver| {
            view! { <FormerOffer model=model former=former homeserver=homeserver /> }.into_any()
        },
    };
}

/// The session that was left, and how far one is with it.
#[derive(Clone, Copy)]
pub(crate) struct Former {
    /// What was left, whatever homeserver it is of.
    pub(super) session: RwSignal<Option<FormerSession>>,
    pub(super) busy: RwSignal<bool>,
    pub(super) obstacle: RwSignal<Option<Obstacle>>,
}

impl Former {
    pub(super) fn new() -> Self {
        Self { session: RwSignal::new(None), busy: RwSignal::new(false), obstacle: RwSignal::new(None) }
    }

    /// Looks for what was left.
    async fn look(self) {
        let found = leftovers::former().await;
        self.session.try_set(found);
    }

    /// What was left of a homeserver's.
    pub(super) fn of(self, homeserver: &str) -> Option<FormerSession> {
        self.session.try_get()?.filter(|session| session.homeserver == homeserver.trim_end_matches('/'))
    }

    /// Whether one can go on with it, as far as is known.
    pub(super) fn is_offered(self, homeserver: &str) -> bool {
        self.of(homeserver).is_some()
            && self.obstacle.with(|obstacle| obstacle.as_ref().is_none_or(Obstacle::may_pass))
    }

    /// Goes on with it. On success the session's state takes the page away.
    pub(super) fn take_over(self, link: &Link, session: FormerSession) {
        if self.busy.get_untracked() {
            return;
        }
        self.obstacle.set(None);
        // The engine sees it too, but only where Element has opened what it keeps its session in.
        if leftovers::is_open() {
            self.obstacle.set(Some(Obstacle::Open));
            return;
        }
        self.busy.set(true);
        let FormerSession { homeserver, user, device, token } = session;
        let asked = link.request(TakeOver { homeserver, user, device, token });
        link.spawn(async move {
            if let Err(failure) = asked.await {
                self.busy.try_set(false);
                self.obstacle.try_set(Some(Obstacle::of(failure.kind)));
            }
        });
    }
}

/// The offer, above the other ways in; nothing where nothing was left of this homeserver's.
#[component]
fn FormerOffer(model: SignInModel, former: Former, homeserver: String) -> impl IntoView {
    let server = homeserver.clone();
    let left = Memo::new(move |_| former.of(&server));
    let offered = Memo::new(move |_| former.is_offered(&homeserver));
    move || {
        let session = left.get()?;
        let title_id = unique_id("former");
        let model = model.clone();
        let label = StoredValue::new(session.user.0.clone());
        let session = StoredValue::new(session);
        let go = Callback::new(move |()| {
            model.notice.set(None);
            former.take_over(&model.link, session.get_value());
        });
        let obstacle = move || {
            former.obstacle.get().map(|obstacle| {
                let title = obstacle.clone();
                let tone = if obstacle.may_pass() { Tone::Warning } else { Tone::Danger };
                view! {
                    <Alert tone=tone title=Signal::derive(move || Some(title.title()))>
                        <p class="text">{move || obstacle.text()}</p>
                    </Alert>
                }
            })
        };
        let words = move || {
            if former.obstacle.with(Option::is_some) {
                t!("sign-in-try-again")
            } else {
                t!("sign-in-former-continue", user = label.get_value())
            }
        };
        Some(view! {
            <section class="former" aria-labelledby=title_id.clone()>
                <h2 class="title" id=title_id.clone()>{move || t!("sign-in-former-title")}</h2>
                <Show when=move || offered.get()>
                    <p class="text">{move || t!("sign-in-former-text", user = label.get_value())}</p>
                </Show>
                {obstacle}
                <Show when=move || offered.get()>
                    <Button
                        variant=ButtonVariant::Primary
                        wide=true
                        busy=former.busy
                        on_press=move |_| go.run(())
                    >
                        {words}
                    </Button>
                </Show>
            </section>
            <div class="or" role="separator">{move || t!("sign-in-former-anew")}</div>
        })
    }
}
