//! A reading: everything that was found in one article.
//!
//! What [`crate::read`] returns; [`wire`] is its JSON form.

pub mod wire;

use crate::attribution::Attribution;
use crate::entity::Entity;
use crate::mention::Mention;
use crate::race::Facts;
use crate::segment::Segments;
use crate::statement::{Findings, Statement};
use crate::timex::Timex;

/// Everything that was found in one article; indices in it count from zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The segments.
    pub segments: Segments,
    /// The time expressions.
    pub timexes: Vec<Timex>,
    /// The mentions.
    pub mentions: Vec<Mention>,
    /// The entities.
    pub entities: Vec<Entity>,
    /// The attributions.
    pub attributions: Vec<Attribution>,
    /// The statements.
    pub statements: Vec<Statement>,
    /// The race facts.
    pub facts: Facts,
    /// What was seen but not understood, in sentences.
    pub notes: Vec<String>,
}

impl Reading {
    /// Returns what statements and race facts were drawn from.
    pub fn findings(&self) -> Findings<'_> {
        Findings {
            timexes: &self.timexes,
            mentions: &self.mentions,
            entities: &self.entities,
            attributions: &self.attributions,
        }
    }
}
