//! The binary `hustings`: one subcommand a file under `command/`.

use anyhow::{Context, Result};
use clap::Parser;
use hustings::reading::wire::Wire;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Reads the press coverage of a contested post and keeps the record of the race.
#[derive(Parser)]
#[command(version)]
enum Command {
    /// Read articles and print what they say.
    Read {
        /// A corpus of JSON Lines (.gz).
        file: PathBuf,
        /// jsonl.
        #[arg(long)]
        format: Option<String>,
    },
}

fn main() -> Result<()> {
    let Command::Read { file, .. } = Command::parse();
    let bytes = File::open(&file).with_context(|| format!("could not open {}", file.display()))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let model = hustings::Model::default();
    for article in hustings_ingest::corpus(bytes) {
        let article = article?;
        let reading = hustings::read(&article, &model);
        serde_json::to_writer(&mut out, &Wire::new(&article, &reading))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
