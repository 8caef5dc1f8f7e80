//! `hustings export`: the record for other programs.
//!
//! Some forms hold every row of the record, others the state of one race on a day, joined across articles.

mod annotation;
mod calendar;
mod graph;
mod table;
mod vocabulary;
mod wiki;

use super::record::Asked;
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use hustings_store::Store;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Writes the record for other programs.
#[derive(Args)]
pub struct Export {
    /// The form.
    #[arg(long = "as", value_enum)]
    form: Form,
    /// The file to write; standard output where nothing is given.
    #[arg(long, short)]
    output: Option<PathBuf>,
    #[command(flatten)]
    asked: Asked,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Every row with all its fields, a JSON line each.
    Jsonl,
    /// Every row, as a table.
    Csv,
    /// Every row, as the same table in Parquet.
    Parquet,
    /// Every event that has a day.
    Icalendar,
    /// Every row as a W3C Web Annotation of its article.
    Annotations,
    /// A race, as `FollowTheMoney` entities, a JSON line each.
    Followthemoney,
    /// A race, as Popolo JSON.
    Popolo,
    /// A race, as schema.org JSON-LD.
    SchemaOrg,
    /// A race, as a `MediaWiki` table of its candidates with references.
    Wiki,
}

impl Export {
    /// Writes everything.
    ///
    /// # Errors
    /// When the record cannot be read, or the output not be written.
    pub fn run(&self) -> Result<bool> {
        let out: Box<dyn Write + Send> = match &self.output {
            Some(path) => Box::new(
                std::fs::File::create(path).with_context(|| format!("could not write {}", path.display()))?,
            ),
            None => Box::new(std::io::stdout()),
        };
        let mut out = BufWriter::new(out);
        match self.form {
            Form::Jsonl | Form::Csv | Form::Icalendar => self.rows(&mut out)?,
            Form::Parquet => {
                let mut table = table::parquet(&mut out)?;
                self.store()?.each(|edition, rows| {
                    rows.iter().try_for_each(|row| anyhow::Ok(table.push(table::cells(&edition, row))?))
                })?;
                table.finish()?;
            }
            Form::Annotations => annotation::write(&self.store()?, &mut out)?,
            Form::Followthemoney | Form::Popolo | Form::SchemaOrg | Form::Wiki => self.race(&mut out)?,
        }
        out.flush()?;
        Ok(true)
    }

    fn store(&self) -> Result<Store> {
        Ok(Store::read(&self.asked.record)?)
    }

    fn rows(&self, out: &mut impl Write) -> Result<()> {
        match self.form {
            Form::Csv => writeln!(out, "{}", table::head())?,
            Form::Icalendar => {
                write!(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hustings//record//EN\r\n")?;
            }
            _ => {}
        }
        self.store()?.each(|edition, rows| {
            rows.iter().try_for_each(|row| {
                match self.form {
                    Form::Csv => writeln!(out, "{}", table::line(&edition, row))?,
                    Form::Icalendar => out.write_all(calendar::entry(&edition, row).as_bytes())?,
                    _ => {
                        serde_json::to_writer(&mut *out, row)?;
                        out.write_all(b"\n")?;
                    }
                }
                anyhow::Ok(())
            })
        })?;
        if self.form == Form::Icalendar {
            write!(out, "END:VCALENDAR\r\n")?;
        }
        Ok(())
    }

    fn race(&self, out: &mut impl Write) -> Result<()> {
        let loaded = self.asked.load()?;
        let view = loaded.view();
        match self.form {
            Form::Followthemoney => {
                for entity in vocabulary::followthemoney(&graph::nodes(&view)) {
                    writeln!(out, "{entity}")?;
                }
            }
            Form::Popolo => writeln!(out, "{:#}", vocabulary::popolo(&graph::nodes(&view)))?,
            Form::SchemaOrg => writeln!(out, "{:#}", vocabulary::schema_org(&graph::nodes(&view)))?,
            _ => write!(out, "{}", wiki::table(&view))?,
        }
        Ok(())
    }
}
