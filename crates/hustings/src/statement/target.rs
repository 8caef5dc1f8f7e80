//! Targets: the persons that a statement may take a stance toward, and what the article tells of each.
//!
//! Those it names, its speaker, those around its cue, those named just before, and those the article is about; the
//! trained classifier of [`super::signs`] decides.
//!
//! `Herrera praised Okafor. “She is ready,” he said.` → Okafor in both, Herrera as the speaker

use super::scene::Scene;
use super::signs::hash;
use crate::entity::EntityId;
use crate::mention::{EntityKind, MentionForm};
use std::ops::Range;

/// Where a statement has its target from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The content names or describes them.
    Content,
    /// The content has a pronoun for them.
    Pronoun,
    /// They stand around the cue.
    Cue,
    /// They stand elsewhere in the sentence.
    Sentence,
    /// They speak.
    Speaker,
    /// They are named last before the statement, the nearest one as 0.
    Before(u8),
    /// The article speaks of them most.
    Salient,
}

impl Origin {
    /// Returns its group, as the classifier's weights know them.
    pub(super) fn group(self) -> usize {
        match self {
            Self::Content => 0,
            Self::Pronoun => 1,
            Self::Cue | Self::Sentence => 2,
            Self::Speaker => 3,
            Self::Before(0) => 4,
            Self::Before(_) | Self::Salient => 5,
        }
    }
}

/// A person that a statement may take a stance toward.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) entity: EntityId,
    pub(super) origin: Origin,
    /// The tokens of the first mention in the content or the sentence.
    pub(super) words: Option<Range<usize>>,
}

/// What the article tells of each entity, for all statements alike.
pub(super) struct Standing {
    /// How often each entity is named.
    pub(super) names: Vec<u32>,
    /// How many of its mentions stand near a word for a race.
    pub(super) near_race: Vec<u32>,
    /// The named persons, most mentioned first.
    pub(super) ranked: Vec<EntityId>,
    /// For each token whether it is a word for a race.
    race_words: Vec<bool>,
    /// The hash of each token in lower case.
    hashes: Vec<u32>,
    /// The named person at each token.
    persons: Vec<Option<EntityId>>,
}

/// How far a word for a race may stand from a name.
const NEAR: usize = 6;
/// The most targets of one statement.
const MOST: usize = 8;

impl Standing {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let entities = scene.findings.entities;
        let race_words: Vec<bool> = scene.lower.iter().map(|word| is_race_word(word)).collect();
        let (mut names, mut near_race) = (vec![0; entities.len()], vec![0; entities.len()]);
        for (id, entity) in entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Person) {
            for &mention in &entity.mentions {
                let tokens = scene.tokens(scene.findings.mentions[mention].span);
                let near = tokens.start.saturating_sub(NEAR)..(tokens.end + NEAR).min(race_words.len());
                names[id] += u32::from(scene.findings.mentions[mention].form == MentionForm::Name);
                near_race[id] += u32::from(race_words[near].contains(&true));
            }
        }
        let mut ranked: Vec<EntityId> = (0..entities.len()).filter(|&id| is_target(scene, id)).collect();
        ranked.sort_by_key(|&id| (std::cmp::Reverse(entities[id].mentions.len()), id));
        let hashes = scene.lower.iter().map(|word| hash(&[word])).collect();
        Self { names, near_race, ranked, race_words, hashes, persons: persons(scene) }
    }

    /// Returns the hash of token `i`; that of no word past the end.
    pub(super) fn hash(&self, i: usize) -> u32 {
        self.hashes.get(i).copied().unwrap_or_default()
    }

    /// Returns the named person at token `i`.
    pub(super) fn person(&self, i: usize) -> Option<EntityId> {
        self.persons.get(i).copied().flatten()
    }

    /// Whether one of the tokens is a word for a race.
    pub(super) fn is_race(&self, tokens: Range<usize>) -> bool {
        self.race_words.get(tokens).is_some_and(|words| words.contains(&true))
    }
}

/// Returns the named person at each token, of the shortest mention there.
fn persons(scene: &Scene<'_>) -> Vec<Option<EntityId>> {
    let mut persons = vec![None; scene.lower.len()];
    let mut places: Vec<(usize, Range<usize>, EntityId)> = Vec::new();
    for id in (0..scene.findings.entities.len()).filter(|&id| is_target(scene, id)) {
        for &mention in &scene.findings.entities[id].mentions {
            let span = scene.findings.mentions[mention].span;
            places.push((span.len(), scene.tokens(span), id));
        }
    }
    places.sort_by_key(|(length, tokens, id)| (std::cmp::Reverse(*length), tokens.start, *id));
    for (_, tokens, id) in places {
        tokens.for_each(|i| persons[i] = Some(id));
    }
    persons
}

fn is_target(scene: &Scene<'_>, id: EntityId) -> bool {
    let entity = &scene.findings.entities[id];
    entity.kind == EntityKind::Person && entity.is_named && !entity.is_plural
}

/// Words that speak of getting, holding or losing a post.
fn is_race_word(word: &str) -> bool {
    const STEMS: &[&str] = &[
        "nomin",
        "candida",
        "campaign",
        "confirm",
        "elect",
        "endors",
        "success",
        "succeed",
        "resign",
        "primar",
        "runoff",
        "contender",
        "vacan",
        "appoint",
        "incumben",
        "impeach",
        "ballot",
    ];
    const WORDS: &[&str] =
        &["run", "running", "ran", "race", "bid", "post", "job", "vote", "votes", "seat", "oust"];
    WORDS.contains(&word) || STEMS.iter().any(|stem| word.starts_with(stem))
}

/// Returns the persons that the statement may take a stance toward, the likeliest origins first.
pub(super) fn targets(
    scene: &Scene<'_>,
    at: usize,
    speaker: Option<EntityId>,
    standing: &Standing,
) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    let mut add = |entity: EntityId, origin: Origin, words: Option<Range<usize>>| {
        let is_new = found.iter().all(|old| old.entity != entity);
        if is_new && found.len() < MOST && is_target(scene, entity) {
            found.push(Target { entity, origin, words });
        }
    };
    for &span in &scene.attribution(at).content {
        for place in scene.persons_in(span).filter(|place| span.contains(place.span)) {
            let is_pronoun = scene.findings.mentions[place.mention].form == MentionForm::Pronoun;
            let origin = if is_pronoun { Origin::Pronoun } else { Origin::Content };
            add(place.entity, origin, Some(scene.tokens(place.span)));
        }
    }
    if let Some(speaker) = speaker {
        add(speaker, Origin::Speaker, None);
    }
    let cue = scene.cue(at);
    let near = cue.start.saturating_sub(4)..cue.end + 6;
    let source = scene.attribution(at).source.first().copied();
    let sentence = scene.near(cue.start.min(scene.lower.len().saturating_sub(1)));
    if let Some(span) = scene.span(sentence.clone()) {
        let outside = scene.persons_in(span).filter(|p| !source.is_some_and(|s| s.overlaps(p.span)));
        for place in outside {
            let words = scene.tokens(place.span);
            let origin = if near.contains(&words.start) { Origin::Cue } else { Origin::Sentence };
            add(place.entity, origin, Some(words));
        }
    }
    let start = scene.content(at).first().map_or(sentence.start, |content| content.start.min(sentence.start));
    for (rank, entity) in before(scene, start).into_iter().enumerate() {
        add(entity, Origin::Before(rank as u8), None);
    }
    standing.ranked.iter().take(2).for_each(|&entity| add(entity, Origin::Salient, None));
    found
}

/// Returns the two persons named last before token `start`.
fn before(scene: &Scene<'_>, start: usize) -> Vec<EntityId> {
    let mut last: Vec<EntityId> = Vec::new();
    let Some(span) = scene.span(start.saturating_sub(80)..start) else { return last };
    let places: Vec<_> = scene.persons_in(span).collect();
    for place in places.into_iter().rev().filter(|place| is_target(scene, place.entity)) {
        if !last.contains(&place.entity) && last.len() < 2 {
            last.push(place.entity);
        }
    }
    last
}
