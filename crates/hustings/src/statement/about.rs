//! Whom a statement is about: the persons and posts in its content, or in what it answers.
//!
//! Names, descriptions and pronouns count; "I" in a quotation is its speaker.
//!
//! `responding “yes” when asked about it` → about whom the sentence speaks

use super::scene::Scene;
use crate::entity::EntityId;
use crate::mention::EntityKind;
use crate::quotation::QuoteState;
use crate::span::Span;

/// Returns the persons and posts that the attribution is about, in order of their first mention.
pub(super) fn about(
    scene: &Scene<'_>,
    at: usize,
    speaker: Option<EntityId>,
    answered: &[EntityId],
) -> Vec<EntityId> {
    let mut found = Vec::new();
    let mut add = |entity: EntityId| {
        if !found.contains(&entity) && found.len() < 24 {
            found.push(entity);
        }
    };
    for &span in &scene.attribution(at).content {
        let told = scene.index.places_in(span).filter(|place| span.contains(place.span));
        told.filter(|place| matches!(scene.kind(place.entity), EntityKind::Person | EntityKind::Post))
            .for_each(|place| add(place.entity));
    }
    if let Some(own) =
        speaker.filter(|&own| scene.kind(own) == EntityKind::Person && speaks_of_self(scene, at))
    {
        add(own);
    }
    let has_person = found.iter().any(|&entity| scene.kind(entity) == EntityKind::Person);
    if !has_person {
        let asked = answered.iter().copied().filter(|entity| !found.contains(entity)).collect::<Vec<_>>();
        found.extend(asked);
    }
    found
}

/// Whether the content has a first person in quotation marks, or an action of the speaker without subject.
fn speaks_of_self(scene: &Scene<'_>, at: usize) -> bool {
    let content = scene.content(at);
    let quoted = |i: usize| scene.text.segments.quoted.get(i) == Some(&QuoteState::Inside);
    let first_person =
        |i: usize| quoted(i) && matches!(scene.lower(i), "i" | "me" | "my" | "myself" | "mine");
    let is_infinitive = content.first().is_some_and(|range| scene.lower(range.start) == "to");
    is_infinitive || content.into_iter().flatten().any(first_person)
}

/// Returns the persons of the words that a quotation without persons answers: its sentence, or the one before.
pub(super) fn answered(scene: &Scene<'_>, at: usize) -> Vec<EntityId> {
    let cue = scene.cue(at);
    let sentence = scene.near(cue.start);
    let around = scene.span(sentence.clone());
    let before = sentence.start.checked_sub(1).map(|i| scene.near(i)).and_then(|range| scene.span(range));
    let speaker = scene.attribution(at).source.first().copied();
    for span in [around, before].into_iter().flatten() {
        let outside = |place: Span| !speaker.is_some_and(|source| source.overlaps(place));
        let mut persons: Vec<EntityId> = Vec::new();
        for place in scene.persons_in(span).filter(|place| outside(place.span)).take(8) {
            if !persons.contains(&place.entity) {
                persons.push(place.entity);
            }
        }
        if !persons.is_empty() {
            return persons;
        }
    }
    Vec::new()
}

/// Whether the content is no more than a "yes": "absolutely", "of course".
pub(super) fn is_bare_yes(scene: &Scene<'_>, at: usize) -> bool {
    let tokens: Vec<usize> = scene.content(at).into_iter().flatten().collect();
    let yes =
        |&i: &usize| matches!(scene.lower(i), "yes" | "absolutely" | "yeah" | "definitely" | "certainly");
    tokens.len() <= 3 && tokens.iter().any(yes)
}
