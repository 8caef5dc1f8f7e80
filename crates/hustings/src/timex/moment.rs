//! Moments of the calendar: a first day and a grain, and what follows from them.
//!
//! [`super::resolve`] settles on one; its value, its interval and its date for the record are told here.
//!
//! third quarter of 2023 → `2023-Q3`, from 2023-07-01 to 2023-09-30, for the record the year 2023

use crate::date::{Interval, PartialDate};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// How large a piece of the calendar is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    /// A year of accounts or of study, which need not begin in January.
    Fiscal,
    Decade,
    Century,
}

impl Grain {
    /// Returns the grain of a unit of `timex_words.tsv`, or nothing for hours and smaller.
    pub(super) fn of_unit(unit: i32) -> Option<Self> {
        Some(match unit {
            3 => Self::Day,
            4 => Self::Week,
            5 => Self::Weekend,
            6 => Self::Month,
            7 => Self::Quarter,
            8 => Self::Year,
            9 => Self::Decade,
            10 => Self::Century,
            _ => return None,
        })
    }
}

/// A piece of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    first: Date,
    pub(super) grain: Grain,
}

impl Moment {
    /// Returns the piece of that grain that the day lies in.
    pub(super) fn around(day: Date, grain: Grain) -> Self {
        let (year, month) = (day.year(), day.month());
        let to_monday = i32::from(day.weekday().to_monday_zero_offset());
        let at = |year: i16, month: i8| Date::new(year, month, 1).unwrap_or(day);
        let first = match grain {
            Grain::Day => day,
            Grain::Week => day.saturating_sub(to_monday.days()),
            Grain::Weekend => day.saturating_add((5 - to_monday).days()),
            Grain::Month => day.first_of_month(),
            Grain::Quarter => at(year, (month - 1) / 3 * 3 + 1),
            Grain::Half => at(year, (month - 1) / 6 * 6 + 1),
            Grain::Season if month < 3 => at(year.saturating_sub(1), 12),
            Grain::Season => at(year, month / 3 * 3),
            Grain::Year | Grain::Fiscal => day.first_of_year(),
            Grain::Decade => at(year.div_euclid(10) * 10, 1),
            Grain::Century => at((year - 1).div_euclid(100) * 100 + 1, 1),
        };
        Self { first, grain }
    }

    /// Returns the year.
    pub(super) fn of_year(year: i32) -> Option<Self> {
        let year = i16::try_from(year).ok()?;
        Some(Self { first: Date::new(year, 1, 1).ok()?, grain: Grain::Year })
    }

    /// Returns the month of the year.
    pub(super) fn of_month(year: i16, month: i32) -> Option<Self> {
        let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
        Some(Self { first, grain: Grain::Month })
    }

    /// Returns the day, if there is such a day.
    pub(super) fn of_day(year: i16, month: i32, day: i32) -> Option<Self> {
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Self { first: date, grain: Grain::Day })
    }

    /// Returns the first day.
    pub(super) fn first(self) -> Date {
        self.first
    }

    /// Returns the piece so many grains later; earlier when negative.
    pub(super) fn step(self, by: i32) -> Option<Self> {
        let (unit, size) = match self.grain {
            Grain::Day => (3, 1),
            Grain::Week | Grain::Weekend => (4, 1),
            Grain::Month => (6, 1),
            Grain::Quarter => (6, 3),
            Grain::Half => (6, 6),
            Grain::Season | Grain::Year | Grain::Fiscal => (8, 1),
            Grain::Decade => (8, 10),
            Grain::Century => (8, 100),
        };
        Some(Self { first: add(self.first, unit, by.checked_mul(size)?)?, grain: self.grain })
    }

    /// Returns the same piece of another year.
    pub(super) fn step_years(self, by: i32) -> Option<Self> {
        Some(Self { first: add(self.first, 8, by)?, grain: self.grain })
    }

    /// Returns the TIMEX3 value.
    pub(super) fn value(self) -> String {
        let (year, month) = (self.first.year(), self.first.month());
        match self.grain {
            Grain::Day => self.first.to_string(),
            Grain::Week | Grain::Weekend => {
                let week = self.first.iso_week_date();
                let tail = if self.grain == Grain::Weekend { "-WE" } else { "" };
                format!("{:04}-W{:02}{tail}", week.year(), week.week())
            }
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Grain::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
            Grain::Season => {
                let season = ["WI", "SP", "SU", "FA"][usize::from(month.unsigned_abs() / 3 % 4)];
                format!("{year:04}-{season}")
            }
            Grain::Year | Grain::Fiscal => format!("{year:04}"),
            Grain::Decade => format!("{:03}", year.div_euclid(10)),
            Grain::Century => format!("{:02}", year.div_euclid(100)),
        }
    }

    /// Returns the days that it can mean; wider than the calendar's where usage is.
    pub(super) fn interval(self) -> Interval {
        let last_before = |next: Option<Self>| next.and_then(|next| next.first.yesterday().ok());
        let last = match self.grain {
            Grain::Weekend => self.first.tomorrow().ok(),
            Grain::Season => add(self.first, 6, 4).and_then(|next| next.yesterday().ok()),
            _ => last_before(self.step(1)),
        };
        let (mut first, mut last) = (self.first, last.unwrap_or(self.first));
        match self.grain {
            // A week begins on its Monday for some and on the Sunday before for others.
            Grain::Week => first = first.saturating_sub(1.days()),
            // "Over the weekend" takes in the evening before.
            Grain::Weekend => first = first.saturating_sub(1.days()),
            // A season begins with its month for some and with the solstice or equinox for others.
            Grain::Season => first = first.saturating_sub(15.days()),
            // A year of accounts may begin in the year before or end in the year after.
            Grain::Fiscal => {
                first = first.saturating_sub(6.months());
                last = last.saturating_add(6.months());
            }
            _ => {}
        }
        Interval { first, last }
    }

    /// Returns the date for the record: no finer than the words, the year where there is no such grain.
    pub(super) fn date(self) -> Option<PartialDate> {
        let (year, month) = (self.first.year(), self.first.month());
        match self.grain {
            Grain::Day => Some(PartialDate::day(self.first)),
            // The middle of the week, give or take three days, is the week.
            Grain::Week => Some(PartialDate::about(self.first.saturating_add(3.days()))),
            Grain::Weekend => Some(PartialDate::about(self.first)),
            Grain::Month => PartialDate::month(year, month),
            Grain::Season if month == 12 => None,
            Grain::Quarter | Grain::Half | Grain::Season | Grain::Year => PartialDate::year(year),
            Grain::Fiscal | Grain::Decade | Grain::Century => None,
        }
    }
}

/// Returns the day so many units later; nothing outside of the calendar.
pub(super) fn add(day: Date, unit: i32, by: i32) -> Option<Date> {
    let span = Span::new();
    let span = match unit {
        0..=2 => span,
        3 => span.try_days(by).ok()?,
        4 | 5 => span.try_weeks(by).ok()?,
        6 => span.try_months(by).ok()?,
        7 => span.try_months(by.checked_mul(3)?).ok()?,
        8 => span.try_years(by).ok()?,
        9 => span.try_years(by.checked_mul(10)?).ok()?,
        10 => span.try_years(by.checked_mul(100)?).ok()?,
        11 => span.try_years(by.checked_mul(1000)?).ok()?,
        12 => span.try_weeks(by.checked_mul(2)?).ok()?,
        _ => return None,
    };
    day.checked_add(span).ok()
}
