//! The seat map: who stands behind whom, as seats in a half circle with the same in words.
//!
//! [`super::board`] shows it; named electors fill seats, claimed counts stand beside it.

use hustings::race::Position;
use hustings::record::{Body, Camp, Claim};
use maud::{Markup, html};
use std::f64::consts::PI;

use super::layout::Place;
use crate::words::{date, position, quoted, shortened};

/// The most seats that are drawn one by one.
const DRAWN: usize = 750;

/// A seat of the map: its class, and whose it is.
type Drawn = (&'static str, String);

/// Returns the bodies of a race with their maps.
pub fn bodies(place: &Place<'_>, bodies: &[Body], claims: &[Claim]) -> Markup {
    html! {
        @for body in bodies {
            section.body {
                h2 { (body.name) }
                p.quiet { "Decides by " (body.needs) "." }
                @if body.camps.is_empty() {
                    figure.camp { (map(&undecided(body), "Nobody has taken a position in public.")) }
                    p { "No elector has taken a position in public." }
                }
                div.camps { @for camp in &body.camps { (of_camp(place, body, camp)) } }
            }
        }
        @if !claims.is_empty() { (claimed(place, claims)) }
    }
}

fn of_camp(place: &Place<'_>, body: &Body, camp: &Camp) -> Markup {
    let sides = [("for", &camp.backers), ("against", &camp.opponents), ("reserved", &camp.reserved)];
    let row = |elector: &String| {
        let seat = body.seats.iter().find(|seat| seat.elector == *elector)?;
        seat.positions.iter().find(|held| held.candidate == camp.candidate).map(|held| held.row.clone())
    };
    html! {
        figure.camp {
            figcaption { a href=(place.person(&camp.candidate)) { (camp.candidate) } }
            (map(&seats(body, camp), &format!("{}: {}", camp.candidate, camp.distance)))
            p.distance { (camp.distance) }
            dl {
                @for (side, names) in sides.into_iter().filter(|(_, names)| !names.is_empty()) {
                    dt.{ "key " (side) } { (side) " (" (names.len()) ")" }
                    dd {
                        @for (at, name) in names.iter().enumerate() {
                            @if at > 0 { ", " }
                            @if let Some(row) = row(name) { a href=(place.row(&row)) { (name) } } @else { (name) }
                        }
                    }
                }
                @if camp.unknown > 0 { dt.key.unknown { "unknown" } dd { (camp.unknown) } }
            }
        }
    }
}

/// Returns the seats in the order in which they sit: for, reserved, unknown, against.
fn seats(body: &Body, camp: &Camp) -> Vec<Drawn> {
    let mut drawn: Vec<(u8, Drawn)> = Vec::new();
    for seat in &body.seats {
        let held = seat.positions.iter().find(|held| held.candidate == camp.candidate);
        let (order, class) = match held.map(|held| (held.position, held.is_conditional)) {
            Some((Position::For, false)) => (0, "for"),
            Some((Position::Against, _)) => (3, "against"),
            Some(_) => (1, "reserved"),
            None => (2, "unknown"),
        };
        for _ in 0..seat.votes.min(60) {
            drawn.push((order, (class, format!("{}: {class}", seat.elector))));
        }
    }
    let missing = usize::try_from(body.votes).unwrap_or(0).saturating_sub(drawn.len()).min(DRAWN);
    drawn.extend((0..missing).map(|_| (2, ("unknown", "not listed".to_owned()))));
    drawn.sort_by_key(|(order, _)| *order);
    drawn.into_iter().map(|(_, drawn)| drawn).take(DRAWN).collect()
}

fn undecided(body: &Body) -> Vec<Drawn> {
    let count = usize::try_from(body.votes).unwrap_or(0).min(DRAWN);
    let name =
        |at: usize| body.seats.get(at).map_or_else(|| "not listed".to_owned(), |seat| seat.elector.clone());
    (0..count).map(|at| ("unknown", name(at))).collect()
}

/// Returns seats as a half circle, its text equivalent in the title.
fn map(seats: &[Drawn], told: &str) -> Markup {
    let places = half_circle(seats.len());
    let radius = places.1;
    html! {
        svg.seats viewBox="-106 -106 212 115" role="img" aria-label=(told) {
            title { (told) }
            @for ((class, name), (x, y)) in seats.iter().zip(&places.0) {
                circle.(class) cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r=(format!("{radius:.1}")) {
                    title { (name) }
                }
            }
        }
    }
}

/// Returns places for so many seats in a half circle, left to right, and how large a seat can be.
#[allow(clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_possible_truncation)]
fn half_circle(count: usize) -> (Vec<(f64, f64)>, f64) {
    if count == 0 {
        return (Vec::new(), 0.0);
    }
    let rows = (count as f64 / 7.0).sqrt().ceil().max(1.0) as usize;
    let (outer, inner) = (98.0, if rows == 1 { 98.0 } else { 44.0 });
    let step = if rows == 1 { 0.0 } else { (outer - inner) / (rows - 1) as f64 };
    let radii: Vec<f64> = (0..rows).map(|row| inner + step * row as f64).collect();
    let whole: f64 = radii.iter().sum();
    let mut left = count;
    let mut places: Vec<(f64, f64, f64)> = Vec::new();
    for (row, radius) in radii.iter().enumerate() {
        let share = if row + 1 == rows { left } else { (count as f64 * radius / whole).round() as usize };
        let share = share.min(left);
        left -= share;
        for at in 0..share {
            let part = if share == 1 { 0.5 } else { at as f64 / (share - 1) as f64 };
            let angle = PI * (1.0 - part);
            places.push((part, angle.cos() * radius, -angle.sin() * radius));
        }
    }
    places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let along = PI * outer / (count as f64 * outer / whole).max(1.0);
    let size = (along * 0.40).min(if rows == 1 { 8.0 } else { step * 0.42 }).clamp(1.0, 8.0);
    (places.into_iter().map(|(_, x, y)| (x, y)).collect(), size)
}

fn claimed(place: &Place<'_>, claims: &[Claim]) -> Markup {
    html! {
        section.claims {
            h2 { "Claimed, naming nobody" }
            p.quiet { "Such counts fill no seat." }
            ul.plain {
                @for claim in claims {
                    li {
                        a.words href=(place.row(&claim.row)) { (quoted(&shortened(&claim.words, 120))) }
                        " " (position(claim.position)) " " (claim.candidate)
                        span.quiet {
                            ", claimed by "
                            @if claim.claimed_by.is_empty() { "the article itself" }
                            @else { (claim.claimed_by.join(" → ")) }
                            @if let Some(day) = claim.date { ", " (date(day)) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::half_circle;

    #[test]
    fn every_seat_has_a_place_in_the_picture() {
        for count in [0, 1, 2, 9, 15, 32, 120, 211, 705] {
            let (places, radius) = half_circle(count);
            assert_eq!(places.len(), count);
            let inside =
                |(x, y): &(f64, f64)| x.abs() + radius <= 106.1 && -106.1 <= y - radius && y + radius <= 8.1;
            assert!(places.iter().all(inside), "{count} seats");
        }
    }
}
