//! An elector: its positions in the order of the world, and what was said by it or by those who speak for it.
//!
//! Told by the same rule as the seats of [`super::electors`].
//!
//! `elector Hungary` → against Rutte since 5 March 2024, for Rutte since 18 June

use super::electors::{is_elector, taker};
use super::name::plain;
use super::race_file::Elector;
use super::rows::{Fact, Row};
use super::view::{View, effective};
use super::who::{Line, line};
use crate::statement::Stance;
use serde::Serialize;

/// What the record has of an elector.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Voter {
    /// The elector as its race file has it.
    pub elector: Elector,
    /// In which assembly it sits.
    pub assembly: String,
    /// The positions that it took, the latest first.
    pub positions: Vec<Line>,
    /// What was said by it or for it, the latest first.
    pub said: Vec<Line>,
}

/// Returns an elector by one of its names; nothing where nobody of the name has a vote.
pub fn elector(view: &View<'_>, asked: &str) -> Option<Voter> {
    let asked = plain(asked);
    let is_asked = |elector: &&Elector| {
        std::iter::once(&elector.name).chain(&elector.aliases).any(|name| plain(name) == asked)
    };
    let assemblies = &view.scope.file()?.assemblies;
    let (assembly, elector) =
        assemblies.iter().find_map(|assembly| Some((assembly, assembly.electors.iter().find(is_asked)?)))?;
    let is_own = is_elector(elector);
    let own = |row: &&Row| {
        let party = row.parties().into_iter().next();
        view.has_come(row) && party.is_some_and(|party| is_own(&taker(view, party)))
    };
    let latest = |rows: &mut Vec<&Row>| {
        rows.sort_by(|a, b| (effective(b), &a.id).cmp(&(effective(a), &b.id)));
    };
    let mut taken: Vec<&Row> = view.own_lettered(b'n').filter(own).collect();
    latest(&mut taken);
    let positions = taken.into_iter().filter_map(|row| match &row.fact {
        Fact::Endorsement { count: None, candidate, position, .. } => {
            Some(line(view, row, &format!("{} {}", position.name(), candidate.name)))
        }
        _ => None,
    });
    let positions = positions.collect();
    let mut told: Vec<&Row> = view.statements().filter(own).collect();
    latest(&mut told);
    let said = told.into_iter().filter_map(|row| {
        let Fact::Statement(said) = &row.fact else { return None };
        let stances: Vec<String> = said
            .about
            .iter()
            .filter(|about| about.stance != Stance::Neutral)
            .map(|about| format!("{} {}", about.stance.name().replace('_', " "), about.whom.name))
            .collect();
        Some(line(view, row, &stances.join(", ")))
    });
    let said = said.collect();
    Some(Voter { elector: elector.clone(), assembly: assembly.name.clone(), positions, said })
}
