//! Two sides of one matter: who turned, with both quotations, and where sources disagree, with the origins of each.
//!
//! [`super::board`] shows both.

use hustings::record::{Board, Grade, Side, View};
use maud::{Markup, html};

use super::board::SHOWN;
use super::color::Palette;
use super::layout::Place;
use crate::words::{capital, date, several, shortened};

/// Returns the turns and the disagreements of a race, at most so many of each.
pub fn turns(
    place: &Place<'_>,
    view: &View<'_>,
    (board, palette): (&Board, &Palette),
    most: usize,
) -> Markup {
    let more = |all: usize| {
        html! { @if all > most { p.more { a href=(place.to("/people")) {
        "And " (all - most) " more, on the pages of those whom they are about" } } } }
    };
    html! {
        @if !board.contradictions.is_empty() {
            section.sides-list {
                h2 { "Sources disagree" }
                @for quarrel in board.contradictions.iter().take(most) {
                    @let who = board.candidates.iter().find(|one| quarrel.about.contains(&one.name));
                    article.{ "sides " (who.map_or_else(|| "cx".to_owned(), |one| palette.class(&one.key))) } {
                        h3 { (capital(&quarrel.about)) }
                        (side(place, view, &quarrel.one))
                        (side(place, view, &quarrel.other))
                    }
                }
                (more(board.contradictions.len()))
            }
        }
        @if !board.reversals.is_empty() {
            section.sides-list {
                h2 { "Turned around" }
                @for turn in board.reversals.iter().rev().take(most) {
                    article.{ "sides turn " (palette.of_name(view, &turn.who)) } {
                        h3 { a href=(place.person(&turn.who)) { (turn.who) } " on " (matter(&turn.on))
                            span.quiet { " · " (grade(turn.grade)) } }
                        (side(place, view, &turn.before))
                        (side(place, view, &turn.then))
                    }
                }
                (more(board.reversals.len()))
            }
        }
    }
}

fn matter(on: &str) -> &str {
    if on == "the own candidacy" { "their own candidacy" } else { on }
}

fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Quoted => "in quoted words",
        Grade::Own => "in their own words",
        Grade::Told => "as told",
    }
}

/// Returns a side with its words and the prints that carry it.
fn side(place: &Place<'_>, view: &View<'_>, side: &Side) -> Markup {
    let link = side.rows.first().map(|row| place.row(row));
    let prints: Vec<(&String, &str)> = side
        .rows
        .iter()
        .filter_map(|id| {
            let outlet = view.edition(view.row(id)?)?.outlet.as_deref();
            Some((id, outlet.unwrap_or("outlet unknown")))
        })
        .take(6)
        .collect();
    html! {
        figure.quote.side {
            figcaption { b { (capital(&side.says.replace('_', " "))) }
                span.quiet { " · " (side.date.map_or_else(|| "undated".to_owned(), date)) } }
            blockquote {
                @if let Some(link) = link { a href=(link) { (shortened(&side.words, SHOWN)) } }
                @else { (shortened(&side.words, SHOWN)) }
            }
            p.by.quiet {
                (several(side.origins, "origin")) ": "
                @for (at, (row, outlet)) in prints.iter().enumerate() {
                    @if at > 0 { ", " } a href=(place.row(row)) { (outlet) }
                }
            }
        }
    }
}
