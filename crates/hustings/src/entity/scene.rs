//! Where each mention stands: its sentence, its quotation, and whether it is a subject.
//!
//! Made once for an article; [`super::reference`] weighs antecedents by it.
//!
//! `Kallas [subject] told Rutte [object] …`

use super::antecedent::is_saying;
use crate::mention::words::Words;
use crate::mention::{Mention, MentionForm};
use crate::model::PartOfSpeech;
use crate::segment::Segments;

/// Where a mention stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Its sentence, as an index.
    pub sentence: usize,
    /// Its paragraph.
    pub paragraph: usize,
    /// Its first token.
    pub token: usize,
    /// The outermost quotation around it, as an index.
    pub quotation: Option<usize>,
    /// Whether a verb follows that it is the subject of.
    pub is_subject: bool,
    /// Whether it stands behind a preposition.
    pub is_oblique: bool,
    /// Whether it is the owner of what follows.
    pub is_owner: bool,
    /// Whether it is the first mention of its sentence.
    pub is_first: bool,
    /// Whether it is furniture: headline, date line, comment form.
    pub is_furniture: bool,
}

/// Prepositions that a mention may stand behind.
const PREPOSITIONS: &[&str] = &[
    "of",
    "in",
    "on",
    "at",
    "to",
    "for",
    "from",
    "by",
    "with",
    "about",
    "against",
    "between",
    "among",
    "over",
    "under",
    "after",
    "before",
    "behind",
    "beside",
    "toward",
    "towards",
    "like",
    "than",
    "into",
    "without",
    "including",
    "alongside",
    "via",
    "despite",
    "as",
    "near",
    "per",
];

/// Verbs, for texts that nobody tagged.
const VERBS: &[&str] = &[
    "is", "was", "were", "are", "has", "had", "have", "will", "would", "could", "should", "may", "might",
    "can", "must", "did", "does", "do", "said", "says", "told", "added", "went", "came", "took", "made",
    "won", "lost", "ran", "got", "became", "began", "left", "met", "gave", "found", "held", "led", "wrote",
    "saw", "knew", "thought", "felt", "kept", "brought", "spoke", "stood", "sent", "put", "set", "faces",
    "wants", "thinks", "believes", "hopes", "plans", "seeks", "leads", "speaks", "says", "n't", "never",
    "also", "then", "later", "recently", "first", "not", "'d", "’d", "'ll", "’ll", "'ve", "’ve", "drew",
    "grew", "fell", "rose", "paid", "died", "built", "chose", "broke", "drove", "fought", "hit", "cut",
];

/// Returns the place of every mention.
pub(crate) fn places(words: &Words<'_>, mentions: &[Mention]) -> Vec<Place> {
    let segments = words.text.segments;
    let quotations = quotation_of_tokens(segments);
    let mut last = None;
    let place = |mention: &Mention| {
        let tokens = segments.tokens_in(mention.span);
        let token = tokens.start.min(segments.tokens.len().saturating_sub(1));
        let sentence = segments.sentence_of(token);
        let is_first = last != Some(sentence);
        last = Some(sentence);
        let before = start_of_phrase(words, mention, token);
        Place {
            sentence,
            paragraph: segments.sentences[sentence].paragraph,
            token,
            quotation: quotations[token],
            is_subject: is_subject(words, tokens.end, segments.sentences[sentence].tokens.end, before),
            is_oblique: before > 0 && PREPOSITIONS.contains(&words.low(before - 1)),
            is_owner: matches!(words.low(tokens.end), "'s" | "’s")
                || mention.form == MentionForm::Pronoun
                    && matches!(words.low(token), "his" | "its" | "their" | "my" | "our"),
            is_first,
            is_furniture: segments.sentences[sentence].furniture,
        }
    };
    mentions.iter().map(place).collect()
}

/// Returns the first token of the noun phrase: of the title, with its determiner.
fn start_of_phrase(words: &Words<'_>, mention: &Mention, token: usize) -> usize {
    let mut start = match mention.title {
        Some(title) => words.text.segments.tokens_in(title).start,
        None => token,
    };
    while start > 0 && matches!(words.low(start - 1), "the" | "a" | "an" | "his" | "her") {
        start -= 1;
    }
    start
}

/// For every token the outermost quotation around it.
fn quotation_of_tokens(segments: &Segments) -> Vec<Option<usize>> {
    let mut of = vec![None; segments.tokens.len() + 1];
    for (i, quotation) in segments.quotations.iter().enumerate().filter(|(_, q)| q.depth == 0) {
        of[segments.tokens_in(quotation.inner)].fill(Some(i));
    }
    of
}

/// Whether a verb follows at token `at`, appositions and parentheses skipped.
fn is_subject(words: &Words<'_>, at: usize, end: usize, before: usize) -> bool {
    if before > 0
        && PREPOSITIONS.contains(&words.low(before - 1))
        && words.low(before - 1) != "after"
        && words.low(before - 1) != "before"
    {
        return false;
    }
    // "… ,” said Peter Kenyon": the subject stands behind its verb.
    if before > 0 && is_saying(words.low(before - 1)) && words.low(before - 1) != "told" && !words.is_name(at)
    {
        let is_inverted =
            before > 1 && matches!(words.word(before - 2), "”" | "\"" | "," | "’" | "'" | "''" | "as" | "As");
        if is_inverted {
            return true;
        }
    }
    let mut at = at;
    if matches!(words.word(at), "," | "(" | "—" | "–") && words.low(at + 1) != "and" {
        let closing = if words.word(at) == "(" { ")" } else { words.word(at) };
        let close = (at + 1..end.min(at + 25)).find(|&i| words.word(i) == closing);
        match close {
            Some(close) => at = close + 1,
            None => return false,
        }
    }
    if words.low(at) == "and" {
        let next = (at + 1..end.min(at + 8)).find(|&i| is_verb(words, i));
        return next.is_some_and(|verb| (at + 1..verb).all(|i| words.is_name(i) || words.low(i) == "the"));
    }
    // "the Republican still is not sure"
    let is_adverb = |i: usize| words.text.part_of_speech(i) == PartOfSpeech::RB;
    while at < end && is_adverb(at) && at + 1 < end && (is_adverb(at + 1) || is_verb(words, at + 1)) {
        at += 1;
    }
    at < end && is_verb(words, at)
}

/// Whether token `i` is a verb, or an adverb or particle in front of one.
pub(crate) fn is_verb(words: &Words<'_>, i: usize) -> bool {
    use PartOfSpeech::{MD, Other, RB, VB, VBD, VBP, VBZ};
    match words.text.part_of_speech(i) {
        Other => {
            let low = words.low(i);
            VERBS.contains(&low)
                || low.len() > 4 && low.ends_with("ed")
                || low.len() > 5 && low.ends_with("ly")
        }
        VB | VBD | VBP | VBZ | MD => true,
        RB => words.low(i).ends_with("ly") || VERBS.contains(&words.low(i)),
        PartOfSpeech::VBN => words.low(i).ends_with("ed"),
        _ => false,
    }
}
