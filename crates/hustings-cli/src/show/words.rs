//! Dates and states in the words that people use.

use hustings::date::{PartialDate, Precision};
use hustings::race::CandidacyStatus;
use hustings::statement::Stance;

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

/// Returns the date as precisely as it is known: `14 November 2023`, `July 2023`, `about 1 November 2023`.
pub fn date(date: PartialDate) -> String {
    let first = date.first();
    let month = MONTHS[usize::from(first.month().unsigned_abs()) - 1];
    match date.precision() {
        Precision::Year => first.year().to_string(),
        Precision::Month => format!("{month} {}", first.year()),
        Precision::Day => format!("{} {month} {}", first.day(), first.year()),
        Precision::About => format!("about {} {month} {}", first.day(), first.year()),
    }
}

/// Returns the words without line breaks and runs of white space.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the steps of the ladder that a status has climbed, or the mark of one who is out.
pub fn ladder(status: CandidacyStatus) -> String {
    let steps = match status {
        CandidacyStatus::Speculated => 1,
        CandidacyStatus::Interested => 2,
        CandidacyStatus::Available => 3,
        CandidacyStatus::Declared => 4,
        CandidacyStatus::Nominated => 5,
        CandidacyStatus::Selected => 6,
        CandidacyStatus::RuledOut | CandidacyStatus::Withdrew | CandidacyStatus::Eliminated => 0,
    };
    if steps == 0 { "✕     ".to_owned() } else { "▰".repeat(steps) + &"▱".repeat(6 - steps) }
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

/// Returns the stance in words.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "supports",
        Stance::Oppose => "opposes",
        Stance::Reservation => "has doubts about",
        Stance::Neutral => "speaks of",
        Stance::SelfDeclare => "is in, says of the own candidacy",
        Stance::SelfRuleOut => "is out, says of the own candidacy",
    }
}

/// Returns `first`, `second`, … for small numbers.
pub fn ordinal(number: u32) -> String {
    let names =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let place = number.checked_sub(1).and_then(|place| names.get(place as usize));
    place.map_or_else(|| format!("{number}th"), |name| (*name).to_owned())
}
