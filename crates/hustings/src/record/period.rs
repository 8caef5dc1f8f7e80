//! Periods: which of the races for one post a day belongs to, so that the race of 2014 and that of 2024 are two.
//!
//! A race file may say when its race opens and closes. Elsewhere the coverage tells: somebody is chosen or takes office
//! and three months later somebody is in again, or nobody tells of a race for fifteen months.
//!
//! `chosen on 28 March 2014 … interested since 14 November 2023` → a board of 2024 has nothing of 2014

use super::rows::{Fact, Row};
use super::view::effective;
use crate::date::Precision;
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

/// Where one race ends and another begins.
struct Break<'a> {
    /// The first day of the later race.
    cut: Date,
    /// The day from which views show the later race: that of its first row.
    shown: Date,
    rule: Opening,
    rows: Vec<&'a str>,
}

impl Period {
    /// Whether a day belongs to the race.
    pub fn has(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Returns the period of a day; `origin` tells the origin of a row, `rows` are those of the post, in the
    /// order of their names.
    pub(super) fn of<'a>(day: Date, rows: &[&'a Row], origin: impl Fn(&'a Row) -> &'a str) -> Self {
        let mut rows: Vec<&Row> = rows.to_vec();
        rows.sort_by_cached_key(|row| (effective(row), told(row)));
        let mut breaks = gaps(&rows);
        breaks.extend(choices(&rows, origin));
        breaks.sort_by_key(|one| (one.cut, one.shown));
        let last = breaks.iter().rfind(|one| one.shown <= day);
        // The race of an earlier day ends where the next one begins.
        let next = breaks.iter().find(|one| one.shown > day && last.is_none_or(|last| last.cut < one.cut));
        Self {
            from: last.map(|last| last.cut),
            until: next.map(|next| next.cut.saturating_sub(1.days())),
            rule: last.map(|last| last.rule),
            rows: last.map_or(Vec::new(), |last| last.rows.iter().map(|row| (*row).to_owned()).collect()),
        }
    }
}

fn told(row: &Row) -> Date {
    row.clocks.published.unwrap_or(row.clocks.learned).interval().last
}

/// Whether a row tells of a race that goes on, rather than of its end.
fn is_of_race(row: &Row) -> bool {
    match &row.fact {
        Fact::Candidacy { status, .. } => *status != CandidacyStatus::Selected,
        Fact::Endorsement { .. } | Fact::Ballot { .. } => true,
        _ => false,
    }
}

/// Returns the breaks where for long nobody told of a race: of the days on which articles did, two are far apart.
fn gaps<'a>(rows: &[&'a Row]) -> Vec<Break<'a>> {
    let mut of_race: Vec<&Row> = rows.iter().copied().filter(|row| is_of_race(row)).collect();
    of_race.sort_by_cached_key(|row| told(row));
    let pairs = of_race.windows(2).filter(|pair| told(pair[0]).saturating_add(GAP.days()) < told(pair[1]));
    pairs
        .map(|pair| Break {
            cut: told(pair[0]).saturating_add(1.days()),
            shown: told(pair[1]),
            rule: Opening::Gap,
            rows: vec![pair[1].id.as_str()],
        })
        .collect()
}

/// Returns the breaks after a choice that two origins tell of, where later somebody is in again.
fn choices<'a>(rows: &[&'a Row], origin: impl Fn(&'a Row) -> &'a str) -> Vec<Break<'a>> {
    let mut groups: Vec<(Date, Vec<&'a Row>)> = Vec::new();
    for &row in rows {
        let Some(day) = chosen(row) else { continue };
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
        let first = origin(group[0]);
        let later = day.saturating_add(AFTER_A_CHOICE.days());
        let is_in = |row: &&&Row| {
            let is_candidacy = matches!(row.fact, Fact::Candidacy { .. }) && is_of_race(row);
            is_candidacy && effective(row) > later
        };
        let next = rows.iter().find(is_in).filter(|_| group.iter().any(|row| origin(row) != first));
        breaks.extend(next.map(|next| Break {
            cut: day.saturating_add(1.days()),
            shown: effective(next).max(told(next)),
            rule: Opening::Choice,
            rows: vec![group[0].id.as_str(), next.id.as_str()],
        }));
    }
    breaks
}

/// Returns the day on which a row has somebody chosen, or take office, where it gives one no vaguer than a month.
fn chosen(row: &Row) -> Option<Date> {
    match &row.fact {
        Fact::Candidacy { status: CandidacyStatus::Selected, .. } => Some(effective(row)),
        Fact::Tenure { .. } => {
            let from = row.clocks.holds_from.filter(|from| from.precision() != Precision::Year)?;
            Some(from.interval().last).filter(|day| *day <= told(row))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows::{Clocks, Party, Scale};
    use super::*;
    use crate::date::PartialDate;

    fn row(id: &str, day: &str, status: CandidacyStatus) -> Row {
        let published = PartialDate::parse(day);
        let learned = published.unwrap_or(PartialDate::day(Date::MIN));
        let clocks = Clocks { said: None, holds_from: None, holds_until: None, published, learned };
        let person = Party { name: id.to_owned(), entity: None };
        let fact = Fact::Candidacy { person, post: "Chair".to_owned(), status, scale: Scale::Reported };
        let (evidence, asserted_by) = (Vec::new(), None);
        Row {
            id: id.to_owned(),
            edition: id.to_owned(),
            evidence,
            asserted_by,
            clocks,
            confidence: 1.0,
            fact,
        }
    }

    fn of(day: &str, rows: &[Row]) -> (Option<String>, Option<String>, Option<Opening>) {
        let rows: Vec<&Row> = rows.iter().collect();
        let period = Period::of(day.parse().unwrap_or(Date::MIN), &rows, |row| &row.edition);
        (period.from.map(|d| d.to_string()), period.until.map(|d| d.to_string()), period.rule)
    }

    #[test]
    fn after_a_choice_and_after_a_gap_it_is_another_race() {
        use CandidacyStatus::{Declared, Interested, Selected};
        let rows = [
            row("a", "2014-02-10", Declared),
            row("b", "2014-03-28", Selected),
            row("c", "2014-03-29", Selected),
            row("d", "2015-02-01", Interested),
            row("e", "2023-11-14", Interested),
        ];
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(of("2014-06-01", &rows), (None, some("2014-03-29"), None));
        assert_eq!(of("2015-02-01", &rows), (some("2014-03-30"), some("2015-02-01"), Some(Opening::Choice)));
        assert_eq!(of("2024-01-01", &rows), (some("2015-02-02"), None, Some(Opening::Gap)));
        // One article alone chooses nobody.
        assert_eq!(of("2015-02-01", &rows[1..2]), (None, None, None));
        assert_eq!(of("2015-02-01", &[rows[1].clone(), rows[3].clone()]), (None, None, None));
    }
}
