//! Search: statements that hold all the words, said by or about anybody.
//!
//! Prints [`hustings::record::search`].

use std::collections::HashMap;

use hustings::record::{Edition, Fact, Hit, Part, search};
use maud::{Markup, html};

use super::layout::alone;
use crate::asked::Asked;
use crate::reply::{Failure, Reply};
use crate::words::{date, encoded, several, shortened};

/// How many articles are looked through.
pub const ARTICLES: usize = 200;

/// How many statements one page has.
const PAGE: usize = 50;

/// Shows what was found, or the form alone.
///
/// # Errors
/// When the words are too long, or the record cannot be read.
pub fn page(asked: &Asked) -> Result<Reply, Failure> {
    let words = asked.parameter("q")?;
    let (editions, rows) = asked.site.store()?.search(words, ARTICLES)?;
    let hits = if words.is_empty() { Vec::new() } else { search(&rows, words) };
    let races = asked.site.races_of(&rows);
    let by_id: HashMap<&str, &Edition> =
        editions.iter().map(|edition| (edition.id.as_str(), edition)).collect();
    let content = html! {
        h1 { "Search" }
        form.search action="/search" {
            label for="words" { "Words that were said, by or about anybody" }
            input #words type="search" name="q" value=(words) maxlength="200";
            button { "Search" }
        }
        @if !words.is_empty() && hits.is_empty() {
            p { "No statement holds all of these words. Fewer words find more; names of speakers count too." }
        }
        @if !hits.is_empty() { p.quiet { (several(hits.len(), "statement")) } }
        ol.lines {
            @for hit in hits.iter().take(PAGE) {
                (found(hit, by_id.get(hit.row.edition.as_str()).copied(), races.get(hit.row.edition.as_str())))
            }
        }
        @if hits.len() > PAGE { p.quiet { "The first " (PAGE) " are shown; more words find fewer." } }
    };
    Ok(alone("Search", content))
}

fn found(hit: &Hit, edition: Option<&Edition>, race: Option<&String>) -> Markup {
    let Fact::Statement(said) = &hit.row.fact else { return html! {} };
    let words = hit.row.words(Part::Content).unwrap_or_default();
    let link = race.map(|race| format!("/races/{}/rows/{}", encoded(race), hit.row.id));
    let day = hit.row.clocks.said.or(hit.row.clocks.published);
    html! {
        li {
            blockquote { a href=[link] { (shortened(&words, 320)) } }
            p.by { (said.speaker.name) span.quiet {
                @if let Some(outlet) = edition.and_then(|edition| edition.outlet.as_ref()) { " · " (outlet) }
                @if let Some(day) = day { " · " (date(day)) }
            } }
        }
    }
}
