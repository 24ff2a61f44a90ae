//! What the person has set in this browser, beside theme and language: how things look, what is shown, and what
//! others hear of. No views: the dialog is `shell/settings/`.

mod hidden;
mod previews;
mod rooms;
mod setting;
#[cfg(test)]
mod tests;

use std::rc::Rc;

pub use self::{
    hidden::{Hidden, Hideable, hidden_in, show_in},
    previews::{link_previews, refuses_previews, set_link_previews},
    rooms::forget_rooms,
    setting::{Choice, Setting},
};
use crate::platform;

/// How messages stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MessageLayout {
    /// A head with face and name, and what was said below.
    #[default]
    Modern,
    /// Each message in a bubble, one's own at the other side.
    Bubbles,
    /// A line for each: time, name, words.
    Compact,
}

impl Choice for MessageLayout {
    const ALL: &'static [Self] = &[Self::Modern, Self::Bubbles, Self::Compact];

    fn name(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Bubbles => "bubbles",
            Self::Compact => "compact",
        }
    }
}

/// How large everything is, in parts of what the browser is set to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as the person reads them")]
pub enum TextSize {
    Small,
    #[default]
    Normal,
    Large,
    Larger,
    Largest,
}

impl TextSize {
    /// How much larger than normal; the same numbers stand in `style/tokens/type.css`.
    pub fn factor(self) -> f64 {
        match self {
            Self::Small => 0.875,
            Self::Normal => 1.0,
            Self::Large => 1.125,
            Self::Larger => 1.25,
            Self::Largest => 1.5,
        }
    }
}

impl Choice for TextSize {
    const ALL: &'static [Self] = &[Self::Small, Self::Normal, Self::Large, Self::Larger, Self::Largest];

    fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Larger => "larger",
            Self::Largest => "largest",
        }
    }
}

/// How the hours of a day are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Hours {
    /// As in the region that the browser is set to.
    #[default]
    System,
    /// To twelve, twice.
    Twelve,
    /// To twenty-four.
    TwentyFour,
}

impl Choice for Hours {
    const ALL: &'static [Self] = &[Self::System, Self::Twelve, Self::TwentyFour];

    fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Twelve => "12",
            Self::TwentyFour => "24",
        }
    }
}

/// For how long a message can be taken back after it was sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as the person reads them")]
pub enum UndoSend {
    #[default]
    Off,
    Five,
    Ten,
    Twenty,
}

impl UndoSend {
    /// Seconds; none is off.
    pub fn seconds(self) -> u32 {
        match self {
            Self::Off => 0,
            Self::Five => 5,
            Self::Ten => 10,
            Self::Twenty => 20,
        }
    }
}

impl Choice for UndoSend {
    const ALL: &'static [Self] = &[Self::Off, Self::Five, Self::Ten, Self::Twenty];

    fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Five => "5",
            Self::Ten => "10",
            Self::Twenty => "20",
        }
    }
}

/// How large pictures and films stand in a conversation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as the person reads them")]
pub enum PictureSize {
    Small,
    #[default]
    Normal,
    Large,
}

impl Choice for PictureSize {
    const ALL: &'static [Self] = &[Self::Small, Self::Normal, Self::Large];

    fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }
}

/// All of them.
pub struct Settings {
    /// How messages stand (D9).
    pub layout: Setting<MessageLayout>,
    /// How large everything is (M3).
    pub text_size: Setting<TextSize>,
    /// How the hours of a day are counted (D8).
    pub hours: Setting<Hours>,
    /// Whether Enter breaks the line, and Ctrl+Enter sends (E3).
    pub ctrl_enter: Setting<bool>,
    /// For how long a message can be taken back after it was sent (E25).
    pub undo_send: Setting<UndoSend>,
    /// Whether the browser marks what is spelt wrong (E22).
    pub spell_check: Setting<bool>,
    /// Whether marks go around what is selected, and not into its place (E22).
    pub surround: Setting<bool>,
    /// Whether `:)` and the like are sent as emoji (E22).
    pub emoticons: Setting<bool>,
    /// Whether a colon follows a person who is named at the beginning of a message (E22).
    pub mention_colon: Setting<bool>,
    /// Whether one sees the format while writing (E2).
    pub rich_text: Setting<bool>,
    /// Whether timelines leave out who joins and leaves (D11).
    pub hide_joins: Setting<bool>,
    /// Whether timelines leave out who changes name or picture (D11).
    pub hide_profiles: Setting<bool>,
    /// How large pictures and films stand in a conversation (F7).
    pub picture_size: Setting<PictureSize>,
    /// Whether voice messages that follow one another are played one after the other (F5).
    pub play_next: Setting<bool>,
    /// Whether pictures that move do so by themselves (F7).
    pub autoplay: Setting<bool>,
    /// Whether something plays over the conversation when a message asks for it (D36).
    pub effects: Setting<bool>,
    /// Whether what is known of links goes along with them (D28).
    pub send_previews: Setting<bool>,
    /// Whether places are shown on a map without being asked (D34).
    pub show_maps: Setting<bool>,
    /// Whether others see what the account has read (D6).
    pub public_receipts: Setting<bool>,
    /// Whether others see that one writes (D7).
    pub send_typing: Setting<bool>,
    /// Whether one sees that others write (D7).
    pub show_typing: Setting<bool>,
}

impl Settings {
    fn stored() -> Self {
        Self {
            layout: Setting::stored("layout", MessageLayout::default()),
            text_size: Setting::stored("text-size", TextSize::default()),
            hours: Setting::stored("hours", Hours::default()),
            ctrl_enter: Setting::stored("composer.ctrl-enter", false),
            undo_send: Setting::stored("composer.undo-send", UndoSend::default()),
            spell_check: Setting::stored("composer.spell-check", true),
            surround: Setting::stored("composer.surround", false),
            emoticons: Setting::stored("composer.emoticons", false),
            mention_colon: Setting::stored("composer.mention-colon", false),
            rich_text: Setting::stored("composer.rich-text", false),
            hide_joins: Setting::stored("hide-joins", false),
            hide_profiles: Setting::stored("hide-profiles", false),
            picture_size: Setting::stored("picture-size", PictureSize::default()),
            play_next: Setting::stored("play-next", true),
            autoplay: Setting::stored("autoplay", true),
            effects: Setting::stored("effects", true),
            send_previews: Setting::stored("send-previews", false),
            show_maps: Setting::stored("show-maps", false),
            public_receipts: Setting::stored("public-receipts", true),
            send_typing: Setting::stored("send-typing", true),
            show_typing: Setting::stored("show-typing", true),
        }
    }

    fn reread(&self, changed: Option<&str>) {
        self.layout.reread(changed);
        self.text_size.reread(changed);
        self.hours.reread(changed);
        self.picture_size.reread(changed);
        self.undo_send.reread(changed);
        for one in [
            &self.ctrl_enter,
            &self.spell_check,
            &self.surround,
            &self.emoticons,
            &self.mention_colon,
            &self.rich_text,
            &self.hide_joins,
            &self.hide_profiles,
            &self.play_next,
            &self.autoplay,
            &self.effects,
            &self.send_previews,
            &self.show_maps,
            &self.public_receipts,
            &self.send_typing,
            &self.show_typing,
        ] {
            one.reread(changed);
        }
    }
}

thread_local! {
    static HERE: Rc<Settings> = Rc::new(Settings::stored());
}

/// The settings of this browser.
pub fn here() -> Rc<Settings> {
    HERE.with(Rc::clone)
}

/// Shows the page as large as it was set, and follows what other tabs set, for the life of the page.
pub(crate) fn begin() {
    show_size(here().text_size.get_untracked());
    platform::on_window("storage", |event| {
        let changed = platform::changed_setting(&event);
        reread(changed.as_deref());
    });
}

/// Makes everything so large from now on, also after a reload.
pub fn set_text_size(size: TextSize) {
    here().text_size.set(size);
    show_size(size);
}

/// Another tab has changed a setting of this name, or any.
fn reread(changed: Option<&str>) {
    let here = here();
    here.reread(changed);
    rooms::reread(changed);
    show_size(here.text_size.get_untracked());
}

/// Not in percents here, so that the style sheet alone knows them.
fn show_size(size: TextSize) {
    if cfg!(not(target_arch = "wasm32")) {
        return;
    }
    if let Some(root) = platform::document().document_element() {
        let _ = match size {
            TextSize::Normal => root.remove_attribute("data-text-size"),
            other => root.set_attribute("data-text-size", other.name()),
        };
    }
}
