//! Mentions: words that name or point to persons, organizations, places, posts and groups.
//!
//! Found in the tagged text; [`crate::entity`] joins those that mean the same one.
//!
//! `Estonian Prime Minister Kaja Kallas … She … the premier`: three mentions of one person

use crate::span::Span;
use crate::text::Text;

/// Words that refer to somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands; for names without title and role.
    pub span: Span,
    /// How it refers.
    pub form: MentionForm,
    /// What kind of thing it refers to, as far as the words tell.
    pub kind: Option<EntityKind>,
    /// The token that carries the reference: the surname, the noun, the pronoun.
    pub head: usize,
    /// The title and role words in front of a name: "outgoing Dutch Prime Minister".
    pub title: Option<Span>,
    /// Which gender the words show, where they show one.
    pub gender: Option<Gender>,
    /// Whether they refer to several.
    pub is_plural: bool,
    /// How many, where the words give a number: "two people familiar with the talks".
    pub count: Option<u32>,
}

/// The gender that words show: of a person, not of a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// "she", "Mrs", "spokeswoman".
    Female,
    /// "he", "Mr", "chairman" of a man.
    Male,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// By a name.
    Name,
    /// By a description: "the Estonian premier".
    Description,
    /// By a pronoun.
    Pronoun,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body with a name: party, government, agency, outlet.
    Organization,
    /// A country, city or region.
    Place,
    /// An office that somebody can hold.
    Post,
    /// Several people without one name: "Republicans", "voters".
    Group,
}

impl EntityKind {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Post => "post",
            Self::Group => "group",
        }
    }
}

/// Returns the mentions of the article in the order of their starts.
pub fn find(text: &Text<'_>) -> Vec<Mention> {
    let _ = text;
    Vec::new()
}
