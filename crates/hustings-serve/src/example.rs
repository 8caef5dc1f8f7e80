//! The example race: a small coverage written for hustings, read into an empty record in one click.
//!
//! [`super::router`] hands the click over; nothing happens where the record holds anything already.
//!
//! `POST /example` → 41 articles of the race for NATO Secretary General, and the board of 7 March 2024

use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;
use hustings::{Article, Model};
use hustings_store::{Incoming, Store, reader};
use std::path::Path;

use crate::reply::Failure;
use crate::site::Site;

const COVERAGE: &str = include_str!("../../../testdata/replay/nato.txt");

/// Where the example is best looked at first.
pub const BOARD: &str = "/races/nato-secretary-general?as-of=2024-03-07&known-on=as-of";

/// Returns the articles of the example.
fn articles() -> Vec<Article> {
    COVERAGE.split("\n=== ").skip(1).filter_map(article).collect()
}

fn article(part: &str) -> Option<Article> {
    let (head, body) = part.split_once("\n\n")?;
    let value = |key: &str| {
        head.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(str::to_owned)
    };
    let date = PartialDate::parse(&value("date")?)?;
    Some(Article {
        id: head.lines().next()?.to_owned(),
        body: body.trim().to_owned(),
        title: value("title"),
        outlet: value("outlet"),
        url: value("url"),
        document_creation_time: Some(CreationTime { date, time: None, found_in: FoundIn::Given }),
        ..Article::default()
    })
}

/// Reads the example into a record; `seen` is the time, RFC 3339.
///
/// # Errors
/// When the record cannot be written to.
pub fn add(record: &Path, seen: &str) -> Result<(), Failure> {
    let model = Model::from_bytes(hustings_model::TAGGER)
        .and_then(|model| model.with_stances(hustings_model::STANCE))
        .map_err(|cause| Failure::broken(&cause))?;
    let reader = reader(hustings_model::TAGGER);
    let mut store = Store::open(record)?;
    for article in articles() {
        let incoming = Incoming { bytes: article.body.as_bytes(), article: &article, seen };
        let prepared = incoming.prepare(incoming.edition(), &hustings::read(&article, &model));
        store.add(&prepared, &reader)?;
    }
    store.settle()?;
    Ok(())
}

/// Reads the example into the site's record if that is empty, and returns where to look.
///
/// # Errors
/// When the record cannot be read or written to.
pub fn begin(site: &Site) -> Result<&'static str, Failure> {
    if site.store()?.counts()?.editions > 0 {
        return Ok("/");
    }
    add(site.record(), &format!("{}T00:00:00Z", site.today()))?;
    Ok(BOARD)
}
