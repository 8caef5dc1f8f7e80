//! The subcommands, one a file.

pub mod add;
pub mod board;
pub mod diff;
pub mod editor;
pub mod export;
pub mod inputs;
pub mod mcp;
pub mod output;
pub mod race;
pub mod read;
pub mod record;
pub mod review;
pub mod search;
pub mod serve;
pub mod timeline;
pub mod verify;
pub mod watch;
pub mod who;

use anyhow::{Context, Result};
use hustings::Model;

/// Returns what reads, from the weights in the binary.
fn model() -> Result<Model> {
    Model::from_bytes(hustings_model::TAGGER)
        .and_then(|model| model.with_stances(hustings_model::STANCE))
        .context("the weights in this binary are damaged")
}
