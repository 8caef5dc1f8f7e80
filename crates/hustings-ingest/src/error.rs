//! The one error of this crate: what was being opened, why it could not be, and what would help.
//!
//! Everything that opens returns it; [`Corpus`](crate::Corpus) gives one for each line that cannot be read.

use std::error::Error as StdError;
use std::fmt;
use std::io;

/// What kept bytes from becoming an article.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Read(io::Error),
    Gzip(io::Error),
    TooLarge { limit: usize },
    NotText { what: &'static str },
    Empty { what: &'static str },
    Line { number: usize, problem: LineProblem },
}

#[derive(Debug)]
enum LineProblem {
    Json(serde_json::Error),
    Text,
    TooLong { limit: usize },
}

impl Error {
    pub(crate) fn read(cause: io::Error, gzip: bool) -> Self {
        Self { kind: if gzip { Kind::Gzip(cause) } else { Kind::Read(cause) } }
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        Self { kind: Kind::TooLarge { limit } }
    }

    pub(crate) fn not_text(what: &'static str) -> Self {
        Self { kind: Kind::NotText { what } }
    }

    pub(crate) fn empty(what: &'static str) -> Self {
        Self { kind: Kind::Empty { what } }
    }

    pub(crate) fn line_json(number: usize, cause: serde_json::Error) -> Self {
        Self { kind: Kind::Line { number, problem: LineProblem::Json(cause) } }
    }

    pub(crate) fn line_text(number: usize) -> Self {
        Self { kind: Kind::Line { number, problem: LineProblem::Text } }
    }

    pub(crate) fn line_too_long(number: usize, limit: usize) -> Self {
        Self { kind: Kind::Line { number, problem: LineProblem::TooLong { limit } } }
    }

    /// Whether the bytes could not be read or unpacked at all.
    pub fn is_unreadable(&self) -> bool {
        matches!(self.kind, Kind::Read(_) | Kind::Gzip(_))
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
            Kind::Line { problem: LineProblem::Json(cause), .. } => Some(cause),
            _ => None,
        }
    }
}
