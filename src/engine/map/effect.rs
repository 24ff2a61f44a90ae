//! Messages with which something plays over the conversation (D36). Their types are no part of the specification:
//! Element made them up, and others send them as well.

use matrix_sdk::ruma::events::room::message::{FormattedBody, MessageType};
use protocol::timeline::Effect;

/// The msgtype of each, and the emoji that do the same in any message.
const EFFECTS: [(Effect, &str, &[char]); 6] = [
    (Effect::Confetti, "nic.custom.confetti", &['🎉', '🎊']),
    (Effect::Fireworks, "nic.custom.fireworks", &['🎆']),
    (Effect::Hearts, "io.element.effect.hearts", &['💝']),
    (Effect::Rainfall, "io.element.effect.rainfall", &['🌧', '⛈', '🌦']),
    (Effect::Snowfall, "io.element.effect.snowfall", &['❄', '🌨']),
    (Effect::Spaceinvaders, "io.element.effects.space_invaders", &['👾', '🌌']),
];

/// What plays with a message.
pub(crate) fn effect(message: &MessageType) -> Option<Effect> {
    if let Some(named) = of_type(message.msgtype()) {
        return Some(named);
    }
    let (MessageType::Text(_) | MessageType::Emote(_)) = message else { return None };
    let body = message.body();
    EFFECTS.iter().find(|(_, _, emoji)| body.contains(*emoji)).map(|(effect, ..)| *effect)
}

/// The effect that a msgtype names.
pub(crate) fn of_type(msgtype: &str) -> Option<Effect> {
    EFFECTS.iter().find(|(_, of, _)| *of == msgtype).map(|(effect, ..)| *effect)
}

/// The msgtype that names an effect.
pub(crate) fn msgtype(effect: Effect) -> &'static str {
    EFFECTS.iter().find(|(of, ..)| *of == effect).map_or("m.text", |(_, msgtype, _)| msgtype)
}

/// The HTML of a message whose type the SDK does not know.
pub(crate) fn formatted(message: &MessageType) -> Option<FormattedBody> {
    let data = message.data();
    let text = |key: &str| data.get(key).and_then(|value| value.as_str());
    (text("format") == Some("org.matrix.custom.html")).then_some(())?;
    text("formatted_body").map(FormattedBody::html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_named_by_types_and_by_emoji() {
        let text = |body: &str| effect(&MessageType::text_plain(body));
        assert_eq!(text("done 🎉 and ❄"), Some(Effect::Confetti));
        assert_eq!(text("rain \u{1f327}\u{fe0f}"), Some(Effect::Rainfall));
        assert_eq!(text("hello 🙂"), None);
        let notice = MessageType::new("m.notice", "🎉".into(), Default::default()).expect("a notice");
        assert_eq!(effect(&notice), None, "what robots say plays nothing");
        for of in Effect::ALL {
            let custom = MessageType::new(msgtype(of), "so".into(), Default::default()).expect("a message");
            assert_eq!(effect(&custom), Some(of));
            assert_eq!(text(&format!("see {}", of.emoji())), Some(of), "its default sentence plays it too");
        }
        assert_eq!(of_type("m.text"), None);
    }
}
