//! Race facts: tenures, candidacies, endorsements, criteria, ballots and events, each bound to a post.
//!
//! Drawn from statements and from the article's own sentences; nothing negated, hypothetical, asked or
//! joked raises a status or an endorsement.
//!
//! `Stoltenberg, who has led NATO since 2014, will step down in October 2024` → one tenure, two ends

mod inflection;
mod scene;
mod clause;
mod phrase;
mod scope;
mod lexicon;
mod post;
mod pattern;
mod gather;
mod contest;
mod when;
mod roster;
mod noun;
mod holder;
mod home;
mod title;
mod extension;
mod tenure;
mod term;
mod turn;
mod candidacy;
mod nomination;
mod cue;
mod standing;
mod backer;
mod endorsement;
mod backing;
mod decide;
mod voiced;
mod criterion;
mod ballot;
mod event;

pub use ballot::Ballot;
pub use candidacy::{Candidacy, CandidacyStatus};
pub use criterion::Criterion;
pub use endorsement::{Endorsement, Position};
pub use event::{Event, EventStatus};
pub use extension::Extension;
pub use post::Race;
pub use standing::Standing;
pub use tenure::Tenure;

use crate::entity::EntityId;
use crate::span::Span;
use crate::statement::{Findings, Statement};
use crate::text::Text;
use contest::Contests;
use scene::Scene;

/// Everything found about the races of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The contests, the most prominent first.
    pub races: Vec<Race>,
    /// Holdings of posts.
    pub tenures: Vec<Tenure>,
    /// Persons in races.
    pub candidacies: Vec<Candidacy>,
    /// What the candidacies were decided by, for every person that something speaks for.
    pub standings: Vec<Standing>,
    /// Public positions toward candidacies.
    pub endorsements: Vec<Endorsement>,
    /// What the next holder should be.
    pub criteria: Vec<Criterion>,
    /// Rounds of voting.
    pub ballots: Vec<Ballot>,
    /// Things held or on the agenda.
    pub events: Vec<Event>,
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

/// Returns the race facts of the article.
pub fn extract(text: &Text<'_>, findings: Findings<'_>, statements: &[Statement]) -> Facts {
    let scene = Scene::new(*text, findings, statements);
    let contests = Contests::find(&scene);
    let mut endorsements = endorsement::find(&scene, &contests);
    let (candidacies, standings) = decide::find(&scene, &contests, &endorsements);
    voiced::add(&scene, &contests, &candidacies, &mut endorsements);
    Facts {
        tenures: tenure::find(&scene, &contests),
        candidacies,
        standings,
        endorsements,
        criteria: criterion::find(&scene, &contests),
        ballots: ballot::find(&scene),
        events: event::find(&scene),
        races: if contests.is_contested { contests.races } else { Vec::new() },
    }
}
