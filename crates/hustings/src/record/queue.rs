//! The review queue: which rows somebody should look at first, and why.
//!
//! Rows that move what the board shows and that were read with little confidence come first; rows that somebody
//! decided about do not come again.
//!
//! `Hungary is against Rutte`, read with 55 % confidence, one origin → before `Rutte is available`, 92 %

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::board::board;
use super::review::{Decision, standing};
use super::rows::{Fact, Row};
use super::view::View;
use crate::statement::Stance;

/// A row that waits for somebody to look at it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Waiting {
    /// The row.
    pub row: Row,
    /// How much hangs on it, 0 to 1.
    pub weight: f32,
    /// What hangs on it.
    pub why: &'static str,
}

/// Returns the rows that have come and nobody decided about: those first whose weight is high and whose confidence low.
pub fn queue(view: &View<'_>, decisions: &[Decision]) -> Vec<Waiting> {
    let open = reopened(view);
    let decided: HashSet<&str> = decided(decisions).into_iter().filter(|row| !open.contains(row)).collect();
    let moves = moves(view);
    let mut waiting: Vec<Waiting> = view
        .rows()
        .filter(|row| view.has_come(row) && !decided.contains(row.id.as_str()))
        .filter_map(|row| {
            let again = (1.0, "it leans on a row that somebody rejected or corrected");
            let again = open.contains(row.id.as_str()).then_some(again);
            let (weight, why) =
                again.or_else(|| moves.get(row.id.as_str()).copied()).or_else(|| weight(row))?;
            Some(Waiting { row: row.clone(), weight, why })
        })
        .collect();
    let doubt = |one: &Waiting| one.weight * (1.0 - one.row.confidence);
    waiting.sort_by(|a, b| doubt(b).total_cmp(&doubt(a)).then_with(|| a.row.id.cmp(&b.row.id)));
    waiting
}

/// Returns the rows that are open again, because of what somebody decided about another.
fn reopened<'a>(view: &View<'a>) -> HashSet<&'a str> {
    view.coverage.reopened().iter().map(|open| open.row.as_str()).collect()
}

/// Returns the rows that somebody decided about.
fn decided(decisions: &[Decision]) -> HashSet<&str> {
    standing(decisions).into_iter().filter_map(|decision| decision.ruling.row()).collect()
}

/// Returns the rows on which the board stands, with what hangs on them.
fn moves(view: &View<'_>) -> BTreeMap<String, (f32, &'static str)> {
    let board = board(view);
    let mut moves = BTreeMap::new();
    for side in board.contradictions.iter().flat_map(|both| [&both.one, &both.other]) {
        for row in &side.rows {
            moves.insert(row.clone(), (0.9, "one side of a contradiction"));
        }
    }
    for row in board.holders.iter().flat_map(|holder| &holder.rows) {
        moves.insert(row.clone(), (0.8, "says who holds the post"));
    }
    for step in
        board.candidates.iter().flat_map(|candidate| &candidate.ladder).filter(|step| step.rule.moves())
    {
        moves.insert(step.row.clone(), (1.0, "moves where somebody stands"));
    }
    moves
}

/// Returns how much hangs on a row by itself; nothing for names, which are decided by merging and splitting.
fn weight(row: &Row) -> Option<(f32, &'static str)> {
    Some(match &row.fact {
        Fact::Endorsement { .. } => (0.9, "says where an elector or backer stands"),
        Fact::Ballot { .. } => (0.8, "a vote"),
        Fact::Candidacy { .. } => (0.6, "on the ladder of a candidate"),
        Fact::Tenure { .. } => (0.6, "says who held the post"),
        Fact::Criterion { .. } => (0.4, "a demand"),
        Fact::Event { .. } => (0.3, "on the agenda"),
        Fact::Statement(said) if !said.may_be.is_empty() => (0.5, "its speaker is not clear"),
        Fact::Statement(said) if said.about.iter().any(|about| about.stance != Stance::Neutral) => {
            (0.5, "takes a side")
        }
        Fact::Statement(_) => (0.2, "a statement"),
        Fact::Entity { .. } | Fact::Race { .. } => return None,
    })
}
