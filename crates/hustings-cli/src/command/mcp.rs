//! `hustings mcp`: the record for programs that talk, over standard input and output.

use super::record::{default_record, today};
use anyhow::{Context, Result};
use clap::Args;
use hustings_serve::Site;
use hustings_store::Store;
use std::io::{BufRead, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// The most bytes of a message: an article, written as JSON.
const LONGEST: u64 = 2 << 20;

/// Answers messages of the Model Context Protocol, a line each, until standard input ends.
#[derive(Args)]
pub struct Mcp {
    /// The record.
    #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record())]
    record: PathBuf,
    /// Race files of one's own, beside those that come with hustings; may be given several times.
    #[arg(long, value_name = "FILE")]
    race: Vec<String>,
    /// Where links lead: the address of `hustings serve` over the same record.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8420")]
    url: String,
}

impl Mcp {
    /// Answers until standard input ends.
    ///
    /// # Errors
    /// When the record or a race file cannot be read, or the answers not be written.
    pub fn run(&self) -> Result<bool> {
        _ = Store::read(&self.record)?;
        let site = Site::new(&self.record, super::serve::files(&self.race)?, today).reading(super::model()?);
        let (site, origin) = (Arc::new(site), self.url.trim_end_matches('/'));
        let (mut input, mut output) = (std::io::stdin().lock(), std::io::stdout().lock());
        let mut line = Vec::new();
        loop {
            line.clear();
            input.by_ref().take(LONGEST).read_until(b'\n', &mut line).context("could not read a message")?;
            if line.is_empty() {
                return Ok(true);
            }
            let message = String::from_utf8_lossy(&line);
            if message.trim().is_empty() {
                continue;
            }
            if let Some(answer) = hustings_serve::mcp_answer(&site, origin, &message) {
                writeln!(output, "{answer}")?;
                output.flush()?;
            }
        }
    }
}
