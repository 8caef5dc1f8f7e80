//! Prints the marks that decide candidacies: what `training/standing.py` learns its weights from.
//!
//! One JSON line an article: its id, and for each person the name and the marks.

use anyhow::{Context, Result};
use hustings::Model;
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Prints the standings of every article of a corpus.
///
/// # Errors
/// When the file cannot be opened or a line is no article.
pub fn print(corpus: &Path) -> Result<()> {
    let model = Model::from_bytes(hustings_model::TAGGER).context("could not read the weights")?;
    let bytes = File::open(corpus).with_context(|| format!("could not open {}", corpus.display()))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for article in hustings_ingest::corpus(bytes) {
        let article = article?;
        let reading = hustings::read(&article, &model);
        let persons = reading.facts.standings.iter().map(
            |standing| json!({"person": reading.entities[standing.person].name, "marks": standing.marks}),
        );
        serde_json::to_writer(&mut out, &json!({"id": article.id, "persons": persons.collect::<Vec<_>>()}))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
