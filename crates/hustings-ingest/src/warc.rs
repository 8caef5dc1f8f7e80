//! A WARC file to the pages and texts in it, one record at a time (ISO 28500).
//!
//! Read are responses with HTML or plain text, resources, and converted texts; the rest is passed over. Broken
//! records are passed over to the next one; `open` unpacks gzip, of which each record is a member.

use std::io::{BufRead, Read};

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use crate::LARGEST_ARTICLE;
use crate::error::Error;
use crate::open::Hint;
use crate::piece::Piece;

/// The most bytes that the head of a record or of a response may have.
const LONGEST_HEAD: usize = 64 << 10;

/// Returns the articles of a WARC.
pub(crate) fn records(
    reader: Box<dyn BufRead + '_>,
    is_gzip: bool,
) -> impl Iterator<Item = Result<Piece, Error>> {
    Records { reader, is_gzip, number: 0, line: None, has_ended: false }
}

struct Records<'a> {
    reader: Box<dyn BufRead + 'a>,
    is_gzip: bool,
    number: usize,
    /// The first line of a record that was met while looking for it.
    line: Option<Vec<u8>>,
    has_ended: bool,
}

impl Iterator for Records<'_> {
    type Item = Result<Piece, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.has_ended {
            match self.read_record() {
                Ok(Some(piece)) => return Some(Ok(piece)),
                Ok(None) => {}
                Err(error) => {
                    self.has_ended |= error.is_unreadable();
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl Records<'_> {
    /// Reads a record; nothing where it holds no article.
    fn read_record(&mut self) -> Result<Option<Piece>, Error> {
        if !self.find_record()? {
            self.has_ended = true;
            return Ok(None);
        }
        self.number += 1;
        let Some(head) = self.read_head()? else {
            return Err(self.broken("has no whole head"));
        };
        let length = head.get("content-length").and_then(|length| length.parse::<u64>().ok());
        let Some(length) = length else { return Err(self.broken("does not say how long it is")) };
        let kind = head.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        if !matches!(kind.as_str(), "response" | "resource" | "conversion") {
            self.skip(length)?;
            return Ok(None);
        }
        if length > LARGEST_ARTICLE as u64 {
            self.skip(length)?;
            return Err(Error::too_large(LARGEST_ARTICLE).at(&self.place(&head)));
        }
        let mut block = Vec::new();
        self.reader.by_ref().take(length).read_to_end(&mut block).map_err(|e| self.failed(e))?;
        if (block.len() as u64) < length {
            self.has_ended = true;
            return Err(self.broken("is cut short; the file may have been cut while it was written"));
        }
        Ok(self.piece(&head, block))
    }

    /// Reads up to the first line of the next record; returns whether there is one.
    fn find_record(&mut self) -> Result<bool, Error> {
        if self.line.take().is_some() {
            return Ok(true);
        }
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.read_line(&mut line)? == 0 {
                return Ok(false);
            }
            if line.starts_with(b"WARC/") {
                return Ok(true);
            }
        }
    }

    fn read_line(&mut self, line: &mut Vec<u8>) -> Result<usize, Error> {
        let limit = LONGEST_HEAD as u64;
        self.reader.by_ref().take(limit).read_until(b'\n', line).map_err(|cause| self.failed(cause))
    }

    /// Reads the head of a record; nothing where it is too long, or another record begins in it.
    fn read_head(&mut self) -> Result<Option<Head>, Error> {
        let mut head = Vec::new();
        loop {
            let begin = head.len();
            if self.read_line(&mut head)? == 0 || head.len() > LONGEST_HEAD {
                return Ok(None);
            }
            let line = &head[begin..];
            if line.starts_with(b"WARC/") {
                self.line = Some(line.to_vec());
                return Ok(None);
            }
            if line.trim_ascii().is_empty() {
                return Ok(Some(Head::parse(&head)));
            }
        }
    }

    fn skip(&mut self, length: u64) -> Result<(), Error> {
        let skipped = std::io::copy(&mut self.reader.by_ref().take(length), &mut std::io::sink());
        let skipped = skipped.map_err(|cause| self.failed(cause))?;
        if skipped < length {
            self.has_ended = true;
            return Err(self.broken("is cut short; the file may have been cut while it was written"));
        }
        Ok(())
    }

    fn piece(&self, head: &Head, block: Vec<u8>) -> Option<Piece> {
        let content_type = head.get("content-type").unwrap_or_default().to_ascii_lowercase();
        let (bytes, content_type) = if content_type.starts_with("application/http") {
            response(&block)?
        } else {
            (block, content_type)
        };
        let is_article = content_type.is_empty()
            || ["text/html", "application/xhtml", "text/plain"].iter().any(|of| content_type.starts_with(of));
        if !is_article || bytes.trim_ascii().is_empty() {
            return None;
        }
        let url = head.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
        let is_page = url.as_deref().is_none_or(|url| url.starts_with("http"));
        let hint = Hint { name: None, url, content_type: Some(content_type) };
        let fetched = head.get("warc-date").filter(|date| date.len() >= 20 && date.ends_with('Z'));
        is_page.then(|| Piece::fetched(bytes, hint, self.place(head), fetched.map(str::to_owned)))
    }

    fn place(&self, head: &Head) -> String {
        match head.get("warc-target-uri") {
            Some(url) => format!("record {} ({url})", self.number),
            None => format!("record {}", self.number),
        }
    }

    fn broken(&self, how: &'static str) -> Error {
        Error::record(self.number, how)
    }

    fn failed(&self, cause: std::io::Error) -> Error {
        Error::read(cause, self.is_gzip)
    }
}

/// The named lines at the top of a record or response.
struct Head(Vec<(String, String)>);

impl Head {
    fn parse(bytes: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in String::from_utf8_lossy(bytes).lines() {
            match (line.split_once(':'), fields.last_mut()) {
                (_, Some((_, value))) if line.starts_with([' ', '\t']) && !line.trim().is_empty() => {
                    value.push_str(line.trim());
                }
                (Some((name, value)), _) => {
                    fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => {}
            }
        }
        Self(fields)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// Returns body and type of a response that went well.
fn response(block: &[u8]) -> Option<(Vec<u8>, String)> {
    let end = blank_line(&block[..block.len().min(LONGEST_HEAD)])?;
    let (head, body) = block.split_at(end);
    let status = head.split(|byte| *byte == b' ').nth(1)?;
    if !status.starts_with(b"200") && !status.starts_with(b"203") {
        return None;
    }
    let head = Head::parse(head);
    let is = |name: &str, value: &str| head.get(name).is_some_and(|found| found.eq_ignore_ascii_case(value));
    // Some archives keep the coding of the wire, others undo it and keep only its name.
    let body = if is("transfer-encoding", "chunked") { unchunked(body) } else { body.to_vec() };
    let body = if body.starts_with(&[0x1f, 0x8b]) {
        inflated(MultiGzDecoder::new(body.as_slice()))
    } else if is("content-encoding", "deflate") && body.first() == Some(&0x78) {
        inflated(ZlibDecoder::new(body.as_slice()))
    } else {
        body
    };
    Some((body, head.get("content-type").unwrap_or_default().to_ascii_lowercase()))
}

/// Returns the place behind the first blank line.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    let after = |pattern: &[u8]| {
        bytes.windows(pattern.len()).position(|window| window == pattern).map(|at| at + pattern.len())
    };
    match (after(b"\r\n\r\n"), after(b"\n\n")) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Returns what can be unpacked, as far as an article goes.
fn inflated(reader: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What fails midway leaves what came before.
    _ = reader.take(LARGEST_ARTICLE as u64 + 1).read_to_end(&mut bytes);
    bytes
}

/// Returns a body without the lengths between its chunks; the body as it is where it has none.
fn unchunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = rest.iter().take(64).position(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(&rest[..end]);
        let digits = line.split(';').next().unwrap_or_default().trim();
        let Ok(length) = usize::from_str_radix(digits, 16) else { break };
        rest = &rest[end + 1..];
        let chunk = &rest[..length.min(rest.len())];
        out.extend_from_slice(chunk);
        rest = &rest[chunk.len()..];
        rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest);
        if length == 0 {
            return out;
        }
    }
    if out.is_empty() { body.to_vec() } else { out }
}
