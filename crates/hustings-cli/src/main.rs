//! The binary `hustings`: one subcommand a file under `command/`; what people see under `show/`.

mod command;
mod show;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

const EXIT_CODES: &str = "Exit codes: 0 all was read; 1 something could not be read, and standard error says what; \
                          2 the command line was not understood.";

/// Reads the press coverage of a contested post and keeps the record of the race.
#[derive(Parser)]
#[command(version, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads articles and prints their record: who is in the race, who said what, what comes next.
    #[command(after_help = EXIT_CODES)]
    Read(command::read::Read),
}

fn main() -> ExitCode {
    let Command::Read(read) = Arguments::parse().command;
    match read.run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("hustings: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// Whether the reader of the output went away, as `head` does: no fault of anybody.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        kind.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
