//! What several features ask about rooms and do with them: which ones, from which day on, sharing, reporting.

mod copy;
mod date;
mod picker;
mod qr_picture;
mod raw_event;
mod redact_recent;
mod report;
mod save;
mod share;
mod share_into;
mod shared_files;
mod unread;
mod waiting;

pub use self::{
    copy::copier,
    date::DateDialog,
    picker::RoomPicker,
    qr_picture::QrPicture,
    raw_event::{RawDraft, RawEventDialog},
    redact_recent::RedactRecentDialog,
    report::ReportDialog,
    save::{SaveDialog, remove_saved},
    share::ShareDialog,
    share_into::{Handed, ShareIntoDialog},
    unread::{unread_count, unread_kind},
    waiting::{files_waiting, forget_files_waiting, set_files_waiting},
};
