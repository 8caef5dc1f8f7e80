//! The work around hustings: `cargo xtask evaluate`, `tokens`, `ci`.

mod attributions;
mod tokens;

use anyhow::Result;
use clap::Parser;
use std::path::PathBuf;

/// The work around hustings.
#[derive(Parser)]
enum Task {
    /// Print the tokens, sentences and quotation states of a corpus, for training.
    Tokens {
        /// A corpus of JSON Lines, gzip.
        file: PathBuf,
    },
    /// Print what the tagger and its linker alone find in a corpus, for `score_attribution.py`.
    Attributions {
        /// A corpus of JSON Lines, gzip.
        file: PathBuf,
        /// A file of weights; those of `hustings-model` when left out.
        #[arg(long)]
        weights: Option<PathBuf>,
    },
}

fn main() -> Result<()> {
    match Task::parse() {
        Task::Tokens { file } => tokens::print(&file),
        Task::Attributions { file, weights } => attributions::print(&file, weights.as_deref()),
    }
}
