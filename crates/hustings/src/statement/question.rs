//! The question that a statement answers, where the words around it tell.
//!
//! Looked for in the sentence of the cue, outside of the content, then in what somebody else asked just before.
//!
//! `responding “yes” when asked about it` → the question is `about it`

use super::scene::Scene;
use super::{Force, Statement};
use crate::quotation::QuoteState;
use crate::span::Span;
use std::ops::Range;

/// How far behind "asked" its question begins, and how long it may be, in tokens.
const REACH: usize = 16;
const LONGEST: usize = 60;

/// Returns the words of the question that attribution `at` answers; `last` is the statement before.
pub(super) fn question(scene: &Scene<'_>, at: usize, last: Option<&Statement>) -> Option<Span> {
    told(scene, at).or_else(|| asked_before(scene, at, last?))
}

/// Returns the question told in the sentence: `Asked by a reporter whether the job interested her, Kallas answered`.
fn told(scene: &Scene<'_>, at: usize) -> Option<Span> {
    let cue = scene.cue(at);
    let sentence = scene.near(cue.start);
    let is_around = |&i: &usize| !scene.is_content(at, i) && !cue.contains(&i) && is_outside(scene, i);
    let asked = sentence
        .clone()
        .filter(is_around)
        .find(|&i| is_asked(scene, i, sentence.start) || is_reply(scene, i))?;
    let high = sentence.end.min(asked + REACH);
    let start =
        (asked + 1..high).take_while(|&i| is_outside(scene, i)).find(|&i| opens_question(scene, i))?;
    let end = (start + 1..sentence.end.min(start + LONGEST)).find(|&i| {
        !is_outside(scene, i)
            || scene.is_content(at, i)
            || matches!(scene.lower(i), "," | "." | ";" | ":" | "—")
    });
    scene.span(start..trimmed(scene, start..end.unwrap_or(sentence.end.min(start + LONGEST))))
}

/// Cuts full stops off the end.
fn trimmed(scene: &Scene<'_>, tokens: Range<usize>) -> usize {
    tokens
        .clone()
        .rev()
        .find(|&i| scene.lower(i).starts_with(char::is_alphanumeric))
        .map_or(tokens.end, |i| i + 1)
}

fn is_outside(scene: &Scene<'_>, i: usize) -> bool {
    scene.text.segments.quoted.get(i) == Some(&QuoteState::Outside)
}

/// Whether token `i` is an "asked" of which the speaker is the one who is asked: "when asked", "was asked", "Asked …".
fn is_asked(scene: &Scene<'_>, i: usize, start: usize) -> bool {
    let is_verb = matches!(scene.lower(i), "asked" | "pressed" | "questioned" | "quizzed");
    let before = if i > start { scene.lower(i - 1) } else { "" };
    let is_passive = matches!(
        before,
        "" | ","
            | "and"
            | "when"
            | "if"
            | "once"
            | "after"
            | "as"
            | "was"
            | "were"
            | "been"
            | "being"
            | "later"
            | "then"
    );
    is_verb && is_passive
}

/// Whether token `i` is the "question" of "in reply to a question about …".
fn is_reply(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.lower(i), "question" | "questions")
        && (i.saturating_sub(4)..i).any(|k| matches!(scene.lower(k), "to" | "answering"))
}

fn opens_question(scene: &Scene<'_>, i: usize) -> bool {
    matches!(
        scene.lower(i),
        "whether" | "if" | "about" | "how" | "why" | "what" | "who" | "when" | "where" | "which" | "on"
    ) && !(scene.lower(i) == "on" && scene.text.word(i + 1).starts_with(char::is_uppercase))
}

/// Returns what somebody else asked in the sentence before: `“Will you run?” Mori asked. “No,” she said.`
fn asked_before(scene: &Scene<'_>, at: usize, last: &Statement) -> Option<Span> {
    let sentence = |attribution: usize| scene.text.segments.sentence_of(scene.cue(attribution).start);
    let is_near = sentence(at).checked_sub(sentence(last.attribution)).is_some_and(|apart| apart <= 1);
    let content = &scene.attribution(last.attribution).content;
    let words = content.iter().copied().reduce(Span::cover)?;
    let is_other = scene.attribution(at).content.iter().all(|span| span.start >= words.end);
    (last.force == Force::Ask && is_near && is_other).then_some(words)
}
