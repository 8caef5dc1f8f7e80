//! A row with all that stands behind it: its words in their passage, its clocks, its origins, what hangs on it.
//!
//! Every line of the other pages leads here.

use hustings::attribution::AttributionKind;
use hustings::entity::speaker::SpeakerKind;
use hustings::record::{Edition, Fact, Part, Party, Row, View, fold};
use maud::{Markup, html};

use super::article::reckoned;
use super::color::Palette;
use super::layout::{Place, in_race};
use super::marks::{Mark, marked};
use crate::asked::Asked;
use crate::desk::under;
use crate::reply::{Failure, Reply};
use crate::site::Loaded;
use crate::words::{
    date, force, one_line, position, scale, several, shortened, spoken, status, tone, toward,
};

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
    let mut palette = Palette::new(&view);
    if let Some(party) = row.parties().first() {
        palette.add(&view.people.key(party, &row.edition));
    }
    let color = row
        .parties()
        .first()
        .map_or_else(|| "cx".to_owned(), |party| palette.class(&view.people.key(party, &row.edition)));
    let place = Place { asked, race: &race, way: "/articles" };
    let kind = kind(&row.fact);
    let content = html! {
        section.head.{ (color) } {
            p.kicker { (kind) }
            h1.statement { (headline(&view, row)) }
            (told(&place, &view, row))
            @if view.row(&row.id).is_none() {
                p.quiet { "Put aside on these days: not known yet, replaced by a newer edition, or rejected by a reviewer." }
            }
        }
        div.(color) { (passage(&text, row)) }
        p { a.button href={ (place.to(&format!("/articles/{}", edition.short()))) "#" (asked.part("row")) } {
            "In the article" } }
        div.columns {
            (clocks(row))
            (printed(&place, &view, edition))
        }
        (twins(&place, &view, row))
        (joined(&place, &race, (edition, row)))
        (words(row))
        (under::section(asked, &race, row)?)
        p.quiet { "Read with a confidence of " (format!("{:.0} %", row.confidence * 100.0)) ". Row " code { (row.id) }
            " of edition " code { (edition.id) } "." }
    };
    Ok(in_race(&place, kind, content))
}

/// Returns who says it and how, for a statement.
fn told(place: &Place<'_>, view: &View<'_>, row: &Row) -> Markup {
    let Fact::Statement(said) = &row.fact else { return html! {} };
    let name = |party: &Party| {
        view.people.of(party, &row.edition).map_or_else(|| party.name.clone(), |person| person.name.clone())
    };
    let kind = match said.speaker_kind {
        SpeakerKind::Person | SpeakerKind::Organization => "",
        SpeakerKind::Group => "a group",
        SpeakerKind::Unnamed => "not named",
        SpeakerKind::Document => "a text",
    };
    html! {
        p.lead { a href=(place.person(&name(&said.speaker))) { (name(&said.speaker)) }
            @if !kind.is_empty() { span.quiet { ", " (kind) } }
            @if let Some(count) = said.count { span.quiet { ", " (count) " of them" } } }
        @if !said.may_be.is_empty() { p.quiet { "Who that is, the words leave open: it may be " (said.may_be.join(" or ")) "." } }
        ul.facts {
            li { (match said.quotation {
                AttributionKind::Direct => "quoted",
                AttributionKind::Indirect => "told in the article’s words",
                AttributionKind::Mixed => "partly quoted",
            }) }
            @if let Some(force) = force(said.force) { li { (force) } }
            @if said.is_negated { li { "negated" } }
            @if said.is_hedged { li { "hedged" } }
            @if said.is_conditional { li { "on a condition" } }
            @if said.is_relayed { li { "passed on, from nobody in particular" } }
            @for about in &said.about {
                li.(tone(about.stance)) { (toward(about.stance, &name(&about.whom)))
                    @if let Some(reason) = &about.reason { ", because: " (shortened(&one_line(reason), 120)) } }
            }
        }
    }
}

/// Returns the kind of a row in a word.
pub fn kind(fact: &Fact) -> &'static str {
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
pub fn headline(view: &View<'_>, row: &Row) -> String {
    let name = |party: &Party| {
        view.people.of(party, &row.edition).map_or_else(|| party.name.clone(), |person| person.name.clone())
    };
    match &row.fact {
        Fact::Statement(_) => shortened(&spoken(row), 240),
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

/// Returns the paragraphs that the row's words stand in, cut at words where they are long.
pub fn passage(text: &str, row: &Row) -> Markup {
    let end = row.evidence.iter().map(|evidence| evidence.span.end).max().unwrap_or(0).min(text.len());
    let start = boundary(text, row.place());
    let early = boundary(text, start.saturating_sub(AROUND));
    let late = boundary(text, end + AROUND);
    let before = text.get(early..start).unwrap_or_default();
    let from = match before.rfind("\n\n") {
        Some(at) => early + at + 2,
        None if early == 0 => 0,
        None => before.find(' ').map_or(start, |at| early + at + 1),
    };
    let after = text.get(boundary(text, end)..late).unwrap_or_default();
    let to = match after.find("\n\n") {
        Some(at) => end + at,
        None if late == text.len() => late,
        None => after.rfind(' ').map_or(end, |at| end + at),
    };
    let marks: Vec<Mark> = row
        .evidence
        .iter()
        .map(|evidence| Mark {
            start: evidence.span.start.saturating_sub(from),
            end: evidence.span.end - from,
            class: format!("{} own", part(evidence.part).0),
            link: "#words".to_owned(),
            told: part(evidence.part).1.to_owned(),
        })
        .collect();
    html! { div.text.passage { (marked(text.get(from..to).unwrap_or_default(), &marks)) } }
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
                thead { tr { th scope="col" { "What they do" } th scope="col" { "Words" } th.number scope="col" { "Bytes" } } }
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
                    @if let Some(day) = day {
                        dt { (clock) }
                        dd { (date(day)) @if !matches!(clock, "Came into the record" | "Published") {
                            span.quiet { " · " (reckoned(day, row.clocks.published)) } } }
                    }
                }
            }
        }
    }
}

fn printed(place: &Place<'_>, view: &View<'_>, edition: &Edition) -> Markup {
    let origin = view.origins.of(&edition.id);
    let prints: Vec<&Edition> = view
        .editions()
        .filter(|other| other.id != edition.id && view.origins.of(&other.id) == origin)
        .take(20)
        .collect();
    html! {
        section {
            h2 { "Where" }
            p { (edition.outlet.as_deref().unwrap_or("Outlet unknown")) ": "
                a href=(place.to(&format!("/articles/{}", edition.short()))) { (edition.title.as_deref().unwrap_or("untitled")) } }
            @if prints.is_empty() { p.quiet { "The only print of its story in the record." } }
            @else {
                p.quiet { "The same story, so no origin of its own, stands in:" }
                ul.plain { @for print in prints { li {
                    a href=(place.to(&format!("/articles/{}", print.short()))) {
                        (print.outlet.as_deref().unwrap_or("outlet unknown")) }
                    span.quiet { @if let Some(day) = print.published { " · " (date(day)) } }
                } } }
            }
        }
    }
}

/// Returns the rows of other articles that say the same, with how many independent origins all have.
fn twins(place: &Place<'_>, view: &View<'_>, row: &Row) -> Markup {
    let rows: Vec<&Row> = view
        .rows_like(row)
        .filter(|other| other.id != row.id && view.has_come(other) && is_same(view, row, other))
        .take(30)
        .collect();
    let own = view.row(&row.id);
    let origins = view.origins.count(rows.iter().copied().chain(own));
    html! {
        @if !rows.is_empty() {
            section {
                h2 { "Also told by " span.quiet { (several(origins, "origin")) " in all" } }
                ul.plain { @for other in rows { li {
                    a href=(place.row(&other.id)) {
                        (view.edition(other).and_then(|edition| edition.outlet.as_deref()).unwrap_or("outlet unknown")) }
                    span.quiet { @if let Some(day) = other.clocks.published { " · " (date(day)) } }
                    " " span.words { (shortened(&spoken(other), 160)) }
                } } }
            }
        }
    }
}

/// Whether two rows say the same; what costs least is compared first, for there may be many.
fn is_same(view: &View<'_>, one: &Row, other: &Row) -> bool {
    let is_one =
        |a: &Party, b: &Party| view.people.key(a, &one.edition) == view.people.key(b, &other.edition);
    match (&one.fact, &other.fact) {
        (Fact::Candidacy { person: a, status: x, .. }, Fact::Candidacy { person: b, status: y, .. }) => {
            x == y && is_one(a, b)
        }
        (
            Fact::Endorsement { by: a, candidate: c, position: x, .. },
            Fact::Endorsement { by: b, candidate: d, position: y, .. },
        ) => x == y && is_one(a, b) && is_one(c, d),
        (Fact::Statement(a), Fact::Statement(b)) => {
            let long = |row: &Row| -> usize { row.part(Part::Content).map(|piece| piece.words.len()).sum() };
            long(one).abs_diff(long(other)) <= 2
                && is_one(&a.speaker, &b.speaker)
                && one.words(Part::Content).map(|words| fold(&words))
                    == other.words(Part::Content).map(|words| fold(&words))
        }
        _ => false,
    }
}

/// Returns what asserts the row, what it is told in, and what hangs on it.
fn joined(place: &Place<'_>, race: &Loaded, (edition, row): (&Edition, &Row)) -> Markup {
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
