//! Pages open as their authors meant them: each `pages/NAME.html` beside what is expected of it.
//!
//! Run with `REWRITE=1` to write the expected part anew, and read the difference.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use hustings::Article;
use hustings_ingest::{Hint, open_article};

fn shown(article: &Article) -> String {
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let mut out = String::new();
    for (name, value) in [
        ("title", &article.title),
        ("byline", &article.byline),
        ("outlet", &article.outlet),
        ("url", &article.url),
        ("dateline", &article.dateline),
    ] {
        writeln!(out, "{name}: {}", or_dash(value)).unwrap();
    }
    match &article.document_creation_time {
        Some(time) => {
            writeln!(out, "published: {} {} {:?}", time.date.value(), or_dash(&time.time), time.found_in)
                .unwrap();
        }
        None => writeln!(out, "published: -").unwrap(),
    }
    out + "\n" + &article.body + "\n"
}

#[test]
fn pages_open_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    names.sort();
    assert!(names.len() >= 3, "the pages are gone from {}", folder.display());
    for path in names {
        let found = shown(&open_article(&fs::read(&path).unwrap(), &Hint::default()).unwrap());
        let expected = path.with_extension("expected");
        if std::env::var_os("REWRITE").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&expected).unwrap(), "{}", path.display());
    }
}
