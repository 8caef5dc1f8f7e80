//! The JSON-LD of a page: title, authors, publisher and date of publication, as schema.org spells them.
//!
//! `page` trusts it before anything else, because outlets keep it for search engines. It is read where it is broken.

use std::sync::LazyLock;

use hustings::article::FoundIn;
use regex::Regex;
use serde_json::{Map, Value};
use trafilatura::dom::Document;

use crate::date;
use crate::page::{Particulars, plain, without_by};

/// How many JSON-LD scripts of a page are read, and how many objects of each.
const MOST: usize = 500;

/// Returns what the JSON-LD of the page says of its article.
pub(crate) fn read(document: &Document) -> Particulars {
    let scripts: Vec<String> = document
        .query_selector_all(document.root(), "script[type*='ld+json' i]")
        .into_iter()
        .take(MOST)
        .map(|id| document.text_content(id))
        .collect();
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for value in &values {
        collect(value, &mut objects);
    }
    match objects.iter().max_by_key(|object| rank(object)).filter(|object| rank(object) > (0, false)) {
        Some(object) => particulars(object, &objects),
        None => scripts.iter().find_map(|script| broken(script)).unwrap_or_default(),
    }
}

/// Parses JSON, again without what pages add to it: comment marks, raw line breaks, trailing commas.
fn parse(script: &str) -> Option<Value> {
    static TRAILING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r",\s*([}\]])").expect("the pattern is valid"));
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let inner = script.trim().trim_start_matches("<!--").trim_start_matches("//").trim_start();
    let inner =
        inner.trim_start_matches("<![CDATA[").trim_end_matches("-->").trim_end_matches("]]>").trim_end();
    let inner = inner.trim_end_matches("//").trim_end().trim_end_matches(';');
    let calm: String = inner.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    serde_json::from_str(&TRAILING.replace_all(&calm, "$1")).ok()
}

/// Gathers the objects of a value in document order: lists, graphs, and what a page is about.
fn collect<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, objects)),
        Value::Object(object) if objects.len() < MOST => {
            objects.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                object.get(key).into_iter().for_each(|value| collect(value, objects));
            }
        }
        _ => {}
    }
}

/// Ranks an object by how much it is the article of the page; zero is none at all.
///
/// Of equals the first should win, and `max_by_key` takes the last, so `read` compares no positions: pages have
/// one object of the highest rank, or copies of it.
fn rank(object: &Map<String, Value>) -> (u8, bool) {
    let types: Vec<&str> = match object.get("@type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    let is = |end: &str| types.iter().any(|name| name.ends_with(end));
    let rank = match () {
        () if is("NewsArticle") => 4,
        () if is("Article") || is("Posting") || is("Report") || is("ClaimReview") => 3,
        () if is("VideoObject") || is("WebPage") => 1,
        () => 0,
    };
    (rank, object.contains_key("datePublished"))
}

fn particulars(object: &Map<String, Value>, all: &[&Map<String, Value>]) -> Particulars {
    let text = |key: &str| object.get(key).and_then(Value::as_str).and_then(plain);
    let published =
        ["datePublished", "dateCreated", "uploadDate", "dateModified"].into_iter().filter_map(|key| {
            let moment = date::parse(object.get(key)?.as_str()?)?;
            Some((moment, FoundIn::JsonLd))
        });
    let id =
        object.get("mainEntityOfPage").and_then(|page| page.as_str().or_else(|| page.get("@id")?.as_str()));
    let url = text("url").or(id.and_then(plain)).filter(|url| url.starts_with("http"));
    Particulars {
        title: text("headline").or(text("name")),
        byline: object.get("author").or(object.get("creator")).and_then(|author| names(author, all)),
        outlet: object.get("publisher").and_then(|publisher| names(publisher, all)),
        url,
        published: published.take(1).collect(),
    }
}

/// Returns the names that a value gives: a string, an object with a name, a reference to one, or a list of these.
fn names(value: &Value, all: &[&Map<String, Value>]) -> Option<String> {
    let name = |value: &Value| match value {
        Value::String(name) => plain(name).filter(|name| !name.starts_with("http")),
        Value::Object(object) => {
            let id = object.get("@id");
            let referred = || {
                all.iter().find(|other| id.is_some() && other.get("@id") == id && other.contains_key("name"))
            };
            let name = object.get("name").or_else(|| referred()?.get("name"))?;
            plain(name.as_str().or_else(|| name.get(0)?.as_str())?)
        }
        _ => None,
    };
    let names: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        value => name(value).into_iter().collect(),
    };
    let names: Vec<&str> = names.iter().map(|name| without_by(name)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Reads the most needful fields out of JSON that is too broken to parse.
fn broken(script: &str) -> Option<Particulars> {
    static FIELD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#""(?P<key>datePublished|headline)"\s*:\s*"(?P<value>(?:[^"\\\r\n]|\\.){1,400})""#)
            .expect("the pattern is valid")
    });
    let field = |key: &str| {
        let found = FIELD.captures_iter(script).find(|found| &found["key"] == key)?;
        let value = found["value"].to_owned();
        serde_json::from_str::<String>(&format!("\"{value}\"")).ok().or(Some(value))
    };
    let moment = date::parse(&field("datePublished")?)?;
    let title = field("headline").and_then(|title| plain(&title));
    Some(Particulars { title, published: vec![(moment, FoundIn::JsonLd)], ..Particulars::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str) -> Particulars {
        let html = format!("<html><head><script type=\"application/ld+json\">{json}</script></head></html>");
        let found = read(&Document::parse(&html));
        assert_eq!(found.published[0].0.date.value(), "2023-11-15", "{json}");
        assert_eq!(found.title.as_deref(), Some("Three in “the” race"), "{json}");
        found
    }

    #[test]
    fn an_article_is_found_where_pages_put_it() {
        let article = r##"{"@type": "NewsArticle", "headline": "Three in “the” race", "datePublished": "2023-11-15T18:05:31+01:00",
            "author": [{"@type": "Person", "name": "By An Example"}, "Another Example"], "publisher": {"@id": "#courier"}}"##;
        let found = check(article);
        assert_eq!(found.byline.as_deref(), Some("An Example, Another Example"));
        assert_eq!(found.published[0].0.time.as_deref(), Some("18:05:31+01:00"));
        check(&format!(r#"[{{"@type": "WebSite", "name": "x"}}, {article}]"#));
        let graph = format!(
            r##"{{"@graph": [{{"@type": "WebPage", "datePublished": "2020-01-01"}}, {article},
                {{"@type": "NewsMediaOrganization", "@id": "#courier", "name": "The Example Courier"}}]}}"##
        );
        assert_eq!(check(&graph).outlet.as_deref(), Some("The Example Courier"));
        check(&format!(r#"{{"@type": "WebPage", "mainEntity": {article}}}"#));
    }

    #[test]
    fn broken_json_is_read_as_far_as_it_goes() {
        check(
            "<!-- {\"@type\": \"NewsArticle\", \"headline\": \"Three in\n“the” race\", \"datePublished\": \"2023-11-15\",} -->",
        );
        check(
            r#"{"@type": "NewsArticle", "headline": "Three in \u201cthe\u201d race", "datePublished": "2023-11-15", "description": "a "bad" one"}"#,
        );
        check(
            r#"{"@type": "NewsArticle", "headline": "Three in &#8220;the&#8221; race", "datePublished": "2023-11-15"}; "#,
        );
    }

    #[test]
    fn none_is_none() {
        for json in
            ["", "{}", "[]", "null", "{\"@type\": \"Organization\", \"name\": \"x\"}", "{\"@type\": 7}"]
        {
            let html = format!("<script type=\"application/ld+json\">{json}</script>");
            assert_eq!(read(&Document::parse(&html)).title, None);
        }
    }
}
