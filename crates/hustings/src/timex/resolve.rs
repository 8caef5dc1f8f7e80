//! Values: what an expression means when it is read on a given day, after the dates told before it.
//!
//! [`super::grammar`] found it; the calendar is in [`super::moment`], the choice among years in [`super::pick`].
//!
//! `two weeks ago` on 2023-11-15 → DATE 2023-11-01, about; `in July` → DATE 2023-07

use super::element::OPEN;
use super::grammar::{Action, Match, Reader};
use super::moment::{Grain, Moment, add};
use super::pick;
use super::tense::Direction;
use super::{Modifier, TimexKind};
use crate::date::{Interval, PartialDate, Precision};
use jiff::civil::{Date, Weekday};

/// The days that words are reckoned from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reference {
    /// When the article was written, as far as it is known.
    pub(super) written: Option<PartialDate>,
    /// The date last told.
    pub(super) told: Option<Moment>,
    /// The day or week last told, while it is near.
    pub(super) fine: Option<Moment>,
    /// Whether a report of a quarter has gone on to half a year or more.
    pub(super) is_longer: bool,
    /// The quarter last told, while its report goes on.
    pub(super) quarter: Option<Moment>,
    /// Which way the words around look.
    pub(super) direction: Direction,
    /// Whether the words that look there are close.
    pub(super) is_close: bool,
}

impl Reference {
    fn day(&self) -> Option<Date> {
        self.written.map(PartialDate::first)
    }

    /// Returns the first day of what was last told, or the day of writing; nothing where all that was told is
    /// coarser than the grain: two weeks after a month are no day.
    pub(super) fn told_day(&self, grain: Grain) -> Option<Date> {
        let Some(told) = self.told else { return self.day() };
        let fine = [Some(told), self.fine].into_iter().flatten().find(|moment| moment.grain <= grain);
        fine.map(Moment::first)
    }

    /// Returns the quarter that a report tells of, while it tells of nothing longer.
    pub(super) fn quarter_told(&self) -> Option<Moment> {
        self.quarter.filter(|_| !self.is_longer)
    }

    /// Whether the day lies where close words look, read on `day`.
    pub(super) fn is_ahead_or_behind(&self, day: Date, candidate: Date) -> bool {
        match self.direction {
            Direction::Back if self.is_close => candidate <= day,
            Direction::Ahead if self.is_close => candidate >= day,
            _ => true,
        }
    }

    /// Whether the time of writing is known as precisely as the grain asks for.
    fn allows(&self, grain: Grain) -> bool {
        match self.written.map(PartialDate::precision) {
            None => false,
            Some(Precision::Day | Precision::About) => true,
            Some(Precision::Month) => grain >= Grain::Month,
            Some(Precision::Year) => grain >= Grain::Year,
        }
    }
}

/// What an expression means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) kind: TimexKind,
    pub(super) value: String,
    pub(super) modifier: Option<Modifier>,
    pub(super) interval: Option<Interval>,
    pub(super) date: Option<PartialDate>,
    /// The piece of the calendar, for the expressions that follow.
    pub(super) moment: Option<Moment>,
}

impl Meaning {
    /// Returns a value that gives no day.
    pub(super) fn bare(kind: TimexKind, value: impl Into<String>) -> Self {
        Self { kind, value: value.into(), modifier: None, interval: None, date: None, moment: None }
    }

    /// Returns a piece of the calendar.
    fn of(moment: Moment) -> Self {
        Self {
            interval: Some(moment.interval()),
            date: moment.date(),
            moment: Some(moment),
            ..Self::bare(TimexKind::Date, moment.value())
        }
    }

    /// Returns a time of a day: `T` and the hour, or the part of the day.
    fn at(self, time: &str) -> Self {
        let value = format!("{}T{time}", self.value);
        Self { kind: TimexKind::Time, value, ..self }
    }
}

/// The parts of the day in the TIMEX3 value.
const PARTS: [&str; 6] = ["MO", "MI", "AF", "EV", "NI", "DT"];

/// Returns what the match means, or nothing where it can mean nothing.
pub(super) fn resolve(reader: &Reader<'_>, found: &Match, from: &Reference) -> Option<Meaning> {
    let rule = &reader.grammar.rules[found.rule];
    let caught = &found.caught;
    let vague = |value: &str| Some(Meaning::bare(TimexKind::Date, value));
    match rule.action {
        Action::Date | Action::Dotted | Action::YearSpan | Action::Fiscal => {
            super::calendar::date(reader, found, from)
        }
        Action::Season | Action::Quarter | Action::Half | Action::YearAgo | Action::Period => {
            super::calendar::part_of_year(reader, found, from)
        }
        Action::Decade | Action::Century | Action::LastDecade => decade(rule.action, found, from),
        Action::Rel => step(reader, found, from),
        Action::Told => told(reader, found, from),
        Action::Day | Action::DayOff | Action::Time => time(reader, found, from),
        Action::WeekOf => week_of(found, from),
        Action::Weekend => weekend(found, from),
        Action::Holiday => holiday(reader, found, from),
        Action::YearEnd => year_end(from),
        // A report of a quarter compares with that quarter "a year ago".
        Action::Ago | Action::Earlier if from.quarter_told().is_some() && is_one_year(found) => {
            from.quarter.and_then(|quarter| quarter.step_years(-1)).map(Meaning::of)
        }
        // Behind "in the nine months" it compares with the year before.
        Action::Ago | Action::Earlier if from.quarter.is_some() && is_one_year(found) => {
            super::calendar::year_ago(from)
        }
        Action::Ago => shifted(found, from.day(), -1),
        Action::Hence => shifted(found, from.day(), 1),
        Action::Earlier => shifted(found, from.told_day(grain_of(found)), -1),
        Action::Later => shifted(found, from.told_day(grain_of(found)), 1),
        Action::Duration => super::duration::duration(reader, found),
        Action::Reach => super::duration::reach(reader, found, from.day()),
        Action::VagueDuration => Some(super::duration::open(caught.unit.unwrap_or(6))),
        Action::Set => super::duration::set(reader, found),
        Action::Adverb => Some(Meaning::bare(TimexKind::Set, rule.fixed.as_str())),
        Action::Present => vague("PRESENT_REF"),
        Action::Past => vague("PAST_REF"),
        Action::Future => vague("FUTURE_REF"),
    }
}

fn is_one_year(found: &Match) -> bool {
    found.caught.unit == Some(8) && found.caught.amount == Some(10)
}

/// Returns the moment as a meaning, or a value with its open places where the day of writing is not known.
pub(super) fn known(moment: Option<Moment>, from: &Reference, open: &str) -> Option<Meaning> {
    match moment {
        Some(moment) if from.allows(moment.grain) => Some(Meaning::of(moment)),
        _ => Some(Meaning::bare(TimexKind::Date, open)),
    }
}

/// Returns a moment that does not depend on the day of writing.
pub(super) fn fixed(moment: Option<Moment>) -> Option<Meaning> {
    moment.map(Meaning::of)
}

fn decade(action: Action, found: &Match, from: &Reference) -> Option<Meaning> {
    let caught = &found.caught;
    let moment = match action {
        Action::Century => {
            let first = (caught.ordinal? - 1).checked_mul(100)?.checked_add(1)?;
            Moment::of_year(first).map(|year| Moment::around(year.first(), Grain::Century))
        }
        Action::LastDecade => {
            let this = Moment::around(from.day()?, Grain::Decade);
            this.step(caught.rel.unwrap_or(0))
        }
        _ => {
            let year = match (caught.decade, caught.digits[0]) {
                (Some(decade), _) if decade >= 100 => decade,
                (Some(two), _) | (None, Some(two)) if two % 10 == 0 => {
                    1900 + if two < 20 { two + 100 } else { two }
                }
                _ => return None,
            };
            Moment::of_year(year).map(|year| Moment::around(year.first(), Grain::Decade))
        }
    };
    fixed(moment)
}

/// Returns "last week", "next year", "the following month".
fn step(reader: &Reader<'_>, found: &Match, from: &Reference) -> Option<Meaning> {
    let caught = &found.caught;
    let unit = caught.unit?;
    let Some(grain) = Grain::of_unit(unit) else {
        let caught = super::pattern::Caught { amount: Some(10), ..*caught };
        return super::duration::duration(reader, &Match { caught, ..*found });
    };
    let (day, by) = match (caught.rel, caught.told) {
        (_, Some(by)) => (from.told_day(grain), by),
        (by, None) => (from.day(), by.unwrap_or(0)),
    };
    // On a Sunday the week that ends is "last week" already.
    let has_ended =
        grain == Grain::Week && by == -1 && day.is_some_and(|day| day.weekday() == Weekday::Sunday);
    let moment = day.and_then(|day| Moment::around(day, grain).step(if has_ended { 0 } else { by }));
    let mut meaning = known(
        moment,
        from,
        ["PAST_REF", "PRESENT_REF", "FUTURE_REF"][usize::try_from(by.signum() + 1).ok()?],
    )?;
    if let Some(days) = meaning.interval.as_mut().filter(|_| has_ended) {
        // For others it is still the one before.
        days.first = add(days.first, 4, -1)?;
    }
    Some(meaning)
}

/// Returns "that day", "the week", "the quarter": the piece of the calendar that the date last told lies in.
fn told(reader: &Reader<'_>, found: &Match, from: &Reference) -> Option<Meaning> {
    let caught = &found.caught;
    if let Some(part) = caught.part {
        let day = from.told_day(Grain::Day).map(|day| Moment::around(day, Grain::Day));
        return Some(known(day, from, "XXXX-XX-XX")?.at(PARTS[usize::try_from(part).ok()?]));
    }
    let unit = caught.unit.unwrap_or(7);
    if reader.reads_any(found.end, &["ended", "ending"]) && unit != 7 {
        let caught = super::pattern::Caught { amount: Some(10), ..*caught };
        return super::duration::duration(reader, &Match { caught, ..*found });
    }
    let grain = Grain::of_unit(unit)?;
    if let Some(quarter) = from.quarter.filter(|_| grain == Grain::Quarter) {
        return Some(Meaning::of(quarter));
    }
    let is_pointing = reader.reads_any(found.start, &["that", "same"]) || caught.told.is_some();
    if reader.reads_any(found.start + 1, &["latest"]) || reader.reads(found.start, &["latest"]) {
        // The latest quarter is the last one that has ended.
        return known(from.day().and_then(|day| Moment::around(day, grain).step(-1)), from, "PAST_REF");
    }
    let day = if is_pointing { from.told_day(grain) } else { from.day() };
    known(day.map(|day| Moment::around(day, grain)), from, "PRESENT_REF")
}

/// Returns a day or a time of day: "yesterday", "Tuesday night", "10 p.m. Wednesday".
fn time(reader: &Reader<'_>, found: &Match, from: &Reference) -> Option<Meaning> {
    let caught = &found.caught;
    let day = day_of(reader, found, from);
    let is_dated = caught.month.is_some() && caught.year.is_some();
    let day = if is_dated { fixed(day) } else { known(day, from, "XXXX-XX-XX") }?;
    let hour = caught
        .amount
        .map(|tenths| tenths / 10)
        .filter(|hour| caught.part.is_some() && (1..=12).contains(hour));
    if let Some(minutes) = caught.clock.or(hour.map(|hour| hour * 60)) {
        // "9 o'clock this evening" is 21:00.
        let is_late = matches!(caught.part, Some(2..=4)) && (60..12 * 60).contains(&minutes);
        let minutes = if is_late { minutes + 12 * 60 } else { minutes };
        return Some(day.at(&format!("{:02}:{:02}", minutes / 60, minutes % 60)));
    }
    let is_night = reader.reads_any(found.start, &["tonight", "overnight"]);
    let part = if is_night { Some(4) } else { caught.part };
    match part {
        Some(part) => Some(day.at(PARTS[usize::try_from(part).ok()?])),
        None => Some(day),
    }
}

/// Returns "the week of March 6".
fn week_of(found: &Match, from: &Reference) -> Option<Meaning> {
    let week = super::calendar::moment(found, from).map(|day| Moment::around(day.first(), Grain::Week));
    if found.caught.year.is_some() { fixed(week) } else { known(week, from, "XXXX-WXX") }
}

fn day_of(reader: &Reader<'_>, found: &Match, from: &Reference) -> Option<Moment> {
    let caught = &found.caught;
    let today = from.day();
    let by_days = |by: i32| Some(Moment::around(add(today?, 3, by)?, Grain::Day));
    if reader.grammar.rules[found.rule].action == Action::DayOff {
        return by_days(if reader.reads(found.end - 1, &["yesterday"]) { -2 } else { 2 });
    }
    if caught.month.is_some() || caught.weekday.is_some() {
        return super::calendar::moment(found, from);
    }
    if let Some(by) = caught.deictic {
        return by_days(by);
    }
    if reader.reads(found.start, &["overnight"]) {
        return by_days(-1);
    }
    match caught.rel {
        Some(by) => by_days(by),
        None if reader.reads(found.start, &["tonight"]) => by_days(0),
        None => {
            let told = from.told.filter(|told| told.grain == Grain::Day);
            told.or(by_days(0))
        }
    }
}

fn weekend(found: &Match, from: &Reference) -> Option<Meaning> {
    let caught = &found.caught;
    let moment = match (caught.rel, caught.told) {
        (_, Some(by)) => {
            from.told_day(Grain::Weekend).and_then(|day| Moment::around(day, Grain::Weekend).step(by))
        }
        (Some(by), None) => from.day().and_then(|day| Moment::around(day, Grain::Weekend).step(by)),
        (None, None) => from.day().and_then(|day| {
            let this = Moment::around(day, Grain::Weekend);
            let is_past = from.direction != Direction::Ahead && this.first() > day;
            if is_past { this.step(-1) } else { Some(this) }
        }),
    };
    known(moment, from, "XXXX-WXX-WE")
}

fn holiday(reader: &Reader<'_>, found: &Match, from: &Reference) -> Option<Meaning> {
    let caught = &found.caught;
    let holidays = &reader.grammar.holidays;
    let name = usize::try_from(caught.holiday?).ok()?;
    let in_year = |year: i16| Some(Moment::around(holidays.in_year(name, year)?, Grain::Day));
    if let Some(year) = caught.year {
        return fixed(in_year(i16::try_from(year).ok()?));
    }
    if let (Some(8), Some(by), Some(day)) = (caught.unit, caught.rel, from.day()) {
        return known(in_year(day.year().checked_add(i16::try_from(by).ok()?)?), from, "XXXX-XX-XX");
    }
    let (every, first) = holidays.cycle(name);
    let in_cycle = |year: i16| if year.rem_euclid(every) == first { in_year(year) } else { None };
    let direction = match caught.rel {
        Some(-1) => Direction::Back,
        Some(1) => Direction::Ahead,
        _ => from.direction,
    };
    let moment = from.day().and_then(|day| {
        let on_side = |moment: &Moment| {
            let is_close = from.is_ahead_or_behind(day, moment.first());
            is_close && super::calendar::is_on_side(found, day, moment.first())
        };
        pick::yearly(day, direction, |year| in_cycle(year).filter(on_side))
    });
    known(moment, from, "XXXX-XX-XX")
}

fn year_end(from: &Reference) -> Option<Meaning> {
    let moment =
        from.day().and_then(|day| pick::yearly(day, from.direction, |year| Moment::of_day(year, 12, 31)));
    known(moment, from, "XXXX-12-31")
}

/// Returns "two weeks ago", "a year earlier", "three days later".
fn shifted(found: &Match, day: Option<Date>, sign: i32) -> Option<Meaning> {
    let caught = &found.caught;
    let vague = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
    let (Some(amount), Some(unit)) = (caught.amount, caught.unit) else {
        return Some(Meaning::bare(TimexKind::Date, vague));
    };
    let is_open = amount == OPEN || unit < 3;
    let (Some(day), false) = (day, is_open) else {
        return Some(Meaning::bare(TimexKind::Date, vague));
    };
    let count = amount / 10;
    let moved = add(day, unit, sign * count)?;
    let grain = grain_of(found);
    let mut meaning = Meaning::of(Moment::around(moved, grain));
    meaning.interval = Some(around(day, unit, sign * count, meaning.interval?));
    // Two or three days are counted, two weeks are not.
    let is_counted = unit == 3 && count < 7;
    if !is_counted {
        meaning.date = meaning.date.map(PartialDate::loosened);
    }
    Some(meaning)
}

/// Returns the grain of so many units away: a month for months, a day for days and weeks.
fn grain_of(found: &Match) -> Grain {
    match found.caught.unit {
        Some(6) => Grain::Month,
        Some(7) => Grain::Quarter,
        Some(8..=11) => Grain::Year,
        _ => Grain::Day,
    }
}

/// Returns the days that so many units away can mean: half a unit on either side, days of weeks three.
fn around(day: Date, unit: i32, by: i32, at_least: Interval) -> Interval {
    let slack = match unit {
        3 if by.abs() < 7 => 0,
        3 => 2 + by.abs() / 10,
        4 | 12 => 4,
        6 => 20,
        7 => 50,
        8 => 190,
        9 => 1900,
        _ => 19_000,
    };
    let middle = add(day, unit, by).unwrap_or(day);
    let first = add(middle, 3, -slack).unwrap_or(middle).min(at_least.first);
    let last = add(middle, 3, slack).unwrap_or(middle).max(at_least.last);
    Interval { first, last }
}
