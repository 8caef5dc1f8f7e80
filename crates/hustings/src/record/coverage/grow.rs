//! Growing a coverage by further editions, without making anew what it has.
//!
//! The rows of an edition depend on nothing outside of it, so that two coverages are joined by counting their tables
//! through; what is packed is copied as it is. The outcome is that of making all of it at once, to the byte.
//!
//! `2,500 articles and one more` → one read, 2,500 copied

use super::super::edition::Edition;
use super::super::origin::{near, near_new};
use super::super::review::{Decision, Verdicts};
use super::super::rows::Row;
use super::{Column, Coverage, NONE, Named, name_of};
use std::collections::{BTreeSet, HashSet};

impl Coverage {
    /// Returns this coverage with further editions and their rows, under these decisions; editions that it has are
    /// replaced. Among the further ones must be those whose rows other decisions change ([`Coverage::changed`]).
    #[must_use]
    pub fn with(mut self, editions: Vec<Edition>, rows: Vec<Row>, decisions: &[Decision]) -> Self {
        let fresh = Self::of_parts(editions, rows, &Verdicts::new(decisions));
        let is_first = self.editions.is_empty();
        let (mut grown, is_new) = if is_first {
            let count = fresh.editions.len();
            (fresh, vec![true; count])
        } else {
            self.restore_sketches();
            join(self, fresh)
        };
        grown.finish(decisions);
        let new = near_new(&grown.editions, &grown.days, &is_new).filter(|_| !is_first);
        match new {
            Some(pairs) => grown.near.extend(pairs),
            None => grown.near = near(&grown.editions, &grown.days),
        }
        grown.near.sort_unstable();
        grown
    }

    /// Returns the full names of the editions whose rows these decisions change, and those of the coverage did not, or
    /// the other way round.
    pub fn changed(&self, decisions: &[Decision]) -> Vec<&str> {
        let (before, now) = (self.decisions.as_slice(), Verdicts::new(decisions).standing());
        let lone = |one: &[Decision], other: &[Decision]| -> Vec<String> {
            let lone = one.iter().filter(|decision| !other.contains(decision));
            lone.filter_map(|decision| decision.edition().map(str::to_owned)).collect()
        };
        let shorts: BTreeSet<String> = lone(before, &now).into_iter().chain(lone(&now, before)).collect();
        let changed = self.editions.iter().filter(|edition| shorts.contains(edition.short()));
        changed.map(|edition| edition.id.as_str()).collect()
    }
}

/// One of two coverages that are joined, with the new numbers of what is in its tables.
struct Side {
    coverage: Coverage,
    /// Which of its editions go on.
    goes_on: Vec<bool>,
    prints: Vec<u32>,
    plains: Vec<u32>,
    posts: Vec<u32>,
}

impl Side {
    fn new(coverage: Coverage, goes_on: Vec<bool>) -> Self {
        let (prints, posts) = (vec![NONE; coverage.prints.len()], vec![NONE; coverage.posts.len()]);
        let mut side = Self { plains: vec![NONE; coverage.plains.len()], coverage, goes_on, prints, posts };
        for edition in 0..side.goes_on.len() {
            for at in side.coverage.rows_in(edition).filter(|_| side.goes_on[edition]) {
                side.coverage.parties_of(at).iter().for_each(|named| side.prints[named.print as usize] = 0);
                if let Some(post) = side.posts.get_mut(side.coverage.columns[at].post as usize) {
                    *post = 0;
                }
            }
        }
        side
    }

    /// Returns the names that its rows still print, each with its plain one.
    fn printed(&self) -> impl Iterator<Item = (String, String)> {
        let used = self.coverage.prints.iter().zip(&self.prints).filter(|(_, number)| **number != NONE);
        used.map(|((print, plain), _)| (print.clone(), self.coverage.plains[*plain as usize].clone()))
    }

    /// Returns the posts that its rows still speak of.
    fn spoken(&self) -> impl Iterator<Item = (String, String)> {
        let used = self.coverage.posts.iter().zip(&self.posts).filter(|(_, number)| **number != NONE);
        used.map(|(post, _)| post.clone())
    }

    /// Gives everything in its tables the number that it has in the joined ones.
    fn renumber(&mut self, prints: &[(String, String)], posts: &[(String, String)], plains: &[String]) {
        fn first((name, _): &(String, String)) -> &str {
            name
        }
        let own = &self.coverage;
        self.prints = numbers(own.prints.iter().map(|(name, _)| name.as_str()), prints.iter().map(first));
        self.posts = numbers(own.posts.iter().map(first), posts.iter().map(first));
        self.plains = numbers(own.plains.iter().map(String::as_str), plains.iter().map(String::as_str));
    }
}

/// Returns for each of some sorted names its place among other sorted names, or [`NONE`].
fn numbers<'a>(own: impl Iterator<Item = &'a str>, all: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut all = all.enumerate().peekable();
    let place = |name: &str| {
        while all.next_if(|(_, other)| *other < name).is_some() {}
        all.peek().filter(|(_, other)| *other == name).map_or(NONE, |(at, _)| *at as u32)
    };
    own.map(place).collect()
}

/// Joins two coverages; where both have an edition, the fresh one counts. Also tells of each edition whether it is fresh.
fn join(old: Coverage, fresh: Coverage) -> (Coverage, Vec<bool>) {
    let replaced: HashSet<&str> = fresh.editions.iter().map(|edition| edition.id.as_str()).collect();
    let goes_on = old.editions.iter().map(|edition| !replaced.contains(edition.id.as_str())).collect();
    let all = vec![true; fresh.editions.len()];
    let mut sides = [Side::new(old, goes_on), Side::new(fresh, all)];
    let mut grown = Coverage::default();
    let mut prints: Vec<(String, String)> = sides.iter().flat_map(Side::printed).collect();
    let mut posts: Vec<(String, String)> = sides.iter().flat_map(Side::spoken).collect();
    prints.sort_unstable();
    prints.dedup();
    posts.sort_unstable();
    posts.dedup();
    let mut plains: Vec<&String> = prints.iter().map(|(_, plain)| plain).collect();
    plains.sort_unstable();
    plains.dedup();
    grown.plains = plains.into_iter().cloned().collect();
    sides.iter_mut().for_each(|side| side.renumber(&prints, &posts, &grown.plains));
    let number = |plain: &String| grown.plains.binary_search(plain).unwrap_or_default() as u32;
    grown.prints = prints.iter().map(|(print, plain)| (print.clone(), number(plain))).collect();
    grown.posts = posts;

    let editions = |side: usize| (0..sides[side].goes_on.len()).map(move |at| (side, at));
    let mut order: Vec<(usize, usize)> =
        editions(0).chain(editions(1)).filter(|(side, at)| sides[*side].goes_on[*at]).collect();
    order.sort_by_key(|(side, at)| &sides[*side].coverage.editions[*at].id);
    let mut now = vec![NONE; sides[0].goes_on.len()];
    for (number, (side, at)) in order.iter().enumerate() {
        grown.take(&mut sides[*side], (*at, number as u32));
        if *side == 0 {
            now[*at] = number as u32;
        }
    }
    let near = sides[0].coverage.near.iter().map(|(a, b)| (now[*a as usize], now[*b as usize]));
    grown.near = near.filter(|(a, b)| *a != NONE && *b != NONE).collect();
    let mut originals: Vec<Row> = Vec::new();
    for side in &mut sides {
        let own = std::mem::take(&mut side.coverage.originals);
        let goes_on = |row: &Row| {
            side.coverage.edition_number(&row.edition).is_some_and(|at| side.goes_on[at as usize])
        };
        originals.extend(own.into_iter().filter(goes_on));
    }
    originals.sort_by(|a, b| (&a.edition, name_of(&a.id), &a.id).cmp(&(&b.edition, name_of(&b.id), &b.id)));
    grown.originals = originals;
    (grown, order.into_iter().map(|(side, _)| side == 1).collect())
}

impl Coverage {
    /// Takes an edition with its rows over from one side, under a new number.
    fn take(&mut self, side: &mut Side, (edition, number): (usize, u32)) {
        let mapped = |map: &[u32], at: u32| map.get(at as usize).copied().unwrap_or(NONE);
        for at in side.coverage.rows_in(edition) {
            let own = &side.coverage.columns[at];
            let column = Column {
                edition: number,
                post: mapped(&side.posts, own.post),
                outer: mapped(&side.plains, own.outer),
                parties: self.parties.len() as u32,
                at: if own.at == NONE { NONE } else { self.packed.len() as u32 },
                ..own.clone()
            };
            self.columns.push(column);
            let named = side.coverage.parties_of(at).iter();
            self.parties
                .extend(named.map(|named| Named { print: mapped(&side.prints, named.print), ..*named }));
            self.packed.extend_from_slice(side.coverage.packed_at(at));
            self.rows.push(std::mem::take(&mut side.coverage.rows[at]));
        }
        // The names of the side's editions stay, which other rows are found by.
        self.editions.push(side.coverage.editions[edition].clone());
    }
}
