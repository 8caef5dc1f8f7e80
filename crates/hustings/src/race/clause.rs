//! Clauses: the stretch of a sentence around a predicate, and its verb group.
//!
//! A shallow reading without a tree, from function words, marks and parts of speech; [`super::phrase`] goes on
//! from it to subjects and objects.
//!
//! `Reid, who has led the caucus, will on Friday endorse her`: the group of `endorse` starts at `will`

use super::inflection::is_participle;
use super::scene::Scene;
use crate::model::PartOfSpeech as P;
use std::ops::Range;

/// How many tokens a clause may reach to either side: what bounds the work on endless sentences.
const REACH: usize = 80;

/// Words that may stand inside of a verb group.
pub(super) fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "having"
            | "has"
            | "have"
            | "had"
            | "is"
            | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "am"
            | "will"
            | "would"
            | "shall"
            | "may"
            | "might"
            | "could"
            | "can"
            | "ca"
            | "wo"
            | "should"
            | "must"
            | "do"
            | "does"
            | "did"
            | "not"
            | "n't"
            | "'ll"
            | "'d"
            | "'ve"
            | "'re"
            | "'m"
            | "never"
            | "cannot"
    )
}

/// Whether the word is a pronoun that a verb can follow as a clitic: "he's running".
pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "he" | "she" | "it" | "who" | "that" | "there" | "i" | "they" | "we" | "you" | "what" | "this"
    )
}

fn is_adverb(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    matches!(scene.pos(i), P::RB | P::RBR | P::RBS) && !matches!(word, "ago" | "then" | "there" | "here")
        || word.len() > 4 && word.ends_with("ly")
        || matches!(
            word,
            "also"
                | "once"
                | "first"
                | "still"
                | "now"
                | "already"
                | "just"
                | "even"
                | "both"
                | "ever"
                | "soon"
                | "later"
                | "earlier"
                | "again"
                | "instead"
                | "all"
                | "longer"
                | "no"
                | "long"
                | "since"
                | "yet"
                | "often"
                | "recently"
                | "previously"
                | "officially"
        )
}

/// Whether token `i` can only open a clause.
fn opens_clause(scene: &Scene<'_>, i: usize) -> bool {
    match scene.word(i) {
        ";" | ":" | "—" | "–" | "--" | "“" | "”" | "\"" | "``" | "''" => true,
        "who" | "which" | "while" | "although" | "though" | "because" | "when" | "if" | "unless"
        | "whether" | "where" | "but" | "whom" | "whereas" | "whoever" | "until" => true,
        "after" | "before" | "since" | "as" => has_verb_soon(scene, i),
        "that" => i > 0 && (scene.word(i - 1) == "," || !is_determined(scene, i)),
        "and" | "or" => i > 0 && scene.word(i - 1) == "," && !is_list(scene, i),
        _ => false,
    }
}

/// Whether a verb follows soon, so that a preposition is a conjunction here.
fn has_verb_soon(scene: &Scene<'_>, i: usize) -> bool {
    (i + 1..(i + 7).min(scene.sentence(i).end))
        .take_while(|&k| !matches!(scene.word(k), "," | ";" | "of" | "for"))
        .any(|k| {
            is_auxiliary(scene.word(k)) || matches!(scene.pos(k), P::VBD | P::VBZ | P::VBP | P::MD | P::VBG)
        })
}

/// Whether `that` is a determiner: "that seat".
fn is_determined(scene: &Scene<'_>, i: usize) -> bool {
    scene.pos(i) == P::DT
}

/// Whether the conjunction at token `i` joins names.
fn is_list(scene: &Scene<'_>, i: usize) -> bool {
    let joined = (i + 1..i + 6).find(|&k| scene.person(k).is_some());
    joined.is_some_and(|k| (i + 1..k).all(|m| !is_auxiliary(scene.word(m)) && !is_finite(scene, m)))
        && !(1..12).any(|k| joined.is_some_and(|j| k + j < scene.len() && k < 4 && is_finite(scene, j + k)))
}

/// Whether token `i` is a finite verb by its tag.
pub(super) fn is_finite(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.pos(i), P::VBD | P::VBZ | P::VBP | P::MD)
}

/// Whether token `i` is a verb by its tag.
pub(super) fn is_verb(scene: &Scene<'_>, i: usize) -> bool {
    is_finite(scene, i) || matches!(scene.pos(i), P::VB | P::VBG | P::VBN)
}

/// Returns the clause that token `i` stands in.
pub(super) fn clause(scene: &Scene<'_>, i: usize) -> Range<usize> {
    let sentence = scene.sentence(i);
    let sentence = sentence.start.max(i.saturating_sub(REACH))..sentence.end.min(i + REACH);
    let mut start = i;
    while start > sentence.start && !opens_clause(scene, start) {
        start -= 1;
    }
    let mut end = i + 1;
    while end < sentence.end && !opens_clause(scene, end) {
        end += 1;
    }
    start..end.min(sentence.end).max(start)
}

/// The most tokens before a verb that its group is looked for in.
const LONGEST_GROUP: usize = 16;

/// Returns where the verb group of the verb at token `i` starts: auxiliaries, adverbs and days before it belong to it.
pub(super) fn group_start(scene: &Scene<'_>, verb: usize) -> usize {
    let sentence = scene.sentence(verb);
    let (mut start, lowest) = (verb, sentence.start.max(verb.saturating_sub(LONGEST_GROUP)));
    while start > lowest {
        let i = start - 1;
        let word = scene.word(i);
        let is_contracted = word == "'s" && i > sentence.start && is_pronoun(scene.word(i - 1));
        let is_quoted =
            matches!(word, "“" | "\"" | "``") && i > sentence.start && is_auxiliary(scene.word(i - 1));
        if is_auxiliary(word)
            || is_contracted
            || is_quoted
            || is_adverb(scene, i) && scene.person(i).is_none()
        {
            start = i;
        } else if let Some(timex) = scene.timex(i) {
            let span = scene.findings.timexes[timex].span;
            let mut first = scene.segments().tokens_in(span).start;
            if first > sentence.start
                && matches!(scene.word(first - 1), "on" | "in" | "last" | "late" | "early" | "this")
            {
                first -= 1;
            }
            if first == sentence.start || scene.word(first - 1) == "," {
                return start;
            }
            start = first.min(i);
        } else {
            break;
        }
    }
    start
}

/// Whether the verb at token `i` is passive: a participle under a form of *be*, or a bare one before "by".
pub(super) fn is_passive(scene: &Scene<'_>, verb: usize) -> bool {
    if !is_participle(scene.word(verb)) {
        return false;
    }
    let group = group_start(scene, verb)..verb;
    let is_be = |i: usize| {
        matches!(
            scene.word(i),
            "is" | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "being"
                | "am"
                | "'re"
                | "'m"
                | "get"
                | "got"
                | "gets"
        )
    };
    if group.clone().any(is_be) {
        return true;
    }
    let has_auxiliary = group.clone().any(|i| is_auxiliary(scene.word(i)));
    let before = scene.word(verb.wrapping_sub(1));
    !has_auxiliary
        && (scene.pos(verb) == P::VBN
            || matches!(scene.word(verb + 1), "by" | "as")
            || is_adverb(scene, verb + 1) && scene.word(verb + 2) == "as")
        && (before == "," || group.start == verb && scene.word(verb + 1) == "by")
}
