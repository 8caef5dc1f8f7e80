//! Durations and sets: how long, and how often.
//!
//! Part of [`super::resolve`].
//!
//! `two and a half hours` → DURATION PT2.5H; `every Monday` → SET XXXX-WXX-1

use super::TimexKind;
use super::element::OPEN;
use super::grammar::{Match, Reader};
use super::lexicon::Class;
use super::moment::add;
use super::resolve::Meaning;
use crate::date::Interval;
use jiff::civil::Date;

/// The units in the TIMEX3 value, with the factor that some are told by.
const UNITS: [(&str, i32); 13] = [
    ("S", 1),
    ("M", 1),
    ("H", 1),
    ("D", 1),
    ("W", 1),
    ("WE", 1),
    ("M", 1),
    ("Q", 1),
    ("Y", 1),
    ("Y", 10),
    ("C", 1),
    ("L", 1),
    ("W", 2),
];

/// Returns how long something takes.
pub(super) fn duration(reader: &Reader<'_>, found: &Match) -> Option<Meaning> {
    let caught = &found.caught;
    let is_plural = reader.is(found.end - 1, Class::Units);
    let amount = caught.amount.unwrap_or(if is_plural { OPEN } else { 10 });
    let is_some_day = reader.reads(found.start, &["one", "day"]) && found.end == found.start + 2;
    if is_some_day && (found.start.saturating_sub(3)..found.start).any(|i| reader.is(i, Class::Future)) {
        return Some(Meaning::bare(TimexKind::Date, "FUTURE_REF"));
    }
    if caught.amount == Some(10) && is_rate(reader, found) {
        return Some(Meaning::bare(TimexKind::Set, length(10, caught.unit?)?));
    }
    // "The year-earlier nine months": the unit that stands last is the one that is counted.
    let unit = if caught.second_amount.is_none() { caught.second_unit.or(caught.unit) } else { caught.unit };
    let is_several = reader.reads_any(found.start, &["several", "few", "multi"]);
    let value = length(if is_several { OPEN } else { amount }, unit?)?;
    let tail = match (caught.second_amount, caught.second_unit) {
        (Some(amount), Some(unit)) => {
            let tail = length(amount, unit)?;
            // Hours and smaller follow a T, which the first part may have set.
            let cut = if value.starts_with("PT") && tail.starts_with("PT") { 2 } else { 1 };
            tail[cut..].to_owned()
        }
        _ => String::new(),
    };
    Some(Meaning::bare(TimexKind::Duration, value + &tail))
}

/// Whether "a year" tells how often and not how long: "$500 million a year", "two days a week".
fn is_rate(reader: &Reader<'_>, found: &Match) -> bool {
    let Some(before) = found.start.checked_sub(1) else { return false };
    let is_number =
        reader.piece(before).is_some_and(|piece| piece.digits > 0) || reader.is(before, Class::Scale);
    let is_counted = reader.is(before, Class::Units) || reader.reads_any(before, &["times", "once", "twice"]);
    reader.reads_any(found.start, &["a", "an"]) && found.end == found.start + 2 && (is_number || is_counted)
}

/// Returns the value of an amount in tenths: `P3Y`, `PT2.5H`, `PXM`.
fn length(amount: i32, unit: i32) -> Option<String> {
    let (letter, factor) = UNITS[usize::try_from(unit).ok()?];
    let time = if unit < 3 { "T" } else { "" };
    if amount == OPEN {
        let letter = if unit == 9 { "E" } else { letter };
        return Some(format!("P{time}X{letter}"));
    }
    let amount = amount.checked_mul(factor)?;
    let (half, minutes_of_hour) = (amount % 10 != 0, unit == 2 && amount == 5);
    Some(match () {
        () if minutes_of_hour => "PT30M".to_owned(),
        () if amount == 5 && unit == 8 => "P6M".to_owned(),
        () if half => format!("P{time}{}.{}{letter}", amount / 10, amount % 10),
        () => format!("P{time}{}{letter}", amount / 10),
    })
}

/// Returns a length of time that the words leave open.
pub(super) fn open(unit: i32) -> Meaning {
    Meaning::bare(TimexKind::Duration, length(OPEN, unit).unwrap_or_else(|| "PX".to_owned()))
}

/// Returns "the last two weeks": a duration that ends or begins with the day of writing.
pub(super) fn reach(reader: &Reader<'_>, found: &Match, day: Option<Date>) -> Option<Meaning> {
    let caught = &found.caught;
    let mut meaning = duration(reader, found)?;
    let by = caught.rel.or(caught.told).unwrap_or(0).signum();
    let amount = caught.amount.filter(|&amount| amount != OPEN && caught.rel.is_some());
    if let (Some(day), Some(amount)) = (day, amount) {
        let other = add(day, caught.unit?, by.checked_mul(amount / 10 + 1)?)?;
        meaning.interval = Some(Interval { first: day.min(other), last: day.max(other) });
    }
    Some(meaning)
}

/// Returns how often something comes again.
pub(super) fn set(reader: &Reader<'_>, found: &Match) -> Option<Meaning> {
    let caught = &found.caught;
    let value = match (caught.weekday, caught.month, caught.season, caught.part) {
        (Some(weekday), ..) => format!("XXXX-WXX-{weekday}"),
        (_, Some(month), ..) => format!("XXXX-{month:02}"),
        (_, _, Some(season), _) => {
            format!("XXXX-{}", ["WI", "SP", "SU", "FA"][usize::try_from(season / 3 % 4).ok()?])
        }
        (_, _, _, Some(part)) => {
            format!("XXXX-XX-XXT{}", ["MO", "MI", "AF", "EV", "NI", "DT"][usize::try_from(part).ok()?])
        }
        _ => {
            let is_other = (found.start..found.end).any(|i| reader.reads(i, &["other"]));
            let is_every = reader.reads_any(found.start, &["every", "each"]);
            let amount = caught.amount.filter(|_| is_every).unwrap_or(if is_other { 20 } else { 10 });
            length(amount, caught.unit?)?
        }
    };
    Some(Meaning::bare(TimexKind::Set, value))
}
