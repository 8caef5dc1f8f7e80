//! Scores time expressions as TempEval-3 does: strict and relaxed spans, types, values.
//!
//! Called by `evaluate` with the readings of a corpus that has `timexes`.
//!
//! `in July 2023` for `July 2023` is a relaxed match, and right in value where it says 2023-07

use serde_json::{Value, json};

use super::scoring::{Rates, Readings, Tally, items, pairs};

/// How well time expressions were found.
#[derive(Clone, Copy, Debug)]
pub struct TimexScore {
    /// The same span.
    pub strict: Rates,
    /// Spans that overlap, one to one.
    pub relaxed: Rates,
    /// Spans that overlap, with the same type.
    pub kind: Rates,
    /// Spans that overlap, with the same value.
    pub value: Rates,
}

impl TimexScore {
    /// Returns the score as JSON.
    pub fn json(&self) -> Value {
        json!({
            "strict": self.strict.json(),
            "relaxed": self.relaxed.json(),
            "type": self.kind.json(),
            "value": self.value.json(),
        })
    }
}

/// Scores the time expressions of all annotated articles; the document creation time itself is left out.
pub fn score(gold: &[Value], readings: &Readings) -> TimexScore {
    let [mut strict, mut relaxed, mut kind, mut value] = [Tally::default(); 4];
    for article in gold {
        let marked: Vec<&Value> =
            items(&article["timexes"]).iter().filter(|timex| !is_creation_time(timex)).collect();
        let found = readings.of(article).map_or(&[][..], |reading| items(&reading["timexes"]));
        for tally in [&mut strict, &mut relaxed, &mut kind, &mut value] {
            tally.add(0, found.len(), marked.len());
        }
        for (i, j) in pairs(marked.len(), found.len(), |i, j| overlap(marked[i], &found[j])) {
            let (g, p) = (marked[i], &found[j]);
            relaxed.hit += 1;
            strict.hit += usize::from((&g["start"], &g["end"]) == (&p["span"][0], &p["span"][1]));
            kind.hit += usize::from(g["type"] == p["type"]);
            let has_value = g["value"].as_str().is_some_and(|value| !value.is_empty());
            value.hit += usize::from(has_value && g["value"] == p["value"]);
        }
    }
    TimexScore { strict: strict.rates(), relaxed: relaxed.rates(), kind: kind.rates(), value: value.rates() }
}

fn is_creation_time(timex: &Value) -> bool {
    timex["creation"].as_bool().unwrap_or(false)
}

fn overlap(gold: &Value, found: &Value) -> f64 {
    let at = |value: &Value| value.as_i64().unwrap_or(0);
    let start = at(&gold["start"]).max(at(&found["span"][0]));
    let end = at(&gold["end"]).min(at(&found["span"][1]));
    (end - start).max(0) as f64
}
