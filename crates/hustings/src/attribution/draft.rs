//! Drafts: attributions in tokens, before they are trimmed, kinded and chained.
//!
//! The rules and the learned linker make them; [`super`] turns them into attributions.
//!
//! `she said [cue] with a laugh` → cue `said with a laugh`

use super::words::Words;
use super::{Attribution, AttributionKind};
use crate::quotation::QuoteState;
use crate::span::Span;
use std::ops::Range;

/// An attribution in the making; all ranges count in tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
    pub(super) confidence: f32,
}

impl Draft {
    /// Returns the attribution, or nothing when no word of content is left.
    pub(super) fn finish(&self, words: &Words<'_>) -> Option<Attribution> {
        let ranges: Vec<_> =
            self.content.iter().filter_map(|range| trim_marks(words, range.clone())).collect();
        let kind = kind_of(words, &ranges);
        let content: Vec<Span> = ranges.into_iter().filter_map(|range| span(words, range)).collect();
        let part =
            |range: &Option<Range<usize>>| range.clone().and_then(|r| span(words, r)).into_iter().collect();
        (!content.is_empty()).then(|| Attribution {
            kind,
            source: part(&self.source),
            cue: part(&self.cue),
            content,
            parent: None,
            confidence: self.confidence,
        })
    }
}

fn span(words: &Words<'_>, range: Range<usize>) -> Option<Span> {
    words.text.segments.span_of(range)
}

/// Cuts quotation marks off the ends, and a full stop off an end that is not quoted.
fn trim_marks(words: &Words<'_>, mut range: Range<usize>) -> Option<Range<usize>> {
    let is_stop =
        |i: usize| words.is_outside(i) && matches!(words.lower(i), "," | "." | ":" | ";" | "—" | "–" | "--");
    while range.start < range.end {
        let (first, last) = (range.start, range.end - 1);
        if is_stop(first) || is_loose_mark(words, first, &range) {
            range.start += 1;
        } else if is_stop(last) || is_loose_mark(words, last, &range) {
            range.end -= 1;
        } else if words.quoted(first) == QuoteState::Mark && partner(words, first) == Some(last) {
            range = first + 1..last;
        } else {
            return Some(range);
        }
    }
    None
}

/// Whether token `i` is a quotation mark whose partner lies outside of the range.
fn is_loose_mark(words: &Words<'_>, i: usize, range: &Range<usize>) -> bool {
    words.quoted(i) == QuoteState::Mark && partner(words, i).is_none_or(|other| !range.contains(&other))
}

/// Returns the other mark of the quotation that the mark `i` opens or closes.
fn partner(words: &Words<'_>, i: usize) -> Option<usize> {
    let segments = words.text.segments;
    let mark = segments.tokens[i].span;
    let after = segments.quotations.partition_point(|q| q.span.start <= mark.start);
    let near = segments.quotations[after.saturating_sub(8)..after].iter().rev();
    let mut owners = near.filter(|q| q.is_closed && (q.span.start == mark.start || q.span.end == mark.end));
    let owner = owners.next()?;
    let other = if owner.span.start == mark.start { owner.span.end - 1 } else { owner.span.start };
    segments.tokens.partition_point(|token| token.span.end <= other).into()
}

/// Tells whether the content is all quoted, in part, or not at all.
pub(super) fn kind_of(words: &Words<'_>, ranges: &[Range<usize>]) -> AttributionKind {
    let (mut quoted, mut plain) = (0, 0);
    for i in ranges.iter().flat_map(Clone::clone) {
        match words.quoted(i) {
            QuoteState::Inside => quoted += 1,
            QuoteState::Outside if words.class(i) != super::words::Class::Mark => plain += 1,
            _ => {}
        }
    }
    match (quoted, plain) {
        (0, _) => AttributionKind::Indirect,
        (_, 0) => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}
