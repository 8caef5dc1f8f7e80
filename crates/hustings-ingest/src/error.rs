//! The one error of this crate: what was being opened, why it could not be, and what would help.
//!
//! Everything that opens returns it; [`Articles`](crate::Articles) gives one for each line, entry or record that cannot be read.

use std::error::Error as StdError;
use std::fmt;
use std::io;

/// What kept bytes from becoming an article.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    /// Which part of the input, where it has parts with names.
    place: Option<Box<str>>,
}

#[derive(Debug)]
enum Kind {
    Read(io::Error),
    Gzip(io::Error),
    TooLarge { limit: usize },
    NotText { what: &'static str },
    Empty { what: &'static str },
    Line { number: usize, problem: LineProblem },
    Record { number: usize, how: &'static str },
    Feed { whole: usize },
    Table(Box<dyn StdError + Send + Sync>),
}

#[derive(Debug)]
enum LineProblem {
    Json(serde_json::Error),
    Text,
    TooLong { limit: usize },
}

impl Error {
    fn of(kind: Kind) -> Self {
        Self { kind, place: None }
    }

    /// Returns it with the part of the input that it is about: `record 17 (https://…)`.
    pub(crate) fn at(self, place: &str) -> Self {
        Self { place: Some(place.into()), ..self }
    }

    pub(crate) fn record(number: usize, how: &'static str) -> Self {
        Self::of(Kind::Record { number, how })
    }

    pub(crate) fn broken_feed(whole: usize) -> Self {
        Self::of(Kind::Feed { whole })
    }

    /// What keeps a table from being read; its own sentence is kept as the cause.
    pub fn table(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::of(Kind::Table(cause.into()))
    }

    pub(crate) fn read(cause: io::Error, gzip: bool) -> Self {
        Self::of(if gzip { Kind::Gzip(cause) } else { Kind::Read(cause) })
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        Self::of(Kind::TooLarge { limit })
    }

    pub(crate) fn not_text(what: &'static str) -> Self {
        Self::of(Kind::NotText { what })
    }

    pub(crate) fn empty(what: &'static str) -> Self {
        Self::of(Kind::Empty { what })
    }

    pub(crate) fn line_json(number: usize, cause: serde_json::Error) -> Self {
        Self::of(Kind::Line { number, problem: LineProblem::Json(cause) })
    }

    pub(crate) fn line_text(number: usize) -> Self {
        Self::of(Kind::Line { number, problem: LineProblem::Text })
    }

    pub(crate) fn line_too_long(number: usize, limit: usize) -> Self {
        Self::of(Kind::Line { number, problem: LineProblem::TooLong { limit } })
    }

    /// Whether the bytes could not be read or unpacked at all.
    pub fn is_unreadable(&self) -> bool {
        matches!(self.kind, Kind::Read(_) | Kind::Gzip(_) | Kind::Table(_))
    }

    /// Whether the input or one line of it is larger than an article may be.
    pub fn is_too_large(&self) -> bool {
        matches!(self.kind, Kind::TooLarge { .. } | Kind::Line { problem: LineProblem::TooLong { .. }, .. })
    }

    /// Whether the bytes are of another kind of file: a picture, a PDF, an archive.
    pub fn is_not_text(&self) -> bool {
        matches!(self.kind, Kind::NotText { .. })
    }

    /// Whether the input was read and holds no article text.
    pub fn is_empty(&self) -> bool {
        matches!(self.kind, Kind::Empty { .. })
    }

    /// Returns the number of the corpus line that is bad, counted from one; the lines after it still open.
    pub fn line(&self) -> Option<usize> {
        match self.kind {
            Kind::Line { number, .. } => Some(number),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        match &self.kind {
            Kind::Read(_) => write!(f, "the input could not be read"),
            Kind::Gzip(_) => write!(f, "the gzip data could not be unpacked; the file may be cut short"),
            Kind::TooLarge { limit } => write!(
                f,
                "the input is larger than {} MiB, too large for one article; a corpus is JSON Lines, one article a line",
                limit >> 20
            ),
            Kind::NotText { what } => {
                write!(f, "the input is {what}, not text or HTML; convert it to text first")
            }
            Kind::Empty { what } => write!(f, "no article text was found in the {what}"),
            Kind::Record { number, how } => write!(f, "record {number} of the WARC {how}"),
            Kind::Feed { whole: 0 } => {
                write!(f, "the feed is broken or cut short before its first entry ends; fetch it again")
            }
            Kind::Feed { whole } => {
                write!(f, "the feed is broken or cut short after entry {whole}; fetch it again for the rest")
            }
            Kind::Table(_) => write!(f, "the Parquet file could not be read; it may be cut short or damaged"),
            Kind::Line { number, problem } => write!(f, "line {number} {problem}"),
        }
    }
}

impl fmt::Display for LineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(_) => write!(f, "is not a whole JSON object; a corpus has one article a line"),
            Self::Text => write!(f, "has no string called \"text\", which is where the article belongs"),
            Self::TooLong { limit } => {
                write!(f, "is longer than {} MiB, too long for one article", limit >> 20)
            }
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.kind {
            Kind::Read(cause) | Kind::Gzip(cause) => Some(cause),
            Kind::Table(cause) => Some(cause.as_ref()),
            Kind::Line { problem: LineProblem::Json(cause), .. } => Some(cause),
            _ => None,
        }
    }
}
