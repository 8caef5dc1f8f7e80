//! The timeline: what was said, done and decided, day by day.
//!
//! Rows of the race in the order of the world; what several origins tell of one day stands once. Which rows stand
//! together is told by numbers, and an entry is put into words when it is wanted: a page of a long timeline costs a page.
//!
//! `14 November 2023 — Kallas: interested (2 origins)`

use super::coverage::{NONE, STANCE};
use super::rows::{Fact, Part};
use super::view::View;
use crate::date::PartialDate;
use crate::race::{CandidacyStatus, Position};
use crate::statement::Stance;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::HashMap;
use std::ops::Range;

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The day, as precisely as the words give it.
    pub date: Option<PartialDate>,
    /// The kind of the rows: `candidacy`, `endorsement`, `statement`, `tenure`, `event`, `ballot`.
    pub kind: String,
    /// Who.
    pub who: String,
    /// What, in a few words.
    pub what: String,
    /// The words, of the row that stands first.
    pub words: String,
    /// The outlet of that row.
    pub outlet: Option<String>,
    /// The rows.
    pub rows: Vec<String>,
    /// How many independent origins they have.
    pub origins: usize,
}

/// Returns the race's own rows, day by day; statements where they have a stance toward somebody.
pub fn timeline(view: &View<'_>) -> Vec<Entry> {
    let timeline = Timeline::new(view);
    timeline.entries(0..timeline.len())
}

/// An entry of the timeline without words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The day from which it counts.
    pub day: Date,
    /// The kind of the rows, as in [`Entry::kind`].
    pub kind: &'static str,
    /// Whoever it is about, by a number ([`Timeline::name`]); nobody of an event or a ballot.
    pub who: Option<u32>,
    /// The status, the position or the first stance; empty of other kinds.
    pub says: &'static str,
}

/// A timeline whose entries are not put into words yet.
pub struct Timeline<'a, 'b> {
    view: &'b View<'a>,
    rows: Vec<Told>,
    /// The first row of each entry, and the number of all rows.
    starts: Vec<usize>,
    /// The first entry of each day that has one.
    days: Vec<(Date, usize)>,
}

/// A row on the timeline; rows that are alike up to `what` are one entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    day: Date,
    kind: Kind,
    /// The number of the person; of an event its status.
    who: u32,
    /// What: a number for each text or list of stances.
    what: u32,
    at: u32,
}

/// The kinds of entries, in the order in which those of a day stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Ballot,
    Candidacy,
    Endorsement,
    Event,
    Statement,
    Tenure,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Ballot => "ballot",
            Self::Candidacy => "candidacy",
            Self::Endorsement => "endorsement",
            Self::Event => "event",
            Self::Statement => "statement",
            Self::Tenure => "tenure",
        }
    }
}

/// What an entry says, by numbers and words.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum What<'a> {
    Word(&'static str),
    Toward(&'static str, u32),
    Stances(Vec<(&'static str, u32)>),
    Words(&'a str),
    Tallies(Option<u32>, &'a [(String, u32)]),
}

impl<'a, 'b> Timeline<'a, 'b> {
    /// Returns the timeline of what can be seen.
    pub fn new(view: &'b View<'a>) -> Self {
        let columns = &view.coverage.columns;
        let with_stance = |at: &usize| columns[*at].flags & STANCE != 0;
        let rows = view.own_all().iter().copied().chain(view.lettered(b's').filter(with_stance));
        let rows = rows.filter(|&at| view.has_day(columns[at].day));
        let found: Vec<(usize, Kind, u32, What<'a>)> = rows.filter_map(|at| what(view, at)).collect();
        // Most are alike: sorting the others takes a tenth of the time.
        let mut whats: HashMap<&What<'a>, u32> = found.iter().map(|(.., what)| (what, NONE)).collect();
        let mut order: Vec<(&&What<'a>, &mut u32)> = whats.iter_mut().collect();
        order.sort_unstable();
        order.into_iter().zip(0..).for_each(|((_, number), at)| *number = at);
        let told = found.iter().map(|(at, kind, who, what)| Told {
            day: columns[*at].day,
            kind: *kind,
            who: *who,
            what: whats[what],
            at: *at as u32,
        });
        let mut rows: Vec<Told> = told.collect();
        rows.sort_unstable();
        let (mut starts, mut days) = (Vec::new(), Vec::new());
        let mut start = 0;
        for entry in rows.chunk_by(|a, b| (a.day, a.kind, a.who, a.what) == (b.day, b.kind, b.who, b.what)) {
            if days.last().is_none_or(|(day, _)| *day != entry[0].day) {
                days.push((entry[0].day, starts.len()));
            }
            starts.push(start);
            start += entry.len();
        }
        starts.push(start);
        Self { view, rows, starts, days }
    }

    /// Returns how many entries there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the numbers of the entries that count from one of these days, both included.
    pub fn between(&self, from: Option<Date>, until: Option<Date>) -> Range<usize> {
        let first = |day: Date| {
            let at = self.days.partition_point(|(own, _)| *own < day);
            self.days.get(at).map_or(self.len(), |(_, entry)| *entry)
        };
        let start = from.map_or(0, first);
        let end = until.and_then(|until| until.tomorrow().ok()).map_or(self.len(), first);
        start..end.max(start)
    }

    /// Returns entries by their numbers, in the order of days; those beyond the last one are none.
    pub fn entries(&self, numbers: Range<usize>) -> Vec<Entry> {
        let numbers = numbers.start.min(self.len())..numbers.end.min(self.len());
        numbers
            .filter_map(|number| self.entry(&self.rows[self.starts[number]..self.starts[number + 1]]))
            .collect()
    }

    /// Returns an entry by its number as a picture needs it, without words; nothing beyond the last one.
    pub fn mark(&self, number: usize) -> Option<Mark> {
        let told = self.rows.get(*self.starts.get(number)?)?;
        let (coverage, at) = (self.view.coverage, told.at as usize);
        let column = &coverage.columns[at];
        let first = coverage.parties_of(at).iter().map(|named| named.stance).find(|s| *s != Stance::Neutral);
        Some(Mark {
            day: told.day,
            kind: told.kind.name(),
            who: (!matches!(told.kind, Kind::Event | Kind::Ballot) && told.who != NONE).then_some(told.who),
            says: match told.kind {
                Kind::Candidacy => column.status().map_or("", CandidacyStatus::name),
                Kind::Endorsement => column.position().map_or("", Position::name),
                Kind::Statement => first.map_or("", Stance::name),
                Kind::Ballot | Kind::Event | Kind::Tenure => "",
            },
        })
    }

    /// Returns the name of somebody by the number in a [`Mark`].
    pub fn name(&self, who: u32) -> &str {
        &self.view.people.person(who as usize).name
    }

    fn entry(&self, alike: &[Told]) -> Option<Entry> {
        let coverage = self.view.coverage;
        let mut rows: Vec<usize> = alike.iter().map(|told| told.at as usize).collect();
        rows.sort_by_key(|&at| (coverage.row_at(at).clocks.published, at));
        let at = *rows.first()?;
        let first = coverage.row_at(at);
        let (kind, who, what) = in_words(self.view, at)?;
        let words = first.words(Part::Content).or_else(|| first.words(Part::Whole));
        Some(Entry {
            date: first.clocks.holds_from.or(first.clocks.said).or(first.clocks.published),
            kind: kind.to_owned(),
            who,
            what,
            words: words.unwrap_or_default(),
            outlet: coverage.editions[coverage.columns[at].edition as usize].outlet.clone(),
            origins: self.view.origins.count_at(rows.iter().copied()),
            rows: rows.iter().map(|&at| coverage.row_at(at).id.clone()).collect(),
        })
    }
}

/// Returns what tells one entry from another: the kind, who, and what; nothing for rows that have no day of their own.
fn what<'a>(view: &View<'a>, at: usize) -> Option<(usize, Kind, u32, What<'a>)> {
    let (coverage, column) = (view.coverage, &view.coverage.columns[at]);
    let parties = coverage.parties_of(at);
    let person = |place: usize| {
        let named = parties.get(place).and_then(|named| view.people.number(named.print, column.edition));
        named.map_or(NONE, |person| person as u32)
    };
    let (kind, who, what) = match column.letter {
        b's' => {
            let about = parties.iter().enumerate().skip(1);
            let stances = about.filter(|(_, named)| named.stance != Stance::Neutral);
            let stances = stances.map(|(place, named)| (named.stance.name(), person(place))).collect();
            (Kind::Statement, person(0), What::Stances(stances))
        }
        b'e' | b'r' | b'q' => return None,
        b'c' => (Kind::Candidacy, person(0), What::Word(column.status()?.name())),
        b'n' => (Kind::Endorsement, person(0), What::Toward(column.position()?.name(), person(1))),
        _ => match &coverage.row_at(at).fact {
            Fact::Tenure { post, .. } if coverage.row_at(at).clocks.holds_from.is_some() => {
                (Kind::Tenure, person(0), What::Words(post))
            }
            Fact::Ballot { round, tallies, .. } => (Kind::Ballot, NONE, What::Tallies(*round, tallies)),
            Fact::Event { what, status, .. } => (Kind::Event, *status as u32, What::Words(what)),
            _ => return None,
        },
    };
    Some((at, kind, who, what))
}

/// Returns kind, who and what of a row in words; nothing for rows that have no day of their own.
fn in_words(view: &View<'_>, at: usize) -> Option<(&'static str, String, String)> {
    let (row, parties) = (view.coverage.row_at(at), view.coverage.parties_of(at));
    let name = |place: usize| {
        let print = parties.get(place).map_or(NONE, |named| named.print);
        match view.people.number(print, view.coverage.columns[at].edition) {
            Some(person) => view.people.person(person).name.clone(),
            None => view.coverage.print(print).to_owned(),
        }
    };
    Some(match &row.fact {
        Fact::Candidacy { status, .. } => ("candidacy", name(0), status.name().replace('_', " ")),
        Fact::Endorsement { position, .. } => {
            ("endorsement", name(0), format!("{} {}", position.name(), name(1)))
        }
        Fact::Tenure { post, .. } if row.clocks.holds_from.is_some() => {
            ("tenure", name(0), format!("takes office as {post}"))
        }
        Fact::Ballot { round, tallies, .. } => {
            let tallies: Vec<String> =
                tallies.iter().map(|(what, votes)| format!("{what} {votes}")).collect();
            let round = round.map_or_else(|| "a vote".to_owned(), |round| format!("round {round}"));
            ("ballot", round, tallies.join(", "))
        }
        Fact::Event { what, status, .. } => ("event", status.name().to_owned(), what.clone()),
        Fact::Statement(said) => {
            let stances = said.about.iter().enumerate().filter(|(_, about)| about.stance != Stance::Neutral);
            let stances: Vec<String> = stances
                .map(|(place, about)| {
                    format!("{} {}", about.stance.name().replace('_', " "), name(place + 1))
                })
                .collect();
            ("statement", name(0), stances.join(", "))
        }
        Fact::Tenure { .. } | Fact::Entity { .. } | Fact::Race { .. } | Fact::Criterion { .. } => {
            return None;
        }
    })
}
