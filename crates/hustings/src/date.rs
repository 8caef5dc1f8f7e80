//! Days, months and years as far as the words give them, and the interval of days they can mean.
//!
//! Timexes, statements and race facts carry these; nothing here knows today's date.
//!
//! `in July` (read in November 2023) is the month 2023-07, never 2023-07-01

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How much of a date the words give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A calendar day.
    Day,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// A day, give or take a few: "two weeks ago".
    About,
}

/// A date that is no more precise than the words that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct PartialDate {
    first: Date,
    precision: Precision,
}

impl PartialDate {
    /// Returns a calendar day.
    pub fn day(date: Date) -> Self {
        Self { first: date, precision: Precision::Day }
    }

    /// Returns a day that may be a few days off.
    pub fn about(date: Date) -> Self {
        Self { first: date, precision: Precision::About }
    }

    /// Returns a calendar month, or nothing when there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Some(Self { first: Date::new(year, month, 1).ok()?, precision: Precision::Month })
    }

    /// Returns a calendar year, or nothing outside of -9999 to 9999.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self { first: Date::new(year, 1, 1).ok()?, precision: Precision::Year })
    }

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (anything after a `T` is passed over).
    pub fn parse(value: &str) -> Option<Self> {
        let value = value.split('T').next().unwrap_or(value);
        let mut parts = value.split('-');
        let year_digits = parts.next().filter(|y| y.len() == 4)?;
        let year: i16 = year_digits.parse().ok()?;
        match (parts.next(), parts.next(), parts.next()) {
            (None, None, None) => Self::year(year),
            (Some(month), None, None) => Self::month(year, month.parse().ok()?),
            (Some(month), Some(day), None) => {
                Some(Self::day(Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?))
            }
            _ => None,
        }
    }

    /// Returns how much of the date the words gave.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Returns the first day it can mean; for [`Precision::About`] the middle one.
    pub fn first(self) -> Date {
        self.first
    }

    /// Returns the same date marked as one that may be a few days off, where it was a day.
    pub fn loosened(self) -> Self {
        match self.precision {
            Precision::Day => Self::about(self.first),
            _ => self,
        }
    }

    /// Returns the ISO 8601 value, cut to the precision: `2023`, `2023-07`, `2023-11-14`.
    pub fn value(self) -> String {
        match self.precision {
            Precision::Year => format!("{:04}", self.first.year()),
            Precision::Month => format!("{:04}-{:02}", self.first.year(), self.first.month()),
            Precision::Day | Precision::About => self.first.to_string(),
        }
    }

    /// Returns the days that it can mean: the day, the whole month or year, or three days either side.
    pub fn interval(self) -> Interval {
        let last = match self.precision {
            Precision::Day | Precision::About => self.first,
            Precision::Month => self.first.last_of_month(),
            Precision::Year => self.first.last_of_year(),
        };
        if self.precision != Precision::About {
            return Interval { first: self.first, last };
        }
        Interval { first: self.first.saturating_sub(3.days()), last: last.saturating_add(3.days()) }
    }
}

/// A date as it is written down: `{"value":"2023-11","precision":"month"}`.
#[derive(Serialize, Deserialize)]
struct Written {
    value: String,
    precision: Precision,
}

impl From<PartialDate> for Written {
    fn from(date: PartialDate) -> Self {
        Self { value: date.value(), precision: date.precision() }
    }
}

impl TryFrom<Written> for PartialDate {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let date = Self::parse(&written.value).ok_or_else(|| format!("{:?} is no date", written.value))?;
        let date = if written.precision == Precision::About { date.loosened() } else { date };
        if date.precision == written.precision {
            Ok(date)
        } else {
            Err(format!("{:?} is no {:?}", written.value, written.precision))
        }
    }
}

/// A run of calendar days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// The first day.
    pub first: Date,
    /// The last day; never before the first.
    pub last: Date,
}

impl Interval {
    /// Whether `day` lies inside.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}
