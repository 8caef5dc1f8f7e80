//! `hustings board`: the state of a race on a day.

use super::output::Output;
use super::record::Asked;
use crate::show;
use anyhow::Result;
use clap::Args;

/// Shows the state of a race.
#[derive(Args)]
pub struct Board {
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    output: Output,
    /// Names for each line the rule and the rows that made it so.
    #[arg(long)]
    why: bool,
}

impl Board {
    /// Prints the board.
    ///
    /// # Errors
    /// When the record cannot be read, or the output not be written.
    pub fn run(&self) -> Result<bool> {
        let loaded = self.asked.load()?;
        let board = hustings::record::board(&loaded.view());
        self.output.print(&board, |width| show::board::page(&board, width, self.why))?;
        Ok(true)
    }
}
