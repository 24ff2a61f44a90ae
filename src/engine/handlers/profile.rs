//! People.

use std::sync::Arc;

use matrix_sdk::ruma::{
    MxcUri, OwnedUserId, UserId,
    api::client::profile::{AvatarUrl, DisplayName},
};
use protocol::{
    Failure, FailureKind,
    profile::{LoadProfile, Profile, SetIgnored, SetOwnAvatar, SetOwnName},
};

use super::room_change::mxc_uri;
use crate::{
    map::{failure, media::mxc, person},
    session::Session,
};

/// Loads a user's public profile from the server.
pub(crate) async fn load_profile(session: &Arc<Session>, command: LoadProfile) -> Result<Profile, Failure> {
    let user = user_id(&command.user)?;
    let profile = session
        .client
        .account()
        .fetch_user_profile_of(&user)
        .await
        .map_err(|error| failure::failure(&error))?;
    let name = profile.get_static::<DisplayName>().ok().flatten();
    let avatar = profile.get_static::<AvatarUrl>().ok().flatten();
    Ok(Profile {
        name: person::name(name.as_deref()),
        avatar: avatar.as_deref().and_then(mxc),
        ..person::stranger(&user)
    })
}

/// Sets the account's display name.
pub(crate) async fn set_own_name(session: &Arc<Session>, command: SetOwnName) -> Result<(), Failure> {
    let name = command.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    session.client.account().set_display_name(name).await.map_err(|error| failure::failure(&error))
}

/// Sets the account's avatar.
pub(crate) async fn set_own_avatar(session: &Arc<Session>, command: SetOwnAvatar) -> Result<(), Failure> {
    let avatar = command.avatar.as_ref().map(mxc_uri).transpose()?;
    let done = session.client.account().set_avatar_url(avatar.map(<&MxcUri>::from)).await;
    done.map_err(|error| failure::failure(&error))
}

/// Hides what a person says, or shows it again.
pub(crate) async fn set_ignored(session: &Arc<Session>, command: SetIgnored) -> Result<(), Failure> {
    let user = user_id(&command.user)?;
    let account = session.client.account();
    let done = if command.on { account.ignore_user(&user).await } else { account.unignore_user(&user).await };
    done.map_err(|error| failure::failure(&error))
}

/// A person's ID, as the SDK has it.
pub(crate) fn user_id(user: &protocol::UserId) -> Result<OwnedUserId, Failure> {
    UserId::parse(user.as_str()).map_err(|_| FailureKind::Invalid { field: "user".into() }.into())
}
