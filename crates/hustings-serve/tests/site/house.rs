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

    /// Returns a house where nobody waits: while there is nothing to do, its clock runs ahead.
    pub fn hurried() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
        Self { runtime: runtime.unwrap(), ..Self::own() }
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
        self.send_body(method, address, headers, Body::from(body))
    }

    /// Asks with a method, headers and a body that comes as it comes.
    pub fn send_body(&self, method: &str, address: &str, headers: &[(&str, &str)], body: Body) -> Answer {
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
        let request = request.body(body).unwrap();
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 16 << 20).await.unwrap();
            // Typefaces are no text.
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Answer { status: parts.status.as_u16(), body, headers: parts.headers }
        })
    }

    /// Returns the addresses of a method that the router has, each with names in its places that the record has; without
    /// the stream of events, which has no end.
    pub fn addresses(&self, method: &str) -> Vec<String> {
        let row = self.json("/api/v1/races/nato-secretary-general/statements?limit=1");
        let row = row["items"][0]["id"].as_str().unwrap().to_owned();
        let (edition, own) = row.split_once('/').unwrap();
        let own_method = |(known, address): &(axum::http::Method, &str)| {
            known.as_str() == method && *address != "/api/v1/races/{race}/events"
        };
        let all = hustings_serve::addresses();
        let asked = all.iter().filter(|address| own_method(address)).map(|(_, address)| {
            let name = if address.contains("/electors/") { "Hungary" } else { "Mark%20Rutte" };
            let needed = match *address {
                "/api/v1/search" => "?q=available",
                "/api/v1/races/{race}/who" => "?name=Rutte",
                "/api/v1/races/{race}/diff" => "?from=2024-02-01&to=2024-03-07",
                "/review/people" | "/review/rows/{edition}/{row}" if method == "GET" => {
                    "?race=nato-secretary-general"
                }
                _ => "",
            };
            let parts = [("{race}", "nato-secretary-general"), ("{edition}", edition), ("{other}", edition)];
            let parts = parts.into_iter().chain([("{row}", own), ("{name}", name)]);
            parts.fold((*address).to_owned(), |address, (part, value)| address.replace(part, value)) + needed
        });
        asked.collect()
    }

    /// Has the record and the desk look as if nobody had written to them for some seconds, so that answers are kept.
    pub fn rest(&self, seconds: u64) {
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(seconds);
        for file in [self.record.clone(), hustings_store::desk_of(&self.record)] {
            for end in ["", "-wal"] {
                let mut name = file.clone().into_os_string();
                name.push(end);
                if let Ok(file) = std::fs::File::options().write(true).open(&name) {
                    file.set_modified(then).unwrap();
                }
            }
        }
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

pub fn model() -> Model {
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
