//! Backers: the words for those who stand behind somebody, turned into parties.
//!
//! Persons, bodies and unnamed groups as printed; who is only pointed at ("those", "the man") is none.
//!
//! `Okafor’s backers include Hana Mori and the Farmers Union` → two parties

use super::Party;
use super::clause;
use super::phrase::{self, Phrase};
use super::scene::Scene;
use crate::entity::EntityId;
use std::ops::Range;

/// Returns whose backers or endorsers the noun at token `at` tells of: "Warren endorsers", "Okafor’s backers", "her allies".
pub(super) fn owner(scene: &Scene<'_>, at: usize) -> Option<EntityId> {
    let before = at.checked_sub(1)?;
    match scene.word(before) {
        "'s" | "'" => scene.person(before.checked_sub(1)?),
        _ => scene.person(before),
    }
}

/// Returns the parties of a list, persons and bodies alike, up to the end of the list.
pub(super) fn parties_listed(scene: &Scene<'_>, from: usize) -> Vec<Phrase> {
    let end = scene.sentence(from).end.min(from + 60);
    let (mut found, mut i): (Vec<Phrase>, usize) = (Vec::new(), from);
    while i < end && found.len() < 12 {
        if scene.entity(i).is_some() && scene.is_capital(i) {
            let phrase = phrase::phrase_at(scene, i);
            i = phrase.tokens.end.max(i + 1);
            found.push(phrase);
            continue;
        }
        if matches!(scene.word(i), ";" | "." | "who" | "but" | "while" | "which")
            || clause::is_finite(scene, i)
        {
            break;
        }
        i += 1;
    }
    found
}

/// Returns the named party that a description stands beside: "the Greens, a small party that endorsed her" → the Greens.
pub(super) fn apposed(scene: &Scene<'_>, phrase: &Phrase) -> Phrase {
    let start = phrase.tokens.start;
    let is_named = |id: EntityId| scene.findings.entities[id].is_named;
    let opens =
        matches!(scene.word(start), "a" | "an" | "the") || scene.word(start).starts_with(char::is_numeric);
    let name = start
        .checked_sub(2)
        .filter(|&i| opens && scene.word(i + 1) == "," && scene.entity(i).is_some_and(is_named));
    match name.filter(|_| phrase.entity.is_none_or(|id| !is_named(id))) {
        Some(name) => phrase::phrase_at(scene, name),
        None => phrase.clone(),
    }
}

/// Whether the words name nobody in particular: "those", "another", "the man"; "they" is not who stands before it.
pub(super) fn is_vague(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    let Range { start, end } = phrase.tokens;
    if phrase.entity.is_some_and(|id| scene.findings.entities[id].is_named) {
        return scene.word(end) == "they";
    }
    let is_bare = phrase.tokens.len() == 1
        && matches!(
            scene.word(start),
            "those" | "another" | "others" | "some" | "many" | "they" | "who" | "we" | "few"
        );
    let is_definite = phrase.tokens.len() == 2
        && matches!(scene.word(start), "the" | "his" | "her" | "their" | "a" | "an" | "its")
        && !scene.is_capital(start + 1)
        && !scene.word(start + 1).ends_with('s');
    is_bare && !matches!(scene.word(start), "we") || is_definite || scene.word(start) == "they"
}

/// Returns who did it, behind "by".
pub(super) fn agents(scene: &Scene<'_>, from: usize) -> Vec<Phrase> {
    let end = scene.sentence(from.saturating_sub(1)).end;
    let near = from.saturating_sub(1)..(from + 6).min(end);
    let Some(by) = near.into_iter().find(|&i| scene.word(i) == "by") else { return Vec::new() };
    noun_phrases_from(scene, by + 1, end)
}

/// Returns the parties named from token `from` on, up to the end of their list.
pub(super) fn noun_phrases_from(scene: &Scene<'_>, from: usize, end: usize) -> Vec<Phrase> {
    let end = end.min(from + 40);
    let persons = phrase::persons_from(scene, from, end);
    if !persons.is_empty() {
        return persons;
    }
    let named = (from..(from + 6).min(end)).find(|&i| scene.entity(i).is_some());
    if let Some(i) = named {
        return vec![phrase::phrase_at(scene, i)];
    }
    let stop = (from..end).find(|&i| {
        matches!(scene.word(i), "," | "." | ";" | "in" | "on" | "for" | "who" | "that" | "with")
            || clause::is_finite(scene, i)
    });
    let until = stop.unwrap_or(end);
    if until > from { vec![Phrase { tokens: from..until, entity: None }] } else { Vec::new() }
}

/// Returns the party that a phrase names, as printed where it is no entity.
pub(super) fn party(scene: &Scene<'_>, phrase: &Phrase) -> Option<Party> {
    if let Some(id) = phrase.entity {
        return Some(scene.party(id));
    }
    let words = scene.words(phrase.tokens.clone());
    let is_thing =
        matches!(scene.word(phrase.tokens.start), "it" | "that" | "this" | "which" | "there" | "what");
    (!is_thing && words.chars().any(char::is_alphabetic))
        .then(|| Party { entity: None, name: words.replace('\n', " ") })
}
