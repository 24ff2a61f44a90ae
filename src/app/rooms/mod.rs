//! What several features ask about rooms and do with them: which ones, from which day on, sharing, reporting.

mod copy;
mod date;
mod picker;
mod report;
mod share;

pub use self::{
    copy::copier, date::DateDialog, picker::RoomPicker, report::ReportDialog, share::ShareDialog,
};
