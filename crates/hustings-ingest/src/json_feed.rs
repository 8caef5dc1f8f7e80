//! A JSON Feed (jsonfeed.org, versions 1 and 1.1) to its entries, which open as those of [`crate::feed`].

use serde::Deserialize;

use crate::error::Error;
use crate::feed::Entry;

#[derive(Deserialize)]
struct Feed {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    items: Vec<serde_json::Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
    author: Option<Author>,
    authors: Vec<Author>,
}

#[derive(Deserialize)]
struct Author {
    name: Option<String>,
}

/// Returns the entries of a feed; an item that is not as the standard has it is one without text.
pub(crate) fn entries(json: &str) -> Result<Vec<Entry>, Error> {
    let feed: Feed =
        serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|_| Error::broken_feed(0))?;
    if feed.items.is_empty() {
        return Err(Error::empty("feed"));
    }
    let items = feed.items.into_iter().map(|item| serde_json::from_value::<Item>(item).unwrap_or_default());
    let outlet = feed.title.unwrap_or_default();
    Ok(items.map(|item| entry(item, &outlet)).collect())
}

fn entry(item: Item, outlet: &str) -> Entry {
    let author = item.authors.into_iter().chain(item.author).find_map(|author| author.name);
    let content = item.content_html.or(item.content_text.map(|text| markup(&text)));
    Entry {
        url: item.url.or(item.external_url).filter(|url| url.starts_with("http")),
        title: item.title.unwrap_or_default(),
        content: content.unwrap_or_default(),
        summary: item.summary.map(|text| markup(&text)).unwrap_or_default(),
        byline: author.unwrap_or_default(),
        outlet: outlet.to_owned(),
        published: item.date_published.unwrap_or_default(),
        updated: item.date_modified.unwrap_or_default(),
    }
}

/// Returns plain text as markup with its paragraphs.
fn markup(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<p>{}</p>", escaped.replace("\n\n", "</p><p>"))
}
