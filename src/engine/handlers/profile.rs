//! People.

use std::sync::Arc;

use matrix_sdk::ruma::{
    UserId,
    api::client::profile::{AvatarUrl, DisplayName},
};
use protocol::{
    Failure, FailureKind,
    profile::{LoadProfile, Profile},
};

use crate::{
    map::{failure, person},
    session::Session,
};

/// Loads a user's public profile from the server.
pub(crate) async fn load_profile(session: &Arc<Session>, command: LoadProfile) -> Result<Profile, Failure> {
    let user =
        UserId::parse(command.user.as_str()).map_err(|_| FailureKind::Invalid { field: "user".into() })?;
    let profile = session
        .client
        .account()
        .fetch_user_profile_of(&user)
        .await
        .map_err(|error| failure::failure(&error))?;
    let name = profile.get_static::<DisplayName>().ok().flatten();
    let avatar = profile.get_static::<AvatarUrl>().ok().flatten().filter(|uri| uri.is_valid());
    Ok(Profile {
        name: person::name(name.as_deref()),
        avatar: avatar.map(|uri| uri.as_str().into()),
        ..person::stranger(&user)
    })
}
