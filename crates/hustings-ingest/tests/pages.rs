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

/// The example comes as a page and as a text, and both must open as the same article.
#[test]
fn the_example_is_one_article_in_two_forms() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let open = |name: &str| open_article(&fs::read(folder.join(name)).unwrap(), &Hint::default()).unwrap();
    let (page, text) = (open("nato-race.html"), open("nato-race.txt"));
    let report = |article: &Article| {
        let mut kept = String::new();
        let mut from = 0;
        for part in &article.furniture {
            kept.push_str(&article.body[from..part.span.start]);
            from = part.span.end;
        }
        kept.push_str(&article.body[from..]);
        kept.trim().to_owned()
    };
    assert_eq!(report(&page), report(&text));
    assert_eq!((&page.title, &page.dateline, page.dct()), (&text.title, &text.dateline, text.dct()));
    assert_eq!(page.document_creation_time.unwrap().time.as_deref(), Some("18:42:00+01:00"));
    for words in ["Leave a Reply", "cookies", "newsletter", "Related", "reader17", "Advertisement", "Photo:"]
    {
        assert!(!page.body.contains(words), "{words} is no part of the article");
    }
}
