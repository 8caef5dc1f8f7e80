//! From a reader or bytes to articles: unpacks, sniffs, and hands on to `corpus`, `page` or `text`.
//!
//! This is where every input comes in.

use std::io::{BufRead, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;
use hustings::Article;

use crate::corpus::{Corpus, corpus_lines};
use crate::error::Error;
use crate::form::{self, Form};
use crate::{LARGEST_ARTICLE, charset, page, text};

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

/// The articles of an input, in its order: one of a text or page, one a line of a corpus.
pub enum Articles<'a> {
    /// A plain text or a page; nothing once it was taken.
    One(Option<Box<Article>>),
    /// A corpus, read as far as its articles are taken.
    Many(Corpus<'a>),
}

impl Iterator for Articles<'_> {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::One(article) => article.take().map(|article| Ok(*article)),
            Self::Many(corpus) => corpus.next(),
        }
    }
}

/// Opens plain text, a page or a corpus, whichever it is, gzipped or not.
///
/// A corpus is streamed: one line at a time is held.
///
/// # Errors
/// When a text or page cannot be opened as [`open_article`] says. The errors of a corpus come with its lines.
pub fn open<'a>(reader: impl Read + 'a, hint: &Hint) -> Result<Articles<'a>, Error> {
    let (head, mut reader, is_gzip) = unpack(reader)?;
    if form::sniff(&head, hint) == Form::Corpus {
        return Ok(Articles::Many(corpus_lines(reader, is_gzip)));
    }
    let mut bytes = Vec::new();
    let limit = LARGEST_ARTICLE as u64 + 1;
    reader.by_ref().take(limit).read_to_end(&mut bytes).map_err(|cause| Error::read(cause, is_gzip))?;
    let article = open_unpacked(&bytes, hint)?;
    Ok(Articles::One(Some(Box::new(article))))
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

fn open_unpacked(bytes: &[u8], hint: &Hint) -> Result<Article, Error> {
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
        Form::Text | Form::Corpus => text::open(decoded.into_owned(), hint),
    }
}

type Unpacked<'a> = (Vec<u8>, Box<dyn BufRead + 'a>, bool);

/// Returns the head of the unpacked input, a reader of all of it, and whether it was gzip.
pub(crate) fn unpack<'a>(reader: impl Read + 'a) -> Result<Unpacked<'a>, Error> {
    let (packed, reader) = peek(reader, 2).map_err(|cause| Error::read(cause, false))?;
    let is_gzip = packed == [0x1f, 0x8b];
    // A corpus may be many gzip members one after another.
    let plain: Box<dyn Read + 'a> =
        if is_gzip { Box::new(MultiGzDecoder::new(BufReader::new(reader))) } else { Box::new(reader) };
    let (head, plain) = peek(plain, HEAD).map_err(|cause| Error::read(cause, is_gzip))?;
    Ok((head, Box::new(BufReader::with_capacity(1 << 16, plain)), is_gzip))
}

/// Reads up to `count` bytes and returns them beside a reader that still begins with them.
fn peek<'a>(mut reader: impl Read + 'a, count: usize) -> std::io::Result<(Vec<u8>, impl Read + 'a)> {
    let mut head = Vec::new();
    reader.by_ref().take(count as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(reader)))
}
