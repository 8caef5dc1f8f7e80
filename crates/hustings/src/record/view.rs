//! What can be seen of a race: the rows that were known on one day, and what they say of another.
//!
//! Every view starts here: it drops what was not yet known, what a newer edition of the same article replaced, and
//! what a reviewer rejected; then it says who is who and which prints are one origin.
//!
//! `as of 1 March, known on 1 June` → what June's readers know of March; `known on 1 March` → without hindsight

use super::coverage::{Coverage, ENTITY, NONE, REJECTED};
use super::edition::Edition;
use super::fold::fold;
use super::ladder::Placed;
use super::name::People;
use super::origin::Origins;
use super::period::{Kind, Mark, Opening, Period};
use super::race_file::RaceFile;
use super::rows::Row;
use jiff::civil::Date;
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A day in the world and a day of knowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The day in the world.
    #[serde(serialize_with = "written")]
    pub as_of: Date,
    /// The last day whose articles count.
    #[serde(serialize_with = "written")]
    pub known_on: Date,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn written<S: serde::Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

impl Moment {
    /// Returns the moment that looks at a day without hindsight.
    pub fn on(day: Date) -> Self {
        Self { as_of: day, known_on: day }
    }
}

/// Which race is looked at, by its file or by the name of its post.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// The race of a file.
    File(&'a RaceFile),
    /// The race for a post as articles name it.
    Post(&'a str),
}

/// A race that is loaded: by its file, or by the name of its post.
#[derive(Clone, Debug)]
pub enum Race {
    /// The race of a file.
    File(Box<RaceFile>),
    /// The race for a post as articles name it.
    Post(String),
}

impl Race {
    /// Returns which race it is, for a view.
    pub fn scope(&self) -> Scope<'_> {
        match self {
            Self::File(file) => Scope::File(file),
            Self::Post(post) => Scope::Post(post),
        }
    }
}

impl<'a> Scope<'a> {
    /// Returns the file, where there is one.
    pub fn file(self) -> Option<&'a RaceFile> {
        match self {
            Self::File(file) => Some(file),
            Self::Post(_) => None,
        }
    }

    /// Returns the post.
    pub fn post(self) -> &'a str {
        match self {
            Self::File(file) => &file.post,
            Self::Post(post) => post,
        }
    }

    /// Returns the keys under which rows of this race may be filed, as [`post_key`] makes them.
    pub fn keys(self) -> Vec<String> {
        let file = self.file();
        let names = file.into_iter().flat_map(|file| file.aliases.iter().chain(&file.short));
        let mut keys: Vec<String> =
            std::iter::once(self.post()).chain(names.map(String::as_str)).map(post_key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// Returns the words of a post without order, case and small words: one key for `Secretary-General of NATO` and
/// `NATO Secretary General`.
pub fn post_key(post: &str) -> String {
    let folded = fold(post);
    let small =
        ["the", "of", "for", "a", "an", "to", "s", "next", "new", "post", "job", "position", "at", "in"];
    let words: BTreeSet<&str> = folded
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty() && !small.contains(word))
        .collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// Returns the name that most rows give a post.
pub fn post_name(rows: &[Row], key: &str) -> String {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for post in rows.iter().filter_map(Row::post).filter(|post| post_key(post) == key) {
        *names.entry(post).or_default() += 1;
    }
    let most = names.into_iter().max_by_key(|(_, count)| *count);
    most.map_or_else(|| key.to_owned(), |(name, _)| name.to_owned())
}

/// The rows of a race as they were known on a day.
pub struct View<'a> {
    /// The two days.
    pub moment: Moment,
    /// The race.
    pub scope: Scope<'a>,
    /// Which of the races for the post the day belongs to; rows of other ones are not shown.
    pub period: Period,
    /// Who is who.
    pub people: People<'a>,
    /// Which editions are one story.
    pub origins: Origins<'a>,
    pub(super) coverage: &'a Coverage,
    /// Which editions of the coverage count.
    counts: Vec<bool>,
    /// The numbers of the rows that belong to the post itself.
    own: Vec<usize>,
    /// The candidacies of the race by person, which several views begin with, placed once.
    pub(super) ladders: OnceCell<BTreeMap<usize, Vec<Placed<'a>>>>,
}

impl<'a> View<'a> {
    /// Returns what can be seen of a race in its coverage.
    pub fn new(coverage: &'a Coverage, (scope, moment): (Scope<'a>, Moment)) -> Self {
        let known = known(coverage, moment.known_on);
        let posts = Posts::new(coverage, &known, scope);
        let own: Vec<usize> = coverage
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| {
                let is_known = known[column.edition as usize] && column.flags & REJECTED == 0;
                is_known && posts.has(column.post, column.edition)
            })
            .map(|(at, _)| at)
            .collect();
        let mut counts = vec![false; known.len()];
        own.iter().for_each(|&at| counts[coverage.columns[at].edition as usize] = true);
        let origins = Origins::new(coverage, &counts);
        let period = period(coverage, &own, (scope, moment), &origins);
        Self {
            moment,
            scope,
            period,
            people: People::new(coverage, &counts, scope.file()),
            origins,
            coverage,
            counts,
            own,
            ladders: OnceCell::new(),
        }
    }

    /// Returns all rows of all editions that speak of the race.
    pub fn rows(&self) -> impl Iterator<Item = &'a Row> {
        let coverage = self.coverage;
        self.numbers().map(|at| coverage.row_at(at))
    }

    /// Returns the statements of all editions that speak of the race.
    pub fn statements(&self) -> impl Iterator<Item = &'a Row> {
        let coverage = self.coverage;
        self.lettered(b's').map(|at| coverage.row_at(at))
    }

    /// Returns all rows of the same kind as one.
    pub fn rows_like(&self, row: &Row) -> impl Iterator<Item = &'a Row> {
        let coverage = self.coverage;
        let letter = row.id.split_once('/').and_then(|(_, tail)| tail.bytes().next()).unwrap_or_default();
        self.lettered(letter).map(|at| coverage.row_at(at))
    }

    /// Returns the rows that belong to the post itself.
    pub fn own(&self) -> impl Iterator<Item = &'a Row> {
        let coverage = self.coverage;
        self.own.iter().map(|&at| coverage.row_at(at))
    }

    /// Returns those of one kind, by the letter of their names.
    pub(super) fn own_lettered(&self, letter: u8) -> impl Iterator<Item = &'a Row> {
        self.own_numbers(letter).map(|at| self.coverage.row_at(at))
    }

    /// Returns the numbers of those of one kind, by the letter of their names.
    pub(super) fn own_numbers(&self, letter: u8) -> impl Iterator<Item = usize> {
        self.own.iter().copied().filter(move |&at| self.coverage.columns[at].letter == letter)
    }

    /// Returns the numbers of those of one kind that have come, in the order of days, then of editions.
    pub(super) fn own_come(&self, letter: u8) -> Vec<usize> {
        let day = |at: &usize| self.coverage.columns[*at].day;
        let mut rows: Vec<usize> = self.own_numbers(letter).filter(|at| self.has_day(day(at))).collect();
        rows.sort_by_key(day);
        rows
    }

    /// Returns the numbers of the rows that belong to the post itself.
    pub(super) fn own_all(&self) -> &[usize] {
        &self.own
    }

    fn is_seen(&self, at: usize) -> bool {
        let column = &self.coverage.columns[at];
        self.counts[column.edition as usize] && column.flags & REJECTED == 0
    }

    /// Returns the numbers of all rows that can be seen.
    fn numbers(&self) -> impl Iterator<Item = usize> {
        (0..self.coverage.len()).filter(|&at| self.is_seen(at))
    }

    /// Returns the numbers of all rows of one kind that can be seen, by the letter of their names.
    pub(super) fn lettered(&self, letter: u8) -> impl Iterator<Item = usize> {
        let rows = self.coverage.lettered(letter).iter().map(|&at| at as usize);
        rows.filter(|&at| self.is_seen(at))
    }

    /// Whether a row belongs to the post itself.
    pub fn is_own(&self, row: &Row) -> bool {
        self.coverage.number(&row.id).is_some_and(|at| self.own.binary_search(&at).is_ok())
    }

    /// Returns the editions that speak of the race, in the order of their names.
    pub fn editions(&self) -> impl Iterator<Item = &'a Edition> {
        let counted = self.coverage.editions.iter().zip(&self.counts);
        counted.filter(|(_, counts)| **counts).map(|(edition, _)| edition)
    }

    /// Returns the edition of a row.
    pub fn edition(&self, row: &Row) -> Option<&'a Edition> {
        let at = self.coverage.edition_number(&row.edition)? as usize;
        self.counts[at].then(|| &self.coverage.editions[at])
    }

    /// Returns a row by its name, where it can be seen.
    pub fn row(&self, id: &str) -> Option<&'a Row> {
        let at = self.coverage.number(id)?;
        self.is_seen(at).then(|| self.coverage.row_at(at))
    }

    /// Whether a row is of an edition that is looked at, be it rejected or not.
    pub(super) fn counts_row(&self, id: &str) -> bool {
        self.coverage.number(id).is_some_and(|at| self.counts[self.coverage.columns[at].edition as usize])
    }

    /// Whether what the row says was the case, or had been said, by the day in the world, and in the same race.
    pub fn has_come(&self, row: &Row) -> bool {
        self.has_day(effective(row))
    }

    /// Whether a day has come, and belongs to the race of the view's day.
    pub(super) fn has_day(&self, day: Date) -> bool {
        day <= self.moment.as_of && self.period.has(day)
    }
}

/// Returns which of the races for the post is looked at: that of the race file, else the one of the day.
fn period(
    coverage: &Coverage,
    own: &[usize],
    (scope, moment): (Scope<'_>, Moment),
    origins: &Origins<'_>,
) -> Period {
    if let Some(file) = scope.file().filter(|file| file.opens.is_some() || file.closes.is_some()) {
        return Period { from: file.opens, until: file.closes, rule: Some(Opening::File), rows: Vec::new() };
    }
    let mark = |&at: &usize| {
        let column = &coverage.columns[at];
        let kind = match column.letter {
            b'c' => Kind::Candidacy(column.status()?),
            b'n' | b'b' => Kind::Other,
            b't' => Kind::Tenure(coverage.row_at(at).clocks.holds_from),
            _ => return None,
        };
        let (day, told) = (column.day, coverage.days[column.edition as usize].told);
        Some(Mark { day, told, kind, origin: origins.root(column.edition), at })
    };
    Period::of(moment.as_of, own.iter().filter_map(mark).collect(), |at| coverage.id_at(at))
}

/// Returns the day from which a row counts: the last day that its date can mean, but no later than the article that
/// tells of it; the day of the article where it has no date.
///
/// `in July`, told on 20 July → 20 July; `in July`, told in November → 31 July
pub fn effective(row: &Row) -> Date {
    let told = row.clocks.published.unwrap_or(row.clocks.learned).interval().last;
    match row.clocks.holds_from.or(row.clocks.said).map(|date| date.interval()) {
        Some(interval) if interval.first <= told => interval.last.min(told),
        Some(interval) => interval.last,
        None => told,
    }
}

/// Returns the last day on which the article of a row can have been published.
pub(super) fn told(row: &Row) -> Date {
    row.clocks.published.unwrap_or(row.clocks.learned).interval().last
}

/// The order of rows that say something of one day: as they were published, then by edition and place.
pub(super) fn order(row: &Row) -> (Date, Date, &str, usize) {
    (effective(row), told(row), &row.edition, row.place())
}

/// Tells of each edition whether it was known on a day; of several of one article only the last one counts.
fn known(coverage: &Coverage, day: Date) -> Vec<bool> {
    let mut last: HashMap<&str, usize> = HashMap::new();
    let mut known = vec![false; coverage.editions.len()];
    let order = |at: usize| {
        let edition = &coverage.editions[at];
        let published = edition.published.map(|date| date.interval().last);
        (published, coverage.replaced(at), &edition.first_seen, &edition.id)
    };
    for (at, edition) in coverage.editions.iter().enumerate() {
        known[at] = coverage.days[at].known_from.is_some_and(|from| from <= day);
        let Some(locator) = edition.locator.as_deref().filter(|_| known[at]) else { continue };
        let slot = last.entry(locator).or_insert(at);
        let older = if order(*slot) < order(at) { std::mem::replace(slot, at) } else { at };
        known[older] = older == *slot;
    }
    known
}

/// The names of a post, and where the short ones count.
struct Posts {
    /// By post of the coverage: whether it is this one, and whether it is a short name of it.
    is_own: Vec<(bool, bool)>,
    speaks_of_body: Vec<bool>,
}

impl Posts {
    fn new(coverage: &Coverage, known: &[bool], scope: Scope<'_>) -> Self {
        let file = scope.file();
        let names = file.into_iter().flat_map(|file| &file.aliases).map(String::as_str);
        let full: BTreeSet<String> = std::iter::once(scope.post()).chain(names).map(post_key).collect();
        let short: BTreeSet<String> =
            file.into_iter().flat_map(|file| &file.short).map(|name| post_key(name)).collect();
        let bodies = file.into_iter().flat_map(|file| &file.bodies).map(|name| super::name::plain(name));
        let bodies: Vec<u32> =
            bodies.filter_map(|name| coverage.plains.binary_search(&name).ok()).map(|at| at as u32).collect();
        let speaks = |edition: usize| {
            let mut calls = coverage.calls(edition).iter();
            known[edition] && calls.any(|call| call.flags & ENTITY != 0 && bodies.contains(&call.plain))
        };
        Self {
            is_own: coverage.posts.iter().map(|(_, key)| (full.contains(key), short.contains(key))).collect(),
            speaks_of_body: (0..known.len()).map(|at| !bodies.is_empty() && speaks(at)).collect(),
        }
    }

    fn has(&self, post: u32, edition: u32) -> bool {
        if post == NONE {
            return false;
        }
        let (is_full, is_short) = self.is_own[post as usize];
        is_full || is_short && self.speaks_of_body[edition as usize]
    }
}
