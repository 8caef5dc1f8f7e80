//! Chains: which attribution is told inside which.
//!
//! The last step of [`super::tag`]; statements follow `parent` to the outermost source.
//!
//! `some diplomats view Kallas as too hawkish, Reuters reported` → the view's parent is the report

use super::Attribution;
use crate::span::Span;

/// Sets the parent of each attribution to the innermost one whose content holds its cue and its content.
///
/// `found` must be sorted by where its attributions begin.
pub(super) fn link(found: &mut [Attribution]) {
    let contents: Vec<(Span, usize)> = {
        let spans = found.iter().enumerate().flat_map(|(i, a)| a.content.iter().map(move |&span| (span, i)));
        let mut all: Vec<_> = spans.collect();
        all.sort_by_key(|&(span, i)| (span.start, usize::MAX - span.end, i));
        all
    };
    for at in 0..found.len() {
        found[at].parent = parent(&contents, found, at);
    }
}

/// How many contents that begin earlier are looked at; deeper nesting than that is noise.
const LOOK_BACK: usize = 12;

fn parent(contents: &[(Span, usize)], found: &[Attribution], at: usize) -> Option<usize> {
    let child = &found[at];
    let inner = child.cue.iter().chain(&child.content).copied().reduce(Span::cover)?;
    let own = child.content.iter().copied().reduce(Span::cover)?;
    let end = contents.partition_point(|(span, _)| span.start <= inner.start);
    let near = contents[end.saturating_sub(LOOK_BACK)..end].iter().rev();
    let around = near.filter(|&&(span, other)| other != at && span.contains(inner) && span != own);
    around.min_by_key(|(span, _)| span.len()).map(|&(_, other)| other)
}
