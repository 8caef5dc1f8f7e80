//! Dates and statuses in the words that people use.
//!
//! The terminal pages and the web pages print through these; JSON never does.
//!
//! `2023-11-14` → 14 November 2023; `ruled_out` → ruled out

use crate::date::{PartialDate, Precision};
use crate::race::CandidacyStatus;
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the name of a month of the year, one to twelve.
pub fn month(day: Date) -> &'static str {
    MONTHS[usize::from(day.month().unsigned_abs()) - 1]
}

/// Returns a day in words.
pub fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// Returns the date as precisely as it is known: `14 November 2023`, `July 2023`, `about 1 November 2023`.
pub fn date(date: PartialDate) -> String {
    let first = date.first();
    match date.precision() {
        Precision::Year => first.year().to_string(),
        Precision::Month => format!("{} {}", month(first), first.year()),
        Precision::Day => day(first),
        Precision::About => format!("about {}", day(first)),
    }
}

/// Returns the status in words.
pub fn status(status: CandidacyStatus) -> &'static str {
    match status {
        CandidacyStatus::Speculated => "named by others",
        CandidacyStatus::Interested => "interested",
        CandidacyStatus::Available => "available",
        CandidacyStatus::Declared => "declared",
        CandidacyStatus::Nominated => "nominated",
        CandidacyStatus::RuledOut => "ruled out",
        CandidacyStatus::Withdrew => "withdrew",
        CandidacyStatus::Eliminated => "eliminated",
        CandidacyStatus::Selected => "selected",
    }
}

/// The steps of the ladder, from below.
pub const LADDER: [CandidacyStatus; 6] = [
    CandidacyStatus::Speculated,
    CandidacyStatus::Interested,
    CandidacyStatus::Available,
    CandidacyStatus::Declared,
    CandidacyStatus::Nominated,
    CandidacyStatus::Selected,
];

/// Returns how many steps of the ladder a status has climbed; none of one who is out.
pub fn steps(status: CandidacyStatus) -> usize {
    LADDER.iter().position(|step| *step == status).map_or(0, |at| at + 1)
}

/// Returns the words without line breaks and runs of white space.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
