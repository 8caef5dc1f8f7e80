//! Prints what the gate of statements sees of every attribution, for `training/gate.py`.
//!
//! One JSON line an article in the form of a reading, with `features` for each statement that could be one.

use crate::attributions::code_points;
use anyhow::{Context, Result};
use hustings::Model;
use hustings::statement::{Findings, gate};
use hustings::text::Text;
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Prints the features of every article of a corpus.
///
/// # Errors
/// When the corpus cannot be read.
pub fn print(corpus: &Path) -> Result<()> {
    let model = Model::from_bytes(hustings_model::TAGGER)?;
    let bytes = File::open(corpus).with_context(|| format!("could not open {}", corpus.display()))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for article in hustings_ingest::corpus(bytes) {
        let article = article?;
        let reading = hustings::read(&article, &model);
        let tags = model.tag(&article.body, &reading.segments);
        let text = Text { article: &article, segments: &reading.segments, tags: &tags };
        let findings = Findings {
            timexes: &reading.timexes,
            mentions: &reading.mentions,
            entities: &reading.entities,
            attributions: &reading.attributions,
        };
        let seen: Vec<_> = gate::candidates(&text, findings)
            .into_iter()
            .map(|(at, features)| {
                let content = reading.attributions[at].content.iter();
                let content: Vec<_> = content.map(|&span| code_points(&article.body, span)).collect();
                json!({"content": content, "features": features})
            })
            .collect();
        serde_json::to_writer(&mut out, &json!({"article": {"id": article.id}, "attributions": seen}))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
