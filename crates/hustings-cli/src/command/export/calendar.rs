//! Events as entries of an iCalendar file.

use hustings::date::Precision;
use hustings::race::EventStatus;
use hustings::record::icalendar::{escaped, folded};
use hustings::record::{Edition, Fact, Row};

/// Returns the calendar entry of an event that has a day; nothing for other rows.
pub fn entry(edition: &Edition, row: &Row) -> String {
    let Fact::Event { what, location, status, .. } = &row.fact else { return String::new() };
    let Some(day) = row.clocks.holds_from.filter(|date| date.precision() == Precision::Day) else {
        return String::new();
    };
    let stamp: String = edition.first_seen.chars().filter(|char| !matches!(char, '-' | ':')).collect();
    let status = match status {
        EventStatus::Scheduled | EventStatus::Moved => "TENTATIVE",
        EventStatus::Held => "CONFIRMED",
        EventStatus::Dropped => "CANCELLED",
    };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@hustings", row.id),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", day.value().replace('-', "")),
        format!("SUMMARY:{}", escaped(what)),
        format!("STATUS:{status}"),
    ];
    lines.extend(location.as_ref().map(|place| format!("LOCATION:{}", escaped(place))));
    lines.extend(edition.url.as_ref().map(|url| format!("URL:{}", escaped(url))));
    lines.push("END:VEVENT".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}
