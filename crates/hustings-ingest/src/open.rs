//! From a reader or bytes to articles: unpacks, tells what it is, and cuts it into pieces.
//!
//! This is where every input comes in, but for Parquet, which cannot be read from its beginning.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;
use hustings::Article;

use crate::error::Error;
use crate::form::{self, Form};
use crate::piece::{Opened, Piece};
use crate::{LARGEST_ARTICLE, charset, corpus, feed, json_feed, page, text, warc};

/// How much of an input is waited for to tell a corpus from an article, in bytes.
const HEAD: usize = 4 << 10;

/// What is known of an input beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// The name of the file, with its ending.
    pub name: Option<String>,
    /// Where the article was fetched from.
    pub url: Option<String>,
    /// The `Content-Type` that it was served with.
    pub content_type: Option<String>,
}

/// The pieces of an input, in its order: one of a text or page, one a line, an entry, a record or a row of others.
pub struct Pieces<'a>(Box<dyn Iterator<Item = Result<Piece, Error>> + 'a>);

impl<'a> Pieces<'a> {
    /// Makes them of an iterator; an error in it stands for a piece that could not be cut off.
    pub fn new(pieces: impl Iterator<Item = Result<Piece, Error>> + 'a) -> Self {
        Self(Box::new(pieces))
    }

    /// Opens each as it is taken.
    pub fn articles(self) -> Articles<'a> {
        Articles(self)
    }
}

impl Iterator for Pieces<'_> {
    type Item = Result<Piece, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// The articles of an input, in its order, read as far as they are taken.
pub struct Articles<'a>(Pieces<'a>);

impl Iterator for Articles<'_> {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let opened = self.0.next()?.and_then(Piece::open);
        Some(opened.map(|opened: Opened| opened.article))
    }
}

/// Opens plain text, a page, a feed, a WARC or a corpus, whichever it is, gzipped or not.
///
/// Corpora and WARCs are streamed: one line or record at a time is held.
///
/// # Errors
/// When the input cannot be read, is of another kind of file, or a text or page is too large. What is wrong with one
/// article comes in its place.
pub fn open<'a>(reader: impl Read + 'a, hint: &Hint) -> Result<Articles<'a>, Error> {
    pieces(reader, hint).map(Pieces::articles)
}

/// Cuts an input into pieces as [`open`] does, and leaves opening them to the caller.
///
/// # Errors
/// As [`open`].
pub fn pieces<'a>(reader: impl Read + 'a, hint: &Hint) -> Result<Pieces<'a>, Error> {
    let (head, mut reader, is_gzip) = unpack(reader)?;
    let form = form::sniff(&head, hint);
    match form {
        Form::Corpus => return Ok(Pieces::new(corpus::lines(reader, is_gzip))),
        Form::Warc => return Ok(Pieces::new(warc::records(reader, is_gzip))),
        Form::Feed | Form::JsonFeed | Form::Page | Form::Text => {}
    }
    let mut bytes = Vec::new();
    let limit = LARGEST_ARTICLE as u64 + 1;
    reader.by_ref().take(limit).read_to_end(&mut bytes).map_err(|cause| Error::read(cause, is_gzip))?;
    if bytes.len() > LARGEST_ARTICLE {
        return Err(Error::too_large(LARGEST_ARTICLE));
    }
    let decoded = || charset::decode(&bytes, hint.content_type.as_deref());
    let entries = match form {
        Form::Feed => feed::entries(&decoded(), hint)?,
        Form::JsonFeed => json_feed::entries(&decoded())?.into_iter().map(Ok).collect(),
        _ => return Ok(Pieces::new(std::iter::once(Ok(Piece::alone(bytes, hint))))),
    };
    let numbered = (1..).zip(entries);
    Ok(Pieces::new(numbered.map(|(number, entry)| entry.map(|entry| Piece::entry(number, entry)))))
}

/// Opens the one article that `bytes` hold: plain text or a page, gzipped or not.
///
/// # Errors
/// When the bytes are of another kind of file ([`Error::is_not_text`]), hold no article text
/// ([`Error::is_empty`]), are more than [`LARGEST_ARTICLE`], or are gzip that cannot be unpacked.
///
/// ```
/// use hustings_ingest::{Hint, open_article};
///
/// let error = open_article(b"%PDF-1.7 ...", &Hint::default()).unwrap_err();
/// assert!(error.is_not_text());
/// assert_eq!(error.to_string(), "the input is a PDF file, not text or HTML; convert it to text first");
/// ```
pub fn open_article(bytes: &[u8], hint: &Hint) -> Result<Article, Error> {
    let (_, mut reader, is_gzip) = unpack(bytes)?;
    let mut unpacked = Vec::new();
    let limit = LARGEST_ARTICLE as u64 + 1;
    reader.by_ref().take(limit).read_to_end(&mut unpacked).map_err(|cause| Error::read(cause, is_gzip))?;
    open_unpacked(&unpacked, hint)
}

/// Opens a page or text.
pub(crate) fn open_unpacked(bytes: &[u8], hint: &Hint) -> Result<Article, Error> {
    if bytes.len() > LARGEST_ARTICLE {
        return Err(Error::too_large(LARGEST_ARTICLE));
    }
    let head = &bytes[..bytes.len().min(16 * HEAD)];
    if let Some(what) = form::not_text(head) {
        return Err(Error::not_text(what));
    }
    let decoded = charset::decode(bytes, hint.content_type.as_deref());
    match form::sniff(head, hint) {
        Form::Page => page::open(&decoded, hint),
        Form::Text | Form::Corpus | Form::Feed | Form::JsonFeed | Form::Warc => {
            text::open(decoded.into_owned(), hint)
        }
    }
}

type Unpacked<'a> = (Vec<u8>, Box<dyn BufRead + 'a>, bool);

/// Returns the head of the unpacked input, a reader of all of it, and whether it was gzip.
pub(crate) fn unpack<'a>(reader: impl Read + 'a) -> Result<Unpacked<'a>, Error> {
    let (packed, reader) = peek(reader, 2).map_err(|cause| Error::read(cause, false))?;
    let is_gzip = packed == [0x1f, 0x8b];
    // A corpus may be many gzip members one after another; a WARC has one for each record.
    let plain: Box<dyn Read + 'a> =
        if is_gzip { Box::new(MultiGzDecoder::new(BufReader::new(reader))) } else { Box::new(reader) };
    let (head, plain) = peek(plain, HEAD).map_err(|cause| Error::read(cause, is_gzip))?;
    Ok((head, Box::new(BufReader::with_capacity(1 << 16, plain)), is_gzip))
}

/// Reads up to `count` bytes and returns them beside a reader that still begins with them; what fails after them fails
/// there.
fn peek<'a>(mut reader: impl Read + 'a, count: usize) -> io::Result<(Vec<u8>, Box<dyn Read + 'a>)> {
    let mut head = Vec::new();
    let failed = reader.by_ref().take(count as u64).read_to_end(&mut head).err();
    let begin = Cursor::new(head.clone());
    match failed {
        Some(cause) if head.is_empty() => Err(cause),
        Some(cause) => Ok((head, Box::new(begin.chain(Failed(Some(cause)))))),
        None => Ok((head, Box::new(begin.chain(reader)))),
    }
}

/// A reader that has failed.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
