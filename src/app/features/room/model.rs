//! State and rules of a room's page: which room an address means, what the account is there, and the ways
//! in and out.

use leptos::prelude::*;
use protocol::{
    Failure, FailureKind, RoomId,
    profile::Profile,
    room::{
        ChangeRoom, JoinRoom, LeaveRoom, Membership, PreviewRoom, ResolveRoom, ResolvedRoom, RoomAddress,
        RoomChange, RoomDetails, RoomInfo, RoomPreview, Typing,
    },
    room_list::{AcceptInvite, DeclineInvite},
};

use crate::link::{Link, LiveValue};

/// What the page shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Gate {
    /// Which room the address means is not known yet.
    Resolving,
    /// The address leads nowhere, or it could not be found out.
    Lost(Failure),
    /// The conversation.
    Open(RoomId),
    /// Not a member: what the room is, and the way in.
    Closed(Door),
}

/// Why the account is not in the room.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Door {
    /// Invited, by whom where known.
    Invited(Option<Profile>),
    /// Asked to be let in.
    Knocked,
    /// Was in, and left or was put out.
    Left,
    /// Banned.
    Banned,
    /// Never was in.
    Stranger,
}

/// Decides what to show. `resolved` is the answer for the address, `live` the room's own word, which counts
/// more; `named` is the room where the address itself is its ID, which opens at once.
pub(crate) fn gate(
    named: Option<&RoomId>,
    resolved: Option<&Result<ResolvedRoom, Failure>>,
    live: Option<&Membership>,
) -> Gate {
    let (room, membership) = match resolved {
        None => (named, None),
        Some(Ok(resolved)) => (Some(&resolved.room), Some(&resolved.membership)),
        // A room that this account knows opens whatever became of the question.
        Some(Err(failure)) => match (live, named) {
            (Some(live), Some(named)) => (Some(named), Some(live)),
            _ => return Gate::Lost(failure.clone()),
        },
    };
    let Some(room) = room else { return Gate::Resolving };
    match live.or(membership) {
        None | Some(Membership::Joined) => Gate::Open(room.clone()),
        Some(Membership::Invited { inviter }) => Gate::Closed(Door::Invited(inviter.clone())),
        Some(Membership::Knocked) => Gate::Closed(Door::Knocked),
        Some(Membership::Left) => Gate::Closed(Door::Left),
        Some(Membership::Banned) => Gate::Closed(Door::Banned),
        Some(Membership::Stranger) => Gate::Closed(Door::Stranger),
    }
}

/// Something a person does at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Join, or accept an invite.
    Enter,
    /// Decline an invite, or take back a request.
    Decline,
    /// Leave.
    Leave,
    /// Turn encryption on.
    Encrypt,
}

/// How a deed stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Progress {
    /// None under way.
    #[default]
    Idle,
    /// Under way.
    Busy(Deed),
    /// Did not work.
    Failed(Deed, Failure),
}

/// A room's page; clones share their state.
#[derive(Clone)]
pub(crate) struct RoomModel {
    link: Link,
    /// The address that was opened.
    pub(crate) address: RoomAddress,
    /// The room's header; changes subject when the address is found to mean another room.
    pub(crate) details: Signal<Option<RoomDetails>>,
    /// What to show.
    pub(crate) gate: Memo<Gate>,
    /// What the server says of a room the account is not in.
    pub(crate) preview: RwSignal<Option<Result<RoomPreview, Failure>>>,
    /// How joining, declining or leaving stands.
    pub(crate) progress: RwSignal<Progress>,
    resolved: RwSignal<Option<Result<ResolvedRoom, Failure>>>,
}

impl RoomModel {
    /// Begins to find the room of an address, for the current owner's life.
    pub(crate) fn new(link: Link, address: RoomAddress) -> Self {
        let named = address.id_or_alias.starts_with('!').then(|| RoomId(address.id_or_alias.clone()));
        let resolved = RwSignal::new(None);
        let room = {
            let named = named.clone();
            Memo::new(move |_| {
                resolved.with(|resolved: &Option<Result<ResolvedRoom, Failure>>| match resolved {
                    Some(Ok(resolved)) => Some(resolved.room.clone()),
                    _ => named.clone(),
                })
            })
        };
        let info: Memo<Option<Info>> = {
            let link = link.clone();
            Memo::new(move |_| room.get().map(|room| Info(link.kept_value(RoomInfo { room }))))
        };
        let details = Signal::derive(move || info.with(|info| info.as_ref().and_then(|info| info.0.get())));
        let gate = Memo::new(move |_| {
            let live = details.with(|details| details.as_ref().map(|details| details.membership.clone()));
            resolved.with(|resolved| gate(named.as_ref(), resolved.as_ref(), live.as_ref()))
        });
        let model = Self {
            link,
            address,
            details,
            gate,
            preview: RwSignal::new(None),
            progress: RwSignal::default(),
            resolved,
        };
        model.resolve();
        model
    }

    /// Asks which room the address means, and what the account is there.
    pub(crate) fn resolve(&self) {
        let resolved = self.resolved;
        if resolved.with_untracked(|resolved| matches!(resolved, Some(Err(_)))) {
            resolved.set(None);
        }
        let request = self.link.request(ResolveRoom { address: self.address.clone() });
        self.link.spawn(async move {
            let answer = request.await;
            let _ = resolved.try_set(Some(answer));
        });
    }

    /// Asks what the room is that the account is not in.
    pub(crate) fn look(&self) {
        let preview = self.preview;
        let request = self.link.request(PreviewRoom { address: self.address.clone() });
        self.link.spawn(async move {
            let answer = request.await;
            let _ = preview.try_set(Some(answer));
        });
    }

    /// The room, as far as it is known.
    pub(crate) fn room(&self) -> Option<RoomId> {
        let resolved = self.resolved.with_untracked(|resolved| match resolved {
            Some(Ok(resolved)) => Some(resolved.room.clone()),
            _ => None,
        });
        resolved.or_else(|| {
            self.address.id_or_alias.starts_with('!').then(|| RoomId(self.address.id_or_alias.clone()))
        })
    }

    /// Who is typing in a room, for the current owner's life.
    pub(crate) fn typing(&self, room: RoomId) -> LiveValue<Vec<Profile>> {
        self.link.kept_value(Typing { room })
    }

    /// Tells the engine which room the person looks at.
    pub(crate) fn focus(&self, room: Option<RoomId>) {
        self.link.set_focus(room);
    }

    /// Goes in: accepts the invite where there is one, joins otherwise.
    pub(crate) fn enter(&self, invited: bool) {
        let room = self.room();
        let (link, address, resolved) = (self.link.clone(), self.address.clone(), self.resolved);
        self.act(
            Deed::Enter,
            async move {
                let room = match room {
                    Some(room) if invited => {
                        link.request(AcceptInvite { room: room.clone() }).await?;
                        room
                    }
                    _ => link.request(JoinRoom { address }).await?,
                };
                let _ = resolved.try_set(Some(Ok(ResolvedRoom { room, membership: Membership::Joined })));
                Ok(())
            },
            None,
        );
    }

    /// Declines the invite; `on_done` is called when that worked.
    pub(crate) fn decline(&self, on_done: Callback<()>) {
        let Some(room) = self.room() else { return };
        let link = self.link.clone();
        self.act(Deed::Decline, async move { link.request(DeclineInvite { room }).await }, Some(on_done));
    }

    /// Leaves the room, or takes a request to join back; `on_done` is called when that worked.
    pub(crate) fn leave(&self, on_done: Callback<()>) {
        let Some(room) = self.room() else { return };
        let link = self.link.clone();
        self.act(Deed::Leave, async move { link.request(LeaveRoom { room }).await }, Some(on_done));
    }

    /// Turns encryption on; `on_done` is called when that worked.
    pub(crate) fn encrypt(&self, on_done: Callback<()>) {
        let Some(room) = self.room() else { return };
        let asked = self.link.request(ChangeRoom { room, change: RoomChange::Encrypt });
        self.act(Deed::Encrypt, asked, Some(on_done));
    }

    fn act(
        &self,
        deed: Deed,
        work: impl Future<Output = Result<(), Failure>> + 'static,
        on_done: Option<Callback<()>>,
    ) {
        if self.progress.with_untracked(|progress| matches!(progress, Progress::Busy(_))) {
            return;
        }
        self.progress.set(Progress::Busy(deed));
        let progress = self.progress;
        self.link.spawn(async move {
            match work.await {
                Ok(()) => {
                    let _ = progress.try_set(Progress::Idle);
                    if let Some(on_done) = on_done {
                        let _ = on_done.try_run(());
                    }
                }
                Err(failure) => {
                    let _ = progress.try_set(Progress::Failed(deed, failure));
                }
            }
        });
    }
}

/// A header's subscription inside a memo: never equal, since it is made anew only for another room.
struct Info(LiveValue<RoomDetails>);

impl PartialEq for Info {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Whether a failure to find a room may pass: then trying again helps.
pub(crate) fn may_pass(failure: &Failure) -> bool {
    matches!(
        failure.kind,
        FailureKind::Offline
            | FailureKind::Timeout
            | FailureKind::RateLimited { .. }
            | FailureKind::Server { .. }
            | FailureKind::Cancelled
            | FailureKind::Internal
    )
}

/// The name to call a room by: its own, else its alias, else the address it was opened by.
pub(crate) fn room_name(name: Option<&str>, alias: Option<&str>, address: &RoomAddress) -> Option<String> {
    name.map(str::trim)
        .filter(|name| !name.is_empty())
        .or(alias)
        .or_else(|| address.id_or_alias.starts_with('#').then_some(address.id_or_alias.as_str()))
        .map(str::to_owned)
}
