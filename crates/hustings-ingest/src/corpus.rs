//! A JSON Lines corpus to its articles, one line at a time.
//!
//! A line is `{"id", "text", "title"?, "date"? (or "dct"), "outlet"? (or "publisher"), "url"?}`; other fields, such
//! as annotations, are passed over. A bad line is an error of its own, and the lines after it still open.

use std::io::{BufRead, Read};

use hustings::Article;
use hustings::article::{CreationTime, FoundIn};
use serde::Deserialize;
use serde_json::Value;

use crate::error::Error;
use crate::{LARGEST_ARTICLE, charset, date, open, text};

/// The articles of a corpus, read as far as they are taken.
pub struct Corpus<'a> {
    reader: Box<dyn BufRead + 'a>,
    failed: Option<Error>,
    is_gzip: bool,
    number: usize,
    has_ended: bool,
}

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
pub fn corpus<'a>(reader: impl Read + 'a) -> Corpus<'a> {
    match open::unpack(reader) {
        Ok((_, reader, is_gzip)) => corpus_lines(reader, is_gzip),
        Err(error) => Corpus { failed: Some(error), ..corpus_lines(Box::new(std::io::empty()), false) },
    }
}

pub(crate) fn corpus_lines(reader: Box<dyn BufRead + '_>, is_gzip: bool) -> Corpus<'_> {
    Corpus { reader, failed: None, is_gzip, number: 0, has_ended: false }
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

impl Iterator for Corpus<'_> {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.failed.take() {
            self.has_ended = true;
            return Some(Err(error));
        }
        while !self.has_ended {
            match self.read_line() {
                Ok(None) => self.has_ended = true,
                Ok(Some(line)) if line.trim_ascii().is_empty() => {}
                Ok(Some(line)) => return Some(self.open_line(&line)),
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

impl Corpus<'_> {
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

    fn open_line(&self, line: &[u8]) -> Result<Article, Error> {
        let line = charset::decode(line, None);
        let fields: Fields = serde_json::from_str(line.trim_start_matches('\u{feff}'))
            .map_err(|cause| Error::line_json(self.number, cause))?;
        let Value::String(body) = fields.text else { return Err(Error::line_text(self.number)) };
        let date = words(fields.date).or(words(fields.dct));
        let given = date.and_then(|date| date::parse(&date));
        Ok(text::mark(Article {
            id: words(fields.id).unwrap_or_default(),
            body,
            title: words(fields.title),
            outlet: words(fields.outlet).or(words(fields.publisher)),
            url: words(fields.url),
            document_creation_time: given.map(|moment| CreationTime {
                date: moment.date,
                time: moment.time,
                found_in: FoundIn::Given,
            }),
            ..Article::default()
        }))
    }
}

/// Returns what a field says, where it is a string with text in it or a number.
fn words(value: Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
