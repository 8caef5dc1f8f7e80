//! What a page says about itself outside JSON-LD: `meta`, `link`, `time`, the title and the headline.
//!
//! `page` falls back on it field by field.

use hustings::article::FoundIn;
use trafilatura::dom::{Document, NodeId};

use crate::date::{self, Moment};
use crate::page::{Particulars, plain, without_by};
use crate::text;

/// The names of `meta` elements that give the time of publication, the most exact first.
const PUBLISHED: [&str; 24] = [
    "article:published_time",
    "og:article:published_time",
    "parsely-pub-date",
    "datepublished",
    "date_published",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "article.published",
    "published_time_telegram",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "originalpublicationdate",
    "displaydate",
    "date",
    "citation_publication_date",
];

/// Names that give the time of the last change, which is better than nothing.
const MODIFIED: [&str; 5] =
    ["article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified"];

const TITLES: [&str; 7] =
    ["og:title", "parsely-title", "dc.title", "dcterms.title", "twitter:title", "sailthru.title", "headline"];

const BYLINES: [&str; 8] = [
    "author",
    "byl",
    "parsely-author",
    "article:author_name",
    "dc.creator",
    "sailthru.author",
    "article.author",
    "byline",
];

const OUTLETS: [&str; 5] = ["og:site_name", "application-name", "dc.publisher", "publisher", "cre"];

/// Returns what the page says of itself.
pub(crate) fn read(document: &Document) -> Particulars {
    let metas = metas(document);
    let meta = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| metas.iter().find(|(key, _)| key == name).and_then(|(_, value)| plain(value)))
    };
    let is_name = |name: &String| !name.starts_with("http") && !name.starts_with('@');
    let url =
        link(document, "link[rel='canonical' i]").or(meta(&["og:url"])).filter(|url| url.starts_with("http"));
    Particulars {
        title: meta(&TITLES).or_else(|| headline(document)),
        byline: meta(&BYLINES)
            .filter(is_name)
            .map(|name| without_by(&name).to_owned())
            .or_else(|| byline(document)),
        outlet: meta(&OUTLETS).filter(is_name),
        url,
        published: published(document, &metas),
    }
}

/// Returns the names and contents of the `meta` elements, names in lower case.
fn metas(document: &Document) -> Vec<(String, String)> {
    let all = document.query_selector_all(document.root(), "meta[content]");
    let pairs = all.into_iter().filter_map(|id| {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|key| document.get_attribute(id, key))?;
        Some((name.trim().to_lowercase(), document.get_attribute(id, "content")?))
    });
    pairs.collect()
}

fn published(document: &Document, metas: &[(String, String)]) -> Vec<(Moment, FoundIn)> {
    let given = |names: &[&str]| {
        let values = names.iter().flat_map(|name| metas.iter().filter(move |(key, _)| key == name));
        values.filter_map(|(_, value)| Some((date::parse(value)?, FoundIn::Meta))).collect::<Vec<_>>()
    };
    let mut found = given(&PUBLISHED);
    found.extend(times(document).into_iter().map(|moment| (moment, FoundIn::Time)));
    if found.is_empty() {
        found = printed(document).or_else(|| given(&MODIFIED).into_iter().next()).into_iter().collect();
    }
    found
}

/// Returns the dates of `time` elements: those marked as the publication's, or else the first of the page.
fn times(document: &Document) -> Vec<Moment> {
    let moments = |selector: &str| -> Vec<Moment> {
        let all = document.query_selector_all(document.root(), selector);
        let outside = all.into_iter().filter(|id| !is_in_comments(document, *id));
        outside.filter_map(|id| moment(document, id)).take(3).collect()
    };
    let marked = moments(
        "[itemprop='datePublished'], time[pubdate], time[class*='publish' i], time[class*='entry-date' i], [class*='dateline' i] time",
    );
    if !marked.is_empty() {
        return marked;
    }
    moments("time[datetime], abbr.published[title], [class*='publish-date' i], [class*='pubdate' i]")
        .into_iter()
        .take(1)
        .collect()
}

/// Returns the date of the first short element that is called a date.
fn printed(document: &Document) -> Option<(Moment, FoundIn)> {
    let called = document.query_selector_all(document.root(), "[class*='date' i]:not([class*='update' i])");
    let outside = called.into_iter().filter(|id| !is_in_comments(document, *id));
    let texts = outside.map(|id| document.text_content(id)).filter(|text| text.trim().len() <= 60).take(20);
    texts.into_iter().find_map(|text| date::printed(&text)).map(|moment| (moment, FoundIn::Text))
}

fn moment(document: &Document, id: NodeId) -> Option<Moment> {
    let attribute = ["datetime", "content", "title"].iter().find_map(|key| document.get_attribute(id, key));
    attribute
        .and_then(|value| date::parse(&value))
        .or_else(|| date::printed(text::head(&document.text_content(id), 200)))
}

/// Whether an element stands among readers' comments or links to other articles, whose dates are not the page's.
fn is_in_comments(document: &Document, id: NodeId) -> bool {
    let mut ancestor = document.parent(id);
    while let Some(id) = ancestor {
        let name = format!("{} {} {}", document.tag_name(id), document.class_name(id), document.id_attr(id))
            .to_lowercase();
        if ["comment", "related", "sidebar", "aside", "footer", "widget"]
            .iter()
            .any(|part| name.contains(part))
            && document.tag_name(id) != "body"
        {
            return true;
        }
        ancestor = document.parent(id);
    }
    false
}

fn link(document: &Document, selector: &str) -> Option<String> {
    let id = document.query_selector(document.root(), selector)?;
    plain(&document.get_attribute(id, "href")?)
}

/// Returns the one `h1` of the page, or the text of `title`.
fn headline(document: &Document) -> Option<String> {
    let inside = document.query_selector_all(document.root(), "article h1, main h1, h1");
    let title =
        document.query_selector(document.root(), "title").and_then(|id| plain(&document.text_content(id)));
    match inside.as_slice() {
        [only] => plain(&document.text_content(*only)).or(title),
        _ => title,
    }
}

fn byline(document: &Document) -> Option<String> {
    let id =
        document.query_selector(document.root(), "[rel='author'], [itemprop='author'], .byline, .author")?;
    let text = plain(&document.text_content(id)).filter(|text| text.len() <= 120)?;
    Some(without_by(&text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Particulars {
        read(&Document::parse(html))
    }

    #[test]
    fn meta_elements_are_read_by_any_of_their_names() {
        let found = page(concat!(
            "<meta property='og:title' content='Three in the race'><meta name=author content='An Example'>",
            "<meta content='The Example Courier' property=og:site_name><meta name=parsely-pub-date content=2023-11-15T17:05Z>",
            "<link rel=canonical href=https://example.com/race>",
        ));
        assert_eq!(found.title.as_deref(), Some("Three in the race"));
        assert_eq!(found.byline.as_deref(), Some("An Example"));
        assert_eq!(found.outlet.as_deref(), Some("The Example Courier"));
        assert_eq!(found.url.as_deref(), Some("https://example.com/race"));
        assert_eq!(found.published[0].0.time.as_deref(), Some("17:05Z"));
    }

    #[test]
    fn the_time_of_a_comment_is_not_the_page_s() {
        let found = page(
            "<div id=comments><time datetime=2024-01-01>1</time></div><article><time datetime=2023-11-15>x</time></article>",
        );
        assert_eq!(found.published[0].0.date.value(), "2023-11-15");
        assert_eq!(found.published[0].1, FoundIn::Time);
    }

    #[test]
    fn a_change_is_better_than_nothing() {
        assert_eq!(page("<meta property=article:modified_time content=2023-11-16>").published.len(), 1);
        assert_eq!(page("<p>no date at all").published.len(), 0);
    }
}
