//! The agenda: what is due and what became of it, as a page and as iCalendar (RFC 5545).
//!
//! Prints [`hustings::record::agenda`].

use hustings::date::Precision;
use hustings::race::EventStatus;
use hustings::record::icalendar::{escaped, folded};
use hustings::record::{Appointment, agenda};
use jiff::civil::Date;
use maud::{Markup, html};

use super::layout::{Place, in_race};
use super::when::when;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{date, one_line, several, shortened};

/// Shows the agenda.
///
/// # Errors
/// When the race is unknown, a day is none, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let all = agenda(&race.view(moment));
    let place = Place { asked, race: &race, way: "/agenda" };
    let is_past = |due: &Appointment| due.date.is_some_and(|date| date.interval().last < moment.as_of);
    let (mut past, mut coming): (Vec<&Appointment>, Vec<&Appointment>) =
        all.iter().partition(|due| is_past(due));
    past.reverse();
    coming.sort_by_key(|due| by_end(due));
    let content = html! {
        h1 { "Agenda" }
        (when(&place, moment, "/agenda"))
        p { a.button href=(place.to("/agenda.ics")) { "Into your calendar (iCalendar)" } }
        h2 { "To come" }
        (list(&place, &coming, "Nothing is known to be due."))
        h2 { "Past" }
        (list(&place, &past, "Nothing was due before this day."))
    };
    Ok(in_race(&place, "Agenda", content))
}

/// Returns what an appointment is sorted by: when it is over at the latest, so that *9 July 2024* comes before *2024*.
pub fn by_end(due: &Appointment) -> (bool, Option<(Date, Date)>) {
    let days = due.date.map(|date| date.interval());
    (days.is_none(), days.map(|days| (days.last, days.first)))
}

fn list(place: &Place<'_>, appointments: &[&Appointment], none: &str) -> Markup {
    html! {
        @if appointments.is_empty() { p { (none) } }
        ol.agenda {
            @for due in appointments {
                li {
                    time { (due.date.map_or_else(|| "undated".to_owned(), date)) }
                    p {
                        a href=[due.rows.first().map(|row| place.row(row))] { (shortened(&one_line(&due.what), 200)) }
                        span.quiet {
                            @if let Some(location) = &due.location { " · " (location) }
                            @if due.is_overdue { " · overdue: nobody said that it took place" }
                            @else if matches!(due.status, EventStatus::Moved | EventStatus::Dropped) { " · " (due.status.name()) }
                            @if due.origins > 1 { " · " (several(due.origins, "origin")) }
                            @if due.rows.is_empty() { " · from the race file" }
                        }
                    }
                }
            }
        }
    }
}

/// Sends the agenda as iCalendar: what has a day.
///
/// # Errors
/// When the race is unknown, a day is none, or the record cannot be read.
pub fn calendar(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//hustings//agenda//EN".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(race.post())),
    ];
    let stamp = moment.known_on.strftime("%Y%m%dT000000Z").to_string();
    for (at, due) in agenda(&race.view(moment)).iter().enumerate() {
        let Some(day) = due.date.filter(|date| date.precision() == Precision::Day) else { continue };
        let status = match due.status {
            EventStatus::Dropped => "CANCELLED",
            _ => "CONFIRMED",
        };
        let name = due.rows.first().map_or_else(|| format!("{}/{at}", race.id), Clone::clone);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@hustings", escaped(&name)),
            format!("DTSTAMP:{stamp}"),
            format!("DTSTART;VALUE=DATE:{}", day.first().strftime("%Y%m%d")),
            format!("SUMMARY:{}", escaped(&one_line(&due.what))),
            format!("STATUS:{status}"),
        ]);
        lines.extend(due.location.as_ref().map(|place| format!("LOCATION:{}", escaped(place))));
        lines.push("END:VEVENT".to_owned());
    }
    lines.push("END:VCALENDAR".to_owned());
    let body = lines.iter().map(|line| folded(line)).collect();
    Ok(Reply { kind: "text/calendar; charset=utf-8", body })
}
