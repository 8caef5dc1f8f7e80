//! Kinds: whether a name is a person's, a body's or a place's, from all the places where it stands.
//!
//! Evidence is pooled over the article, so that one "Prime Minister Kallas" tells what every "Kallas" is.
//!
//! `Kallas, 46, said` → a person; `the Kallas Foundation` → a body

use super::EntityKind;
use super::carriers;
use super::descriptions::BODY_NOUNS;
use super::heads::{OTHER_HEADS, PLACE_HEADS, SAYING};
use super::lexicon::{LEXICON, NounClass};
use super::names::Candidate;
use super::words::{Words, is_capitalized};
use crate::model::{EntityTag, NameKind, PartOfSpeech};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Votes for person, body, place and anything else.
type Votes = [f32; 4];

const PERSON: usize = 0;
const BODY: usize = 1;
const PLACE: usize = 2;
const OTHER: usize = 3;

/// Returns the kind of each candidate; nothing for names of other things.
pub(crate) fn decide(words: &Words<'_>, candidates: &[Candidate]) -> Vec<Option<EntityKind>> {
    let mut pools: HashMap<String, Votes> = HashMap::new();
    let mut acronyms: HashSet<String> = HashSet::new();
    for candidate in candidates.iter().filter(|candidate| !candidate.is_post) {
        let votes = local_votes(words, candidate);
        let pool = pools.entry(key(words, &candidate.tokens)).or_default();
        for (sum, vote) in pool.iter_mut().zip(votes) {
            *sum += vote;
        }
        if candidate.tokens.len() > 1 {
            acronyms.insert(acronym(words, &candidate.tokens));
        }
    }
    let parts = name_parts(words, candidates, &pools);
    let bodies = body_parts(words, candidates, &pools);
    let decide_one = |candidate: &Candidate| {
        if candidate.is_post {
            return Some(EntityKind::Post);
        }
        let key = key(words, &candidate.tokens);
        let mut votes = pools[&key];
        if candidate.tokens.len() == 1 && acronyms.contains(&key) {
            votes[BODY] += 3.0;
        }
        if let Some(known) = parts.get(&key) {
            // A surname of the article outweighs an agency of that name, however often it stands alone.
            let is_sure = *known >= SURE && LEXICON.is_body(&key);
            votes[PERSON] += if is_sure { known + votes[BODY] } else { *known };
        }
        if bodies.contains(key.as_str()) && !is_untagged(words, &candidate.tokens) {
            votes[BODY] += 2.0;
        }
        best(&votes)
    };
    candidates.iter().map(decide_one).collect()
}

fn best(votes: &Votes) -> Option<EntityKind> {
    let (winner, &most) = votes.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)))?;
    if most < 0.5 {
        return None;
    }
    match winner {
        PERSON => Some(EntityKind::Person),
        BODY => Some(EntityKind::Organization),
        PLACE => Some(EntityKind::Place),
        _ => None,
    }
}

fn key(words: &Words<'_>, tokens: &Range<usize>) -> String {
    let name = words.joined(tokens.clone());
    let has_lower = name.chars().any(char::is_lowercase);
    if has_lower || name.chars().count() < 5 { name } else { capitalized(&name) }
}

/// Returns the words with only their first letters in capitals.
pub(crate) fn capitalized(name: &str) -> String {
    let mut fresh = true;
    let change = |c: char| {
        let kept: String = if fresh { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
        fresh = !c.is_alphanumeric();
        kept
    };
    name.chars().map(change).collect()
}

/// Returns the first letters of the capitalized words.
pub(crate) fn acronym(words: &Words<'_>, tokens: &Range<usize>) -> String {
    let parts = tokens.clone().map(|i| words.word(i)).filter(|word| is_capitalized(word));
    parts.filter_map(|word| word.chars().next()).collect()
}

/// Returns the surnames and first names of the persons with longer names, with how sure they are.
fn name_parts(
    words: &Words<'_>,
    candidates: &[Candidate],
    pools: &HashMap<String, Votes>,
) -> HashMap<String, f32> {
    let mut parts = HashMap::new();
    for candidate in candidates.iter().filter(|candidate| !candidate.is_post && candidate.tokens.len() > 1) {
        let is_person = best(&pools[&key(words, &candidate.tokens)]) == Some(EntityKind::Person);
        if !is_person {
            continue;
        }
        let tokens = candidate.tokens.clone();
        for start in tokens.clone() {
            let is_edge = start == tokens.start && LEXICON.first_name(words.word(start)).is_some();
            let tail = key(words, &(start..tokens.end));
            // "Michael Bloomberg" tells that Bloomberg is no agency here.
            let is_sure = LEXICON.first_name(words.word(tokens.start)).is_some() && tokens.len() < 4;
            parts.insert(tail, if is_sure { SURE } else { 4.0 });
            if is_edge || start == tokens.start && tokens.len() == 3 {
                parts.entry(key(words, &(start..start + 1))).or_insert(2.5);
            } else if start == tokens.start {
                parts.entry(key(words, &(start..start + 1))).or_insert(1.5);
            }
        }
    }
    parts
}

/// Returns the first words of the bodies with longer names: "Unidad" of the "Unidad Party".
fn body_parts(
    words: &Words<'_>,
    candidates: &[Candidate],
    pools: &HashMap<String, Votes>,
) -> HashSet<String> {
    let long = candidates.iter().filter(|candidate| !candidate.is_post && candidate.tokens.len() > 1);
    let bodies = long
        .filter(|candidate| best(&pools[&key(words, &candidate.tokens)]) == Some(EntityKind::Organization));
    let first = bodies.map(|candidate| key(words, &(candidate.tokens.start..candidate.tokens.start + 1)));
    first.filter(|word| !LEXICON.is_common(&word.to_lowercase())).collect()
}

fn local_votes(words: &Words<'_>, candidate: &Candidate) -> Votes {
    let mut votes = [0.0; 4];
    inner_votes(words, candidate, &mut votes);
    context_votes(words, candidate, &mut votes);
    tagger_votes(words, &candidate.tokens, &mut votes);
    if candidate.title.is_none() {
        let carrying = carriers::votes(words, &candidate.tokens);
        votes[PERSON] += carrying.person;
        votes[BODY] += carrying.body;
        votes[OTHER] += carrying.other;
    }
    votes
}

/// Votes from the words of the name itself.
fn inner_votes(words: &Words<'_>, candidate: &Candidate, votes: &mut Votes) {
    let tokens = &candidate.tokens;
    let (first, last, length) = (words.word(tokens.start), words.low(tokens.end - 1), tokens.len());
    let name = words.joined(tokens.clone());
    let is_common = |i: usize| LEXICON.is_common(words.low(i));
    let is_first_name = LEXICON.first_name(first).is_some();
    let is_head = length > 1
        && (carriers::has_word(words, tokens)
            || LEXICON.is_body_head(last)
            || tokens.clone().any(|i| matches!(words.word(i), "of" | "for" | "&")));
    if LEXICON.is_body(&name) {
        votes[BODY] += 5.0;
    }
    if LEXICON.place(&name).is_some() {
        votes[PLACE] += 5.5;
    }
    if LEXICON.country_of(&name).is_some() && LEXICON.place(&name).is_none() {
        votes[OTHER] += 5.0;
    }
    if length > 1 && PLACE_HEADS.contains(&last) {
        votes[PLACE] += 3.5;
    }
    if is_place_of(words, tokens) {
        votes[PLACE] += 6.0;
    }
    if OTHER_HEADS.contains(&last) {
        votes[OTHER] += 3.5;
    }
    if is_head {
        votes[BODY] += 4.0;
    }
    let is_untagged = is_untagged(words, tokens);
    // "European leaders": an adjective names nobody.
    if length == 1 && words.text.part_of_speech(tokens.start) == PartOfSpeech::JJ {
        votes[OTHER] += 2.0;
    }
    if length == 1 && is_acronym(first) {
        votes[BODY] += if is_untagged { 0.6 } else { 2.0 };
    }
    if length == 1 && has_inner_capital(first) {
        votes[BODY] += 1.5;
    }
    if is_first_name && !is_head {
        votes[PERSON] += if length > 1 { 3.0 } else { 1.0 };
    }
    let is_initial = |i: usize| words.word(i).ends_with('.') && words.word(i).chars().count() <= 4;
    if length > 1 && tokens.clone().any(is_initial) && !is_head {
        votes[PERSON] += 2.0;
    }
    let all_common = tokens.clone().all(|i| is_common(i) || words.is_particle(i));
    if all_common && !is_head {
        votes[OTHER] += if length > 1 { 2.0 } else { 1.5 };
    } else if (2..=4).contains(&length) && !is_head && tokens.clone().all(|i| !is_common(i)) {
        votes[PERSON] += 1.0;
    } else if length == 1 && !is_acronym(first) {
        votes[PERSON] += if is_untagged { 0.2 } else { 0.6 };
    }
    if tokens.clone().skip(1).any(|i| words.is_particle(i)) && !is_head {
        votes[PERSON] += 1.0;
    }
}

/// Whether the tagger has run and takes none of the words for a name.
fn is_untagged(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let tags = &words.text.tags.entities;
    tokens.clone().all(|i| tags.get(i) == Some(&EntityTag::Outside))
}

/// Whether the name is a place that goes on with "of": "Bay of Bengal".
fn is_place_of(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let of = tokens.clone().skip(1).find(|&i| words.word(i) == "of");
    of.is_some_and(|of| PLACE_HEADS.contains(&words.low(of - 1)))
}

/// Votes from the words around the name.
fn context_votes(words: &Words<'_>, candidate: &Candidate, votes: &mut Votes) {
    let (start, end) = (candidate.tokens.start, candidate.tokens.end);
    let before = start.checked_sub(1).map_or("", |i| words.low(i));
    let (next, after) = (words.low(end), words.low(end + 1));
    if let Some(title) = &candidate.title {
        let is_adjective =
            title.len() == 1 && matches!(words.low(title.start), "republican" | "democrat" | "independent");
        votes[PERSON] += if is_adjective { 2.0 } else { 4.0 };
    }
    if candidate.title.is_none() && before == "the" {
        votes[BODY] += 1.0;
        votes[OTHER] += 0.7;
        votes[PERSON] -= 1.0;
    }
    if matches!(before, "in" | "near" | "outside" | "across" | "throughout") {
        votes[PLACE] += 1.2;
        votes[PERSON] -= 0.5;
    }
    if before == "of"
        && start > 1
        && LEXICON.noun(words.low(start - 2)).is_some_and(|noun| noun.class == NounClass::Office)
    {
        votes[if is_of_company(words.low(start - 2)) { BODY } else { PLACE }] += 1.2;
        votes[BODY] += 1.0;
    }
    if BODY_NOUNS.contains(&next) && candidate.title.is_none() {
        votes[BODY] += 1.5;
    }
    let is_office = LEXICON.noun(next).or_else(|| LEXICON.noun(&words.joined_low(end..end + 2)));
    if is_office.is_some_and(|noun| noun.class != NounClass::Human && !noun.is_plural)
        && candidate.tokens.len() == 1
    {
        votes[BODY] += 1.0;
        if heads_title(words, end) {
            votes[BODY] += 4.0;
            votes[PERSON] -= 1.0;
        }
    }
    if SAYING.contains(&next) {
        votes[PERSON] += 1.0;
        votes[BODY] += 0.3;
    }
    if next == "who" || next == "," && matches!(after, "who" | "whose") {
        votes[PERSON] += 2.0;
    }
    let is_age = after.len() == 2 && after.bytes().all(|b| b.is_ascii_digit());
    if next == "," && is_age && words.low(end + 2) == "," {
        votes[PERSON] += 4.0;
    }
    if next == "," && is_person_apposition(words, end + 1) {
        votes[PERSON] += 2.0;
    }
    if next == "," && LEXICON.place(words.word(end + 1)).is_some() {
        votes[PLACE] += 1.0;
    }
    if matches!(next, "spokesman" | "spokeswoman" | "spokesperson" | "officials" | "members") {
        votes[BODY] += 1.0;
    }
    if matches!(next, "'s" | "’s") && LEXICON.noun(after).is_some_and(|noun| noun.class == NounClass::Kin) {
        votes[PERSON] += 1.5;
    }
}

/// Whether the office is one that companies and papers have, and no places.
fn is_of_company(noun: &str) -> bool {
    matches!(
        noun,
        "ceo"
            | "cfo"
            | "coo"
            | "chairman"
            | "chairwoman"
            | "chair"
            | "founder"
            | "co-founder"
            | "boss"
            | "owner"
            | "editor"
    )
}

/// Whether a company's office at `at` is the title of a name: "Vodalink chief executive Roland Busch".
fn heads_title(words: &Words<'_>, at: usize) -> bool {
    let is_company = is_of_company(words.low(at))
        || matches!(words.low(at), "chief" | "president" | "director" | "managing" | "executive");
    let is_company = is_company && words.low(at + 1) != "of";
    is_company && (at + 1..at + 4).any(|end| words.is_name(end) && LEXICON.noun(words.low(end - 1)).is_some())
}

/// Whether an apposition with a noun for one person starts at token `i`: ", a former senator from Ohio,".
fn is_person_apposition(words: &Words<'_>, i: usize) -> bool {
    for at in i..i + 7 {
        if !words.is_word(at) || matches!(words.low(at), "and" | "of" | "said" | "in") {
            return false;
        }
        if LEXICON.noun(words.low(at)).is_some_and(|noun| !noun.is_plural && noun.class != NounClass::Human) {
            return true;
        }
    }
    false
}

/// Votes of the tagger, where it has run.
fn tagger_votes(words: &Words<'_>, tokens: &Range<usize>, votes: &mut Votes) {
    let tags = &words.text.tags.entities;
    let mut counts = [0.0_f32; 4];
    for i in tokens.clone() {
        let (EntityTag::Begin(kind) | EntityTag::Inside(kind)) = tags.get(i).copied().unwrap_or_default()
        else {
            continue;
        };
        let slot = match kind {
            NameKind::Person => PERSON,
            NameKind::Organization => BODY,
            NameKind::Place => PLACE,
            NameKind::Other => OTHER,
        };
        counts[slot] += 1.0;
    }
    // The tagger takes unknown names for places too readily where no preposition leads to one.
    let before = tokens.start.checked_sub(1).map_or("", |i| words.low(i));
    if tokens.len() > 1 && !matches!(before, "in" | "at" | "from" | "of" | "to" | "near" | "the" | "for") {
        counts[PLACE] *= 0.4;
    }
    for (vote, count) in votes.iter_mut().zip(counts) {
        *vote += TAGGER_WEIGHT * count / tokens.len() as f32;
    }
}

/// What counts a surname whose full name opens with a known first name.
const SURE: f32 = 6.0;

/// What a tagger's label counts beside the evidence of the rules.
const TAGGER_WEIGHT: f32 = 2.5;

/// Whether the word is two to six capitals, perhaps with periods: "NATO", "U.N."
pub(crate) fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=6).contains(&letters)
        && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&') || c.is_ascii_digit())
}

/// Whether a capital stands inside of a word that is no name of the Mc and O’ kind: "GroenLinks".
fn has_inner_capital(word: &str) -> bool {
    let prefixed = ["Mc", "Mac", "O'", "O’", "De", "Di", "La", "Le", "Van", "Fitz", "D'", "D’", "Al-", "El-"];
    if prefixed.iter().any(|prefix| word.starts_with(prefix)) {
        return false;
    }
    let parts = word.split('-');
    parts
        .clone()
        .any(|part| part.chars().skip(1).any(char::is_uppercase) && part.chars().any(char::is_lowercase))
}
