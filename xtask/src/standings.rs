//! Prints the marks that decide candidacies: what `training/standing.py` learns its weights from.
//!
//! One JSON line an article: its id, and for each person the name and the marks.

use crate::seen;
use anyhow::Result;
use hustings::{Article, Model};
use serde_json::{Value, json};
use std::path::Path;

/// Prints the standings of every article of a corpus.
///
/// # Errors
/// When the file cannot be opened or a line is no article.
pub fn print(corpus: &Path) -> Result<()> {
    seen::print(corpus, line)
}

fn line(article: &Article, model: &Model) -> Value {
    let reading = hustings::read(article, model);
    let persons =
        reading.facts.standings.iter().map(
            |standing| json!({"person": reading.entities[standing.person].name, "marks": standing.marks}),
        );
    json!({"id": article.id, "persons": persons.collect::<Vec<_>>()})
}
