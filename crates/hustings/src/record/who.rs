//! Who somebody is: names, roles, posts, where they stand, what they said and what was said of them.
//!
//! Joined across articles by [`super::name`], with the names and roles as the grounds.
//!
//! `who Kallas` → Prime Minister of Estonia, interested since 14 November 2023, three statements

use super::ladder::{Standing, Step, by_person, climb};
use super::name::Person;
use super::rows::{Fact, Part, Row};
use super::view::{View, effective};
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
    let (coverage, person) = (view.coverage, view.people.number_of(key));
    let names = move |at: &usize| {
        let edition = coverage.columns[*at].edition;
        let mut parties = coverage.parties_of(*at).iter();
        person.is_some() && parties.any(|named| view.people.number(named.print, edition) == person)
    };
    let found: Vec<usize> = view.lettered(letter).filter(names).collect();
    found.into_iter().map(|at| coverage.row_at(at))
}

fn fill(view: &View<'_>, profile: &mut Profile) {
    let key = profile.person.key.clone();
    let named = of_person(view, b's', &key).chain(of_person(view, b'n', &key));
    let mut rows: Vec<&Row> = named.filter(|row| view.has_come(row)).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(effective(row)), &row.edition, row.place()));
    for row in rows {
        let is_own = |party: &super::Party| view.people.key(party, &row.edition) == key;
        match &row.fact {
            Fact::Statement(said) if is_own(&said.speaker) => {
                let own = said.about.iter().filter(|about| about.stance != Stance::Neutral);
                let stances: Vec<String> = own
                    .map(|about| format!("{} {}", about.stance.name().replace('_', " "), about.whom.name))
                    .collect();
                profile.said.push(line(view, row, &stances.join(", ")));
            }
            Fact::Statement(said) => {
                let toward = said.about.iter().find(|about| is_own(&about.whom));
                if let Some(about) = toward.filter(|about| about.stance != Stance::Neutral) {
                    profile.heard.push(line(view, row, &about.stance.name().replace('_', " ")));
                }
            }
            Fact::Endorsement { by, candidate, position, .. } if is_own(by) || is_own(candidate) => {
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
