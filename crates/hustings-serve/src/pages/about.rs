//! How to read the pages: what the marks mean, in words for newcomers.

use maud::html;

use super::layout::alone;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};

/// Shows how to read the pages.
#[allow(clippy::unnecessary_wraps, reason = "an answer like the others")]
pub fn page(_: &Asked) -> Result<Reply, Failure> {
    let content = html! {
        article.prose {
            h1 { "How to read this" }
            p.lead { "hustings reads press coverage of a contested post and keeps what it says: who runs, who said what,
                who backs whom. Each line leads to the words of an article." }
            h2 { "Two days" }
            p { b { "As of" } " is the day in the world that a page shows. " b { "Known on" } " is the last day whose
                articles count. With both on one day a page tells what could be known then; otherwise it tells with
                hindsight what was the case. Both stand in the address, so a link shows the same to everybody." }
            h2 { "The ladder" }
            p { "Named by others, interested, available, declared, nominated, selected. A rumor never lowers a standing, and
                never brings anybody back. Those who ruled it out, withdrew or were eliminated are out. Every row stays
                on the ladder, and each step says by which rule it moved." }
            h2 { "Seats and claims" }
            p { "A seat is filled only by an elector who was named: by its own words, or by those of somebody whose title speaks
                for it. “28 of 32 allies”, say diplomats: that names nobody, so it stands beside the seats as a claim, with the chain of
                those who claim it." }
            h2 { "Origins" }
            p { "Ten newspapers that print one wire story are one origin. What several independent origins tell weighs more." }
            h2 { "Read by a machine" }
            p { "Rows were found by a program, and it errs. Look at the words before you rely on a line." }
        }
    };
    Ok(alone("How to read this", content))
}
