//! `hustings who`: somebody in a race; and decisions about who is who.

use super::output::Output;
use super::record::{Asked, now};
use crate::show;
use anyhow::{Result, bail};
use clap::Args;
use hustings::record::{Decision, Ruling};
use hustings_store::Store;

/// Shows who somebody is: roles, where they stand, what they said and what was said of them.
#[derive(Args)]
pub struct Who {
    /// A name, or part of one.
    name: String,
    /// Decides that the name is the same person's as this other one.
    #[arg(long, value_name = "NAME", conflicts_with = "split")]
    merge: Option<String>,
    /// Decides that in the editions given with `--edition` the name is another person's, told apart by these words.
    #[arg(long, value_name = "WORDS", requires = "edition")]
    split: Option<String>,
    /// The editions of a split, by the beginning of their names.
    #[arg(long, value_name = "EDITION")]
    edition: Vec<String>,
    /// Why it is decided so.
    #[arg(long, default_value = "")]
    why: String,
    /// Who decides.
    #[arg(long, env = "USER", default_value = "")]
    by: String,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    output: Output,
}

impl Who {
    /// Prints who it is, or keeps the decision.
    ///
    /// # Errors
    /// When nobody is called so, the record cannot be read, or the output not be written.
    pub fn run(&self) -> Result<bool> {
        if let Some(ruling) = self.ruling() {
            let (by, why) = (self.by.clone(), self.why.clone());
            let decision = Decision { id: String::new(), at: now(), by, why, ruling };
            let id = Store::open(&self.asked.record)?.decide(&decision)?;
            anstream::println!("decided as {id}; `hustings review --undo {id}` takes it back");
            return Ok(true);
        }
        let loaded = self.asked.load()?;
        let view = loaded.view();
        let profiles = hustings::record::who(&view, &self.name);
        if profiles.is_empty() {
            bail!("nobody in the coverage of {} is called {:?}", view.scope.post(), self.name);
        }
        self.output.print(&profiles, |width| show::who::page(&profiles, width))?;
        Ok(true)
    }

    fn ruling(&self) -> Option<Ruling> {
        let name = self.name.clone();
        if let Some(into) = &self.merge {
            return Some(Ruling::Merge { name, into: into.clone() });
        }
        let apart = self.split.clone()?;
        Some(Ruling::Split { name, apart, editions: self.edition.clone() })
    }
}
