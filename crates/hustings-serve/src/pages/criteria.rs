//! The criteria grid: what the next holder should be, who says so, and what was said of each candidate by it.
//!
//! [`super::board`] shows it; a cell without words is unknown, which is neither yes nor no.

use hustings::record::{Board, Criteria};
use maud::{Markup, html};

use super::layout::Place;
use crate::words::{one_line, several, steps};

/// How many candidates have a column.
const COLUMNS: usize = 6;

/// How many demands the grid has, and how many of the rest are named.
const LINES: usize = 12;
const REST: usize = 60;

/// Returns the grid of a race.
pub fn criteria(place: &Place<'_>, board: &Board) -> Markup {
    let judged = |name: &str| board.criteria.iter().any(|one| one.bears.iter().any(|bear| bear.on == name));
    let names: Vec<&str> = board
        .candidates
        .iter()
        .filter(|candidate| steps(candidate.standing.status) > 0 || judged(&candidate.name))
        .map(|candidate| candidate.name.as_str())
        .take(COLUMNS)
        .collect();
    html! {
        @if !board.criteria.is_empty() {
            section.criteria {
                h2 #criteria { "What the next holder should be" }
                p.quiet { "✓ said to meet it, ✕ said to fail it, · unknown: nobody said." }
                div.wide role="region" aria-labelledby="criteria" tabindex="0" {
                    table.grid {
                        thead { tr {
                            th scope="col" { "Demand" } th scope="col" { "Stated by" }
                            @for name in &names { th.cell scope="col" { (name) } }
                            th.number scope="col" { "Origins" }
                        } }
                        tbody { @for one in board.criteria.iter().take(LINES) { (line(place, one, &names)) } }
                    }
                }
                @if board.criteria.len() > LINES {
                    details {
                        summary { "And " (several(board.criteria.len() - LINES, "more demand")) }
                        ul.plain { @for one in board.criteria[LINES..].iter().take(REST) {
                            li { a href=[one.rows.first().map(|row| place.row(row))] { (one_line(&one.text)) }
                                @if !one.stated_by.is_empty() { span.quiet { " · " (one.stated_by.join(", ")) } } }
                        } }
                    }
                }
            }
        }
    }
}

fn line(place: &Place<'_>, one: &Criteria, names: &[&str]) -> Markup {
    html! {
        tr {
            th scope="row" { a href=[one.rows.first().map(|row| place.row(row))] { (one_line(&one.text)) } }
            td { @if one.stated_by.is_empty() { span.quiet { "nobody in particular" } }
                @else { (one.stated_by.join(", ")) } }
            @for name in names {
                @let bear = one.bears.iter().find(|bear| bear.on == *name);
                td.cell { @match bear {
                    Some(bear) if bear.meets => a.for href=(place.row(&bear.row)) {
                        "✓" span.away { "meets it, says " (bear.by) } },
                    Some(bear) => a.against href=(place.row(&bear.row)) {
                        "✕" span.away { "fails it, says " (bear.by) } },
                    None => span.quiet { span aria-hidden="true" { "·" } span.away { "unknown" } },
                } }
            }
            td.number { (one.origins) }
        }
    }
}
