//! The table that `evaluate` prints: a sheet a corpus, a line a score, with its floor.
//!
//! Filled by `evaluate`, compared by [`super::floors`].

use std::fmt::Write;

use super::floors::Floors;
use super::scoring::Rates;

/// The scores of one corpus.
pub struct Sheet {
    /// The name of the corpus, as in `SCORES.toml`.
    pub name: String,
    /// How much was read, in words.
    pub size: String,
    /// The scores.
    pub scores: Vec<Score>,
}

/// One score.
pub struct Score {
    /// What is measured.
    pub measure: String,
    /// F1 or a share, in percent; nothing where there was nothing to measure.
    pub value: Option<f64>,
    /// Precision and recall, where the value is an F1.
    pub rates: Option<Rates>,
}

impl Score {
    /// Returns a score with precision and recall.
    pub fn rates(measure: &str, rates: Rates) -> Self {
        let value = (rates.gold + rates.pred > 0).then_some(rates.f1);
        Self { measure: measure.to_owned(), value, rates: Some(rates) }
    }

    /// Returns a score that is a share in percent.
    pub fn share(measure: &str, value: Option<f64>) -> Self {
        Self { measure: measure.to_owned(), value, rates: None }
    }
}

/// Returns the table of all sheets.
pub fn render(sheets: &[Sheet], floors: &Floors) -> String {
    let mut out = String::new();
    for sheet in sheets {
        let head = format!("{}, {}", sheet.name, sheet.size);
        let _ = writeln!(
            out,
            "{head:<34}{:>7}{:>7}{:>8}{:>8}{:>7}{:>7}",
            "P", "R", "F1/%", "floor", "gold", "found"
        );
        for score in &sheet.scores {
            let _ = writeln!(out, "{}", line(score, floors.of(&sheet.name, &score.measure)));
        }
        out.push('\n');
    }
    out
}

fn line(score: &Score, floor: Option<f64>) -> String {
    let number = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.1}"));
    let count = |count: Option<usize>| count.map_or(String::new(), |count| count.to_string());
    let rates = score.rates.as_ref();
    let below = if floor > score.value { "  below" } else { "" };
    let line = format!(
        "  {:<32}{:>7}{:>7}{:>8}{:>8}{:>7}{:>7}{below}",
        score.measure,
        number(rates.map(|rates| rates.p)),
        number(rates.map(|rates| rates.r)),
        score.value.map_or("none".to_owned(), |value| format!("{value:.1}")),
        number(floor),
        count(rates.map(|rates| rates.gold)),
        count(rates.map(|rates| rates.pred)),
    );
    line.trim_end().to_owned()
}
