//! `hustings export`: rows for other programs.

use super::record::default_record;
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use hustings::date::{PartialDate, Precision};
use hustings::race::EventStatus;
use hustings::record::icalendar::{escaped, folded};
use hustings::record::{Edition, Fact, Part, Row, Toward};
use hustings_store::Store;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Writes the rows of a record for other programs.
#[derive(Args)]
pub struct Export {
    /// The form: a JSON line a row with all its fields, a table, or a calendar of what is on the agenda.
    #[arg(long = "as", value_enum)]
    form: Form,
    /// The file to write; standard output where nothing is given.
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// The record.
    #[arg(long, env = "HUSTINGS_RECORD", default_value_os_t = default_record())]
    record: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Jsonl,
    Csv,
    Icalendar,
}

impl Export {
    /// Writes everything.
    ///
    /// # Errors
    /// When the record cannot be read, or the output not be written.
    pub fn run(&self) -> Result<bool> {
        let store = Store::read(&self.record)?;
        let out: Box<dyn Write> = match &self.output {
            Some(path) => Box::new(
                std::fs::File::create(path).with_context(|| format!("could not write {}", path.display()))?,
            ),
            None => Box::new(std::io::stdout().lock()),
        };
        let mut out = BufWriter::new(out);
        match self.form {
            Form::Csv => writeln!(out, "{}", COLUMNS.join(","))?,
            Form::Icalendar => {
                write!(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hustings//record//EN\r\n")?
            }
            Form::Jsonl => {}
        }
        store.each(|edition, rows| rows.iter().try_for_each(|row| self.write(&mut out, &edition, row)))?;
        if self.form == Form::Icalendar {
            write!(out, "END:VCALENDAR\r\n")?;
        }
        out.flush()?;
        Ok(true)
    }

    fn write(&self, out: &mut impl Write, edition: &Edition, row: &Row) -> Result<()> {
        match self.form {
            Form::Jsonl => {
                serde_json::to_writer(&mut *out, row)?;
                out.write_all(b"\n")?;
            }
            Form::Csv => writeln!(out, "{}", cells(edition, row).map(|cell| quoted(&cell)).join(","))?,
            Form::Icalendar => out.write_all(event(edition, row).as_bytes())?,
        }
        Ok(())
    }
}

const COLUMNS: [&str; 18] = [
    "id",
    "kind",
    "edition",
    "outlet",
    "url",
    "title",
    "published",
    "who",
    "what",
    "toward",
    "post",
    "said",
    "holds_from",
    "holds_until",
    "precision",
    "words",
    "asserted_by",
    "confidence",
];

/// Returns the cells of a row, in the order of the columns.
fn cells(edition: &Edition, row: &Row) -> [String; 18] {
    let (kind, who, what, toward) = told(row);
    let date = |date: Option<PartialDate>| date.map(PartialDate::value).unwrap_or_default();
    let clocks = row.clocks;
    let precision =
        clocks.holds_from.or(clocks.said).map(|date| format!("{:?}", date.precision()).to_lowercase());
    let words = row.words(Part::Content).or_else(|| row.words(Part::Whole));
    [
        row.id.clone(),
        kind.to_owned(),
        row.edition.clone(),
        edition.outlet.clone().unwrap_or_default(),
        edition.url.clone().unwrap_or_default(),
        edition.title.clone().unwrap_or_default(),
        date(clocks.published),
        who,
        what,
        toward,
        row.post().unwrap_or_default().to_owned(),
        date(clocks.said),
        date(clocks.holds_from),
        date(clocks.holds_until),
        precision.unwrap_or_default(),
        words.unwrap_or_default(),
        row.asserted_by.clone().unwrap_or_default(),
        format!("{:.3}", row.confidence),
    ]
}

/// Returns kind, who, what and toward whom.
fn told(row: &Row) -> (&'static str, String, String, String) {
    let none = String::new;
    match &row.fact {
        Fact::Entity { what, name, .. } => ("entity", name.clone(), what.name().to_owned(), none()),
        Fact::Statement(said) => {
            let stance = |about: &Toward| format!("{} {}", about.stance.name(), about.whom.name);
            let about: Vec<String> = said.about.iter().map(stance).collect();
            ("statement", said.speaker.name.clone(), said.force.name().to_owned(), about.join("; "))
        }
        Fact::Race { incumbent, .. } => {
            ("race", incumbent.as_ref().map_or_else(none, |party| party.name.clone()), none(), none())
        }
        Fact::Tenure { person, is_until_planned, .. } => {
            let planned = if *is_until_planned { "planned end" } else { "" };
            ("tenure", person.name.clone(), planned.to_owned(), none())
        }
        Fact::Candidacy { person, status, .. } => {
            ("candidacy", person.name.clone(), status.name().to_owned(), none())
        }
        Fact::Endorsement { by, candidate, position, .. } => {
            ("endorsement", by.name.clone(), position.name().to_owned(), candidate.name.clone())
        }
        Fact::Criterion { text, stated_by, .. } => (
            "criterion",
            stated_by.as_ref().map_or_else(none, |party| party.name.clone()),
            text.clone(),
            none(),
        ),
        Fact::Ballot { tallies, .. } => {
            let tallies: Vec<String> =
                tallies.iter().map(|(what, votes)| format!("{what} {votes}")).collect();
            ("ballot", none(), tallies.join("; "), none())
        }
        Fact::Event { what, participants, .. } => {
            let who: Vec<&str> = participants.iter().map(|party| party.name.as_str()).collect();
            ("event", who.join("; "), what.clone(), none())
        }
    }
}

/// Returns a cell as RFC 4180 has it; a spreadsheet must not take it for a formula.
fn quoted(cell: &str) -> String {
    let cell = if cell.starts_with(['=', '+', '@']) { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// Returns the calendar entry of an event that has a day; nothing for other rows.
fn event(edition: &Edition, row: &Row) -> String {
    let Fact::Event { what, location, status, .. } = &row.fact else { return String::new() };
    let Some(day) = row.clocks.holds_from.filter(|date| date.precision() == Precision::Day) else {
        return String::new();
    };
    let stamp: String = edition.first_seen.chars().filter(|char| !matches!(char, '-' | ':')).collect();
    let status = match status {
        EventStatus::Scheduled | EventStatus::Moved => "TENTATIVE",
        EventStatus::Held => "CONFIRMED",
        EventStatus::Dropped => "CANCELLED",
    };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@hustings", row.id),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", day.value().replace('-', "")),
        format!("SUMMARY:{}", escaped(what)),
        format!("STATUS:{status}"),
    ];
    lines.extend(location.as_ref().map(|place| format!("LOCATION:{}", escaped(place))));
    lines.extend(edition.url.as_ref().map(|url| format!("URL:{}", escaped(url))));
    lines.push("END:VEVENT".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_as_their_standard_has_them() {
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quoted("=SUM(A1)"), "'=SUM(A1)");
    }
}
