//! The article as it is read: its body and what is known of where and when it appeared.
//!
//! `hustings-ingest` makes it from bytes; every stage reads it and none changes it.
//!
//! `November 15, 2023 –BRUSSELS – …`: a date line and a dateline, no part of any statement

use crate::date::PartialDate;
use crate::span::Span;

/// An article, ready to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The name it has in its corpus or store; empty for a lone file.
    pub id: String,
    /// The canonical text that all spans point into.
    pub body: String,
    /// The headline, where it is known.
    pub title: Option<String>,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The place it was filed from: `BRUSSELS`.
    pub dateline: Option<String>,
    /// The day that its words are reckoned from, with the place where it was found.
    pub document_creation_time: Option<CreationTime>,
    /// The parts of the body that are no part of the report, in order and without overlap.
    pub furniture: Vec<Furniture>,
}

impl Article {
    /// Returns the document creation time, where one was found.
    pub fn dct(&self) -> Option<PartialDate> {
        self.document_creation_time.as_ref().map(|time| time.date)
    }

    /// Whether any byte of the span belongs to a comment form or another insert, which speak of nobody.
    pub fn is_insert(&self, span: Span) -> bool {
        let from = self.furniture.partition_point(|part| part.span.end <= span.start);
        let is_insert = |kind| matches!(kind, FurnitureKind::CommentForm | FurnitureKind::Insert);
        self.furniture.get(from).is_some_and(|part| part.span.overlaps(span) && is_insert(part.kind))
    }

    /// Whether any byte of the span is furniture.
    pub fn is_furniture(&self, span: Span) -> bool {
        let from = self.furniture.partition_point(|part| part.span.end <= span.start);
        self.furniture.get(from).is_some_and(|part| part.span.overlaps(span))
    }
}

/// When the article was written, as precisely as its page says.
#[derive(Clone, Debug, PartialEq)]
pub struct CreationTime {
    /// The calendar date, in the outlet's own time zone where the page gives one.
    pub date: PartialDate,
    /// The time of day as printed, ISO 8601 with its offset, where the page gives one.
    pub time: Option<String>,
    /// Where it was found.
    pub found_in: FoundIn,
}

/// The place that a document creation time was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundIn {
    /// Given with the article by the corpus or the caller.
    Given,
    /// `datePublished` in the page's JSON-LD.
    JsonLd,
    /// A `meta` element.
    Meta,
    /// A `time` element.
    Time,
    /// The path of the URL.
    Url,
    /// A date line of the text itself.
    Text,
}

/// A stretch of the body that is no part of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: FurnitureKind,
}

/// What a stretch of furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FurnitureKind {
    /// The headline, repeated on top of the text.
    Headline,
    /// The line with place, date and credit that opens a report.
    DateLine,
    /// A byline or credit standing alone.
    Byline,
    /// A form or prompt for comments.
    CommentForm,
    /// Advertisements, captions, sharing prompts, links to other articles.
    Insert,
}
