//! Search: statements that hold all words asked for, by whom, about whom and when.
//!
//! A store finds the editions with an index of words; here their rows are looked through.
//!
//! `search "two percent"` → the statements, each with its speaker and day

use super::fold::fold;
use super::rows::{Fact, Part, Row};
use serde::Serialize;

/// A statement that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// The row.
    pub row: Row,
    /// How many of the words stand in what was said; the others stand in who said it or where.
    pub words: usize,
}

/// Returns the statements that hold all the words, those that say most of them first, then the latest.
pub fn search(rows: &[Row], asked: &str) -> Vec<Hit> {
    let asked = fold(asked);
    let asked: Vec<&str> =
        asked.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut hits: Vec<Hit> = rows.iter().filter_map(|row| hit(row, &asked)).collect();
    hits.sort_by(|a, b| {
        let day = |hit: &Hit| super::view::effective(&hit.row);
        b.words.cmp(&a.words).then(day(b).cmp(&day(a))).then_with(|| a.row.id.cmp(&b.row.id))
    });
    hits
}

fn hit(row: &Row, asked: &[&str]) -> Option<Hit> {
    let Fact::Statement(said) = &row.fact else { return None };
    let has =
        |text: &str, word: &str| text.split(|char: char| !char.is_alphanumeric()).any(|own| own == word);
    let content = fold(&row.words(Part::Content)?);
    let elsewhere: Vec<&&str> = asked.iter().filter(|word| !has(&content, word)).collect();
    let words = asked.len() - elsewhere.len();
    let is_around = || {
        let about: Vec<&str> = said.about.iter().map(|about| about.whom.name.as_str()).collect();
        let venue = row.words(Part::Venue).unwrap_or_default();
        let around = fold(&format!("{} {} {venue}", said.speaker.name, about.join(" ")));
        elsewhere.iter().all(|word| has(&around, word))
    };
    (words > 0 && (elsewhere.is_empty() || is_around())).then(|| Hit { row: row.clone(), words })
}
