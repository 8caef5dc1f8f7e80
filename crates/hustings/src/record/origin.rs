//! Origins: which editions are prints of one story, and how many independent ones stand behind a row.
//!
//! Texts that share most of their words in a row are one origin, however they were trimmed or retitled; a row that
//! names the outlet it was taken from has that outlet for its origin.
//!
//! `ten newspapers print one wire story` → one origin

use super::coverage::{Coverage, Days, NONE};
use super::edition::{Edition, reach};
use super::review::Verdicts;
use super::rows::{Fact, Row};
use std::collections::{BTreeSet, HashMap};

/// How much of the shorter text must stand in the longer one, of 100.
const SHARE: usize = 60;

/// The fewest shared hashes that tell anything: eight words in a row of a short text, thirty of a long one.
const FEWEST: usize = 4;

/// Which origin each edition has.
#[derive(Clone, Debug)]
pub struct Origins<'a> {
    coverage: &'a Coverage,
    /// For each edition of the coverage the one of its origin that was published first.
    roots: Vec<usize>,
}

impl<'a> Origins<'a> {
    /// Returns the origins of the editions that count: each is named by the edition of it that was published first.
    pub(super) fn new(coverage: &'a Coverage, counts: &[bool]) -> Self {
        let rank = |at: usize| (coverage.days[at].known_from, at);
        let mut roots: Vec<usize> = (0..coverage.editions.len()).collect();
        for &(i, j) in &coverage.near {
            let (i, j) = (i as usize, j as usize);
            if counts[i] && counts[j] {
                let (a, b) = (root(&roots, i), root(&roots, j));
                let (first, second) = if rank(a) < rank(b) { (a, b) } else { (b, a) };
                roots[second] = first;
            }
        }
        let roots = (0..roots.len()).map(|at| root(&roots, at)).collect();
        Self { coverage, roots }
    }

    /// Returns the origin of an edition, named by the edition of it that was published first.
    pub fn of<'b>(&self, edition: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let number = self.coverage.edition_number(edition);
        number.map_or(edition, |at| &self.coverage.editions[self.roots[at as usize]].id)
    }

    /// Returns the same by number.
    pub(super) fn root(&self, edition: u32) -> usize {
        self.roots[edition as usize]
    }

    /// Returns how many editions have the same origin.
    pub fn prints(&self, edition: &str) -> usize {
        let number = self.coverage.edition_number(edition);
        number.map_or(1, |at| self.roots.iter().filter(|root| **root == self.roots[at as usize]).count())
    }

    /// Returns how many independent origins stand behind some rows, given by their numbers.
    pub(super) fn count_at(&self, rows: impl IntoIterator<Item = usize>) -> usize {
        let mut origins: Vec<(bool, u32)> = rows.into_iter().map(|at| self.of_at(at)).collect();
        origins.sort_unstable();
        origins.dedup();
        origins.len()
    }

    /// Returns the origin of a row by its number: an outlet that it is taken from, else an edition.
    pub(super) fn of_at(&self, row: usize) -> (bool, u32) {
        let column = &self.coverage.columns[row];
        match column.outer {
            NONE => (false, self.roots[column.edition as usize] as u32),
            outer => (true, outer),
        }
    }

    /// Returns how many independent origins stand behind some rows.
    pub fn count<'b>(&'b self, rows: impl IntoIterator<Item = &'b Row>) -> usize {
        let origins: BTreeSet<&str> = rows.into_iter().map(|row| self.of_row(row)).collect();
        origins.len()
    }

    /// Returns the origin of a row: the outlet that it is taken from, else that of its edition.
    pub fn of_row<'b>(&'b self, row: &'b Row) -> &'b str {
        let outer = self.coverage.number(&row.id).map(|at| self.coverage.columns[at].outer);
        match outer.filter(|outer| *outer != NONE) {
            Some(outer) => &self.coverage.plains[outer as usize],
            None => self.of(&row.edition),
        }
    }
}

fn root(groups: &[usize], mut at: usize) -> usize {
    while groups[at] != at {
        at = groups[at];
    }
    at
}

/// How many texts may share a hash: what stands in hundreds of them is a slogan of the site and tells nothing.
const MOST: usize = 200;

/// Returns pairs of editions of which one holds most of the other.
///
/// Which earlier editions one is compared with depends on none that came later, so that no view has hindsight.
pub(super) fn near(editions: &[Edition], days: &[Days]) -> Vec<(u32, u32)> {
    let mut order: Vec<usize> = (0..editions.len()).collect();
    order.sort_by_key(|&at| (days[at].known_from, at));
    let mut by_hash: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut pairs = Vec::new();
    for i in order {
        let sketch = &editions[i].sketch;
        let earlier = sketch.iter().flat_map(|hash| by_hash.get(hash).into_iter().flatten().copied());
        pairs.extend(prints_of(editions, i, earlier).map(|other| (other, i as u32)));
        for &hash in sketch {
            let list = by_hash.entry(hash).or_default();
            if list.len() < MOST {
                list.push(i as u32);
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Returns those of the pairs that have a new edition in them; nothing where a hash of one stands in so many texts that
/// pairs of other editions may change, too.
pub(super) fn near_new(editions: &[Edition], days: &[Days], is_new: &[bool]) -> Option<Vec<(u32, u32)>> {
    let new = || (0..editions.len()).filter(|&at| is_new[at]);
    let mut by_hash: HashMap<u32, Vec<u32>> =
        new().flat_map(|at| &editions[at].sketch).map(|&hash| (hash, Vec::new())).collect();
    for (at, edition) in editions.iter().enumerate() {
        for hash in &edition.sketch {
            let Some(list) = by_hash.get_mut(hash) else { continue };
            list.push(at as u32);
            if list.len() > MOST {
                return None;
            }
        }
    }
    let mut pairs = Vec::new();
    for i in new() {
        let rank = |at: u32| (days[at as usize].known_from, at);
        let sharing =
            editions[i].sketch.iter().flat_map(|hash| by_hash.get(hash).into_iter().flatten().copied());
        // A pair of two new ones is found from the later one.
        let others = sharing.filter(|&other| {
            other as usize != i && (!is_new[other as usize] || rank(other) < rank(i as u32))
        });
        pairs.extend(prints_of(editions, i, others).map(|other| {
            let own = i as u32;
            if rank(other) < rank(own) { (other, own) } else { (own, other) }
        }));
    }
    Some(pairs)
}

/// Returns those editions that are prints of one, of those that share hashes with it, each named once a hash.
fn prints_of(
    editions: &[Edition],
    one: usize,
    sharing: impl Iterator<Item = u32>,
) -> impl Iterator<Item = u32> {
    let mut shared: HashMap<u32, usize> = HashMap::new();
    sharing.for_each(|other| *shared.entry(other).or_default() += 1);
    let sketch = &editions[one].sketch;
    let prints = shared.into_iter().filter(move |(other, count)| {
        *count >= FEWEST && is_print(sketch, &editions[*other as usize].sketch)
    });
    prints.map(|(other, _)| other)
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

/// Returns for each statement told inside the report of an outlet, by its number, the plain name of that outlet.
pub(super) fn carriers(rows: &[(u32, Row)], verdicts: &Verdicts<'_>) -> HashMap<usize, String> {
    let mut outer = HashMap::new();
    let mut first = 0;
    for (number, (edition, row)) in rows.iter().enumerate() {
        if rows[first].0 != *edition {
            first = number;
        }
        let Fact::Statement(_) = &row.fact else { continue };
        let mut at = row;
        // Four links are more than any report has; the bound guards against a circle.
        for _ in 0..4 {
            let Fact::Statement(said) = &at.fact else { break };
            if is_carrier(at) && !verdicts.is_rejected(&at.id) {
                outer.insert(number, super::name::plain(&said.speaker.name));
            }
            let Some(parent) = said.parent.as_deref() else { break };
            let mut own = rows[first..].iter().take_while(|(other, _)| other == edition);
            match own.find(|(_, row)| row.id == parent) {
                Some((_, parent)) => at = parent,
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
