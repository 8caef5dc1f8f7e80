//! Parties: the words that name the source of an attribution, turned into who that is.
//!
//! Statements ask for every source; [`super::index`] says which entity stands at a place.
//!
//! `the Estonian premier` → Kaja Kallas; `two people familiar with the talks` → unnamed, 2

use super::index::Index;
use super::{Entity, EntityId};
use crate::mention::{EntityKind, Mention};
use crate::span::Span;
use crate::text::Text;

/// What kind of party a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpeakerKind {
    /// A named person.
    Person,
    /// A named body.
    Organization,
    /// Several people: "Republicans".
    Group,
    /// Somebody without a name: "two people familiar with the talks".
    Unnamed,
    /// A text: report, law, poll.
    Document,
}

impl SpeakerKind {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Group => "group",
            Self::Unnamed => "unnamed",
            Self::Document => "document",
        }
    }
}

/// Who stands behind words that name a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// The entity, where the words could be resolved.
    pub entity: Option<EntityId>,
    /// The entity's name, or the words as printed.
    pub name: String,
    /// What kind of party it is.
    pub kind: SpeakerKind,
    /// How many an unnamed party is, where the words give a number.
    pub count: Option<u32>,
    /// Whom it may be, most likely first, where it is not clear.
    pub candidates: Vec<EntityId>,
    /// How likely it is right, 0 to 1.
    pub confidence: f32,
}

/// Who is who in an article: what parties are resolved against.
#[derive(Clone, Copy, Debug)]
pub struct People<'a> {
    /// The mentions.
    pub mentions: &'a [Mention],
    /// The entities.
    pub entities: &'a [Entity],
    /// Which entity stands where.
    pub index: &'a Index,
}

/// Returns the party that the words at `source` name.
pub fn speaker(text: &Text<'_>, people: People<'_>, source: Span) -> Resolution {
    let found = people.index.entity_at(source);
    let kind = match found.map(|id| people.entities[id].kind) {
        Some(EntityKind::Person) => SpeakerKind::Person,
        Some(EntityKind::Group) => SpeakerKind::Group,
        Some(_) => SpeakerKind::Organization,
        None => SpeakerKind::Unnamed,
    };
    let name = found.map_or_else(|| text.words(source).to_owned(), |id| people.entities[id].name.clone());
    Resolution { entity: found, name, kind, count: None, candidates: Vec::new(), confidence: 0.5 }
}
