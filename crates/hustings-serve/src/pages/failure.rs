//! The page that says why there is no other.
//!
//! [`crate::router`] sends it with the status of the failure.

use maud::html;

use super::layout::alone;
use crate::reply::{Failure, Reply};

/// Returns the page of a failure.
pub fn page(failure: &Failure) -> Reply {
    let title = match failure.status.as_u16() {
        404 => "Not in the record",
        400 => "Not understood",
        421 => "Somebody else's name",
        429 => "Too often",
        403 => "Not allowed",
        413 => "Too large",
        405 => "Only to be read",
        503 => "Too much to do",
        _ => "Something broke",
    };
    let content = html! {
        section.failure {
            p.kicker { (failure.status.as_u16()) }
            h1 { (title) }
            p.lead { (sentence(&failure.sentence)) }
            p { a.button href="/" { "All races" } " " a.button href="/search" { "Search" } }
        }
    };
    alone(title, content)
}

/// Returns the sentence as pages write it, with a capital and a full stop.
fn sentence(failure: &str) -> String {
    let mut chars = failure.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", chars.as_str())
}
