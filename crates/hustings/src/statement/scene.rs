//! What the parts of a statement are looked up in: the words in lower case, who stands where, and when.
//!
//! Made once for an article by [`super::resolve`].

use super::Findings;
use crate::attribution::Attribution;
use crate::entity::EntityId;
use crate::entity::index::{Index, Place};
use crate::entity::speaker::People;
use crate::mention::EntityKind;
use crate::span::Span;
use crate::text::Text;
use std::ops::Range;

/// How many tokens on each side of a word are looked at, so that reading stays linear.
const NEAR: usize = 120;

/// An article as the parts of a statement see it.
pub(super) struct Scene<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) findings: Findings<'a>,
    pub(super) index: &'a Index,
    pub(super) lower: Vec<String>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(text: &'a Text<'a>, findings: Findings<'a>, index: &'a Index) -> Self {
        let lower = (0..text.segments.tokens.len()).map(|i| text.lower(i)).collect();
        Self { text, findings, index, lower }
    }

    pub(super) fn people(&self) -> People<'a> {
        People { mentions: self.findings.mentions, entities: self.findings.entities, index: self.index }
    }

    pub(super) fn attribution(&self, at: usize) -> &'a Attribution {
        &self.findings.attributions[at]
    }

    pub(super) fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    pub(super) fn tokens(&self, span: Span) -> Range<usize> {
        self.text.segments.tokens_in(span)
    }

    /// Returns the tokens of the content, one range a span.
    pub(super) fn content(&self, at: usize) -> Vec<Range<usize>> {
        self.attribution(at).content.iter().map(|&span| self.tokens(span)).collect()
    }

    /// Returns the tokens of the cue; of the content's start where there is none.
    pub(super) fn cue(&self, at: usize) -> Range<usize> {
        let attribution = self.attribution(at);
        let words = attribution.cue.iter().copied().reduce(Span::cover);
        match words {
            Some(cue) => self.tokens(cue),
            None => {
                let start = self.tokens(attribution.content[0]).start;
                start..start
            }
        }
    }

    /// Returns the tokens of the sentence around token `i`.
    pub(super) fn sentence(&self, i: usize) -> Range<usize> {
        let segments = self.text.segments;
        if i >= segments.tokens.len() {
            return segments.tokens.len()..segments.tokens.len();
        }
        segments.sentences[segments.sentence_of(i)].tokens.clone()
    }

    /// Returns the tokens of the sentence around token `i`, cut to its neighborhood where the text has no full stops.
    pub(super) fn near(&self, i: usize) -> Range<usize> {
        let sentence = self.sentence(i);
        let low = sentence.start.max(i.saturating_sub(NEAR)).min(sentence.end);
        low..sentence.end.min(i + NEAR).max(low)
    }

    pub(super) fn paragraph(&self, i: usize) -> usize {
        let segments = self.text.segments;
        if i >= segments.tokens.len() { 0 } else { segments.sentences[segments.sentence_of(i)].paragraph }
    }

    pub(super) fn span(&self, tokens: Range<usize>) -> Option<Span> {
        self.text.segments.span_of(tokens)
    }

    pub(super) fn kind(&self, entity: EntityId) -> EntityKind {
        self.findings.entities[entity].kind
    }

    /// Returns the places of persons in the span, in order.
    pub(super) fn persons_in(&self, span: Span) -> impl Iterator<Item = Place> {
        self.index.places_in(span).filter(|place| self.kind(place.entity) == EntityKind::Person)
    }

    /// Whether the token lies in the content.
    pub(super) fn is_content(&self, at: usize, i: usize) -> bool {
        let token = self.text.segments.tokens[i].span;
        self.attribution(at).content.iter().any(|span| span.contains(token))
    }
}
