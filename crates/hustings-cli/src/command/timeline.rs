//! `hustings timeline`: what was said, done and decided, day by day.

use super::output::Output;
use super::record::Asked;
use crate::show;
use anyhow::Result;
use clap::Args;

/// Shows what was said, done and decided, day by day.
#[derive(Args)]
pub struct Timeline {
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    output: Output,
}

impl Timeline {
    /// Prints the timeline.
    ///
    /// # Errors
    /// When the record cannot be read, or the output not be written.
    pub fn run(&self) -> Result<bool> {
        let loaded = self.asked.load()?;
        let view = loaded.view();
        let entries = hustings::record::timeline(&view);
        self.output.print(&entries, |width| show::lines::timeline(view.scope.post(), &entries, width))?;
        Ok(true)
    }
}
