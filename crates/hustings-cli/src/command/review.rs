//! `hustings review`: what people decide about rows, and the list of it.

use super::output::Output;
use super::record::{default_record, now};
use crate::show;
use anyhow::{Result, bail};
use clap::Args;
use hustings::record::{Decision, Ruling};
use hustings_store::Store;
use std::path::PathBuf;

/// Accepts or rejects rows; a rejected row leaves the views and stays in the record.
#[derive(Args)]
pub struct Review {
    /// A row that is right, by its name.
    #[arg(long, value_name = "ROW")]
    accept: Option<String>,
    /// A row that is wrong.
    #[arg(long, value_name = "ROW", conflicts_with = "accept")]
    reject: Option<String>,
    /// A decision to take back.
    #[arg(long, value_name = "DECISION", conflicts_with_all = ["accept", "reject"])]
    undo: Option<String>,
    /// Why.
    #[arg(long, default_value = "")]
    why: String,
    /// Who decides.
    #[arg(long, env = "USER", default_value = "")]
    by: String,
    /// The record.
    #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record())]
    record: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Review {
    /// Keeps a decision, or prints those that there are.
    ///
    /// # Errors
    /// When there is no such row, the record cannot be written to, or the output not be written.
    pub fn run(&self) -> Result<bool> {
        let Some(ruling) = self.ruling() else {
            let decisions = Store::read(&self.record)?.decisions()?;
            self.output.print(&decisions, |width| show::lines::decisions(&decisions, width))?;
            return Ok(true);
        };
        if self.why.is_empty() && !matches!(ruling, Ruling::Accept { .. }) {
            bail!("say with --why what is wrong; the next reader of the record will want to know");
        }
        let decision =
            Decision { id: String::new(), at: now(), by: self.by.clone(), why: self.why.clone(), ruling };
        let id = Store::open(&self.record)?.decide(&decision)?;
        anstream::println!("decided as {id}; `hustings review --undo {id}` takes it back");
        Ok(true)
    }

    fn ruling(&self) -> Option<Ruling> {
        if let Some(row) = &self.accept {
            return Some(Ruling::Accept { row: row.clone() });
        }
        if let Some(row) = &self.reject {
            return Some(Ruling::Reject { row: row.clone() });
        }
        self.undo.as_ref().map(|decision| Ruling::Undo { decision: decision.clone() })
    }
}
