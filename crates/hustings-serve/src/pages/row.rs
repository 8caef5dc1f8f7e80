//! A row with all that stands behind it: its words in their passage, its clocks, its origins, what hangs on it.
//!
//! Every line of the other pages leads here.

use hustings::record::{Edition, Fact, Part, Row, View};
use maud::{Markup, html};

use super::article::{Mark, marked};
use super::layout::{Place, in_race};
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{date, force, one_line, position, scale, several, shortened, stance, status};

/// How many bytes before and behind its words a passage has.
const AROUND: usize = 280;

/// Shows a row.
///
/// # Errors
/// When the race has no such row, a day is none, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let edition = race.edition(asked.part("edition"))?;
    let id = format!("{}/{}", edition.short(), asked.part("row"));
    let unknown = || Failure::unknown(format!("the article “{}” has no row of that name", edition.short()));
    let row = race.rows_of(edition).find(|row| row.id == id).ok_or_else(unknown)?;
    let (_, text) = asked.site.store()?.text(&edition.id)?;
    let view = race.view(moment);
    let place = Place { asked, race: &race, way: "/articles" };
    let kind = kind(&row.fact);
    let content = html! {
        p.kicker { (kind) }
        h1.statement { (headline(&view, row)) }
        (passage(&text, row))
        p { a.button href={ (place.to(&format!("/articles/{}", edition.short()))) "#" (asked.part("row")) } {
            "In the article" } }
        div.columns {
            (clocks(row))
            (printed(&view, edition))
        }
        (words(row))
        (joined(&place, &race, (edition, row)))
        p.quiet { "Read with a confidence of " (format!("{:.0} %", row.confidence * 100.0)) ". Row " code { (row.id) }
            " of edition " code { (edition.id) } "." }
    };
    Ok(in_race(&place, kind, content))
}

fn kind(fact: &Fact) -> &'static str {
    match fact {
        Fact::Entity { .. } => "Name",
        Fact::Statement(_) => "Statement",
        Fact::Race { .. } => "Race",
        Fact::Tenure { .. } => "Tenure",
        Fact::Candidacy { .. } => "Candidacy",
        Fact::Endorsement { .. } => "Position",
        Fact::Criterion { .. } => "Demand",
        Fact::Ballot { .. } => "Ballot",
        Fact::Event { .. } => "Event",
    }
}

/// Returns what the row says, in a sentence.
fn headline(view: &View<'_>, row: &Row) -> String {
    let name = |party: &hustings::record::Party| {
        view.people.of(party, &row.edition).map_or_else(|| party.name.clone(), |person| person.name.clone())
    };
    match &row.fact {
        Fact::Statement(said) => {
            let stances =
                said.about.iter().map(|about| format!("{} {}", stance(about.stance), name(&about.whom)));
            let done: Vec<String> = force(said.force).map(str::to_owned).into_iter().chain(stances).collect();
            if done.is_empty() {
                name(&said.speaker)
            } else {
                format!("{} {}", name(&said.speaker), done.join(", "))
            }
        }
        Fact::Candidacy { person, status: now, scale: on, post } => {
            format!("{}: {} for {post}, {}", name(person), status(*now), scale(*on))
        }
        Fact::Endorsement { by, candidate, position: held, is_conditional, .. } => {
            let condition = if *is_conditional { ", on a condition" } else { "" };
            format!("{} {} {}{condition}", name(by), position(*held), name(candidate))
        }
        Fact::Tenure { person, post, .. } => format!("{}, {post}", name(person)),
        Fact::Race { post, .. } => format!("The race for {post}"),
        Fact::Criterion { text, .. } => one_line(text),
        Fact::Ballot { tallies, .. } => {
            let tallies: Vec<String> =
                tallies.iter().map(|(what, votes)| format!("{what}: {votes}")).collect();
            format!("A vote. {}", tallies.join(", "))
        }
        Fact::Event { what, .. } => shortened(&one_line(what), 200),
        Fact::Entity { name, .. } => name.clone(),
    }
}

fn passage(text: &str, row: &Row) -> Markup {
    let end = row.evidence.iter().map(|evidence| evidence.span.end).max().unwrap_or(0).min(text.len());
    let from = boundary(text, row.place().saturating_sub(AROUND));
    let to = boundary(text, end + AROUND);
    let marks: Vec<Mark> = row
        .evidence
        .iter()
        .filter(|evidence| evidence.span.start >= from)
        .map(|evidence| Mark {
            start: evidence.span.start - from,
            end: evidence.span.end - from,
            class: format!("{} c0", part(evidence.part).0),
            link: "#words".to_owned(),
            told: part(evidence.part).1.to_owned(),
        })
        .collect();
    html! {
        div.text.passage {
            @if from > 0 { span.quiet { "…" } }
            (marked(text.get(from..to).unwrap_or_default(), &marks))
        }
    }
}

/// Returns the last boundary between characters that is not behind a byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Returns the class and the name of a part.
fn part(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Whole => ("content", "the words that say it"),
        Part::Source => ("source", "who says it"),
        Part::Cue => ("cue", "what makes it a saying"),
        Part::Content => ("content", "what is said"),
        Part::Reason => ("cue", "the reason"),
        Part::Venue => ("cue", "where it was said"),
        Part::Medium => ("cue", "who carried it first"),
        Part::Addressee => ("cue", "to whom"),
        Part::Question => ("cue", "the question"),
    }
}

fn words(row: &Row) -> Markup {
    html! {
        section #words {
            h2 { "Its words" }
            table {
                thead { tr { th scope="col" { "What they do" } th scope="col" { "Words" } th scope="col" { "Bytes" } } }
                tbody {
                    @for evidence in &row.evidence {
                        tr {
                            th scope="row" { (part(evidence.part).1) }
                            td { (evidence.one_line()) }
                            td.number { (evidence.span.start) "–" (evidence.span.end) }
                        }
                    }
                }
            }
        }
    }
}

fn clocks(row: &Row) -> Markup {
    let clocks = [
        ("Said", row.clocks.said),
        ("Holds from", row.clocks.holds_from),
        ("Holds until", row.clocks.holds_until),
        ("Published", row.clocks.published),
        ("Came into the record", Some(row.clocks.learned)),
    ];
    html! {
        section {
            h2 { "When" }
            dl {
                @for (clock, day) in clocks {
                    @if let Some(day) = day { dt { (clock) } dd { (date(day)) } }
                }
            }
        }
    }
}

fn printed(view: &View<'_>, edition: &Edition) -> Markup {
    let prints = view.origins.prints(&edition.id);
    html! {
        section {
            h2 { "Where" }
            p { (edition.outlet.as_deref().unwrap_or("Outlet unknown")) ": "
                (edition.title.as_deref().unwrap_or("untitled")) }
            p.quiet { @if prints > 1 { "One of " (several(prints, "print")) " of one story." }
                @else { "The only print of its story in the record." } }
        }
    }
}

/// Returns what asserts the row, what it is told in, and what hangs on it.
fn joined(place: &Place<'_>, race: &crate::site::Loaded, (edition, row): (&Edition, &Row)) -> Markup {
    let parent = match &row.fact {
        Fact::Statement(said) => said.parent.as_deref(),
        _ => row.asserted_by.as_deref(),
    };
    let hangs = |other: &&Row| {
        let parent = match &other.fact {
            Fact::Statement(said) => said.parent.as_deref(),
            _ => other.asserted_by.as_deref(),
        };
        parent == Some(row.id.as_str())
    };
    let above = race.rows_of(edition).filter(|other| Some(other.id.as_str()) == parent);
    let below: Vec<&Row> = race.rows_of(edition).filter(hangs).collect();
    let line = |row: &Row| {
        let words = row.words(Part::Content).or_else(|| row.words(Part::Whole)).unwrap_or_default();
        html! { li { span.label { (kind(&row.fact)) } " " a href=(place.row(&row.id)) { (shortened(&words, 200)) } } }
    };
    html! {
        @for row in above { section { h2 { "Told in" } ul.plain { (line(row)) } } }
        @if !below.is_empty() { section { h2 { "What it asserts" } ul.plain { @for row in &below { (line(row)) } } } }
    }
}
