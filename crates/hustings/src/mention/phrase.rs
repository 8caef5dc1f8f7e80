//! Noun phrases: where the one around a noun starts and ends, and how it is determined.
//!
//! [`super::descriptions`] cuts its mentions with these.
//!
//! `some NATO | diplomats | in Brussels` → indefinite, from `some` to `Brussels`

use super::lexicon::{Noun, NounClass};
use super::title::is_modifier;
use super::words::{Words, is_capitalized};
use crate::model::PartOfSpeech;

const ARTICLES: &[&str] = &["the", "this", "that", "these", "those"];
const POSSESSIVES: &[&str] = &["his", "her", "their", "its", "our", "my", "your", "whose"];
const INDEFINITE: &[&str] = &[
    "a",
    "an",
    "another",
    "one",
    "any",
    "some",
    "several",
    "many",
    "few",
    "most",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozens",
    "both",
    "all",
    "other",
    "no",
    "every",
    "each",
    "more",
    "fewer",
    "half",
    "hundreds",
    "thousands",
    "numerous",
    "certain",
];

/// Nouns for several people that "of" says who they are: "a group of former ambassadors".
const COLLECTIVES: &[&str] = &[
    "group",
    "number",
    "handful",
    "majority",
    "minority",
    "couple",
    "bunch",
    "coalition",
    "pair",
    "trio",
    "series",
    "slew",
    "string",
    "host",
    "crowd",
    "score",
    "dozen",
    "team",
    "cross-section",
    "panel",
    "committee",
    "delegation",
];

/// Number words and what they count.
const NUMBERS: &[(&str, u32)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("a", 1),
    ("an", 1),
    ("another", 1),
];

/// Words that no noun phrase goes on over to the left.
const BOUNDARIES: &[&str] = &[
    "and",
    "or",
    "but",
    "of",
    "in",
    "on",
    "at",
    "to",
    "for",
    "from",
    "by",
    "with",
    "as",
    "said",
    "says",
    "told",
    "that",
    "is",
    "was",
    "are",
    "were",
    "be",
    "has",
    "had",
    "have",
    "will",
    "would",
    "could",
    "should",
    "who",
    "which",
    "when",
    "while",
    "if",
    "because",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "not",
    "than",
    "among",
    "between",
    "against",
    "about",
    "become",
    "became",
    "into",
    "over",
    "after",
    "before",
    "since",
    "under",
    "do",
    "did",
    "does",
    "where",
    "how",
    "why",
    "what",
    "say",
    "may",
    "can",
    "might",
    "must",
    "asked",
    "called",
    "including",
    "like",
    "via",
    "per",
];

/// What says how somebody without a name comes to know: "an aide close to the talks".
pub(super) const NEARNESS: &[&str] = &["close", "familiar", "briefed", "privy"];

/// How a noun phrase is determined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Determiner {
    Definite,
    Indefinite,
    Bare,
}

/// Returns the first token of the noun phrase and how it is determined.
pub(super) fn left_edge(words: &Words<'_>, noun: usize, floor: usize) -> (usize, Determiner) {
    let mut at = noun;
    let mut bare = noun;
    let mut is_bare_open = true;
    while at > floor && noun - at < 8 {
        let low = words.low(at - 1);
        if ARTICLES.contains(&low) || POSSESSIVES.contains(&low) {
            return (at - 1, Determiner::Definite);
        }
        if matches!(low, "'s" | "’s" | "'" | "’") && at >= floor + 2 {
            return (owner_start(words, at - 1, floor), Determiner::Definite);
        }
        if INDEFINITE.contains(&low) || is_number(low) {
            return (wider_quantity(words, at - 1, floor), Determiner::Indefinite);
        }
        if low == "of"
            && let Some(start) = collective(words, at - 1, floor)
        {
            return (start, Determiner::Indefinite);
        }
        if is_boundary(words, at - 1) {
            break;
        }
        at -= 1;
        is_bare_open &= is_modifier(words, at) || low.ends_with("ly") && low.len() > 4;
        if is_bare_open {
            bare = at;
        }
    }
    (bare, Determiner::Bare)
}

/// Returns where "a group of", "a small number of" in front of the people starts.
fn collective(words: &Words<'_>, of: usize, floor: usize) -> Option<usize> {
    let noun = of.checked_sub(1).filter(|&i| i >= floor && COLLECTIVES.contains(&words.low(i)))?;
    let start = (floor.max(noun.saturating_sub(3))..noun)
        .rev()
        .find(|&i| matches!(words.low(i), "a" | "an" | "another"))?;
    (start + 1..noun).all(|i| words.is_word(i)).then_some(start)
}

fn is_number(low: &str) -> bool {
    low.starts_with(|c: char| c.is_ascii_digit()) || low == "%"
}

/// Returns where the owner of a possessive starts: "the party’s leader", "Russia’s foreign ministry".
fn owner_start(words: &Words<'_>, clitic: usize, floor: usize) -> usize {
    let mut at = clitic;
    while at > floor && clitic - at < 6 {
        let low = words.low(at - 1);
        if ARTICLES.contains(&low) || POSSESSIVES.contains(&low) || matches!(low, "a" | "an") {
            return at - 1;
        }
        if is_boundary(words, at - 1) || at < clitic && !is_modifier(words, at - 1) {
            break;
        }
        at -= 1;
    }
    at
}

/// Returns where "nearly half of all", "one of the" or "a number of" starts.
fn wider_quantity(words: &Words<'_>, at: usize, floor: usize) -> usize {
    let mut start = at;
    while start > floor
        && matches!(
            words.low(start - 1),
            "nearly"
                | "almost"
                | "about"
                | "roughly"
                | "more"
                | "than"
                | "at"
                | "least"
                | "some"
                | "the"
                | "only"
                | "just"
                | "over"
                | "around"
        )
    {
        start -= 1;
    }
    if matches!(words.low(start), "at" | "more" | "over" | "around" | "about") || start == at {
        start
    } else {
        start.min(at)
    }
}

/// Whether a noun phrase cannot go on to the left over token `i`.
fn is_boundary(words: &Words<'_>, i: usize) -> bool {
    use PartOfSpeech::{CC, IN, MD, PRP, RP, TO, VB, VBD, VBP, VBZ, WDT, WP, WRB};
    if !words.is_word(i) {
        return true;
    }
    let low = words.low(i);
    let is_function = BOUNDARIES.contains(&low);
    is_function
        || matches!(
            words.text.part_of_speech(i),
            CC | IN | MD | PRP | RP | TO | VB | VBD | VBP | VBZ | WDT | WP | WRB
        )
}

/// Returns the number that the words between `start` and the noun give.
pub(super) fn count(words: &Words<'_>, start: usize, noun: usize) -> Option<u32> {
    (start..noun).find_map(|i| {
        let low = words.low(i);
        let spelled = NUMBERS.iter().find(|(word, _)| *word == low).map(|&(_, n)| n);
        let is_share = matches!(words.low(i + 1), "%" | "percent" | "in" | "per");
        spelled.or_else(|| low.replace(',', "").parse().ok()).filter(|_| !is_share)
    })
}

/// Returns the end of the phrase: of whom somebody is the voice, and what people are familiar with.
pub(super) fn right_edge(words: &Words<'_>, end: usize, noun: Noun, limit: usize) -> usize {
    let low = words.low(end);
    let opens = match noun.class {
        NounClass::Voice | NounClass::Office | NounClass::Kin => matches!(low, "for" | "of" | "to"),
        NounClass::Work | NounClass::Human => {
            matches!(low, "of" | "in" | "from" | "at" | "for" | "on" | "with" | "within" | "inside")
                || NEARNESS.contains(&low)
        }
    };
    if !opens || end >= limit {
        return end;
    }
    let mut at = end + 1;
    while at < limit
        && at < end + 4
        && matches!(words.low(at), "to" | "with" | "the" | "his" | "her" | "their" | "its" | "a" | "an")
    {
        at += 1;
    }
    let first = at;
    while at < limit
        && at < first + 6
        && (words.is_name(at)
            || words.is_particle(at) && words.is_name(at + 1)
            || matches!(words.low(at), "'s" | "’s")
            || first < at && words.low(at) == "of" && words.is_name(at + 1))
    {
        at += 1;
    }
    let has_name = at > first;
    while at < limit
        && at < first + 6
        && words.is_word(at)
        && !is_boundary(words, at)
        && (!has_name || is_modifier(words, at) && !is_capitalized(words.word(at)))
        && !matches!(words.low(at), "the" | "a")
        && !(at > first && words.low(at).ends_with("ed"))
    {
        at += 1;
        if !has_name && at - first >= 3 {
            break;
        }
    }
    if at > first { at } else { end }
}
