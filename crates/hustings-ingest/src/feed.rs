//! A feed to its entries: RSS 0.9 to 2.0, and Atom; and an entry to an article.
//!
//! `open` hands the decoded feed over and opens the entries as pieces. Entities that a feed declares are not expanded,
//! and a feed that is cut short has the entries that were whole.

use std::mem;

use hustings::Article;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::error::Error;
use crate::open::Hint;
use crate::{page, piece, text};

/// An entry whose markup is shorter than this, in bytes, tells of an article and is none.
const TEASER: usize = 1_200;

/// One entry of a feed, everything as written.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    pub url: Option<String>,
    pub title: String,
    /// The text as markup.
    pub content: String,
    /// A shorter text as markup.
    pub summary: String,
    pub byline: String,
    pub outlet: String,
    pub published: String,
    pub updated: String,
}

impl Entry {
    /// Whether it tells too little to be the article itself.
    pub(crate) fn is_teaser(&self) -> bool {
        self.markup().len() < TEASER
    }

    /// Returns the longer of content and summary: some feeds put the article into the one, some into the other.
    fn markup(&self) -> &str {
        if self.content.trim().len() >= self.summary.trim().len() { &self.content } else { &self.summary }
    }

    /// Opens it; the markup is what its text was read from.
    pub(crate) fn open(self) -> Result<(Article, String), Error> {
        let title = page::plain(&self.title);
        let body = page::fragment(self.markup(), title.as_deref()).ok_or_else(|| Error::empty("entry"))?;
        let date = if self.published.is_empty() { &self.updated } else { &self.published };
        let article = text::mark(Article {
            document_creation_time: piece::given(Some(date)),
            byline: page::plain(&self.byline).map(|name| page::without_by(&name).to_owned()),
            outlet: page::plain(&self.outlet).or(self.url.as_deref().and_then(page::host)),
            title,
            url: self.url.clone(),
            body,
            ..Article::default()
        });
        let markup =
            if self.content.trim().len() >= self.summary.trim().len() { self.content } else { self.summary };
        Ok((article, markup))
    }
}

/// Returns the entries of a feed; where it is broken, an error after those that are whole.
pub(crate) fn entries(xml: &str, hint: &Hint) -> Result<Vec<Result<Entry, Error>>, Error> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let mut feed = Feed { base: origin(hint.url.as_deref().unwrap_or_default()), ..Feed::default() };
    let is_whole = loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => feed.start(&tag, false),
            Ok(Event::Empty(tag)) => feed.start(&tag, true),
            Ok(Event::Text(words)) => feed.say(&words.into_inner()),
            Ok(Event::CData(words)) => feed.say(&words.into_inner()),
            Ok(Event::GeneralRef(entity)) => feed.entity(&entity),
            Ok(Event::End(tag)) => feed.end(bare(tag.name().as_ref())),
            Ok(Event::Eof) => break feed.is_over && feed.entry.is_none(),
            Ok(_) => {}
            Err(_) => break false,
        }
    };
    let mut found: Vec<Result<Entry, Error>> = feed.entries.into_iter().map(Ok).collect();
    if found.is_empty() && !is_whole {
        return Err(Error::broken_feed(0));
    }
    if !is_whole {
        found.push(Err(Error::broken_feed(found.len())));
    }
    if found.is_empty() {
        return Err(Error::empty("feed"));
    }
    Ok(found)
}

/// What an element says of an entry or of the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Link,
    Guid,
    Published,
    Updated,
    Summary,
    Content,
    Byline,
    Outlet,
}

/// A feed as far as it was read.
#[derive(Default)]
struct Feed {
    base: String,
    outlet: String,
    entries: Vec<Entry>,
    entry: Option<Entry>,
    field: Option<(Field, String)>,
    /// How many elements are open inside the field, or around it where it is no field that counts.
    depth: usize,
    /// Inside `source` or `image`, whose title and link are not the entry's.
    aside: Option<String>,
    words: String,
    is_over: bool,
}

impl Feed {
    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let name = tag.name();
        let name = bare(name.as_ref());
        if self.field.is_some() {
            self.words.push('<');
            self.words.push_str(tag);
            self.words.push_str(if is_empty { "/>" } else { ">" });
            self.depth += usize::from(!is_empty);
            return;
        }
        let attribute = |name: &str| {
            let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
            found.map(|attribute| unescaped(&attribute.value))
        };
        match (name, &mut self.entry) {
            ("item" | "entry", _) => {
                self.entry = (!is_empty).then(Entry::default);
                self.aside = None;
            }
            ("image" | "textInput" | "media:group", _) if !is_empty => self.aside = Some(name.to_owned()),
            // In Atom, a source is a feed of its own; in RSS, the name of the outlet.
            ("source", Some(_)) if !is_empty && attribute("url").is_none() => {
                self.aside = Some(name.to_owned());
            }
            ("link", Some(entry)) if attribute("href").is_some() => {
                let rel = attribute("rel").unwrap_or_default();
                if matches!(rel.as_str(), "" | "alternate") && entry.url.is_none() {
                    entry.url = attribute("href").and_then(|href| address(&href, &self.base));
                }
            }
            _ => {
                let field = field(name, attribute("isPermaLink").as_deref());
                let is_of_feed = self.entry.is_none() && field != Some(Field::Title);
                if let Some(field) = field.filter(|_| !is_empty && self.aside.is_none() && !is_of_feed) {
                    self.field = Some((field, name.to_owned()));
                    self.depth = 0;
                    self.words.clear();
                }
            }
        }
    }

    fn say(&mut self, words: &str) {
        if self.field.is_some() {
            self.words.push_str(words);
        }
    }

    fn entity(&mut self, entity: &BytesRef<'_>) {
        if self.field.is_none() {
            return;
        }
        let name: &str = entity;
        let known = entity.resolve_char_ref().ok().flatten().map(String::from);
        let known = known.or(quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned));
        match known {
            // Between elements, which only XHTML has here, the words are markup already.
            Some(words) if self.depth == 0 => self.words.push_str(&words),
            _ => self.words.push_str(&format!("&{name};")),
        }
    }

    fn end(&mut self, name: &str) {
        let is_field = self.field.as_ref().is_some_and(|(_, field)| field == name);
        let ends_entry = matches!(name, "item" | "entry");
        if self.field.is_some() && !(is_field && self.depth == 0) && !ends_entry {
            self.words.push_str(&format!("</{name}>"));
            self.depth = self.depth.saturating_sub(1);
            return;
        }
        if let Some((field, _)) = self.field.take() {
            let words = mem::take(&mut self.words);
            self.fill(field, words);
        }
        if self.aside.as_deref() == Some(name) {
            self.aside = None;
        }
        if ends_entry && let Some(mut entry) = self.entry.take() {
            if entry.outlet.is_empty() {
                entry.outlet.clone_from(&self.outlet);
            }
            self.entries.push(entry);
        }
        self.is_over |= matches!(name, "rss" | "feed" | "rdf:RDF");
    }

    fn fill(&mut self, field: Field, words: String) {
        let Some(entry) = &mut self.entry else {
            if self.outlet.is_empty() {
                self.outlet = words;
            }
            return;
        };
        let place = match field {
            Field::Link => {
                entry.url = address(&words, &self.base).or(entry.url.take());
                return;
            }
            Field::Guid => {
                let is_address = words.trim().starts_with("http");
                entry.url = entry.url.take().or(is_address.then(|| words.trim().to_owned()));
                return;
            }
            Field::Title => &mut entry.title,
            Field::Published => &mut entry.published,
            Field::Updated => &mut entry.updated,
            Field::Summary => &mut entry.summary,
            Field::Content => &mut entry.content,
            Field::Byline => &mut entry.byline,
            Field::Outlet => &mut entry.outlet,
        };
        if place.is_empty() {
            *place = if field == Field::Byline { named(&words) } else { words };
        }
    }
}

fn field(name: &str, is_permalink: Option<&str>) -> Option<Field> {
    Some(match name {
        "title" => Field::Title,
        "link" => Field::Link,
        "guid" if is_permalink != Some("false") => Field::Guid,
        "pubDate" | "published" | "dc:date" | "dcterms:created" | "issued" => Field::Published,
        "updated" | "modified" | "dcterms:modified" => Field::Updated,
        "description" | "summary" => Field::Summary,
        "content:encoded" | "content" | "xhtml:body" => Field::Content,
        "dc:creator" | "author" => Field::Byline,
        "source" => Field::Outlet,
        _ => return None,
    })
}

/// Returns a name without the prefixes that some feeds give to their own elements.
fn bare(name: &str) -> &str {
    name.strip_prefix("atom:").or(name.strip_prefix("rss:")).unwrap_or(name)
}

/// Returns who an author is: of `desk@courier.example (An Example)` and `<name>An Example</name><uri>…` the name.
fn named(words: &str) -> String {
    let between = |open: &str, close: &str| {
        let (_, rest) = words.split_once(open)?;
        rest.split_once(close).map(|(name, _)| name.trim().to_owned())
    };
    between("<name>", "</name>")
        .or_else(|| words.contains('@').then(|| between("(", ")").unwrap_or_default()))
        .unwrap_or_else(|| words.to_owned())
}

fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |value| value.into_owned())
}

/// Returns the address that a link means, where it is one of the web.
fn address(link: &str, base: &str) -> Option<String> {
    let link = link.trim();
    let is_relative = link.starts_with('/') && !link.starts_with("//") && !base.is_empty();
    if is_relative {
        return Some(format!("{base}{link}"));
    }
    (link.starts_with("http://") || link.starts_with("https://")).then(|| link.to_owned())
}

/// Returns scheme and host of an address.
fn origin(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return String::new() };
    format!("{scheme}://{}", rest.split(['/', '?', '#']).next().unwrap_or_default())
}
