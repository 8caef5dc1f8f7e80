//! The ladder of a candidate: the rows that moved the standing, and the rule by which each one did.
//!
//! No row closes another: five named rules say which one a view shows, and every row stays on the ladder.
//!
//! `ruled out in July, available in November` → up again by *return*; a rumor in December moves nothing

use super::rows::{Fact, Row, Scale};
use super::view::{View, told};
use crate::date::PartialDate;
use crate::race::CandidacyStatus as Status;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Why a row moved a standing, or did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The first row about the person in this race.
    First,
    /// A higher step of the ladder.
    Rise,
    /// Out, after having been in or spoken of.
    Out,
    /// In again after having been out, by more than rumor.
    Return,
    /// Chosen: nothing after it moves the standing.
    Chosen,
    /// In, on the very day of another article that has the person out: both sides stand, and the standing stays.
    Disputed,
    /// Says the same again.
    Same,
    /// A lower step, which takes nothing away.
    Lower,
}

impl Rule {
    /// Returns what the rule says, in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::First => "the first row about this person in this race",
            Self::Rise => "a higher step than before; rumors and old news never lower it",
            Self::Out => "out, and later than every row that has the person in",
            Self::Return => "in again, later than the row that had the person out, and more than a rumor",
            Self::Chosen => "chosen; nothing after it moves the standing",
            Self::Disputed => {
                "of the same day as a row that has the person out; sources disagree, and the standing stays"
            }
            Self::Same => "says the same again",
            Self::Lower => "a lower step, which takes nothing away",
        }
    }

    /// Whether the standing moved by it.
    pub fn moves(self) -> bool {
        !matches!(self, Self::Same | Self::Lower | Self::Disputed)
    }
}

/// A row on the ladder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The row.
    pub row: String,
    /// What it says.
    pub status: Status,
    /// On whose word.
    pub scale: Scale,
    /// The day, as precisely as the words give it.
    pub date: Option<PartialDate>,
    /// Whether the day is that of the article, for want of another.
    pub is_dated_by_article: bool,
    /// What it did to the standing.
    pub rule: Rule,
}

/// Where a candidate stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// How far.
    pub status: Status,
    /// Since when.
    pub since: Option<PartialDate>,
    /// On whose word.
    pub scale: Scale,
    /// The rule that made it so.
    pub rule: Rule,
    /// The row that made it so, and those that say the same.
    pub rows: Vec<String>,
    /// How many independent origins those rows have.
    pub origins: usize,
}

/// Whether a status is one of those who are out.
pub(super) fn is_out(status: Status) -> bool {
    matches!(status, Status::RuledOut | Status::Withdrew | Status::Eliminated)
}

/// Returns the candidacy rows of the race that have come, by the number of the person, each list in the order of the
/// world.
pub(super) fn by_person<'a, 'b>(view: &'b View<'a>) -> &'b BTreeMap<usize, Vec<Placed<'a>>> {
    view.ladders.get_or_init(|| placed(view))
}

/// Places the candidacy rows for [`by_person`], once for a view.
fn placed<'a>(view: &View<'a>) -> BTreeMap<usize, Vec<Placed<'a>>> {
    let mut by_person: BTreeMap<usize, Vec<Placed<'a>>> = BTreeMap::new();
    for at in view.own_numbers(b'c') {
        let (row, column) = (view.coverage.row_at(at), &view.coverage.columns[at]);
        if let (Fact::Candidacy { status, scale, .. }, Some(person)) = (&row.fact, view.people.first(at)) {
            by_person.entry(person).or_default().push(Placed {
                row,
                at,
                edition: column.edition,
                place: column.place,
                status: *status,
                scale: *scale,
                day: column.day,
                is_narrated: false,
            });
        }
    }
    for rows in by_person.values_mut() {
        narrate(rows);
        rows.retain(|placed| view.has_day(placed.day));
        rows.sort_by_key(|placed| {
            (placed.day, !placed.is_narrated, told(placed.row), placed.edition, placed.place)
        });
    }
    by_person.retain(|_, rows| !rows.is_empty());
    by_person
}

/// A candidacy row with the day from which it counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    pub row: &'a Row,
    /// The number of the row.
    pub at: usize,
    /// The number of its edition, which is in the order of their names.
    pub edition: u32,
    pub place: u32,
    pub status: Status,
    pub scale: Scale,
    pub day: Date,
    /// Whether it is told as what was before something of this day.
    pub is_narrated: bool,
}

/// How long before its article a dated turn is still the news of the article.
const NEWS: i64 = 14;

/// Moves what an article narrates without a day in front of the dated turn that it tells of: the one that it narrates
/// next, else one that is the news of the article, since what has no day beside news is what was before.
///
/// `He first said that he would not run, but two weeks ago that he was available.` → out, then available
/// `On Tuesday she said that she would run. She had ruled it out.` → out, then in
fn narrate(rows: &mut [Placed<'_>]) {
    // The rows of an edition stand together.
    for rows in rows.chunk_by_mut(|a, b| a.edition == b.edition) {
        let dated: Vec<(u32, bool, Date)> = rows
            .iter()
            .filter(|placed| has_date(placed.row))
            .map(|placed| (placed.place, is_out(placed.status), placed.day))
            .collect();
        for placed in rows.iter_mut().filter(|placed| !has_date(placed.row)) {
            let (own, is_out) = (placed.place, is_out(placed.status));
            let news = placed.day.saturating_sub(NEWS.days());
            let turns =
                dated.iter().filter(|(place, out, day)| *out != is_out && (*place > own || *day >= news));
            if let Some((.., day)) = turns.min_by_key(|(place, ..)| (*place < own, *place)) {
                placed.day = placed.day.min(*day);
                placed.is_narrated = true;
            }
        }
    }
}

fn has_date(row: &Row) -> bool {
    row.clocks.holds_from.or(row.clocks.said).is_some()
}

/// Returns the ladder of one person, and where it leads.
pub(super) fn climb(view: &View<'_>, rows: &[Placed<'_>]) -> (Vec<Step>, Option<Standing>) {
    let mut steps: Vec<Step> = Vec::new();
    let mut standing: Option<(usize, Vec<usize>)> = None;
    for placed in rows {
        let now = standing.as_ref().map(|(at, _)| &rows[*at]);
        let rule = match rule(now.map(|now| now.status), placed.status) {
            Rule::Return if now.is_some_and(|now| !comes_later(now, placed)) => Rule::Disputed,
            rule => rule,
        };
        let own_date = placed.row.clocks.holds_from.or(placed.row.clocks.said);
        steps.push(Step {
            row: placed.row.id.clone(),
            status: placed.status,
            scale: placed.scale,
            date: own_date.or(placed.row.clocks.published),
            is_dated_by_article: own_date.is_none(),
            rule,
        });
        match (&mut standing, rule) {
            (Some((_, behind)), Rule::Same) => behind.push(placed.at),
            (_, rule) if rule.moves() => standing = Some((steps.len() - 1, vec![placed.at])),
            _ => {}
        }
    }
    let standing = standing.map(|(at, behind)| Standing {
        status: steps[at].status,
        since: steps[at].date,
        scale: steps[at].scale,
        rule: steps[at].rule,
        origins: view.origins.count_at(behind.iter().copied()),
        rows: behind.into_iter().map(|at| view.coverage.row_at(at).id.clone()).collect(),
    });
    (steps, standing)
}

/// Whether a turn is told of a later day, or by one article after the other.
fn comes_later(out: &Placed<'_>, back: &Placed<'_>) -> bool {
    back.day > out.day || back.edition == out.edition
}

fn rule(now: Option<Status>, next: Status) -> Rule {
    match now {
        None => Rule::First,
        Some(now) if now == next => Rule::Same,
        Some(Status::Selected) => Rule::Lower,
        _ if next == Status::Selected => Rule::Chosen,
        Some(now) if is_out(now) && is_out(next) => Rule::Same,
        Some(_) if is_out(next) => Rule::Out,
        Some(now) if is_out(now) && next == Status::Speculated => Rule::Lower,
        Some(now) if is_out(now) => Rule::Return,
        Some(now) if next > now => Rule::Rise,
        Some(_) => Rule::Lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rumors_lower_nothing_and_bring_nobody_back() {
        assert_eq!(rule(Some(Status::Declared), Status::Speculated), Rule::Lower);
        assert_eq!(rule(Some(Status::RuledOut), Status::Speculated), Rule::Lower);
        assert_eq!(rule(Some(Status::RuledOut), Status::Available), Rule::Return);
        assert_eq!(rule(Some(Status::Declared), Status::Withdrew), Rule::Out);
        assert_eq!(rule(Some(Status::Selected), Status::Withdrew), Rule::Lower);
    }
}
