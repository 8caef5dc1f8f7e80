//! When something happened that a clause tells of.
//!
//! The time expressions of the clause come first, then those of its sentence, then the day of the statement.
//!
//! `She announced her interest during an event on Tuesday` → that Tuesday

use super::clause::clause;
use super::scene::Scene;
use crate::date::PartialDate;
use crate::model::PartOfSpeech;
use crate::timex::TimexKind;
use jiff::ToSpan;
use std::ops::Range;

/// Returns the date of what the predicate at token `at` tells.
pub(super) fn of(scene: &Scene<'_>, at: usize) -> Option<PartialDate> {
    let own = nearest(scene, clause(scene, at), at);
    own.or_else(|| said_at(scene, at)).or_else(|| only_date(scene, at))
}

/// Returns the date of the time expression nearest to token `at` among `tokens`, those behind it being nearer.
pub(super) fn nearest(scene: &Scene<'_>, tokens: Range<usize>, at: usize) -> Option<PartialDate> {
    let distance = |i: usize| if i < at { 2 * (at - i) + 4 } else { i - at };
    let dated = tokens.filter_map(|i| Some((distance(i), date_at(scene, i)?)));
    dated.min_by_key(|(distance, _)| *distance).map(|(_, date)| date)
}

/// Returns the date that token `i` is part of.
pub(super) fn date_at(scene: &Scene<'_>, i: usize) -> Option<PartialDate> {
    let timex = &scene.findings.timexes[scene.timex(i)?];
    matches!(timex.kind, TimexKind::Date | TimexKind::Time).then_some(timex.date)?
}

/// Returns the date of the statement around token `at`, where it is sure enough to date what is told.
fn said_at(scene: &Scene<'_>, at: usize) -> Option<PartialDate> {
    let date = scene.statement(at).and_then(|k| scene.statements[k].said_at)?;
    is_told(scene, at).then_some(date)
}

/// Whether the predicate is what the statement tells, and no word about somebody it names: "praised Brandt, who runs".
fn is_told(scene: &Scene<'_>, at: usize) -> bool {
    use PartOfSpeech::{VB, VBD, VBG, VBN, VBP, VBZ};
    let is_verb = matches!(scene.text.part_of_speech(at), VB | VBD | VBG | VBN | VBP | VBZ);
    let mut before = at.saturating_sub(8)..at;
    is_verb && !before.any(|i| matches!(scene.text.word(i), "who" | "which" | "whose"))
}

/// Returns the date of the sentence where it has no more than one, and no relative clause keeps it to itself: "the field
/// includes Okafor and Mori, who lost in 2017", "Weber, who runs for president, won on Tuesday".
fn only_date(scene: &Scene<'_>, at: usize) -> Option<PartialDate> {
    let sentence = scene.sentence(at);
    let near = sentence.start.max(at.saturating_sub(60))..sentence.end.min(at + 60);
    let mut dates: Vec<(usize, usize, PartialDate)> =
        near.filter_map(|i| Some((scene.timex(i)?, i, date_at(scene, i)?))).collect();
    dates.dedup_by_key(|(timex, _, date)| (*timex, *date));
    let is_relative = |i: usize| matches!(scene.word(i), "who" | "which" | "whom" | "whose");
    let [(_, i, date)] = dates[..] else { return None };
    let is_apart = is_relative(clause(scene, at).start) || (at.min(i)..at.max(i)).any(is_relative);
    (!is_apart).then_some(date)
}

/// Returns the day of the vote that the article reports: the first day of the two weeks before it that stands in a
/// sentence of elections. `Herrera won Tuesday’s primary … Mori came in second`: both on Tuesday
pub(super) fn polling_day(scene: &Scene<'_>) -> Option<PartialDate> {
    let dct = scene.text.article.dct()?;
    let is_vote = |i: usize| {
        matches!(
            scene.word(i),
            "election"
                | "elections"
                | "primary"
                | "primaries"
                | "vote"
                | "voted"
                | "votes"
                | "runoff"
                | "polls"
                | "ballots"
        )
    };
    let days =
        (0..scene.len()).filter(|&i| scene.timex(i).is_some()).filter_map(|i| Some((i, date_at(scene, i)?)));
    let mut recent = days.filter(|(_, date)| {
        let range = date.interval();
        range.first == range.last
            && range.last <= dct.interval().last
            && range.first >= dct.first().saturating_sub(14.days())
    });
    let near = |i: usize| {
        let sentence = scene.sentence(i);
        sentence.start.max(i.saturating_sub(40))..sentence.end.min(i + 40)
    };
    recent.find(|&(i, _)| near(i).any(is_vote)).map(|(_, date)| date)
}

/// Whether the clause is dated more than `days` days before the article.
pub(super) fn is_older_than(scene: &Scene<'_>, at: usize, days: i32) -> bool {
    let Some(dct) = scene.text.article.dct() else { return false };
    let date = nearest(scene, clause(scene, at), at).or_else(|| only_date(scene, at));
    let Some(date) = date else { return false };
    date.interval().last < dct.first().saturating_sub(days.days())
}
