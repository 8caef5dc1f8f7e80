//! `hustings diff`: what changed in a race between two days.

use super::output::Output;
use super::record::Asked;
use crate::show;
use anyhow::{Result, bail};
use clap::Args;
use hustings::record::{Moment, revise};
use hustings_store::Store;
use jiff::civil::Date;

/// Shows what changed in a race between two days, each as it was known on that day; or between editions of an article.
#[derive(Args)]
pub struct Diff {
    /// The earlier day, as 2024-03-07.
    #[arg(required_unless_present = "edition")]
    from: Option<Date>,
    /// The later day.
    #[arg(required_unless_present = "edition")]
    to: Option<Date>,
    /// What the outlet changed in an article, given by the beginning of the name of one of its editions.
    #[arg(long, value_name = "EDITION", conflicts_with_all = ["from", "to", "hindsight"])]
    edition: Option<String>,
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
        if let Some(edition) = &self.edition {
            return self.revisions(edition);
        }
        let (Some(from), Some(to)) = (self.from, self.to) else { bail!("give two days, or --edition") };
        let loaded = self.asked.load()?;
        let moment = |day: Date| {
            if self.hindsight {
                Moment { as_of: day, known_on: loaded.moment.known_on }
            } else {
                Moment::on(day)
            }
        };
        let board = |day| hustings::record::board(&loaded.view_at(moment(day)));
        let changes = hustings::record::diff(&board(from), &board(to));
        let post = loaded.view().scope.post().to_owned();
        self.output.print(&changes, |width| show::lines::diff(&post, (from, to), &changes, width))?;
        Ok(true)
    }

    fn revisions(&self, edition: &str) -> Result<bool> {
        let editions = Store::read(&self.asked.record)?.editions_like(edition)?;
        let pairs = editions.windows(2);
        let revisions: Vec<_> = pairs
            .map(|pair| {
                let [(before, was), (after, is)] = pair else { unreachable!("windows of two") };
                (before.clone(), after.clone(), revise(was, is))
            })
            .collect();
        self.output.print(&revisions, |width| show::lines::revisions(&revisions, width))?;
        Ok(true)
    }
}
