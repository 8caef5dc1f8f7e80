//! Force and polarity: what is done by saying something, and how its words stand to it.
//!
//! Read off the cue, the words around it and the head of the content.
//!
//! `she said with a laugh` → a joke

use super::scene::Scene;
use super::{Force, Polarity};
use crate::attribution::cue::{self, CueClass, Verb};
use std::ops::Range;

/// Words around a cue that make it a joke.
const LAUGHTER: &[&str] = &[
    "laugh",
    "laughing",
    "laughed",
    "laughter",
    "jokingly",
    "joking",
    "jest",
    "chuckle",
    "chuckling",
    "chuckled",
    "grin",
    "grinning",
    "wink",
    "smirk",
    "tongue-in-cheek",
    "ironically",
    "sarcastically",
    "deadpanned",
    "quipped",
    "kidding",
    "teased",
];

/// Words that loosen a content.
const HEDGES: &[&str] = &[
    "may",
    "might",
    "could",
    "perhaps",
    "potentially",
    "possibly",
    "likely",
    "probably",
    "seemingly",
    "apparently",
    "maybe",
    "reportedly",
];

/// Returns the first cue verb of the tokens.
pub(super) fn verb_in(scene: &Scene<'_>, cue: Range<usize>) -> Option<(usize, &'static Verb)> {
    cue.into_iter().find_map(|i| cue::verb(scene.lower(i)).map(|(verb, _)| (i, verb)))
}

/// Returns the force of the attribution.
pub(super) fn force(scene: &Scene<'_>, at: usize) -> Force {
    let cue = scene.cue(at);
    let sentence = scene.sentence(cue.start);
    let around = cue.start.saturating_sub(3).max(sentence.start)..(cue.end + 6).min(sentence.end);
    let outside = |i: &usize| !scene.is_content(at, *i);
    if around.filter(outside).any(|i| LAUGHTER.contains(&scene.lower(i))) {
        return Force::Joke;
    }
    let Some((word, verb)) = verb_in(scene, cue) else { return Force::Assert };
    let is_negated = (word.saturating_sub(3)..word).any(|i| is_negation(scene.lower(i)));
    match verb.class {
        CueClass::Deny => Force::Deny,
        CueClass::Joke => Force::Joke,
        CueClass::Ask if asks(scene, at, verb) => Force::Ask,
        CueClass::Predict => Force::Predict,
        CueClass::Promise => Force::Promise,
        CueClass::Threaten => Force::Threaten,
        CueClass::Decline => Force::Decline,
        CueClass::Say if is_negated && matches!(verb.lemma, "say" | "comment" | "confirm" | "answer") => {
            Force::Decline
        }
        _ => Force::Assert,
    }
}

/// "asked whether", "asked: “…?”"; not "asked them to vote".
fn asks(scene: &Scene<'_>, at: usize, verb: &Verb) -> bool {
    let content = scene.content(at);
    let first = content.first().map_or("", |range| scene.lower(range.start));
    verb.lemma != "ask"
        || matches!(first, "whether" | "if" | "why" | "how" | "what" | "who" | "when" | "where")
        || {
            content.last().is_some_and(|range| {
                (range.end.saturating_sub(2)..range.end + 2).any(|i| scene.lower(i) == "?")
            })
        }
}

pub(super) fn is_negation(word: &str) -> bool {
    matches!(
        word,
        "not"
            | "n't"
            | "n’t"
            | "never"
            | "no"
            | "neither"
            | "nor"
            | "without"
            | "cannot"
            | "declined"
            | "refused"
            | "refuses"
            | "declines"
            | "refusing"
            | "declining"
            | "stopped"
            | "short"
            | "nobody"
            | "none"
    )
}

/// Returns the polarity of the content.
pub(super) fn polarity(scene: &Scene<'_>, at: usize) -> Polarity {
    let mut polarity = Polarity::default();
    for range in scene.content(at) {
        let head = range.start..range.end.min(range.start + 12);
        polarity.is_negated |= head.clone().any(|i| is_negation(scene.lower(i)));
        // "May" with a capital is the month.
        let hedges = |i: usize| HEDGES.contains(&scene.lower(i)) && scene.text.word(i) != "May";
        polarity.is_hedged |= range.clone().take(40).any(hedges);
        let conditional =
            |i: usize| matches!(scene.lower(i), "if" | "unless" | "provided" | "should" if is_if(scene, i));
        polarity.is_conditional |= range.take(60).any(conditional);
    }
    polarity
}

/// Whether the word opens a condition: "should" does so only at the head of a clause.
fn is_if(scene: &Scene<'_>, i: usize) -> bool {
    match scene.lower(i) {
        "if" => i == 0 || !matches!(scene.lower(i - 1), "as" | "asked" | "ask" | "even" | "wondered"),
        "should" => i > 0 && scene.lower(i - 1) == ",",
        "provided" => scene.lower(i + 1) == "that",
        _ => true,
    }
}
