//! Refinements: what the tagger's one label a token cannot say, read off the words around it.
//!
//! Between the linker and the chains; [`super::tag`] calls them.
//!
//! `expressed doubts about Kallas on NPO 1 on Wednesday` → the content ends with `Kallas`

use super::cue::{self, CueClass};
use super::{Attribution, AttributionKind};
use crate::model::PartOfSpeech as Pos;
use crate::occasion;
use crate::quotation::QuoteState;
use crate::span::Span;
use crate::text::Text;
use std::ops::Range;

/// Prepositions that begin a setting: "during an event", "on NPO 1".
const SETTINGS: &[&str] = &["on", "at", "during", "in"];
/// How far back from its end a content is searched for a setting, in tokens.
const REACH: usize = 16;

/// Cuts off what belongs to the telling and not to what is told.
pub(super) fn trim(text: &Text<'_>, attribution: &mut Attribution) {
    let [content] = attribution.content[..] else { return };
    let tokens = text.segments.tokens_in(content);
    let kept = match attribution.kind {
        AttributionKind::Mixed => answer(text, content, &tokens).or_else(|| without_day(text, &tokens)),
        AttributionKind::Indirect => without_setting(text, &tokens),
        AttributionKind::Direct => None,
    };
    if let Some(span) = kept.clone().and_then(|kept| text.segments.span_of(kept)) {
        attribution.content = vec![span];
        let opens = text.segments.quotations.partition_point(|quotation| quotation.span.start < span.start);
        if text.segments.quotations.get(opens).is_some_and(|quotation| quotation.span == span) {
            attribution.kind = AttributionKind::Direct;
        }
    }
}

/// Returns the quotation alone where the rest only says what it answers: "“yes” when asked about it".
fn answer(text: &Text<'_>, content: Span, tokens: &Range<usize>) -> Option<Range<usize>> {
    let quotations = &text.segments.quotations;
    let at = quotations.partition_point(|quotation| quotation.span.start < content.start);
    let quotation = quotations.get(at).filter(|q| q.is_closed && q.span.start == content.start)?;
    let end = text.segments.tokens_in(quotation.span).end;
    let is_answer = matches!(text.lower(end).as_str(), "when" | "if" | "after" | "as")
        && matches!(text.lower(end + 1).as_str(), "asked" | "pressed" | "questioned" | "told");
    (is_answer && end < tokens.end).then_some(tokens.start..end)
}

/// Returns the content without the day of the telling behind a closed quotation: "the plan “a gift” on Friday".
fn without_day(text: &Text<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let mark = tokens.clone().rev().find(|&i| text.segments.quoted[i] == QuoteState::Mark)?;
    (day_start(text, &(mark..tokens.end))? == mark + 1).then_some(tokens.start..mark + 1)
}

/// Returns a noun phrase of a content without the day and place of the telling at its end.
fn without_setting(text: &Text<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let is_finite = |i: usize| matches!(text.part_of_speech(i), Pos::VBD | Pos::VBZ | Pos::VBP | Pos::MD);
    if tokens.clone().any(is_finite) {
        return None;
    }
    let mut end = day_start(text, tokens)?;
    let low = tokens.start.max(tokens.end.saturating_sub(REACH));
    while let Some(start) = (low + 1..end).rev().find(|&i| is_preposition(text, i)) {
        if !SETTINGS.contains(&text.lower(start).as_str()) || !is_setting(text, start + 1..end) {
            break;
        }
        end = start;
    }
    (end > tokens.start).then_some(tokens.start..end)
}

fn is_preposition(text: &Text<'_>, i: usize) -> bool {
    matches!(text.part_of_speech(i), Pos::IN | Pos::TO)
}

/// Returns where the day that ends the content begins, with its preposition.
fn day_start(text: &Text<'_>, tokens: &Range<usize>) -> Option<usize> {
    let mut start = tokens.end - 1;
    let word = text.lower(start);
    let is_number = word.chars().all(|c| c.is_ascii_digit());
    if is_number && occasion::is_month(&text.lower(start.checked_sub(1)?)) {
        start -= 1;
    } else if word == "may" || !(occasion::is_day(&word) || occasion::is_month(&word)) {
        return None;
    }
    let has_preposition = start > tokens.start && matches!(text.lower(start - 1).as_str(), "on" | "in");
    start -= usize::from(has_preposition);
    (start > tokens.start).then_some(start)
}

/// Whether words behind a preposition can be where something was said: a name, or "an event", "an interview".
fn is_setting(text: &Text<'_>, mut words: Range<usize>) -> bool {
    let first = text.part_of_speech(words.start);
    matches!(first, Pos::NNP | Pos::NNPS) || words.any(|i| occasion::is_setting(&text.lower(i)))
}

/// Verbs that tell of their subject when they are passive; "is worried" and "was told" are the subject's own.
const TOLD_OF: &[&str] = &[
    "mentioned",
    "named",
    "reported",
    "said",
    "described",
    "seen",
    "viewed",
    "regarded",
    "considered",
    "cited",
    "touted",
    "tipped",
    "called",
    "rumored",
    "thought",
    "believed",
    "expected",
    "known",
    "credited",
    "praised",
    "criticized",
    "accused",
    "alleged",
    "portrayed",
    "hailed",
    "dubbed",
    "perceived",
    "nominated",
    "proposed",
];

/// Takes away a source that is only told of: `Silva has been mentioned as a successor`, `Silva is said to want the job`.
///
/// Not where it is quoted: `Silva was quoted as saying`.
pub(super) fn drop_told_of(text: &Text<'_>, attribution: &mut Attribution) {
    let ([source], [cue]) = (&attribution.source[..], &attribution.cue[..]) else { return };
    let cue_tokens = text.segments.tokens_in(*cue);
    let lower = |i: usize| text.lower(i);
    let Some(told) = cue_tokens.clone().find(|&i| TOLD_OF.contains(&lower(i).as_str())) else { return };
    let before = told.saturating_sub(3)..told;
    let is_passive = before.into_iter().any(|i| {
        matches!(lower(i).as_str(), "is" | "are" | "was" | "were" | "been" | "being" | "be" | "’s" | "'s")
    });
    if is_passive && source.end <= cue.start && text.part_of_speech(told) == Pos::VBN {
        attribution.source.clear();
    }
}

/// Lets a content whose quotation is reopened in the next paragraph go on there.
pub(super) fn go_on(text: &Text<'_>, found: &mut [Attribution]) {
    let quotations = &text.segments.quotations;
    let mut taken: Vec<Span> =
        found.iter().flat_map(|known| known.content.iter().chain(&known.cue)).copied().collect();
    taken.sort_by_key(|span| span.start);
    for attribution in found {
        let Some(mut last) = attribution.content.last().copied() else { continue };
        let from = quotations.partition_point(|quotation| quotation.span.end < last.end);
        let Some(mut open) = (from..quotations.len()).find(|&i| quotations[i].depth == 0) else { continue };
        while quotations[open].span.overlaps(last) && !quotations[open].is_closed {
            let Some(next) = (open + 1..quotations.len()).find(|&i| quotations[i].depth == 0) else { break };
            let span = quotations[next].span;
            let at = taken.partition_point(|known| known.end <= span.start);
            if quotations[next].continues != Some(open)
                || taken.get(at).is_some_and(|known| known.overlaps(span))
            {
                break;
            }
            attribution.content.push(span);
            (open, last) = (next, span);
        }
    }
}

/// Whether the content says nothing by itself: `had doubts as well`, `have warned as loudly of Moscow as Kallas`.
pub(super) fn is_hollow(text: &Text<'_>, attribution: &Attribution) -> bool {
    let [content] = attribution.content[..] else { return false };
    if attribution.kind != AttributionKind::Indirect {
        return false;
    }
    let tokens = text.segments.tokens_in(content);
    let is_manner = text.lower(tokens.start) == "as" && text.part_of_speech(tokens.start + 1) == Pos::RB;
    let mut all = tokens;
    is_manner
        || all.all(|i| {
            matches!(text.part_of_speech(i), Pos::RB | Pos::IN | Pos::TO | Pos::CC) && text.word(i).len() > 1
        })
}

/// Adds what is told inside a report that the tagger gave the same content, or took whole.
///
/// `some diplomats view her as hawkish, Reuters reported`: the tagger has Reuters and `her as hawkish`, or Reuters
/// and all before the comma; the rule has the diplomats and their words, which are the inner telling.
pub(super) fn nest(text: &Text<'_>, found: &mut Vec<Attribution>, missed: &[Attribution]) {
    nest_within(text, found, missed);
    let known = found.len();
    for inner in missed {
        let (Some(&source), Some(&cue), Some(&words)) =
            (inner.source.first(), inner.cue.first(), inner.content.first())
        else {
            continue;
        };
        let at =
            found[..known].partition_point(|outer| outer.extent().start < source.start.saturating_sub(400));
        let near = found[at..known].iter_mut().take(12);
        let mut same = near.filter(|outer| outer.content == inner.content && !outer.cue.contains(&cue));
        let Some(outer) = same.next() else { continue };
        let is_apart =
            outer.source.iter().chain(&outer.cue).all(|part| !part.overlaps(source) && !part.overlaps(cue));
        let whole = source.cover(cue).cover(words);
        if is_apart && whole.len() < 400 && outer.cue.iter().all(|part| !part.overlaps(whole)) {
            outer.content = vec![whole];
            found.push(inner.clone());
        }
    }
}

/// Adds a telling by rule that stands, whole, in a content before its cue and shares no word with another telling.
///
/// What somebody plans or wants is told by the report: `Vega plans to visit Lima, an aide said`.
fn nest_within(text: &Text<'_>, found: &mut Vec<Attribution>, missed: &[Attribution]) {
    let mut contents: Vec<Span> =
        found.iter().filter(|outer| is_before_cue(outer)).map(|outer| outer.content[0]).collect();
    contents.sort_by_key(|span| span.start);
    let mut taken: Vec<Span> = found.iter().flat_map(|known| &known.cue).copied().collect();
    taken.sort_by_key(|span| span.start);
    let is_plan = |inner: &Attribution| {
        let mut words = inner.cue.iter().flat_map(|&cue| text.segments.tokens_in(cue));
        words.any(|i| {
            cue::verb(&text.lower(i))
                .is_some_and(|(verb, _)| matches!(verb.class, CueClass::Plan | CueClass::Want))
        })
    };
    for inner in missed.iter().filter(|inner| !inner.source.is_empty() && !is_plan(inner)) {
        let whole = inner.extent();
        let at = contents.partition_point(|content| content.start <= whole.start);
        let is_within = at > 0 && contents[at - 1].contains(whole);
        let next = taken.partition_point(|cue| cue.end <= whole.start);
        if is_within && taken.get(next).is_none_or(|cue| cue.start >= whole.end) {
            found.push(inner.clone());
        }
    }
}

/// Adds a report by rule around a telling that the tagger found, where the tagger has nothing of the report itself.
///
/// `Several diplomats see Okafor as too young, Reuters reported`: the tagger has the diplomats alone.
pub(super) fn nest_around(text: &Text<'_>, found: &mut Vec<Attribution>, missed: &[Attribution]) {
    let mut taken = vec![false; text.segments.tokens.len()];
    for &part in found.iter().flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content)) {
        taken[text.segments.tokens_in(part)].fill(true);
    }
    let mut inside: Vec<Span> = found.iter().map(Attribution::extent).collect();
    inside.sort_by_key(|extent| extent.start);
    for outer in missed.iter().filter(|outer| is_before_cue(outer) && !outer.source.is_empty()) {
        let telling = outer.source[0].cover(outer.cue[0]);
        let at = inside.partition_point(|extent| extent.start < outer.content[0].start);
        let is_around = inside.get(at).is_some_and(|&extent| outer.content[0].contains(extent));
        if is_around && !taken[text.segments.tokens_in(telling)].contains(&true) {
            found.push(outer.clone());
        }
    }
}

fn is_before_cue(outer: &Attribution) -> bool {
    let (Some(content), Some(cue)) = (outer.content.first(), outer.cue.first()) else { return false };
    outer.kind == AttributionKind::Indirect && outer.content.len() == 1 && content.end <= cue.start
}
