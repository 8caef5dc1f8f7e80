//! Prints what the gate of statements sees of every attribution, for `training/gate.py`.
//!
//! One JSON line an article in the form of a reading, with `features` for each statement that could be one.

use crate::attributions::code_points;
use crate::seen;
use anyhow::Result;
use hustings::statement::gate;
use hustings::text::Text;
use hustings::{Article, Model};
use serde_json::{Value, json};
use std::path::Path;

/// Prints the features of every article of a corpus.
///
/// # Errors
/// When the corpus cannot be read.
pub fn print(corpus: &Path) -> Result<()> {
    seen::print(corpus, line)
}

fn line(article: &Article, model: &Model) -> Value {
    let reading = hustings::read(article, model);
    let tags = model.tag(&article.body, &reading.segments);
    let text = Text { article, segments: &reading.segments, tags: &tags };
    let seen: Vec<_> = gate::candidates(&text, reading.findings())
        .into_iter()
        .map(|(at, features)| {
            let content = reading.attributions[at].content.iter();
            let content: Vec<_> = content.map(|&span| code_points(&article.body, span)).collect();
            json!({"content": content, "features": features})
        })
        .collect();
    json!({"article": {"id": article.id}, "attributions": seen})
}
