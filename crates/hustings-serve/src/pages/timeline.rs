//! The timeline: what was said, done and decided, day by day, the latest first.
//!
//! Prints [`hustings::record::timeline`].

use hustings::record::{Entry, timeline};
use maud::{Markup, html};

use super::layout::{Place, in_race};
use super::when::when;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{date, encoded, one_line, several, shortened};

/// How many entries one page has.
const PAGE: usize = 100;

/// Shows the timeline.
///
/// # Errors
/// When the race is unknown, a parameter is not understood, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let from = asked.number("from", (0, 1_000_000))?;
    let race = asked.race()?;
    let mut entries = timeline(&race.view(moment));
    entries.reverse();
    let place = Place { asked, race: &race, way: "/timeline" };
    let shown: Vec<&Entry> = entries.iter().skip(from).take(PAGE).collect();
    let content = html! {
        h1 { "Timeline" }
        (when(&place, moment, "/timeline"))
        @if entries.is_empty() { p { "Nothing had happened by this day, as far as the articles tell." } }
        ol.timeline { @for (at, entry) in shown.iter().enumerate() {
            (of_entry(&place, entry, at == 0 || shown[at - 1].date != entry.date))
        } }
        @if from + PAGE < entries.len() {
            p { a.button href={ "/races/" (encoded(&race.id)) "/timeline?as-of=" (moment.as_of) "&known-on="
                (moment.known_on) "&from=" (from + PAGE) } { "Earlier" } }
        }
    };
    Ok(in_race(&place, "Timeline", content))
}

fn of_entry(place: &Place<'_>, entry: &Entry, is_new_day: bool) -> Markup {
    html! {
        li.(entry.kind).day[is_new_day] {
            @if is_new_day { time { (entry.date.map_or_else(|| "undated".to_owned(), date)) } }
            p {
                span.label { (entry.kind) } " "
                a href=[entry.rows.first().map(|row| place.row(row))] {
                    b { (entry.who) } " " (shortened(&one_line(&entry.what), 160))
                }
                span.quiet { @if let Some(outlet) = &entry.outlet { " · " (outlet) }
                    @if entry.origins > 1 { " · " (several(entry.origins, "origin")) } }
            }
            @if entry.words != entry.what { p.words { (shortened(&entry.words, 240)) } }
        }
    }
}
