//! An HTML page to an article: its head says when and by whom, its body what.
//!
//! `bound` keeps the markup within what a parser can bear, `head` and `json_ld` read the statements that the page
//! makes about itself, and `body` takes the text out.

mod body;
mod bound;
mod head;
mod json_ld;

use hustings::Article;
use hustings::article::{CreationTime, FoundIn};
use hustings::date::Precision;
use trafilatura::ExtractionFocus;
use trafilatura::dom::Document;

use crate::date::{self, Moment};
use crate::error::Error;
use crate::open::Hint;
use crate::text;

/// Opens a page.
pub(crate) fn open(html: &str, hint: &Hint) -> Result<Article, Error> {
    let html = bound::bound(html);
    let document = Document::parse(&html);
    let linked = json_ld::read(&document);
    let head = head::read(&document);
    let url = hint.url.clone().or(head.url.clone()).or(linked.url.clone());
    let outlet = linked.outlet.clone().or(head.outlet.clone()).or(url.as_deref().and_then(host));
    let title =
        linked.title.clone().or(head.title.clone()).map(|title| without_outlet(&title, outlet.as_deref()));
    let document_creation_time = creation_time(&linked, &head, url.as_deref());
    let byline = linked.byline.or(head.byline);
    let body = body::extract(document, title.as_deref(), ExtractionFocus::FavorPrecision)
        // What is left of a cut or damaged page may be too little for the precise mode.
        .or_else(|| body::extract(Document::parse(&html), title.as_deref(), ExtractionFocus::Balanced))
        .ok_or_else(|| Error::empty("page"))?;
    Ok(text::mark(Article { body, title, byline, outlet, url, document_creation_time, ..Article::default() }))
}

/// What a page says about itself in one way or another.
#[derive(Debug, Default)]
pub(crate) struct Particulars {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    /// When it was published, in order of trust.
    pub published: Vec<(Moment, FoundIn)>,
}

/// Chooses the date that is found in the most trusted place, with the time of day of the first place that has one
/// for the same day.
fn creation_time(linked: &Particulars, head: &Particulars, url: Option<&str>) -> Option<CreationTime> {
    let in_url = url.and_then(date::in_url).map(|date| (Moment { date, time: None }, FoundIn::Url));
    let found: Vec<_> = linked.published.iter().chain(&head.published).chain(in_url.as_ref()).collect();
    let is_day = |moment: &Moment| moment.date.precision() == Precision::Day;
    // A month or a year gives way to a day.
    let mut chosen = *found.iter().find(|(moment, _)| is_day(moment)).or(found.first())?;
    // Universal time is another day than the outlet's own for some hours, and "Tuesday" means the outlet's own.
    if let Some(local) = in_url.as_ref().filter(|(local, _)| is_day(local) && is_day_beside(&chosen.0, local))
    {
        chosen = found.iter().find(|(moment, _)| moment.date == local.0.date).copied().unwrap_or(local);
    }
    let same_day = found.iter().filter(|(other, _)| other.date == chosen.0.date);
    let time = same_day.filter_map(|(other, _)| other.time.clone()).next();
    Some(CreationTime { date: chosen.0.date, time, found_in: chosen.1 })
}

/// Whether a moment in universal time is the day before or after `local`.
fn is_day_beside(universal: &Moment, local: &Moment) -> bool {
    let is_universal =
        universal.time.as_deref().is_some_and(|time| time.ends_with('Z') || time.ends_with("+00:00"));
    let (first, second) = (universal.date.first(), local.date.first());
    is_universal && (first.tomorrow().ok() == Some(second) || first.yesterday().ok() == Some(second))
}

/// Returns the host of a URL, which names the outlet where nothing else does.
pub(crate) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// Returns the text of markup that is all of an article and nothing of its site, as feeds carry it.
pub(crate) fn fragment(markup: &str, title: Option<&str>) -> Option<String> {
    body::fragment(Document::parse(&bound::bound(markup)), title)
}

/// Returns the title without the name of the outlet behind it: "Three in the race | The Example Courier".
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let bare = outlet.and_then(|outlet| title.strip_suffix(outlet)).map(str::trim_end);
    let bare =
        bare.and_then(|bare| bare.strip_suffix(['|', '-', '–', '—', '·', ':', '»']).map(str::trim_end));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(title).to_owned()
}

/// Returns a byline without its first word: "By An Example".
pub(crate) fn without_by(name: &str) -> &str {
    name.strip_prefix("By ").or(name.strip_prefix("by ")).unwrap_or(name)
}

/// Returns text with its runs of white space made one blank, or nothing when there is no more to it.
pub(crate) fn tidy(text: &str) -> Option<String> {
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!tidy.is_empty()).then_some(tidy)
}

/// Returns a name or title as it reads, without the entities that some pages leave in their machine-readable parts.
pub(crate) fn plain(text: &str) -> Option<String> {
    if !text.contains(['&', '<']) {
        return tidy(text);
    }
    let document = Document::parse(text);
    tidy(&document.text_content(document.root()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_loses_only_the_name_of_its_outlet() {
        let outlet = Some("The Example Courier");
        assert_eq!(without_outlet("Three in the race | The Example Courier", outlet), "Three in the race");
        assert_eq!(
            without_outlet("Why we trust The Example Courier", outlet),
            "Why we trust The Example Courier"
        );
        assert_eq!(without_outlet("Three – or four – in the race", outlet), "Three – or four – in the race");
    }

    #[test]
    fn the_day_is_the_outlet_s_own() {
        let linked = Particulars {
            published: vec![(date::parse("2023-11-16T03:05:46Z").unwrap(), FoundIn::JsonLd)],
            ..Particulars::default()
        };
        let time = |url: &str| creation_time(&linked, &Particulars::default(), Some(url)).unwrap();
        let evening = time("https://courier.example/2023/11/15/race");
        assert_eq!((evening.date.value().as_str(), evening.time), ("2023-11-15", None));
        let other = time("https://courier.example/2023/11/10/race");
        assert_eq!((other.date.value().as_str(), other.found_in), ("2023-11-16", FoundIn::JsonLd));
    }

    #[test]
    fn hosts_stand_for_outlets() {
        assert_eq!(host("https://www.example.com/2023/11/15/race").as_deref(), Some("example.com"));
        assert_eq!(host("not a URL"), None);
    }
}
