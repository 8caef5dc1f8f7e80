//! `hustings review`: what people decide about rows, and the list of it.

use super::output::Output;
use super::record::{default_record, now};
use crate::show;
use anyhow::{Result, bail};
use clap::Args;
use hustings::record::{Decision, Reopened, Ruling};
use hustings_store::Store;
use std::path::PathBuf;

/// What was decided, and what is open because of it.
#[derive(serde::Serialize)]
struct List {
    decisions: Vec<Decision>,
    reopened: Vec<Reopened>,
}

/// Accepts, corrects or rejects rows; a rejected row leaves the views and stays in the record.
#[derive(Args)]
pub struct Review {
    /// A row that is right, by its name.
    #[arg(long, value_name = "ROW")]
    accept: Option<String>,
    /// A row that is wrong.
    #[arg(long, value_name = "ROW", conflicts_with = "accept")]
    reject: Option<String>,
    /// A row of which one field should say something else.
    #[arg(long, value_name = "ROW", requires = "field", conflicts_with_all = ["accept", "reject"])]
    correct: Option<String>,
    /// The field and what it should say: `status=withdrew`, `person.name=Anna Rojas`.
    #[arg(long, value_name = "FIELD=VALUE", requires = "correct")]
    field: Option<String>,
    /// A decision to take back.
    #[arg(long, value_name = "DECISION", conflicts_with_all = ["accept", "reject", "correct"])]
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
        let Some(ruling) = self.ruling()? else {
            let store = Store::read(&self.record)?;
            let list = List { decisions: store.decisions()?, reopened: store.reopened()? };
            self.output
                .print(&list, |width| show::lines::decisions(&list.decisions, &list.reopened, width))?;
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

    fn ruling(&self) -> Result<Option<Ruling>> {
        if let (Some(row), Some(field)) = (&self.correct, &self.field) {
            let Some((field, value)) = field.split_once('=') else {
                bail!("write {field:?} as FIELD=VALUE, such as status=withdrew");
            };
            // What is no JSON by itself is text.
            let value = match serde_json::from_str::<serde_json::Value>(value) {
                Ok(_) => value.to_owned(),
                Err(_) => serde_json::to_string(value)?,
            };
            return Ok(Some(Ruling::Correct { row: row.clone(), field: field.to_owned(), value }));
        }
        Ok(self.plain_ruling())
    }

    fn plain_ruling(&self) -> Option<Ruling> {
        if let Some(row) = &self.accept {
            return Some(Ruling::Accept { row: row.clone() });
        }
        if let Some(row) = &self.reject {
            return Some(Ruling::Reject { row: row.clone() });
        }
        self.undo.as_ref().map(|decision| Ruling::Undo { decision: decision.clone() })
    }
}
