//! People.

use matrix_sdk::ruma::{
    UserId,
    api::client::profile::{AvatarUrl, DisplayName},
};
use protocol::{
    Failure, FailureKind,
    profile::{LoadProfile, Profile},
};

use crate::{map::failure, session::Session};

/// Loads a user's public profile.
pub(crate) async fn load_profile(session: &Session, command: LoadProfile) -> Result<Profile, Failure> {
    let user =
        UserId::parse(command.user.as_str()).map_err(|_| FailureKind::Invalid { field: "user".into() })?;
    let profile = session
        .client
        .account()
        .fetch_user_profile_of(&user)
        .await
        .map_err(|error| failure::failure(&error))?;
    Ok(Profile {
        user: command.user,
        name: profile.get_static::<DisplayName>().ok().flatten(),
        ambiguous: false,
        avatar: profile.get_static::<AvatarUrl>().ok().flatten().map(|uri| uri.as_str().into()),
    })
}
