//! Voiced endorsements: who speaks for or against a candidate without any verb of backing.
//!
//! Drawn from the stance of statements toward somebody in the race; what predicates tell stands first.
//!
//! `“She would make a fine mayor,” Haddad said of Okafor`, who runs → Haddad for Okafor

use super::Party;
use super::candidacy::Candidacy;
use super::clause;
use super::contest::Contests;
use super::endorsement::{Endorsement, Position};
use super::scene::Scene;
use crate::attribution::{Attribution, AttributionKind};
use crate::entity::speaker::SpeakerKind;
use crate::statement::{About, Force, Stance, Statement};

/// How many statements of one speaker make a position: one against somebody may be bare criticism, one for somebody
/// bare praise unless it is quoted. Measured on race/train and the tune part of testdata/gold/race: of those who are
/// once for somebody in indirect speech a fifth were endorsers, of the others here more than a third.
const LEAST_AGAINST: usize = 3;
const LEAST_FOR: usize = 2;

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
            let Some(position) = position(scene, statement, about) else { continue };
            let runs = candidacies.iter().any(|candidacy| candidacy.person.entity == Some(about.entity));
            let is_known = endorsements.iter().any(|old| {
                old.candidate.entity == Some(about.entity)
                    && old.by.name == statement.speaker.name
                    && old.position == position
            });
            if !runs || is_known {
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

/// Returns the position that a statement takes toward somebody: none of jokes, questions and the unnamed.
fn position(scene: &Scene<'_>, statement: &Statement, about: &About) -> Option<Position> {
    let is_said = !matches!(statement.force, Force::Joke | Force::Ask | Force::Deny | Force::Predict);
    let is_somebody = !statement.speaker.name.is_empty() && statement.speaker.kind != SpeakerKind::Unnamed;
    if !is_said || !is_somebody || statement.speaker.entity == Some(about.entity) {
        return None;
    }
    let voiced = statements(scene, statement, about);
    let is_quoted = scene.findings.attributions[statement.attribution].kind != AttributionKind::Indirect;
    match about.stance {
        Stance::Support if is_quoted || voiced >= LEAST_FOR => Some(Position::For),
        Stance::Oppose if voiced >= LEAST_AGAINST => Some(Position::Against),
        _ => None,
    }
}

/// Returns how many statements of the same speaker stand the same way to the person.
fn statements(scene: &Scene<'_>, statement: &Statement, about: &About) -> usize {
    let of_speaker = scene.statements.iter().filter(|other| other.speaker.name == statement.speaker.name);
    let is_same = |other: &About| other.entity == about.entity && other.stance == about.stance;
    of_speaker.filter(|other| other.about.iter().any(is_same)).count()
}
