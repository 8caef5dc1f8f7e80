//! Carriers of speech: programmes, outlets and platforms, which are never persons.
//!
//! Known by name, by a word in the name, or by standing where a verb of saying puts what carries it;
//! [`super::kinds`] counts the votes.
//!
//! `said on Goedemorgen Nederland on NPO 1`: a programme and a channel; `told Dagens Nyheter`: a newspaper

use super::lexicon::{Carrier, LEXICON};
use super::words::Words;
use std::ops::Range;

/// The most words of a carrier's name.
const LONGEST: usize = 5;

/// What speaks for a name being a person, a body or anything else because of what it carries.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Carrying {
    pub person: f32,
    pub body: f32,
    pub other: f32,
}

/// Verbs and nouns of saying and showing that "on" and a carrier follow.
const SAID: &[&str] = &[
    "said",
    "says",
    "saying",
    "told",
    "tells",
    "wrote",
    "writes",
    "writing",
    "posted",
    "tweeted",
    "speaking",
    "spoke",
    "speaks",
    "appeared",
    "appearing",
    "appears",
    "appearance",
    "interview",
    "interviewed",
    "aired",
    "broadcast",
    "announced",
    "declared",
    "argued",
    "warned",
    "insisted",
    "admitted",
    "claimed",
    "added",
    "joked",
    "confirmed",
    "asked",
    "remarks",
    "guest",
    "host",
    "live",
    "published",
    "shared",
];

/// Nouns next to the name of what carries.
const NOUNS: &[&str] = &[
    "newspaper",
    "daily",
    "weekly",
    "magazine",
    "broadcaster",
    "television",
    "tv",
    "radio",
    "programme",
    "program",
    "show",
    "podcast",
    "channel",
    "station",
    "tabloid",
    "website",
    "news",
    "paper",
    "outlet",
    "network",
    "blog",
    "talkshow",
];

/// Returns the end of the known carrier that starts at token `i`.
pub(super) fn known_at(words: &Words<'_>, i: usize, end: usize) -> Option<usize> {
    if !LEXICON.opens_carrier(words.word(i)) {
        return None;
    }
    let found = (i + 1..=end.min(i + LONGEST)).rev().find(|&to| {
        let name = words.joined(i..to);
        LEXICON.carrier(&name).is_some() && !LEXICON.is_body(&name)
    })?;
    let goes_on = words.is_name(found) && LEXICON.noun(words.low(found)).is_none();
    let is_inside = i > 0 && words.is_name(i - 1) && words.is_word(i - 1);
    (!is_inside && (!goes_on || found > i + 1)).then_some(found)
}

/// Whether the name is made with a word of outlets: "Süddeutsche Zeitung".
pub(super) fn has_word(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let is_made = |i: usize| LEXICON.is_carrier_word(words.low(i));
    tokens.len() > 1 && tokens.clone().any(is_made) || is_compound(words.low(tokens.end - 1))
}

/// Whether a long word ends with a word of outlets: "kvällsbladet".
fn is_compound(low: &str) -> bool {
    let ends = [
        "bladet", "blatt", "zeitung", "nytt", "nyheter", "posten", "tidende", "nieuws", "krant", "sanomat",
        "lehti", "news", "times",
    ];
    ends.iter().any(|end| low.len() > end.len() + 2 && low.ends_with(end))
}

/// Returns what speaks for a name carrying what others said.
pub(super) fn votes(words: &Words<'_>, tokens: &Range<usize>) -> Carrying {
    let mut sum = Carrying::default();
    match LEXICON.carrier(&words.joined(tokens.clone())) {
        Some(Carrier::Programme) => return Carrying { other: 12.0, ..sum },
        Some(_) => sum.body += 6.0,
        None => {}
    }
    if is_compound(words.low(tokens.end - 1)) {
        sum.body += 4.0;
    }
    if is_said_on(words, tokens) {
        sum.other += 2.5;
        sum.person -= 2.5;
    }
    if is_told(words, tokens) {
        sum.body += 2.5;
        sum.person -= 1.5;
    }
    let before = tokens.start.checked_sub(1).map_or("", |i| words.low(i));
    if tokens.start > 0 && NOUNS.contains(&before) && !words.is_name(tokens.start - 1) {
        sum.body += 1.5;
        sum.person -= 1.5;
    }
    if NOUNS.contains(&words.low(tokens.end)) && !words.is_name(tokens.end) {
        sum.body += 2.0;
        sum.person -= 1.5;
    }
    sum
}

/// Whether the name follows "on" behind a verb of saying: "said on Goedemorgen Nederland", "on air on Kanal 7".
fn is_said_on(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let Some(on) = tokens.start.checked_sub(1).filter(|&on| words.low(on) == "on") else { return false };
    if matches!(words.low(tokens.end), "'s" | "’s") {
        return false;
    }
    let near = (on.saturating_sub(9)..on).rev();
    let mut clause = near.take_while(|&i| {
        words.is_word(i) && !matches!(words.low(i), "that" | "and" | "but" | "which" | "who")
    });
    // What is "said on Brexit" is no person either.
    clause.any(|i| SAID.contains(&words.low(i)))
}

/// Whether a name of several words is what somebody told, and no first name opens it: "told Dagens Nyheter".
fn is_told(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let Some(before) = tokens.start.checked_sub(1) else { return false };
    tokens.len() > 1
        && matches!(words.low(before), "told" | "tells" | "telling")
        && LEXICON.first_name(words.word(tokens.start)).is_none()
}
