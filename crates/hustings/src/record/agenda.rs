//! The agenda: what is due, and what became of what was due.
//!
//! Events of all articles about the race, with the key dates of its file; the same appointment told twice is one.
//!
//! `The summit opens on 9 July`, as of 10 July with nobody saying that it took place → overdue

use super::coverage::DATED;
use super::race_file::KeyDate;
use super::rows::{Fact, Row};
use super::view::View;
use crate::date::PartialDate;
use crate::race::EventStatus;
use serde::Serialize;
use std::collections::BTreeMap;

/// Something on the agenda.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Appointment {
    /// What, in an article's words.
    pub what: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Where.
    pub location: Option<String>,
    /// Whether it is to come, took place, was moved or dropped.
    pub status: EventStatus,
    /// Whether its day is over and nobody said that it took place.
    pub is_overdue: bool,
    /// The rows that say so; none for a key date of the race file.
    pub rows: Vec<String>,
    /// How many independent origins they have.
    pub origins: usize,
}

/// Returns what is and was on the agenda, in the order of days; what has none stands last.
pub fn agenda(view: &View<'_>) -> Vec<Appointment> {
    appointments(view, view.lettered(b'v').map(|at| view.coverage.row_at(at)))
}

/// Returns what is on the agenda for the day of the view or a later one.
pub(super) fn ahead(view: &View<'_>) -> Vec<Appointment> {
    let is_ahead =
        |date: Option<PartialDate>| date.is_some_and(|date| date.interval().last >= view.moment.as_of);
    let is_due = |due: &Appointment| matches!(due.status, EventStatus::Scheduled | EventStatus::Moved);
    // All rows of an appointment have one date, so that those of other days need not be joined.
    let is_dated = |at: &usize| view.coverage.columns[*at].flags & DATED != 0;
    let rows = view.lettered(b'v').filter(is_dated).map(|at| view.coverage.row_at(at));
    let appointments = appointments(view, rows.filter(|row| is_ahead(row.clocks.holds_from)));
    appointments.into_iter().filter(|due| is_due(due) && is_ahead(due.date)).collect()
}

fn appointments<'a>(view: &View<'a>, rows: impl Iterator<Item = &'a Row>) -> Vec<Appointment> {
    let mut joined: BTreeMap<(Option<PartialDate>, Vec<String>), Vec<&Row>> = BTreeMap::new();
    for row in rows.filter(|row| is_appointment(view, row)) {
        let Fact::Event { participants, location, what, .. } = &row.fact else { continue };
        let mut who: Vec<String> =
            participants.iter().map(|party| view.people.key(party, &row.edition)).collect();
        if who.is_empty() {
            who.push(location.clone().unwrap_or_else(|| what.clone()));
        }
        who.sort_unstable();
        joined.entry((row.clocks.holds_from, who)).or_default().push(row);
    }
    let mut appointments: Vec<Appointment> =
        joined.into_values().filter_map(|rows| appointment(view, &rows)).collect();
    let dates = view.scope.file().into_iter().flat_map(|file| &file.dates);
    let known = dates.filter(|date| date.known.is_none_or(|known| known <= view.moment.known_on));
    appointments.extend(known.filter_map(|date| key_date(view, date)));
    let day = |appointment: &Appointment| {
        let day = appointment.date.map(|date| date.interval());
        (day.is_none(), day)
    };
    appointments.sort_by(|a, b| (day(a), &a.what).cmp(&(day(b), &b.what)));
    appointments
}

/// Whether an event is one that somebody can wait for: told beforehand, or said to be held, moved or dropped.
fn is_appointment(view: &View<'_>, row: &Row) -> bool {
    let Fact::Event { status, .. } = &row.fact else { return false };
    let told = row.clocks.published.unwrap_or(row.clocks.learned).interval().first;
    view.has_day(told) && (*status != EventStatus::Held || row.clocks.holds_from.is_some())
}

fn appointment<'a>(view: &View<'a>, rows: &[&'a Row]) -> Option<Appointment> {
    let told = |row: &'a Row| {
        let published = row.clocks.published.unwrap_or(row.clocks.learned).interval().last;
        (published, &row.edition, row.place())
    };
    let last = *rows.iter().max_by_key(|row| told(row))?;
    let Fact::Event { what, location, status, .. } = &last.fact else { return None };
    let date = last.clocks.holds_from;
    let is_over = date.is_some_and(|date| date.interval().last < view.moment.as_of);
    Some(Appointment {
        what: what.clone(),
        date,
        location: location.clone(),
        status: *status,
        is_overdue: *status == EventStatus::Scheduled && is_over,
        rows: rows.iter().map(|row| row.id.clone()).collect(),
        origins: view.origins.count(rows.iter().copied()),
    })
}

fn key_date(view: &View<'_>, date: &KeyDate) -> Option<Appointment> {
    let day = date.on?;
    let is_over = day < view.moment.as_of;
    Some(Appointment {
        what: date.what.clone(),
        date: Some(PartialDate::day(day)),
        location: None,
        status: if is_over { EventStatus::Held } else { EventStatus::Scheduled },
        is_overdue: false,
        rows: Vec::new(),
        origins: 0,
    })
}
