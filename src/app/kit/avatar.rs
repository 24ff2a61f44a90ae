//! A picture of a person, room or space, or their initials.

use leptos::prelude::*;

/// How many hues `style/tokens/color.css` has for identities.
const HUES: u32 = 10;

/// How large an avatar is; the pixels at the browser's usual size of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// 18 px: receipts.
    ExtraSmall,
    /// 24 px: in a line of text.
    Small,
    /// 36 px: messages, headers.
    Medium,
    /// 40 px: lists.
    #[default]
    Large,
    /// 72 px: the head of a page.
    ExtraLarge,
}

/// People are round, rooms and spaces have corners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarShape {
    /// A person.
    #[default]
    Round,
    /// A room or space.
    Square,
}

/// A picture, or initials on the hue of `id` until there is one. Always beside a name, so never read out.
#[component]
pub fn Avatar(
    /// Whose initials are shown.
    #[prop(into)]
    name: Signal<String>,
    /// What the hue is made of: stays the same when the name changes.
    #[prop(into)]
    id: Signal<String>,
    /// Where the picture is, once there is one.
    #[prop(into, optional)]
    image: Signal<Option<String>>,
    #[prop(optional)] size: AvatarSize,
    #[prop(optional)] shape: AvatarShape,
) -> impl IntoView {
    let size = match size {
        AvatarSize::ExtraSmall => Some("xs"),
        AvatarSize::Small => Some("sm"),
        AvatarSize::Medium => Some("md"),
        AvatarSize::Large => None,
        AvatarSize::ExtraLarge => Some("xl"),
    };
    let most = if matches!(size, Some("xs" | "sm")) { 1 } else { 2 };
    let broken = RwSignal::new(None::<String>);
    let shown =
        Memo::new(move |_| image.get().filter(|url| broken.with(|broken| broken.as_ref() != Some(url))));
    view! {
        <span
            class="Avatar"
            data-size=size
            data-shape=(shape == AvatarShape::Square).then_some("square")
            data-hue=move || id.with(|id| hue_of(id).to_string())
            data-initials=move || {
                shown.with(Option::is_none).then(|| name.with(|name| initials(name, most)))
            }
            aria-hidden="true"
        >
            {move || {
                shown
                    .get()
                    .map(|url| {
                        let failed = url.clone();
                        view! {
                            <img
                                alt=""
                                decoding="async"
                                draggable="false"
                                src=url
                                on:error=move |_| broken.set(Some(failed.clone()))
                            />
                        }
                    })
            }}
        </span>
    }
}

/// The hue of an identity, 0 to 9: the same for the same text on every device (FNV-1a).
pub fn hue_of(id: &str) -> u32 {
    let hash =
        id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % HUES
}

/// The first letters of the first and last words, at most `most` (1 or 2), in capitals. Signs before the letters, such
/// as the `@` of an id, are left out; a name without letters gives its first sign, an empty one nothing.
pub fn initials(name: &str, most: usize) -> String {
    let letters: Vec<char> =
        name.split_whitespace().filter_map(|word| word.chars().find(|sign| sign.is_alphanumeric())).collect();
    match letters.as_slice() {
        [] => name.trim().chars().next().map(String::from).unwrap_or_default(),
        [only] => only.to_uppercase().collect(),
        [first, ..] if most < 2 => first.to_uppercase().collect(),
        [first, .., last] => first.to_uppercase().chain(last.to_uppercase()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Ada Lovelace", 2), "AL");
        assert_eq!(initials("ada king lovelace", 2), "AL");
        assert_eq!(initials("Ada Lovelace", 1), "A");
        assert_eq!(initials("@bob:example.org", 2), "B");
        assert_eq!(initials("#général", 2), "G");
        assert_eq!(initials("🌱 garden", 2), "G");
        assert_eq!(initials("🌱", 2), "🌱");
        assert_eq!(initials("  ", 2), "");
        assert_eq!(initials("straße über", 2), "SÜ");
        assert_eq!(initials("שרה כהן", 2), "שכ");
    }

    #[test]
    fn hues_are_stable_and_spread() {
        assert_eq!(hue_of("@ada:vmst.io"), hue_of("@ada:vmst.io"));
        let mut seen = [0; HUES as usize];
        for number in 0..1000 {
            seen[hue_of(&format!("@user{number}:vmst.io")) as usize] += 1;
        }
        assert!(seen.iter().all(|&count| count > 50), "{seen:?}");
    }
}
