//! Documents as sources: the text itself, or whoever speaks through it.
//!
//! `A statement from the company` → the company; `the report` → a document

use super::super::source::DOCUMENTS;
use super::{Party, Speaker, SpeakerKind};
use crate::entity::index::Place;
use crate::occasion;
use crate::span::Span;

impl Party<'_> {
    /// Returns the document, or whose statement it is: "A statement from the company".
    pub(super) fn document(&self) -> Option<Speaker> {
        let head = self.head();
        let is_text = |i: usize| DOCUMENTS.contains(&self.text.lower(i).as_str());
        let last = head.clone().next_back()?;
        let at = if is_text(last) {
            last
        } else {
            head.clone().find(|&i| is_text(i) && self.ends_phrase(i + 1))?
        };
        let is_from = matches!(self.text.lower(at + 1).as_str(), "from" | "by")
            || is_piece(&self.text.lower(at)) && self.text.lower(at + 1) == "in";
        let author = self.places().find(|place| self.text.segments.tokens_in(place.span).start > at);
        let is_letter = matches!(
            self.text.lower(at).as_str(),
            "statement"
                | "statements"
                | "letter"
                | "email"
                | "e-mail"
                | "tweet"
                | "memo"
                | "release"
                | "op-ed"
                | "article"
                | "story"
                | "column"
                | "editorial"
        );
        let is_known = |place: &Place| is_letter && self.people.entities[place.entity].is_named;
        match author.filter(|place| is_from && is_known(place)) {
            Some(place) => Some(self.entity(place)),
            None => {
                let goes_on = matches!(self.text.lower(at + 1).as_str(), "of" | "by" | "from");
                let end = if goes_on { self.source.end } else { self.text.segments.tokens[at].span.end };
                let short = Party { source: Span::new(self.source.start, end), ..*self };
                Some(Speaker { kind: SpeakerKind::Document, ..short.printed() })
            }
        }
    }

    /// Whether a phrase that names a text ends in front of token `i`: "an opinion poll early this month".
    fn ends_phrase(&self, i: usize) -> bool {
        let low = self.text.lower(i);
        occasion::is_day_told(&low)
            || matches!(
                low.as_str(),
                "early" | "late" | "over" | "this" | "last" | "released" | "published" | "conducted"
            )
    }
}

/// Nouns for what an outlet prints: "an article in The Riverton Times" is the outlet's word.
fn is_piece(low: &str) -> bool {
    matches!(low, "article" | "story" | "column" | "editorial")
}
