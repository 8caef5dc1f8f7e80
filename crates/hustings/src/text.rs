//! An article with its segments and tags: what every rule stage looks at.
//!
//! Made once by [`crate::read`] and handed to the stages by reference.

use crate::article::Article;
use crate::model::{PartOfSpeech, Tags};
use crate::segment::Segments;
use crate::span::Span;

/// An article, its segments and the tagger's labels.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its tokens, sentences and quotations.
    pub segments: &'a Segments,
    /// The tagger's labels, one a token.
    pub tags: &'a Tags,
}

impl<'a> Text<'a> {
    /// Returns the body.
    pub fn body(&self) -> &'a str {
        &self.article.body
    }

    /// Returns the words at a span.
    pub fn words(&self, span: Span) -> &'a str {
        span.of(self.body())
    }

    /// Returns token `i` as printed, or the empty string past either end.
    pub fn word(&self, i: usize) -> &'a str {
        self.segments.tokens.get(i).map_or("", |token| token.span.of(self.body()))
    }

    /// Returns token `i` in lower case.
    pub fn lower(&self, i: usize) -> String {
        self.word(i).to_lowercase()
    }

    /// Returns the part of speech of token `i`; [`PartOfSpeech::Other`] past the end.
    pub fn part_of_speech(&self, i: usize) -> PartOfSpeech {
        self.tags.parts_of_speech.get(i).copied().unwrap_or_default()
    }
}
