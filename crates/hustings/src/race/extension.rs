//! Extensions: how a tenure was prolonged, when, for which time and why.
//!
//! Read by [`super::tenure`], which hangs each on the tenure of whose term it is.
//!
//! `The allies prolonged his term for a fourth time in July because of the war` → the fourth, in July, the war

use super::scene::Scene;
use super::when;
use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::span::Span;
use std::ops::Range;

/// A prolongation of a tenure.
#[derive(Clone, Debug, PartialEq)]
pub struct Extension {
    /// When it was decided.
    pub date: Option<PartialDate>,
    /// Which one it was, counted from one.
    pub ordinal: Option<u32>,
    /// The words that give the reason.
    pub reason: Option<Span>,
    /// The words that say so.
    pub evidence: Span,
}

/// Reads the extension that the predicate at `tokens` tells of.
pub(super) fn read(scene: &Scene<'_>, tokens: Range<usize>) -> Extension {
    let sentence = scene.sentence(tokens.start);
    let farthest = sentence.end.min(tokens.end + 40);
    let reason = reason(scene, tokens.end..farthest);
    let end = reason.as_ref().map_or_else(|| clause_end(scene, tokens.end..farthest), |reason| reason.end);
    let date = (tokens.start..end).find_map(|i| when::date_at(scene, i).filter(|_| !is_new_end(scene, i)));
    let before = sentence.start.max(tokens.start.saturating_sub(6));
    let ordinal = (tokens.start..end).chain(before..tokens.start).find_map(|i| ordinal(scene.word(i)));
    Extension {
        date: date.or_else(|| (before..tokens.start).find_map(|i| when::date_at(scene, i))),
        ordinal,
        reason: reason.filter(|reason| !reason.is_empty()).map(|reason| scene.span(reason)),
        evidence: scene.span(tokens.start..end),
    }
}

/// Returns whose term it is: the owner within the predicate, else the nearest person before it.
pub(super) fn owner(scene: &Scene<'_>, tokens: Range<usize>) -> Option<EntityId> {
    let floor = scene.sentence(tokens.start).start.max(tokens.start.saturating_sub(40));
    let within = tokens.clone().find_map(|i| scene.person(i));
    within.or_else(|| (floor..tokens.start).rev().find_map(|i| scene.person(i)))
}

/// Whether the date at token `i` is where the term is prolonged to.
pub(super) fn is_new_end(scene: &Scene<'_>, i: usize) -> bool {
    let Some(timex) = scene.timex(i) else { return false };
    let first = scene.segments().tokens_in(scene.findings.timexes[timex].span).start;
    matches!(scene.word(first.wrapping_sub(1)), "until" | "till" | "to" | "through")
}

/// Returns the words behind "due to", "because of", "owing to", "in view of", "amid".
fn reason(scene: &Scene<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let cue = tokens.clone().find(|&i| {
        matches!(scene.word(i), "due" | "because" | "owing" | "amid" | "given")
            || matches!(scene.word(i), "view" | "light") && scene.word(i.wrapping_sub(1)) == "in"
    })?;
    let start = cue + 1 + usize::from(matches!(scene.word(cue + 1), "to" | "of"));
    let rest = start..tokens.end;
    Some(start..clause_end(scene, rest).max(start))
}

/// Returns the token at which the clause ends that goes on at the start of `tokens`.
fn clause_end(scene: &Scene<'_>, tokens: Range<usize>) -> usize {
    let is_end = |i: usize| matches!(scene.word(i), "." | ";" | "," | "—" | "–" | "”" | "\"" | "and" | "but");
    tokens.clone().find(|&i| is_end(i)).unwrap_or(tokens.end)
}

fn ordinal(word: &str) -> Option<u32> {
    let words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    (1..).zip(words).find(|(_, name)| *name == word).map(|(n, _)| n)
}
