//! The front page: the races of the record, each with who holds the post and who is ahead.

use hustings::record::{Moment, View, board};
use jiff::civil::Date;
use maud::{Markup, html};

use super::board::ladder_of;
use super::color::Palette;
use super::layout::alone;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::site::Listed;
use crate::words::{capital, date, day, encoded, several, status};

/// How many races are shown with their state; the others are only named.
const SHOWN: usize = 6;

/// Shows the races.
///
/// # Errors
/// When the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let races = asked.site.races()?;
    let today = asked.site.today();
    let moment = Moment { as_of: today, known_on: today };
    let mut cards = Vec::new();
    for listed in races.iter().take(SHOWN) {
        let loaded = asked.site.race(&listed.id)?;
        cards.push(card(listed, &loaded.view(moment), loaded.days().last().copied()));
    }
    let content = html! {
        h1.front { "Who gets the job, who says so, and in which words" }
        @if races.is_empty() { (nothing()) }
        ul.races { @for card in &cards { li { (card) } } }
        @if races.len() > SHOWN {
            h2 { "Also in the record" }
            ul.names {
                @for listed in &races[SHOWN..] {
                    li { a href={ "/races/" (encoded(&listed.id)) } { (capital(&listed.post)) } " "
                        span.quiet { (several(listed.articles, "article")) } }
                }
            }
        }
    };
    Ok(alone("Races", content))
}

fn card(listed: &Listed, view: &View<'_>, last: Option<Date>) -> Markup {
    let board = board(view);
    let palette = Palette::new(view);
    html! {
        article.race {
            h2 { a href={ "/races/" (encoded(&listed.id)) } { (capital(&listed.post)) } }
            @if !listed.about.is_empty() { p.quiet { (listed.about) } }
            @for holder in &board.holders {
                p { "Holds the post: " b { (holder.name) } @if let Some(until) = holder.until { ", until " (date(until)) } }
            }
            ul.field {
                @for candidate in board.candidates.iter().take(4) {
                    li.(palette.class(&candidate.key)) {
                        (ladder_of(candidate.standing.status, &candidate.name))
                        span { (candidate.name) " " span.quiet { (status(candidate.standing.status)) } }
                    }
                }
            }
            p.quiet { (several(board.editions, "article")) " · " (several(board.origins, "origin"))
                @if let Some(last) = last { " · the last of " (day(last)) } }
        }
    }
}

fn nothing() -> Markup {
    html! {
        p.lead { "The record holds no race yet. See what one looks like:" }
        form action="/example" method="post" {
            button { "Open the example race" }
        }
        p.quiet { "41 short articles about the race for NATO Secretary General, with invented outlets and words, are read into
            this record. Or add articles of your own, and look again:" }
        pre { "hustings add articles/" }
    }
}
