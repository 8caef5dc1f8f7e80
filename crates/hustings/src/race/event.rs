//! Events: dated acts and appointments, past and coming, each with the clause that tells of it.
//!
//! Every date of the article hangs on something; what it hangs on is the event.
//!
//! `Rutte will meet with Stoltenberg in Brussels on Wednesday` → scheduled, in Brussels, both of them

use super::clause::{clause, is_auxiliary, is_finite};
use super::scene::Scene;
use super::scope::scope;
use super::when;
use super::{Basis, Party};
use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::mention::EntityKind;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Something scheduled or held.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What, in the article's words.
    pub what: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Where.
    pub place: Option<String>,
    /// Who.
    pub participants: Vec<Party>,
    /// Whether it took place.
    pub status: EventStatus,
    /// Where it comes from.
    pub basis: Basis,
}

/// Whether an event took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    /// To come.
    Scheduled,
    /// Took place.
    Held,
    /// Put off.
    Moved,
    /// Called off.
    Dropped,
}

impl EventStatus {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Held => "held",
            Self::Moved => "moved",
            Self::Dropped => "dropped",
        }
    }
}

/// Nouns for appointments, which count without a date of their own behind a verb of holding or taking part.
const APPOINTMENTS: &[&str] = &[
    "interview",
    "hearing",
    "vote",
    "election",
    "primary",
    "caucus",
    "caucuses",
    "convention",
    "debate",
    "meeting",
    "summit",
    "conference",
    "rally",
    "speech",
    "inauguration",
    "referendum",
    "runoff",
    "ballot",
    "congress",
    "poll",
    "trial",
    "announcement",
];

/// Returns the events of the article in the order of their words.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut seen: Vec<(usize, PartialDate)> = Vec::new();
    for timex in 0..scene.findings.timexes.len() {
        let span = scene.findings.timexes[timex].span;
        let at = scene.segments().tokens_in(span).start;
        let sentence = &scene.segments().sentences[scene.sentence_index(at)];
        let Some(date) = when::date_at(scene, at).filter(|_| !sentence.furniture) else { continue };
        let tokens = clause(scene, at);
        let key = (tokens.start, date);
        if !has_act(scene, tokens.clone()) || seen.last() == Some(&key) {
            continue;
        }
        seen.push(key);
        events.push(event(scene, tokens, at, date));
    }
    events
}

/// Whether the clause tells of something: it has a verb, or a noun for an appointment.
fn has_act(scene: &Scene<'_>, clause: Range<usize>) -> bool {
    clause.clone().any(|i| {
        is_finite(scene, i)
            || is_auxiliary(scene.word(i))
            || APPOINTMENTS.contains(&scene.word(i))
            || scene.word(i).ends_with("ed")
            || scene.word(i).ends_with("ing")
            || super::inflection::is_past(scene.word(i))
    })
}

fn event(scene: &Scene<'_>, tokens: Range<usize>, at: usize, date: PartialDate) -> Event {
    let verb = main_verb(scene, tokens.clone(), at);
    let what = scene.words(trimmed(scene, tokens.clone())).replace('\n', " ");
    Event {
        what,
        date: Some(date),
        place: place(scene, tokens.clone()),
        participants: participants(scene, tokens.clone()),
        status: status(scene, verb, date),
        basis: scene.basis(tokens, at, 0.5),
    }
}

/// Returns the clause without the conjunction and the marks at its ends.
fn trimmed(scene: &Scene<'_>, tokens: Range<usize>) -> Range<usize> {
    let is_edge = |i: usize| {
        matches!(
            scene.word(i),
            "," | "."
                | ";"
                | ":"
                | "—"
                | "–"
                | "--"
                | "“"
                | "”"
                | "\""
                | "and"
                | "but"
                | "while"
                | "who"
                | "which"
                | "although"
                | "that"
        )
    };
    let start = tokens.clone().find(|&i| !is_edge(i)).unwrap_or(tokens.start);
    let end = tokens.clone().rev().find(|&i| !is_edge(i)).map_or(tokens.end, |i| i + 1);
    start..end.max(start)
}

fn main_verb(scene: &Scene<'_>, tokens: Range<usize>, at: usize) -> Option<usize> {
    tokens.filter(|&i| is_finite(scene, i) || is_auxiliary(scene.word(i))).min_by_key(|&i| i.abs_diff(at))
}

fn status(scene: &Scene<'_>, verb: Option<usize>, date: PartialDate) -> EventStatus {
    let around = verb.map_or(0..0, |verb| verb.saturating_sub(4)..verb + 6);
    for i in around {
        match scene.word(i) {
            "postponed" | "rescheduled" | "delayed" | "moved" => return EventStatus::Moved,
            "canceled" | "cancelled" | "scrapped" => return EventStatus::Dropped,
            _ => {}
        }
    }
    let dct = scene.text.article.dct();
    let is_future = verb.is_some_and(|verb| {
        let scope = scope(scene, (verb + 1).min(scene.len() - 1));
        matches!(scene.word(verb), "will" | "'ll" | "shall") || scope.is_intended
    });
    // A day that is over is not due, whatever else the clause announces.
    let is_over = dct.is_some_and(|dct| date.interval().last < dct.first());
    if !is_over && (is_future || dct.is_some_and(|dct| date.first() > dct.interval().last)) {
        EventStatus::Scheduled
    } else {
        EventStatus::Held
    }
}

fn participants(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<Party> {
    let mut ids: Vec<EntityId> = Vec::new();
    for i in tokens {
        if let Some(id) = scene.person(i).filter(|id| !ids.contains(id)) {
            ids.push(id);
        }
    }
    ids.into_iter().map(|id| scene.party(id)).collect()
}

fn place(scene: &Scene<'_>, tokens: Range<usize>) -> Option<String> {
    let is_place = |id: &EntityId| scene.findings.entities[*id].kind == EntityKind::Place;
    let at = tokens.clone().find(|&i| {
        matches!(scene.word(i), "in" | "at")
            && i + 1 < tokens.end
            && scene.entity(i + 1).filter(is_place).is_some()
    })?;
    let mention = scene.mention(at + 1)?;
    Some(scene.words(scene.tokens_of(mention)).to_owned())
}
