//! `SCORES.toml`: the scores that hold, a table a corpus; floors only rise.
//!
//! Read and raised by `evaluate`.
//!
//! `["race/dev"]` and under it `"statements" = 41.2`

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::table::Sheet;

const HEAD: &str = "\
# The scores that hold, in percent: F1, or the share that is right. Floors only rise:
#   cargo xtask evaluate --data DIR            prints the scores and fails when one lies below its floor
#   cargo xtask evaluate --data DIR --update   raises the floors to what was measured
# testdata/corpora.toml says where each corpus comes from.
";

/// The floor of every measure of every corpus.
pub struct Floors {
    path: PathBuf,
    by_corpus: BTreeMap<String, BTreeMap<String, f64>>,
}

impl Floors {
    /// Reads the floors; a file that is not there has none.
    ///
    /// # Errors
    /// When the file is no table of numbers.
    pub fn load(path: &Path) -> Result<Self> {
        let text = if path.exists() { fs::read_to_string(path)? } else { String::new() };
        let by_corpus =
            toml::from_str(&text).with_context(|| format!("could not understand {}", path.display()))?;
        Ok(Self { path: path.to_owned(), by_corpus })
    }

    /// Returns the floor of a measure.
    pub fn of(&self, corpus: &str, measure: &str) -> Option<f64> {
        self.by_corpus.get(corpus)?.get(measure).copied()
    }

    /// Raises the floors to the scores; a lower score leaves its floor.
    pub fn raise(&mut self, sheets: &[Sheet]) {
        for sheet in sheets {
            let floors = self.by_corpus.entry(sheet.name.clone()).or_default();
            for score in &sheet.scores {
                let Some(value) = score.value else { continue };
                let floor = floors.entry(score.measure.clone()).or_insert(value);
                *floor = floor.max(value);
            }
        }
    }

    /// Returns a sentence for each score that lies below its floor.
    pub fn fallen(&self, sheets: &[Sheet]) -> Vec<String> {
        let scores = sheets.iter().flat_map(|sheet| sheet.scores.iter().map(move |score| (sheet, score)));
        scores
            .filter_map(|(sheet, score)| {
                let floor = self.of(&sheet.name, &score.measure)?;
                let value = score.value.unwrap_or(0.0);
                (value < floor)
                    .then(|| format!("{} {}: {value:.1} is below {floor:.1}", sheet.name, score.measure))
            })
            .collect()
    }

    /// Writes the floors.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self) -> Result<()> {
        fs::write(&self.path, self.render())
            .with_context(|| format!("could not write {}", self.path.display()))
    }

    fn render(&self) -> String {
        let mut out = HEAD.to_owned();
        for (corpus, floors) in &self.by_corpus {
            let _ = writeln!(out, "\n[{corpus:?}]");
            for (measure, floor) in floors {
                let _ = writeln!(out, "{measure:?} = {floor:.1}");
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::Score;
    use super::*;

    fn sheet(value: f64) -> Sheet {
        let scores = vec![Score::share("whole exact", Some(value))];
        Sheet { name: "polnear.dev".to_owned(), size: String::new(), scores }
    }

    #[test]
    fn floors_only_rise() {
        let mut floors = Floors { path: PathBuf::new(), by_corpus: BTreeMap::new() };
        for value in [40.0, 41.5, 39.0] {
            floors.raise(&[sheet(value)]);
        }
        assert_eq!(floors.of("polnear.dev", "whole exact"), Some(41.5));
        assert_eq!(floors.fallen(&[sheet(39.0)]), ["polnear.dev whole exact: 39.0 is below 41.5"]);
        let again: BTreeMap<String, BTreeMap<String, f64>> = toml::from_str(&floors.render()).unwrap();
        assert_eq!(again, floors.by_corpus);
    }
}
