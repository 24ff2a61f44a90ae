//! The account's own name and avatar, refreshed beside everything else.

use std::sync::Weak;

use matrix_sdk::ruma::api::client::profile::{AvatarUrl, DisplayName};

use super::{Keeper, Session};

/// Asks the server for the account's profile and keeps it for the next start. A failure changes nothing.
pub(super) async fn refresh(keeper: Weak<Keeper>, session: Weak<Session>) {
    let Some(client) = session.upgrade().map(|session| session.client.clone()) else { return };
    let profile = match client.account().fetch_user_profile().await {
        Ok(profile) => profile,
        Err(error) => {
            tracing::info!(%error, "the own profile was not loaded");
            return;
        }
    };
    let name = profile.get_static::<DisplayName>().ok().flatten();
    let avatar = profile.get_static::<AvatarUrl>().ok().flatten().map(|uri| uri.to_string());
    if let Some(keeper) = keeper.upgrade() {
        keeper.set_profile(name, avatar).await;
    }
}
