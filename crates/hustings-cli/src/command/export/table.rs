//! A table of rows: one line a row, the same columns for CSV and Parquet.

use anyhow::Result;
use hustings::date::PartialDate;
use hustings::record::{Edition, Fact, Part, Row, Toward};
use hustings_parquet::{Cell, Kind, Table};
use std::io::Write;

/// A column: its name, and what stands in it.
type Column = (&'static str, Kind, fn(&Edition, &Row) -> Cell);

const COLUMNS: [Column; 18] = [
    ("id", Kind::Text, |_, row| text(&row.id)),
    ("kind", Kind::Text, |_, row| text(told(row).0)),
    ("edition", Kind::Text, |_, row| text(&row.edition)),
    ("outlet", Kind::Text, |edition, _| some(edition.outlet.as_deref())),
    ("url", Kind::Text, |edition, _| some(edition.url.as_deref())),
    ("title", Kind::Text, |edition, _| some(edition.title.as_deref())),
    ("published", Kind::Text, |_, row| date(row.clocks.published)),
    ("who", Kind::Text, |_, row| text(&told(row).1)),
    ("what", Kind::Text, |_, row| text(&told(row).2)),
    ("toward", Kind::Text, |_, row| text(&told(row).3)),
    ("post", Kind::Text, |_, row| some(row.post())),
    ("said", Kind::Text, |_, row| date(row.clocks.said)),
    ("holds_from", Kind::Text, |_, row| date(row.clocks.holds_from)),
    ("holds_until", Kind::Text, |_, row| date(row.clocks.holds_until)),
    ("precision", Kind::Text, |_, row| some(precision(row).as_deref())),
    ("words", Kind::Text, |_, row| {
        some(row.words(Part::Content).or_else(|| row.words(Part::Whole)).as_deref())
    }),
    ("asserted_by", Kind::Text, |_, row| some(row.asserted_by.as_deref())),
    ("confidence", Kind::Number, |_, row| Cell::Number(f64::from(row.confidence))),
];

fn text(words: &str) -> Cell {
    some(Some(words))
}

fn some(words: Option<&str>) -> Cell {
    words.filter(|words| !words.is_empty()).map_or(Cell::None, Cell::from)
}

fn date(date: Option<PartialDate>) -> Cell {
    some(date.map(PartialDate::value).as_deref())
}

fn precision(row: &Row) -> Option<String> {
    let date = row.clocks.holds_from.or(row.clocks.said)?;
    Some(format!("{:?}", date.precision()).to_lowercase())
}

/// Returns the names of the columns as a line of CSV.
pub fn head() -> String {
    COLUMNS.map(|(name, ..)| name).join(",")
}

/// Returns a row as a line of CSV.
pub fn line(edition: &Edition, row: &Row) -> String {
    let cells = COLUMNS.map(|(_, _, cell)| match cell(edition, row) {
        Cell::Text(text) => quoted(&text),
        Cell::Number(number) => format!("{number:.3}"),
        Cell::None => String::new(),
    });
    cells.join(",")
}

/// Begins a table of rows as Parquet.
///
/// # Errors
/// When the output cannot be written.
pub fn parquet<W: Write + Send>(out: W) -> Result<Table<W>> {
    Ok(Table::new(out, &COLUMNS.map(|(name, kind, _)| (name, kind)))?)
}

/// Returns a row as cells of that table.
pub fn cells(edition: &Edition, row: &Row) -> Vec<Cell> {
    COLUMNS.iter().map(|(_, _, cell)| cell(edition, row)).collect()
}

/// Returns kind, who, what and toward whom.
pub fn told(row: &Row) -> (&'static str, String, String, String) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_as_their_standard_has_them() {
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quoted("=SUM(A1)"), "'=SUM(A1)");
    }
}
