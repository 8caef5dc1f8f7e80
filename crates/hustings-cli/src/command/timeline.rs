//! `hustings timeline`: what was said, done and decided, day by day.

use super::output::Output;
use super::record::Asked;
use crate::show;
use anyhow::Result;
use clap::Args;
use jiff::civil::Date;

/// Shows what was said, done and decided, day by day.
#[derive(Args)]
pub struct Timeline {
    #[command(flatten)]
    asked: Asked,
    /// The first day that is shown.
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// The last day that is shown.
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
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
        let timeline = hustings::record::Timeline::new(&view);
        let entries = timeline.entries(timeline.between(self.since, self.until));
        self.output.print(&entries, |width| show::lines::timeline(view.scope.post(), &entries, width))?;
        Ok(true)
    }
}
