//! Stance: how a speaker stands to the candidacies of the persons that a statement is about.
//!
//! Predicates from `data/stance_predicates.tsv`, each with whose they are and toward whom, weighed together;
//! jokes, questions, forecasts about others and praise in a concession count for nothing.
//!
//! `Timmermans expressed reservations about Kallas` → reservation, toward Kallas

use super::force::{is_negation, verb_in};
use super::pattern::Table;
use super::scene::Scene;
use super::{Force, Polarity, Stance};
use crate::attribution::cue::CueClass;
use crate::entity::EntityId;
use crate::entity::index::Place;
use crate::mention::EntityKind;
use crate::model::PartOfSpeech as Pos;
use crate::quotation::QuoteState;
use crate::span::Span;
use std::ops::Range;
use std::sync::LazyLock;

/// What a predicate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// The speaker is in or wants in.
    Run,
    /// The speaker is out or wants out.
    Quit,
    Back,
    Oppose,
    Doubt,
    Praise,
    Blame,
}

static PREDICATES: LazyLock<Table<Meaning>> = LazyLock::new(|| {
    Table::parse(include_str!("../../data/stance_predicates.tsv"), |name| {
        Some(match name {
            "run" | "stay" => Meaning::Run,
            "quit" => Meaning::Quit,
            "back" => Meaning::Back,
            "oppose" => Meaning::Oppose,
            "doubt" => Meaning::Doubt,
            "praise" => Meaning::Praise,
            "blame" => Meaning::Blame,
            _ => return None,
        })
    })
});

/// What is known of a statement before its stance.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) speaker: Option<EntityId>,
    pub(super) is_person: bool,
    pub(super) force: Force,
    pub(super) polarity: Polarity,
    pub(super) about: &'a [EntityId],
    /// What others tell inside of it: the stance in there is theirs.
    pub(super) inner: &'a [Span],
}

/// A stance toward one person with the words that give the reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Toward {
    pub(super) entity: EntityId,
    pub(super) stance: Stance,
    pub(super) reason: Option<Span>,
}

/// A predicate of the table where it stands.
#[derive(Clone, Debug)]
pub(super) struct Predicate {
    pub(super) words: Range<usize>,
    pub(super) is_negated: bool,
    meaning: Meaning,
}

impl Predicate {
    pub(super) fn name(&self) -> &'static str {
        match self.meaning {
            Meaning::Run => "run",
            Meaning::Quit => "quit",
            Meaning::Back => "back",
            Meaning::Oppose => "oppose",
            Meaning::Doubt => "doubt",
            Meaning::Praise => "praise",
            Meaning::Blame => "blame",
        }
    }
}

/// Returns the predicates of the cue and the content.
pub(super) fn predicates(scene: &Scene<'_>, at: usize) -> Vec<Predicate> {
    let mut found = Vec::new();
    for zone in zones(scene, at) {
        let mut i = zone.start;
        while i < zone.end {
            let Some((words, meaning)) = PREDICATES.at(&scene.lower, i, zone.end) else {
                i += 1;
                continue;
            };
            i = words.end;
            found.push(Predicate { is_negated: is_negated(scene, &zone, words.start), words, meaning });
        }
    }
    found
}

/// Returns the stances that are not neutral.
pub(super) fn stances(scene: &Scene<'_>, at: usize, told: Told<'_>) -> Vec<Toward> {
    if matches!(told.force, Force::Joke | Force::Ask) {
        return Vec::new();
    }
    let mut votes: Vec<Vote> = Vec::new();
    for zone in zones(scene, at) {
        let mut i = zone.start;
        while i < zone.end {
            let Some((tokens, meaning)) = PREDICATES.at(&scene.lower, i, zone.end) else {
                i += 1;
                continue;
            };
            let reader = Reader { scene, at, told, zone: zone.clone() };
            if let Some(vote) = reader.vote(tokens.clone(), meaning) {
                votes.push(vote);
            }
            i = tokens.end;
        }
    }
    weigh(scene, at, &votes)
}

struct Vote {
    entity: EntityId,
    weight: f32,
    is_self: bool,
    words: Range<usize>,
}

/// Returns the stretches that are searched: cue and content, as one where the content follows the cue.
fn zones(scene: &Scene<'_>, at: usize) -> Vec<Range<usize>> {
    let cue = scene.cue(at);
    let mut zones = scene.content(at);
    match zones.iter_mut().find(|zone| zone.start >= cue.end && zone.start <= cue.end + 3) {
        Some(zone) => zone.start = cue.start,
        None => zones.insert(0, cue),
    }
    zones
}

struct Reader<'s, 'a> {
    scene: &'s Scene<'a>,
    at: usize,
    told: Told<'s>,
    zone: Range<usize>,
}

impl Reader<'_, '_> {
    fn vote(&self, words: Range<usize>, meaning: Meaning) -> Option<Vote> {
        let span = self.scene.span(words.clone())?;
        if self.told.inner.iter().any(|inner| inner.contains(span)) || self.is_asked(words.start) {
            return None;
        }
        let is_negated = is_negated(self.scene, &self.zone, words.start);
        let refused = is_negated && self.is_refused(words.start);
        let own = matches!(meaning, Meaning::Run | Meaning::Quit);
        let (entity, weight) = if own {
            let wants_in = (meaning == Meaning::Run) != is_negated;
            (self.own_subject(&words)?, if wants_in { 2.0 } else { -2.0 })
        } else {
            (self.target(&words, meaning)?, self.weight(meaning, is_negated, refused)?)
        };
        Some(Vote { entity, weight, is_self: own, words })
    }

    fn weight(&self, meaning: Meaning, is_negated: bool, refused: bool) -> Option<f32> {
        let (_, verb) = verb_in(self.scene, self.scene.cue(self.at)).unzip();
        let concedes = verb.is_some_and(|verb| {
            matches!(verb.lemma, "acknowledge" | "admit" | "concede" | "congratulate" | "thank" | "credit")
        });
        let predicts =
            self.told.force == Force::Predict || verb.is_some_and(|verb| verb.class == CueClass::Fear);
        Some(match (meaning, is_negated) {
            (Meaning::Praise, false) if concedes => return None,
            (Meaning::Back, false) if predicts || self.told.polarity.is_conditional => return None,
            (Meaning::Back, false) => 2.0,
            (Meaning::Back, true) if refused => -1.2,
            (Meaning::Back, true) => -0.8,
            (Meaning::Oppose, false) => -2.0,
            (Meaning::Praise, false) => 1.0,
            (Meaning::Praise, true) | (Meaning::Blame, false) => -1.1,
            (Meaning::Doubt, _) => -0.7,
            (Meaning::Oppose | Meaning::Blame, true) | (Meaning::Run | Meaning::Quit, _) => return None,
        })
    }

    /// Whether the negated act is refused for good: "will not vote for", "am not going to endorse".
    fn is_refused(&self, start: usize) -> bool {
        let low = self.zone.start.max(start.saturating_sub(5));
        let has = |words: &[&str]| (low..start).any(|i| words.contains(&self.scene.lower(i)));
        has(&["will", "wo", "would", "going", "never", "cannot", "ca"]) && !has(&["ready", "yet", "declined"])
    }

    fn is_asked(&self, i: usize) -> bool {
        let end = self.scene.sentence(i).end;
        (i..end.min(i + 40)).any(|k| self.scene.lower(k) == "?")
            && (i..end.min(i + 40)).all(|k| self.scene.lower(k) != ".")
    }

    /// Returns the speaker when the predicate is said of the speaker.
    fn own_subject(&self, words: &Range<usize>) -> Option<EntityId> {
        if let Some(Subject::Person(other)) = self.speaks_for_others().then(|| self.subject(words.start)) {
            return Some(other);
        }
        let speaker = self.told.speaker.filter(|_| self.told.is_person)?;
        let possessor = matches!(self.scene.lower(words.start), "his" | "her" | "their");
        match self.subject(words.start + usize::from(possessor)) {
            Subject::None | Subject::FirstPerson => Some(speaker),
            Subject::Person(entity) => (entity == speaker).then_some(speaker),
            Subject::Other => None,
        }
    }

    /// Whether the source speaks for somebody: "a spokesman", "her campaign".
    fn speaks_for_others(&self) -> bool {
        let source = self.scene.attribution(self.at).source.first();
        let words = source.map_or(0..0, |&source| self.scene.tokens(source));
        words.into_iter().any(|i| {
            matches!(
                self.scene.lower(i),
                "spokesman"
                    | "spokeswoman"
                    | "spokesperson"
                    | "campaign"
                    | "aide"
                    | "aides"
                    | "lawyer"
                    | "office"
            )
        })
    }

    /// Returns what stands nearest in front of the predicate as its subject.
    fn subject(&self, start: usize) -> Subject {
        let low = self.zone.start.max(start.saturating_sub(14));
        for i in (low..start).rev() {
            let quoted = self.scene.text.segments.quoted.get(i) == Some(&QuoteState::Inside);
            match self.scene.lower(i) {
                _ if self.is_opening_pronoun(i) => return Subject::FirstPerson,
                "i" | "we" | "my" | "our" | "me" if quoted => return Subject::FirstPerson,
                "." | ";" => return Subject::None,
                "they" | "it" | "who" | "which" | "you" | "people" | "voters" | "nobody" | "everyone" => {
                    return self.entity_at(i).map_or(Subject::Other, Subject::Person);
                }
                _ => {}
            }
            if let Some(entity) = self.entity_at(i) {
                return match self.scene.kind(entity) {
                    EntityKind::Person => Subject::Person(entity),
                    EntityKind::Post | EntityKind::Place => continue,
                    _ => Subject::Other,
                };
            }
        }
        Subject::None
    }

    /// Whether the token is the pronoun that opens an indirect content and so means the speaker: "said he would run".
    fn is_opening_pronoun(&self, i: usize) -> bool {
        let quoted = self.scene.text.segments.quoted.get(i) == Some(&QuoteState::Inside);
        let own: &[&str] = if self.told.is_person {
            &["he", "she", "his", "her"]
        } else {
            &["they", "it", "their", "its", "we"]
        };
        let opens = |start: usize| {
            i == start
                || i == start + 1 && matches!(self.scene.lower(start), "that" | "if" | "whether" | "while")
        };
        !quoted
            && own.contains(&self.scene.lower(i))
            && self.scene.content(self.at).iter().any(|r| opens(r.start))
    }

    fn entity_at(&self, i: usize) -> Option<EntityId> {
        let token = self.scene.text.segments.tokens[i].span;
        self.scene.index.places_in(token).next().map(|place| place.entity)
    }

    /// Returns toward whom a predicate goes: the person behind it, in front of it, or the only other one.
    fn target(&self, words: &Range<usize>, meaning: Meaning) -> Option<EntityId> {
        let evaluates = matches!(meaning, Meaning::Praise | Meaning::Blame);
        let in_cue =
            words.start < self.scene.cue(self.at).end && words.start >= self.scene.cue(self.at).start;
        if !evaluates && !in_cue {
            let subject = self.subject(words.start);
            let speaks = match subject {
                Subject::Person(entity) => Some(entity) == self.told.speaker || !is_verb_frame(meaning),
                Subject::Other => !is_verb_frame(meaning) || !self.told.is_person,
                Subject::None | Subject::FirstPerson => true,
            };
            if !speaks {
                return None;
            }
        }
        let behind = self.person(words.end..self.zone.end.min(words.end + 14), false);
        let front = self.person(self.zone.start.max(words.start.saturating_sub(25))..words.start, true);
        let near = if evaluates && !in_cue { front.or(behind) } else { behind.or(front) };
        near.or_else(|| self.only_other())
    }

    /// Returns the first (or last) person of the tokens who is not the speaker.
    fn person(&self, tokens: Range<usize>, from_end: bool) -> Option<EntityId> {
        let span = self.scene.span(tokens)?;
        let other = |place: &Place| {
            let is_named = self.scene.findings.entities[place.entity].is_named;
            is_named && Some(place.entity) != self.told.speaker && span.contains(place.span)
        };
        let mut others = self.scene.persons_in(span).filter(other).map(|place| place.entity);
        if from_end { others.last() } else { others.next() }
    }

    fn only_other(&self) -> Option<EntityId> {
        let is_other = |&&entity: &&EntityId| {
            Some(entity) != self.told.speaker && self.scene.kind(entity) == EntityKind::Person
        };
        let mut others = self.told.about.iter().filter(is_other);
        let first = others.next().copied();
        first.filter(|_| others.next().is_none())
    }
}

/// Whether a word of negation stands shortly before in the same clause.
fn is_negated(scene: &Scene<'_>, zone: &Range<usize>, start: usize) -> bool {
    let low = zone.start.saturating_sub(3).max(start.saturating_sub(5));
    let clause = (low..start).rev().take_while(|&i| !matches!(scene.lower(i), "," | ";" | "." | "but"));
    clause.into_iter().any(|i| is_negation(scene.lower(i)))
}

fn is_verb_frame(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Back | Meaning::Oppose)
}

enum Subject {
    None,
    FirstPerson,
    Person(EntityId),
    Other,
}

/// Sums the votes for each person, strongest first within the order of mention.
fn weigh(scene: &Scene<'_>, at: usize, votes: &[Vote]) -> Vec<Toward> {
    let mut entities: Vec<EntityId> = votes.iter().map(|vote| vote.entity).collect();
    entities.sort_unstable();
    entities.dedup();
    let mut found = Vec::new();
    for entity in entities {
        let mine = || votes.iter().filter(|vote| vote.entity == entity);
        let total: f32 = mine().map(|vote| vote.weight).sum();
        let is_self = mine().any(|vote| vote.is_self);
        let Some(stance) = level(total, is_self) else { continue };
        let strongest = mine().max_by(|a, b| a.weight.abs().total_cmp(&b.weight.abs()));
        let words = strongest.map(|vote| match stance {
            Stance::Reservation | Stance::Oppose => with_subject(scene, at, vote.words.clone()),
            _ => vote.words.clone(),
        });
        let reason = reason(scene, at).or_else(|| words.and_then(|words| scene.span(words)));
        found.push(Toward { entity, stance, reason });
    }
    found
}

/// Returns the words of a predicate with their subject, which is what speaks against somebody.
///
/// `that her age could stand in the way` → `her age could stand in the way`
fn with_subject(scene: &Scene<'_>, at: usize, words: Range<usize>) -> Range<usize> {
    let tag = |i: usize| scene.text.part_of_speech(i);
    let is_verb = matches!(tag(words.start), Pos::VB | Pos::VBD | Pos::VBZ | Pos::VBP);
    let content =
        scene.content(at).into_iter().find(|range| range.contains(&words.start)).filter(|_| is_verb);
    let Some(content) = content else { return words };
    let is_border =
        |&i: &usize| matches!(scene.lower(i), "," | ";" | "that" | "but" | "because" | "“" | "\"");
    let low = content.start.max(words.start.saturating_sub(24));
    let start = (low..words.start).rev().find(is_border).map_or(low, |border| border + 1);
    let has_noun = (start..words.start).any(|i| matches!(tag(i), Pos::NN | Pos::NNS | Pos::NNP | Pos::NNPS));
    if has_noun { start..words.end } else { words }
}

fn level(total: f32, is_self: bool) -> Option<Stance> {
    match (is_self, total) {
        (true, t) if t >= 1.0 => Some(Stance::SelfDeclare),
        (true, t) if t <= -1.0 => Some(Stance::SelfRuleOut),
        (false, t) if t >= 0.9 => Some(Stance::Support),
        (false, t) if t <= -1.0 => Some(Stance::Oppose),
        (false, t) if t <= -0.5 => Some(Stance::Reservation),
        _ => None,
    }
}

/// Returns the clause of the content that gives a reason: behind "because", "since", "as it".
pub(super) fn reason(scene: &Scene<'_>, at: usize) -> Option<Span> {
    scene.content(at).into_iter().find_map(|range| {
        let opener = range.clone().skip(1).find(|&i| {
            matches!(scene.lower(i), "because" | "citing")
                || scene.lower(i) == "as" && matches!(scene.lower(i + 1), "it" | "he" | "she" | "they" | "a")
                || scene.lower(i) == "due" && scene.lower(i + 1) == "to"
        })?;
        scene.span(opener..range.end)
    })
}
