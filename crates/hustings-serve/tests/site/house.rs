//! A router over a record of the replayed coverage, on 1 July 2024.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;
use hustings::{Article, Model};
use hustings_serve::{Site, router};
use hustings_store::{Incoming, Store};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tower::ServiceExt;

const RACE: &str = include_str!("../../../../races/nato-secretary-general.toml");

/// The server and what it runs on.
pub struct House {
    router: axum::Router,
    runtime: tokio::runtime::Runtime,
    /// Where the record lies.
    pub record: PathBuf,
    _own: Option<tempfile::TempDir>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub body: String,
    headers: HeaderMap,
}

impl Answer {
    /// Returns all values of a header.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
    }

    /// Returns a header; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl House {
    pub fn new() -> Self {
        Self::over(Self::record(), None)
    }

    /// Returns a house whose record nobody else works with.
    pub fn own() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("record.hustings");
        std::fs::copy(Self::record(), &record).unwrap();
        Self::over(record, Some(folder))
    }

    /// Returns a house whose record holds nothing.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("record.hustings");
        drop(Store::open(&record).unwrap());
        Self::over(record, Some(folder))
    }

    fn record() -> PathBuf {
        static RECORD: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
        let (_, record) = RECORD.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let record = folder.path().join("record.hustings");
            hustings_serve::add_example(&record, "2024-07-01T08:00:00Z").unwrap();
            elsewhere(&record);
            (folder, record)
        });
        record.clone()
    }

    fn over(record: PathBuf, own: Option<tempfile::TempDir>) -> Self {
        let race = toml::from_str(RACE).unwrap();
        let site = Site::new(&record, vec![race], || jiff::civil::date(2024, 7, 1)).reading(model());
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        Self { router: router(site), runtime, record, _own: own }
    }

    /// Asks for an address.
    pub fn ask(&self, address: &str) -> Answer {
        self.send("GET", address, None)
    }

    /// Asks with a method, and with the tag of what is known already.
    pub fn send(&self, method: &str, address: &str, tag: Option<&str>) -> Answer {
        let tag: Vec<(&str, &str)> = tag.map(|tag| ("if-none-match", tag)).into_iter().collect();
        self.send_with(method, address, &tag)
    }

    /// Asks with a method and headers; by the name of this machine where they name no other.
    pub fn send_with(&self, method: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.send_all(method, address, headers, Vec::new())
    }

    /// Asks with a method, headers and a body.
    pub fn send_all(&self, method: &str, address: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        // As browsers do, bytes outside of ASCII are written with percent signs.
        let written: String = address
            .bytes()
            .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
            .collect();
        let mut request = Request::builder().method(method).uri(&written);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", "localhost");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).unwrap();
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 16 << 20).await.unwrap();
            let body = String::from_utf8(bytes.to_vec()).unwrap();
            Answer { status: parts.status.as_u16(), body, headers: parts.headers }
        })
    }

    /// Waits for something of the server.
    pub fn block<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Asks for a stream and returns its media type and its body.
    pub fn stream(&self, address: &str, headers: &[(&str, &str)]) -> (String, Body) {
        let mut request = Request::builder().uri(address).header("host", "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.block(self.router.clone().oneshot(request.body(Body::empty()).unwrap())).unwrap();
        let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
        (kind, response.into_body())
    }

    /// Returns a page that must be there and have the words.
    pub fn page(&self, address: &str, words: &[&str]) -> String {
        let answer = self.ask(address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        assert!(answer.body.contains("<html lang=\"en\">"), "{address}");
        for word in words {
            assert!(answer.body.contains(word), "{address} has no {word:?}: {}", answer.body);
        }
        answer.body
    }

    /// Returns a JSON answer.
    pub fn json(&self, address: &str) -> serde_json::Value {
        let answer = self.ask(address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/json");
        serde_json::from_str(&answer.body).unwrap()
    }
}

/// Adds an article about another race.
fn elsewhere(record: &Path) {
    let model = Model::from_bytes(hustings_model::TAGGER).unwrap();
    let mut store = Store::open(record).unwrap();
    let date = PartialDate::parse("2024-05-02").unwrap();
    let article = Article {
        id: "turin".to_owned(),
        body: "Chiara Bellini said on Thursday that she would run for mayor of Turin. “I want to be the mayor of everybody,” \
               Bellini said. The mayor of Turin, Paolo Ferri, will step down in June.\n"
            .to_owned(),
        title: Some("Bellini wants to be mayor of Turin".to_owned()),
        outlet: Some("The Po Valley Post".to_owned()),
        document_creation_time: Some(CreationTime { date, time: None, found_in: FoundIn::Given }),
        ..Article::default()
    };
    let incoming =
        Incoming { bytes: article.body.as_bytes(), article: &article, seen: "2024-07-01T08:00:00Z" };
    let prepared = incoming.prepare(incoming.edition(), &hustings::read(&article, &model));
    store.add(&prepared, "the reader of the tests").unwrap();
    store.settle().unwrap();
}

fn model() -> Model {
    Model::from_bytes(hustings_model::TAGGER).unwrap()
}

fn keep(store: &mut Store, model: &Model, article: &Article) {
    let incoming = Incoming { bytes: article.body.as_bytes(), article, seen: "2024-07-01T08:00:00Z" };
    let prepared = incoming.prepare(incoming.edition(), &hustings::read(article, model));
    store.add(&prepared, "the reader of the tests").unwrap();
}

impl House {
    /// Adds an article of an enemy to a record that nobody else works with.
    pub fn add(&self, article: &Article) {
        assert!(self._own.is_some());
        let mut store = Store::open(&self.record).unwrap();
        keep(&mut store, &model(), article);
        store.settle().unwrap();
    }
}
