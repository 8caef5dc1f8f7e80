//! Days with a name: how they fall in a year.
//!
//! The grammar finds their words; [`super::resolve`] asks for the day in the year it has settled on.
//!
//! `Good Friday` in 2024 → 2024-03-29; `Thanksgiving` in 1999 → 1999-11-25

use super::element::Matched;
use super::lexicon::{Class, Lexicon, UNKNOWN, Word};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// How a day falls in a year.
#[derive(Clone, Copy, Debug)]
enum Fall {
    Fixed { month: i8, day: i8 },
    Easter { days: i32 },
    Nth { nth: i8, weekday: i8, month: i8 },
    Election,
    Inauguration,
}

/// All days with a name.
pub(super) struct Holidays {
    falls: Vec<Fall>,
    /// The words of each, beside the day; longest first.
    names: Vec<(Vec<Word>, usize)>,
}

impl Holidays {
    /// Reads the table of days and gives their words names.
    pub(super) fn new(table: &str, lexicon: &mut Lexicon) -> Self {
        let (mut falls, mut names) = (Vec::new(), Vec::new());
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((fall, name)) = line.split_once('\t') else { continue };
            let words: Vec<Word> = name.split(' ').map(|word| lexicon.intern(word)).collect();
            lexicon.mark(words[0], Class::HolidayStart);
            names.push((words, falls.len()));
            falls.push(parse_fall(fall).expect("the table of days says how each falls"));
        }
        names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        Self { falls, names }
    }

    /// Returns the longest name whose words stand from piece `i` on.
    pub(super) fn at(&self, i: usize, word: impl Fn(usize) -> Option<Word>) -> Matched {
        let first = word(i).filter(|&first| first != UNKNOWN)?;
        let named = self.names.iter().filter(|(words, _)| words[0] == first);
        let mut fits =
            named.filter(|(words, _)| words.iter().enumerate().all(|(k, &w)| word(i + k) == Some(w)));
        let (words, day) = fits.next()?;
        Some((i + words.len(), i32::try_from(*day).ok()?))
    }

    /// Returns the day in the year.
    pub(super) fn in_year(&self, holiday: usize, year: i16) -> Option<Date> {
        match *self.falls.get(holiday)? {
            Fall::Fixed { month, day } => Date::new(year, month, day).ok(),
            Fall::Easter { days } => easter(year)?.checked_add(days.days()).ok(),
            Fall::Nth { nth, weekday, month } => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Fall::Election => {
                let monday = Date::new(year, 11, 1).ok()?.nth_weekday_of_month(1, Weekday::Monday).ok()?;
                monday.tomorrow().ok()
            }
            Fall::Inauguration => Date::new(year, 1, 20).ok(),
        }
    }

    /// Returns in which years the day falls at all: every so many, beginning with the second number.
    pub(super) fn cycle(&self, holiday: usize) -> (i16, i16) {
        match self.falls.get(holiday) {
            Some(Fall::Election) => (2, 0),
            Some(Fall::Inauguration) => (4, 1),
            _ => (1, 0),
        }
    }
}

fn parse_fall(written: &str) -> Option<Fall> {
    let parts: Vec<&str> = written.split(' ').collect();
    match parts[..] {
        ["election"] => Some(Fall::Election),
        ["inauguration"] => Some(Fall::Inauguration),
        ["easter", days] => Some(Fall::Easter { days: days.parse().ok()? }),
        ["nth", nth, weekday, month] => Some(Fall::Nth {
            nth: nth.parse().ok()?,
            weekday: weekday.parse().ok()?,
            month: month.parse().ok()?,
        }),
        [fixed] => {
            let (month, day) = fixed.split_once('-')?;
            Some(Fall::Fixed { month: month.parse().ok()?, day: day.parse().ok()? })
        }
        _ => None,
    }
}

/// Returns Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_tables_say() {
        let days = [(1998, 4, 12), (2000, 4, 23), (2016, 3, 27), (2023, 4, 9), (2024, 3, 31), (2038, 4, 25)];
        for (year, month, day) in days {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }
}
