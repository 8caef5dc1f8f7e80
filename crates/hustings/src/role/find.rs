//! Finding roles around a name: titles, appositions, relative clauses, parentheses.
//!
//! [`crate::entity`] asks it for every person named.
//!
//! `Frans Timmermans, leader of the left-wing GroenLinks-PvdA alliance,` → `leader of … alliance`

use super::{Holding, Role};
use crate::mention::lexicon::{LEXICON, NounClass};
use crate::mention::words::Words;
use crate::mention::{EntityKind, Mention};
use crate::model::PartOfSpeech;
use crate::span::Span;

/// Verbs that tell what somebody heads: "who has led NATO since 2014".
const HEADING: &[&str] = &[
    "led",
    "leads",
    "heads",
    "headed",
    "chairs",
    "chaired",
    "runs",
    "ran",
    "served",
    "serves",
    "represents",
    "represented",
    "governs",
    "governed",
];

/// Returns the roles that the words around a person's name print.
pub(crate) fn around(words: &Words<'_>, mention: &Mention) -> Vec<Role> {
    let mut roles = Vec::new();
    if let Some(title) = mention.title {
        roles.push(role(words, title));
    }
    if mention.kind == Some(EntityKind::Person) {
        let next = mention.head + 1;
        roles.extend(affiliation(words, next));
        let after = skip_parenthesis(words, next);
        roles.extend(apposition(words, after).or_else(|| relative(words, after)));
        roles.extend(copula(words, after));
    }
    roles
}

/// Returns the role at the span, with how it holds.
pub(crate) fn role(words: &Words<'_>, span: Span) -> Role {
    let text = words.text.words(span).to_lowercase();
    Role { span, holding: holding(&text) }
}

/// Returns how a role holds by the words it is printed with, in lower case.
fn holding(text: &str) -> Holding {
    let has = |words: &[&str]| text.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    if has(&[
        "former",
        "ex",
        "onetime",
        "erstwhile",
        "late",
        "then",
        "retired",
        "past",
        "previous",
        "deposed",
        "ousted",
    ]) || text.contains("one-time")
    {
        Holding::Former
    } else if has(&["outgoing", "departing", "retiring"]) {
        Holding::Outgoing
    } else if has(&["incoming", "elect", "designate", "designated", "future", "next"]) {
        Holding::Coming
    } else if has(&["acting", "interim", "caretaker"]) {
        Holding::Acting
    } else {
        Holding::Current
    }
}

/// Returns the party and state behind a name: "(D-Mass.)", ", R-Ky.,".
fn affiliation(words: &Words<'_>, at: usize) -> Option<Role> {
    let open = words.word(at);
    if !matches!(open, "(" | ",") {
        return None;
    }
    let first = words.word(at + 1);
    let is_party = ["R-", "D-", "I-", "L-"].iter().any(|party| first.starts_with(party)) && first.len() > 3;
    let is_short = open == "(" && matches!(first, "R" | "D" | "I");
    if !is_party && !is_short {
        return None;
    }
    let end = (at + 1..at + 7).find(|&i| words.word(i) == if open == "(" { ")" } else { "," })?;
    Some(role(words, words.text.segments.span_of(at + 1..end)?))
}

/// Returns the token behind a parenthesis that starts at `at`, or `at`.
fn skip_parenthesis(words: &Words<'_>, at: usize) -> usize {
    if words.word(at) != "(" {
        return at;
    }
    (at + 1..at + 12).find(|&i| words.word(i) == ")").map_or(at, |close| close + 1)
}

/// Returns the apposition that follows a comma at token `at`.
fn apposition(words: &Words<'_>, at: usize) -> Option<Role> {
    if !matches!(words.word(at), "," | "—" | "–" | "--") {
        return None;
    }
    let mut start = at + 1;
    if words.low(start).parse::<u8>().is_ok() && words.word(start + 1) == "," {
        start += 2;
    }
    let noun = person_noun(words, start)?;
    start += usize::from(matches!(words.low(start), "the" | "a" | "an"));
    let end = phrase_end(words, noun + 1, 20);
    let is_closed =
        matches!(words.word(end), "," | "." | ";" | "—" | "–" | "--" | ")" | ":" | "?" | "!" | "");
    if !is_closed && !matches!(words.low(end), "and" | "who" | "said" | "told" | "has" | "is" | "was") {
        return None;
    }
    Some(role(words, words.text.segments.span_of(start..end)?))
}

/// Returns the token of the noun for one person that heads the phrase at `start`.
fn person_noun(words: &Words<'_>, start: usize) -> Option<usize> {
    let sentence = words.text.segments.sentences.get(words.sentence_of(start)?)?;
    for i in start..sentence.tokens.end.min(start + 10) {
        let low = words.low(i);
        let is_cut = !words.is_word(i) && low != "-";
        if is_cut
            || matches!(
                low,
                "of" | "in"
                    | "and"
                    | "who"
                    | "for"
                    | "said"
                    | "was"
                    | "is"
                    | "to"
                    | "at"
                    | "as"
                    | "on"
                    | "with"
                    | "which"
            )
        {
            return None;
        }
        let tail = low.rsplit('-').next().unwrap_or(low);
        let noun = LEXICON.noun(low).or_else(|| LEXICON.noun(tail));
        let next = LEXICON.noun(words.low(i + 1));
        let goes_on = next.is_some() || words.is_name(i + 1) || matches!(words.low(i + 1), "'s" | "’s");
        if noun.is_some_and(|noun| !noun.is_plural && is_role(noun.class, noun.singular)) && !goes_on {
            return Some(i);
        }
    }
    None
}

fn is_role(class: NounClass, singular: &str) -> bool {
    class != NounClass::Human
        || matches!(
            singular,
            "republican"
                | "democrat"
                | "conservative"
                | "liberal"
                | "member"
                | "independent"
                | "supporter"
                | "critic"
                | "socialist"
                | "advocate"
                | "resident"
                | "veteran"
                | "moderate"
                | "progressive"
                | "graduate"
                | "opponent"
                | "figure"
        )
}

/// Returns the end of a noun phrase with its complements, from token `at` on.
fn phrase_end(words: &Words<'_>, at: usize, most: usize) -> usize {
    let limit = words.sentence_of(at).map_or(at, |s| words.text.segments.sentences[s].tokens.end);
    let mut end = at;
    while end < limit.min(at + most) {
        let low = words.low(end);
        use PartOfSpeech::{MD, VBD, VBP, VBZ, WP};
        let is_verb = matches!(words.text.part_of_speech(end), VBD | VBP | VBZ | MD | WP);
        if matches!(
            low,
            "," | "."
                | ";"
                | ":"
                | "—"
                | "–"
                | "--"
                | ")"
                | "?"
                | "!"
                | "”"
                | "\""
                | "who"
                | "which"
                | "said"
                | "says"
                | "told"
                | "has"
                | "is"
                | "was"
                | "will"
        ) || is_verb
        {
            break;
        }
        end += 1;
    }
    end
}

/// Returns what a relative clause says that somebody heads: "who has led NATO since 2014".
fn relative(words: &Words<'_>, at: usize) -> Option<Role> {
    let who = at + usize::from(words.word(at) == ",");
    if words.low(who) != "who" {
        return None;
    }
    let verb = (who + 1..who + 4).find(|&i| HEADING.contains(&words.low(i)))?;
    let end = phrase_end(words, verb + 1, 20);
    let mut found = role(words, words.text.segments.span_of(who + 1..end)?);
    let is_past = matches!(
        words.low(verb),
        "led" | "headed" | "chaired" | "ran" | "served" | "represented" | "governed"
    );
    if is_past && verb == who + 1 {
        found.holding = Holding::Former;
    }
    Some(found)
}

/// Returns what somebody is said to be: "Rutte is the outgoing prime minister".
fn copula(words: &Words<'_>, at: usize) -> Option<Role> {
    let is_past = words.low(at) == "was";
    if !is_past && words.low(at) != "is" {
        return None;
    }
    let start = at + 1;
    if !matches!(words.low(start), "the" | "a" | "an") {
        return None;
    }
    let noun = person_noun(words, start)?;
    let end = phrase_end(words, noun + 1, 12);
    let mut found = role(words, words.text.segments.span_of(start + 1..end)?);
    if is_past && found.holding == Holding::Current {
        found.holding = Holding::Former;
    }
    Some(found)
}
