//! The criteria grid: what the next holder should be, who says so, and what was said of each candidate by it.
//!
//! [`super::board`] shows it; a cell without words is unknown, which is neither yes nor no.

use hustings::record::{Board, Criteria};
use maud::{Markup, html};

use super::layout::Place;
use crate::words::{one_line, quoted, several, shortened};

/// How many candidates have a column.
const COLUMNS: usize = 6;

/// How many demands the grid has, and how many of the rest are named.
const LINES: usize = 12;
const REST: usize = 60;

/// How many characters of a demand are shown.
const TEXT: usize = 160;

/// Returns what is asked of the next holder, and what is held against candidates.
pub fn criteria(place: &Place<'_>, board: &Board) -> Markup {
    let (objections, demands): (Vec<&Criteria>, Vec<&Criteria>) =
        board.criteria.iter().partition(|one| one.is_objection());
    html! { (grid(place, board, &demands)) (against(place, &objections)) }
}

/// Returns the demands as a grid, with a column for each candidate who can be held against them.
fn grid(place: &Place<'_>, board: &Board, demands: &[&Criteria]) -> Markup {
    let judged = |name: &str| demands.iter().any(|one| one.bears.iter().any(|bear| bear.on == name));
    let names: Vec<&str> = board
        .candidates
        .iter()
        .map(|candidate| candidate.name.as_str())
        .filter(|name| judged(name))
        .take(COLUMNS)
        .collect();
    html! {
        @if !demands.is_empty() {
            section.criteria {
                h2 #criteria { "What the next holder should be" }
                @if !names.is_empty() { p.quiet { "✓ said to meet it, ✕ said to fail it, · unknown: nobody said." } }
                div.wide role="region" aria-labelledby="criteria" tabindex="0" {
                    table.grid {
                        thead { tr {
                            th scope="col" { "Demand" } th scope="col" { "Stated by" }
                            @for name in &names { th.cell scope="col" { (name) } }
                            th.number scope="col" { "Origins" }
                        } }
                        tbody { @for one in demands.iter().take(LINES) { (line(place, one, &names)) } }
                    }
                }
                @if demands.len() > LINES {
                    details {
                        summary { "And " (several(demands.len() - LINES, "more demand")) }
                        ul.plain { @for one in demands[LINES..].iter().take(REST) {
                            li { a href=[one.rows.first().map(|row| place.row(row))] { (shortened(&one_line(&one.text), TEXT)) }
                                @if !one.stated_by.is_empty() { span.quiet { " · " (one.stated_by.join(", ")) } } }
                        } }
                    }
                }
            }
        }
    }
}

fn against(place: &Place<'_>, objections: &[&Criteria]) -> Markup {
    html! {
        @if !objections.is_empty() {
            section {
                h2 { "What is held against candidates" }
                ul.plain { @for one in objections.iter().take(LINES) {
                    li { a.words href=[one.rows.first().map(|row| place.row(row))] { (quoted(&shortened(&one_line(&one.text), TEXT))) }
                        " on " @for (at, bear) in one.bears.iter().enumerate() {
                            @if at > 0 { ", " } a href=(place.person(&bear.on)) { (bear.on) }
                        }
                        span.quiet { @if let Some(bear) = one.bears.first() { " · " (bear.by) }
                            @if one.origins > 1 { " · " (several(one.origins, "origin")) } } }
                } }
                @if objections.len() > LINES { p.quiet { "and " (objections.len() - LINES) " more" } }
            }
        }
    }
}

fn line(place: &Place<'_>, one: &Criteria, names: &[&str]) -> Markup {
    html! {
        tr {
            th scope="row" { a href=[one.rows.first().map(|row| place.row(row))] { (shortened(&one_line(&one.text), TEXT)) } }
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
