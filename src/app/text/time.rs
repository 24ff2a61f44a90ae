//! Times in words, in the person's language and time zone. All take milliseconds since 1970.

use leptos::prelude::untrack;

use super::intl;
use crate::{
    platform,
    settings::{self, Hours},
};

const DAY: f64 = 86_400_000.0;

#[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit a double for 285,000 years")]
fn double(milliseconds: u64) -> f64 {
    milliseconds as f64
}

/// A name for formats that count hours so, and the option of `Intl.DateTimeFormat` that makes them.
fn counting(
    hours: Hours,
    [as_system, to_twelve, to_twenty_four]: [&'static str; 3],
) -> (&'static str, Option<(&'static str, &'static str)>) {
    match hours {
        Hours::System => (as_system, None),
        Hours::Twelve => (to_twelve, Some(("hourCycle", "h12"))),
        Hours::TwentyFour => (to_twenty_four, Some(("hourCycle", "h23"))),
    }
}

/// Formats with hours, counted as the person wants it.
fn with_hours(
    names: [&'static str; 3],
    options: [(&'static str, &'static str); 2],
    milliseconds: u64,
) -> String {
    let (name, cycle) = counting(settings::here().hours.get(), names);
    let options: Vec<_> = options.into_iter().chain(cycle).collect();
    intl::date(name, &options, double(milliseconds))
}

/// "10:42".
pub fn clock(milliseconds: u64) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        let minutes = milliseconds / 60_000;
        return format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    }
    let names = ["clock", "clock-12", "clock-24"];
    // "9:05" of twelve, "09:05" of twenty-four.
    let hour = if settings::here().hours.get() == Hours::TwentyFour { "2-digit" } else { "numeric" };
    with_hours(names, [("hour", hour), ("minute", "2-digit")], milliseconds)
}

/// Has the browser make its first format of times, which takes it tens of milliseconds, before rows need it.
pub fn prepare() {
    let _ = untrack(|| clock(0));
}

/// "Today", "Yesterday", "Wednesday" within a week, else "12 March" and with the year if it is another.
pub fn day(milliseconds: u64) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return format!("day {}", milliseconds / 86_400_000);
    }
    let text = match days_ago(double(milliseconds)) {
        days @ (0 | 1) => intl::relative(-f64::from(days), "day"),
        2..=6 => intl::date("weekday", &[("weekday", "long")], double(milliseconds)),
        _ if same_year(double(milliseconds)) => day_of_year(milliseconds),
        _ => date(milliseconds),
    };
    capital(&text)
}

/// For the room list: "10:42" today, "Yesterday", "Wed" within a week, else "12/03/2026".
pub fn relative(milliseconds: u64) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return clock(milliseconds);
    }
    match days_ago(double(milliseconds)) {
        0 => clock(milliseconds),
        1 => capital(&intl::relative(-1.0, "day")),
        2..=6 => intl::date("short-weekday", &[("weekday", "short")], double(milliseconds)),
        _ => intl::date("short-date", &[("dateStyle", "short")], double(milliseconds)),
    }
}

/// "12 March 2026".
pub fn date(milliseconds: u64) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return format!("day {}", milliseconds / 86_400_000);
    }
    intl::date("date", &[("day", "numeric"), ("month", "long"), ("year", "numeric")], double(milliseconds))
}

/// "Thursday, 12 March 2026 at 10:42:07": for tooltips.
pub fn full(milliseconds: u64) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return format!("{} {}", date(milliseconds), clock(milliseconds));
    }
    with_hours(["full", "full-12", "full-24"], [("dateStyle", "full"), ("timeStyle", "medium")], milliseconds)
}

/// "3:07", or "1:02:09" from an hour on: how long something plays.
pub fn duration(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// The day of a moment as the browser's field for days has it: "2026-03-12".
pub fn input_day(milliseconds: u64) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return String::new();
    }
    let date = js_sys::Date::new(&double(milliseconds).into());
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// When a day begins in this time zone, in milliseconds since 1970; the day as [`input_day`] has it.
pub fn midnight(day: &str) -> Option<u64> {
    let mut parts = day.trim().splitn(3, '-');
    let mut part = || parts.next()?.parse::<u32>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=days).contains(&day) {
        return None;
    }
    if cfg!(not(target_arch = "wasm32")) {
        return Some(u64::from(day));
    }
    let date =
        js_sys::Date::new_with_year_month_day(year, i32::try_from(month).ok()? - 1, i32::try_from(day).ok()?);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a day since 1970")]
    let milliseconds = date.get_time().max(0.0) as u64;
    Some(milliseconds)
}

/// The hour and minute of a moment as the browser's field for times has them: "09:05".
pub fn input_hour(milliseconds: u64) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return clock(milliseconds);
    }
    let date = js_sys::Date::new(&double(milliseconds).into());
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The moment of a day, as [`input_day`] has it, and an hour of it, as [`input_hour`] has it; in this time zone, in
/// milliseconds since 1970.
pub fn moment(day: &str, hour: &str) -> Option<u64> {
    let start = midnight(day)?;
    let (hours, minutes) = hour.trim().split_once(':')?;
    // Some browsers write seconds too.
    let minutes = minutes.split(':').next()?;
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    if cfg!(not(target_arch = "wasm32")) {
        return Some(start + u64::from(hours * 60 + minutes) * 60_000);
    }
    Some(at_hour(double(start), 0, hours, minutes))
}

/// Nine o'clock so many days from today.
pub fn nine_in(days: u32) -> u64 {
    if cfg!(not(target_arch = "wasm32")) {
        return u64::from(days) * 86_400_000 + 9 * 3_600_000;
    }
    at_hour(platform::wall_clock(), days, 9, 0)
}

/// Days until the next Monday: one to seven.
pub fn days_to_monday() -> u32 {
    if cfg!(not(target_arch = "wasm32")) {
        return 3;
    }
    let today = js_sys::Date::new(&platform::wall_clock().into()).get_day();
    match (8 - today) % 7 {
        0 => 7,
        days => days,
    }
}

/// An hour of the day so many days after a moment. Days may have 23 hours, and 25.
fn at_hour(from: f64, days: u32, hours: u32, minutes: u32) -> u64 {
    let date = same_day(from, hours, minutes);
    date.set_date(date.get_date() + days);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a moment since 1970")]
    let milliseconds = date.get_time().max(0.0) as u64;
    milliseconds
}

/// An hour of the day of a moment.
fn same_day(moment: f64, hours: u32, minutes: u32) -> js_sys::Date {
    let date = js_sys::Date::new(&moment.into());
    date.set_hours(hours);
    date.set_minutes(minutes);
    date.set_seconds(0);
    date.set_milliseconds(0);
    date
}

/// "Mon, 12 March, 09:00": a moment to come.
pub fn planned(milliseconds: u64) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return format!("{} {}", date(milliseconds), clock(milliseconds));
    }
    format!("{}, {}", day_of_year(milliseconds), clock(milliseconds))
}

/// "Mon, 12 March".
fn day_of_year(milliseconds: u64) -> String {
    let options = [("weekday", "short"), ("day", "numeric"), ("month", "long")];
    intl::date("day", &options, double(milliseconds))
}

/// Midnights of this time zone between then and now; 0 for the future too.
fn days_ago(milliseconds: f64) -> u32 {
    let midnight = |time: f64| same_day(time, 0, 0).get_time();
    let days = (midnight(platform::wall_clock()) - midnight(milliseconds)) / DAY;
    // Days of 23 and 25 hours are rounded away.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the type's range")]
    let days = days.round().clamp(0.0, f64::from(u32::MAX)) as u32;
    days
}

fn same_year(milliseconds: f64) -> bool {
    let year = |time: f64| js_sys::Date::new(&time.into()).get_full_year();
    year(milliseconds) == year(platform::wall_clock())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{Hours, counting};

    #[test]
    fn hours_are_counted_as_the_person_wants_it() {
        let names = ["a", "b", "c"];
        assert_eq!(counting(Hours::System, names), ("a", None), "as the region has it");
        assert_eq!(counting(Hours::Twelve, names), ("b", Some(("hourCycle", "h12"))));
        assert_eq!(counting(Hours::TwentyFour, names), ("c", Some(("hourCycle", "h23"))));
    }
}
