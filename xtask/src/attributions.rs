//! Prints what the tagger and its linker alone find, for `score_attribution.py`: no rules before or behind them.
//!
//! One JSON line an article, with the spans in code points of the text.

use anyhow::{Context, Result};
use hustings::Model;
use hustings::attribution::link;
use hustings::segment;
use hustings::span::Span;
use hustings::text::Text;
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

/// Prints the attributions of every article of a corpus, and the speed of the tagger and linker on standard error.
///
/// # Errors
/// When the corpus or the weights cannot be read.
pub fn print(corpus: &Path, weights: Option<&Path>) -> Result<()> {
    let model = match weights {
        Some(path) => {
            let bytes = std::fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
            // The vocabulary is read in place, for as long as the program runs.
            Model::from_bytes(bytes.leak())?
        }
        None => Model::from_bytes(hustings_model::TAGGER)?,
    };
    let bytes = File::open(corpus).with_context(|| format!("could not open {}", corpus.display()))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut tokens, mut seconds) = (0, 0.0);
    for article in hustings_ingest::corpus(bytes) {
        let article = article?;
        let segments = segment::segment(&article);
        let start = Instant::now();
        let tags = model.tag(&article.body, &segments);
        let attributions = link::link(&Text { article: &article, segments: &segments, tags: &tags }, &model);
        seconds += start.elapsed().as_secs_f64();
        tokens += segments.tokens.len();
        let points = |spans: &[Span]| -> Vec<[usize; 2]> {
            spans.iter().map(|&s| code_points(&article.body, s)).collect()
        };
        let found: Vec<_> = attributions
            .iter()
            .map(|a| {
                json!({
                    "kind": a.kind.name(),
                    "source": points(&a.source),
                    "cue": points(&a.cue),
                    "content": points(&a.content),
                    "confidence": a.confidence,
                })
            })
            .collect();
        serde_json::to_writer(&mut out, &json!({"article": {"id": article.id}, "attributions": found}))?;
        out.write_all(b"\n")?;
    }
    eprintln!("{tokens} tokens tagged and linked at {:.0} a second", tokens as f64 / f64::max(seconds, 1e-9));
    Ok(())
}

/// Returns a span in code points of the body.
pub(crate) fn code_points(body: &str, span: Span) -> [usize; 2] {
    let start = body[..span.start].chars().count();
    [start, start + span.of(body).chars().count()]
}
