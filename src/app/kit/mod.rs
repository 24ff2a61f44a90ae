//! The kit: components that know no Matrix. Their looks are in `style/kit/`, their markup in `docs/gallery.html`.
//!
//! The kit holds no English: every text comes in as a property. It imports nothing of ours.

pub mod alert;
pub mod avatar;
pub mod badge;
pub mod button;
mod dialog;
pub mod icon;
pub mod list_nav;
pub mod menu;
pub mod place;
pub mod popover;
pub mod progress_bar;
pub mod segments;
pub mod spinner;
pub mod switch;
pub mod tabs;
pub mod text_field;
pub mod toast;
pub mod toolbar;
pub mod tooltip;
pub mod unique;
pub mod visually_hidden;
pub mod waveform;
pub mod window;
pub mod window_list;

pub use alert::{Alert, Tone};
pub use avatar::{Avatar, AvatarShape, AvatarSize, hue_of};
pub use badge::{Badge, BadgeKind};
pub use button::{Button, ButtonKind, ButtonSize, ButtonVariant, IconButton};
pub use dialog::{Dialog, DialogSize, Modal};
pub use icon::{Icon, IconSize, set_sprite_url, sprite_url};
pub use menu::{MenuButton, MenuItem, MenuPanel, MenuSeparator};
pub use popover::Popover;
pub use progress_bar::ProgressBar;
pub use segments::Segments;
pub use spinner::{Spinner, SpinnerSize};
pub use switch::Switch;
pub use tabs::{Tab, Tabs};
pub use text_field::{InputKind, TextField};
pub use toast::{Toast, ToastAction, ToastRegion, Toasts};
pub use toolbar::{ToggleButton, Toolbar};
pub use tooltip::TooltipLayer;
pub use unique::unique_id;
pub use visually_hidden::VisuallyHidden;
pub use waveform::{SeekBar, Waveform};
pub use window_list::{RowPlace, WindowList};
