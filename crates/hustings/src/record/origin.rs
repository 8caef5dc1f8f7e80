//! Origins: which editions are prints of one story, and how many independent ones stand behind a row.
//!
//! Texts that share most of their words in a row are one origin, however they were trimmed or retitled; a row that
//! names the outlet it was taken from has that outlet for its origin.
//!
//! `ten newspapers print one wire story` → one origin

use super::edition::{Edition, reach};
use super::rows::{Fact, Row};
use std::collections::{BTreeSet, HashMap};

/// How much of the shorter text must stand in the longer one, of 100.
const SHARE: usize = 60;

/// The fewest shared hashes that tell anything: eight words in a row of a short text, thirty of a long one.
const FEWEST: usize = 4;

/// Which origin each edition has.
#[derive(Clone, Debug, Default)]
pub struct Origins<'a> {
    of: HashMap<&'a str, &'a str>,
    outer: HashMap<&'a str, String>,
}

impl<'a> Origins<'a> {
    /// Returns the origins of the editions: each is named by the edition of it that was published first.
    pub fn new(editions: &[&'a Edition], rows: &[&'a Row]) -> Self {
        let mut sorted: Vec<&'a Edition> = editions.to_vec();
        sorted.sort_by_key(|edition| (edition.known_from(), &edition.id));
        let mut groups: Vec<usize> = (0..sorted.len()).collect();
        for (i, j) in near(&sorted) {
            let (a, b) = (root(&groups, i), root(&groups, j));
            groups[a.max(b)] = a.min(b);
        }
        let of = (0..sorted.len()).map(|i| (sorted[i].id.as_str(), sorted[root(&groups, i)].id.as_str()));
        Self { of: of.collect(), outer: carriers(rows) }
    }

    /// Returns the origin of an edition, named by the edition of it that was published first.
    pub fn of<'b>(&'b self, edition: &'b str) -> &'b str {
        self.of.get(edition).copied().unwrap_or(edition)
    }

    /// Returns how many editions have the same origin.
    pub fn prints(&self, edition: &str) -> usize {
        let origin = self.of(edition);
        self.of.values().filter(|other| **other == origin).count().max(1)
    }

    /// Returns how many independent origins stand behind some rows.
    pub fn count<'b>(&'b self, rows: impl IntoIterator<Item = &'b Row>) -> usize {
        let origins: BTreeSet<&str> = rows.into_iter().map(|row| self.of_row(row)).collect();
        origins.len()
    }

    /// Returns the origin of a row: the outlet that it is taken from, else that of its edition.
    pub fn of_row<'b>(&'b self, row: &'b Row) -> &'b str {
        let said = row.asserted_by.as_deref().unwrap_or(&row.id);
        self.outer.get(said).map_or_else(|| self.of(&row.edition), String::as_str)
    }
}

fn root(groups: &[usize], mut at: usize) -> usize {
    while groups[at] != at {
        at = groups[at];
    }
    at
}

/// Returns pairs of editions of which one holds most of the other.
fn near(editions: &[&Edition]) -> Vec<(usize, usize)> {
    let mut by_hash: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (i, edition) in editions.iter().enumerate() {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for hash in &edition.sketch {
            for &other in by_hash.get(hash).into_iter().flatten() {
                *shared.entry(other).or_default() += 1;
            }
        }
        for (other, count) in shared {
            if count >= FEWEST && is_print(&edition.sketch, &editions[other].sketch) {
                pairs.push((other, i));
            }
        }
        for &hash in &edition.sketch {
            let list = by_hash.entry(hash).or_default();
            // What stands in hundreds of texts is a slogan of the site and tells nothing.
            if list.len() < 200 {
                list.push(i);
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Whether one text holds most of the other, by the hashes that both sketches would have.
fn is_print(one: &[u32], other: &[u32]) -> bool {
    let bound = reach(one).min(reach(other));
    let within = |sketch: &[u32]| sketch.partition_point(|hash| *hash <= bound);
    let (one, other) = (&one[..within(one)], &other[..within(other)]);
    let shared = one.iter().filter(|hash| other.binary_search(hash).is_ok()).count();
    shared >= FEWEST && shared * 100 >= one.len().min(other.len()) * SHARE
}

/// Words by which one outlet passes on what another one has.
const PASSING_ON: &[&str] = &["reported", "reports", "reporting", "report", "according to", "first reported"];

/// Returns for each statement told inside the report of an outlet the name of that outlet.
fn carriers<'a>(rows: &[&'a Row]) -> HashMap<&'a str, String> {
    let by_id: HashMap<&str, &Row> = rows.iter().map(|row| (row.id.as_str(), *row)).collect();
    let mut outer = HashMap::new();
    for row in rows {
        let Fact::Statement(_) = &row.fact else { continue };
        let mut at = *row;
        // Four links are more than any report has; the bound guards against a circle.
        for _ in 0..4 {
            let Fact::Statement(said) = &at.fact else { break };
            if is_carrier(at) {
                outer.insert(row.id.as_str(), super::name::plain(&said.speaker.name));
            }
            match said.parent.as_deref().and_then(|parent| by_id.get(parent)) {
                Some(parent) => at = parent,
                None => break,
            }
        }
    }
    outer
}

fn is_carrier(row: &Row) -> bool {
    use crate::entity::speaker::SpeakerKind;
    let Fact::Statement(said) = &row.fact else { return false };
    let cue = row.words(super::Part::Cue).unwrap_or_default().to_lowercase();
    said.speaker_kind == SpeakerKind::Organization && PASSING_ON.contains(&cue.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::edition::sketch;
    use super::*;

    #[test]
    fn a_trimmed_text_is_a_print_and_a_shared_sentence_is_none() {
        let words = |from: usize, to: usize| (from..to).map(|n| format!("word{n} ")).collect::<String>();
        let whole = words(0, 900);
        assert!(is_print(&sketch(&whole), &sketch(&words(0, 450))));
        assert!(is_print(&sketch(&words(100, 130)), &sketch(&words(100, 140))));
        assert!(!is_print(&sketch(&whole), &sketch(&words(850, 1750))));
        assert!(!is_print(&sketch(&words(0, 10)), &sketch(&words(2000, 2010))));
    }
}
