//! Prints one JSON line for every article of a corpus, for the scripts of `training/`.
//!
//! [`super::gate`], [`super::standings`] and [`super::antecedents`] say what stands on the line.

use anyhow::{Context, Result};
use hustings::{Article, Model};
use serde_json::Value;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Prints what `line` makes of every article.
///
/// # Errors
/// When the corpus cannot be read.
pub fn print(corpus: &Path, line: impl Fn(&Article, &Model) -> Value) -> Result<()> {
    let model = Model::from_bytes(hustings_model::TAGGER)?;
    let bytes = File::open(corpus).with_context(|| format!("could not open {}", corpus.display()))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for article in hustings_ingest::corpus(bytes) {
        serde_json::to_writer(&mut out, &line(&article?, &model))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
