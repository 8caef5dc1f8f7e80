//! An article as it was kept: each statement's words underlined in its speaker's color, with a card beside them.
//!
//! [`super::row`] uses the same marks for a single row. What is told within a telling has one line under another.
//!
//! `Kallas said that Biden had called her “ready”` → two lines under “ready”, Kallas's and Biden's

use std::collections::BTreeMap;

use hustings::record::{Edition, Fact, Part, Row, Said, View};
use maud::{Markup, html};

use super::layout::{Place, in_race};
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{date, force, one_line, several, shortened, stance, tone};

/// How many colors there are for speakers.
const COLORS: usize = 8;

/// How many statements may lie over each other before the others go without a line.
const DEEPEST: usize = 4;

/// Words to mark: where, with what class, and where they lead.
pub struct Mark {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
    /// The class of the line.
    pub class: String,
    /// The address of the card.
    pub link: String,
    /// What somebody reads who hovers over it.
    pub told: String,
}

/// Shows an article.
///
/// # Errors
/// When the race has no such article, a day is none, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let edition = race.edition(asked.part("edition"))?;
    let (_, text) = asked.site.store()?.text(&edition.id)?;
    let view = race.view(moment);
    let mut statements: Vec<(&Row, &Said)> = race
        .rows_of(edition)
        .filter_map(|row| match &row.fact {
            Fact::Statement(said) => Some((row, said)),
            _ => None,
        })
        .collect();
    statements.sort_by_key(|(row, _)| (row.place(), row.id.clone()));
    let colors = colors(&view, &statements);
    let place = Place { asked, race: &race, way: "/articles" };
    let marks = marks(&view, &statements, &colors);
    let title = edition.title.clone().unwrap_or_else(|| "Untitled".to_owned());
    let content = html! {
        (head(edition, view.origins.prints(&edition.id), statements.len()))
        div.reader {
            article.text { (marked(&text, &marks)) }
            aside.cards aria-label="Statements" {
                @for (row, said) in &statements { (card(&place, &view, (row, said), &colors)) }
                @if statements.is_empty() { p { "No statement was found in this article." } }
            }
        }
    };
    Ok(in_race(&place, &title, content))
}

fn head(edition: &Edition, prints: usize, statements: usize) -> Markup {
    html! {
        section.head {
            p.kicker { (edition.outlet.as_deref().unwrap_or("Outlet unknown"))
                @if let Some(day) = edition.published { " · " (date(day)) } }
            h1 { (edition.title.as_deref().unwrap_or("Untitled")) }
            p.quiet {
                @if let Some(byline) = &edition.byline { (byline) " · " }
                (several(statements, "statement"))
                @if prints > 1 { " · one of " (several(prints, "print")) " of one story" }
                @if let Some(url) = edition.url.as_ref().filter(|url| is_web(url)) {
                    " · " a href=(url) rel="noreferrer nofollow" { "where it stood" }
                }
                " · kept as " code { (edition.short()) }
                @if let Some(previous) = &edition.previous { " · mends " code { (shortened(previous, 12)) } }
            }
        }
    }
}

/// Whether an address leads to the web: no other kind becomes a link.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Returns the color of each speaker, in the order in which they speak.
fn colors(view: &View<'_>, statements: &[(&Row, &Said)]) -> BTreeMap<String, usize> {
    let mut colors = BTreeMap::new();
    for (row, said) in statements {
        let next = colors.len() % COLORS;
        colors.entry(view.people.key(&said.speaker, &row.edition)).or_insert(next);
    }
    colors
}

fn color(view: &View<'_>, (row, said): (&Row, &Said), colors: &BTreeMap<String, usize>) -> usize {
    colors.get(&view.people.key(&said.speaker, &row.edition)).copied().unwrap_or(0)
}

/// Returns the last part of a row's name, which tells it from others of its edition.
fn anchor(row: &str) -> &str {
    row.rsplit_once('/').map_or(row, |(_, own)| own)
}

fn marks(view: &View<'_>, statements: &[(&Row, &Said)], colors: &BTreeMap<String, usize>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for &(row, said) in statements {
        let color = color(view, (row, said), colors);
        for evidence in &row.evidence {
            let (class, told) = match evidence.part {
                Part::Content => ("content", "says this"),
                Part::Source => ("source", "says it"),
                Part::Cue => ("cue", "the words that make it a saying"),
                _ => continue,
            };
            marks.push(Mark {
                start: evidence.span.start,
                end: evidence.span.end,
                class: format!("{class} c{color}"),
                link: format!("#{}", anchor(&row.id)),
                told: format!("{}: {told}", said.speaker.name),
            });
        }
    }
    marks
}

/// Returns a text in paragraphs with its marks; where several lie over each other, the longest one is outermost.
pub fn marked(text: &str, marks: &[Mark]) -> Markup {
    let mut start = 0;
    let mut paragraphs = Vec::new();
    for paragraph in text.split("\n\n") {
        if !paragraph.trim().is_empty() {
            paragraphs.push((start, start + paragraph.len()));
        }
        start += paragraph.len() + 2;
    }
    html! {
        @for (start, end) in paragraphs {
            @let inside: Vec<&Mark> = marks.iter().filter(|mark| mark.start < end && mark.end > start).collect();
            p { @for (from, to) in pieces(text, &inside, (start, end)) {
                (piece(text.get(from..to).unwrap_or_default(), &over(&inside, from, to)))
            } }
        }
    }
}

/// Returns a paragraph cut wherever a mark begins or ends; never through a character.
fn pieces(text: &str, marks: &[&Mark], (start, end): (usize, usize)) -> Vec<(usize, usize)> {
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
    cuts.retain(|cut| *cut > start && *cut < end && text.is_char_boundary(*cut));
    cuts.extend([start, end]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Returns the marks that lie over a piece, the longest first.
fn over<'a>(marks: &[&'a Mark], from: usize, to: usize) -> Vec<&'a Mark> {
    let mut over: Vec<&Mark> =
        marks.iter().copied().filter(|mark| mark.start <= from && mark.end >= to).collect();
    over.sort_by_key(|mark| (std::cmp::Reverse(mark.end - mark.start), mark.start));
    over
}

fn piece(words: &str, over: &[&Mark]) -> Markup {
    let Some((inner, outer)) = over.split_last() else { return html! { (words) } };
    let depth = outer.len().min(DEEPEST - 1);
    let link = html! { a.{ (inner.class) " d" (depth) } href=(inner.link) title=(inner.told) { (words) } };
    outer.iter().take(DEEPEST - 1).enumerate().rev().fold(link, |inside, (depth, mark)| {
        html! { span.{ (mark.class) " d" (depth) } { (inside) } }
    })
}

fn card(
    place: &Place<'_>,
    view: &View<'_>,
    (row, said): (&Row, &Said),
    colors: &BTreeMap<String, usize>,
) -> Markup {
    let name = |party: &hustings::record::Party| {
        view.people.of(party, &row.edition).map_or_else(|| party.name.clone(), |person| person.name.clone())
    };
    let color = color(view, (row, said), colors);
    html! {
        article.{ "card c" (color) } #(anchor(&row.id)) {
            h3 { a href=(place.person(&name(&said.speaker))) { (name(&said.speaker)) } }
            blockquote { (shortened(&row.words(Part::Content).unwrap_or_default(), 180)) }
            ul.facts {
                @if let Some(force) = force(said.force) { li { (force) } }
                @for about in said.about.iter().filter(|about| tone(about.stance) != "neutral") {
                    li.(tone(about.stance)) { (stance(about.stance)) " " (name(&about.whom)) }
                }
                @if said.is_negated { li { "told not to be so" } }
                @if said.is_hedged { li { "hedged" } }
                @if said.is_conditional { li { "on a condition" } }
                @if said.is_relayed { li { "passed on" } }
            }
            p.by.quiet {
                @if let Some(day) = row.clocks.said { "said " (date(day)) " · " }
                @if let Some(venue) = row.words(Part::Venue) { (one_line(&venue)) " · " }
                @if let Some(parent) = &said.parent { a href={ "#" (anchor(parent)) } { "told within another" } " · " }
                a href=(place.row(&row.id)) { "all about it" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize) -> Mark {
        Mark { start, end, class: "content c0".to_owned(), link: "#s0".to_owned(), told: String::new() }
    }

    #[test]
    fn no_text_is_lost_and_none_is_markup() {
        let text = "She said <b>that</b> “é” was so.\n\nAnd & more.";
        let marks = [mark(9, 27), mark(19, 29), mark(2, 5), mark(25, 44)];
        let page = marked(text, &marks).into_string();
        let bare: String =
            page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        assert_eq!(bare, "She said &lt;b&gt;that&lt;/b&gt; “é” was so.And &amp; more.");
    }
}
