//! The coverage of a race: all rows of the editions that speak of it, laid out so that any view of it is quick.
//!
//! Made once from editions, rows and decisions ([`Coverage::new`]), in whatever order they come, and asked for any day by
//! [`super::view`]. What views sort and count by stands in columns of numbers; a row itself is unpacked when its words
//! are wanted. It can be kept as bytes ([`Coverage::to_bytes`]) and is derived data in any form: rows make it anew.
//!
//! `240,000 rows of 4,000 articles about one post` → columns for all of them, and some hundred rows unpacked for a board

use super::edition::Edition;
use super::name::plain;
use super::origin::near;
use super::pack::{Pack, fields, pack_row, unpack_row};
use super::review::{Decision, Reopened, Verdicts, reopened};
use super::rows::{Fact, Row};
use super::view::{effective, post_key};
use crate::attribution::AttributionKind;
use crate::mention::EntityKind;
use crate::statement::Stance;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// No index.
pub(super) const NONE: u32 = u32::MAX;

/// All rows of the editions that speak of a race.
#[derive(Debug, Default)]
pub struct Coverage {
    /// In the order of their names.
    pub(super) editions: Vec<Edition>,
    /// The days of each edition.
    pub(super) days: Vec<Days>,
    /// The first row of each edition, and the number of all rows.
    starts: Vec<u32>,
    /// In the order of editions, kinds and numbers.
    pub(super) columns: Vec<Column>,
    /// Whom rows name, in their order; [`Column::parties`] is the first of a row.
    pub(super) parties: Vec<Named>,
    /// What each edition calls whom, each name once.
    calls: Vec<Call>,
    /// The first call of each edition, and the number of all.
    call_starts: Vec<u32>,
    /// Names as printed, sorted, with the number of the plain name.
    prints: Vec<(String, u32)>,
    /// Plain names, sorted.
    pub(super) plains: Vec<String>,
    /// Posts as printed, with the keys that [`post_key`] makes of them.
    pub(super) posts: Vec<(String, String)>,
    /// Pairs of editions that are prints of one story.
    pub(super) near: Vec<(u32, u32)>,
    /// Rows as they were before somebody corrected them.
    originals: Vec<Row>,
    /// The decisions that count.
    pub(super) decisions: Vec<Decision>,
    /// Rows that lean on one that a person changed.
    pub(super) reopened: Vec<Reopened>,
    rows: Vec<OnceLock<Box<Row>>>,
    packed: Vec<u8>,
}

/// The days of an edition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    /// The day from which it could be known.
    pub known_from: Option<Date>,
    /// The last day on which it can have been published.
    pub told: Date,
}

/// What views sort and count rows by.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub edition: u32,
    /// The letter and number of its name.
    pub letter: u8,
    pub number: u32,
    /// The day from which it counts.
    pub day: Date,
    /// The first byte of its evidence.
    pub place: u32,
    /// Its post, or [`NONE`].
    pub post: u32,
    /// The plain name of the outlet that it was taken from, or [`NONE`].
    pub outer: u32,
    /// The first of its parties.
    pub parties: u32,
    /// Where its bytes begin.
    pub at: u32,
    pub flags: u8,
}

/// A party of a row: a name as printed, and for what a statement is about the stance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub print: u32,
    pub stance: Stance,
}

/// A name that an edition uses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    pub plain: u32,
    pub print: u32,
    pub flags: u8,
}

fields! {
    Column { edition letter number day place post outer parties at flags }
    Named { print stance }
    Call { plain print flags }
    Edition {
        id hash locator url outlet title byline dateline published first_seen previous length sketch
    }
}

/// Rejected by a person.
pub(super) const REJECTED: u8 = 1;
/// A statement in quotation marks.
pub(super) const QUOTED: u8 = 2;
/// A statement with a stance toward somebody.
pub(super) const STANCE: u8 = 4;
/// An entity that has a name.
pub(super) const NAMED: u8 = 8;
/// An entity that is a person.
pub(super) const PERSON: u8 = 16;
/// An entity, as opposed to a party that a row names.
pub(super) const ENTITY: u8 = 32;

impl Coverage {
    /// Returns the coverage that editions, their rows and the decisions about them make, in whatever order they come.
    pub fn new(editions: Vec<Edition>, rows: Vec<Row>, decisions: &[Decision]) -> Self {
        let mut editions = editions;
        editions.sort_by(|a, b| a.id.cmp(&b.id));
        editions.dedup_by(|a, b| a.id == b.id);
        let days = editions.iter().map(Days::of).collect();
        let mut coverage = Self { days, editions, ..Self::default() };
        let mut rows: Vec<(u32, Row)> =
            rows.into_iter().filter_map(|row| Some((coverage.edition_number(&row.edition)?, row))).collect();
        rows.sort_by(|a, b| (a.0, name_of(&a.1.id), &a.1.id).cmp(&(b.0, name_of(&b.1.id), &b.1.id)));
        rows.dedup_by(|a, b| a.1.id == b.1.id);
        let verdicts = Verdicts::new(decisions);
        coverage.originals = rows.iter_mut().filter_map(|(_, row)| verdicts.correct(row)).collect();
        let (editions, all): (_, Vec<Row>) = touched(&coverage.editions, &rows, decisions);
        coverage.reopened = reopened(&editions, &all, decisions);
        coverage.intern(&rows);
        let carriers = super::origin::carriers(&rows, &verdicts);
        for (at, (edition, row)) in rows.iter().enumerate() {
            let outer = carriers.get(&at).and_then(|name| coverage.plains.binary_search(name).ok());
            let mut column = coverage.column(*edition, row);
            column.outer = outer.map_or(NONE, |outer| outer as u32);
            column.flags |= if verdicts.is_rejected(&row.id) { REJECTED } else { 0 };
            coverage.columns.push(column);
        }
        coverage.starts =
            starts(coverage.columns.iter().map(|column| column.edition), coverage.editions.len());
        coverage.call();
        coverage.near = near(&coverage.editions, &coverage.days);
        coverage.rows = rows.into_iter().map(|(_, row)| OnceLock::from(Box::new(row))).collect();
        coverage.decisions = verdicts.standing();
        coverage
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
        let mut flags = 0;
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
            at: 0,
            flags,
        }
    }

    /// Collects what each edition calls whom, without the rows that a person rejected.
    fn call(&mut self) {
        for edition in 0..self.editions.len() {
            let mut calls: BTreeMap<u32, Call> = BTreeMap::new();
            for at in self.rows_in(edition) {
                let flags = self.columns[at].flags;
                if flags & REJECTED != 0 {
                    continue;
                }
                for named in self.parties_of(at) {
                    let plain = self.prints[named.print as usize].1;
                    // An entity without a name has words for one, which are no name of anybody.
                    let print = if flags & ENTITY != 0 && flags & NAMED == 0 { NONE } else { named.print };
                    let call = calls.entry(plain).or_insert(Call { plain, print, flags: 0 });
                    call.print = call.print.min(print);
                    call.flags |= flags & (PERSON | ENTITY);
                }
            }
            self.call_starts.push(self.calls.len() as u32);
            self.calls.extend(calls.into_values());
        }
        self.call_starts.push(self.calls.len() as u32);
    }

    /// Returns how many rows there are.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Returns the editions, in the order of their names.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// Returns the decisions that count, in the order of the record.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Returns the rows that lean on one that a person rejected or corrected, and that nobody looked at since.
    pub fn reopened(&self) -> &[Reopened] {
        &self.reopened
    }

    /// Returns all rows of an edition, rejected ones too, in the order of their names.
    pub fn rows_of(&self, edition: &str) -> impl Iterator<Item = &Row> {
        let edition = self.edition_number(edition);
        edition.into_iter().flat_map(|edition| self.rows_in(edition as usize)).map(|at| self.row_at(at))
    }

    /// Returns a row by its name, be it rejected or not.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.number(id).map(|at| self.row_at(at))
    }

    /// Returns the name that most rows give a post.
    pub fn post_name(&self, key: &str) -> String {
        let mut counts = vec![0_usize; self.posts.len()];
        for column in self.columns.iter().filter(|column| column.post != NONE) {
            counts[column.post as usize] += 1;
        }
        let named = self.posts.iter().zip(counts).filter(|((_, own), _)| own == key);
        let most = named.max_by_key(|(_, count)| *count);
        most.map_or_else(|| key.to_owned(), |((name, _), _)| name.clone())
    }

    /// Returns the number of an edition, by its full name.
    pub(super) fn edition_number(&self, id: &str) -> Option<u32> {
        self.editions.binary_search_by(|edition| edition.id.as_str().cmp(id)).ok().map(|at| at as u32)
    }

    /// Returns how many editions of its article the record had before an edition: what came later stays the later one
    /// though the clock was set back in between.
    pub(super) fn replaced(&self, mut at: usize) -> usize {
        let mut count = 0;
        while let Some(before) = self.editions[at].previous.as_deref().and_then(|id| self.edition_number(id))
        {
            (at, count) = (before as usize, count + 1);
            if count > self.editions.len() {
                break;
            }
        }
        count
    }

    /// Returns the number of a row.
    pub(super) fn number(&self, id: &str) -> Option<usize> {
        let (short, _) = id.split_once('/')?;
        let edition = self.editions.partition_point(|edition| edition.id.as_str() < short);
        let is_own = self.editions.get(edition).is_some_and(|edition| edition.id.starts_with(short));
        let (range, name) = (self.rows_in(edition), name_of(id));
        let within = &self.columns[range.clone()];
        let at = within.binary_search_by(|column| (column.letter, column.number).cmp(&name)).ok()?;
        is_own.then_some(range.start + at)
    }

    /// Returns the numbers of the rows of an edition.
    pub(super) fn rows_in(&self, edition: usize) -> std::ops::Range<usize> {
        let at = |at: usize| self.starts.get(at).map_or(self.columns.len(), |start| *start as usize);
        at(edition)..at(edition + 1)
    }

    /// Returns what an edition calls whom.
    pub(super) fn calls(&self, edition: usize) -> &[Call] {
        &self.calls[self.call_starts[edition] as usize..self.call_starts[edition + 1] as usize]
    }

    /// Returns whom a row names; of a statement the speaker first.
    pub(super) fn parties_of(&self, at: usize) -> &[Named] {
        let end = self.columns.get(at + 1).map_or(self.parties.len(), |next| next.parties as usize);
        &self.parties[self.columns[at].parties as usize..end]
    }

    /// Returns the number of the plain name of a print.
    pub(super) fn plain_of(&self, print: u32) -> u32 {
        self.prints[print as usize].1
    }

    /// Returns a name as printed.
    pub(super) fn print(&self, print: u32) -> &str {
        &self.prints[print as usize].0
    }

    /// Returns the number of a name as printed.
    pub(super) fn print_number(&self, name: &str) -> Option<u32> {
        self.prints.binary_search_by(|(print, _)| print.as_str().cmp(name)).ok().map(|at| at as u32)
    }

    /// Returns a row by its number.
    pub(super) fn row_at(&self, at: usize) -> &Row {
        self.rows[at].get_or_init(|| {
            let column = &self.columns[at];
            let edition = &self.editions[column.edition as usize];
            let bytes = self.packed.get(column.at as usize..).unwrap_or_default();
            let row = unpack_row(bytes, (&edition.id, edition.short()));
            Box::new(row.expect("the bytes were checked when they were loaded"))
        })
    }
}

impl Days {
    fn of(edition: &Edition) -> Self {
        let learned = edition.learned();
        let told = edition.published.or(learned).map(|date| date.interval());
        Self { known_from: told.map(|told| told.last), told: told.map_or(Date::MIN, |told| told.last) }
    }
}

/// Returns the editions that decisions speak of, with the later ones of the same articles, and their rows.
fn touched(editions: &[Edition], rows: &[(u32, Row)], decisions: &[Decision]) -> (Vec<Edition>, Vec<Row>) {
    let shorts: BTreeSet<&str> = decisions.iter().filter_map(|decision| decision.edition()).collect();
    if shorts.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let is_named = |edition: &&Edition| shorts.contains(edition.short());
    let locators: BTreeSet<&str> =
        editions.iter().filter(is_named).filter_map(|edition| edition.locator.as_deref()).collect();
    let is_touched = |edition: &Edition| {
        is_named(&edition) || edition.locator.as_deref().is_some_and(|locator| locators.contains(locator))
    };
    let own = rows.iter().filter(|(edition, _)| is_touched(&editions[*edition as usize]));
    let own = own.map(|(_, row)| row.clone()).collect();
    (editions.iter().filter(|edition| is_touched(edition)).cloned().collect(), own)
}

/// Returns the letter and the number of a row's name.
fn name_of(id: &str) -> (u8, u32) {
    let tail = id.split_once('/').map_or(id, |(_, tail)| tail);
    let letter = tail.bytes().next().unwrap_or_default();
    (letter, tail.get(1..).and_then(|number| number.parse().ok()).unwrap_or(NONE))
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

impl Coverage {
    /// Returns the coverage as bytes, for [`Coverage::from_bytes`] of the same build.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut packed = Vec::with_capacity(self.columns.len() * 200);
        let mut columns = self.columns.clone();
        for (at, column) in columns.iter_mut().enumerate() {
            column.at = packed.len() as u32;
            pack_row(self.row_at(at), self.editions[column.edition as usize].short(), &mut packed);
        }
        let mut out = Vec::new();
        let editions: Vec<Edition> =
            self.editions.iter().map(|edition| Edition { sketch: Vec::new(), ..edition.clone() }).collect();
        editions.pack(&mut out);
        columns.pack(&mut out);
        self.parties.pack(&mut out);
        self.calls.pack(&mut out);
        self.call_starts.pack(&mut out);
        self.prints.pack(&mut out);
        self.plains.pack(&mut out);
        self.posts.pack(&mut out);
        self.near.pack(&mut out);
        serde_json::to_string(&self.decisions).unwrap_or_default().pack(&mut out);
        self.reopened.pack(&mut out);
        self.originals.pack(&mut out);
        out.extend(packed);
        out
    }

    /// Reads a coverage back; nothing where the bytes are none. They must be the very bytes that
    /// [`Coverage::to_bytes`] returned, which the caller proves with a hash: rows are unpacked later, one by one.
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        let from = &mut bytes.as_slice();
        let editions: Vec<Edition> = Pack::unpack(from)?;
        let columns: Vec<Column> = Pack::unpack(from)?;
        let mut coverage = Self {
            days: editions.iter().map(Days::of).collect(),
            starts: starts(columns.iter().map(|column| column.edition), editions.len()),
            editions,
            rows: (0..columns.len()).map(|_| OnceLock::new()).collect(),
            columns,
            parties: Pack::unpack(from)?,
            calls: Pack::unpack(from)?,
            call_starts: Pack::unpack(from)?,
            prints: Pack::unpack(from)?,
            plains: Pack::unpack(from)?,
            posts: Pack::unpack(from)?,
            near: Pack::unpack(from)?,
            decisions: serde_json::from_str(&String::unpack(from)?).ok()?,
            reopened: Pack::unpack(from)?,
            originals: Pack::unpack(from)?,
            packed: Vec::new(),
        };
        let head = bytes.len() - from.len();
        for column in &mut coverage.columns {
            column.at += head as u32;
        }
        coverage.packed = bytes;
        Some(coverage)
    }

    /// Returns the rows as they were before anybody decided about them, to make a larger coverage of them.
    pub fn into_rows(self) -> Vec<Row> {
        (0..self.columns.len()).for_each(|at| _ = self.row_at(at));
        let mut rows: Vec<Row> =
            self.rows.into_iter().filter_map(OnceLock::into_inner).map(|row| *row).collect();
        for original in self.originals {
            if let Some(row) = rows.iter_mut().find(|row| row.id == original.id) {
                *row = original;
            }
        }
        rows
    }

    /// Returns a number that is another one whenever this build lays bytes out in another way.
    pub fn form() -> u64 {
        let sources =
            [include_bytes!("pack.rs").as_slice(), include_bytes!("rows.rs"), include_bytes!("coverage.rs")];
        let bytes = sources.into_iter().flatten();
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}
