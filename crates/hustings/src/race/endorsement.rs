//! Endorsements: who stands behind whom or against whom, in public.
//!
//! Verbs of a table, nominations by those who nominate, and "the endorsement of"; praise, forecasts, jokes, and
//! refusals to endorse are none, nor is backing somebody's plan.
//!
//! `Oregon Sen. Jeff Merkley has endorsed Bernie Sanders for president` → Merkley for Sanders

use super::candidacy;
use super::clause::{self, Phrase, clause};
use super::contest::Contests;
use super::pattern::{Match, Table};
use super::scene::Scene;
use super::scope::{Scope, scope};
use super::when;
use super::{Basis, Party};
use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::span::Span;
use std::ops::Range;
use std::sync::LazyLock;

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

/// Which way a predicate goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// For; its negation is nothing: "has not endorsed".
    For,
    /// For; its firm negation is against: "will not vote for".
    Support,
    /// Against; its negation is nothing.
    Against,
}

static PREDICATES: LazyLock<Table<Direction>> = LazyLock::new(|| {
    Table::parse(include_str!("../../data/endorsement_predicates.tsv"), |columns| match *columns.first()? {
        "for" => Some(Direction::For),
        "support" => Some(Direction::Support),
        "against" => Some(Direction::Against),
        _ => None,
    })
});

impl Direction {
    /// Returns the position under a scope, and whether it hangs on a condition.
    fn position(self, scope: Scope) -> Option<(Position, bool)> {
        if scope.is_void() || scope.is_possible || scope.is_considered || scope.is_forecast {
            return None;
        }
        match (self, scope.is_negated) {
            (Self::For | Self::Support, false) => Some((Position::For, scope.is_conditional)),
            (Self::Against, false) => Some((Position::Against, scope.is_conditional)),
            (Self::Support, true) if scope.is_would || scope.is_intended => {
                Some((Position::Against, scope.is_conditional))
            }
            _ => None,
        }
    }
}

/// Returns the endorsements that the article tells of, in the order of their words.
pub(super) fn find(scene: &Scene<'_>, contests: &Contests) -> Vec<Endorsement> {
    let mut book = Book { scene, contests, found: Vec::new() };
    for predicate in PREDICATES.find(scene, &contests.posts) {
        book.read(&predicate);
    }
    for nomination in candidacy::nominations(scene, contests) {
        let told =
            Told { at: nomination.at, position: Position::For, is_conditional: false, post: nomination.post };
        book.push(&nomination.by, nomination.person, told);
    }
    book.found.sort_by_key(|(at, _)| *at);
    merge(book.found.into_iter().map(|(_, endorsement)| endorsement).collect())
}

#[derive(Clone, Copy)]
struct Told {
    at: usize,
    position: Position,
    is_conditional: bool,
    post: Option<usize>,
}

/// The endorsements found so far, each with the token of its predicate.
struct Book<'s, 'a> {
    scene: &'s Scene<'a>,
    contests: &'s Contests,
    found: Vec<(usize, Endorsement)>,
}

impl Book<'_, '_> {
    fn read(&mut self, predicate: &Match<Direction>) {
        let scene = self.scene;
        let at = predicate.tokens.start;
        if is_noun(scene, at) {
            return;
        }
        let Some((position, is_conditional)) = predicate.meaning.position(scope(scene, at)) else { return };
        let told = Told { at, position, is_conditional, post: None };
        let (by, of) = if clause::is_passive(scene, at) {
            (agents(scene, predicate.tokens.end), clause::subject_list(scene, at))
        } else {
            (clause::subject_list(scene, at), objects(scene, predicate))
        };
        for by in &by {
            for candidate in of.iter().filter_map(|phrase| person_of(scene, phrase)) {
                self.push(by, candidate, told);
            }
        }
    }

    fn push(&mut self, by: &Phrase, candidate: EntityId, told: Told) {
        let scene = self.scene;
        let Some(by) = party(scene, by).filter(|party| party.entity != Some(candidate)) else { return };
        let Some(post) = self.contests.post_name(scene, told.post) else { return };
        let endorsement = Endorsement {
            by,
            candidate: scene.party(candidate),
            post,
            position: told.position,
            date: when::of(scene, told.at),
            is_conditional: told.is_conditional,
            reason: reason(scene, told.at),
            basis: scene.basis(clause(scene, told.at), told.at, 0.6),
        };
        self.found.push((told.at, endorsement));
    }
}

fn person_of(scene: &Scene<'_>, phrase: &Phrase) -> Option<EntityId> {
    phrase.tokens.clone().find_map(|i| scene.person(i))
}

/// Whether the word is a noun here: "strong support", "his back".
fn is_noun(scene: &Scene<'_>, at: usize) -> bool {
    use crate::model::PartOfSpeech as P;
    matches!(scene.pos(at), P::NN | P::NNS | P::JJ | P::NNP | P::RB | P::RP | P::IN)
        || matches!(
            scene.word(at.wrapping_sub(1)),
            "the"
                | "a"
                | "his"
                | "her"
                | "their"
                | "its"
                | "of"
                | "strong"
                | "'s"
                | "more"
                | "came"
                | "come"
                | "go"
                | "going"
                | "get"
                | "for"
        )
}

/// Returns the persons that the predicate is about.
fn objects(scene: &Scene<'_>, predicate: &Match<Direction>) -> Vec<Phrase> {
    let at = predicate.tokens.start;
    let inside = (at + 1..predicate.tokens.end).find(|&i| scene.person(i).is_some());
    let end = scene.sentence(at).end.min(predicate.tokens.end + 40);
    let found = clause::persons_from(scene, inside.unwrap_or(predicate.tokens.end), end);
    let is_list = |pair: &[Phrase]| pair[1].tokens.start - pair[0].tokens.end < 12;
    let length = found.windows(2).take_while(|pair| is_list(pair)).count() + 1;
    found.into_iter().take(length).collect()
}

/// Returns who did it, behind "by".
fn agents(scene: &Scene<'_>, from: usize) -> Vec<Phrase> {
    let end = scene.sentence(from.saturating_sub(1)).end;
    let near = from.saturating_sub(1)..(from + 6).min(end);
    let Some(by) = near.into_iter().find(|&i| scene.word(i) == "by") else { return Vec::new() };
    noun_phrases_from(scene, by + 1, end)
}

/// Returns the parties named from token `from` on, up to the end of their list.
fn noun_phrases_from(scene: &Scene<'_>, from: usize, end: usize) -> Vec<Phrase> {
    let persons = clause::persons_from(scene, from, end);
    if !persons.is_empty() {
        return persons;
    }
    let named = (from..(from + 6).min(end)).find(|&i| scene.entity(i).is_some());
    if let Some(i) = named {
        return vec![clause::phrase_at(scene, i)];
    }
    let stop = (from..end).find(|&i| {
        matches!(scene.word(i), "," | "." | ";" | "in" | "on" | "for" | "who" | "that" | "with")
            || clause::is_finite(scene, i)
    });
    let until = stop.unwrap_or(end);
    if until > from { vec![Phrase { tokens: from..until, entity: None }] } else { Vec::new() }
}

/// Returns the party that a phrase names, as printed where it is no entity.
fn party(scene: &Scene<'_>, phrase: &Phrase) -> Option<Party> {
    if let Some(id) = phrase.entity {
        return Some(scene.party(id));
    }
    let words = scene.words(phrase.tokens.clone());
    let is_thing =
        matches!(scene.word(phrase.tokens.start), "it" | "that" | "this" | "which" | "there" | "what");
    (!is_thing && words.chars().any(char::is_alphabetic))
        .then(|| Party { entity: None, name: words.replace('\n', " ") })
}

/// Returns the words behind "because" and its like, in the same sentence.
fn reason(scene: &Scene<'_>, at: usize) -> Option<Span> {
    let end = scene.sentence(at).end;
    let near = at + 1..end.min(at + 50);
    let cue = near.clone().find(|&i| {
        matches!(scene.word(i), "because" | "citing" | "saying" | "calling")
            || scene.word(i) == "due" && scene.word(i + 1) == "to"
    })?;
    let from = cue + 1 + usize::from(matches!(scene.word(cue + 1), "of" | "to"));
    let tokens: Range<usize> = from..end.saturating_sub(1).max(from);
    (tokens.start < tokens.end).then(|| scene.span(tokens))
}

/// Keeps one row for each pair and position: the first dated one, else the first.
fn merge(found: Vec<Endorsement>) -> Vec<Endorsement> {
    let mut kept: Vec<Endorsement> = Vec::new();
    for endorsement in found {
        let same = |old: &&mut Endorsement| {
            old.by == endorsement.by
                && old.candidate == endorsement.candidate
                && old.position == endorsement.position
        };
        match kept.iter_mut().find(same) {
            Some(old) if old.date.is_none() && endorsement.date.is_some() => *old = endorsement,
            Some(_) => {}
            None => kept.push(endorsement),
        }
    }
    kept
}
