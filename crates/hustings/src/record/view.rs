//! What can be seen of a race: the rows that were known on one day, and what they say of another.
//!
//! Every view starts here: it drops what was not yet known, what a newer edition of the same article replaced, and
//! what a reviewer rejected; then it says who is who and which prints are one origin.
//!
//! `as of 1 March, known on 1 June` → what June's readers know of March; `known on 1 March` → without hindsight

use super::edition::Edition;
use super::fold::fold;
use super::name::People;
use super::origin::Origins;
use super::race_file::RaceFile;
use super::review::{Decision, Ruling, standing};
use super::rows::{Fact, Row};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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
    /// Who is who.
    pub people: People,
    /// Which editions are one story.
    pub origins: Origins<'a>,
    /// The rows of all editions that speak of the race, in the order of their names.
    pub rows: Vec<&'a Row>,
    editions: BTreeMap<&'a str, &'a Edition>,
    posts: BTreeSet<&'a str>,
}

impl<'a> View<'a> {
    /// Returns what can be seen; the order of rows, editions and arrivals does not matter.
    pub fn new(
        rows: &'a [Row],
        editions: &'a [Edition],
        decisions: &[Decision],
        (scope, moment): (Scope<'a>, Moment),
    ) -> Self {
        let editions = known(editions, moment.known_on);
        let rejected = rejected(decisions);
        let mut known: Vec<&Row> = rows
            .iter()
            .filter(|row| editions.contains_key(row.edition.as_str()) && !rejected.contains(row.id.as_str()))
            .collect();
        let posts = Posts::new(&known, scope);
        let speaks: HashSet<&str> =
            known.iter().filter(|row| posts.has(row)).map(|row| row.edition.as_str()).collect();
        known.retain(|row| speaks.contains(row.edition.as_str()));
        known.sort_by(|a, b| a.id.cmp(&b.id));
        known.dedup_by(|a, b| a.id == b.id);
        let own: BTreeSet<&str> =
            known.iter().filter(|row| posts.has(row)).map(|row| row.id.as_str()).collect();
        let read: Vec<&Edition> =
            editions.values().filter(|edition| speaks.contains(edition.id.as_str())).copied().collect();
        Self {
            moment,
            scope,
            people: People::new(&known, decisions, scope.file()),
            origins: Origins::new(&read, &known),
            rows: known,
            editions: read.into_iter().map(|edition| (edition.id.as_str(), edition)).collect(),
            posts: own,
        }
    }

    /// Returns the rows that belong to the post itself.
    pub fn own(&self) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().copied().filter(|row| self.posts.contains(row.id.as_str()))
    }

    /// Whether a row belongs to the post itself.
    pub fn is_own(&self, row: &Row) -> bool {
        self.posts.contains(row.id.as_str())
    }

    /// Returns the editions that speak of the race, in the order of their names.
    pub fn editions(&self) -> impl Iterator<Item = &'a Edition> {
        self.editions.values().copied()
    }

    /// Returns the edition of a row.
    pub fn edition(&self, row: &Row) -> Option<&'a Edition> {
        self.editions.get(row.edition.as_str()).copied()
    }

    /// Returns a row by its name.
    pub fn row(&self, id: &str) -> Option<&'a Row> {
        self.rows.binary_search_by(|row| row.id.as_str().cmp(id)).ok().map(|at| self.rows[at])
    }

    /// Whether what the row says was the case, or had been said, by the day in the world.
    pub fn has_come(&self, row: &Row) -> bool {
        effective(row) <= self.moment.as_of
    }
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

/// Returns the editions that were known on a day; of several of one article the last one.
fn known(editions: &[Edition], day: Date) -> BTreeMap<&str, &Edition> {
    let mut last: HashMap<&str, &Edition> = HashMap::new();
    let mut kept: BTreeMap<&str, &Edition> = BTreeMap::new();
    let order = |edition: &Edition| (edition.known_from(), edition.first_seen.clone(), edition.id.clone());
    for edition in editions.iter().filter(|edition| edition.known_from().is_some_and(|from| from <= day)) {
        match &edition.locator {
            Some(locator) => {
                let slot = last.entry(locator).or_insert(edition);
                if order(slot) < order(edition) {
                    *slot = edition;
                }
            }
            None => _ = kept.insert(&edition.id, edition),
        }
    }
    kept.extend(last.into_values().map(|edition| (edition.id.as_str(), edition)));
    kept
}

/// Returns the rows that a reviewer rejected last.
fn rejected(decisions: &[Decision]) -> HashSet<&str> {
    let mut rejected = HashSet::new();
    for decision in standing(decisions) {
        match &decision.ruling {
            Ruling::Reject { row } => _ = rejected.insert(row.as_str()),
            Ruling::Accept { row } => _ = rejected.remove(row.as_str()),
            _ => {}
        }
    }
    rejected
}

/// The names of a post, and where the short ones count.
struct Posts<'a> {
    full: BTreeSet<String>,
    short: BTreeSet<String>,
    speaks_of_body: HashSet<&'a str>,
}

impl<'a> Posts<'a> {
    fn new(rows: &[&'a Row], scope: Scope<'a>) -> Self {
        let file = scope.file();
        let names = file.into_iter().flat_map(|file| &file.aliases).map(String::as_str);
        let full = std::iter::once(scope.post()).chain(names).map(post_key).collect();
        let short = file.into_iter().flat_map(|file| &file.short).map(|name| post_key(name)).collect();
        let bodies: BTreeSet<String> =
            file.into_iter().flat_map(|file| &file.bodies).map(|name| super::name::plain(name)).collect();
        let names_body = |row: &&&Row| match &row.fact {
            Fact::Entity { name, .. } => bodies.contains(&super::name::plain(name)),
            _ => false,
        };
        let speaks_of_body = rows.iter().filter(names_body).map(|row| row.edition.as_str()).collect();
        Self { full, short, speaks_of_body }
    }

    fn has(&self, row: &Row) -> bool {
        row.post().map(post_key).is_some_and(|key| {
            self.full.contains(&key)
                || self.short.contains(&key) && self.speaks_of_body.contains(row.edition.as_str())
        })
    }
}
