//! Who somebody is: names, roles, posts, where they stand, what they said and what was said of them.
//!
//! Joined across articles by [`super::name`], with the names and roles as the grounds.
//!
//! `who Kallas` → Prime Minister of Estonia, interested since 14 November 2023, three statements

use super::coverage::Named;
use super::ladder::{Standing, Step, by_person, climb};
use super::name::Person;
use super::rows::{Fact, Part, Row};
use super::view::View;
use crate::date::PartialDate;
use crate::statement::Stance;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the record has of somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// The names, and the decisions behind them.
    pub person: Person,
    /// Functions and titles as printed, with how many editions print them.
    pub roles: Vec<(String, usize)>,
    /// Where the person stands in this race.
    pub standing: Option<Standing>,
    /// The rows of the ladder.
    pub ladder: Vec<Step>,
    /// What the person said, the latest first.
    pub said: Vec<Line>,
    /// What others said with a stance toward the person, the latest first.
    pub heard: Vec<Line>,
    /// Positions that the person took, and that were taken toward the person.
    pub positions: Vec<Line>,
}

/// A line of a profile.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// When.
    pub date: Option<PartialDate>,
    /// By whom.
    pub who: String,
    /// The stance or position, in a few words; empty where there is none.
    pub stance: String,
    /// The words.
    pub words: String,
    /// The outlet.
    pub outlet: Option<String>,
    /// The row.
    pub row: String,
}

/// Returns everybody whose name holds the words, each with what the record has of them.
pub fn who(view: &View<'_>, asked: &str) -> Vec<Profile> {
    let ladders = by_person(view);
    let people = view.people.find(asked).into_iter();
    people
        .map(|person| {
            let rows = view.people.number_of(&person.key).and_then(|number| ladders.get(&number));
            let rows = rows.map(Vec::as_slice).unwrap_or_default();
            let (ladder, standing) = climb(view, rows);
            let mut profile = Profile {
                person: person.clone(),
                roles: roles(view, &person.key),
                standing,
                ladder,
                said: Vec::new(),
                heard: Vec::new(),
                positions: Vec::new(),
            };
            fill(view, &mut profile);
            profile
        })
        .collect()
}

fn roles(view: &View<'_>, key: &str) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in of_person(view, b'e', key) {
        if let Fact::Entity { roles, .. } = &row.fact {
            for role in roles {
                *counts.entry(role.text.clone()).or_default() += 1;
            }
        }
    }
    let mut roles: Vec<(String, usize)> = counts.into_iter().collect();
    roles.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    roles
}

/// Returns the rows of one kind that name a person.
fn of_person<'a>(view: &View<'a>, letter: u8, key: &str) -> impl Iterator<Item = &'a Row> {
    let found = view.people.number_of(key).map(|person| numbers_of(view, letter, person));
    let coverage = view.coverage;
    found.into_iter().flatten().map(|at| coverage.row_at(at))
}

/// Returns the numbers of the rows of one kind that name a person.
fn numbers_of(view: &View<'_>, letter: u8, person: usize) -> Vec<usize> {
    let names = |at: &usize| view.coverage.parties_of(*at).iter().any(|named| is(view, (*at, named), person));
    view.lettered(letter).filter(names).collect()
}

/// Whether a party of a row is a person.
fn is(view: &View<'_>, (at, named): (usize, &Named), person: usize) -> bool {
    view.people.number(named.print, view.coverage.columns[at].edition) == Some(person)
}

fn fill(view: &View<'_>, profile: &mut Profile) {
    let (coverage, Some(person)) = (view.coverage, view.people.number_of(&profile.person.key)) else {
        return;
    };
    let mut rows = numbers_of(view, b's', person);
    rows.extend(numbers_of(view, b'n', person));
    rows.retain(|&at| view.has_day(coverage.columns[at].day));
    rows.sort_by_key(|&at| {
        let column = &coverage.columns[at];
        (std::cmp::Reverse(column.day), column.edition, column.place)
    });
    for at in rows {
        let (row, parties) = (coverage.row_at(at), coverage.parties_of(at));
        let is_own = |place: usize| parties.get(place).is_some_and(|named| is(view, (at, named), person));
        match &row.fact {
            Fact::Statement(said) if is_own(0) => {
                let own = said.about.iter().filter(|about| about.stance != Stance::Neutral);
                let stances: Vec<String> = own
                    .map(|about| format!("{} {}", about.stance.name().replace('_', " "), about.whom.name))
                    .collect();
                profile.said.push(line(view, row, &stances.join(", ")));
            }
            Fact::Statement(said) => {
                let mut about = said.about.iter().enumerate();
                let toward = about.find(|(place, _)| is_own(place + 1)).map(|(_, about)| about.stance);
                if let Some(stance) = toward.filter(|stance| *stance != Stance::Neutral) {
                    profile.heard.push(line(view, row, &stance.name().replace('_', " ")));
                }
            }
            Fact::Endorsement { candidate, position, .. } if is_own(0) || is_own(1) => {
                profile.positions.push(line(view, row, &format!("{} {}", position.name(), candidate.name)));
            }
            _ => {}
        }
    }
}

/// Returns the line of a row.
pub(super) fn line(view: &View<'_>, row: &Row, stance: &str) -> Line {
    let who = row.parties().first().map_or(String::new(), |party| {
        view.people.of(party, &row.edition).map_or(party.name.clone(), |person| person.name.clone())
    });
    let words = row.words(Part::Content).or_else(|| row.words(Part::Whole));
    Line {
        date: row.clocks.holds_from.or(row.clocks.said).or(row.clocks.published),
        who,
        stance: stance.to_owned(),
        words: words.unwrap_or_default(),
        outlet: view.edition(row).and_then(|edition| edition.outlet.clone()),
        row: row.id.clone(),
    }
}
