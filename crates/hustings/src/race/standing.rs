//! Standings: how likely each status of a person is, from all that the article says of the person.
//!
//! What predicates tell and the cues around the name are marks; a linear model over them, trained by
//! `training/standing.py`, decides which statuses become candidacies.
//!
//! `endorsed Sanders … Sanders' campaign … his rival Clinton`: all of it makes Sanders declared

use super::candidacy::CandidacyStatus as S;
use crate::entity::EntityId;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What speaks for and against statuses of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Whose.
    pub person: EntityId,
    /// The names of the marks, each once.
    pub marks: Vec<String>,
}

/// The classes that the model tells apart, in the order of the columns of its table.
const CLASSES: [S; 7] =
    [S::Speculated, S::Interested, S::Declared, S::Nominated, S::Withdrew, S::Eliminated, S::Selected];

/// The weights of each mark, in hundredths.
static WEIGHTS: LazyLock<HashMap<&'static str, [i32; CLASSES.len()]>> = LazyLock::new(|| {
    let lines = include_str!("../../data/standing_weights.tsv").lines();
    let parse = |line: &'static str| {
        let (name, columns) = line.split_once('\t')?;
        let mut weights = [0; CLASSES.len()];
        for (weight, column) in weights.iter_mut().zip(columns.split('\t')) {
            *weight = column.parse().ok()?;
        }
        Some((name, weights))
    };
    lines.filter(|line| !line.starts_with('#')).filter_map(parse).collect()
});

/// The class of a status: to be available is a kind of interest, and never to run a kind of being out.
fn class(status: S) -> usize {
    let status = match status {
        S::Available => S::Interested,
        S::RuledOut => S::Withdrew,
        other => other,
    };
    CLASSES.iter().position(|&class| class == status).unwrap_or(0)
}

/// Returns the weight that one mark gives to a status.
pub(super) fn weight(mark: &str, status: S) -> i32 {
    WEIGHTS.get(mark).map_or(0, |weights| weights[class(status)])
}

impl Standing {
    /// Returns how likely the status is, 0 to 1.
    pub(super) fn likelihood(&self, status: S) -> f32 {
        let sum: i32 =
            self.marks.iter().map(|mark| weight(mark, status)).sum::<i32>() + weight("bias", status);
        1.0 / (1.0 + (-sum as f32 / 100.0).exp())
    }
}
