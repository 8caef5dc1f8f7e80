//! The work around hustings: `cargo xtask evaluate`, `tokens`, `ci`.

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
}

fn main() -> Result<()> {
    match Task::parse() {
        Task::Tokens { file } => tokens::print(&file),
    }
}
