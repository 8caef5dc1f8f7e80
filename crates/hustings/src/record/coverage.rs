//! The coverage of a race: all rows of the editions that speak of it, laid out so that any view of it is quick.
//!
//! Made from editions, rows and decisions ([`Coverage::new`]), in whatever order they come, grown by further ones
//! ([`Coverage::with`]), and asked for any day by [`super::view`]. What views sort and count by stands in columns of
//! numbers; a row itself is unpacked when its words are wanted. It can be kept as bytes ([`Coverage::to_bytes`]) and is
//! derived data in any form: rows make it anew, to the byte.
//!
//! `240,000 rows of 4,000 articles about one post` → columns for all of them, and some hundred rows unpacked for a board

mod build;
mod grow;
mod kept;

use super::edition::Edition;
use super::name::Filing;
use super::pack::{Pack, fields, fixed, unpack_row};
use super::review::{Decision, Reopened};
use super::rows::Row;
use crate::race::{CandidacyStatus, Position};
use crate::statement::Stance;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;
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
    /// The beginnings of the names of editions as numbers, which are compared sooner.
    heads: Vec<u64>,
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
    /// Under what each plain name can be filed.
    pub(super) filing: Filing,
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
    /// The numbers of the rows of each kind, by the letter of their names.
    letters: BTreeMap<u8, Vec<u32>>,
    packed: Vec<u8>,
    /// Where in these bytes the sketches of the editions are, when the editions came without.
    sketches: Range<usize>,
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
    /// The plain name of the outlet that it, or the statement that asserts it, was taken from; or [`NONE`].
    pub outer: u32,
    /// The first of its parties.
    pub parties: u32,
    /// Where its bytes begin, or [`NONE`].
    pub at: u32,
    pub flags: u8,
    /// The status of a candidacy, or the position of an endorsement, as it is packed.
    pub what: u8,
}

impl Column {
    /// Returns the status of a candidacy.
    pub fn status(&self) -> Option<CandidacyStatus> {
        CandidacyStatus::unpack(&mut [self.what].as_slice()).filter(|_| self.letter == b'c')
    }

    /// Returns the position of an endorsement.
    pub fn position(&self) -> Option<Position> {
        Position::unpack(&mut [self.what].as_slice()).filter(|_| self.letter == b'n')
    }
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

fixed! {
    Column { edition letter number day place post outer parties at flags what }
    Named { print stance }
    Call { plain print flags }
}

fields! {
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
/// Its words give a day from which it holds, or on which it was said.
pub(super) const DATED: u8 = 64;
/// An endorsement by a number of people whom nobody names.
pub(super) const COUNTED: u8 = 128;

impl Coverage {
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
        let at = self.edition_from(id);
        self.editions.get(at).is_some_and(|edition| edition.id == id).then_some(at as u32)
    }

    /// Returns the number of the first edition whose name is not before this one.
    fn edition_from(&self, name: &str) -> usize {
        let head = head(name);
        let first = self.heads.partition_point(|own| *own < head);
        let alike = self.heads[first..].partition_point(|own| *own == head);
        let alike = &self.editions[first..first + alike];
        first + alike.partition_point(|edition| edition.id.as_str() < name)
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
        let edition = self.edition_from(short);
        let is_own = self.editions.get(edition).is_some_and(|edition| edition.id.starts_with(short));
        let (range, name) = (self.rows_in(edition), name_of(id));
        let within = &self.columns[range.clone()];
        let at = within.binary_search_by(|column| (column.letter, column.number).cmp(&name)).ok()?;
        is_own.then_some(range.start + at)
    }

    /// Returns the numbers of all rows of a kind, by the letter of their names.
    pub(super) fn lettered(&self, letter: u8) -> &[u32] {
        self.letters.get(&letter).map_or(&[], Vec::as_slice)
    }

    /// Returns the numbers of the rows of an edition.
    pub(super) fn rows_in(&self, edition: usize) -> Range<usize> {
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

    /// Returns the name of a row by its number, without unpacking the row.
    pub(super) fn id_at(&self, at: usize) -> String {
        let column = &self.columns[at];
        let short = self.editions[column.edition as usize].short();
        format!("{short}/{}{}", char::from(column.letter), column.number)
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

/// Returns the first eight bytes of a name as a number that is ordered like the name.
fn head(name: &str) -> u64 {
    let mut head = [0; 8];
    name.bytes().zip(&mut head).for_each(|(byte, slot)| *slot = byte);
    u64::from_be_bytes(head)
}

impl Days {
    fn of(edition: &Edition) -> Self {
        let learned = edition.learned();
        let told = edition.published.or(learned).map(|date| date.interval());
        Self { known_from: told.map(|told| told.last), told: told.map_or(Date::MIN, |told| told.last) }
    }
}

/// Returns the letter and the number of a row's name.
fn name_of(id: &str) -> (u8, u32) {
    let tail = id.split_once('/').map_or(id, |(_, tail)| tail);
    let letter = tail.bytes().next().unwrap_or_default();
    (letter, tail.get(1..).and_then(|number| number.parse().ok()).unwrap_or(NONE))
}
