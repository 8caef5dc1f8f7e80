//! Where a page goes: its width, its colors, and JSON in its place.

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::Write;

/// The form of what is printed.
#[derive(Args)]
pub struct Output {
    /// What to print: a page for people, or JSON.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Whether to color the page for people.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
    /// Columns of the page for people; the terminal's own where there is one, else 100.
    #[arg(long, value_parser = clap::value_parser!(u16).range(40..))]
    width: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl Output {
    /// Prints `thing` as JSON, or the page that `page` makes of it for a width in columns.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn print(&self, thing: &impl Serialize, page: impl FnOnce(usize) -> String) -> Result<()> {
        let choice = match self.color {
            Color::Auto => anstream::AutoStream::choice(&std::io::stdout()),
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        let mut out = anstream::AutoStream::new(std::io::stdout().lock(), choice);
        match self.format {
            Form::Text => write!(out, "{}", page(self.width()))?,
            Form::Json => {
                serde_json::to_writer_pretty(&mut out, thing)?;
                writeln!(out)?;
            }
        }
        out.flush()?;
        Ok(())
    }

    fn width(&self) -> usize {
        let terminal = || terminal_size::terminal_size().map(|(width, _)| width.0.clamp(40, 120));
        usize::from(self.width.or_else(terminal).unwrap_or(100))
    }
}
