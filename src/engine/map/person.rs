//! People beside what they wrote.

use matrix_sdk::{room::RoomMember, ruma::UserId};
use matrix_sdk_ui::timeline::{Profile as SdkProfile, TimelineDetails};
use protocol::profile::Profile;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{label::label, media::mxc, pill::Names};

/// A person with the profile that the timeline knows.
pub(crate) fn person(user: &UserId, profile: &TimelineDetails<SdkProfile>) -> Profile {
    match profile {
        TimelineDetails::Ready(profile) => Profile {
            user: user.as_str().into(),
            name: name(profile.display_name.as_deref()),
            ambiguous: profile.display_name_ambiguous,
            avatar: profile.avatar_url.as_deref().and_then(mxc),
        },
        _ => stranger(user),
    }
}

/// A person of whom nothing but the ID is known.
pub(crate) fn stranger(user: &UserId) -> Profile {
    Profile { user: user.as_str().into(), name: None, ambiguous: false, avatar: None }
}

/// A person with what is known of them.
pub(crate) fn known(user: &UserId, names: &dyn Names) -> Profile {
    names.person(user).unwrap_or_else(|| stranger(user))
}

/// A display name that can be shown.
pub(crate) fn name(name: Option<&str>) -> Option<String> {
    label(name?)
}

/// A member of a room.
pub(crate) fn member(member: &RoomMember) -> Profile {
    Profile {
        name: name(member.display_name()),
        ambiguous: member.name_ambiguous(),
        avatar: member.avatar_url().and_then(mxc),
        ..stranger(member.user_id())
    }
}

/// Small letters without marks: who types `jorg` means Jörg.
pub(crate) fn plain(text: &str) -> String {
    text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}
