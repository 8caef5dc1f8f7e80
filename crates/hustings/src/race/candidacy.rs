//! Candidacies: who is in a race, and how far.
//!
//! Predicates of two tables with their scope; nothing asked, joked, denied or wished by others raises a status.
//!
//! `While he first declared that he would not run for his succession` → ruled out

use super::clause::{self, clause};
use super::contest::Contests;
use super::noun::{self, Bearer};
use super::pattern::{Match, Table};
use super::phrase::{self, Phrase};
use super::scene::Scene;
use super::scope::{Scope, scope};
use super::when;
use super::{Basis, Party};
use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::model::PartOfSpeech as P;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A person in a race.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidacy {
    /// Who.
    pub person: Party,
    /// For what.
    pub post: String,
    /// How far.
    pub status: CandidacyStatus,
    /// Since when.
    pub date: Option<PartialDate>,
    /// Where it comes from.
    pub basis: Basis,
}

/// How far a candidacy has come; unknown is no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum CandidacyStatus {
    Speculated,
    Interested,
    Available,
    Declared,
    Nominated,
    RuledOut,
    Withdrew,
    Eliminated,
    Selected,
}

impl CandidacyStatus {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speculated => "speculated",
            Self::Interested => "interested",
            Self::Available => "available",
            Self::Declared => "declared",
            Self::Nominated => "nominated",
            Self::RuledOut => "ruled_out",
            Self::Withdrew => "withdrew",
            Self::Eliminated => "eliminated",
            Self::Selected => "selected",
        }
    }
}

/// What a predicate tells of a person in a race, before its scope is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Run,
    Refuse,
    Leave,
    Interest,
    Available,
    Name,
    Appoint,
    Mention,
    Win,
    Lose,
    /// Would do the work of the post: counts only upon request.
    Serve,
    /// Gives up the post that is held: its refusal is a candidacy for staying.
    Quit,
    /// Stays in the post against pressure.
    Stay,
    /// Comes after whoever holds the post.
    Follow,
}

impl Act {
    pub fn parse(written: &str) -> Option<Self> {
        Some(match written {
            "run" => Self::Run,
            "refuse" => Self::Refuse,
            "leave" => Self::Leave,
            "interest" => Self::Interest,
            "available" => Self::Available,
            "name" => Self::Name,
            "appoint" => Self::Appoint,
            "mention" => Self::Mention,
            "win" => Self::Win,
            "lose" => Self::Lose,
            "serve" => Self::Serve,
            "quit" => Self::Quit,
            "stay" => Self::Stay,
            "follow" => Self::Follow,
            _ => return None,
        })
    }

    /// Returns the name of the act, as the table has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Refuse => "refuse",
            Self::Leave => "leave",
            Self::Interest => "interest",
            Self::Available => "available",
            Self::Name => "name",
            Self::Appoint => "appoint",
            Self::Mention => "mention",
            Self::Win => "win",
            Self::Lose => "lose",
            Self::Serve => "serve",
            Self::Quit => "quit",
            Self::Stay => "stay",
            Self::Follow => "follow",
        }
    }

    /// Returns the status that the act gives under a scope; nothing where the scope takes it away.
    fn status(self, scope: Scope) -> Option<CandidacyStatus> {
        use CandidacyStatus as S;
        if scope.is_void() {
            return None;
        }
        let is_open = scope.is_possible || scope.is_considered;
        match self {
            Self::Serve => {
                (scope.is_conditional && scope.is_upon_request && !scope.is_negated).then_some(S::Available)
            }
            Self::Run if scope.is_negated => {
                (!is_open && !scope.is_past && !scope.is_conditional).then_some(S::RuledOut)
            }
            Self::Run if scope.is_considered => Some(S::Interested),
            Self::Run if scope.is_conditional && scope.is_upon_request => Some(S::Available),
            Self::Run if scope.is_conditional => None,
            Self::Run if scope.is_possible || scope.is_forecast => Some(S::Speculated),
            Self::Run => Some(S::Declared),
            Self::Refuse => {
                Some(if scope.is_negated || scope.is_possible { S::Speculated } else { S::RuledOut })
            }
            Self::Interest | Self::Available if scope.is_conditional && !scope.is_upon_request => None,
            Self::Interest if scope.is_negated => (!is_open && !scope.is_past).then_some(S::RuledOut),
            Self::Interest if scope.is_possible && !scope.is_considered => Some(S::Speculated),
            Self::Interest => Some(S::Interested),
            Self::Available if scope.is_negated => Some(S::RuledOut),
            Self::Available => Some(S::Available),
            Self::Name if scope.is_negated || scope.is_conditional => None,
            Self::Name if is_open || scope.is_would => Some(S::Speculated),
            Self::Name => Some(S::Nominated),
            Self::Mention => (!scope.is_negated).then_some(S::Speculated),
            Self::Leave | Self::Quit if scope.is_negated => {
                (!is_open && !scope.is_conditional && !scope.is_forecast).then_some(S::Declared)
            }
            Self::Quit => None,
            Self::Stay => (scope.is_plain() && !is_open).then_some(S::Declared),
            Self::Follow if scope.is_negated || scope.is_conditional || scope.is_considered => None,
            Self::Follow if scope.is_intended || scope.is_would || scope.is_expected => Some(S::Nominated),
            Self::Follow => scope.is_plain().then_some(S::Selected),
            Self::Leave => scope.is_plain().then_some(S::Withdrew),
            Self::Win => (scope.is_plain() && !scope.is_intended).then_some(S::Selected),
            Self::Lose => (scope.is_plain() && !scope.is_intended).then_some(S::Eliminated),
            Self::Appoint if scope.is_plain() => {
                Some(if scope.is_intended { S::Nominated } else { S::Selected })
            }
            Self::Appoint => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Subject,
    Object,
    Both,
}

pub(super) static PREDICATES: LazyLock<Table<(Act, Of)>> = LazyLock::new(|| {
    Table::parse(include_str!("../../data/candidacy_predicates.tsv"), |columns| {
        let of = match *columns.get(1)? {
            "object" => Of::Object,
            "both" => Of::Both,
            _ => Of::Subject,
        };
        Some((Act::parse(columns.first()?)?, of))
    })
});

/// Returns what predicates and nouns tell of persons in races, in the order of their words.
pub(super) fn told(scene: &Scene<'_>, contests: &Contests) -> Vec<Told> {
    let mut found = Vec::new();
    for predicate in PREDICATES.find(scene, &contests.posts) {
        read_predicate(scene, contests, &predicate, &mut found);
    }
    noun::bearers(scene, contests, &mut |bearer| {
        let Some(status) = bearer.act.status(bearer.scope) else { return };
        let is_past = is_past_contest(scene, bearer.at, bearer.act);
        let Bearer { person, at, post, act, .. } = bearer;
        found.push(Told { person, at, post, status, act, is_past, is_noun: true });
    });
    found.extend((0..scene.len()).filter_map(|at| retiring(scene, at)));
    found.retain(|told| scene.findings.entities[told.person].is_named);
    found.sort_by_key(|told| told.at);
    found
}

/// Whoever retires does not run again: `to succeed retiring Sen. Hana Mori`.
fn retiring(scene: &Scene<'_>, at: usize) -> Option<Told> {
    let end = scene.sentence(at).end.min(at + 5);
    let is_retiring = scene.word(at) == "retiring" && !scope(scene, at).is_void();
    let name = (at + 1..end).take_while(|&i| scene.is_capital(i)).find(|&i| scene.person(i).is_some());
    let person = name.filter(|_| is_retiring).and_then(|i| scene.person(i))?;
    let (act, status) = (Act::Refuse, CandidacyStatus::RuledOut);
    Some(Told { person, at, post: None, status, act, is_past: false, is_noun: true })
}

/// A status as told by the words at token `at`.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub person: EntityId,
    pub at: usize,
    pub post: Option<usize>,
    pub status: CandidacyStatus,
    pub act: Act,
    /// Whether it is dated so long ago that it tells of an earlier contest, or is about another post.
    pub is_past: bool,
    /// Whether a noun tells it.
    pub is_noun: bool,
}

fn read_predicate(
    scene: &Scene<'_>,
    contests: &Contests,
    predicate: &Match<(Act, Of)>,
    found: &mut Vec<Told>,
) {
    let (act, of) = predicate.meaning;
    let at = predicate.tokens.start;
    let scope = scope(scene, at);
    let is_aim = scene.word(clause::group_start(scene, at).wrapping_sub(1)) == "to";
    let is_sought =
        is_aim && matches!(act, Act::Appoint | Act::Name) && !scope.is_intended && !scope.is_void();
    let status =
        if is_sought && !scope.is_negated { Some(CandidacyStatus::Speculated) } else { act.status(scope) };
    let Some(mut status) = status else { return };
    if status == CandidacyStatus::Declared && is_aim && is_wished(scene, at) {
        status = CandidacyStatus::Speculated;
    }
    let is_past = is_past_contest(scene, at, act);
    // "Won the endorsement of the governor" wins no post.
    let wins_backing = act == Act::Win
        && predicate.tokens.clone().any(|i| {
            matches!(scene.word(i), "endorsement" | "endorsements" | "support" | "backing" | "praise")
        });
    if wins_backing
        || is_aim && matches!(act, Act::Win | Act::Lose | Act::Leave)
        || matches!(act, Act::Win | Act::Lose) && is_unfinished(scene, at)
        || act == Act::Follow && scene.pos(at) == P::VBG
        || is_aim && act == Act::Follow && !scope.is_expected
    {
        return;
    }
    if of == Of::Both && !contests.is_elected(predicate.post) {
        return;
    }
    if act == Act::Lose && of == Of::Object && !clause::is_passive(scene, at) {
        let winner = phrase::subject(scene, at).and_then(|phrase| phrase.entity);
        let is_told = !is_aim && scope.is_plain() && !scope.is_intended;
        if let Some(person) = winner.filter(|_| is_told) {
            let (act, status) = (Act::Win, CandidacyStatus::Selected);
            found.push(Told { person, at, post: predicate.post, status, act, is_past, is_noun: true });
        }
    }
    for phrase in persons(scene, predicate, of) {
        let Some(person) = phrase.entity else { continue };
        if contests.is_other_contest(scene, predicate.tokens.clone(), person) {
            continue;
        }
        found.push(Told { person, at, post: predicate.post, status, act, is_past, is_noun: false });
    }
}

/// Whether somebody else wants it: "would love for Mori to jump in".
fn is_wished(scene: &Scene<'_>, at: usize) -> bool {
    let floor = scene.sentence(at).start;
    let Some(subject) = phrase::subject(scene, at) else { return false };
    let before = (floor..subject.tokens.start).rev().find(|&i| !scene.is_capital(i));
    before.is_some_and(|i| scene.word(i) == "for")
}

/// Whether a verb is bare or a gerund, so that it tells of no outcome: "help her win", "without beating him".
fn is_unfinished(scene: &Scene<'_>, at: usize) -> bool {
    let before = scene.word(at.wrapping_sub(1));
    match scene.pos(at) {
        P::VB => !matches!(before, "did" | "do" | "does"),
        P::VBG => !matches!(before, "," | "after" | "since" | "by"),
        _ => false,
    }
}

/// Returns the persons that a predicate tells something of.
pub(super) fn persons(scene: &Scene<'_>, predicate: &Match<(Act, Of)>, of: Of) -> Vec<Phrase> {
    let at = predicate.tokens.start;
    let is_passive = clause::is_passive(scene, at);
    if of == Of::Subject && is_passive {
        return Vec::new();
    }
    let mut phrases: Vec<Phrase> = Vec::new();
    if of != Of::Object || is_passive {
        phrases.extend(phrase::subject_list(scene, at));
    }
    if of != Of::Subject && !is_passive {
        phrases.extend(objects(scene, predicate));
    }
    if phrases.is_empty() && of == Of::Object && !is_passive {
        phrases.extend(phrase::relative_object(scene, at));
    }
    phrases.retain(|phrase| phrase.tokens.clone().any(|i| scene.person(i).is_some()));
    phrases
}

/// Returns the persons behind the verb: from the one inside of the pattern on, or from its end.
fn objects(scene: &Scene<'_>, predicate: &Match<(Act, Of)>) -> Vec<Phrase> {
    let at = predicate.tokens.start;
    let end = clause(scene, at).end.max(predicate.tokens.end).min(scene.sentence(at).end);
    let inside = (at + 1..predicate.tokens.end).find(|&i| scene.person(i).is_some());
    let mut persons = phrase::persons_from(scene, inside.unwrap_or(at + 1), end);
    // "Named a replacement for Prime Minister Mori", "as the winner": not who is named is named, and winning is no post.
    let is_for_another = |person: &Phrase| {
        (at + 1..person.tokens.start).any(|i| {
            matches!(scene.word(i), "replacement" | "successor" | "deputy")
                && matches!(scene.word(i + 1), "for" | "to" | "of")
        })
    };
    persons.retain(|person| !is_for_another(person));
    // "confirmed Brandt would oppose …": the person is the subject of what is confirmed.
    persons.retain(|person| !matches!(scene.pos(person.tokens.end), P::MD | P::VBD | P::VBZ | P::VBP));
    persons
}

/// Whether the words are dated so long before the article that they tell of an earlier contest.
pub(super) fn is_past_contest(scene: &Scene<'_>, at: usize, act: Act) -> bool {
    let days = match act {
        Act::Win | Act::Lose | Act::Appoint | Act::Follow => 60,
        _ => 400,
    };
    when::is_older_than(scene, at, days)
}
