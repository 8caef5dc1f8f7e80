//! The seat map: who stands behind whom, as seats in a half circle with the same in words, and how far it is.
//!
//! [`super::board`] shows it. A seat has the color of the candidate whom its elector backs; a claimed count is hatched
//! on the bar beside, since it names nobody and fills no seat.

use hustings::race::Position;
use hustings::record::{Board, Body, Camp, Claim, Seat, View};
use maud::{Markup, html};
use std::f64::consts::PI;

use super::color::Palette;
use super::layout::Place;
use crate::words::{date, position, quoted, shortened};

/// The most seats that are drawn one by one.
const DRAWN: usize = 750;

/// How many claims are listed.
const CLAIMS: usize = 12;

/// A seat of the map: its class, and whose it is.
type Drawn = (String, String);

/// Returns the bodies of a race with their maps.
pub fn bodies(place: &Place<'_>, view: &View<'_>, (board, palette): (&Board, &Palette)) -> Markup {
    html! {
        @for body in &board.bodies {
            @let (open, past): (Vec<&Camp>, Vec<&Camp>) = body.camps.iter().partition(|camp| !camp.is_out);
            @let color = |name: &str| palette.of_name(view, name);
            section.body {
                h2 { a href=(place.to("/electors")) { (body.name) } }
                p.quiet { "Decides by " (body.needs) ". A filled seat is an elector who was named." }
                div.decides {
                    (map(&seats(body, &open, &color), &told(body, &open)))
                    div.camps {
                        @if open.is_empty() { p { "No elector has taken a position on anybody who is in the race." } }
                        @for camp in &open {
                            (of_camp(place, (body, camp), (&claims_on(board, &camp.candidate), &color(&camp.candidate))))
                        }
                        @if !past.is_empty() {
                            details {
                                summary { "Positions on those who are out" }
                                @for camp in &past {
                                    (of_camp(place, (body, camp), (&[], &color(&camp.candidate))))
                                }
                            }
                        }
                    }
                }
                (silent(place, body))
            }
        }
    }
}

fn claims_on<'a>(board: &'a Board, candidate: &str) -> Vec<&'a Claim> {
    let is_for = |claim: &&Claim| claim.candidate == candidate && claim.position == Position::For;
    board.claims.iter().filter(is_for).collect()
}

fn of_camp(place: &Place<'_>, (body, camp): (&Body, &Camp), (claims, color): (&[&Claim], &str)) -> Markup {
    let sides = [("for", &camp.backers), ("against", &camp.opponents), ("reserved", &camp.reserved)];
    html! {
        article.{ "camp " (color) } {
            h3 { a href=(place.person(&camp.candidate)) { (camp.candidate) } }
            (bar(camp, claims))
            p.distance { (camp.distance) }
            dl {
                @for (side, names) in sides.into_iter().filter(|(_, names)| !names.is_empty()) {
                    dt.{ "key " (side) } { (side) " (" (names.len()) ")" }
                    dd { @for (at, name) in names.iter().enumerate() {
                        @if at > 0 { ", " } a href=[row_of(body, camp, name).map(|row| place.row(row))] { (name) }
                    } }
                }
                @for claim in claims.iter().take(CLAIMS) {
                    dt.key.claim { "claimed" }
                    dd { a href=(place.row(&claim.row)) { (claim.words) } ", " (by(claim))
                        @if let Some(day) = claim.date { ", " (date(day)) } }
                }
                @if camp.unknown > 0 { dt.key.unknown { "unknown" } dd { (camp.unknown) } }
            }
        }
    }
}

fn row_of<'a>(body: &'a Body, camp: &Camp, elector: &str) -> Option<&'a String> {
    let seat = body.seats.iter().find(|seat| seat.elector == elector)?;
    seat.positions.iter().find(|held| held.candidate == camp.candidate).map(|held| &held.row)
}

/// Returns the way to a decision as a bar: named votes filled, the highest claim hatched, those against at the end.
fn bar(camp: &Camp, claims: &[&Claim]) -> Markup {
    let needed = camp.needed.max(1);
    let claimed = claims.iter().map(|claim| claim.count).max().unwrap_or(0).min(needed);
    let named = camp.votes.min(needed);
    let against = u32::try_from(camp.opponents.len()).unwrap_or(0);
    let told = match claimed {
        0 => camp.distance.clone(),
        _ => format!("{}; {claimed} claimed", camp.distance),
    };
    let part = |votes: u32| f64::from(votes) * 200.0 / f64::from(needed);
    html! {
        svg.bar viewBox="0 0 200 12" preserveAspectRatio="none" role="img" aria-label=(told) {
            rect.needed x="0" y="1" width="200" height="10" {}
            @if claimed > named {
                rect.claimed x="0" y="1" width=(format!("{:.1}", part(claimed))) height="10" {}
                path.hatch d=(hatch(part(named), part(claimed))) {}
            }
            rect.named x="0" y="1" width=(format!("{:.1}", part(named))) height="10" {}
            @if against > 0 {
                rect.against x=(format!("{:.1}", 200.0 - part(against).min(200.0))) y="1"
                    width=(format!("{:.1}", part(against).min(200.0))) height="10" {}
            }
        }
    }
}

/// Returns slanted lines between two places of a bar.
fn hatch(from: f64, to: f64) -> String {
    let mut drawn = String::new();
    let mut at = from + 2.0;
    while at < to {
        drawn.push_str(&format!("M{:.1} 11L{:.1} 1", at, (at + 3.0).min(to)));
        at += 4.0;
    }
    drawn
}

/// Returns the seats in the order in which they sit: by whom they back, then doubts, silence, and those against.
fn seats(body: &Body, open: &[&Camp], color: &dyn Fn(&str) -> String) -> Vec<Drawn> {
    let mut drawn: Vec<(usize, Drawn)> = Vec::new();
    for seat in &body.seats {
        let (order, class, told) = stand(seat, open, color);
        for _ in 0..seat.votes.min(60) {
            drawn.push((order, (class.clone(), told.clone())));
        }
    }
    let missing = usize::try_from(body.votes).unwrap_or(0).saturating_sub(drawn.len()).min(DRAWN);
    drawn.extend((0..missing).map(|_| (SILENT, ("unknown".to_owned(), "not listed".to_owned()))));
    drawn.sort_by_key(|(order, _)| *order);
    drawn.into_iter().map(|(_, drawn)| drawn).take(DRAWN).collect()
}

/// Where those sit who have doubts, of whom nothing is known, and who are against somebody and for nobody.
const DOUBTING: usize = 100;
const SILENT: usize = 101;
const AGAINST: usize = 102;

/// Returns where an elector sits, with what class, and what it is in words.
fn stand(seat: &Seat, open: &[&Camp], color: &dyn Fn(&str) -> String) -> (usize, String, String) {
    let held = |order: usize| {
        let candidate = &open[order].candidate;
        let held = seat.positions.iter().find(|held| held.candidate == *candidate)?;
        Some((order, held))
    };
    let held: Vec<_> = (0..open.len()).filter_map(held).collect();
    let told =
        |at: &hustings::record::Held| format!("{}: {} {}", seat.elector, position(at.position), at.candidate);
    let backed = held.iter().find(|(_, at)| at.position == Position::For && !at.is_conditional);
    if let Some((order, at)) = backed {
        return (*order, format!("named {}", color(&at.candidate)), told(at));
    }
    match held.first() {
        Some((_, at)) if at.position == Position::Against => (AGAINST, "against".to_owned(), told(at)),
        Some((_, at)) => (DOUBTING, "reserved".to_owned(), told(at)),
        None => (SILENT, "unknown".to_owned(), format!("{}: unknown", seat.elector)),
    }
}

fn told(body: &Body, open: &[&Camp]) -> String {
    let camps: Vec<String> =
        open.iter().map(|camp| format!("{}: {}", camp.candidate, camp.distance)).collect();
    let camps = if camps.is_empty() { "nobody has taken a position".to_owned() } else { camps.join("; ") };
    format!("{}, {} votes. {camps}", body.name, body.votes)
}

/// Returns seats as a half circle, its text equivalent in the title.
fn map(seats: &[Drawn], told: &str) -> Markup {
    let (places, radius) = half_circle(seats.len());
    html! {
        svg.seats viewBox="-106 -106 212 115" role="img" aria-label=(told) {
            @for ((class, name), (x, y)) in seats.iter().zip(&places) {
                circle.(class) cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r=(format!("{radius:.1}")) {
                    title { (name) }
                }
                @if class == "against" {
                    @let arm = radius * 0.55;
                    path.no d={ "M" (format!("{:.1} {:.1}l{:.1} {:.1}", x - arm, y - arm, 2.0 * arm, 2.0 * arm))
                        (format!("M{:.1} {:.1}l{:.1} {:.1}", x + arm, y - arm, -2.0 * arm, 2.0 * arm)) } {}
                }
            }
            text.count x="0" y="-8" text-anchor="middle" { (seats.len()) }
            text.unit x="0" y="4" text-anchor="middle" { "votes" }
        }
    }
}

/// Returns the electors of whom nothing is known.
fn silent(place: &Place<'_>, body: &Body) -> Markup {
    let silent: Vec<&Seat> = body.seats.iter().filter(|seat| seat.positions.is_empty()).collect();
    html! {
        @if !silent.is_empty() {
            details.silent {
                summary { "Electors who have not spoken (" (silent.len()) ")" }
                p { @for (at, seat) in silent.iter().enumerate() {
                    @if at > 0 { ", " } a href=(place.elector(&seat.elector)) { (seat.elector) }
                } }
            }
        }
    }
}

/// Returns who claims a count, from the innermost link outward.
fn by(claim: &Claim) -> String {
    if claim.claimed_by.is_empty() {
        "says the article itself".to_owned()
    } else {
        format!("says {}", claim.claimed_by.join(", says "))
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

/// Returns the counts that somebody claims, with the chain of those who do.
pub fn claimed(place: &Place<'_>, claims: &[Claim]) -> Markup {
    html! {
        @if !claims.is_empty() {
            section.claims {
                h2 { "Claimed, naming nobody" }
                p.quiet { "Such counts fill no seat: they say how many, not who." }
                ul.plain {
                    @for claim in claims.iter().take(CLAIMS) {
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
                @if claims.len() > CLAIMS { p.quiet { "and " (claims.len() - CLAIMS) " more" } }
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
