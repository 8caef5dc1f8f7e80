//! Phrases: the words for whoever does what a verb tells, and for whom it is done.
//!
//! Commas, function words, mentions and parts of speech are enough to tell most subjects and objects; the
//! tables of predicates say which of the two they need.
//!
//! `Oregon Sen. Jeff Merkley has endorsed Bernie Sanders`: subject `Jeff Merkley`, object `Bernie Sanders`

use super::clause::{group_start, is_auxiliary, is_finite, is_pronoun, is_verb};
use super::scene::Scene;
use super::scope::is_governor;
use crate::entity::EntityId;
use crate::mention::EntityKind;
use std::ops::Range;

/// What a candidate owns that stands for the candidacy.
const OWN: &[&str] = &[
    "bid",
    "candidacy",
    "nomination",
    "campaign",
    "run",
    "confirmation",
    "election",
    "appointment",
    "leadership",
    "reelection",
    "re-election",
];

/// Words that stand for somebody, and who that is where it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub tokens: Range<usize>,
    pub entity: Option<EntityId>,
}

/// Returns who does what the verb at token `verb` tells.
pub(super) fn subject(scene: &Scene<'_>, verb: usize) -> Option<Phrase> {
    subject_within(scene, verb, 6)
}

/// Returns who does what the verb at token `verb` tells, each of a coordination: `Reid and Heller are running`.
pub(super) fn subject_list(scene: &Scene<'_>, verb: usize) -> Vec<Phrase> {
    let Some(last) = subject(scene, verb) else { return Vec::new() };
    let mut list = vec![last];
    let floor = scene.sentence(verb).start;
    while let Some(first) = list.last().map(|phrase| phrase.tokens.start) {
        let Some(joint) = first.checked_sub(1).filter(|&i| i > floor && list.len() < 8) else { break };
        let titles = (floor.max(joint.saturating_sub(4))..=joint)
            .rev()
            .take_while(|&i| scene.is_capital(i) || scene.word(i) == "'s")
            .count();
        let joint = joint.saturating_sub(titles);
        let is_joint = scene.word(joint) == "and" || scene.word(joint) == "," && list.len() > 1;
        let end = if is_joint && joint > floor && scene.word(joint - 1) == "," { joint - 1 } else { joint };
        if !is_joint || end <= floor || scene.entity(end - 1).is_none() {
            break;
        }
        let next = phrase_at(scene, end - 1);
        if is_object(scene, &next) {
            break;
        }
        list.push(next);
    }
    list
}

/// Whether a verb stands right before the phrase and its titles: "endorsed Sen. Mori, and Herrera …".
fn is_object(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    let floor = scene.sentence(phrase.tokens.start).start;
    let mut i = phrase.tokens.start;
    while i > floor && (scene.is_capital(i - 1) || scene.word(i - 1) == "former") {
        i -= 1;
    }
    i > floor && is_verb(scene, i - 1) && !scene.word(i - 1).ends_with("ing")
}

fn subject_within(scene: &Scene<'_>, verb: usize, depth: usize) -> Option<Phrase> {
    let depth = depth.checked_sub(1)?;
    let start = group_start(scene, verb);
    let sentence = scene.sentence(verb);
    if start == sentence.start {
        return following_subject(scene, verb);
    }
    let before = start - 1;
    match scene.word(before) {
        "to" => controller(scene, before, depth),
        "who" | "which" | "that" => antecedent(scene, before),
        "and" | "or" | "but" | "then" => earlier_subject(scene, before, depth),
        "," => match before_insertion(scene, before) {
            Some(phrase) => Some(phrase),
            None => earlier_subject(scene, before, depth),
        },
        "by" | "after" | "before" | "while" | "without" | "when" | "since" | "in" | "for" | "of" | "from"
        | "about" | "against" | "on" | "if" | "into" | "than" | "as"
            if scene.word(verb).ends_with("ing")
                || matches!(scene.word(start), "being" | "having")
                || scene.word(before) == "when" =>
        {
            earlier_subject(scene, before, depth).or_else(|| following_subject(scene, verb))
        }
        "“" | "\"" | "”" | "``" => {
            phrase_before(scene, before).or_else(|| earlier_subject(scene, before, depth))
        }
        _ if scene.word(verb).ends_with("ing") && is_verb_like(scene, before) => {
            subject_within(scene, before, depth)
        }
        _ => phrase_before(scene, start),
    }
}

fn is_verb_like(scene: &Scene<'_>, i: usize) -> bool {
    is_verb(scene, i)
        || matches!(
            scene.word(i),
            "considering"
                | "started"
                | "began"
                | "keep"
                | "kept"
                | "considered"
                | "considers"
                | "weighing"
                | "mulling"
                | "stopped"
                | "denied"
                | "about"
        )
}

/// Returns who is meant by the infinitive whose "to" is token `to`: `urged Vance to run`, `Vance plans to run`.
fn controller(scene: &Scene<'_>, to: usize, depth: usize) -> Option<Phrase> {
    let sentence = scene.sentence(to);
    if to > sentence.start && scene.entity(to - 1).is_some() {
        return phrase_before(scene, to);
    }
    let floor = to.saturating_sub(8).max(sentence.start);
    let verb = (floor..to)
        .rev()
        .find(|&i| is_finite(scene, i) || is_verb(scene, i) || is_governor(scene.word(i)))?;
    subject_within(scene, verb, depth)
}

/// Returns what a relative pronoun stands for.
fn antecedent(scene: &Scene<'_>, relative: usize) -> Option<Phrase> {
    let end = if relative > 0 && scene.word(relative - 1) == "," { relative - 1 } else { relative };
    phrase_before(scene, end)
}

/// Returns whom a relative clause with a subject of its own is about: `Cain, whom the president planned to nominate`.
pub(super) fn relative_object(scene: &Scene<'_>, verb: usize) -> Option<Phrase> {
    let floor = scene.sentence(verb).start.max(verb.saturating_sub(14));
    let mut start = subject(scene, verb)?.tokens.start;
    while start > floor && (scene.is_capital(start - 1) || scene.word(start - 1) == "the") {
        start -= 1;
    }
    let relative = start.checked_sub(1).filter(|&i| i > floor && matches!(scene.word(i), "who" | "whom"))?;
    antecedent(scene, relative).filter(|phrase| phrase.tokens.clone().any(|i| scene.person(i).is_some()))
}

/// Returns what stands before the insertion that ends with the comma at token `comma`: `X, chairman of Y, said`.
fn before_insertion(scene: &Scene<'_>, comma: usize) -> Option<Phrase> {
    let floor = scene.sentence(comma).start.max(comma.saturating_sub(40));
    let commas = (floor..comma).rev().filter(|&i| matches!(scene.word(i), "," | "(" | "—" | "–" | "--"));
    let named = commas.take(4).find_map(|i| phrase_before(scene, i).filter(|phrase| phrase.entity.is_some()));
    named.or_else(|| phrase_before(scene, comma).filter(|phrase| phrase.entity.is_some()))
}

/// Returns the subject of the last verb before token `before`, or else the last person there.
fn earlier_subject(scene: &Scene<'_>, before: usize, depth: usize) -> Option<Phrase> {
    let sentence = scene.sentence(before);
    let floor = before.saturating_sub(40).max(sentence.start);
    let verbs = (floor..before).rev().filter(|&i| is_finite(scene, i) || is_auxiliary(scene.word(i)));
    let subjects: Vec<Phrase> = verbs.take(3).filter_map(|verb| subject_within(scene, verb, depth)).collect();
    // "He stated that polls favored her and backed out": whoever acts is somebody.
    let somebody = subjects.iter().find(|phrase| phrase.entity.is_some()).or(subjects.first());
    if let Some(phrase) = somebody {
        return Some(phrase.clone());
    }
    let person = (floor..before).find(|&i| scene.person(i).is_some())?;
    Some(phrase_at(scene, person))
}

/// Returns the subject behind an opening participle: `Speaking in Bonn on Tuesday, Kallas said`.
fn following_subject(scene: &Scene<'_>, verb: usize) -> Option<Phrase> {
    let sentence = scene.sentence(verb);
    let comma = (verb..sentence.end.min(verb + 40)).find(|&i| scene.word(i) == ",")?;
    let person = (comma + 1..(comma + 10).min(sentence.end)).find(|&i| scene.entity(i).is_some())?;
    Some(phrase_at(scene, person))
}

/// Returns the phrase of the mention at token `i`.
pub(super) fn phrase_at(scene: &Scene<'_>, i: usize) -> Phrase {
    let tokens = scene.mention(i).map_or(i..i + 1, |mention| scene.tokens_of(mention));
    Phrase { tokens, entity: scene.person(i).or_else(|| scene.entity(i)) }
}

/// Returns the noun phrase that ends right before token `end`.
pub(super) fn phrase_before(scene: &Scene<'_>, end: usize) -> Option<Phrase> {
    let sentence = scene.sentence(end.checked_sub(1)?);
    let mut last = end - 1;
    if scene.word(last) == ")" {
        let floor = last.saturating_sub(12).max(sentence.start);
        last = (floor..last).rev().find(|&i| scene.word(i) == "(")?.checked_sub(1)?;
    }
    if last < sentence.start || !scene.word(last).starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let attached = (last.saturating_sub(4).max(sentence.start)..last)
        .rev()
        .find(|&i| matches!(scene.word(i), "of" | "from"));
    // "Rep. Hana Mori (R) of Ohio".
    let holder = |preposition: usize| match scene.word(preposition - 1) {
        ")" => {
            (sentence.start..preposition - 1).rev().take(6).find(|&i| scene.word(i) == "(")?.checked_sub(1)
        }
        _ => Some(preposition - 1),
    };
    let attached = attached.filter(|&i| i > sentence.start && scene.person(last).is_none()).and_then(holder);
    if let Some(person) = attached.filter(|&i| i >= sentence.start && scene.person(i).is_some()) {
        return Some(phrase_at(scene, person));
    }
    if scene.entity(last).is_some() || scene.person(last).is_some() {
        let phrase = phrase_at(scene, last);
        return Some(whole_phrase(scene, phrase, sentence.start));
    }
    let mut first = last;
    while first > sentence.start && !is_pronoun(scene.word(last)) && belongs_to_phrase(scene, first - 1) {
        first -= 1;
    }
    Some(Phrase { tokens: first..last + 1, entity: None })
}

/// A name inside of a larger phrase is not the phrase: `supporters of Merz`, `aides to Merz`.
fn whole_phrase(scene: &Scene<'_>, phrase: Phrase, floor: usize) -> Phrase {
    let start = phrase.tokens.start;
    let is_person = phrase.entity.is_some_and(|id| scene.findings.entities[id].kind == EntityKind::Person);
    if !is_person || start < floor + 2 {
        return phrase;
    }
    let mut at = start - 1;
    while at > floor && (scene.is_capital(at) || matches!(scene.word(at), "the" | "president" | "former")) {
        at -= 1;
    }
    let is_complement = matches!(scene.word(at), "of" | "to" | "for" | "with" | "by" | "against" | "from");
    if !is_complement || scene.word(at) != "of" && scene.word(at) != "for" && scene.word(at) != "to" {
        return phrase;
    }
    let noun = scene.word(at - 1);
    let is_people = noun.ends_with('s')
        || matches!(noun, "spokeswoman" | "spokesman" | "aide" | "ally" | "majority" | "adviser" | "lawyer");
    if !is_people || is_verb(scene, at - 1) {
        return phrase;
    }
    let mut first = at - 1;
    while first > floor && belongs_to_phrase(scene, first - 1) {
        first -= 1;
    }
    Phrase { tokens: first..phrase.tokens.end, entity: None }
}

/// Whether token `i` may stand in a noun phrase before its noun.
fn belongs_to_phrase(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    if matches!(word, "of" | "'s" | "'" | "-") {
        return true;
    }
    word.starts_with(char::is_alphanumeric)
        && !is_auxiliary(word)
        && !is_verb(scene, i)
        && scene.timex(i).is_none()
        && !matches!(
            word,
            "in" | "on"
                | "at"
                | "by"
                | "for"
                | "with"
                | "to"
                | "from"
                | "and"
                | "or"
                | "but"
                | "that"
                | "who"
                | "which"
                | "while"
                | "as"
                | "after"
                | "before"
                | "when"
                | "if"
                | "because"
                | "although"
                | "though"
                | "however"
                | "said"
                | "says"
                | "including"
                | "until"
                | "since"
                | "whether"
                | "where"
                | "against"
                | "over"
                | "into"
        )
}

/// Returns the persons that the words from token `from` on name, one behind the other, up to the end of the list.
///
/// A possessor counts only before a word for the candidacy itself: `backed Ige's bid`, not `backed Ige's plan`.
pub(super) fn persons_from(scene: &Scene<'_>, from: usize, end: usize) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    let mut i = from;
    let mut since = 0;
    while i < end {
        if scene.person(i).is_some() {
            let phrase = phrase_at(scene, i);
            let next = phrase.tokens.end.max(i + 1);
            if !is_possessor(scene, next) {
                found.push(phrase);
                since = 0;
            }
            i = next;
            continue;
        }
        if ends_list(scene, i, found.is_empty()) || since > 14 {
            break;
        }
        since += 1;
        i += 1;
    }
    found
}

/// Whether the name that ends at token `end` owns something that is not its candidacy.
fn is_possessor(scene: &Scene<'_>, end: usize) -> bool {
    if !matches!(scene.word(end), "'s" | "'") {
        return false;
    }
    !(end + 1..end + 4).any(|i| OWN.contains(&scene.word(i)))
}

fn ends_list(scene: &Scene<'_>, i: usize, is_first: bool) -> bool {
    let word = scene.word(i);
    if matches!(
        word,
        "." | ";"
            | ":"
            | "?"
            | "!"
            | "“"
            | "”"
            | "\""
            | "who"
            | "which"
            | "that"
            | "because"
            | "while"
            | "but"
            | "although"
            | "than"
    ) {
        return true;
    }
    if is_finite(scene, i) || is_auxiliary(word) {
        return true;
    }
    if is_first {
        let is_of = word == "of" && !OWN.contains(&scene.word(i.wrapping_sub(1)));
        is_of
            || matches!(
                word,
                "," | "on"
                    | "in"
                    | "at"
                    | "after"
                    | "before"
                    | "with"
                    | "over"
                    | "against"
                    | "from"
                    | "by"
                    | "to"
                    | "and"
                    | "or"
                    | "when"
                    | "since"
            )
    } else {
        matches!(
            word,
            "on" | "after"
                | "before"
                | "with"
                | "over"
                | "against"
                | "by"
                | "when"
                | "since"
                | "to"
                | "for"
                | "as"
        )
    }
}
