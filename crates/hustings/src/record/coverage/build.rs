//! Making a coverage: rows into columns, names and posts into numbers, and what follows from all of them.
//!
//! [`super::grow`] joins two of them; both end in [`Coverage::finish`].

use super::super::edition::Edition;
use super::super::name::{Filing, plain};
use super::super::origin::carriers;
use super::super::pack::Pack;
use super::super::review::{Decision, Verdicts, reopened};
use super::super::rows::{Fact, Row};
use super::super::view::{effective, post_key};
use super::{
    COUNTED, Call, Column, Coverage, DATED, Days, ENTITY, NAMED, NONE, Named, PERSON, QUOTED, REJECTED,
    STANCE, head, name_of,
};
use crate::attribution::AttributionKind;
use crate::mention::EntityKind;
use crate::statement::Stance;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

impl Coverage {
    /// Returns the coverage that editions, their rows and the decisions about them make, in whatever order they come.
    pub fn new(editions: Vec<Edition>, rows: Vec<Row>, decisions: &[Decision]) -> Self {
        Self::default().with(editions, rows, decisions)
    }

    /// Returns what depends on each edition alone: its rows in columns, and the tables of their names.
    pub(super) fn of_parts(editions: Vec<Edition>, rows: Vec<Row>, verdicts: &Verdicts<'_>) -> Self {
        let mut editions = editions;
        editions.sort_by(|a, b| a.id.cmp(&b.id));
        editions.dedup_by(|a, b| a.id == b.id);
        let mut coverage = Self { editions, ..Self::default() };
        coverage.index_editions();
        let mut rows: Vec<(u32, Row)> =
            rows.into_iter().filter_map(|row| Some((coverage.edition_number(&row.edition)?, row))).collect();
        rows.sort_by(|a, b| (a.0, name_of(&a.1.id), &a.1.id).cmp(&(b.0, name_of(&b.1.id), &b.1.id)));
        rows.dedup_by(|a, b| a.1.id == b.1.id);
        coverage.originals = rows.iter_mut().filter_map(|(_, row)| verdicts.correct(row)).collect();
        coverage.intern(&rows);
        for (edition, row) in &rows {
            let mut column = coverage.column(*edition, row);
            column.flags |= if verdicts.is_rejected(&row.id) { REJECTED } else { 0 };
            coverage.columns.push(column);
        }
        coverage.index_rows();
        let carriers = carriers(&rows, verdicts);
        for (at, (_, row)) in rows.iter().enumerate() {
            let said = row.asserted_by.as_deref().map_or(Some(at), |said| coverage.number(said));
            let outer = said.and_then(|said| carriers.get(&said));
            let outer = outer.and_then(|name| coverage.plains.binary_search(name).ok());
            coverage.columns[at].outer = outer.map_or(NONE, |outer| outer as u32);
        }
        coverage.rows = rows.into_iter().map(|(_, row)| OnceLock::from(Box::new(row))).collect();
        coverage
    }

    /// Adds what follows from all editions together, except for [`Coverage::near`].
    pub(super) fn finish(&mut self, decisions: &[Decision]) {
        self.index_editions();
        self.index_rows();
        self.call();
        self.filing = Filing::new(&self.plains);
        let (editions, rows) = self.touched(decisions);
        self.reopened = reopened(&editions, &rows, decisions);
        self.decisions = Verdicts::new(decisions).standing();
    }

    pub(super) fn index_editions(&mut self) {
        self.days = self.editions.iter().map(Days::of).collect();
        self.heads = self.editions.iter().map(|edition| head(&edition.id)).collect();
    }

    pub(super) fn index_rows(&mut self) {
        self.starts = starts(self.columns.iter().map(|column| column.edition), self.editions.len());
        self.letters.clear();
        for (at, column) in self.columns.iter().enumerate() {
            self.letters.entry(column.letter).or_default().push(at as u32);
        }
    }

    /// Files every name and post under a number.
    fn intern(&mut self, rows: &[(u32, Row)]) {
        let mut prints: BTreeSet<&str> = BTreeSet::new();
        let mut posts: BTreeSet<&str> = BTreeSet::new();
        for (_, row) in rows {
            prints.extend(row.parties().into_iter().map(|party| party.name.as_str()));
            if let Fact::Entity { name, .. } = &row.fact {
                prints.insert(name);
            }
            posts.extend(row.post());
        }
        let plains: BTreeMap<&str, String> = prints.into_iter().map(|print| (print, plain(print))).collect();
        let sorted: BTreeSet<&String> = plains.values().collect();
        self.plains = sorted.into_iter().cloned().collect();
        let number = |plain: &String| self.plains.binary_search(plain).unwrap_or_default() as u32;
        self.prints = plains.iter().map(|(print, plain)| ((*print).to_owned(), number(plain))).collect();
        self.posts = posts.into_iter().map(|post| (post.to_owned(), post_key(post))).collect();
    }

    fn column(&mut self, edition: u32, row: &Row) -> Column {
        let (letter, number) = name_of(&row.id);
        let parties = self.parties.len() as u32;
        let mut flags = if row.clocks.holds_from.or(row.clocks.said).is_some() { DATED } else { 0 };
        let mut what = Vec::new();
        let print = |name: &str| self.print_number(name).unwrap_or(NONE);
        let mut named: Vec<Named> = row
            .parties()
            .iter()
            .map(|party| Named { print: print(&party.name), stance: Stance::Neutral })
            .collect();
        match &row.fact {
            Fact::Statement(said) => {
                for (named, about) in named[1..].iter_mut().zip(&said.about) {
                    named.stance = about.stance;
                }
                flags |= if said.quotation == AttributionKind::Direct { QUOTED } else { 0 };
                let has_stance = said.about.iter().any(|about| about.stance != Stance::Neutral);
                flags |= if has_stance { STANCE } else { 0 };
            }
            Fact::Entity { what, name, is_named, .. } => {
                named.push(Named { print: print(name), stance: Stance::Neutral });
                flags |= ENTITY;
                flags |= if *is_named { NAMED } else { 0 };
                flags |= if *is_named && *what == EntityKind::Person { PERSON } else { 0 };
            }
            Fact::Candidacy { status, .. } => status.pack(&mut what),
            Fact::Endorsement { position, count, .. } => {
                flags |= if count.is_some() { COUNTED } else { 0 };
                position.pack(&mut what);
            }
            _ => {}
        }
        self.parties.extend(named);
        let post =
            row.post().and_then(|post| self.posts.binary_search_by(|(name, _)| name.as_str().cmp(post)).ok());
        Column {
            edition,
            letter,
            number,
            day: effective(row),
            place: row.place() as u32,
            post: post.map_or(NONE, |post| post as u32),
            outer: NONE,
            parties,
            at: NONE,
            flags,
            what: what.first().copied().unwrap_or_default(),
        }
    }

    /// Collects what each edition calls whom, without the rows that a person rejected.
    fn call(&mut self) {
        let mut met: Vec<Call> = Vec::new();
        for edition in 0..self.editions.len() {
            met.clear();
            for at in self.rows_in(edition) {
                let flags = self.columns[at].flags;
                if flags & REJECTED != 0 {
                    continue;
                }
                // An entity without a name has words for one, which are no name of anybody.
                let is_name = flags & ENTITY == 0 || flags & NAMED != 0;
                met.extend(self.parties_of(at).iter().map(|named| Call {
                    plain: self.plain_of(named.print),
                    print: if is_name { named.print } else { NONE },
                    flags: flags & (PERSON | ENTITY),
                }));
            }
            met.sort_unstable_by_key(|call| (call.plain, call.print));
            self.call_starts.push(self.calls.len() as u32);
            for of_one in met.chunk_by(|a, b| a.plain == b.plain) {
                let flags = of_one.iter().fold(0, |flags, call| flags | call.flags);
                self.calls.push(Call { flags, ..of_one[0] });
            }
        }
        self.call_starts.push(self.calls.len() as u32);
    }

    /// Returns the editions that decisions speak of, with the later ones of the same articles, and their rows.
    fn touched(&self, decisions: &[Decision]) -> (Vec<Edition>, Vec<Row>) {
        let shorts: BTreeSet<&str> = decisions.iter().filter_map(Decision::edition).collect();
        if shorts.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let is_named = |edition: &&Edition| shorts.contains(edition.short());
        let locators: BTreeSet<&str> =
            self.editions.iter().filter(is_named).filter_map(|edition| edition.locator.as_deref()).collect();
        let is_touched = |edition: &Edition| {
            is_named(&edition) || edition.locator.as_deref().is_some_and(|locator| locators.contains(locator))
        };
        let (mut editions, mut rows) = (Vec::new(), Vec::new());
        for (at, edition) in self.editions.iter().enumerate().filter(|(_, edition)| is_touched(edition)) {
            rows.extend(self.rows_in(at).map(|at| self.row_at(at).clone()));
            editions.push(edition.clone());
        }
        (editions, rows)
    }
}

/// Returns the first row of each edition and the number of all, from the editions of sorted rows.
fn starts(editions: impl Iterator<Item = u32>, count: usize) -> Vec<u32> {
    let mut starts = vec![0; count + 1];
    for edition in editions {
        starts[edition as usize + 1] += 1;
    }
    for at in 1..=count {
        starts[at] += starts[at - 1];
    }
    starts
}
