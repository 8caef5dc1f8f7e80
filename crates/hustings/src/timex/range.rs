//! Ranges: two dates that share a month or a year, each an expression of its own.
//!
//! Asked by [`super::find`] of every match before and after it gets its value.
//!
//! `from 9 to 11 July` → 9 and 11 July; `April 24 and 25` → April 24 and April 25

use super::element;
use super::grammar::{Action, Match, Reader};
use super::lexicon::Class;
use super::pattern::Caught;

/// Words and marks between the two ends of a range.
const JOINTS: &[&str] = &["to", "and", "or", "through", "until", "till", "-", "—", "&", "/"];

/// Returns the match with the year that the other end of its range has: "July to September 2014".
pub(super) fn share_year(reader: &Reader<'_>, found: &Match) -> Match {
    let caught = &found.caught;
    let is_open = caught.month.is_some() && caught.year.is_none() && caught.rel.is_none();
    if reader.grammar.rules[found.rule].action != Action::Date || !is_open {
        return *found;
    }
    let Some(year) = year_behind(reader, found) else { return *found };
    Match { caught: Caught { year: Some(year), ..*caught }, ..*found }
}

fn year_behind(reader: &Reader<'_>, found: &Match) -> Option<i32> {
    let joint = found.end;
    if !reader.reads_any(joint, JOINTS) {
        return None;
    }
    let mut at = joint + 1;
    let mut is_date = false;
    for _ in 0..2 {
        if reader.is(at, Class::Month) {
            at += 1;
            is_date = true;
        } else if let Some((end, _)) = element::day(reader, at) {
            at = end;
            is_date |= found.caught.day.is_some();
        }
    }
    at += usize::from(reader.reads(at, &[","]));
    let (_, year) = element::year(reader, at).filter(|_| is_date)?;
    Some(year)
}

/// Returns the day in front of a match that takes its month from it: "9" of "9 to 11 July".
pub(super) fn before(reader: &Reader<'_>, found: &Match, from: usize) -> Option<Match> {
    let caught = &found.caught;
    let starts_with_day = reader.piece(found.start)?.digits > 0;
    if caught.day.is_none() || caught.month.is_none() || caught.clock.is_some() || !starts_with_day {
        return None;
    }
    let joint = found.start.checked_sub(1).filter(|&joint| reader.reads_any(joint, JOINTS))?;
    let start = joint.checked_sub(1).filter(|&start| start >= from)?;
    let (end, day) =
        element::day(reader, start).filter(|_| reader.piece(start).is_some_and(|p| p.digits > 0))?;
    let caught = Caught { day: Some(day), weekday: None, ..*caught };
    (end == joint).then_some(Match { rule: found.rule, start, end, caught })
}

/// Returns the day behind a match that takes its month from it: "25" of "April 24 and 25".
pub(super) fn after(reader: &Reader<'_>, found: &Match) -> Option<Match> {
    let caught = &found.caught;
    let ends_with_day = reader.piece(found.end.checked_sub(1)?)?.digits > 0;
    let is_day = caught.day.is_some() && caught.month.is_some() && caught.clock.is_none();
    if !is_day || !ends_with_day || !reader.reads_any(found.end, JOINTS) {
        return None;
    }
    let (end, day) = element::day(reader, found.end + 1)?;
    let is_number = reader.piece(found.end + 1)?.digits > 0;
    let goes_on = reader.is(end, Class::Month)
        || reader.is(end, Class::Units)
        || reader.is(end, Class::AmPm)
        || reader.reads_any(end, &["percent", "%", "-"])
        || reader.piece(end).is_some_and(|next| next.is_glued && next.digits > 0);
    if !is_number || goes_on {
        return None;
    }
    let comma = usize::from(reader.reads(end, &[","]));
    let end = match element::year(reader, end + comma) {
        Some((after, _)) if caught.year.is_some() => after,
        _ => end,
    };
    let caught = Caught { day: Some(day), weekday: None, ..*caught };
    Some(Match { rule: found.rule, start: found.end + 1, end, caught })
}
