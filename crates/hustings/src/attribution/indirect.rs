//! Indirect speech: a source, a cue verb and a clause, an infinitive or an object.
//!
//! Works outside of quotations; [`super::quoted`] has taken the cues of direct ones.
//!
//! `some diplomats view Kallas as too hawkish, Reuters reported` → two attributions, one in the other

use super::cue::{CueClass, Form, Verb};
use super::draft::Draft;
use super::quoted::{first_subject, source_of};
use super::words::{Class, REACH, Words};
use crate::occasion;
use std::ops::Range;

/// Returns the indirect attributions, in the order of their cues; `taken` marks the cues that are used.
pub(super) fn find(words: &Words<'_>, taken: &[bool]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sentence in words.text.segments.sentences.iter().filter(|sentence| !sentence.furniture) {
        let mut last: Option<Draft> = None;
        for i in sentence.tokens.clone() {
            if taken[i] || !words.is_outside(i) {
                continue;
            }
            let found = match words.cue_verb(i) {
                Some((verb, form)) => at_verb(words, (i, verb, form), &sentence.tokens, last.as_ref()),
                None => at_according(words, i, &sentence.tokens),
            };
            if let Some(draft) = found {
                last = Some(draft.clone());
                drafts.push(draft);
            }
        }
    }
    drafts
}

/// Reads "according to": `Turnout fell, according to the commission`.
fn at_according(words: &Words<'_>, i: usize, sentence: &Range<usize>) -> Option<Draft> {
    if words.lower(i) != "according" || words.lower(i + 1) != "to" {
        return None;
    }
    let source = words.phrase_after(i + 2, sentence.end)?;
    let content = if i == sentence.start {
        let comma = (source.end..sentence.end.min(source.end + 30)).find(|&k| words.lower(k) == ",")?;
        comma + 1..clause_end(words, comma + 1, sentence.end)
    } else {
        clause_start(words, i, sentence.start)..i
    };
    let long_source = source.start..source.end;
    Some(Draft { source: Some(long_source), cue: Some(i..i + 2), content: vec![content], confidence: 0.85 })
}

type Cue = (usize, &'static Verb, Form);

/// Reads the clause around the cue verb at token `i`.
fn at_verb(words: &Words<'_>, cue: Cue, sentence: &Range<usize>, last: Option<&Draft>) -> Option<Draft> {
    let (i, verb, form) = cue;
    let start = words.group_start(i, sentence.start);
    if is_bare_infinitive(words, start, form) || is_passive(words, start..i, form) {
        return None;
    }
    let source = subject(words, cue, sentence, last);
    let mut cue_end = i + 1;
    if verb.particles.contains(&words.lower(cue_end)) {
        cue_end += 1;
    }
    let draft = |content: Vec<Range<usize>>, confidence: f32| Draft {
        source: source.clone(),
        cue: Some(words.group_start_said(i, sentence.start)..cue_end),
        content,
        confidence,
    };
    if let Some(content) = content_before(words, cue_end, source.as_ref(), sentence) {
        return (verb.takes_clause || verb.takes_quotation).then(|| draft(vec![content], 0.75));
    }
    source.as_ref()?;
    if let Some(content) = content_after(words, verb, cue_end, sentence.end) {
        return Some(draft(vec![content], 0.7));
    }
    None
}

/// "to say", with nobody who says it.
fn is_bare_infinitive(words: &Words<'_>, start: usize, form: Form) -> bool {
    form == Form::Base && start > 0 && words.lower(start - 1) == "to"
}

/// "was told": the one in front is not who says it.
fn is_passive(words: &Words<'_>, group: Range<usize>, form: Form) -> bool {
    form == Form::Past
        && group
            .clone()
            .any(|k| matches!(words.lower(k), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "’s"))
}

/// Returns the source of the cue: its own subject, or the one before for a participle or a second verb.
fn subject(
    words: &Words<'_>,
    cue: Cue,
    sentence: &Range<usize>,
    last: Option<&Draft>,
) -> Option<Range<usize>> {
    let (i, verb, form) = cue;
    let start = words.group_start(i, sentence.start);
    let before = if start > sentence.start { words.lower(start - 1) } else { "" };
    let is_shared = form == Form::Gerund || matches!(before, "and" | "but" | "or" | "," | "then");
    if is_shared && !(before == "," && form != Form::Gerund) {
        let carried = last.and_then(|draft| draft.source.clone());
        return carried.or_else(|| first_subject(words, sentence.start, start));
    }
    if form == Form::Gerund {
        return None;
    }
    let own = words.subject_before(start, sentence.start);
    own.or_else(|| {
        let inverted = verb.takes_clause && before == ",";
        if inverted { words.phrase_after(i + 1, sentence.end) } else { None }
    })
    .or_else(|| (before.is_empty()).then(|| source_of(words, i, sentence.start)).flatten())
}

/// Returns the clause in front of a telling that ends the sentence: `…, Reuters reported on Wednesday.`
fn content_before(
    words: &Words<'_>,
    cue_end: usize,
    source: Option<&Range<usize>>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let first = source?.start.min(cue_end - 1);
    let behind_comma = first > sentence.start && matches!(words.lower(first - 1), "," | "—" | "–" | "--");
    if !behind_comma || first <= sentence.start + 2 {
        return None;
    }
    let rest = cue_end.max(source?.end)..sentence.end;
    let is_end = rest.len() <= 24
        && rest.clone().all(|i| {
            words.is_nominal(i)
                || matches!(words.class(i), Class::Preposition | Class::Mark | Class::Adverb)
                || words.lower(i) == "and"
        });
    is_end.then(|| clause_start(words, first - 1, sentence.start)..first - 1)
}

/// Returns where the clause that ends before `end` starts, without "However," and the like.
fn clause_start(words: &Words<'_>, end: usize, low: usize) -> usize {
    let mut start = low.max(end.saturating_sub(REACH));
    if matches!(words.lower(start), "but" | "and" | "yet") {
        start += 1;
    }
    if words.lower(start + 1) == "," && matches!(words.class(start), Class::Adverb | Class::Subordinator) {
        start += 2;
    }
    start.min(end)
}

/// Returns what follows the cue: a clause, an infinitive or an object, as the verb takes them.
fn content_after(words: &Words<'_>, verb: &Verb, from: usize, high: usize) -> Option<Range<usize>> {
    let high = high.min(from + REACH);
    if (verb.takes_clause || verb.takes_quotation)
        && let Some(that) =
            (from..high.min(from + 16)).find(|&i| matches!(words.lower(i), "that" | "whether"))
        && (from..that).all(|i| is_between(words, i))
    {
        return non_empty(words, that, clause_end(words, that + 1, high));
    }
    if verb.takes_infinitive && words.lower(from) == "to" {
        return non_empty(words, from, clause_end(words, from, high));
    }
    if verb.takes_clause && has_clause(words, from, high) {
        let start = if words.is_time_word(from) { from + 1 } else { from };
        return non_empty(words, start, clause_end(words, start, high));
    }
    let is_mental = matches!(verb.class, CueClass::Think | CueClass::Want | CueClass::Plan);
    let has_object = words.is_nominal(from) || !words.is_outside(from) || !verb.particles.is_empty();
    if verb.takes_noun && has_object && (!is_mental || words.is_nominal(from)) {
        return non_empty(words, from, object_end(words, from, high));
    }
    None
}

/// Whether a token can stand between a cue and "that": whom it was told, when and where.
fn is_between(words: &Words<'_>, i: usize) -> bool {
    words.is_outside(i)
        && (words.is_nominal(i)
            || matches!(words.class(i), Class::Preposition | Class::Adverb)
            || matches!(words.lower(i), "him" | "them" | "me" | "us" | "," | "and" | "it"))
}

/// Whether a finite clause without "that" begins at `from`: `he would run`, `the vote was lost`.
fn has_clause(words: &Words<'_>, from: usize, high: usize) -> bool {
    let start = if words.is_time_word(from) { from + 1 } else { from };
    if matches!(words.class(start), Class::Preposition) && words.lower(start) != "in" {
        return false;
    }
    let verb = (start + 1..high.min(start + 25)).find(|&i| {
        matches!(words.class(i), Class::Auxiliary | Class::Verb) || matches!(words.lower(i), "." | ";")
    });
    words.class(start) == Class::Pronoun
        || words.lower(start) == "there"
        || words.lower(start) == "if"
        || verb.is_some_and(|i| {
            words.class(i) != Class::Mark && (start..i).all(|k| words.lower(k) != "," && is_between(words, k))
        })
}

fn non_empty(words: &Words<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    (start < end && (start..end).any(|i| words.class(i) != Class::Mark)).then_some(start..end)
}

/// Returns where the clause from `start` on ends: before the next telling, or with the sentence.
fn clause_end(words: &Words<'_>, start: usize, high: usize) -> usize {
    let mut i = start;
    while i < high {
        if words.is_outside(i) && is_border(words, i, high) {
            return i;
        }
        i += 1;
    }
    high
}

/// Whether a new clause of the telling begins at token `i`.
fn is_border(words: &Words<'_>, i: usize, high: usize) -> bool {
    let next = words.lower(i + 1);
    match words.lower(i) {
        ";" => true,
        "," => {
            let cue = |at: usize, form: Form| words.cue_verb(at).is_some_and(|(_, found)| found == form);
            next == "according"
                || cue(i + 1, Form::Gerund)
                || matches!(next, "but" | "and" | "while" | "although" | "though")
                    && (i + 2..(i + 7).min(high)).any(|at| words.cue_verb(at).is_some())
                || (i + 2..(i + 6).min(high)).any(|at| cue(at, Form::Past))
                    && (closes(words, i, high) || opens_subordinate(words, i))
        }
        "but" | "and" => words.cue_verb(i + 1).is_some_and(|(_, form)| form == Form::Past),
        _ => false,
    }
}

/// Whether the sentence around the comma at `i` begins with a subordinate clause: "While he declared …, Rojas said".
fn opens_subordinate(words: &Words<'_>, i: usize) -> bool {
    let segments = words.text.segments;
    let start = segments.sentences[segments.sentence_of(i)].tokens.start;
    matches!(words.lower(start), "while" | "although" | "though" | "since" | "after" | "when" | "as")
}

/// Whether the telling behind the comma at `i` is the last of the sentence.
fn closes(words: &Words<'_>, i: usize, high: usize) -> bool {
    high - i <= 14 && (i + 1..high).all(|k| words.lower(k) != ",")
}

/// Returns where the object of a verb ends: before a clause, or before when and where it was said.
fn object_end(words: &Words<'_>, start: usize, high: usize) -> usize {
    for i in start + 1..high {
        if !words.is_outside(i) {
            continue;
        }
        let is_place = words.class(i) == Class::Preposition
            && matches!(words.lower(i), "on" | "in" | "at" | "during")
            && (words.is_time_word(i + 1) || is_venue_ahead(words, i + 1, high));
        let is_clause =
            matches!(words.lower(i), "," | ";" | "." | "while" | "when" | "after" | "before" | "but");
        if is_place || is_clause && i > start || words.is_time_word(i) {
            return i;
        }
    }
    high
}

/// Whether the phrase at `from` names where something was said.
fn is_venue_ahead(words: &Words<'_>, from: usize, high: usize) -> bool {
    let mut i = from;
    while i < high.min(from + 7) && (words.is_nominal(i)) {
        if occasion::is_setting(words.lower(i)) {
            return true;
        }
        i += 1;
    }
    // `on Goedemorgen Nederland`: nothing but a programme or a network is a name behind "on".
    words.lower(from - 1) == "on" && i > from && (from..i).all(|k| words.class(k) == Class::Name)
}
