//! Opens what the press publishes: bytes of plain text, HTML, a feed, a WARC or JSON Lines become articles.
//!
//! `hustings-cli` hands it files and standard input; what it returns goes to [`hustings::read`].
//!
//! ```text
//! bytes ─ gzip? ─┬─ JSON Lines ─┐          ┌──────────────────────────┐
//!                ├─ WARC ───────┼─ Piece ──┼─ charset ─┬─ page ─ head ├─ furniture ─→ Article
//!                ├─ feed ───────┤          │           │      └─ body ┤
//!                └─ page, text ─┘          │           └─ plain text ─┘
//!                     (Parquet: hustings-parquet)
//! ```
//!
//! Three things to know:
//!
//! 1. The body of plain text and of a corpus line is the text exactly as given, so that offsets fit the file.
//!    The body of a page is what the extractor ([`EXTRACTOR`]) makes of it: paragraphs between blank lines.
//! 2. What is no part of the report (headline, date line, credits, comment forms) stays in the body of a text and
//!    is listed in `Article::furniture`; from a page it is cut, but for the date line.
//! 3. Nothing here fails for odd words: an [`Error`] means that there is no article in the bytes.
//!
//! ```
//! use hustings_ingest::{Hint, open};
//!
//! let text = "Three in the race\n\nNovember 15, 2023 – BRUSSELS – Allies want a name by spring.\n";
//! let article = open(text.as_bytes(), &Hint::default())?.next().expect("a text is one article")?;
//! assert_eq!(article.title.as_deref(), Some("Three in the race"));
//! assert_eq!(article.dateline.as_deref(), Some("BRUSSELS"));
//! assert_eq!(article.dct().map(|date| date.value()).as_deref(), Some("2023-11-15"));
//! # Ok::<(), hustings_ingest::Error>(())
//! ```

mod charset;
mod corpus;
mod date;
mod error;
mod feed;
mod form;
mod furniture;
mod json_feed;
mod open;
mod page;
mod piece;
mod text;
mod warc;

pub use corpus::corpus;
pub use error::Error;
pub use open::{Articles, Hint, Pieces, open, open_article, pieces};
pub use piece::{Cells, Opened, Piece};

/// The extractor that makes the body of a page, with its version: another one would be another edition.
pub const EXTRACTOR: &str = "trafilatura 0.6.0 (precision) + hustings-ingest 0.1";

/// The most bytes that one article may have: a page, a text, or a line of a corpus.
pub const LARGEST_ARTICLE: usize = 64 << 20;
