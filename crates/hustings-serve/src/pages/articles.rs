//! The articles of a race, the latest first, with those that are prints of one story.

use hustings::record::Edition;
use maud::html;

use super::layout::{Place, in_race};
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{date, several};

/// How many articles one page has.
const MOST: usize = 300;

/// Shows the articles.
///
/// # Errors
/// When the race is unknown, a day is none, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let moment = asked.moment()?;
    let race = asked.race()?;
    let view = race.view(moment);
    let place = Place { asked, race: &race, way: "/articles" };
    let mut editions: Vec<&Edition> = view.editions().collect();
    editions.sort_by_key(|edition| (std::cmp::Reverse(edition.known_from()), edition.id.clone()));
    let content = html! {
        h1 { "Articles" }
        ol.lines {
            @for edition in editions.iter().take(MOST) {
                @let prints = view.origins.prints(&edition.id);
                li {
                    a href=(place.to(&format!("/articles/{}", edition.short()))) {
                        (edition.title.as_deref().unwrap_or("Untitled"))
                    }
                    p.by.quiet {
                        (edition.outlet.as_deref().unwrap_or("outlet unknown"))
                        @if let Some(day) = edition.published { " · " (date(day)) }
                        @if prints > 1 { " · one of " (several(prints, "print")) " of one story" }
                    }
                }
            }
        }
        @if editions.len() > MOST { p.quiet { "and " (editions.len() - MOST) " earlier ones" } }
    };
    Ok(in_race(&place, "Articles", content))
}
