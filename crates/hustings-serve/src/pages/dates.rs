//! What the dates of an article mean: each one explained, as reckoned from the day of the article.
//!
//! [`super::article`] marks them in the text. They are found anew for the page, by the reader that made the rows, since rows
//! keep the dates and not the words that gave them.
//!
//! `on Tuesday`, in an article of Wednesday, 15 November 2023 → 14 November 2023, Tuesday, the day before the article

use hustings::article::{CreationTime, FoundIn};
use hustings::record::Edition;
use hustings::{Article, Model};

use super::article::reckoned;
use super::marks::Mark;
use crate::words::date;

/// The longest text whose dates are explained, in bytes: a page must not take long.
const LONGEST: usize = 40_000;

/// Returns a mark for each date of a text; none where the site does not read.
pub fn marks((edition, text): (&Edition, &str), model: Option<&Model>) -> Vec<Mark> {
    let Some(model) = model.filter(|_| text.len() <= LONGEST) else { return Vec::new() };
    let day = edition.published.map(|date| CreationTime { date, time: None, found_in: FoundIn::Given });
    let article = Article { body: text.to_owned(), document_creation_time: day, ..Article::default() };
    let reading = hustings::read(&article, model);
    let told = reading.timexes.iter().filter_map(|timex| Some((timex.span, timex.date?)));
    told.map(|(span, day)| Mark {
        start: span.start,
        end: span.end,
        class: "known".to_owned(),
        link: String::new(),
        told: format!("{}: {}", date(day), reckoned(day, edition.published)),
    })
    .collect()
}
