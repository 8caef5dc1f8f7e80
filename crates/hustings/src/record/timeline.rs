//! The timeline: what was said, done and decided, day by day.
//!
//! Rows of the race in the order of the world; what several origins tell of one day stands once.
//!
//! `14 November 2023 — Kallas: interested (2 origins)`

use super::coverage::STANCE;
use super::rows::{Fact, Part, Row};
use super::view::{View, effective};
use crate::date::PartialDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The day, as precisely as the words give it.
    pub date: Option<PartialDate>,
    /// The kind of the rows: `candidacy`, `endorsement`, `statement`, `tenure`, `event`, `ballot`.
    pub kind: String,
    /// Who.
    pub who: String,
    /// What, in a few words.
    pub what: String,
    /// The words, of the row that stands first.
    pub words: String,
    /// The outlet of that row.
    pub outlet: Option<String>,
    /// The rows.
    pub rows: Vec<String>,
    /// How many independent origins they have.
    pub origins: usize,
}

/// Returns the race's own rows, day by day; statements where they have a stance toward somebody.
pub fn timeline(view: &View<'_>) -> Vec<Entry> {
    let mut joined: BTreeMap<(jiff::civil::Date, &str, String, String), Vec<&Row>> = BTreeMap::new();
    let with_stance = |at: &usize| view.coverage.columns[*at].flags & STANCE != 0;
    let statements = view.lettered(b's').filter(with_stance).map(|at| view.coverage.row_at(at));
    for row in view.own().chain(statements).filter(|row| view.has_come(row)) {
        if let Some((kind, who, what)) = told(view, row) {
            joined.entry((effective(row), kind, who, what)).or_default().push(row);
        }
    }
    let entries = joined.into_iter().map(|((_, kind, who, what), mut rows)| {
        rows.sort_by(|a, b| (a.clocks.published, &a.id).cmp(&(b.clocks.published, &b.id)));
        let first = rows[0];
        let words = first.words(Part::Content).or_else(|| first.words(Part::Whole));
        Entry {
            date: first.clocks.holds_from.or(first.clocks.said).or(first.clocks.published),
            kind: kind.to_owned(),
            who,
            what,
            words: words.unwrap_or_default(),
            outlet: view.edition(first).and_then(|edition| edition.outlet.clone()),
            origins: view.origins.count(rows.iter().copied()),
            rows: rows.iter().map(|row| row.id.clone()).collect(),
        }
    });
    entries.collect()
}

/// Returns kind, who and what of a row; nothing for rows that have no day of their own.
pub(super) fn told(view: &View<'_>, row: &Row) -> Option<(&'static str, String, String)> {
    let name = |party: &super::Party| {
        let person = view.people.of(party, &row.edition);
        person.map_or_else(|| party.name.clone(), |person| person.name.clone())
    };
    Some(match &row.fact {
        Fact::Candidacy { person, status, .. } => {
            ("candidacy", name(person), status.name().replace('_', " "))
        }
        Fact::Endorsement { by, candidate, position, .. } => {
            ("endorsement", name(by), format!("{} {}", position.name(), name(candidate)))
        }
        Fact::Tenure { person, post, .. } if row.clocks.holds_from.is_some() => {
            ("tenure", name(person), format!("takes office as {post}"))
        }
        Fact::Ballot { round, tallies, .. } => {
            let tallies: Vec<String> =
                tallies.iter().map(|(what, votes)| format!("{what} {votes}")).collect();
            let round = round.map_or_else(|| "a vote".to_owned(), |round| format!("round {round}"));
            ("ballot", round, tallies.join(", "))
        }
        Fact::Event { what, status, .. } => ("event", status.name().to_owned(), what.clone()),
        Fact::Statement(said) => {
            let stances = said.about.iter().filter(|about| about.stance != crate::statement::Stance::Neutral);
            let stances: Vec<String> = stances
                .map(|about| format!("{} {}", about.stance.name().replace('_', " "), name(&about.whom)))
                .collect();
            ("statement", name(&said.speaker), stances.join(", "))
        }
        Fact::Tenure { .. } | Fact::Entity { .. } | Fact::Race { .. } | Fact::Criterion { .. } => {
            return None;
        }
    })
}
