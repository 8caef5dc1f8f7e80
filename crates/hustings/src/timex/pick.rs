//! Picks the one that is meant of the days, months and seasons that come again.
//!
//! [`super::resolve`] asks with what the words leave open; tense decides, and nearness where it is silent.
//!
//! `Jan. 2` read on 1989-11-02 → 1990-01-02; `in July` read in November 2023, looking back → 2023-07

use super::moment::{Grain, Moment};
use super::tense::Direction;
use jiff::civil::{Date, Weekday};

/// Returns the nearest of the yearly candidates that the direction allows.
///
/// A day that the tense would put most of a year away, while another lies within weeks on the other side, is
/// that other one: "the deadline of Jan. 14 was set".
pub(super) fn yearly(
    from: Date,
    direction: Direction,
    in_year: impl Fn(i16) -> Option<Moment>,
) -> Option<Moment> {
    let today = in_year(from.year()).map_or(from, |this| Moment::around(from, this.grain).first());
    let mut best: Option<(i64, Moment)> = None;
    for year in from.year().saturating_sub(4)..=from.year().saturating_add(4) {
        let Some(candidate) = in_year(year) else { continue };
        let days = days_between(today, candidate.first());
        let is_day = candidate.grain == Grain::Day;
        let (costs_back, costs_ahead) = match direction {
            Direction::Back => (10, if is_day { 40 } else { 400 }),
            Direction::Ahead => (if is_day { 80 } else { 120 }, 10),
            // Where nothing tells, the press looks back more often than ahead.
            Direction::Unknown => (10, if is_day { 11 } else { 30 }),
            Direction::Either => (10, 11),
        };
        let cost = if days <= 0 { -days * costs_back } else { days * costs_ahead };
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Returns the days from one day to another.
fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Returns the weekday that is meant: the day itself, or the next one before or after it.
pub(super) fn weekday(from: Date, weekday: i32, direction: Direction) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    if from.weekday() == weekday {
        return Some(from);
    }
    from.nth_weekday(if direction == Direction::Ahead { 1 } else { -1 }, weekday).ok()
}

/// Returns "last Friday", "this Friday" or "next Friday".
pub(super) fn stepped_weekday(from: Date, weekday: i32, step: i32) -> Option<Date> {
    let named = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    if step == 0 {
        let monday = Moment::around(from, Grain::Week).first();
        return super::moment::add(monday, 3, weekday - 1);
    }
    let next = from.nth_weekday(step.signum(), named).ok()?;
    // On a Monday "next Friday" is not the one of the same week.
    let is_same_week = Moment::around(next, Grain::Week) == Moment::around(from, Grain::Week);
    if step > 0 && is_same_week { super::moment::add(next, 4, 1) } else { Some(next) }
}
