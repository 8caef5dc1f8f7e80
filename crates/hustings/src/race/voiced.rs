//! Voiced endorsements: who speaks for or against a candidate without any verb of backing.
//!
//! Drawn from the stance of statements toward somebody in the race; what predicates tell stands first.
//!
//! `“She would make a fine mayor,” Haddad said of Okafor`, who runs → Haddad for Okafor

use super::Party;
use super::candidacy::{Candidacy, CandidacyStatus as S};
use super::clause;
use super::contest::Contests;
use super::endorsement::{Endorsement, Position};
use super::scene::Scene;
use crate::attribution::{Attribution, AttributionKind};
use crate::entity::speaker::SpeakerKind;
use crate::statement::{About, Force, Stance, Statement};

/// How many statements of one speaker make a position where one may be bare praise or criticism. Measured on race/train and
/// the tune part of testdata/gold/race: whoever is quoted once against a nominee is an opponent in 11 of 19 cases, against
/// somebody who runs in 5 of 19, twice in 7 of 11; whoever is quoted for a nominee is a supporter in 11 of 26.
const LEAST: usize = 2;

/// What those are who comment on races for a living: they stand behind nobody.
const OBSERVERS: &[&str] = &[
    "analyst",
    "professor",
    "historian",
    "expert",
    "pollster",
    "scientist",
    "economist",
    "scholar",
    "commentator",
];

/// Adds the endorsements that statements voice and no predicate told.
pub(super) fn add(
    scene: &Scene<'_>,
    contests: &Contests,
    candidacies: &[Candidacy],
    endorsements: &mut Vec<Endorsement>,
) {
    let Some(post) = contests.post_name(scene, None) else { return };
    for statement in scene.statements {
        for about in &statement.about {
            let Some(position) = position(scene, candidacies, statement, about) else { continue };
            let is_known = endorsements.iter().any(|old| {
                old.candidate.entity == Some(about.entity)
                    && old.by.name == statement.speaker.name
                    && old.position == position
            });
            if is_known {
                continue;
            }
            let attribution = &scene.findings.attributions[statement.attribution];
            if !says_something(scene, attribution) {
                continue;
            }
            let Some(&first) = attribution.content.first() else { continue };
            let at = scene.segments().tokens_in(first).start;
            let mut basis = scene.basis(at..at, at, 0.4);
            basis.evidence.clone_from(&attribution.content);
            endorsements.push(Endorsement {
                by: Party { entity: statement.speaker.entity, name: statement.speaker.name.clone() },
                candidate: scene.party(about.entity),
                post: post.clone(),
                position,
                date: statement.said_at,
                is_conditional: false,
                reason: about.reason,
                basis,
            });
        }
    }
}

/// Whether words are quoted or a clause is told: "praised Okonjo, a candidate" and "backs the plan of Okonjo, who runs" do neither.
fn says_something(scene: &Scene<'_>, attribution: &Attribution) -> bool {
    if attribution.kind != AttributionKind::Indirect {
        return true;
    }
    let tokens = attribution.content.iter().flat_map(|&span| scene.segments().tokens_in(span));
    let opens =
        |i: &usize| clause::is_finite(scene, *i) || matches!(scene.word(*i), "who" | "which" | "whose");
    tokens.into_iter().find(opens).is_some_and(|i| clause::is_finite(scene, i))
}

/// Returns the position that a statement takes toward somebody in the race: none of jokes, questions and the unnamed.
fn position(
    scene: &Scene<'_>,
    candidacies: &[Candidacy],
    statement: &Statement,
    about: &About,
) -> Option<Position> {
    let is_said = !matches!(statement.force, Force::Joke | Force::Ask | Force::Deny | Force::Predict);
    let speaker = &statement.speaker;
    let is_somebody = !speaker.name.is_empty() && speaker.kind != SpeakerKind::Unnamed;
    if !is_said || !is_somebody || speaker.entity == Some(about.entity) || is_observer(scene, statement) {
        return None;
    }
    let own =
        || candidacies.iter().filter(|row| row.person.entity == Some(about.entity)).map(|row| row.status);
    own().next()?;
    let is_nominated = own().any(|status| status == S::Nominated);
    let is_in = is_nominated || own().any(|status| status == S::Declared);
    let is_often = statements(scene, statement, about) >= LEAST;
    let is_quoted = scene.findings.attributions[statement.attribution].kind != AttributionKind::Indirect;
    let is_plain = is_often || is_quoted && is_nominated;
    match about.stance {
        Stance::Support if is_plain => Some(Position::For),
        Stance::Oppose if is_in && is_plain && !is_rival(candidacies, statement) => Some(Position::Against),
        _ => None,
    }
}

/// Whether the speaker watches races: "an analyst at the Nordic Institute".
fn is_observer(scene: &Scene<'_>, statement: &Statement) -> bool {
    let Some(speaker) = statement.speaker.entity else { return false };
    scene.findings.entities[speaker].roles.iter().any(|role| {
        let words = scene.text.words(role.span).to_lowercase();
        words.split_whitespace().any(|word| OBSERVERS.contains(&word))
    })
}

/// Whether the speaker runs too: rivalry is no opposition to a candidacy.
fn is_rival(candidacies: &[Candidacy], statement: &Statement) -> bool {
    let speaker = statement.speaker.entity;
    speaker.is_some()
        && candidacies.iter().any(|row| {
            row.person.entity == speaker && row.status != S::Speculated && row.status != S::RuledOut
        })
}

/// Returns how many statements of the same speaker stand the same way to the person.
fn statements(scene: &Scene<'_>, statement: &Statement, about: &About) -> usize {
    let of_speaker = scene.statements.iter().filter(|other| other.speaker.name == statement.speaker.name);
    let is_same = |other: &About| other.entity == about.entity && other.stance == about.stance;
    of_speaker.filter(|other| other.about.iter().any(is_same)).count()
}
