//! Who speaks in a quotation, for "I" and for what quoted pronouns cannot mean.
//!
//! Taken from the attributions; a rule of its own for the quotations that these leave out.
//!
//! `“I am running,” said Warren. “I mean it.”` → Warren, Warren

use super::antecedent::is_saying;
use super::reference::Stage;
use crate::mention::EntityKind;
use crate::span::Span;

/// Finds the speakers of the outermost quotations.
pub(super) fn find_speakers(stage: &mut Stage<'_>) {
    let segments = stage.words.text.segments;
    let mut last: Option<(usize, usize)> = None;
    for (q, quotation) in segments.quotations.iter().enumerate().filter(|(_, quotation)| quotation.depth == 0)
    {
        let tokens = segments.tokens_in(quotation.span);
        if tokens.is_empty() {
            continue;
        }
        let paragraph = segments.sentences[segments.sentence_of(tokens.start)].paragraph;
        let near = told_by(stage, quotation.span)
            .or_else(|| speaker_behind(stage, tokens.end, paragraph))
            .or_else(|| speaker_before(stage, tokens.start));
        let carried =
            last.filter(|&(at, _)| at == paragraph || quotation.continues.is_some()).map(|(_, id)| id);
        if let Some(id) = near.or(carried) {
            stage.speakers.insert(q, id);
            last = Some((paragraph, id));
        }
    }
}

/// Returns who speaks in the quotation as its attribution says.
fn told_by(stage: &Stage<'_>, quotation: Span) -> Option<usize> {
    let attribution = stage.telling.attribution_of(quotation)?;
    let id = stage.owner[stage.telling.sources[attribution]?]?;
    matches!(stage.drafts[id].kind, EntityKind::Person | EntityKind::Group).then_some(id)
}

fn mention_at(stage: &Stage<'_>, token: usize) -> Option<usize> {
    let first = stage.places.partition_point(|place| place.token < token);
    let here = (first..stage.places.len()).take_while(|&j| stage.places[j].token == token);
    here.filter_map(|j| stage.owner[j])
        .find(|&id| matches!(stage.drafts[id].kind, EntityKind::Person | EntityKind::Group))
}

/// Returns the speaker named behind the quotation: "…,” Rutte said", "…,” said Frauke Petry".
fn speaker_behind(stage: &Stage<'_>, end: usize, paragraph: usize) -> Option<usize> {
    let limit = stage.words.lower.len().min(end + 14);
    let is_here = |t: usize| {
        stage
            .words
            .sentence_of(t)
            .is_some_and(|s| stage.words.text.segments.sentences[s].paragraph == paragraph)
    };
    let verb = (end..limit)
        .take_while(|&t| is_here(t) && !matches!(stage.words.word(t), "." | "“"))
        .find(|&t| is_saying(stage.words.low(t)))?;
    (end..limit).find_map(|t| mention_at(stage, t)).filter(|_| verb < end + 10)
}

/// Returns the speaker named in front of the quotation: "Rutte said: “…".
fn speaker_before(stage: &Stage<'_>, start: usize) -> Option<usize> {
    let sentence = stage.words.sentence_of(start)?;
    let first = stage.words.text.segments.sentences[sentence].tokens.start;
    let verb = (first..start).rev().take(12).find(|&t| is_saying(stage.words.low(t)))?;
    let from = stage.places.partition_point(|place| place.token < first);
    let to = stage.places.partition_point(|place| place.token < verb);
    let subjects = (from..to).rev().filter(|&j| stage.places[j].quotation.is_none());
    subjects
        .filter_map(|j| stage.owner[j].map(|id| (j, id)))
        .find(|&(j, id)| stage.drafts[id].kind == EntityKind::Person && !stage.places[j].is_oblique)
        .map(|(_, id)| id)
}
