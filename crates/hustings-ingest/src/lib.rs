//! Opens editions: bytes of text, HTML or JSON Lines to articles.
//!
//! `hustings-cli` hands it files; what it returns goes to [`hustings::read`].

use flate2::read::MultiGzDecoder;
use hustings::article::{Article, CreationTime, FoundIn};
use hustings::date::PartialDate;
use serde::Deserialize;
use std::io::{BufRead, BufReader, Read};

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    title: Option<String>,
    #[serde(alias = "dct")]
    date: Option<String>,
    #[serde(alias = "publisher")]
    outlet: Option<String>,
    url: Option<String>,
}

/// Returns the articles of a JSON Lines corpus, plain or gzip.
///
/// # Errors
/// A line that is no JSON object with `id` and `text`, each for itself.
pub fn corpus(bytes: impl Read) -> impl Iterator<Item = Result<Article, serde_json::Error>> {
    let lines = BufReader::new(MultiGzDecoder::new(bytes)).lines().map_while(Result::ok);
    lines.filter(|line| !line.trim().is_empty()).map(|line| {
        let line: Line = serde_json::from_str(&line)?;
        let date = line.date.as_deref().and_then(PartialDate::parse);
        Ok(Article {
            id: line.id,
            body: line.text,
            title: line.title,
            outlet: line.outlet,
            url: line.url,
            document_creation_time: date.map(|date| CreationTime {
                date,
                time: None,
                found_in: FoundIn::Given,
            }),
            ..Article::default()
        })
    })
}
