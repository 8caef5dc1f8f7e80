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
    /// Adds articles to a record; adding the same again changes nothing.
    Add(command::add::Add),
    /// Follows the feeds of a race, politely, and adds what comes.
    Watch(command::watch::Watch),
    /// Shows the state of a race: candidates, electors, demands, what is next.
    Board(command::board::Board),
    /// Shows what was said, done and decided, day by day.
    Timeline(command::timeline::Timeline),
    /// Shows what changed in a race between two days.
    Diff(command::diff::Diff),
    /// Shows somebody in a race, and decides who is who.
    Who(Box<command::who::Who>),
    /// Finds statements by their words.
    Search(command::search::Search),
    /// Shows the record in a browser, and serves it as JSON.
    Serve(command::serve::Serve),
    /// Answers programs that speak the Model Context Protocol, over standard input.
    Mcp(command::mcp::Mcp),
    /// Proves that every word of the record stands where its row says.
    Verify(command::verify::Verify),
    /// Accepts and rejects rows, and lists what was decided.
    Review(command::review::Review),
    /// Makes accounts for those who review in the browser.
    Editor(command::editor::Editor),
    /// Writes rows for other programs.
    Export(command::export::Export),
    /// Lists, shows and begins race files.
    Race(command::race::Race),
}

impl Command {
    /// Does what is asked and returns whether all of it could be done.
    fn run(&self) -> anyhow::Result<bool> {
        match self {
            Self::Read(read) => read.run(),
            Self::Add(add) => add.run(),
            Self::Watch(watch) => watch.run(),
            Self::Board(board) => board.run(),
            Self::Timeline(timeline) => timeline.run(),
            Self::Diff(diff) => diff.run(),
            Self::Who(who) => who.run(),
            Self::Search(search) => search.run(),
            Self::Serve(serve) => serve.run(),
            Self::Mcp(mcp) => mcp.run(),
            Self::Verify(verify) => verify.run(),
            Self::Review(review) => review.run(),
            Self::Editor(editor) => editor.run(),
            Self::Export(export) => export.run(),
            Self::Race(race) => race.run(),
        }
    }
}

fn main() -> ExitCode {
    match Arguments::parse().command.run() {
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
