//! Periods: which of the races for one post a day belongs to, so that the race of 2014 and that of 2024 are two.
//!
//! A race file may say when its race opens and closes. Elsewhere the coverage tells: somebody is chosen or takes office
//! and three months later somebody is in again, or nobody tells of a race for fifteen months.
//!
//! `chosen on 28 March 2014 … interested since 14 November 2023` → a board of 2024 has nothing of 2014

use crate::date::{PartialDate, Precision};
use crate::race::CandidacyStatus;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// The time of one race for a post; both ends are open where nothing tells them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first day whose rows belong to the race.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written")]
    pub from: Option<Date>,
    /// The last one.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written")]
    pub until: Option<Date>,
    /// The rule by which it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Opening>,
    /// The rows by which it begins: of the choice before it, and the first of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<String>,
}

#[allow(clippy::ref_option, reason = "serde asks for it")]
fn written<S: serde::Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(serializer)
}

/// Why a race is another one than that before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// The race file says so.
    File,
    /// Somebody was chosen or took office, and later somebody is in again.
    Choice,
    /// For a long time nobody told of a race.
    Gap,
}

impl Opening {
    /// Returns what the rule says, in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::File => "the race file says so",
            Self::Choice => {
                "somebody was chosen or took office, and more than three months later somebody is in again"
            }
            Self::Gap => "for more than fifteen months nobody told of a race for the post",
        }
    }
}

/// How long after a choice a candidacy is one for the next time.
const AFTER_A_CHOICE: i64 = 90;

/// How long nobody tells of a race before it is another one.
const GAP: i64 = 456;

/// How far apart two articles tell of one choice.
const ONE_CHOICE: i64 = 45;

/// A row of the post, by what tells one race from another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// The day from which it counts.
    pub day: Date,
    /// The day of its article.
    pub told: Date,
    pub kind: Kind,
    /// The number of the edition that is its origin.
    pub origin: usize,
    /// The number of the row.
    pub at: usize,
}

/// What a row of the post says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Candidacy(CandidacyStatus),
    /// A tenure, with its beginning.
    Tenure(Option<PartialDate>),
    /// A position, or a ballot.
    Other,
}

/// Where one race ends and another begins.
struct Break {
    /// The first day of the later race.
    cut: Date,
    /// The day from which views show the later race: that of its first row.
    shown: Date,
    rule: Opening,
    rows: Vec<usize>,
}

impl Period {
    /// Whether a day belongs to the race.
    pub fn has(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Returns the period of a day; `rows` are those of the post in the order of their names, `name` names one.
    pub(super) fn of(day: Date, mut rows: Vec<Mark>, name: impl Fn(usize) -> String) -> Self {
        rows.sort_by_key(|row| (row.day, row.told));
        let mut breaks = gaps(&rows);
        breaks.extend(choices(&rows));
        breaks.sort_by_key(|one| (one.cut, one.shown));
        let last = breaks.iter().rfind(|one| one.shown <= day);
        // The race of an earlier day ends where the next one begins.
        let next = breaks.iter().find(|one| one.shown > day && last.is_none_or(|last| last.cut < one.cut));
        Self {
            from: last.map(|last| last.cut),
            until: next.map(|next| next.cut.saturating_sub(1.days())),
            rule: last.map(|last| last.rule),
            rows: last.map_or(Vec::new(), |last| last.rows.iter().map(|at| name(*at)).collect()),
        }
    }
}

impl Mark {
    /// Whether the row tells of a race that goes on, rather than of its end.
    fn is_of_race(&self) -> bool {
        match self.kind {
            Kind::Candidacy(status) => status != CandidacyStatus::Selected,
            Kind::Tenure(_) => false,
            Kind::Other => true,
        }
    }

    /// Returns the day on which the row has somebody chosen, or take office, where it gives one no vaguer than a month.
    fn chosen(&self) -> Option<Date> {
        match self.kind {
            Kind::Candidacy(CandidacyStatus::Selected) => Some(self.day),
            Kind::Tenure(from) => {
                let from = from.filter(|from| from.precision() != Precision::Year)?;
                Some(from.interval().last).filter(|day| *day <= self.told)
            }
            _ => None,
        }
    }
}

/// Returns the breaks where for long nobody told of a race: of the days on which articles did, two are far apart.
fn gaps(rows: &[Mark]) -> Vec<Break> {
    let mut of_race: Vec<&Mark> = rows.iter().filter(|row| row.is_of_race()).collect();
    of_race.sort_by_key(|row| row.told);
    let pairs = of_race.windows(2).filter(|pair| pair[0].told.saturating_add(GAP.days()) < pair[1].told);
    pairs
        .map(|pair| Break {
            cut: pair[0].told.saturating_add(1.days()),
            shown: pair[1].told,
            rule: Opening::Gap,
            rows: vec![pair[1].at],
        })
        .collect()
}

/// Returns the breaks after a choice that two origins tell of, where later somebody is in again.
fn choices(rows: &[Mark]) -> Vec<Break> {
    let mut groups: Vec<(Date, Vec<&Mark>)> = Vec::new();
    for row in rows {
        let Some(day) = row.chosen() else { continue };
        match groups.last_mut() {
            Some((last, group)) if day <= last.saturating_add(ONE_CHOICE.days()) => {
                *last = day.max(*last);
                group.push(row);
            }
            _ => groups.push((day, vec![row])),
        }
    }
    let mut breaks = Vec::new();
    for (day, group) in groups {
        let later = day.saturating_add(AFTER_A_CHOICE.days());
        let is_in =
            |row: &&Mark| matches!(row.kind, Kind::Candidacy(_)) && row.is_of_race() && row.day > later;
        let has_two = group.iter().any(|row| row.origin != group[0].origin);
        let next = rows.iter().find(is_in).filter(|_| has_two);
        breaks.extend(next.map(|next| Break {
            cut: day.saturating_add(1.days()),
            shown: next.day.max(next.told),
            rule: Opening::Choice,
            rows: vec![group[0].at, next.at],
        }));
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(at: usize, day: &str, status: CandidacyStatus) -> Mark {
        let day = day.parse().unwrap_or(Date::MIN);
        Mark { day, told: day, kind: Kind::Candidacy(status), origin: at, at }
    }

    fn of(day: &str, rows: &[Mark]) -> (Option<String>, Option<String>, Option<Opening>) {
        let period = Period::of(day.parse().unwrap_or(Date::MIN), rows.to_vec(), |at| at.to_string());
        (period.from.map(|d| d.to_string()), period.until.map(|d| d.to_string()), period.rule)
    }

    #[test]
    fn after_a_choice_and_after_a_gap_it_is_another_race() {
        use CandidacyStatus::{Declared, Interested, Selected};
        let rows = [
            row(0, "2014-02-10", Declared),
            row(1, "2014-03-28", Selected),
            row(2, "2014-03-29", Selected),
            row(3, "2015-02-01", Interested),
            row(4, "2023-11-14", Interested),
        ];
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(of("2014-06-01", &rows), (None, some("2014-03-29"), None));
        assert_eq!(of("2015-02-01", &rows), (some("2014-03-30"), some("2015-02-01"), Some(Opening::Choice)));
        assert_eq!(of("2024-01-01", &rows), (some("2015-02-02"), None, Some(Opening::Gap)));
        // One article alone chooses nobody.
        assert_eq!(of("2015-02-01", &rows[1..2]), (None, None, None));
        assert_eq!(of("2015-02-01", &[rows[1], rows[3]]), (None, None, None));
    }
}
