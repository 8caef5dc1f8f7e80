//! The article cut into tokens, sentences and quotations: what every later stage counts in.
//!
//! The first stage of [`crate::read`].

use crate::article::Article;
use crate::quotation::{self, Quotation, QuoteState};
use crate::sentence::{self, Sentence};
use crate::span::Span;
use crate::token::{self, Token};
use std::ops::Range;

/// The segments of one body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order; every token is in exactly one.
    pub sentences: Vec<Sentence>,
    /// All quotations, in the order of their opening marks.
    pub quotations: Vec<Quotation>,
    /// For every token whether it is quoted.
    pub quoted: Vec<QuoteState>,
}

/// Returns the segments of the article's body.
pub fn segment(article: &Article) -> Segments {
    let tokens = token::tokenize(&article.body);
    let sentences = sentence::split(article, &tokens);
    let quotations = quotation::find(&article.body, &tokens, &sentences);
    let quoted = quotation::states(&tokens, &quotations);
    Segments { tokens, sentences, quotations, quoted }
}

impl Segments {
    /// Returns the indices of the tokens that the span touches.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let last = self.tokens.partition_point(|token| token.span.start < span.end);
        first..last.max(first)
    }

    /// Returns the index of the sentence that token `i` is in.
    ///
    /// # Panics
    /// When there is no token `i`.
    pub fn sentence_of(&self, i: usize) -> usize {
        assert!(i < self.tokens.len(), "token {i} of {}", self.tokens.len());
        self.sentences.partition_point(|sentence| sentence.tokens.end <= i)
    }

    /// Returns the bytes from the first to the last of the tokens, or nothing for an empty range.
    pub fn span_of(&self, tokens: Range<usize>) -> Option<Span> {
        let first = self.tokens.get(tokens.start)?;
        let last = self.tokens.get(tokens.end.checked_sub(1)?)?;
        (tokens.start < tokens.end).then(|| first.span.cover(last.span))
    }
}
