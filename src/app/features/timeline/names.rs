//! What a person is called.

use protocol::profile::Profile;

/// The display name, or the user ID's localpart.
pub(crate) fn called(profile: &Profile) -> String {
    match profile.name.as_deref().map(str::trim) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => localpart(profile.user.as_str()).to_owned(),
    }
}

/// `ada` of `@ada:vmst.io`.
pub(crate) fn localpart(user: &str) -> &str {
    let name = user.strip_prefix('@').unwrap_or(user);
    name.split(':').next().unwrap_or(name)
}

/// The name, with the user ID where another member of the room has the same name.
pub(crate) fn called_surely(profile: &Profile) -> String {
    if profile.ambiguous { format!("{} ({})", called(profile), profile.user) } else { called(profile) }
}
