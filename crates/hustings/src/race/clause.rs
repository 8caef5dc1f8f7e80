//! Clauses: the stretch of a sentence around a predicate, its verb group, and whom it is said of.
//!
//! A shallow reading without a tree: commas, function words, mentions and parts of speech are enough to
//! tell most subjects and objects; the tables of predicates say which of the two they need.
//!
//! `Oregon Sen. Jeff Merkley has endorsed Bernie Sanders`: subject `Jeff Merkley`, object `Bernie Sanders`

use super::inflection::is_participle;
use super::scene::Scene;
use crate::entity::EntityId;
use crate::mention::EntityKind;
use crate::model::PartOfSpeech as P;
use std::ops::Range;

/// How many tokens a clause may reach to either side: what bounds the work on endless sentences.
const REACH: usize = 80;

/// Words that stand for somebody, and who that is where it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub tokens: Range<usize>,
    pub entity: Option<EntityId>,
}

/// Words that may stand inside of a verb group.
pub(super) fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "has"
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

/// Returns where the verb group of the verb at token `i` starts: auxiliaries, adverbs and days before it belong to it.
pub(super) fn group_start(scene: &Scene<'_>, verb: usize) -> usize {
    let sentence = scene.sentence(verb);
    let mut start = verb;
    while start > sentence.start {
        let i = start - 1;
        let word = scene.word(i);
        if is_auxiliary(word) || is_adverb(scene, i) && scene.person(i).is_none() {
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
    if group.clone().any(is_be) || group.clone().next_back().is_some_and(|i| scene.word(i) == "'s") {
        return true;
    }
    let has_auxiliary = group.clone().any(|i| is_auxiliary(scene.word(i)));
    let before = scene.word(verb.wrapping_sub(1));
    !has_auxiliary
        && (scene.pos(verb) == P::VBN || matches!(scene.word(verb + 1), "by" | "as"))
        && (before == "," || group.start == verb && scene.word(verb + 1) == "by")
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
        let titles =
            (floor.max(joint.saturating_sub(4))..=joint).rev().take_while(|&i| scene.is_capital(i)).count();
        let joint = joint.saturating_sub(titles);
        let is_joint = scene.word(joint) == "and" || scene.word(joint) == "," && list.len() > 1;
        let end = if is_joint && joint > floor && scene.word(joint - 1) == "," { joint - 1 } else { joint };
        if !is_joint || end <= floor || scene.person(end - 1).is_none() {
            break;
        }
        list.push(phrase_at(scene, end - 1));
    }
    list
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
            if scene.word(verb).ends_with("ing") || scene.word(before) == "when" =>
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
        .find(|&i| is_finite(scene, i) || is_verb(scene, i) || super::scope::is_governor(scene.word(i)))?;
    subject_within(scene, verb, depth)
}

/// Returns what a relative pronoun stands for.
fn antecedent(scene: &Scene<'_>, relative: usize) -> Option<Phrase> {
    let end = if relative > 0 && scene.word(relative - 1) == "," { relative - 1 } else { relative };
    phrase_before(scene, end)
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
    let verb = (floor..before)
        .rev()
        .find(|&i| is_finite(scene, i) && !is_auxiliary(scene.word(i)) || is_auxiliary(scene.word(i)));
    if let Some(phrase) = verb.and_then(|verb| subject_within(scene, verb, depth)) {
        return Some(phrase);
    }
    let person = (floor..before).find(|&i| scene.person(i).is_some())?;
    Some(phrase_at(scene, person))
}

/// Returns the subject behind an opening participle: `Speaking in Bonn on Tuesday, Kallas said`.
fn following_subject(scene: &Scene<'_>, verb: usize) -> Option<Phrase> {
    let sentence = scene.sentence(verb);
    let comma = (verb..sentence.end).find(|&i| scene.word(i) == ",")?;
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
    if let Some(preposition) = attached
        .filter(|&i| i > sentence.start && scene.person(last).is_none() && scene.person(i - 1).is_some())
    {
        return Some(phrase_at(scene, preposition - 1));
    }
    if scene.entity(last).is_some() || scene.person(last).is_some() {
        let phrase = phrase_at(scene, last);
        return Some(whole_phrase(scene, phrase, sentence.start));
    }
    let mut first = last;
    while first > sentence.start && belongs_to_phrase(scene, first - 1) {
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
    let own = [
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
    !(end + 1..end + 4).any(|i| own.contains(&scene.word(i)))
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
        matches!(
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
