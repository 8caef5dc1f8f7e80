//! `hustings search`: statements that hold some words.

use super::output::Output;
use super::record::default_record;
use crate::show;
use anyhow::Result;
use clap::Args;
use hustings_store::Store;
use std::path::PathBuf;

/// Finds statements that hold all the words, said by or about anybody.
#[derive(Args)]
pub struct Search {
    /// The words.
    #[arg(required = true)]
    words: Vec<String>,
    /// The most articles to look through, those that were published last.
    #[arg(long, default_value_t = 100)]
    most: usize,
    /// The record.
    #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record())]
    record: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Search {
    /// Prints what was found and returns whether anything was.
    ///
    /// # Errors
    /// When the record cannot be read, or the output not be written.
    pub fn run(&self) -> Result<bool> {
        let words = self.words.join(" ");
        let (editions, rows) = Store::read(&self.record)?.search(&words, self.most)?;
        let hits = hustings::record::search(&rows, &words);
        self.output.print(&hits, |width| show::lines::hits(&words, &editions, &hits, width))?;
        Ok(!hits.is_empty())
    }
}
