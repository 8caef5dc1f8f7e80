//! What stands under a row: what editors decided about it, and what readers reply.
//!
//! [`crate::pages::row`] prints it; replies are those that a moderator approved.

use hustings::record::{Decision, Row};
use maud::{Markup, html};

use crate::asked::Asked;
use crate::reply::Failure;
use crate::site::Loaded;
use crate::words::encoded;

/// Returns decisions and replies, and the ways to add to them.
///
/// # Errors
/// When the desk cannot be read.
pub fn section(asked: &Asked, race: &Loaded, row: &Row) -> Result<Markup, Failure> {
    let replies = match asked.site.desk()? {
        Some(desk) => desk.replies_to(&row.id)?,
        None => Vec::new(),
    };
    let address = format!("/races/{}/rows/{}/reply", encoded(&race.id), row.id);
    let review = format!("/review/rows/{}?race={}", row.id, encoded(&race.id));
    Ok(html! {
        (decisions(race.decisions(), &row.id))
        @if !replies.is_empty() {
            section {
                h2 { "Replies" }
                @for reply in &replies {
                    article {
                        // A blank line begins a paragraph.
                        @for paragraph in reply.words.split("\n\n") { p { (paragraph) } }
                        p.by { (reply.name) span.quiet { " · " (reply.at.get(..10).unwrap_or_default()) } }
                    }
                }
            }
        }
        p.deeds { a.button href=(address) rel="nofollow" { "Leave a reply" } " "
            a.quiet href=(review) rel="nofollow" { "Review this row" } }
    })
}

/// Returns what was decided about a row.
pub fn decisions(decisions: &[Decision], row: &str) -> Markup {
    let of_row: Vec<&Decision> =
        decisions.iter().filter(|decision| decision.ruling.row() == Some(row)).collect();
    html! {
        @if !of_row.is_empty() {
            section {
                h2 { "What editors decided" }
                ul.plain {
                    @for decision in of_row {
                        li { (decision.ruling.sentence()) @if !decision.why.is_empty() { ": " (decision.why) }
                            span.quiet { " · " (decision.by) ", " (decision.at.get(..10).unwrap_or_default()) " · " (decision.id) } }
                    }
                }
            }
        }
    }
}
