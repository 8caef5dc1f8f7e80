//! When something was said: the time expression that belongs to its cue, or the date of the occasion it stands in.
//!
//! A time expression inside of the content dates what is told, never the telling.
//!
//! `some diplomats view Kallas as hawkish, Reuters reported on Wednesday` → the report is dated, the view is not

mod occasion;
mod timeline;

use super::scene::Scene;
use crate::attribution::AttributionKind;
use crate::date::PartialDate;
use crate::model::PartOfSpeech as Pos;
use crate::quotation::QuoteState;
use crate::span::Span;
use crate::timex::binding::{self, Bound};
use crate::timex::{Timex, TimexKind};
use std::ops::Range;

pub(super) use timeline::inherit;

/// How many tokens a time expression may stand away from its cue.
const REACH: usize = 30;

/// Returns for every attribution the date that its own sentence gives it.
pub(super) fn own_dates(scene: &Scene<'_>) -> Vec<Option<PartialDate>> {
    let count = scene.findings.attributions.len();
    let mut best: Vec<Option<(usize, PartialDate)>> = vec![None; count];
    let mut by_sentence: Vec<Vec<usize>> = vec![Vec::new(); scene.text.segments.sentences.len()];
    for at in 0..count {
        let cue = scene.cue(at).start;
        if cue < scene.lower.len() {
            by_sentence[scene.text.segments.sentence_of(cue)].push(at);
        }
    }
    for timex in scene.findings.timexes {
        let Some(date) = telling_date(scene, timex) else { continue };
        let tokens = scene.tokens(timex.span);
        if tokens.is_empty() {
            continue;
        }
        let sentence = scene.text.segments.sentence_of(tokens.start);
        let near = &by_sentence[sentence];
        let aside = aside(scene, tokens.start);
        let near = near.iter().take(40).filter(|&&at| !is_told(scene, at, timex.span));
        // "Clinton, who won the paper’s support on Saturday, said": Saturday dates the winning.
        let near = near.filter(|&&at| aside.is_none_or(|opener| shares_aside(scene, at, opener, tokens.end)));
        // "On Monday she spoke of her husband and promised a fair vote": what opens a sentence dates all that it tells.
        let is_opening = tokens.start <= scene.sentence(tokens.start).start + 2;
        let mut chosen: Vec<_> = near.map(|&at| (distance(scene, at, tokens.start), at)).collect();
        chosen.sort_unstable();
        let also =
            |&(_, at): &(usize, usize)| is_opening && !is_within_another(scene, at, &by_sentence[sentence]);
        let others = chosen.iter().skip(1).filter(|found| also(found));
        for &(gap, at) in chosen.first().into_iter().chain(others) {
            if (gap <= REACH || is_opening) && best[at].is_none_or(|(other, _)| gap < other) {
                best[at] = Some((gap, date));
            }
        }
    }
    best.into_iter().map(|found| found.map(|(_, date)| date)).collect()
}

/// Returns the date of a time expression that can date a telling: a point of time that is not in the future.
fn telling_date(scene: &Scene<'_>, timex: &Timex) -> Option<PartialDate> {
    let date = timex.date.filter(|_| matches!(timex.kind, TimexKind::Date | TimexKind::Time))?;
    let is_future = scene.text.article.dct().is_some_and(|dct| date.interval().first > dct.interval().last);
    // "By Sunday he said": what was said by a day that is past was said about then.
    let is_point = match binding::bound(scene.text, timex) {
        Bound::At => true,
        Bound::From => false,
        Bound::Until => scene.lower(scene.tokens(timex.span).start.saturating_sub(1)) == "by",
    };
    let is_of_noun = binding::is_of_noun(scene.text, timex) && !is_of_occasion(scene, timex);
    (!is_future && is_point && !is_of_noun).then_some(date)
}

/// Whether the expression names the day of an occasion: "at the October 7 debate", "during Tuesday’s rally".
fn is_of_occasion(scene: &Scene<'_>, timex: &Timex) -> bool {
    let place = scene.tokens(timex.span);
    let low = place.start.saturating_sub(2);
    let is_at = (low..place.start).any(|i| matches!(scene.lower(i), "at" | "during" | "in"));
    is_at && (place.end..place.end + 4).any(|i| occasion::noun(scene, i).is_some())
}

/// Whether the span lies in the content or in the source of the attribution.
///
/// An expression at the seam belongs to the telling: "Reid announcing Friday he will not run", "the prime minister
/// Saturday said he was ready".
fn is_told(scene: &Scene<'_>, at: usize, span: Span) -> bool {
    let attribution = scene.attribution(at);
    let cue = scene.cue(at);
    let place = scene.tokens(span);
    let is_behind = place.start == cue.end || place.start == cue.end + 1 && is_preposition(scene, cue.end);
    let goes_on = is_behind && !is_subject(scene, place.end);
    let is_before = place.end == cue.start && !attribution.source.contains(&span);
    if goes_on || is_before || is_behind_object(scene, at, &place) {
        return false;
    }
    let extent = attribution.content.iter().copied().reduce(Span::cover);
    let inside = extent.is_some_and(|content| content.contains(span));
    let cue_inside =
        attribution.cue.first().is_some_and(|cue| extent.is_some_and(|content| content.contains(*cue)));
    let told = attribution.content.iter().any(|content| content.overlaps(span)) || inside && !cue_inside;
    told || attribution.source.iter().any(|source| source.overlaps(span))
}

/// Whether the expression ends a content that is a mere noun phrase: "named her the winner Sunday".
fn is_behind_object(scene: &Scene<'_>, at: usize, place: &Range<usize>) -> bool {
    let attribution = scene.attribution(at);
    let [content] = attribution.content.as_slice() else { return false };
    let tokens = scene.tokens(*content);
    let is_object = attribution.kind == AttributionKind::Indirect && tokens.start >= scene.cue(at).end;
    let is_last = place.end == tokens.end && place.start > tokens.start + 1;
    is_object
        && is_last
        && !tokens.clone().any(|i| is_verb(scene, i) || matches!(scene.lower(i), "to" | "that"))
}

fn is_preposition(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.lower(i), "on" | "in" | "early" | "late" | "earlier")
}

/// Whether the expression in front of token `i` is the subject or owner of what follows: "said Friday’s vote …".
fn is_subject(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.lower(i), "'s" | "’s" | "is" | "was" | "will" | "would" | "has" | "had")
}

/// Whether token `i` stands in a clause or in words that tell more of somebody, and not what the sentence tells.
///
/// `Clinton, who won the paper’s support on Saturday, said she was ready` → Saturday is no part of the telling;
/// nor is 2006 in `Randy Iwase, the nominee in 2006, said`
fn is_aside(scene: &Scene<'_>, i: usize) -> bool {
    aside(scene, i).is_some()
}

/// Returns where the clause or the words begin that tell more of somebody and hold token `i`.
fn aside(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let sentence = scene.near(i);
    (sentence.start + 1..i).rev().take(25).find(|&k| match scene.lower(k) {
        "who" | "whose" | "whom" => true,
        "which" | "that" if occasion::noun(scene, k - 1).is_some() => false,
        "which" => scene.lower(k - 1) == ",",
        "that" => matches!(scene.text.part_of_speech(k + 1), Pos::VBD | Pos::VBZ | Pos::VBP | Pos::MD),
        "the" | "a" | "an" | "his" | "her" => {
            let is_closed = (i..i + 3).any(|end| scene.lower(end) == ",");
            scene.lower(k - 1) == "," && is_closed && !(k..i).any(|m| is_verb(scene, m))
        }
        _ => false,
    })
}

/// Whether the cue of an attribution stands in the content of another one of `others`.
fn is_within_another(scene: &Scene<'_>, at: usize, others: &[usize]) -> bool {
    let cue = scene.cue(at).start;
    others.iter().take(40).any(|&other| other != at && scene.is_content(other, cue))
}

/// Whether the cue stands in the words from `opener` that tell more of somebody and hold an expression ending at `end`.
fn shares_aside(scene: &Scene<'_>, at: usize, opener: usize, end: usize) -> bool {
    let cue = scene.cue(at).start;
    cue > opener && !(end..cue).any(|i| scene.lower(i) == ",")
}

fn is_verb(scene: &Scene<'_>, i: usize) -> bool {
    use Pos::{MD, VBD, VBG, VBP, VBZ};
    matches!(scene.text.part_of_speech(i), VBD | VBZ | VBP | VBG | MD)
}

/// Returns how far the time expression is from the cue; behind it counts as nearer.
fn distance(scene: &Scene<'_>, at: usize, timex: usize) -> usize {
    let cue = scene.cue(at);
    if timex >= cue.end { timex - cue.end } else { cue.start - timex.min(cue.start) + 3 }
}

/// Returns the dates that can be those of an act in their sentence, with their tokens.
fn bound_dates<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = (usize, PartialDate)> + 'a {
    scene.findings.timexes.iter().filter_map(|timex| {
        let date = telling_date(scene, timex)?;
        let token = scene.tokens(timex.span).start;
        let segments = scene.text.segments;
        let is_report = !segments.sentences.get(segments.sentence_of(token))?.furniture;
        let is_outside = segments.quoted.get(token).copied().unwrap_or_default() == QuoteState::Outside;
        (is_report && is_outside && !is_aside(scene, token)).then_some((token, date))
    })
}
