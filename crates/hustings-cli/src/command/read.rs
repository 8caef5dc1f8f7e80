//! `hustings read`: files or standard input in, readings out.
//!
//! Articles are read on all cores, a batch at a time, and printed in the order they came in.

use super::inputs;
use crate::show;
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use hustings::reading::wire::Wire;
use hustings::{Article, Model, Reading};
use hustings_ingest::Piece;
use rayon::prelude::*;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

/// How many articles are read before the next are opened: keeps all cores busy and memory bounded.
const BATCH: usize = 64;

/// Reads articles and prints their record.
#[derive(Args)]
pub struct Read {
    /// Articles as text or HTML, feeds, WARCs, corpora of JSON Lines, tables of Parquet, gzip or plain; `-` or nothing
    /// is standard input.
    files: Vec<PathBuf>,
    /// What to print: a page for people, one JSON document, or a JSON line an article.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Whether to color the page for people.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
    /// Columns of the page for people; the terminal's own where there is one, else 100.
    #[arg(long, value_parser = clap::value_parser!(u16).range(40..))]
    width: Option<u16>,
    /// How many articles to read at once; all cores where nothing is given.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Jsonl,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl Read {
    /// Reads everything and returns whether all of it could be read.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn run(&self) -> Result<bool> {
        if let Some(threads) = self.threads {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
            pool.build_global().context("could not start the threads")?;
        }
        let choice = match self.color {
            Color::Auto => anstream::AutoStream::choice(&std::io::stdout()),
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        let stdout = anstream::AutoStream::new(std::io::stdout().lock(), choice);
        let mut printer = Printer {
            out: BufWriter::new(stdout),
            format: self.format,
            width: self.width(),
            count: 0,
            held: String::new(),
        };
        let model = super::model()?;
        let standard_input = [PathBuf::from("-")];
        let files = if self.files.is_empty() { &standard_input[..] } else { &self.files };
        let mut all_read = true;
        for file in files {
            all_read &= read_file(file, &model, &mut printer)?;
        }
        printer.end()?;
        Ok(all_read)
    }

    fn width(&self) -> usize {
        let terminal = || terminal_size::terminal_size().map(|(width, _)| width.0.clamp(40, 120));
        usize::from(self.width.or_else(terminal).unwrap_or(100))
    }
}

/// Reads one file, complains about what cannot be read, and returns whether all could.
fn read_file(file: &Path, model: &Model, printer: &mut Printer<impl Write>) -> Result<bool> {
    let read = AtomicU64::new(0);
    let mut pieces = match inputs::pieces(file, &read) {
        Ok(pieces) => pieces,
        Err(why) => return complain(&why),
    };
    let mut all_read = true;
    loop {
        let batch: Vec<_> = pieces.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(all_read);
        }
        let read = |piece: Result<Piece, hustings_ingest::Error>| {
            let article = piece.and_then(Piece::open).map_err(|why| inputs::complaint(file, &why))?.article;
            let reading = hustings::read(&article, model);
            Ok((article, reading))
        };
        let readings: Vec<Result<(Article, Reading), String>> = batch.into_par_iter().map(read).collect();
        for reading in readings {
            match reading {
                Ok((article, reading)) => printer.print(&article, &reading)?,
                Err(why) => all_read = complain(&why)?,
            }
        }
    }
}

/// Says on standard error what could not be read, and goes on.
fn complain(why: &str) -> Result<bool> {
    anstream::eprintln!("hustings: {why}");
    Ok(false)
}

/// Writes readings one after another in one of the formats.
///
/// As JSON, one reading is an object and several are an array, so the first is held until it is known which.
struct Printer<W: Write> {
    out: W,
    format: Format,
    width: usize,
    count: usize,
    held: String,
}

impl<W: Write> Printer<W> {
    fn print(&mut self, article: &Article, reading: &Reading) -> Result<()> {
        match self.format {
            Format::Text => {
                let rule = if self.count > 0 {
                    format!("\n{}\n\n", "─".repeat(self.width))
                } else {
                    String::new()
                };
                write!(self.out, "{rule}{}", show::page(article, reading, self.width))?;
            }
            Format::Jsonl => {
                serde_json::to_writer(&mut self.out, &Wire::new(article, reading))?;
                writeln!(self.out)?;
            }
            Format::Json => {
                let written = serde_json::to_string_pretty(&Wire::new(article, reading))?;
                match self.count {
                    0 => self.held = written,
                    1 => write!(self.out, "[\n{},\n{written}", self.held)?,
                    _ => write!(self.out, ",\n{written}")?,
                }
            }
        }
        self.count += 1;
        Ok(())
    }

    fn end(mut self) -> Result<()> {
        match (self.format, self.count) {
            (Format::Json, 0) => writeln!(self.out, "[]")?,
            (Format::Json, 1) => writeln!(self.out, "{}", self.held)?,
            (Format::Json, _) => writeln!(self.out, "\n]")?,
            _ => {}
        }
        self.out.flush()?;
        Ok(())
    }
}
