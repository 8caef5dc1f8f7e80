//! Ballots: rounds of voting with their tallies as printed.
//!
//! Read from votes told in numbers; thresholds are criteria and polls are neither.
//!
//! `The panel voted 10-5 to back Haspel` → 10 for, 5 against

use super::Basis;
use super::clause::clause;
use super::phrase;
use super::scene::Scene;
use super::scope::scope;
use super::when;
use crate::date::PartialDate;
use crate::entity::EntityId;
use std::ops::Range;

/// A round of voting.
#[derive(Clone, Debug, PartialEq)]
pub struct Ballot {
    /// Which round, counted from one.
    pub round: Option<u32>,
    /// When.
    pub date: Option<PartialDate>,
    /// Votes as printed, by what they were cast for.
    pub tallies: Vec<(String, u32)>,
    /// Where it comes from.
    pub basis: Basis,
}

/// Returns the ballots that the article tells of, in the order of their words.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Ballot> {
    let mut ballots = Vec::new();
    for at in 0..scene.len() {
        let sentence = scene.sentence(at);
        let counted = division(scene.word(at)).or_else(|| division_in_words(scene, at, &sentence));
        if let Some((yes, no)) = counted.filter(|_| is_vote(scene, sentence.clone(), at)) {
            let tallies = vec![("for".to_owned(), yes), ("against".to_owned(), no)];
            ballots.push(ballot(scene, at, tallies));
        } else if let Some(tallies) = tally(scene, at) {
            let same = ballots.last_mut().filter(|last: &&mut Ballot| {
                last.basis.evidence.iter().any(|span| span.overlaps(scene.span(sentence.clone())))
            });
            match same {
                Some(last) => last.tallies.push(tallies),
                None => ballots.push(ballot(scene, at, vec![tallies])),
            }
        }
    }
    ballots
}

fn ballot(scene: &Scene<'_>, at: usize, tallies: Vec<(String, u32)>) -> Ballot {
    let sentence = scene.sentence(at);
    let near = sentence.start.max(at.saturating_sub(20))..sentence.end.min(at + 20);
    let round = near
        .clone()
        .find(|&i| matches!(scene.word(i), "round" | "ballot"))
        .and_then(|i| round(scene.word(i.wrapping_sub(1))));
    Ballot { round, date: when::of(scene, at), tallies, basis: scene.basis(clause(scene, at), at, 0.5) }
}

fn round(word: &str) -> Option<u32> {
    (1..)
        .zip(["first", "second", "third", "fourth", "fifth", "sixth"])
        .find(|(_, name)| *name == word)
        .map(|(n, _)| n)
}

/// Reads `10-5`, `52-48`.
fn division(word: &str) -> Option<(u32, u32)> {
    let (yes, no) = word.split_once(['-', '–'])?;
    let is_small = |digits: &str| !digits.is_empty() && digits.len() <= 3;
    (is_small(yes) && is_small(no)).then_some((yes.parse().ok()?, no.parse().ok()?))
}

/// Reads `54 votes to 45`, `by 54 to 45`.
fn division_in_words(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<(u32, u32)> {
    let yes = count(scene.word(at))?;
    let to = at + 1 + usize::from(scene.word(at + 1) == "votes");
    let is_tally = scene.word(to) == "to"
        && to + 1 < sentence.end
        && (to > at + 1 || scene.word(at.wrapping_sub(1)) == "by");
    is_tally.then(|| count(scene.word(to + 1))).flatten().map(|no| (yes, no))
}

fn is_vote(scene: &Scene<'_>, sentence: Range<usize>, at: usize) -> bool {
    let near = sentence.start.max(at.saturating_sub(6))..sentence.end.min(at + 6);
    near.into_iter()
        .any(|i| matches!(scene.word(i), "vote" | "voted" | "votes" | "approved" | "confirmed" | "rejected"))
        && scope(scene, at).is_plain()
}

/// Returns the persons whose votes are counted, each with the token of the verb.
pub(super) fn counted<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = (EntityId, usize)> + 's {
    (0..scene.len()).filter_map(|at| {
        tally(scene, at)?;
        let subject = phrase::subject(scene, at)?;
        Some((subject.tokens.clone().find_map(|i| scene.person(i))?, at))
    })
}

/// Reads `Boehner received 216 votes`, `won 30 of the votes cast`.
fn tally(scene: &Scene<'_>, at: usize) -> Option<(String, u32)> {
    if !matches!(
        scene.word(at),
        "received" | "got" | "won" | "earned" | "collected" | "drew" | "garnered" | "took"
    ) {
        return None;
    }
    let sentence = scene.sentence(at);
    let number = (at + 1..(at + 4).min(sentence.end)).find_map(|i| Some((i, count(scene.word(i))?)))?;
    let behind = (number.0 + 1..(number.0 + 4).min(sentence.end))
        .any(|i| matches!(scene.word(i), "votes" | "ballots"));
    let subject = phrase::subject(scene, at)?;
    let person = subject.tokens.clone().find_map(|i| scene.person(i))?;
    (behind && scope(scene, at).is_plain()).then(|| (scene.party(person).name, number.1))
}

fn count(word: &str) -> Option<u32> {
    let words =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let named = (1..).zip(words).find(|(_, name)| *name == word).map(|(n, _)| n);
    named.or_else(|| word.replace(',', "").parse().ok())
}
