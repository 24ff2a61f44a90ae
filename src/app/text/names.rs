//! What a person is called.

use protocol::profile::Profile;

/// The display name, or the user ID's localpart. Signs that turn the text around them are left out, since
/// names stand in the middle of sentences.
pub fn called(profile: &Profile) -> String {
    let name: String =
        profile.name.iter().flat_map(|name| name.chars()).filter(|sign| !turns(*sign)).collect();
    match name.trim() {
        "" => localpart(profile.user.as_str()).to_owned(),
        name => name.to_owned(),
    }
}

/// Whether a sign overrides, embeds or isolates a direction.
fn turns(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `ada` of `@ada:vmst.io`.
pub fn localpart(user: &str) -> &str {
    let name = user.strip_prefix('@').unwrap_or(user);
    name.split(':').next().unwrap_or(name)
}

/// The name, with the user ID where another member of the room has the same name.
pub fn called_surely(profile: &Profile) -> String {
    if profile.ambiguous { format!("{} ({})", called(profile), profile.user) } else { called(profile) }
}
