//! The changes: what each day of the coverage changed, as a page and as an Atom feed (RFC 4287).
//!
//! Prints [`hustings::record::diff`] of the boards on two days in a row on which articles came, each without hindsight.

use hustings::record::{Board, Change, Moment, board, diff};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{PreEscaped, html};
use std::sync::Arc;

use super::board::change_list;
use super::layout::{Place, in_race};
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::site::Loaded;
use crate::words::{day, encoded};

/// How many days of coverage are looked at.
const DAYS: usize = 30;

/// Returns the changes of the last days of coverage up to a day, the latest first.
pub fn changes(race: &Loaded, until: Date) -> Vec<(Date, Arc<Vec<Change>>)> {
    let days: Vec<Date> = race.days().into_iter().filter(|day| *day <= until).collect();
    let from = days.len().saturating_sub(DAYS);
    // The board of the day before is that of the last one with articles; what came in between is no news.
    let mut last: Option<(Date, Board)> = None;
    let mut found = Vec::new();
    for at in from..days.len() {
        let (day, eve) = (days[at], days[at].saturating_sub(1.days()));
        let before = if at == 0 { eve } else { days[at - 1] };
        let changes = race.changes.of(day, || {
            let then = last.take().filter(|(of, _)| *of == before);
            let then = then.map_or_else(|| board(&race.view(Moment::on(before))), |(_, board)| board);
            let now = board(&race.view(Moment::on(day)));
            let changes = diff(&then, &now);
            last = Some((day, now));
            changes
        });
        if !changes.is_empty() {
            found.push((day, changes));
        }
    }
    found.reverse();
    found
}

/// Shows the changes.
///
/// # Errors
/// When the race is unknown, a day is none, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let place = Place { asked, race: &race, way: "/changes" };
    let all = changes(&race, moment.as_of);
    let content = html! {
        h1 { "Changes" }
        p.lead { "What each day of coverage changed on the board, as it was known on that day." }
        p { a.button href=(place.to("/changes.atom")) { "Follow as a feed (Atom)" } }
        @if all.is_empty() { p { "Nothing changed by this day." } }
        @for (on, changes) in &all {
            section.day {
                h2 { a href={ "/races/" (encoded(&race.id)) "?as-of=" (on) "&known-on=as-of" } { (day(*on)) } }
                (change_list(&place, changes))
            }
        }
    };
    Ok(in_race(&place, "Changes", content))
}

/// Sends the changes as Atom, one entry a day.
///
/// # Errors
/// When the race is unknown, a day is none, or the record cannot be read.
pub fn feed(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let all = changes(&race, moment.as_of);
    // Whoever reads a feed may not know where it came from: its links are whole.
    let address = format!("{}/races/{}", asked.origin, encoded(&race.id));
    let (page, own) = (format!("{address}/changes"), format!("{address}/changes.atom{}", asked.days()));
    let updated = all.first().map_or(moment.as_of, |(day, _)| *day);
    let content = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" {
            title { (race.post()) ": what changed" }
            id { "urn:hustings:" (encoded(&race.id)) ":changes" }
            updated { (updated) "T00:00:00Z" }
            author { name { "hustings" } }
            (link("self", "application/atom+xml", &own))
            (link("alternate", "text/html", &page))
            @for (on, changes) in &all {
                entry {
                    title { (day(*on)) }
                    id { "urn:hustings:" (encoded(&race.id)) ":" (on) }
                    updated { (on) "T00:00:00Z" }
                    (link("alternate", "text/html", &format!("{address}?as-of={on}&known-on=as-of")))
                    content type="text" {
                        @for change in changes.iter() { (change.sentence) "\n" }
                    }
                }
            }
        }
    };
    Ok(Reply { kind: "application/atom+xml; charset=utf-8", body: content.into_string() })
}

/// Returns a link as XML writes it: closed, which HTML's are not.
fn link(relation: &str, kind: &str, address: &str) -> PreEscaped<String> {
    let address = html! { (address) }.into_string();
    PreEscaped(format!("<link rel=\"{relation}\" type=\"{kind}\" href=\"{address}\"/>"))
}
