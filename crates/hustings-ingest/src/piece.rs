//! Pieces: one article each, cut off its input and not opened yet, so that many threads can open them.
//!
//! `open` cuts an input into pieces; a piece becomes an article with the bytes that it was read from.

use hustings::Article;
use hustings::article::{CreationTime, FoundIn};

use crate::error::Error;
use crate::feed::Entry;
use crate::open::{Hint, open_unpacked};
use crate::{corpus, date, text};

/// One article of an input: cheap to cut off, dear to open.
#[derive(Debug)]
pub struct Piece {
    what: What,
    /// Where it stood, for a complaint: `record 17 (https://…)`.
    place: Option<String>,
    /// When it was fetched, where the input says so, RFC 3339.
    fetched: Option<String>,
}

#[derive(Debug)]
enum What {
    Alone { bytes: Vec<u8>, hint: Hint },
    Fetched { bytes: Vec<u8>, hint: Hint },
    Line { number: usize, line: Vec<u8> },
    Entry(Box<Entry>),
    Cells(Box<Cells>),
}

/// An article as a table or corpus has it: everything as written, dates in any spelling.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    /// The text; without one there is no article.
    pub text: Option<String>,
    /// Its name in the table.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

/// An article with the bytes that it was read from.
#[derive(Debug)]
pub struct Opened {
    /// The article.
    pub article: Article,
    /// The bytes as published, unpacked; nothing where they are the article's own text.
    pub bytes: Option<Vec<u8>>,
    /// When they were fetched, where the input says so, RFC 3339.
    pub fetched: Option<String>,
}

impl Piece {
    /// All of an input.
    pub(crate) fn alone(bytes: Vec<u8>, hint: &Hint) -> Self {
        Self { what: What::Alone { bytes, hint: hint.clone() }, place: None, fetched: None }
    }

    /// A page or text out of an archive.
    pub(crate) fn fetched(bytes: Vec<u8>, hint: Hint, place: String, fetched: Option<String>) -> Self {
        Self { what: What::Fetched { bytes, hint }, place: Some(place), fetched }
    }

    /// A line of a corpus.
    pub(crate) fn line(number: usize, line: Vec<u8>) -> Self {
        Self { what: What::Line { number, line }, place: None, fetched: None }
    }

    /// An entry of a feed.
    pub(crate) fn entry(number: usize, entry: Entry) -> Self {
        let place = match &entry.url {
            Some(url) => format!("entry {number} ({url})"),
            None => format!("entry {number}"),
        };
        Self { what: What::Entry(Box::new(entry)), place: Some(place), fetched: None }
    }

    /// A row of a table; `place` says which, for a complaint.
    pub fn cells(cells: Cells, place: String) -> Self {
        Self { what: What::Cells(Box::new(cells)), place: Some(place), fetched: None }
    }

    /// Whether it is all of its input, so that the input's name is its name.
    pub fn is_alone(&self) -> bool {
        matches!(self.what, What::Alone { .. })
    }

    /// Whether it is an entry of a feed.
    pub fn is_entry(&self) -> bool {
        matches!(self.what, What::Entry(_))
    }

    /// Returns the address of a feed's entry that tells too little to be the article itself.
    pub fn teaser_of(&self) -> Option<&str> {
        match &self.what {
            What::Entry(entry) if entry.is_teaser() => entry.url.as_deref(),
            _ => None,
        }
    }

    /// Opens it.
    ///
    /// # Errors
    /// When it holds no article text, is of another kind of file, or is a line that is no JSON object.
    pub fn open(self) -> Result<Opened, Error> {
        let Self { what, place, fetched } = self;
        let at = |error: Error| match &place {
            Some(place) => error.at(place),
            None => error,
        };
        let (article, bytes) = match what {
            What::Alone { bytes, hint } | What::Fetched { bytes, hint } => {
                let article = open_unpacked(&bytes, &hint).map_err(at)?;
                let is_own = bytes == article.body.as_bytes();
                (article, (!is_own).then_some(bytes))
            }
            What::Line { number, line } => (corpus::open_line(number, &line)?, None),
            What::Cells(cells) => (cells.open().ok_or_else(|| at(Error::empty("row")))?, None),
            What::Entry(entry) => {
                let (article, markup) = entry.open().map_err(at)?;
                let is_own = markup == article.body;
                (article, (!is_own).then(|| markup.into_bytes()))
            }
        };
        Ok(Opened { article, bytes, fetched })
    }
}

impl Cells {
    /// Returns the article; nothing where there is no text.
    pub(crate) fn open(self) -> Option<Article> {
        let body = self.text?;
        Some(text::mark(Article {
            id: self.id.unwrap_or_default(),
            body,
            title: self.title,
            outlet: self.outlet,
            url: self.url,
            document_creation_time: given(self.date.as_deref()),
            ..Article::default()
        }))
    }
}

/// Returns a date that came with the article.
pub(crate) fn given(written: Option<&str>) -> Option<CreationTime> {
    let moment = date::parse(written?)?;
    Some(CreationTime { date: moment.date, time: moment.time, found_in: FoundIn::Given })
}
