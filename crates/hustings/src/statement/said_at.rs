//! When something was said: the time expression that belongs to its cue, or the date of the run it stands in.
//!
//! A time expression inside of the content dates what is told, never the telling.
//!
//! `some diplomats view Kallas as hawkish, Reuters reported on Wednesday` → the report is dated, the view is not

use super::force::verb_in;
use super::scene::Scene;
use super::setting::Setting;
use crate::attribution::cue::CueClass;
use crate::date::{PartialDate, Precision};
use crate::entity::EntityId;
use crate::span::Span;
use crate::timex::{Timex, TimexKind};

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
        let near = &by_sentence[scene.text.segments.sentence_of(tokens.start)];
        let near = near.iter().take(40).filter(|&&at| !is_told(scene, at, timex.span));
        let reached = |gap: usize| gap <= REACH || tokens.start <= scene.sentence(tokens.start).start + 2;
        let chosen = near.map(|&at| (distance(scene, at, tokens.start), at)).min();
        if let Some((gap, at)) = chosen.filter(|&(gap, _)| reached(gap))
            && best[at].is_none_or(|(other, _)| gap < other)
        {
            best[at] = Some((gap, date));
        }
    }
    best.into_iter().map(|found| found.map(|(_, date)| date)).collect()
}

/// Returns the date of a time expression that can date a telling: a day, month or year not in the future.
fn telling_date(scene: &Scene<'_>, timex: &Timex) -> Option<PartialDate> {
    let date = timex.date.filter(|_| matches!(timex.kind, TimexKind::Date | TimexKind::Time))?;
    let is_future = scene.text.article.dct().is_some_and(|dct| date.interval().first > dct.interval().last);
    (!is_future).then_some(date)
}

/// Whether the span lies in the content or in the source of the attribution.
fn is_told(scene: &Scene<'_>, at: usize, span: Span) -> bool {
    let attribution = scene.attribution(at);
    let extent = attribution.content.iter().copied().reduce(Span::cover);
    let inside = extent.is_some_and(|content| content.contains(span));
    let cue_inside =
        attribution.cue.first().is_some_and(|cue| extent.is_some_and(|content| content.contains(*cue)));
    let told = attribution.content.iter().any(|content| content.overlaps(span)) || inside && !cue_inside;
    told || attribution.source.iter().any(|source| source.overlaps(span))
}

/// Returns how far the time expression is from the cue; behind it counts as nearer.
fn distance(scene: &Scene<'_>, at: usize, timex: usize) -> usize {
    let cue = scene.cue(at);
    if timex >= cue.end { timex - cue.end } else { cue.start - timex.min(cue.start) + 3 }
}

/// A statement that may hand on its date.
pub(super) struct Earlier {
    pub(super) speaker: Option<EntityId>,
    pub(super) date: Option<PartialDate>,
    pub(super) cue: usize,
}

/// Returns the date of a statement that has none of its own: of the run of tellings that it stands in.
pub(super) fn inherited(
    scene: &Scene<'_>,
    at: usize,
    setting: Setting,
    speaker: Option<EntityId>,
    earlier: &[Earlier],
) -> Option<PartialDate> {
    let cue = scene.cue(at);
    let sentence = scene.sentence(cue.start);
    let verb = verb_in(scene, cue.clone());
    let same = |e: &&Earlier| e.speaker.is_some() && e.speaker == speaker;
    let in_sentence = earlier.iter().rev().take(12).take_while(|e| e.cue >= sentence.start).find(same);
    if let Some(sibling) = in_sentence {
        return sibling.date;
    }
    let is_speech = verb.is_none_or(|(_, verb)| {
        !matches!(
            verb.class,
            CueClass::Think | CueClass::Want | CueClass::Hope | CueClass::Fear | CueClass::Plan
        )
    });
    if !is_speech || setting.venue.is_some() || is_detached(scene, cue.start) {
        return None;
    }
    let paragraph = scene.paragraph(cue.start);
    let near = earlier.iter().rev().take(4).find(|e| same(e) && scene.paragraph(e.cue) + 2 >= paragraph);
    if let Some(run) = near {
        return run.date.filter(|date| matches!(date.precision(), Precision::Day | Precision::About));
    }
    act_before(scene, sentence.start, speaker?)
}

/// Whether the cue is set apart in time: "first declared", "has said", "once told".
fn is_detached(scene: &Scene<'_>, cue: usize) -> bool {
    let perfect = matches!(scene.lower(cue), "has" | "have" | "had");
    perfect
        || (cue.saturating_sub(3)..cue).any(|i| {
            matches!(
                scene.lower(i),
                "first"
                    | "once"
                    | "previously"
                    | "earlier"
                    | "has"
                    | "have"
                    | "had"
                    | "repeatedly"
                    | "often"
                    | "always"
                    | "initially"
                    | "long"
            )
        })
}

/// Returns the day of an act of the speaker told in the sentence before.
fn act_before(scene: &Scene<'_>, start: usize, speaker: EntityId) -> Option<PartialDate> {
    let before = scene.near(start.checked_sub(1)?);
    if scene.paragraph(before.start) + 1 < scene.paragraph(start) {
        return None;
    }
    let span = scene.span(before)?;
    let first = scene.persons_in(span).next()?;
    if first.entity != speaker {
        return None;
    }
    let timexes = scene.findings.timexes;
    let from = timexes.partition_point(|timex| timex.span.start < span.start);
    let inside = timexes[from..].iter().take_while(|timex| timex.span.end <= span.end);
    let mut dates =
        inside.filter_map(|timex| telling_date(scene, timex)).filter(|d| d.precision() == Precision::Day);
    dates.next()
}
