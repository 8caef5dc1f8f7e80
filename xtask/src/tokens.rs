//! Prints what training must see as the program sees it: tokens, sentences, paragraphs, quotation states.
//!
//! One JSON line an article; offsets are code points of the text.

use anyhow::{Context, Result};
use hustings::quotation::QuoteState;
use hustings::segment::{self, Segments};
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Prints the segments of every article of a corpus.
///
/// # Errors
/// When the file cannot be opened or a line is no article.
pub fn print(corpus: &Path) -> Result<()> {
    let bytes = File::open(corpus).with_context(|| format!("could not open {}", corpus.display()))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for article in hustings_ingest::corpus(bytes) {
        let article = article?;
        let segments = segment::segment(&article);
        let line = json!({
            "id": article.id,
            "tokens": code_points(&article.body, &segments),
            "sentences": segments.sentences.iter().map(|s| [s.tokens.start, s.tokens.end]).collect::<Vec<_>>(),
            "paragraphs": paragraphs(&segments),
            "quoted": segments.quoted.iter().map(|&state| quoted(state)).collect::<Vec<_>>(),
        });
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn code_points(body: &str, segments: &Segments) -> Vec<[usize; 2]> {
    let (mut byte, mut point) = (0, 0);
    let mut advance = |to: usize| {
        point += body[byte..to].chars().count();
        byte = to;
        point
    };
    segments.tokens.iter().map(|token| [advance(token.span.start), advance(token.span.end)]).collect()
}

fn paragraphs(segments: &Segments) -> Vec<[usize; 2]> {
    let runs = segments.sentences.chunk_by(|a, b| a.paragraph == b.paragraph);
    runs.map(|run| [run[0].tokens.start, run[run.len() - 1].tokens.end]).collect()
}

fn quoted(state: QuoteState) -> u8 {
    match state {
        QuoteState::Outside => 0,
        QuoteState::Inside => 1,
        QuoteState::Mark => 2,
    }
}
