//! Signs: what the trained classifier of stances sees of a statement and one of its targets.
//!
//! Words as hashes by where they stand to the target, and features as hashes; names are masked, so that nothing is
//! learned about persons. The same function gives training its input (`xtask stances`) and the program its own.
//!
//! `Okafor would be a fine mayor`, toward Okafor: `would`, `be`, `a` behind the name, no other person

use super::scene::Scene;
use super::stance::{self, Predicate};
use super::target::{Origin, Standing, Target};
use super::{Stance, Statement};
use crate::attribution::AttributionKind;
use crate::entity::EntityId;
use crate::model::Signs;
use crate::quotation::QuoteState;
use std::ops::Range;

/// The most words of a content that are looked at.
const LONGEST: usize = 90;

/// Returns the hash of a word or feature (FNV-1a, 32 bits).
pub(super) fn hash(parts: &[&str]) -> u32 {
    let mut hash = 0x811c_9dc5u32;
    for (i, part) in parts.iter().enumerate() {
        let joint: &[u8] = if i == 0 { b"" } else { b"\x1f" };
        for &byte in joint.iter().chain(part.as_bytes()) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}

/// Returns the hash of two things in their order.
fn join(a: u32, b: u32) -> u32 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x9e37_79b1)
}

/// One statement, read once for all of its targets.
pub(super) struct Reader<'s, 'a> {
    scene: &'s Scene<'a>,
    standing: &'s Standing,
    told: &'s Statement,
    content: Vec<Range<usize>>,
    cue: Range<usize>,
    predicates: Vec<Predicate>,
    persons: Vec<EntityId>,
    /// What holds of the statement, whoever the target is.
    flags: Vec<&'static str>,
}

impl<'s, 'a> Reader<'s, 'a> {
    pub(super) fn new(scene: &'s Scene<'a>, standing: &'s Standing, told: &'s Statement) -> Self {
        let at = told.attribution;
        let mut left = LONGEST;
        let mut content = scene.content(at);
        for range in &mut content {
            range.end = range.end.min(range.start + left);
            left -= range.len();
        }
        let mut persons: Vec<EntityId> = Vec::new();
        for i in content.iter().cloned().flatten() {
            if let Some(person) = standing.person(i).filter(|person| !persons.contains(person)) {
                persons.push(person);
            }
        }
        let cue = scene.cue(at);
        let mut reader = Self {
            scene,
            standing,
            told,
            cue: cue.start..cue.end.min(cue.start + 12),
            content,
            predicates: stance::predicates(scene, at),
            persons,
            flags: Vec::new(),
        };
        reader.flags = reader.flags();
        reader
    }

    fn flags(&self) -> Vec<&'static str> {
        let quoted = |i: usize| self.scene.text.segments.quoted.get(i) == Some(&QuoteState::Inside);
        let first = |i: usize| quoted(i) && matches!(self.scene.lower(i), "i" | "me" | "my" | "we" | "our");
        let polarity = self.told.polarity;
        let all = [
            (polarity.is_negated, "negated"),
            (polarity.is_hedged, "hedged"),
            (polarity.is_conditional, "conditional"),
            (self.scene.attribution(self.told.attribution).kind != AttributionKind::Indirect, "direct"),
            (self.content.iter().cloned().flatten().any(first), "first-person"),
            (self.content.iter().any(|range| self.standing.is_race(range.clone())), "race-words"),
            (self.standing.is_race(self.cue.clone()), "race-cue"),
        ];
        all.into_iter().filter_map(|(is_so, name)| is_so.then_some(name)).collect()
    }

    /// Returns the signs of the statement toward the target.
    pub(super) fn signs(&self, target: &Target) -> Signs {
        let mut signs = Signs::default();
        let mut all = |k: usize, tokens: Range<usize>| {
            signs.words[k].extend(tokens.map(|i| self.word(i, target)));
        };
        if let Some(words) = &target.words {
            let sentence = self.scene.near(words.start);
            let end = sentence.end.max(words.end);
            let start = words.start.saturating_sub(3).max(sentence.start);
            let behind = (words.end + 3).min(end);
            all(0, start..words.start);
            all(1, words.end..behind);
            all(2, start.saturating_sub(9).max(sentence.start)..start);
            all(3, behind..(words.end + 12).min(end));
        }
        all(4, self.cue.clone());
        self.content.iter().for_each(|range| all(5, range.clone()));
        self.add_features(target, &mut signs.features);
        self.add_words(target, &mut signs.features);
        signs
    }

    /// Returns the hash of the word at a token, a name as what its bearer is in the statement.
    fn word(&self, i: usize, target: &Target) -> u32 {
        match self.standing.person(i) {
            Some(person) if person == target.entity => hash(&["<target>"]),
            Some(person) if Some(person) == self.told.speaker.entity => hash(&["<speaker>"]),
            Some(_) => hash(&["<person>"]),
            None => self.standing.hash(i),
        }
    }

    fn add_features(&self, target: &Target, features: &mut Vec<u32>) {
        let (entity, origin) = (target.entity, target.origin.name());
        let own = if Some(entity) == self.told.speaker.entity { "self" } else { "other" };
        let others = self.persons.iter().filter(|&&person| person != entity).count();
        let length = self.content.iter().map(Range::len).sum::<usize>();
        let rank = self.standing.ranked.iter().position(|&id| id == entity).unwrap_or(9);
        let (names, near) = (self.standing.names[entity] as usize, self.standing.near_race[entity] as usize);
        let rule = self.told.about.iter().find(|about| about.entity == entity);
        let rule = rule.map_or(Stance::Neutral, |about| about.stance).name();
        let mut add = |parts: &[&str]| features.push(hash(parts));
        add(&["bias", own]);
        add(&["origin", origin, own]);
        add(&["force", self.told.force.name(), own]);
        add(&["kind", self.told.speaker.kind.name(), own]);
        add(&["persons", count(others), origin]);
        add(&["length", count(length / 6)]);
        add(&["rank", count(rank), own]);
        add(&["names", count(names), own]);
        add(&["race", count(near * 4 / (names + 1)), own]);
        add(&["rule", rule, own]);
        add(&["rule", rule, origin]);
        for flag in &self.flags {
            add(&[flag, own]);
            add(&[flag, own, origin]);
        }
        for predicate in &self.predicates {
            let place = self.place(&predicate.words, target);
            let negated = if predicate.is_negated { "not" } else { "" };
            add(&["predicate", predicate.name(), negated, own]);
            add(&["predicate", predicate.name(), negated, place, own]);
        }
    }

    /// Adds the words next to the target, pairs of neighboring words, and the words of the cue.
    fn add_words(&self, target: &Target, features: &mut Vec<u32>) {
        let is_self = Some(target.entity) == self.told.speaker.entity;
        if let Some(words) = &target.words {
            let before = words.start.checked_sub(1).map_or(0, |i| self.word(i, target));
            features.push(join(hash(&["before"]), before));
            features.push(join(hash(&["behind"]), self.word(words.end, target)));
        }
        let pair = hash(&["pair"]);
        for range in &self.content {
            let mut last = None;
            for i in range.clone() {
                let word = self.word(i, target);
                features.extend(last.map(|last| join(join(pair, last), word)));
                last = Some(word);
            }
        }
        let cue = hash(&["cue", if is_self { "self" } else { "other" }]);
        features.extend(self.cue.clone().map(|i| join(cue, self.standing.hash(i))));
    }

    /// Returns where a predicate stands to the target.
    fn place(&self, words: &Range<usize>, target: &Target) -> &'static str {
        let is_cue = self.cue.contains(&words.start);
        match &target.words {
            None if is_cue => "cue",
            None => "away",
            Some(target) if words.end <= target.start && target.start <= words.end + 4 => "just-before",
            Some(target) if target.end <= words.start && words.start <= target.end + 4 => "just-behind",
            Some(_) if is_cue => "cue-far",
            Some(target) if words.start < target.start => "before",
            Some(_) => "behind",
        }
    }
}

impl Origin {
    fn name(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Pronoun => "pronoun",
            Self::Cue => "cue",
            Self::Sentence => "sentence",
            Self::Speaker => "speaker",
            Self::Before(0) => "before",
            Self::Before(_) => "further",
            Self::Salient => "salient",
        }
    }
}

fn count(n: usize) -> &'static str {
    ["0", "1", "2", "3", "4", "5", "6", "7", "8"].get(n).copied().unwrap_or("9")
}
