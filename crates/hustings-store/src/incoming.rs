//! What comes in: an article with its bytes becomes an edition, and with its reading something ready to be written.
//!
//! All of this needs no file and runs on as many threads as there are.

use std::collections::BTreeMap;

use hustings::record::{self, Edition, Fact, Row, index_keys, post_key};
use hustings::{Article, Reading};

use crate::pack::pack;

/// An article and the bytes that it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The bytes as fetched; of a line in a corpus, its text.
    pub bytes: &'a [u8],
    /// The article.
    pub article: &'a Article,
    /// When it came in, RFC 3339.
    pub seen: &'a str,
}

impl Incoming<'_> {
    /// Returns the edition: named by its bytes, and by where it stood, since two outlets may print the same bytes.
    pub fn edition(&self) -> Edition {
        let article = self.article;
        let hash = blake3::hash(self.bytes);
        let mut name = blake3::Hasher::new();
        name.update(hash.as_bytes());
        let published = article.dct();
        let day = published.map(hustings::date::PartialDate::value);
        // The name in a corpus tells editions apart where there is no address to do so.
        let id = Some(article.id.as_str()).filter(|_| article.url.is_none());
        for part in
            [article.url.as_deref(), article.outlet.as_deref(), article.title.as_deref(), day.as_deref(), id]
        {
            name.update(part.unwrap_or_default().as_bytes()).update(&[0]);
        }
        Edition {
            id: name.finalize().to_hex().to_string(),
            hash: hash.to_hex().to_string(),
            locator: locator(article),
            url: article.url.clone(),
            outlet: article.outlet.clone(),
            title: article.title.clone(),
            byline: article.byline.clone(),
            dateline: article.dateline.clone(),
            published,
            first_seen: self.seen.to_owned(),
            previous: None,
            length: article.body.len(),
            sketch: record::sketch(&article.body),
        }
    }

    /// Returns the edition with its rows, packed and ready to be written.
    ///
    /// # Panics
    /// When the reading is not one of this article.
    pub fn prepare(&self, edition: Edition, reading: &Reading) -> Prepared {
        let body = self.article.body.as_bytes();
        let rows = record::rows(self.article, reading, &edition);
        let text = (self.bytes != body).then(|| packed(body, self.bytes));
        Prepared {
            bytes: packed(self.bytes, b""),
            text,
            count: rows.len(),
            subjects: subjects(&rows),
            rows: packed(lines(&rows).as_bytes(), body),
            body: self.article.body.clone(),
            edition,
        }
    }
}

/// Returns what all editions of an article share: its address without what follows a `#`, else its name in a corpus.
fn locator(article: &Article) -> Option<String> {
    let url = article.url.as_deref().map(|url| url.split('#').next().unwrap_or(url).to_owned());
    let named = || {
        let outlet = article.outlet.as_deref().unwrap_or_default();
        Some(format!("{outlet}#{}", article.id)).filter(|_| !article.id.is_empty())
    };
    url.or_else(named)
}

fn packed(bytes: &[u8], against: &[u8]) -> Vec<u8> {
    pack(bytes, against).expect("memory can be packed into memory")
}

fn lines(rows: &[Row]) -> String {
    let mut lines = String::new();
    for row in rows {
        lines += &serde_json::to_string(row).expect("a row has a JSON form");
        lines.push('\n');
    }
    lines
}

/// Returns the posts and names that rows speak of, with how many rows do.
pub(crate) fn subjects(rows: &[Row]) -> BTreeMap<String, usize> {
    let mut subjects: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let mut keys: Vec<String> =
            row.post().map(|post| format!("p:{}", post_key(post))).into_iter().collect();
        if let (Fact::Race { .. } | Fact::Candidacy { .. }, Some(post)) = (&row.fact, row.post()) {
            keys.push(format!("r:{}", post_key(post)));
        }
        if !matches!(row.fact, Fact::Event { .. }) {
            for party in row.parties() {
                let [_, last] = index_keys(&party.name);
                keys.push(format!("n:{last}"));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *subjects.entry(key).or_default() += 1;
        }
    }
    subjects
}

/// An edition with its rows, ready to be written.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) edition: Edition,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: Option<Vec<u8>>,
    pub(crate) rows: Vec<u8>,
    pub(crate) count: usize,
    pub(crate) subjects: BTreeMap<String, usize>,
    pub(crate) body: String,
}

impl Prepared {
    /// Returns an edition of which the text and the rows are known already, such as one of another record.
    pub fn of_rows(edition: Edition, body: &str, rows: &[Row]) -> Self {
        Self {
            bytes: packed(body.as_bytes(), b""),
            text: None,
            count: rows.len(),
            subjects: subjects(rows),
            rows: packed(lines(rows).as_bytes(), body.as_bytes()),
            body: body.to_owned(),
            edition,
        }
    }

    /// Returns the edition.
    pub fn edition(&self) -> &Edition {
        &self.edition
    }
}

/// Returns the name of a reader: this version with these weights.
pub fn reader(weights: &[u8]) -> String {
    let hash = blake3::hash(weights).to_hex();
    format!("hustings {} with weights {}", env!("CARGO_PKG_VERSION"), &hash[..12])
}
