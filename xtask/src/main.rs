//! The work around hustings: `cargo xtask ci`, `evaluate`, `score`, `bench`, `tidy`, `tokens`.

mod antecedents;
mod attributions;
mod bench;
mod ci;
mod evaluate;
mod gate;
mod stances;
mod seen;
mod standings;
mod tidy;
mod tokens;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Parser;

/// The work around hustings.
#[derive(Parser)]
enum Task {
    /// Check everything that has to hold: format, lints, tests, tidy, docs.
    Ci,
    /// Read annotated corpora, print the scores, and compare them with SCORES.toml.
    Evaluate(evaluate::Evaluate),
    /// Score one file of readings against one corpus, as JSON.
    Score {
        /// Which scorer.
        scorer: evaluate::Scorer,
        /// The annotated corpus.
        gold: PathBuf,
        /// The readings of it, as JSON Lines.
        readings: PathBuf,
    },
    /// Print words per second and peak memory.
    Bench(bench::Bench),
    /// Check what no compiler checks: the one-way street, lengths, dead files, leftovers, blobs.
    Tidy,
    /// Print the tokens, sentences and quotation states of a corpus, for training.
    Tokens {
        /// A corpus of JSON Lines, gzip.
        file: PathBuf,
    },
    /// Print what every pronoun of a corpus might mean, for `training/antecedents.py`.
    Antecedents {
        /// A corpus of JSON Lines, gzip.
        file: PathBuf,
    },
    /// Print what the gate of statements sees of every attribution of a corpus, for `training/gate.py`.
    Gate {
        /// A corpus of JSON Lines, gzip or plain.
        file: PathBuf,
    },
    /// Print what speaks for and against the statuses of every person of a corpus, for training.
    Standings {
        /// A corpus of JSON Lines, gzip.
        file: PathBuf,
    },
    /// Print what the tagger and its linker alone find in a corpus, for `score_attribution.py`.
    Attributions {
        /// A corpus of JSON Lines, gzip.
        file: PathBuf,
        /// A file of weights; those of `hustings-model` when left out.
        #[arg(long)]
        weights: Option<PathBuf>,
    },
    /// Print the statements of a corpus with their targets, as the classifier of stances sees them.
    Stances {
        /// A corpus of JSON Lines, gzip or plain.
        file: PathBuf,
    },
}

fn main() -> Result<()> {
    match Task::parse() {
        Task::Ci => ci::run(),
        Task::Evaluate(options) => evaluate::run(&options),
        Task::Score { scorer, gold, readings } => evaluate::print_score(scorer, &gold, &readings),
        Task::Bench(options) => bench::run(&options),
        Task::Tidy => tidy::run(root()),
        Task::Tokens { file } => tokens::print(&file),
        Task::Antecedents { file } => antecedents::print(&file),
        Task::Gate { file } => gate::print(&file),
        Task::Standings { file } => standings::print(&file),
        Task::Attributions { file, weights } => attributions::print(&file, weights.as_deref()),
        Task::Stances { file } => stances::print(&file),
    }
}

/// Returns the folder of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace")
}

/// Returns a command that runs cargo in the workspace.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    command
}

/// Builds the release binary and returns its path.
fn release_binary() -> Result<PathBuf> {
    let status = cargo(&["build", "--release", "--quiet", "--package", "hustings-cli"]).status();
    ensure!(status.context("could not run cargo")?.success(), "the release binary could not be built");
    let here = std::env::current_exe().context("could not find the folder of xtask")?;
    let target = here.parent().and_then(Path::parent).context("could not find the target folder")?;
    Ok(target.join("release").join(format!("hustings{}", std::env::consts::EXE_SUFFIX)))
}
