//! Endorsements: who stands behind whom or against whom, in public.
//!
//! Verbs of a table, nominations by those who nominate, and "the endorsement of"; praise, forecasts, jokes, and
//! refusals to endorse are none, nor is backing somebody's plan.
//!
//! `Oregon Sen. Jeff Merkley has endorsed Bernie Sanders for president` → Merkley for Sanders

use super::backer::{agents, apposed, is_party, is_vague, members, owner, parties_listed, party};
use super::clause::{self, clause};
use super::contest::Contests;
use super::cue;
use super::nomination;
use super::noun;
use super::pattern::{Match, Table};
use super::phrase::{self, Phrase};
use super::scene::Scene;
use super::scope::{Scope, scope};
use super::when;
use super::{Basis, Party};
use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::span::Span;
use crate::statement::Statement;
use serde::{Deserialize, Serialize};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// Doubts, said of the candidacy itself.
    Doubt,
}

static PREDICATES: LazyLock<Table<Direction>> = LazyLock::new(|| {
    Table::parse(include_str!("../../data/endorsement_predicates.tsv"), |columns| match *columns.first()? {
        "for" => Some(Direction::For),
        "support" => Some(Direction::Support),
        "against" => Some(Direction::Against),
        "doubt" => Some(Direction::Doubt),
        _ => None,
    })
});

impl Direction {
    /// Returns the position that is taken under a scope.
    fn position(self, scope: Scope) -> Option<Position> {
        if scope.is_void()
            || scope.is_possible
            || scope.is_considered
            || scope.is_forecast
            || scope.is_conditional
        {
            return None;
        }
        match (self, scope.is_negated) {
            (Self::For | Self::Support, false) => Some(Position::For),
            (Self::Against, false) => Some(Position::Against),
            (Self::Doubt, false) => Some(Position::Reservation),
            (Self::Support, true) if scope.is_would || scope.is_intended => Some(Position::Against),
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
    for at in 0..scene.len() {
        book.read_noun(at);
        book.read_supporter(at);
        book.read_list(at);
        book.read_wish(at);
    }
    for nomination in nomination::nominations(scene, contests) {
        let told = Told { at: nomination.at, position: Position::For, post: nomination.post };
        book.push(&nomination.by, nomination.person, told);
    }
    book.found.sort_by_key(|(at, _)| *at);
    merge(book.found.into_iter().map(|(_, endorsement)| endorsement).collect())
}

#[derive(Clone, Copy)]
pub(super) struct Told {
    pub at: usize,
    pub position: Position,
    pub post: Option<usize>,
}

/// The endorsements found so far, each with the token of its predicate.
pub(super) struct Book<'s, 'a> {
    pub scene: &'s Scene<'a>,
    contests: &'s Contests,
    found: Vec<(usize, Endorsement)>,
}

impl<'s> Book<'s, '_> {
    fn read(&mut self, predicate: &Match<Direction>) {
        let scene = self.scene;
        let at = predicate.tokens.start;
        if is_noun(scene, at) {
            return;
        }
        if is_poll(scene, at) || is_policy(scene, predicate.tokens.end) || when::is_older_than(scene, at, 700)
        {
            return;
        }
        let scope = scope(scene, at);
        let post = self.post_behind(predicate.tokens.end);
        if scope.is_requested && is_demand(scene, at) {
            return self.read_demand(predicate, post, scope);
        }
        let Some(position) = predicate.meaning.position(scope) else { return };
        let told = Told { at, position, post };
        let (by, of) = if clause::is_passive(scene, at) {
            (agents(scene, predicate.tokens.end), phrase::subject_list(scene, at))
        } else {
            (phrase::subject_list(scene, at), objects(scene, predicate))
        };
        for by in &by {
            for candidate in of.iter().filter_map(|phrase| person_of(scene, &apposed(scene, phrase))) {
                self.push(by, candidate, told);
            }
        }
    }

    /// "The senate should confirm Lindqvist", said by somebody: the speaker is for her.
    fn read_demand(&mut self, predicate: &Match<Direction>, post: Option<usize>, scope: Scope) {
        let scene = self.scene;
        let at = predicate.tokens.start;
        let is_open = scope.is_question || scope.is_joke || scope.is_denied || scope.is_conditional;
        let Some(statement) = scene.statement(at).filter(|_| !is_open) else { return };
        let position = match (predicate.meaning, scope.is_negated) {
            (Direction::For | Direction::Support, false) | (Direction::Against, true) => Position::For,
            (Direction::For | Direction::Support, true) | (Direction::Against, false) => Position::Against,
            (Direction::Doubt, _) => return,
        };
        let of = match clause::is_passive(scene, at) {
            true => phrase::subject_list(scene, at),
            false => objects(scene, predicate),
        };
        for candidate in of.iter().filter_map(|phrase| person_of(scene, phrase)) {
            self.push_speaker(&scene.statements[statement], candidate, Told { at, position, post });
        }
    }

    /// Returns the post that the predicate names: "confirmed Haddad as governor", "backs Okafor for mayor".
    fn post_behind(&self, from: usize) -> Option<usize> {
        let end = self.scene.sentence(from.saturating_sub(1)).end.min(from + 14);
        (from..end).find_map(|i| {
            let opens = matches!(self.scene.word(i), "as" | "for" | "to");
            let posts = &self.contests.posts;
            opens.then(|| posts.index_at(i + 1).or_else(|| posts.index_at(i + 2))).flatten()
        })
    }

    /// "Okafor’s backers include Hana Mori, the Farmers Union and Tomás Herrera".
    fn read_list(&mut self, at: usize) {
        let scene = self.scene;
        let is_noun = matches!(
            scene.word(at),
            "endorsers" | "backers" | "supporters" | "endorsements" | "allies" | "champions" | "surrogates"
        );
        let opens = (at + 1..at + 3).find(|&i| matches!(scene.word(i), "include" | "includes" | "including"));
        // "Okafor does have vocal supporters, including Hana Mori".
        let owner = owner(scene, at).or_else(|| self.receiver(at));
        let (Some(opens), Some(owner)) = (opens.filter(|_| is_noun), owner) else { return };
        if !scope(scene, opens).is_plain() || is_poll(scene, at) {
            return;
        }
        let told = Told { at, position: Position::For, post: None };
        for by in parties_listed(scene, opens + 1) {
            self.push(&by, owner, told);
        }
    }

    /// "Ada Lindqvist should be our next leader", said by somebody.
    fn read_wish(&mut self, at: usize) {
        let scene = self.scene;
        let is_wish = matches!(scene.word(at), "should" | "must");
        let Some(statement) = scene.statement(at).filter(|_| is_wish) else { return };
        let is_negated = scene.word(at + 1) == "not" || scene.word(at + 1) == "never";
        let verb = at + 1 + usize::from(is_negated);
        let becomes = match scene.word(verb) {
            "be" | "become" | "remain" => (verb + 1..verb + 6).any(|i| {
                self.contests.posts.index_at(i).is_some()
                    || matches!(
                        scene.word(i),
                        "nominated" | "confirmed" | "elected" | "reelected" | "re-elected" | "appointed"
                    )
            }),
            "step" | "resign" | "withdraw" | "quit" => true,
            _ => false,
        };
        let is_leaving = !matches!(scene.word(verb), "be" | "become" | "remain");
        let scope = scope(scene, verb);
        if !becomes || scope.is_joke || scope.is_question || scope.is_conditional || scope.is_denied {
            return;
        }
        let candidate = phrase::subject(scene, verb).and_then(|phrase| person_of(scene, &phrase));
        let position = if is_negated == is_leaving { Position::For } else { Position::Against };
        if let Some(candidate) = candidate {
            let post = self.contests.posts.index_at(verb + 1);
            self.push_speaker(&scene.statements[statement], candidate, Told { at, position, post });
        }
    }

    pub(super) fn push(&mut self, by: &Phrase, candidate: EntityId, told: Told) {
        let scene = self.scene;
        let by = &apposed(scene, by);
        if let Some(statement) = self.own_words(by) {
            return self.push_speaker(statement, candidate, told);
        }
        if is_vague(scene, by) || !is_party(scene, by) {
            return;
        }
        if let Some(by) = party(scene, by) {
            return self.push_party(by, candidate, told);
        }
        let is_first = matches!(scene.word(by.tokens.start), "i" | "we");
        if let Some(statement) = scene.statement(by.tokens.start).filter(|_| is_first) {
            self.push_speaker(&scene.statements[statement], candidate, told);
        }
    }

    /// The speaker, or each of those whom the words for the speaker name.
    fn push_speaker(&mut self, statement: &Statement, candidate: EntityId, told: Told) {
        let members = members(self.scene, statement);
        let speaker = &statement.speaker;
        if members.is_empty() {
            let by = Party { entity: speaker.entity, name: speaker.name.clone() };
            return self.push_party(by, candidate, told);
        }
        members.into_iter().for_each(|by| self.push_party(by, candidate, told));
    }

    /// "Shelby said he would endorse her": the pronoun that opens a report is its speaker.
    fn own_words(&self, by: &Phrase) -> Option<&'s Statement> {
        let scene = self.scene;
        let at = by.tokens.start;
        let statement = &scene.statements[scene.statement(at)?];
        let is_opening =
            at == 0 || scene.statement(at - 1) != scene.statement(at) || scene.word(at - 1) == "that";
        let is_own = matches!(scene.word(at), "he" | "she" | "they") && by.tokens.len() == 1 && is_opening;
        (is_own && !statement.speaker.name.is_empty()).then_some(statement)
    }

    fn push_party(&mut self, by: Party, candidate: EntityId, told: Told) {
        let scene = self.scene;
        let is_named = scene.findings.entities[candidate].is_named;
        if !is_named || by.entity == Some(candidate) || by.name.is_empty() {
            return;
        }
        let Some(post) = self.contests.post_name(scene, told.post) else { return };
        let endorsement = Endorsement {
            by,
            candidate: scene.party(candidate),
            post,
            position: told.position,
            // "The nominee" was nominated before whatever is told of them.
            date: when::of(scene, told.at).filter(|_| !nomination::is_nominee(scene, told.at)),
            is_conditional: false,
            reason: reason(scene, told.at),
            basis: scene.basis(clause(scene, told.at), told.at, 0.6),
        };
        self.found.push((told.at, endorsement));
    }
}

pub(super) fn person_of(scene: &Scene<'_>, phrase: &Phrase) -> Option<EntityId> {
    phrase
        .tokens
        .clone()
        .find_map(|i| scene.person(i))
        .or(phrase.entity.filter(|&id| cue::is_candidate(scene, id)))
}

/// Whether the predicate is what somebody ought to do: "should confirm", "must back".
fn is_demand(scene: &Scene<'_>, at: usize) -> bool {
    (clause::group_start(scene, at)..at).any(|i| matches!(scene.word(i), "should" | "must"))
}

/// Shares of a poll are a claim about voters, never endorsements: "41 percent said they would support Clinton".
pub(super) fn is_poll(scene: &Scene<'_>, at: usize) -> bool {
    let sentence = scene.sentence(at);
    let near = sentence.start.max(at.saturating_sub(30))..sentence.end.min(at + 20);
    near.into_iter()
        .any(|i| matches!(scene.word(i), "percent" | "%" | "percentage" | "respondents" | "poll" | "polls"))
}

/// Backing somebody on a matter is no endorsement: "I back her on schools".
fn is_policy(scene: &Scene<'_>, end: usize) -> bool {
    let mut i = end;
    while i < end + 4 && (scene.person(i).is_some() || scene.is_capital(i)) {
        i += 1;
    }
    scene.word(i) == "on" && scene.timex(i + 1).is_none() && !scene.is_capital(i + 1)
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
    let found = phrase::persons_from(scene, inside.unwrap_or(predicate.tokens.end), end);
    // "approved the president's nominee to lead the bank, Ada Lindqvist".
    let near = predicate.tokens.end..end.min(predicate.tokens.end + 6);
    let nominee = near.into_iter().find(|&i| matches!(scene.word(i), "nominee" | "pick" | "choice"));
    if let Some(nominee) = nominee.filter(|_| found.is_empty()) {
        let bearers = noun::bearers_at(scene, nominee);
        return bearers
            .into_iter()
            .map(|id| Phrase { tokens: nominee..nominee + 1, entity: Some(id) })
            .collect();
    }
    // "endorsed Mori, and Herrera endorsed Okafor": whoever does the next thing is no object of this one.
    let acts = |phrase: &Phrase| clause::is_finite(scene, phrase.tokens.end);
    // "The network confirms Herrera would oppose her": he is no object either.
    if found.first().is_some_and(acts) {
        return Vec::new();
    }
    let is_list =
        |pair: &[Phrase]| pair[1].tokens.start.saturating_sub(pair[0].tokens.end) < 12 && !acts(&pair[1]);
    let length = found.windows(2).take_while(|pair| is_list(pair)).count() + 1;
    found.into_iter().take(length).collect()
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
