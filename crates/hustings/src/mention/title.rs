//! Titles: the words in front of a name that say what somebody is.
//!
//! Names bring their capitalized titles along; this adds those in lower case and what modifies them.
//!
//! `the outgoing Dutch prime minister Mark Rutte` → `outgoing Dutch prime minister`

use super::lexicon::LEXICON;
use super::names::{Candidate, noun_start};
use super::words::{Words, is_capitalized};
use crate::model::PartOfSpeech;
use std::ops::Range;

/// Words that modify a title.
pub(crate) const MODIFIERS: &[&str] = &[
    "former",
    "ex",
    "outgoing",
    "incoming",
    "acting",
    "interim",
    "then",
    "late",
    "current",
    "new",
    "newly",
    "elected",
    "longtime",
    "long-time",
    "senior",
    "top",
    "chief",
    "deputy",
    "associate",
    "assistant",
    "veteran",
    "fellow",
    "leading",
    "conservative",
    "liberal",
    "centrist",
    "populist",
    "nationalist",
    "socialist",
    "opposition",
    "campaign",
    "party",
    "state",
    "federal",
    "local",
    "city",
    "county",
    "national",
    "foreign",
    "defense",
    "defence",
    "finance",
    "interior",
    "justice",
    "health",
    "education",
    "trade",
    "energy",
    "labor",
    "treasury",
    "house",
    "senate",
    "council",
    "parliament",
    "government",
    "presidential",
    "vice",
    "vice-presidential",
    "gubernatorial",
    "mayoral",
    "congressional",
    "parliamentary",
    "republican",
    "democratic",
    "democrat",
    "independent",
    "moderate",
    "progressive",
    "prominent",
    "influential",
    "onetime",
    "one-time",
    "sometime",
    "first-term",
    "second-term",
    "two-term",
    "three-term",
    "four-term",
    "first-time",
    "freshman",
    "embattled",
    "beleaguered",
    "disgraced",
    "retired",
    "retiring",
    "departing",
    "designate",
    "caretaker",
    "prime",
    "executive",
    "general",
    "managing",
    "political",
    "legal",
    "economic",
    "military",
    "security",
    "special",
    "press",
    "media",
    "communications",
    "policy",
    "police",
    "army",
    "navy",
    "business",
    "left-wing",
    "right-wing",
    "far-right",
    "far-left",
    "hard-right",
    "hard-line",
    "hardline",
    "center-right",
    "centre-right",
    "center-left",
    "centre-left",
    "green",
    "reformist",
    "communist",
    "famed",
    "noted",
    "renowned",
    "controversial",
    "popular",
    "unpopular",
    "billionaire",
    "millionaire",
    "tv",
    "television",
    "radio",
    "cabinet",
    "union",
    "founding",
    "honorary",
    "permanent",
    "supreme",
    "district",
    "provincial",
    "regional",
    "municipal",
    "european",
    "human",
    "rights",
    "majority",
    "minority",
    "ruling",
    "governing",
    "caucus",
];

/// Returns the candidate with the lower-case words that belong to its title; `from` is the first token to look at.
pub(crate) fn extend(words: &Words<'_>, candidate: Candidate, from: usize) -> Candidate {
    if candidate.is_post {
        return candidate;
    }
    let start = candidate.title.as_ref().map_or(candidate.tokens.start, |title| title.start);
    let noun = match &candidate.title {
        Some(_) => None,
        None => noun_start(words, from, start).filter(|&noun| is_title_noun(words, noun..start)),
    };
    if candidate.title.is_none() && noun.is_none() {
        return candidate;
    }
    let first = leftmost(words, noun.unwrap_or(start), from);
    Candidate {
        title: (first < candidate.tokens.start).then_some(first..candidate.tokens.start),
        ..candidate
    }
}

/// Whether a lower-case noun can be a title: "premier Kallas", but not "people Kallas met".
fn is_title_noun(words: &Words<'_>, noun: Range<usize>) -> bool {
    let low = words.joined_low(noun.clone());
    let plain = low.trim_start_matches("then-").trim_start_matches("ex-");
    let plain = plain.trim_end_matches("-designate").trim_end_matches("-elect");
    let known = LEXICON.noun(plain).or_else(|| LEXICON.noun(words.low(noun.end - 1)));
    let is_capital = is_capitalized(words.word(noun.end - 1));
    known.is_some_and(|noun| !noun.is_plural && noun.singular.len() > 2)
        && !is_capital
        && !matches!(
            low.as_str(),
            "someone"
                | "everyone"
                | "somebody"
                | "anyone"
                | "nobody"
                | "all"
                | "both"
                | "some"
                | "most"
                | "many"
                | "few"
                | "several"
                | "those"
                | "others"
                | "head"
                | "media"
                | "press"
                | "public"
                | "police"
                | "people"
                | "crowd"
                | "whip"
                | "chair"
                | "base"
                | "establishment"
        )
}

/// Returns the first token of the modifiers in front of token `start`.
fn leftmost(words: &Words<'_>, start: usize, from: usize) -> usize {
    let mut first = start;
    while first > from && is_modifier(words, first - 1) {
        first -= 1;
    }
    // A possessive needs its owner: "Russia’s president".
    while first < start && matches!(words.low(first), "'s" | "’s" | "and" | ",") {
        first += 1;
    }
    first
}

pub(crate) fn is_modifier(words: &Words<'_>, i: usize) -> bool {
    let low = words.low(i);
    let plain = low.trim_start_matches("ex-").trim_start_matches("then-");
    let is_compound = low.contains('-')
        && ["-born", "-wing", "-term", "-old", "-backed", "-elect", "-led", "-based", "-right", "-left"]
            .iter()
            .any(|end| low.ends_with(end));
    if MODIFIERS.contains(&plain) || is_compound || LEXICON.country_of(words.word(i)).is_some() {
        return true;
    }
    if matches!(low, "'s" | "’s") {
        return i > 0 && words.is_name(i - 1);
    }
    if words.is_name(i) {
        return true;
    }
    use PartOfSpeech::{JJ, NN, NNP, VBN};
    let is_tagged = matches!(words.text.part_of_speech(i), JJ | NN | NNP | VBN);
    is_tagged && words.is_word(i) && LEXICON.noun(low).is_none()
}
