//! What the scorers share: reading JSON Lines, tokens, overlaps, names, pairs and rates.
//!
//! The scorers of attributions, time expressions and races are written with these; all spans are code points.
//!
//! `Estonian Prime Minister Kaja Kallas` and `Kallas` are one party, `Kaja Kallas` and `Mart Kallas` are two

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use regex::Regex;
use serde_json::Value;

/// Titles that do not tell one party from another.
const TITLES: [&str; 14] = [
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "sen",
    "rep",
    "gov",
    "president",
    "senator",
    "the",
    "lord",
    "dame",
    "prof",
];

static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s\x1c-\x1f]").expect("the pattern is a constant")
});

static NAME_WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_']+").expect("the pattern is a constant"));

/// Reads the lines of a JSON Lines file, gzipped or not.
///
/// # Errors
/// When the file cannot be read or a line is not JSON.
pub fn lines(path: &Path) -> Result<Vec<Value>> {
    let mut bytes = Vec::new();
    let file = File::open(path).with_context(|| format!("could not open {}", path.display()))?;
    if path.extension().is_some_and(|ending| ending == "gz") {
        MultiGzDecoder::new(file).read_to_end(&mut bytes)
    } else {
        { file }.read_to_end(&mut bytes)
    }
    .with_context(|| format!("could not read {}", path.display()))?;
    parse_lines(&bytes).with_context(|| format!("could not understand {}", path.display()))
}

/// Parses JSON Lines.
///
/// # Errors
/// When a line is not JSON.
pub fn parse_lines(bytes: &[u8]) -> Result<Vec<Value>> {
    let lines = bytes.split(|&byte| byte == b'\n').enumerate();
    lines
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(i, line)| serde_json::from_slice(line).with_context(|| format!("line {} is not JSON", i + 1)))
        .collect()
}

/// The readings of a corpus, by the identifier of their article.
pub struct Readings(HashMap<String, Value>);

impl Readings {
    /// Keeps the last reading of each article.
    pub fn new(readings: Vec<Value>) -> Self {
        let by_id = readings.into_iter().filter_map(|reading| {
            let id = reading["article"]["id"].as_str()?.to_owned();
            Some((id, reading))
        });
        Self(by_id.collect())
    }

    /// Returns the reading of an annotated article.
    pub fn of(&self, gold: &Value) -> Option<&Value> {
        self.0.get(gold["id"].as_str()?)
    }

    /// Returns all readings, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Value> {
        self.0.values()
    }
}

/// Returns the items of a list; none where there is no list.
pub fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Returns the bounds of all tokens, in code points: words and single marks.
pub fn tokens(text: &str) -> Vec<(i64, i64)> {
    let (mut byte, mut point) = (0, 0);
    let mut advance = |to: usize| {
        point += text[byte..to].chars().count() as i64;
        byte = to;
        point
    };
    TOKEN.find_iter(text).map(|token| (advance(token.start()), advance(token.end()))).collect()
}

/// Returns the indices of the tokens that any of the spans touches, in order.
pub fn covered(spans: &Value, tokens: &[(i64, i64)]) -> Vec<usize> {
    let mut found = Vec::new();
    for span in items(spans) {
        let (start, end) = (span[0].as_i64().unwrap_or(0), span[1].as_i64().unwrap_or(0));
        let first = tokens.partition_point(|token| token.1 <= start);
        found.extend((first..tokens.len()).take_while(|&i| tokens[i].0 < end));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns how many items two ordered lists share.
pub fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    a.iter().filter(|item| b.binary_search(item).is_ok()).count()
}

/// Returns the Dice overlap, 0 to 1; two empty lists are alike.
pub fn dice(a: &[usize], b: &[usize]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    (2 * shared(a, b)) as f64 / (a.len() + b.len()) as f64
}

/// Precision, recall and F1 in percent with one decimal, and what they were counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// The share of what was found that is right.
    pub p: f64,
    /// The share of what is right that was found.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// How many were to be found.
    pub gold: usize,
    /// How many were found.
    pub pred: usize,
}

impl Rates {
    /// Returns the rates of `hit` right ones among `pred` found and `gold` to be found.
    pub fn new(hit: usize, pred: usize, gold: usize) -> Self {
        let share = |whole: usize| if whole == 0 { 0.0 } else { hit as f64 / whole as f64 };
        let (p, r) = (share(pred), share(gold));
        let f1 = if p + r > 0.0 { one_decimal(200.0 * p * r / (p + r)) } else { 0.0 };
        Self { p: one_decimal(100.0 * p), r: one_decimal(100.0 * r), f1, gold, pred }
    }

    /// Returns the rates as JSON.
    pub fn json(self) -> Value {
        serde_json::json!({ "p": self.p, "r": self.r, "f1": self.f1, "gold": self.gold, "pred": self.pred })
    }
}

/// How many were right, were found, and were to be found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// How many were right.
    pub hit: usize,
    /// How many were found.
    pub pred: usize,
    /// How many were to be found.
    pub gold: usize,
}

impl Tally {
    /// Adds to all three counts.
    pub fn add(&mut self, hit: usize, pred: usize, gold: usize) {
        self.hit += hit;
        self.pred += pred;
        self.gold += gold;
    }

    /// Returns precision, recall and F1.
    pub fn rates(self) -> Rates {
        Rates::new(self.hit, self.pred, self.gold)
    }

    /// Returns the share of right ones among those to be found, in percent; nothing where there are none.
    pub fn share(self) -> Option<f64> {
        percent(self.hit, self.gold)
    }
}

/// Returns a share in percent with one decimal; nothing of nothing.
pub fn percent(hit: usize, total: usize) -> Option<f64> {
    (total > 0).then(|| one_decimal((100 * hit) as f64 / total as f64))
}

/// Rounds to one decimal, from the exact binary value and with ties to even.
///
/// Printing does just that; multiplying by ten first would not.
pub fn one_decimal(value: f64) -> f64 {
    format!("{value:.1}").parse().expect("a printed number can be read")
}

/// Returns the words of a name that tell parties apart, in lower case and without a possessive ending.
pub fn name_words(name: Option<&str>) -> Vec<String> {
    let name = name.unwrap_or_default().to_lowercase().replace('’', "'");
    let words = NAME_WORD.find_iter(&name).map(|word| word.as_str());
    words
        .filter(|word| !TITLES.contains(word) && word.chars().count() > 1)
        .map(|word| word.strip_suffix("'s").unwrap_or(word).to_owned())
        .collect()
}

/// Whether two printed names can be one party: equal words, or the same last word with one name inside the other.
pub fn same_name(a: Option<&str>, b: Option<&str>) -> bool {
    let (x, y) = (name_words(a), name_words(b));
    let (Some(x_last), Some(y_last)) = (x.last(), y.last()) else { return false };
    let inside = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    if inside(&x, &y) && inside(&y, &x) {
        return true;
    }
    let initial = |name: &[String]| name[0].chars().next();
    x_last == y_last && (inside(&x, &y) || inside(&y, &x) || initial(&x) == initial(&y))
}

/// Returns one-to-one pairs (gold, found), the best score first; a pair needs a score above zero.
///
/// Of equal scores the later gold item and then the later found item goes first.
pub fn pairs(gold: usize, pred: usize, score: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let all = (0..gold).flat_map(|i| (0..pred).map(move |j| (i, j)));
    let mut ranked: Vec<(f64, usize, usize)> =
        all.map(|(i, j)| (score(i, j), i, j)).filter(|ranked| ranked.0 > 0.0).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut gold_used, mut pred_used) = (vec![false; gold], vec![false; pred]);
    let mut found = Vec::new();
    for (_, i, j) in ranked {
        if !gold_used[i] && !pred_used[j] {
            (gold_used[i], pred_used[j]) = (true, true);
            found.push((i, j));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ties_are_rounded_to_even_and_only_true_ties() {
        assert_eq!([6.25, 6.75, 0.35, 62.449_999].map(one_decimal), [6.2, 6.8, 0.3, 62.4]);
    }

    #[test]
    fn names_match_by_their_words() {
        let same = |a, b| same_name(Some(a), Some(b));
        assert!(same("President Kaja Kallas", "Kallas’s"));
        assert!(same("K. Kallas", "Kaja Kallas"));
        assert!(!same("Mart Kallas", "Kaja Kallas"));
        assert!(!same_name(None, None));
    }

    #[test]
    fn a_span_covers_every_token_that_it_touches() {
        let tokens = tokens("Ça va? “Oui”, dit-il");
        assert_eq!(tokens[2..5], [(5, 6), (7, 8), (8, 11)]);
        assert_eq!(covered(&json!([[9, 10], [0, 1]]), &tokens), [0, 4]);
    }

    #[test]
    fn of_equal_pairs_the_last_goes_first() {
        assert_eq!(pairs(2, 2, |_, _| 1.0), [(1, 1), (0, 0)]);
        assert_eq!(pairs(2, 2, |i, j| if i == j { 0.0 } else { 2.0 }), [(1, 0), (0, 1)]);
    }
}
