//! An article as it was kept: each statement's words underlined in its speaker's color, with a card beside them.
//!
//! [`super::marks`] draws the lines, [`super::names`] says who is who, [`super::editions`] shows what else was kept.
//!
//! `Kallas said that Biden had called her “ready”` → two lines under “ready”, Kallas's and Biden's

use hustings::date::{PartialDate, Precision};
use hustings::record::{Edition, Fact, Part, Party, Row, Said, View};
use maud::{Markup, html};

use super::color::Palette;
use super::dates;
use super::editions::others;
use super::layout::{Place, in_race};
use super::marks::{Mark, marked};
use super::names::Names;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{date, force, one_line, several, shortened, spoken, tone, toward};

/// How many tellings around a statement a card names.
const DEEPEST: usize = 4;

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
    let mut palette = Palette::new(&view);
    for (row, said) in &statements {
        palette.add(&view.people.key(&said.speaker, &row.edition));
    }
    let place = Place { asked, race: &race, way: "/articles" };
    let names = Names::new(&race, edition, &statements);
    let mut marks = underlined(&statements, |told| color(&view, told, &palette));
    marks.extend(names.marks().into_iter().chain(dates::marks((edition, &text), asked.site.model.as_ref())));
    let title = edition.title.clone().unwrap_or_else(|| "Untitled".to_owned());
    let content = html! {
        (head(&place, (edition, view.origins.prints(&edition.id), statements.len())))
        div.reader {
            div {
                article.text { (marked(&text, &marks)) }
                (names.list(&place, &view))
            }
            aside.cards aria-labelledby="statements" tabindex="0" {
                h2.away #statements { "Statements" }
                @for (row, said) in &statements { (card(&place, &view, ((row, said), &statements), &palette)) }
                @if statements.is_empty() { p { "No statement was found in this article." } }
            }
        }
    };
    Ok(in_race(&place, &title, content))
}

fn head(place: &Place<'_>, (edition, prints, statements): (&Edition, usize, usize)) -> Markup {
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
                " · " a href=(place.to(&format!("/articles/{}/kept", edition.short()))) { "the kept edition" }
            }
            (others(place, edition))
        }
    }
}

/// Whether an address leads to the web: no other kind becomes a link.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Returns the class of the color of a statement's speaker.
fn color(view: &View<'_>, (row, said): (&Row, &Said), palette: &Palette) -> String {
    palette.class(&view.people.key(&said.speaker, &row.edition))
}

/// Returns the last part of a row's name, which tells it from others of its edition.
pub fn anchor(row: &str) -> &str {
    row.rsplit_once('/').map_or(row, |(_, own)| own)
}

/// A statement: its row, and what the row says.
pub type Told<'a> = (&'a Row, &'a Said);

/// Returns the lines under the words of statements, each in the color of its speaker.
pub fn underlined<'a>(statements: &[Told<'a>], color: impl Fn(Told<'a>) -> String) -> Vec<Mark> {
    let mut marks = Vec::new();
    for &(row, said) in statements {
        let color = color((row, said));
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
                class: format!("{class} {color}"),
                link: format!("#{}", anchor(&row.id)),
                told: format!("{}: {told}", said.speaker.name),
            });
        }
    }
    marks
}

fn card(
    place: &Place<'_>,
    view: &View<'_>,
    ((row, said), all): (Told<'_>, &[Told<'_>]),
    palette: &Palette,
) -> Markup {
    let name = |party: &Party| {
        view.people.of(party, &row.edition).map_or_else(|| party.name.clone(), |person| person.name.clone())
    };
    let chain = chain(said, all);
    html! {
        article.{ "card " (color(view, (row, said), palette)) }.inner[!chain.is_empty()] #(anchor(&row.id)) {
            h3 { a href=(place.person(&name(&said.speaker))) { (name(&said.speaker)) } }
            @for (outer, link) in &chain { p.chain { "↳ as told by " a href={ "#" (anchor(link)) } { (outer) } } }
            blockquote { (shortened(&spoken(row), 180)) }
            (stands(said, &name))
            p.by.quiet {
                @if let Some(day) = row.clocks.said {
                    "said " span.tip tabindex="0" data-told=(reckoned(day, row.clocks.published)) { (date(day)) } " · "
                }
                @if let Some(venue) = row.words(Part::Venue) { (one_line(&venue)) " · " }
                @if let Some(medium) = row.words(Part::Medium) { (one_line(&medium)) " · " }
                a href=(place.row(&row.id)) { "all about it" }
            }
        }
    }
}

/// Returns how a statement is said, and how its speaker stands to those whom it is about.
pub fn stands(said: &Said, name: &dyn Fn(&Party) -> String) -> Markup {
    html! {
        ul.facts {
            @if let Some(force) = force(said.force) { li { (force) } }
            @for about in said.about.iter().filter(|about| tone(about.stance) != "neutral") {
                li.(tone(about.stance)) { (toward(about.stance, &name(&about.whom))) }
            }
            @if said.is_negated { li { "negated" } }
            @if said.is_hedged { li { "hedged" } }
            @if said.is_conditional { li { "on a condition" } }
            @if said.is_relayed { li { "passed on" } }
        }
    }
}

/// Returns who tells a statement, from the nearest link outward, each with the row of the telling.
fn chain(said: &Said, all: &[Told<'_>]) -> Vec<(String, String)> {
    let mut chain: Vec<(String, String)> = Vec::new();
    let mut parent = said.parent.clone();
    while let Some((row, outer)) = all.iter().find(|(row, _)| Some(&row.id) == parent.as_ref()) {
        if chain.len() >= DEEPEST {
            break;
        }
        chain.push((outer.speaker.name.clone(), row.id.clone()));
        parent.clone_from(&outer.parent);
    }
    chain
}

/// Returns in words how a date lies to the article's own.
///
/// 14 November 2023, in an article of the 15th → Tuesday, the day before the article
pub fn reckoned(date: PartialDate, published: Option<PartialDate>) -> String {
    let precise = match date.precision() {
        Precision::Day => {
            WEEKDAYS[usize::from(date.first().weekday().to_monday_zero_offset().unsigned_abs())]
        }
        Precision::Month => "a month, no day is known",
        Precision::Year => "a year, nothing closer is known",
        Precision::About => "give or take some days",
    };
    let Some(article) = published.filter(|day| day.precision() == Precision::Day) else {
        return precise.to_owned();
    };
    let before = date.first().until(article.first()).map_or(0, |span| span.get_days());
    let lies = match before {
        0 => "the day of the article".to_owned(),
        1 => "the day before the article".to_owned(),
        2.. => format!("{before} days before the article"),
        -1 => "the day after the article".to_owned(),
        _ => format!("{} days after the article", -before),
    };
    format!("{precise}, {lies}")
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
