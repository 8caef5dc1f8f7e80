//! A reading as a page for people: the race in a line, candidates, statements, terms, agenda.
//!
//! Built as a list of blocks that wrap to the width; colors are escapes that the stream drops where there
//! are none.

pub mod board;
mod facts;
pub mod lines;
pub mod race;
mod sheet;
mod statements;
pub mod who;
mod words;

use hustings::{Article, Reading};
use sheet::Sheet;

/// Returns the page of one reading, `width` columns wide.
pub fn page(article: &Article, reading: &Reading, width: usize) -> String {
    let mut sheet = Sheet::new(width);
    head(article, &mut sheet);
    facts::races(article, reading, &mut sheet);
    facts::candidates(reading, &mut sheet);
    facts::endorsements(article, reading, &mut sheet);
    statements::statements(article, reading, &mut sheet);
    facts::criteria(reading, &mut sheet);
    facts::terms(article, reading, &mut sheet);
    facts::ballots(reading, &mut sheet);
    facts::agenda(reading, &mut sheet);
    left_open(article, reading, &mut sheet);
    sheet.into_page()
}

fn head(article: &Article, sheet: &mut Sheet) {
    let title = article.title.as_deref().filter(|title| !title.is_empty());
    sheet.title(title.unwrap_or("An article without a headline"));
    let date = article.dct().map(words::date);
    let no_date = "no date found: words like “Tuesday” stay open";
    let parts = [article.outlet.as_deref(), article.byline.as_deref(), article.dateline.as_deref()];
    let mut line: Vec<&str> = parts.into_iter().flatten().collect();
    line.push(date.as_deref().unwrap_or(no_date));
    sheet.quiet(&line.join(" · "));
}

/// Says which speakers could not be resolved, and what the stages noted.
fn left_open(article: &Article, reading: &Reading, sheet: &mut Sheet) {
    let mut lines: Vec<String> = Vec::new();
    for statement in reading.statements.iter().filter(|statement| !statement.speaker.candidates.is_empty()) {
        let names: Vec<&str> =
            statement.speaker.candidates.iter().map(|&e| reading.entities[e].name.as_str()).collect();
        let source = &reading.attributions[statement.attribution].source;
        let printed = source.first().map_or("somebody", |span| span.of(&article.body));
        lines.push(format!("“{}” may be {}", words::one_line(printed), names.join(" or ")));
    }
    lines.extend(reading.notes.iter().cloned());
    lines.dedup();
    sheet.section("Left open", &lines);
}
