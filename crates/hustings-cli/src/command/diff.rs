//! `hustings diff`: what changed in a race between two days.

use super::output::Output;
use super::record::Asked;
use crate::show;
use anyhow::Result;
use clap::Args;
use hustings::record::Moment;
use jiff::civil::Date;

/// Shows what changed in a race between two days, each as it was known on that day.
#[derive(Args)]
pub struct Diff {
    /// The earlier day, as 2024-03-07.
    from: Date,
    /// The later day.
    to: Date,
    /// Looks at both days with today's knowledge instead.
    #[arg(long)]
    hindsight: bool,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    output: Output,
}

impl Diff {
    /// Prints what changed.
    ///
    /// # Errors
    /// When the record cannot be read, or the output not be written.
    pub fn run(&self) -> Result<bool> {
        let loaded = self.asked.load()?;
        let moment = |day: Date| {
            if self.hindsight {
                Moment { as_of: day, known_on: loaded.moment.known_on }
            } else {
                Moment::on(day)
            }
        };
        let board = |day| hustings::record::board(&loaded.view_at(moment(day)));
        let changes = hustings::record::diff(&board(self.from), &board(self.to));
        let post = loaded.view().scope.post().to_owned();
        self.output
            .print(&changes, |width| show::lines::diff(&post, (self.from, self.to), &changes, width))?;
        Ok(true)
    }
}
