//! Entities: who and what the article speaks of, with all mentions that refer to the same one.
//!
//! Coreference joins mentions; roles hang on entities; statements and facts point at them.
//!
//! `Mark Rutte … Rutte … he` → one entity, canonical name `Mark Rutte`

pub mod index;
pub mod speaker;

use crate::mention::{EntityKind, Gender, Mention};
use crate::role::Role;
use crate::text::Text;

/// Which entity of the reading, counted from zero.
pub type EntityId = usize;

/// Somebody or something that the article speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name as printed, without titles; the description as printed for those without a name.
    pub name: String,
    /// Whether the article names it.
    pub is_named: bool,
    /// Its gender, where names, titles or pronouns show one.
    pub gender: Option<Gender>,
    /// Whether it is several.
    pub is_plural: bool,
    /// The mentions that refer to it, as indices into the mentions of the reading, in order.
    pub mentions: Vec<usize>,
    /// Its functions and titles as printed.
    pub roles: Vec<Role>,
    /// The mentions of it that may refer to another.
    pub doubts: Vec<Doubt>,
}

/// A mention that may refer to somebody else.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Which mention, as an index into the mentions of the reading.
    pub mention: usize,
    /// How likely it refers to this entity, 0 to 1.
    pub confidence: f32,
    /// Whom else it may refer to, most likely first.
    pub others: Vec<EntityId>,
}

/// Returns the entities in the order of their first mention; a mention belongs to at most one.
pub fn resolve(text: &Text<'_>, mentions: &[Mention]) -> Vec<Entity> {
    let _ = (text, mentions);
    Vec::new()
}
