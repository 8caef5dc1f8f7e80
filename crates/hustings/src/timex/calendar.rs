//! Calendar expressions: days, weekdays, months and years with their parts, named or left to the reader.
//!
//! Part of [`super::resolve`].
//!
//! `Friday, Oct. 23` read on 1998-11-21 → 1998-10-23; `the third quarter` on 2023-11-15 → 2023-Q3

use super::grammar::{Action, Match, Reader};
use super::moment::{Grain, Moment, add};
use super::pick;
use super::resolve::{Meaning, Reference, fixed, known};
use super::tense::Direction;
use crate::date::PartialDate;
use jiff::civil::Date;

/// Returns a date with whatever of day, weekday, month and year the words give.
pub(super) fn date(reader: &Reader<'_>, found: &Match, from: &Reference) -> Option<Meaning> {
    let caught = &found.caught;
    let action = reader.grammar.rules[found.rule].action;
    if action == Action::Fiscal {
        if caught.year.is_none() && reader.reads_any(found.end, &["ended", "ending"]) {
            return Some(Meaning::bare(super::TimexKind::Duration, "P1Y"));
        }
        return fiscal(found, from);
    }
    if let ([Some(first), Some(second)], Some(year)) = (caught.digits, caught.year) {
        return numeric(reader, found, (first, second, i16::try_from(year).ok()?));
    }
    if let (Action::YearSpan, Some(year), Some(two)) = (action, caught.year, caught.digits[0]) {
        return year_span(year, two);
    }
    let moment = moment(found, from);
    if caught.year.is_some() || caught.month.is_none() && caught.weekday.is_none() && caught.amount.is_some()
    {
        return fixed(moment);
    }
    known(moment, from, &open_value(found))
}

/// Returns the value with open places of a date that nothing fixes.
fn open_value(found: &Match) -> String {
    let caught = &found.caught;
    match (caught.month, caught.day, caught.weekday) {
        (Some(month), Some(day), _) => format!("XXXX-{month:02}-{day:02}"),
        (Some(month), None, _) => format!("XXXX-{month:02}"),
        (None, _, Some(weekday)) => format!("XXXX-WXX-{weekday}"),
        _ => "XXXX".to_owned(),
    }
}

/// Returns the piece of the calendar that the words give.
pub(super) fn moment(found: &Match, from: &Reference) -> Option<Moment> {
    let caught = &found.caught;
    let day = from.written.map(PartialDate::first);
    match (caught.month, caught.day) {
        (Some(month), Some(of_month)) => {
            let in_year = |year: i16| Moment::of_day(year, month, of_month);
            if let Some(year) = caught.year {
                return in_year(i16::try_from(year).ok()?);
            }
            let fits = |moment: &Moment| {
                let weekday = i32::from(moment.first().weekday().to_monday_one_offset());
                let is_on_side = day.is_none_or(|day| {
                    is_on_side(found, day, moment.first()) && from.is_ahead_or_behind(day, moment.first())
                });
                is_on_side && caught.weekday.is_none_or(|wanted| wanted == weekday)
            };
            let direction = stepped_direction(found, from);
            pick::yearly(day?, direction, |year| in_year(year).filter(fits))
                .or_else(|| pick::yearly(day?, direction, in_year))
        }
        (Some(month), None) => month_of(found, from, month),
        (None, _) => match caught.weekday {
            Some(weekday) => weekday_of(found, from, weekday),
            None => Moment::of_year(caught.year.or(caught.amount.map(|tenths| tenths / 10))?),
        },
    }
}

/// Whether the candidate lies where "last" or "next" puts it.
pub(super) fn is_on_side(found: &Match, day: Date, candidate: Date) -> bool {
    match found.caught.rel {
        Some(-1) => candidate < day,
        Some(1) => candidate > day,
        _ => true,
    }
}

/// Returns the direction that "last" and "next" give, else the tense.
fn stepped_direction(found: &Match, from: &Reference) -> Direction {
    match found.caught.rel.or(found.caught.told) {
        Some(-1) => Direction::Back,
        Some(1) => Direction::Ahead,
        _ => from.direction,
    }
}

fn month_of(found: &Match, from: &Reference, month: i32) -> Option<Moment> {
    let caught = &found.caught;
    let in_year = |year: i16| Moment::of_month(year, month);
    if let Some(year) = caught.year {
        return in_year(i16::try_from(year).ok()?);
    }
    let day = from.written?.first();
    let year = day.year();
    match (caught.rel, caught.unit) {
        (Some(by), Some(8)) => in_year(year.checked_add(i16::try_from(by).ok()?)?),
        (Some(0), _) => in_year(year),
        (Some(-1), _) if i32::from(day.month()) <= month => in_year(year - 1),
        (Some(1), _) if i32::from(day.month()) >= month => in_year(year + 1),
        (Some(_), _) => in_year(year),
        _ => pick::yearly(day, from.direction, in_year),
    }
}

fn weekday_of(found: &Match, from: &Reference, weekday: i32) -> Option<Moment> {
    let caught = &found.caught;
    let day = from.written?.first();
    let picked = match (caught.rel, caught.told, caught.unit) {
        (Some(by), _, Some(4)) => add(Moment::around(day, Grain::Week).step(by)?.first(), 3, weekday - 1),
        (Some(by), ..) => pick::stepped_weekday(day, weekday, by),
        (None, Some(0), _) => pick::stepped_weekday(from.told_day(Grain::Weekend)?, weekday, 0),
        (None, Some(by), _) => strictly(from.told_day(Grain::Weekend)?, weekday, by),
        (None, None, _) => {
            let is_border = from.direction == Direction::Either;
            pick::weekday(day, weekday, if is_border { Direction::Ahead } else { from.direction })
        }
    };
    Some(Moment::around(picked?, Grain::Day))
}

/// Returns the next such weekday before or after the day.
fn strictly(day: Date, weekday: i32, by: i32) -> Option<Date> {
    let direction = if by < 0 { Direction::Back } else { Direction::Ahead };
    pick::weekday(add(day, 3, by.signum())?, weekday, direction)
}

/// Returns `2023-10-09`, `10/09/2023` (month first unless that cannot be) or `9.10.2023` (day first).
fn numeric(reader: &Reader<'_>, found: &Match, parts: (i32, i32, i16)) -> Option<Meaning> {
    let (first, second, year) = parts;
    let starts_with_year = reader.piece(found.start)?.digits == 4;
    let is_day_first = reader.grammar.rules[found.rule].action == Action::Dotted || first > 12;
    let (month, day) = if is_day_first && !starts_with_year { (second, first) } else { (first, second) };
    fixed(Moment::of_day(year, month, day))
}

/// Returns "2014-15": the years from the one to the other.
fn year_span(year: i32, two: i32) -> Option<Meaning> {
    if (year + 1) % 100 != two {
        return None;
    }
    let mut meaning = fixed(Moment::of_year(year))?;
    let last = Moment::of_year(year + 1)?.interval().last;
    meaning.interval = meaning.interval.map(|days| crate::date::Interval { last, ..days });
    meaning.date = None;
    Some(meaning)
}

fn fiscal(found: &Match, from: &Reference) -> Option<Meaning> {
    let caught = &found.caught;
    if let Some(year) = caught.year {
        return fixed(Moment::of_year(year).map(|year| Moment::around(year.first(), Grain::Fiscal)));
    }
    let by = caught.rel.or(caught.told).unwrap_or(0);
    let moment = from.written.and_then(|day| Moment::around(day.first(), Grain::Fiscal).step(by));
    known(moment, from, "XXXX")
}

/// Returns a season, quarter or half.
pub(super) fn part_of_year(reader: &Reader<'_>, found: &Match, from: &Reference) -> Option<Meaning> {
    let caught = &found.caught;
    let action = reader.grammar.rules[found.rule].action;
    let (grain, first) = match action {
        Action::Season => (Grain::Season, caught.season?),
        Action::Half => (Grain::Half, if caught.ordinal == Some(1) { 1 } else { 7 }),
        Action::Quarter | Action::YearAgo => match caught.ordinal.or(caught.digits[0]) {
            Some(quarter @ 1..=4) => (Grain::Quarter, quarter * 3 - 2),
            Some(_) => return None,
            None => return year_ago(from),
        },
        _ => return period(caught.year?, from),
    };
    let in_year = |year: i16| Moment::of_month(year, first).map(|month| Moment::around(month.first(), grain));
    if let Some(year) = caught.year {
        return fixed(in_year(i16::try_from(year).ok()?));
    }
    let Some(day) = from.written.map(PartialDate::first) else {
        return Some(Meaning::bare(super::TimexKind::Date, "XXXX"));
    };
    let by = if action == Action::YearAgo { Some(-1) } else { caught.rel.or(caught.told) };
    let is_of_year = caught.unit == Some(8) || caught.second_unit == Some(8) || action == Action::YearAgo;
    let moment = match by {
        Some(by) if is_of_year => in_year(day.year().checked_add(i16::try_from(by).ok()?)?),
        Some(0) => in_year(day.year()),
        Some(by) => stepped(Moment::around(day, grain), by, in_year),
        None if is_of_year => in_year(day.year()),
        None => begun(day, from.direction, in_year),
    };
    known(moment, from, "XXXX")
}

/// Returns the last or next one that does not hold the day itself.
fn stepped(this: Moment, by: i32, in_year: impl Fn(i16) -> Option<Moment>) -> Option<Moment> {
    let years = [-1, 0, 1].map(|k| in_year(this.first().year() + k));
    let mut others = years.into_iter().flatten();
    if by < 0 {
        others.rfind(|other| other.first() < this.first())
    } else {
        others.find(|other| other.first() > this.first())
    }
}

/// Returns the last one that has begun, or the next one where the words look ahead.
fn begun(day: Date, direction: Direction, in_year: impl Fn(i16) -> Option<Moment>) -> Option<Moment> {
    let years = [-1, 0, 1].map(|k| in_year(day.year() + k));
    let mut candidates = years.into_iter().flatten();
    if direction == Direction::Ahead {
        // Results of a quarter are awaited when it has just ended.
        let awaited = add(day, 3, -120).unwrap_or(day);
        candidates.find(|one| one.interval().last >= if one.grain == Grain::Quarter { awaited } else { day })
    } else {
        candidates.rfind(|one| one.first() <= day)
    }
}

/// Returns "the year-ago quarter": the quarter last told, a year before; the year before without one.
pub(super) fn year_ago(from: &Reference) -> Option<Meaning> {
    if let Some(quarter) = from.quarter_told() {
        return fixed(quarter.step_years(-1));
    }
    let year = from.written.and_then(|day| Moment::around(day.first(), Grain::Year).step(-1));
    known(year, from, "XXXX")
}

/// Returns "the 1989 period": the quarter last told in that year, or the year.
fn period(year: i32, from: &Reference) -> Option<Meaning> {
    let Some(quarter) = from.quarter_told() else { return fixed(Moment::of_year(year)) };
    fixed(quarter.step_years(year - i32::from(quarter.first().year())))
}
