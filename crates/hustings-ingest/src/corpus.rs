//! A JSON Lines corpus to its articles, one line at a time.
//!
//! A line is `{"id", "text", "title"?, "date"? (or "dct"), "outlet"? (or "publisher"), "url"?}`; other fields, such
//! as annotations, are passed over. A bad line is an error of its own, and the lines after it still open.

use std::io::{BufRead, Read};

use hustings::Article;
use serde::Deserialize;
use serde_json::Value;

use crate::error::Error;
use crate::open::{Articles, Pieces, unpack};
use crate::piece::{Cells, Piece};
use crate::{LARGEST_ARTICLE, charset};

/// Opens a JSON Lines corpus, gzipped or not, without asking whether it is one.
///
/// Bytes that cannot be read or unpacked are an error in the place of the next article.
///
/// ```
/// let lines = "{\"id\": 7, \"text\": \"Allies want a name.\", \"date\": \"2023-11-15\"}\nnot JSON\n";
/// let articles: Vec<_> = hustings_ingest::corpus(lines.as_bytes()).collect();
/// assert_eq!(articles[0].as_ref().unwrap().id, "7");
/// assert_eq!(articles[1].as_ref().unwrap_err().line(), Some(2));
/// ```
pub fn corpus<'a>(reader: impl Read + 'a) -> Articles<'a> {
    let pieces = match unpack(reader) {
        Ok((_, reader, is_gzip)) => Pieces::new(lines(reader, is_gzip)),
        Err(error) => Pieces::new(std::iter::once(Err(error))),
    };
    pieces.articles()
}

/// Returns the lines of a corpus that are not blank.
pub(crate) fn lines(
    reader: Box<dyn BufRead + '_>,
    is_gzip: bool,
) -> impl Iterator<Item = Result<Piece, Error>> {
    Lines { reader, is_gzip, number: 0, has_ended: false }
}

struct Lines<'a> {
    reader: Box<dyn BufRead + 'a>,
    is_gzip: bool,
    number: usize,
    has_ended: bool,
}

impl Iterator for Lines<'_> {
    type Item = Result<Piece, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.has_ended {
            match self.read_line() {
                Ok(None) => self.has_ended = true,
                Ok(Some(line)) if line.trim_ascii().is_empty() => {}
                Ok(Some(line)) => return Some(Ok(Piece::line(self.number, line))),
                Err(error) => {
                    // What cannot be read cannot be read past; a line that is too long was skipped.
                    self.has_ended = !error.is_too_large();
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl Lines<'_> {
    fn read_line(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let mut line = Vec::new();
        let is_gzip = self.is_gzip;
        let failed = |cause| Error::read(cause, is_gzip);
        let limit = LARGEST_ARTICLE as u64;
        self.reader.by_ref().take(limit).read_until(b'\n', &mut line).map_err(failed)?;
        if line.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        if line.len() == LARGEST_ARTICLE && !line.ends_with(b"\n") {
            self.reader.skip_until(b'\n').map_err(failed)?;
            return Err(Error::line_too_long(self.number, LARGEST_ARTICLE));
        }
        Ok(Some(line))
    }
}

#[derive(Deserialize)]
struct Fields {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    text: Value,
    #[serde(default)]
    title: Value,
    #[serde(default)]
    date: Value,
    #[serde(default)]
    dct: Value,
    #[serde(default)]
    outlet: Value,
    #[serde(default)]
    publisher: Value,
    #[serde(default)]
    url: Value,
}

/// Opens a line, given with its number counted from one.
pub(crate) fn open_line(number: usize, line: &[u8]) -> Result<Article, Error> {
    let line = charset::decode(line, None);
    let fields: Fields = serde_json::from_str(line.trim_start_matches('\u{feff}'))
        .map_err(|cause| Error::line_json(number, cause))?;
    let Value::String(body) = fields.text else { return Err(Error::line_text(number)) };
    let cells = Cells {
        text: Some(body),
        id: words(fields.id),
        title: words(fields.title),
        date: words(fields.date).or(words(fields.dct)),
        outlet: words(fields.outlet).or(words(fields.publisher)),
        url: words(fields.url),
    };
    cells.open().ok_or_else(|| Error::line_text(number))
}

/// Returns what a field says, where it is a string with text in it or a number.
fn words(value: Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
