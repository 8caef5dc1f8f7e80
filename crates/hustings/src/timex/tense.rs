//! Whether the words around an expression look back or ahead.
//!
//! A bare weekday, month or day without a year is the last one or the next one by this.
//!
//! `said on Tuesday` looks back, `will meet on Tuesday` and `is due to meet on Tuesday` look ahead

use super::grammar::Reader;
use super::lexicon::Class;
use crate::model::PartOfSpeech;

/// Which way the words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Direction {
    Back,
    Ahead,
    /// A border that may lie on either side: "by May", "until Friday".
    Either,
    #[default]
    Unknown,
}

/// How many pieces are looked at on either side.
const REACH: usize = 24;

/// How many pieces in front of an expression a verb in the present may stand that tells what is to come.
const NEAR: usize = 8;

/// Returns which way the words around the pieces from `start` up to `end` look.
pub(super) fn direction(reader: &Reader<'_>, start: usize, end: usize) -> Direction {
    let Some(first) = reader.piece(start) else { return Direction::Unknown };
    let sentences = &reader.text.segments.sentences;
    let sentence = &sentences[reader.text.segments.sentence_of(first.token)];
    let is_inside = |i: usize| reader.piece(i).is_some_and(|p| sentence.tokens.contains(&p.token));
    let is_opening = first.token < sentence.tokens.start + 2;
    if !is_opening && reader.follows(start, &["by", "until", "till", "through", "for"]) {
        return Direction::Either;
    }
    if let Some(found) = named(reader, start, end) {
        return found;
    }
    if reader.follows(start, &["a", "an"]) {
        return Direction::Unknown;
    }
    for i in (start.saturating_sub(REACH)..start).rev().take_while(|&i| is_inside(i)) {
        if let Some(found) = verb(reader, i).or_else(|| present(reader, i).filter(|_| i + NEAR > start)) {
            return found;
        }
    }
    for i in (end..end + REACH).take_while(|&i| is_inside(i)) {
        if let Some(found) = verb(reader, i).or_else(|| present(reader, i)) {
            return found;
        }
    }
    Direction::Unknown
}

/// Whether the verb stands right in front of the expression, so that the day lies where it looks: "will be held on
/// January 2" read on January 3 is that of the year to come.
pub(super) fn is_close(reader: &Reader<'_>, start: usize, direction: Direction) -> bool {
    let is_on = reader.follows(start, &["on"]);
    is_on && (start.saturating_sub(5)..start).any(|i| verb(reader, i) == Some(direction))
}

/// Returns which way an expression looks that names an outcome or a contest by its day.
///
/// `they hope to get around Wednesday’s ruling` looks back, `the favorite for the Nov. 8 election` looks ahead
fn named(reader: &Reader<'_>, start: usize, end: usize) -> Option<Direction> {
    let is_owner = reader.reads_any(end, &["'s", "’s"]);
    let noun = end + usize::from(is_owner);
    let names = |class: Class| reader.is(noun, class) || is_owner && reader.is(noun + 1, class);
    if is_owner && names(Class::Outcome) {
        return Some(Direction::Back);
    }
    let link = if reader.follows(start, &["the", "a", "an"]) { start - 1 } else { start };
    let is_awaited =
        reader.follows(link, &["for", "before"]) || link > 1 && reader.reads(link - 2, &["ahead", "of"]);
    (is_awaited && names(Class::Contest)).then_some(Direction::Ahead)
}

/// Returns which way the verb at piece `i` looks, if it is one that tells.
fn verb(reader: &Reader<'_>, i: usize) -> Option<Direction> {
    let word = reader.printed(i);
    if reader.is(i, Class::Future) && !(reader.piece(i)?.is_capital && word == "May") {
        let has_passed = (i + 1..i + 4).any(|k| reader.reads(k, &["have"])) || was_plan(reader, i);
        return Some(if has_passed { Direction::Back } else { Direction::Ahead });
    }
    if reader.reads(i, &["to"]) {
        return infinitive(reader, i);
    }
    if is_past(reader, i) && !is_passive(reader, i) {
        const SET_FOR: &[&str] = &["set", "expected", "planned", "supposed", "bound"];
        let is_plan = reader.reads_any(i, SET_FOR) && reader.reads_any(i + 1, &["for", "on", "in"]);
        let is_kept =
            reader.follows(i, &["has", "have"]) && reader.reads_any(i, &["scheduled", "set", "slated"]);
        let looks_ahead = (is_plan || is_kept) && !was_plan(reader, i);
        return Some(if looks_ahead { Direction::Ahead } else { Direction::Back });
    }
    None
}

/// Returns which way a verb in the present looks: "the council meets on Tuesday".
fn present(reader: &Reader<'_>, i: usize) -> Option<Direction> {
    let tag = reader.piece(i).map(|piece| reader.text.part_of_speech(piece.token));
    // "Its shares leaped Friday": a plural that the tagger takes for a verb.
    let is_noun = is_past(reader, i + 1) || reader.is(i + 1, Class::Future);
    let is_acting = matches!(tag, Some(PartOfSpeech::VBZ | PartOfSpeech::VBP)) && !reader.is(i, Class::Base);
    (is_acting && !is_noun && !reader.reads_any(i, TELLING)).then_some(Direction::Ahead)
}

/// Verbs in the present that tell of any time.
const TELLING: &[&str] = &[
    "says",
    "say",
    "estimates",
    "believes",
    "thinks",
    "think",
    "believe",
    "shows",
    "show",
    "reports",
    "follows",
    "comes",
    "remembers",
    "recalls",
    "suggests",
    "'s",
    "’s",
];

/// Whether a plan is told as one of the past: "had been due to expire Friday".
fn was_plan(reader: &Reader<'_>, i: usize) -> bool {
    i >= 2 && reader.reads(i - 2, &["had", "been"])
}

/// Whether the participle at piece `i` stands in the present or belongs to a noun: "is heard", "the reduced fee".
fn is_passive(reader: &Reader<'_>, i: usize) -> bool {
    const OF_NOUN: &[&str] =
        &["the", "a", "an", "its", "his", "her", "their", "this", "these", "those", "of"];
    let is_participle = !reader.is(i, Class::Base) && !reader.reads_any(i, &["was", "were", "had", "did"]);
    let is_present = |k: usize| reader.reads_any(k, &["is", "are", "be", "being"]);
    is_participle && (reader.follows(i, OF_NOUN) || (i.saturating_sub(3)..i).any(is_present))
}

/// Returns which way an infinitive looks, by the word that it hangs on.
fn infinitive(reader: &Reader<'_>, to: usize) -> Option<Direction> {
    let next = to + 1;
    let tag = reader.piece(next).map(|piece| reader.text.part_of_speech(piece.token))?;
    let is_verb = match tag {
        PartOfSpeech::Other => {
            let piece = reader.piece(next)?;
            const NOUNS: &[&str] = &["a", "an", "the", "his", "her", "its", "their", "this", "that"];
            !piece.is_capital && piece.digits == 0 && !reader.reads_any(next, NOUNS)
        }
        tag => tag == PartOfSpeech::VB,
    };
    if !is_verb {
        return None;
    }
    if reader.reads(next, &["be"]) && is_past(reader, next + 1) && is_noun(reader, to.saturating_sub(1)) {
        return Some(Direction::Ahead);
    }
    let plan = (to.saturating_sub(2)..to).rev().find(|&i| reader.is(i, Class::Plan))?;
    Some(if was_plan(reader, plan) { Direction::Back } else { Direction::Ahead })
}

fn is_noun(reader: &Reader<'_>, i: usize) -> bool {
    let tag = reader.piece(i).map(|piece| reader.text.part_of_speech(piece.token));
    matches!(tag, Some(PartOfSpeech::NN | PartOfSpeech::NNS))
}

/// Whether piece `i` is a verb in a past form.
pub(super) fn is_past(reader: &Reader<'_>, i: usize) -> bool {
    let Some(piece) = reader.piece(i) else { return false };
    match reader.text.part_of_speech(piece.token) {
        PartOfSpeech::Other => {}
        PartOfSpeech::VBD | PartOfSpeech::VBN => return true,
        _ => return false,
    }
    if reader.is(i, Class::Past) {
        return true;
    }
    let word = reader.printed(i);
    word.len() > 3 && word.ends_with("ed") && !piece.is_capital && !reader.is(i, Class::NotPast)
}
