//! An elector: its vote, where it stands on each candidate and since when, who spoke for it; and all of them as a table.
//!
//! Prints [`hustings::record::elector`] and the seats of [`hustings::record::board`].

use hustings::record::{Board, Body, Seat, board, elector};
use maud::{Markup, html};

use super::color::Palette;
use super::electors::{bodies, claimed};
use super::layout::{Place, in_race};
use super::person::lines;
use super::when::when;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{date, day, encoded, position, several};

/// Shows all electors and where they stand.
///
/// # Errors
/// When the race is unknown, a day is none, or the record cannot be read.
pub fn list(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let view = race.view(moment);
    let now = board(&view);
    let palette = Palette::new(&view);
    let place = Place { asked, race: &race, way: "/electors" };
    let content = html! {
        h1 { "Electors" }
        (when(&place, moment, "/electors"))
        @if now.bodies.is_empty() { p { "No race file lists who decides; `hustings race new` begins one." } }
        (bodies(&place, &view, (&now, &palette)))
        @for body in &now.bodies { (table(&place, body)) }
        (claimed(&place, &now.claims))
    };
    Ok(in_race(&place, "Electors", content))
}

fn table(place: &Place<'_>, body: &Body) -> Markup {
    html! {
        section {
            h2 { "Seat by seat" }
            div.wide role="region" aria-label="Seat by seat" tabindex="0" {
                table {
                    thead { tr { th scope="col" { "Elector" } th scope="col" { "Position" } th scope="col" { "Since" } } }
                    tbody { @for seat in &body.seats { (of_seat(place, seat)) } }
                }
            }
        }
    }
}

fn of_seat(place: &Place<'_>, seat: &Seat) -> Markup {
    html! {
        tr {
            th scope="row" { a href=(place.elector(&seat.elector)) { (seat.elector) }
                @if seat.votes > 1 { span.quiet { " " (several(seat.votes as usize, "vote")) } }
                @if seat.has_veto { span.quiet { " veto" } } }
            @if seat.positions.is_empty() { td.quiet { "unknown" } td {} } @else {
                td { @for held in &seat.positions {
                    p { a.{ "key " (side(held.position)) } href=(place.row(&held.row)) {
                        (position(held.position)) " " (held.candidate) @if held.is_conditional { ", on a condition" } } }
                } }
                td { @for held in &seat.positions { p.quiet { (held.since.map_or_else(|| "undated".to_owned(), date)) } } }
            }
        }
    }
}

fn side(held: hustings::race::Position) -> &'static str {
    match held {
        hustings::race::Position::For => "for",
        hustings::race::Position::Against => "against",
        hustings::race::Position::Reservation => "reserved",
    }
}

/// Shows an elector.
///
/// # Errors
/// When nobody of the name has a vote, the race is unknown, a day is none, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let name = asked.part("name");
    let view = race.view(moment);
    let unknown =
        || Failure::unknown(format!("nobody called “{name}” has a vote in the race for {}", race.post()));
    let found = elector(&view, name).ok_or_else(unknown)?;
    let now = board(&view);
    let place = Place { asked, race: &race, way: "/electors" };
    let seat = seat(&now, &found.elector.name);
    let content = html! {
        section.head {
            p.kicker { "Elector in the " (found.assembly) }
            h1 { (found.elector.name) }
            p.lead { (standing(seat)) }
            p.quiet {
                @if let Some(joined) = found.elector.joined { "has a vote since " (day(joined)) }
                @if let Some(left) = found.elector.left { ", until " (day(left)) }
                @if found.elector.votes > 1 { " · " (several(found.elector.votes as usize, "vote")) }
                @if !found.elector.aliases.is_empty() { " · also " (found.elector.aliases.join(", ")) }
            }
        }
        (when(&place, moment, &format!("/electors/{}", encoded(name))))
        @if let Some(seat) = seat.filter(|seat| !seat.positions.is_empty()) {
            section { h2 { "Stands" } table { tbody { (of_seat(&place, seat)) } } }
        }
        (lines(&place, &view, ("Positions, the latest first", &found.positions)))
        (lines(&place, &view, ("Said by it, or for it", &found.said)))
        @if found.positions.is_empty() && found.said.is_empty() {
            p { "No article known by this day says where it stands. That is unknown, not neutral." }
        }
    };
    Ok(in_race(&place, &found.elector.name, content))
}

fn seat<'a>(board: &'a Board, name: &str) -> Option<&'a Seat> {
    board.bodies.iter().flat_map(|body| &body.seats).find(|seat| seat.elector == name)
}

/// Returns in a sentence where an elector stands.
fn standing(seat: Option<&Seat>) -> String {
    let Some(seat) = seat else { return "Has no vote on this day.".to_owned() };
    let held: Vec<String> =
        seat.positions.iter().map(|held| format!("{} {}", position(held.position), held.candidate)).collect();
    if held.is_empty() {
        "Has not said whom it backs.".to_owned()
    } else {
        format!("Is {}.", held.join(", "))
    }
}
