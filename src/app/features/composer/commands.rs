//! What can be typed with a slash (E9). Of those that are messages the engine makes the message (`engine/typed.rs`);
//! `errands.rs` does the others.

use protocol::{composer::SIGNS, timeline::Effect};

use crate::t;

/// A command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as it is typed")]
pub(crate) enum Slash {
    Me,
    Plain,
    Spoiler,
    Html,
    Rainbow,
    Rainbowme,
    Shrug,
    Tableflip,
    Unflip,
    Lenny,
    Effect(Effect),
    Poll,
    Invite,
    Join,
    Msg,
    Whois,
    Nick,
    Topic,
    Roomname,
    Part,
    Remove,
    Ban,
    Unban,
    Op,
    Deop,
    Ignore,
    Unignore,
    Myroomnick,
    Jumptodate,
    Converttodm,
    Converttoroom,
    Discardsession,
    Upgraderoom,
    Roomavatar,
    Myroomavatar,
    Myavatar,
    Verify,
    Help,
    Devtools,
    Rageshake,
}

/// Other names of commands, by which people know them from elsewhere.
const ALSO: [(&str, Slash); 6] = [
    ("kick", Slash::Remove),
    ("leave", Slash::Part),
    ("j", Slash::Join),
    ("goto", Slash::Join),
    ("query", Slash::Msg),
    ("bugreport", Slash::Rageshake),
];

impl Slash {
    /// All of them, as they are offered.
    pub(crate) const ALL: [Self; 45] = [
        Self::Me,
        Self::Plain,
        Self::Spoiler,
        Self::Html,
        Self::Rainbow,
        Self::Rainbowme,
        Self::Shrug,
        Self::Tableflip,
        Self::Unflip,
        Self::Lenny,
        Self::Effect(Effect::Confetti),
        Self::Effect(Effect::Fireworks),
        Self::Effect(Effect::Hearts),
        Self::Effect(Effect::Rainfall),
        Self::Effect(Effect::Snowfall),
        Self::Effect(Effect::Spaceinvaders),
        Self::Poll,
        Self::Invite,
        Self::Join,
        Self::Msg,
        Self::Whois,
        Self::Nick,
        Self::Topic,
        Self::Roomname,
        Self::Part,
        Self::Remove,
        Self::Ban,
        Self::Unban,
        Self::Op,
        Self::Deop,
        Self::Ignore,
        Self::Unignore,
        Self::Myroomnick,
        Self::Jumptodate,
        Self::Converttodm,
        Self::Converttoroom,
        Self::Discardsession,
        Self::Upgraderoom,
        Self::Roomavatar,
        Self::Myroomavatar,
        Self::Myavatar,
        Self::Verify,
        Self::Help,
        Self::Devtools,
        Self::Rageshake,
    ];

    /// What is typed after the slash.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Me => "me",
            Self::Plain => "plain",
            Self::Spoiler => "spoiler",
            Self::Html => "html",
            Self::Rainbow => "rainbow",
            Self::Rainbowme => "rainbowme",
            Self::Shrug => "shrug",
            Self::Tableflip => "tableflip",
            Self::Unflip => "unflip",
            Self::Lenny => "lenny",
            Self::Effect(effect) => effect.name(),
            Self::Poll => "poll",
            Self::Invite => "invite",
            Self::Join => "join",
            Self::Msg => "msg",
            Self::Whois => "whois",
            Self::Nick => "nick",
            Self::Topic => "topic",
            Self::Roomname => "roomname",
            Self::Part => "part",
            Self::Remove => "remove",
            Self::Ban => "ban",
            Self::Unban => "unban",
            Self::Op => "op",
            Self::Deop => "deop",
            Self::Ignore => "ignore",
            Self::Unignore => "unignore",
            Self::Myroomnick => "myroomnick",
            Self::Jumptodate => "jumptodate",
            Self::Converttodm => "converttodm",
            Self::Converttoroom => "converttoroom",
            Self::Discardsession => "discardsession",
            Self::Upgraderoom => "upgraderoom",
            Self::Roomavatar => "roomavatar",
            Self::Myroomavatar => "myroomavatar",
            Self::Myavatar => "myavatar",
            Self::Verify => "verify",
            Self::Help => "help",
            Self::Devtools => "devtools",
            Self::Rageshake => "rageshake",
        }
    }

    /// Whether it makes a message.
    pub(crate) fn is_message(self) -> bool {
        self.sign().is_some()
            || matches!(
                self,
                Self::Me
                    | Self::Plain
                    | Self::Spoiler
                    | Self::Html
                    | Self::Rainbow
                    | Self::Rainbowme
                    | Self::Effect(_)
            )
    }

    /// Whether it needs no words.
    pub(crate) fn stands_alone(self) -> bool {
        self.sign().is_some() || matches!(self, Self::Effect(_))
    }

    /// What it puts before the words.
    pub(crate) fn sign(self) -> Option<&'static str> {
        SIGNS.iter().find(|(name, _)| *name == self.name()).map(|(_, sign)| *sign)
    }

    /// What it does.
    pub(crate) fn help(self) -> String {
        match self {
            Self::Me => t!("composer-slash-me"),
            Self::Plain => t!("composer-slash-plain"),
            Self::Spoiler => t!("composer-slash-spoiler"),
            Self::Html => t!("composer-slash-html"),
            Self::Rainbow => t!("composer-slash-rainbow"),
            Self::Rainbowme => t!("composer-slash-rainbowme"),
            Self::Shrug | Self::Tableflip | Self::Unflip | Self::Lenny => {
                t!("composer-slash-before", words = self.sign().unwrap_or_default())
            }
            Self::Effect(effect) => t!("composer-slash-effect", emoji = effect.emoji()),
            Self::Poll => t!("composer-slash-poll"),
            Self::Invite => t!("composer-slash-invite"),
            Self::Join => t!("composer-slash-join"),
            Self::Msg => t!("composer-slash-msg"),
            Self::Whois => t!("composer-slash-whois"),
            Self::Nick => t!("composer-slash-nick"),
            Self::Topic => t!("composer-slash-topic"),
            Self::Roomname => t!("composer-slash-roomname"),
            Self::Part => t!("composer-slash-part"),
            Self::Remove => t!("composer-slash-remove"),
            Self::Ban => t!("composer-slash-ban"),
            Self::Unban => t!("composer-slash-unban"),
            Self::Op => t!("composer-slash-op"),
            Self::Deop => t!("composer-slash-deop"),
            Self::Ignore => t!("composer-slash-ignore"),
            Self::Unignore => t!("composer-slash-unignore"),
            Self::Myroomnick => t!("composer-slash-myroomnick"),
            Self::Jumptodate => t!("composer-slash-jumptodate"),
            Self::Converttodm => t!("composer-slash-converttodm"),
            Self::Converttoroom => t!("composer-slash-converttoroom"),
            Self::Discardsession => t!("composer-slash-discardsession"),
            Self::Upgraderoom => t!("composer-slash-upgraderoom"),
            Self::Roomavatar => t!("composer-slash-roomavatar"),
            Self::Myroomavatar => t!("composer-slash-myroomavatar"),
            Self::Myavatar => t!("composer-slash-myavatar"),
            Self::Verify => t!("composer-slash-verify"),
            Self::Help => t!("composer-slash-help"),
            Self::Devtools => t!("composer-slash-devtools"),
            Self::Rageshake => t!("composer-slash-rageshake"),
        }
    }

    /// How it is typed, with what follows it.
    pub(crate) fn usage(self) -> String {
        let follows = match self {
            Self::Me | Self::Plain | Self::Spoiler | Self::Html | Self::Rainbow | Self::Rainbowme => {
                t!("composer-slash-words")
            }
            Self::Shrug | Self::Tableflip | Self::Unflip | Self::Lenny => t!("composer-slash-maybe-words"),
            Self::Effect(_) | Self::Poll => t!("composer-slash-maybe-words"),
            Self::Join => "#room:server".to_owned(),
            Self::Nick | Self::Myroomnick | Self::Roomname => t!("composer-slash-name"),
            Self::Topic => t!("composer-slash-words"),
            Self::Jumptodate => "2026-01-31".to_owned(),
            Self::Part | Self::Converttodm | Self::Converttoroom | Self::Discardsession => String::new(),
            Self::Help | Self::Devtools | Self::Rageshake => String::new(),
            Self::Upgraderoom => "12".to_owned(),
            Self::Roomavatar | Self::Myroomavatar | Self::Myavatar => "[mxc://server/id]".to_owned(),
            Self::Remove | Self::Ban | Self::Unban => {
                format!("@name:server {}", t!("composer-slash-maybe-reason"))
            }
            Self::Msg => format!("@name:server {}", t!("composer-slash-maybe-words")),
            Self::Op => format!("@name:server {}", t!("composer-slash-maybe-level")),
            Self::Verify => format!("@name:server {}", t!("composer-slash-device")),
            Self::Invite | Self::Whois | Self::Deop | Self::Ignore | Self::Unignore => {
                "@name:server".to_owned()
            }
        };
        format!("/{} {follows}", self.name()).trim_end().to_owned()
    }

    /// The command of this name.
    pub(crate) fn called(word: &str) -> Option<Self> {
        let also = ALSO.iter().find(|(name, _)| *name == word).map(|(_, slash)| *slash);
        Self::ALL.into_iter().find(|slash| slash.name() == word).or(also)
    }

    /// Those that begin with these letters.
    pub(crate) fn beginning(typed: &str) -> impl Iterator<Item = Self> {
        let typed = typed.to_ascii_lowercase();
        Self::ALL.into_iter().filter(move |slash| slash.name().starts_with(&typed))
    }
}

/// The text as it is sent: an effect without words is something one does, for all to read.
pub(crate) fn with_words(text: String) -> String {
    let effect = text
        .trim_end()
        .strip_prefix('/')
        .and_then(|name| Effect::ALL.into_iter().find(|effect| effect.name() == name));
    let Some(effect) = effect else { return text };
    let words = match effect {
        Effect::Confetti => t!("composer-effect-confetti"),
        Effect::Fireworks => t!("composer-effect-fireworks"),
        Effect::Hearts => t!("composer-effect-hearts"),
        Effect::Rainfall => t!("composer-effect-rainfall"),
        Effect::Snowfall => t!("composer-effect-snowfall"),
        Effect::Spaceinvaders => t!("composer-effect-spaceinvaders"),
    };
    format!("/me {words} {}", effect.emoji())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effect_without_words_is_said_in_words() {
        for text in ["/confetti yes", "confetti", "/shrug", "/confettis", ""] {
            assert_eq!(with_words(text.to_owned()), text);
        }
        assert_eq!(with_words("/confetti ".to_owned()), "/me throws confetti 🎉");
        let offered = Slash::ALL.into_iter().filter(|slash| matches!(slash, Slash::Effect(_)));
        assert_eq!(offered.count(), Effect::ALL.len());
    }
}
