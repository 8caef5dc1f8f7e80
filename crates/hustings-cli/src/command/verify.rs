//! `hustings verify`: proves that every word of the record stands where its row says.

use super::record::default_record;
use anyhow::Result;
use clap::Args;
use hustings_store::Store;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use std::path::PathBuf;

/// Proves that every edition has its hash, and that every row's words stand where it says.
#[derive(Args)]
pub struct Verify {
    /// The record.
    #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record())]
    record: PathBuf,
}

impl Verify {
    /// Prints what does not hold and returns whether everything does.
    ///
    /// # Errors
    /// When the record cannot be read at all.
    pub fn run(&self) -> Result<bool> {
        let store = Store::read(&self.record)?;
        let bar = ProgressBar::new(store.counts()?.editions as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} %  {pos} of {len} editions") {
            bar.set_style(style.progress_chars("▰▱▱"));
        }
        let audit = store.audit(|| bar.inc(1))?;
        bar.finish_and_clear();
        for damage in &audit.damages {
            anstream::println!("{}: {}", damage.of, damage.what);
        }
        let counted = format!(
            "{} editions, {} rows, {} stretches of words",
            HumanCount(audit.editions as u64),
            HumanCount(audit.rows as u64),
            HumanCount(audit.evidence as u64)
        );
        if !audit.is_sealed {
            anstream::println!(
                "the pages of the file have no seals to be held against: it is being written to, whoever wrote to it \
                 last was stopped, or an older version began it"
            );
        }
        match audit.damages.len() {
            0 => anstream::println!("{counted}: all is as it was"),
            1 => anstream::println!("{counted}: one thing does not hold"),
            more => anstream::println!("{counted}: {more} things do not hold"),
        }
        Ok(audit.damages.is_empty())
    }
}
