//! Which expression dates which verb, and whether it gives a point, a beginning or an end.
//!
//! Statements, tenures, candidacies and events ask here for their dates.
//!
//! `extended for a fourth time in July` → July dates `extended`; `has led NATO since 2014` → from 2014 on

use super::Timex;
use super::TimexKind;
use super::grammar::GRAMMAR;
use super::lexicon::Class;
use crate::model::PartOfSpeech;
use crate::quotation::QuoteState;
use crate::text::Text;
use std::ops::Range;

/// What an expression says of the time of its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// It holds or happened then: "in July", "on Tuesday", "two weeks ago".
    At,
    /// It holds from then on: "since 2014", "from July", "after Monday".
    From,
    /// It holds, or happens, until then: "until October", "by Friday", "before 2025".
    Until,
}

/// How many tokens a verb and its date may lie apart.
const REACH: usize = 40;

/// The cost that no date of a verb exceeds; a token between the two costs one.
const LIMIT: usize = 26;

/// Words that open a clause of its own.
const CLAUSE: &[&str] = &[
    "that", "which", "who", "whom", "whose", "when", "if", "because", "where", "while", "although", "though",
];

/// Returns which of the expressions dates the verb at token `verb`, as an index: the nearest of its clause.
///
/// Durations, sets and expressions inside of a noun phrase ("the November election") date no verb, nor does what
/// belongs to another verb: "said on Tuesday that he will resign on Friday" has a day for each.
///
/// ```
/// use hustings::{Article, Model};
///
/// let article = Article { body: "He left in 2014 and returned in 2019.".to_owned(), ..Article::default() };
/// let reading = hustings::read(&article, &Model::default());
/// let tags = hustings::model::Tags::default();
/// let text = hustings::text::Text { article: &article, segments: &reading.segments, tags: &tags };
/// let returned = (0..9).find(|&i| text.word(i) == "returned");
/// assert_eq!(hustings::timex::binding::dating(&text, &reading.timexes, returned.unwrap_or(0)), Some(1));
/// ```
pub fn dating(text: &Text<'_>, timexes: &[Timex], verb: usize) -> Option<usize> {
    let at = text.segments.tokens.get(verb)?;
    let sentence = &text.segments.sentences[text.segments.sentence_of(verb)];
    let from = timexes.partition_point(|timex| timex.span.end <= sentence.span.start);
    let nearest = timexes.partition_point(|timex| timex.span.start < at.span.start).max(from);
    let mut best: Option<(usize, usize)> = None;
    let first = nearest.saturating_sub(6).max(from);
    for (i, timex) in timexes.iter().enumerate().skip(first).take(12) {
        if timex.span.start >= sentence.span.end {
            break;
        }
        let Some(cost) = cost(text, timex, verb, sentence.tokens.clone()) else { continue };
        if cost <= LIMIT && best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, i));
        }
    }
    best.map(|(_, i)| i)
}

/// Returns whether the expression tells a point, a beginning or an end, by the word in front of it.
pub fn bound(text: &Text<'_>, timex: &Timex) -> Bound {
    let first = text.segments.tokens_in(timex.span).start;
    let before = first.checked_sub(1).map_or("", |i| text.word(i));
    let is = |words: &[&str]| words.iter().any(|word| before.eq_ignore_ascii_case(word));
    // "Between 1991 and 1993" begins with the one and ends with the other.
    let is_closing = || {
        let mut before = first.saturating_sub(6)..first;
        is(&["and"]) && before.any(|i| text.word(i).eq_ignore_ascii_case("between"))
    };
    if is(&["since", "from", "after", "between"]) {
        Bound::From
    } else if is(&["until", "till", "by", "before", "through", "to"]) || is_closing() {
        Bound::Until
    } else {
        Bound::At
    }
}

/// Whether the expression is part of a noun phrase: "the November election", "last year’s vote".
pub(crate) fn is_of_noun(text: &Text<'_>, timex: &Timex) -> bool {
    modifies_noun(text, &text.segments.tokens_in(timex.span))
}

/// Returns how far the expression is from dating the verb, or nothing where it cannot.
fn cost(text: &Text<'_>, timex: &Timex, verb: usize, sentence: Range<usize>) -> Option<usize> {
    let place = text.segments.tokens_in(timex.span);
    let is_date = matches!(timex.kind, TimexKind::Date | TimexKind::Time) && timex.date.is_some();
    if !is_date || place.contains(&verb) || modifies_noun(text, &place) {
        return None;
    }
    let quoted = |i: usize| text.segments.quoted.get(i).copied().unwrap_or_default() == QuoteState::Inside;
    if quoted(verb) != quoted(place.start) {
        return None;
    }
    let is_before = place.end <= verb;
    let between = if is_before { place.end..verb } else { verb + 1..place.start };
    if between.len() > REACH {
        return None;
    }
    let is_leading = is_before && place.start <= sentence.start + 4;
    let mut cost = if is_leading { between.len() / 4 } else { between.len() };
    let (mut in_verb, mut verbs) = (!is_before, 0);
    for i in between.clone() {
        let is_verb = is_finite(text, i);
        verbs += usize::from(is_verb && !in_verb);
        in_verb = is_verb || in_verb && is_between_verbs(text, i);
        cost += clause_cost(text, i);
    }
    // A chain of auxiliaries that ends in the verb itself is no other verb.
    if is_before && in_verb && verbs > 0 {
        verbs -= 1;
    }
    cost += verbs * if is_leading { 8 } else { 20 };
    // A date behind its verb is closer to it than one in front of it.
    cost += if is_before && !is_leading { 6 } else { 0 };
    Some(cost)
}

fn clause_cost(text: &Text<'_>, i: usize) -> usize {
    let word = text.word(i);
    if CLAUSE.iter().any(|opener| word.eq_ignore_ascii_case(opener)) {
        10
    } else if matches!(word, ";" | ":" | "—" | "–" | "--") {
        12
    } else if word == "," || word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("but") {
        3
    } else {
        0
    }
}

/// Whether a word may stand between an auxiliary and its verb.
fn is_between_verbs(text: &Text<'_>, i: usize) -> bool {
    let word = text.word(i);
    word.ends_with("ly")
        || matches!(word, "not" | "n't" | "n’t" | "been" | "be" | "being" | "also" | "never" | "ever")
}

/// Whether the token is a verb that has a subject.
fn is_finite(text: &Text<'_>, i: usize) -> bool {
    match text.part_of_speech(i) {
        PartOfSpeech::VBD | PartOfSpeech::VBZ | PartOfSpeech::VBP | PartOfSpeech::MD => return true,
        PartOfSpeech::Other => {}
        _ => return false,
    }
    let word = text.word(i);
    let lexicon = &GRAMMAR.lexicon;
    let name = lexicon.word(word);
    let is_lower = word.starts_with(|c: char| c.is_lowercase() || c == '\'' || c == '’');
    let is_listed = lexicon.is(name, Class::Past) || lexicon.is(name, Class::Future);
    let is_auxiliary = matches!(word, "is" | "are" | "has" | "have" | "says");
    let ends_past = word.len() > 3 && word.ends_with("ed") && !lexicon.is(name, Class::NotPast);
    is_lower && (is_listed || is_auxiliary || ends_past)
}

/// Whether the expression is part of a noun phrase: "the November election", "last year’s vote".
fn modifies_noun(text: &Text<'_>, place: &Range<usize>) -> bool {
    let (first, next) = (text.word(place.start), text.word(place.end));
    if matches!(next, "'s" | "’s" | "'" | "’") {
        return true;
    }
    let before = place.start.checked_sub(1).map_or("", |i| text.word(i));
    let is_determiner = ["the", "a", "an", "his", "her", "its", "their", "this", "’s", "'s", "our", "my"]
        .iter()
        .any(|word| before.eq_ignore_ascii_case(word));
    let opens_itself = first.eq_ignore_ascii_case("the") || first.eq_ignore_ascii_case("this");
    let name = GRAMMAR.lexicon.word(next);
    let is_noun = next.starts_with(char::is_alphabetic)
        && !GRAMMAR.lexicon.is(name, Class::Preposition)
        && !GRAMMAR.lexicon.is(name, Class::Clause)
        && !is_finite(text, place.end);
    is_determiner && !opens_itself && is_noun
}
