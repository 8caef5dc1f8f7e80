//! Sources that the tagger left open: lent by the rules, or those of the telling before.
//!
//! Between the linker and the chains; [`super::tag`] calls them.
//!
//! `What if they asked her? “No, I am not inclined to do that.”` → who spoke before

use super::{Attribution, AttributionKind};
use crate::occasion;
use crate::span::Span;
use crate::text::Text;

/// How many paragraphs further on a quotation without any telling may still go on with who spoke.
const PARAGRAPHS: usize = 2;

/// Takes away a source that is nothing but a day, which nobody can be.
///
/// `It has counted 900 cases and on Friday reported its first death` → the source is left open
pub(super) fn drop_day(text: &Text<'_>, attribution: &mut Attribution) {
    attribution.source.retain(|&source| {
        let mut words = text.segments.tokens_in(source);
        !words.all(|i| {
            occasion::is_day_told(&text.lower(i)) || matches!(text.word(i), "on" | "late" | "early" | ",")
        })
    });
}

/// Gives a telling without a source the one that the rules find for its cue.
///
/// `Paz dropped out, and said of Vega in March: “He does not speak for us.”` → Paz, at the head of the sentence
pub(super) fn lend(found: &mut [Attribution], by_rule: &[Attribution]) {
    let mut known: Vec<(Span, Span)> = by_rule
        .iter()
        .filter_map(|attribution| Some((*attribution.cue.first()?, *attribution.source.first()?)))
        .collect();
    known.sort_by_key(|(cue, _)| cue.start);
    for attribution in found.iter_mut().filter(|attribution| attribution.source.is_empty()) {
        let Some(&cue) = attribution.cue.first() else { continue };
        let at = known.partition_point(|(other, _)| other.end <= cue.start);
        let Some(&(_, source)) = known.get(at).filter(|(other, _)| other.overlaps(cue)) else { continue };
        if attribution.content.iter().all(|content| !content.overlaps(source)) {
            attribution.source.push(source);
        }
    }
}

/// Gives a quotation that nothing tells of the source of the telling before it; `found` must be in order.
pub(super) fn go_on(text: &Text<'_>, found: &mut [Attribution]) {
    let mut last: Option<(Span, usize)> = None;
    for attribution in found {
        let extent = attribution.extent();
        let is_untold = attribution.source.is_empty() && attribution.cue.is_empty();
        if is_untold && attribution.kind == AttributionKind::Direct {
            let near = last.filter(|(_, paragraph)| paragraph_of(text, extent) <= paragraph + PARAGRAPHS);
            attribution.source.extend(near.map(|(source, _)| source));
        }
        if let Some(&source) = attribution.source.first() {
            last = Some((source, paragraph_of(text, extent)));
        }
    }
}

fn paragraph_of(text: &Text<'_>, span: Span) -> usize {
    let token = text.segments.tokens_in(span).start;
    text.segments.sentences[text.segments.sentence_of(token)].paragraph
}
