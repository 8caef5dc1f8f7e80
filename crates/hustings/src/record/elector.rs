//! An elector: its positions in the order of the world, and what was said by it or by those who speak for it.
//!
//! Told by the same rule as the seats of [`super::electors`].
//!
//! `elector Hungary` → against Rutte since 5 March 2024, for Rutte since 18 June

use super::electors::{is_elector, roles};
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
    let roles = roles(view);
    let mut rows: Vec<&Row> = view.rows.iter().copied().filter(|row| view.has_come(row)).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(effective(row)), row.id.clone()));
    let (mut positions, mut said) = (Vec::new(), Vec::new());
    for row in rows {
        match &row.fact {
            Fact::Endorsement { by, count: None, candidate, position, .. }
                if is_elector(elector, by, &roles) && view.is_own(row) =>
            {
                positions.push(line(view, row, &format!("{} {}", position.name(), candidate.name)));
            }
            Fact::Statement(told) if is_elector(elector, &told.speaker, &roles) => {
                let stances: Vec<String> = told
                    .about
                    .iter()
                    .filter(|about| about.stance != Stance::Neutral)
                    .map(|about| format!("{} {}", about.stance.name().replace('_', " "), about.whom.name))
                    .collect();
                said.push(line(view, row, &stances.join(", ")));
            }
            _ => {}
        }
    }
    Some(Voter { elector: elector.clone(), assembly: assembly.name.clone(), positions, said })
}
