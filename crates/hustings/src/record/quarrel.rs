//! Reversals and contradictions: where the same party turned, and where two sides say what cannot both be.
//!
//! Both keep both sides with their words; neither removes a row.
//!
//! `would not run` in July, `available` in November → a reversal; two outlets on one day, *in* and *out* → a contradiction

use super::coverage::{COUNTED, Named};
use super::ladder::{Placed, by_person, is_out};
use super::rows::{Fact, Row, Scale};
use super::view::View;
use crate::attribution::AttributionKind;
use crate::date::PartialDate;
use crate::race::{CandidacyStatus, Position};
use jiff::ToSpan;
use serde::Serialize;
use std::collections::BTreeMap;

/// How sure a reversal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Both sides in the person's own quoted words.
    Quoted,
    /// Both sides the person's own, at least one of them not quoted.
    Own,
    /// At least one side told by others.
    Told,
}

impl Grade {
    /// Returns the rule by which it is a turn, in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Quoted => {
                "the same person on the same matter, in and out, both in quoted words of their own"
            }
            Self::Own => "the same person on the same matter, in and out, both in words of their own",
            Self::Told => "the same party on the same matter, on two days, at least once as others tell it",
        }
    }
}

/// A turn of the same party on the same matter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reversal {
    /// Who turned.
    pub who: String,
    /// On what: the own candidacy, or somebody else's.
    pub on: String,
    /// How sure it is.
    pub grade: Grade,
    /// What was said before.
    pub before: Side,
    /// What was said then.
    pub then: Side,
}

/// One side of a reversal or contradiction.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// What it says, in a word: `ruled_out`, `for`.
    pub says: String,
    /// When.
    pub date: Option<PartialDate>,
    /// The words.
    pub words: String,
    /// The outlet.
    pub outlet: Option<String>,
    /// The rows.
    pub rows: Vec<String>,
    /// How many independent origins they have.
    pub origins: usize,
}

/// Two sides that cannot both be right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contradiction {
    /// About whom or what.
    pub about: String,
    /// The rule by which it is one.
    pub rule: QuarrelRule,
    /// One side.
    pub one: Side,
    /// The other.
    pub other: Side,
}

/// Why two sides cannot both be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuarrelRule {
    /// In and out at one moment.
    InAndOut,
    /// Two ends of one tenure.
    TwoEnds,
}

impl QuarrelRule {
    /// Returns what the rule says, in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::InAndOut => "two origins have the person in and out on days next to each other",
            Self::TwoEnds => "two origins tell, within a month, of two ends of one tenure",
        }
    }
}

/// How many days apart two opposite rows are still about one moment rather than a turn.
const SAME_MOMENT: i64 = 1;

/// Returns who turned on what, in the order of the later words.
pub fn reversals(view: &View<'_>) -> Vec<Reversal> {
    let mut found = Vec::new();
    for rows in by_person(view).values() {
        let mut last: Option<Placed<'_>> = None;
        for placed in rows.iter().filter(|placed| placed.status != CandidacyStatus::Speculated) {
            if let Some(before) = last.filter(|last| is_out(last.status) != is_out(placed.status))
                && placed.day > before.day.saturating_add(SAME_MOMENT.days())
            {
                found.push((placed.day, reversal(view, &before, placed)));
            }
            last = Some(*placed);
        }
    }
    for rows in positions(view).into_values() {
        for pair in rows.windows(2) {
            let [before, then] = [pair[0].0, pair[1].0];
            let day = |at: usize| view.coverage.columns[at].day;
            if pair[0].1 != pair[1].1 && day(then) > day(before) {
                let row = |at: usize| view.coverage.row_at(at);
                found.push((day(then), turned(view, row(before), row(then))));
            }
        }
    }
    found.sort_by(|a, b| (a.0, &a.1.who, &a.1.then.rows).cmp(&(b.0, &b.1.who, &b.1.then.rows)));
    found.into_iter().map(|(_, reversal)| reversal).collect()
}

fn reversal(view: &View<'_>, before: &Placed<'_>, then: &Placed<'_>) -> Reversal {
    let is_own = |placed: &Placed<'_>| placed.scale == Scale::Own;
    let is_quoted = |placed: &Placed<'_>| {
        let said = placed.row.asserted_by.as_deref().and_then(|id| view.row(id));
        said.is_some_and(
            |row| matches!(&row.fact, Fact::Statement(said) if said.quotation != AttributionKind::Indirect),
        )
    };
    let grade = match (is_own(before) && is_own(then), is_quoted(before) && is_quoted(then)) {
        (true, true) => Grade::Quoted,
        (true, false) => Grade::Own,
        _ => Grade::Told,
    };
    Reversal {
        who: who(view, before.row),
        on: "the own candidacy".to_owned(),
        grade,
        before: side(view, &[before.row], before.status.name()),
        then: side(view, &[then.row], then.status.name()),
    }
}

/// A party by the number of the person, or by that of the plain name where nobody knows it.
type Who = Result<usize, u32>;

/// Returns the positions of each party toward each candidate, in the order of the world.
fn positions(view: &View<'_>) -> BTreeMap<(Who, Who), Vec<(usize, Position)>> {
    let mut by_pair: BTreeMap<(Who, Who), Vec<(usize, Position)>> = BTreeMap::new();
    for at in view.own_come(b'n') {
        let column = &view.coverage.columns[at];
        let who = |named: &Named| {
            let person = view.people.number(named.print, column.edition);
            person.ok_or_else(|| view.coverage.plain_of(named.print))
        };
        if let (Some(position), [by, candidate]) = (column.position(), view.coverage.parties_of(at))
            && column.flags & COUNTED == 0
        {
            by_pair.entry((who(by), who(candidate))).or_default().push((at, position));
        }
    }
    by_pair
}

fn turned(view: &View<'_>, before: &Row, then: &Row) -> Reversal {
    let says = |row: &Row| match &row.fact {
        Fact::Endorsement { position, .. } => position.name(),
        _ => "",
    };
    let on = match &before.fact {
        Fact::Endorsement { candidate, .. } => {
            view.people.of(candidate, &before.edition).map_or(candidate.name.clone(), |p| p.name.clone())
        }
        _ => String::new(),
    };
    Reversal {
        who: who(view, before),
        on,
        grade: Grade::Told,
        before: side(view, &[before], says(before)),
        then: side(view, &[then], says(then)),
    }
}

/// Returns the name of the first party of a row.
fn who(view: &View<'_>, row: &Row) -> String {
    row.parties().first().map_or(String::new(), |party| {
        view.people.of(party, &row.edition).map_or(party.name.clone(), |person| person.name.clone())
    })
}

fn side(view: &View<'_>, rows: &[&Row], says: &str) -> Side {
    let first = rows.first();
    let said = first.and_then(|row| row.asserted_by.as_deref()).and_then(|id| view.row(id));
    let words = said.and_then(|row| row.words(super::Part::Content));
    Side {
        says: says.to_owned(),
        date: first.and_then(|row| row.clocks.holds_from.or(row.clocks.said).or(row.clocks.published)),
        words: words.or_else(|| first.and_then(|row| row.words(super::Part::Whole))).unwrap_or_default(),
        outlet: first.and_then(|row| view.edition(row)).and_then(|edition| edition.outlet.clone()),
        rows: rows.iter().map(|row| row.id.clone()).collect(),
        origins: view.origins.count(rows.iter().copied()),
    }
}

/// Returns what cannot both be right, each with both sides.
pub fn contradictions(view: &View<'_>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for rows in by_person(view).values() {
        found.extend(in_and_out(view, rows));
    }
    found.extend(ends(view));
    found
}

/// Returns the rows of one moment that have a person in and out, told by different origins.
fn in_and_out(view: &View<'_>, rows: &[Placed<'_>]) -> Option<Contradiction> {
    let rows: Vec<&Placed<'_>> =
        rows.iter().filter(|placed| placed.status != CandidacyStatus::Speculated).collect();
    for (i, one) in rows.iter().enumerate() {
        let last = one.day.saturating_add(SAME_MOMENT.days());
        let of_moment = rows[i + 1..].iter().take_while(|other| other.day <= last);
        for other in of_moment.filter(|other| is_out(one.status) != is_out(other.status)) {
            if view.origins.of_at(one.at) != view.origins.of_at(other.at) {
                return Some(Contradiction {
                    about: format!("whether {} is in", who(view, one.row)),
                    rule: QuarrelRule::InAndOut,
                    one: side(view, &[one.row], one.status.name()),
                    other: side(view, &[other.row], other.status.name()),
                });
            }
        }
    }
    None
}

/// Returns tenures of one person and post with ends that do not meet, told within a month of each other.
fn ends(view: &View<'_>) -> Vec<Contradiction> {
    let mut by_person: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in view.own_lettered(b't') {
        if let Fact::Tenure { person, .. } = &row.fact
            && row.clocks.holds_until.is_some()
        {
            by_person.entry(view.people.key(person, &row.edition)).or_default().push(row);
        }
    }
    let told = |row: &Row| row.clocks.published.unwrap_or(row.clocks.learned).interval().last;
    let mut found = Vec::new();
    for mut rows in by_person.into_values() {
        rows.retain(|row| told(row) <= view.moment.as_of);
        rows.sort_by(|a, b| (told(a), &a.id).cmp(&(told(b), &b.id)));
        let clash = rows.windows(2).find(|pair| {
            let (Some(a), Some(b)) = (pair[0].clocks.holds_until, pair[1].clocks.holds_until) else {
                return false;
            };
            let (first, second) = (a.interval(), b.interval());
            let is_apart = first.last < second.first || second.last < first.first;
            is_apart
                && told(pair[1]) <= told(pair[0]).saturating_add(31.days())
                && view.origins.of_row(pair[0]) != view.origins.of_row(pair[1])
        });
        if let Some(pair) = clash {
            let until = |row: &Row| row.clocks.holds_until.map_or(String::new(), |date| date.value());
            found.push(Contradiction {
                about: format!("until when {} stays", who(view, pair[0])),
                rule: QuarrelRule::TwoEnds,
                one: side(view, &[pair[0]], &until(pair[0])),
                other: side(view, &[pair[1]], &until(pair[1])),
            });
        }
    }
    found
}
