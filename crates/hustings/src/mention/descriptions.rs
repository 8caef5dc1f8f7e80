//! Descriptions: noun phrases for persons, groups, bodies and places that name nobody.
//!
//! Found around the nouns of the lexicon, outside of names and titles; [`crate::entity`] says whom they mean.
//!
//! `the Estonian premier`, `some NATO diplomats`, `two people familiar with the talks`

use super::lexicon::{LEXICON, LONGEST, Noun, NounClass};
use super::phrase::{Determiner, NEARNESS, count, left_edge, right_edge};
use super::words::Words;
use super::{EntityKind, Mention, MentionForm};
use crate::model::PartOfSpeech;
use crate::sentence::Sentence;
use std::ops::Range;

/// Nouns for bodies that a definite phrase can stand for.
pub(super) const BODY_NOUNS: &[&str] = &[
    "party",
    "government",
    "company",
    "group",
    "alliance",
    "agency",
    "court",
    "committee",
    "commission",
    "council",
    "ministry",
    "department",
    "parliament",
    "campaign",
    "union",
    "organization",
    "organisation",
    "newspaper",
    "paper",
    "magazine",
    "network",
    "channel",
    "broadcaster",
    "outlet",
    "bank",
    "firm",
    "institute",
    "association",
    "coalition",
    "movement",
    "bloc",
    "administration",
    "university",
    "board",
    "assembly",
    "legislature",
    "panel",
    "military",
    "army",
    "cabinet",
    "bureau",
    "foundation",
    "club",
    "regime",
    "opposition",
    "junta",
    "think-tank",
    "watchdog",
    "regulator",
    "corporation",
];

/// Nouns for places that a definite phrase can stand for.
const PLACE_NOUNS: &[&str] = &[
    "country",
    "city",
    "state",
    "nation",
    "province",
    "region",
    "capital",
    "town",
    "county",
    "district",
    "island",
    "republic",
    "kingdom",
    "village",
    "continent",
];

/// Returns the descriptions of one sentence; `taken` says which tokens belong to names and titles.
pub(crate) fn find(words: &Words<'_>, sentence: &Sentence, taken: &[bool]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut i = sentence.tokens.start;
    let mut floor = i;
    while i < sentence.tokens.end {
        let step = noun_at(words, i, sentence.tokens.end).filter(|_| !taken[i]);
        let Some((end, noun)) = step else {
            if !taken[i] {
                found.extend(thing_at(words, i, floor));
            }
            i += 1;
            continue;
        };
        let is_free = !taken[i..end].iter().any(|&is_taken| is_taken);
        if is_free && let Some(mention) = describe(words, i..end, noun, floor, sentence.tokens.end) {
            floor = end;
            found.push(mention);
        }
        i = end;
    }
    found
}

/// Returns the end of the noun for people that starts at token `i`, and the noun.
fn noun_at(words: &Words<'_>, i: usize, limit: usize) -> Option<(usize, Noun)> {
    let longest = limit.min(i + LONGEST);
    for end in (i + 1..=longest).rev() {
        let low = if end == i + 1 { words.low(i).to_owned() } else { words.joined_low(i..end) };
        if let Some(noun) = LEXICON.noun(&low) {
            return Some((end, noun));
        }
    }
    let last = words.low(i);
    if last.contains('-') && words.is_word(i) {
        let tail = last.rsplit('-').next().unwrap_or(last);
        return LEXICON.noun(tail).map(|noun| (i + 1, noun));
    }
    let country = LEXICON.country_of(words.word(i))?;
    let is_people = words.word(i).ends_with('s')
        && LEXICON.country_of(&words.word(i)[..words.word(i).len() - 1]) == Some(country);
    let noun = Noun { class: NounClass::Human, gender: None, is_plural: true, singular: "people" };
    is_people.then_some((i + 1, noun))
}

/// Returns the description around the noun, or nothing where the noun refers to nobody.
fn describe(
    words: &Words<'_>,
    noun_tokens: Range<usize>,
    noun: Noun,
    floor: usize,
    limit: usize,
) -> Option<Mention> {
    let (start, determiner) = left_edge(words, noun_tokens.start, floor);
    let head = noun_tokens.end - 1;
    let low = words.low(head);
    if matches!(low, "some" | "all" | "both" | "many" | "few" | "most" | "several" | "others" | "those")
        && !stands_alone(words, head)
    {
        return None;
    }
    let is_verb = matches!(
        words.text.part_of_speech(head),
        PartOfSpeech::VB | PartOfSpeech::VBP | PartOfSpeech::VBZ | PartOfSpeech::VBD | PartOfSpeech::JJ
    );
    if is_verb && determiner == Determiner::Bare || is_modifying(words, noun_tokens.end) {
        return None;
    }
    let is_pronoun_like = matches!(
        noun.singular,
        "someone" | "somebody" | "everyone" | "everybody" | "anyone" | "nobody" | "people"
    );
    let is_single = noun_tokens.len() > 1 || !is_mass(low);
    if determiner == Determiner::Bare && !noun.is_plural && !is_pronoun_like && is_single {
        return None;
    }
    let end = right_edge(words, noun_tokens.end, noun, limit);
    // "the staff" are several, "the chief of staff" is one.
    let is_mass = is_mass(low) && noun_tokens.len() == 1;
    let is_plural = noun.is_plural || is_mass || is_pronoun_like && low == "people";
    let kind = if is_plural { EntityKind::Group } else { EntityKind::Person };
    let count = count(words, start, noun_tokens.start).filter(|_| determiner != Determiner::Definite);
    mention(words, start..end, head, kind).map(|mention| Mention {
        gender: noun.gender,
        is_plural,
        count,
        ..mention
    })
}

fn mention(words: &Words<'_>, tokens: Range<usize>, head: usize, kind: EntityKind) -> Option<Mention> {
    let span = words.text.segments.span_of(tokens)?;
    Some(Mention {
        span,
        form: MentionForm::Description,
        kind: Some(kind),
        head,
        title: None,
        gender: None,
        is_plural: false,
        count: None,
    })
}

/// Nouns in the singular that mean several.
fn is_mass(low: &str) -> bool {
    matches!(
        low,
        "some"
            | "all"
            | "both"
            | "many"
            | "few"
            | "most"
            | "several"
            | "others"
            | "those"
            | "police"
            | "media"
            | "press"
            | "public"
            | "crowd"
            | "people"
            | "majority"
            | "electorate"
            | "opposition"
            | "folk"
            | "staff"
    )
}

/// Whether "some" or "many" is followed by what has no noun: "Some fear …", "Many in the party …".
fn stands_alone(words: &Words<'_>, i: usize) -> bool {
    let next = words.low(i + 1);
    use PartOfSpeech::{MD, VBD, VBP, VBZ};
    matches!(words.text.part_of_speech(i + 1), VBD | VBP | VBZ | MD)
        || matches!(
            next,
            "in" | "of"
                | "who"
                | "on"
                | "at"
                | "are"
                | "were"
                | "have"
                | "had"
                | "will"
                | "would"
                | "say"
                | "said"
                | "believe"
                | "think"
                | "fear"
                | "see"
                | "view"
                | "argue"
                | "want"
                | "hope"
                | "within"
                | "inside"
        )
}

/// Whether the word at `i` is a noun that the noun in front of it modifies: "voter turnout", "opposition party".
fn is_modifying(words: &Words<'_>, i: usize) -> bool {
    use PartOfSpeech::{NN, NNS};
    let low = words.low(i);
    let is_noun = matches!(words.text.part_of_speech(i), NN | NNS)
        || BODY_NOUNS.contains(&low)
        || LEXICON.noun(low).is_some_and(|noun| noun.singular.len() > 4);
    words.is_word(i) && is_noun && !words.is_name(i) && !NEARNESS.contains(&low)
}

/// Returns the definite phrase for a body or place whose noun is token `i`.
fn thing_at(words: &Words<'_>, i: usize, floor: usize) -> Option<Mention> {
    let low = words.low(i);
    let kind = if BODY_NOUNS.contains(&low) {
        EntityKind::Organization
    } else if PLACE_NOUNS.contains(&low) {
        EntityKind::Place
    } else {
        return None;
    };
    let (start, determiner) = left_edge(words, i, floor);
    let is_referring = determiner == Determiner::Definite && !is_modifying(words, i + 1);
    if !is_referring {
        return None;
    }
    mention(words, start..i + 1, i, kind)
}
