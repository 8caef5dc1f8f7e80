//! The board: the state of a race on a day, each line with the rows and the rule that made it so.
//!
//! Put together from the other views; terminal, pages and API print it.
//!
//! `Rutte: available since about 1 November 2023 (return), 2 origins`

use super::agenda::{Appointment, ahead};
use super::coverage::{Named, QUOTED, STANCE};
use super::electors::{Body, Claim, electors};
use super::ladder::{Standing, Step, by_person, climb, is_out};
use super::name::plain;
use super::notes::{Note, notes};
use super::period::Period;
use super::quarrel::{Contradiction, Reversal, contradictions, reversals};
use super::rows::{Fact, Part, Row};
use super::view::{Moment, View, effective, told};
use crate::attribution::AttributionKind;
use crate::date::PartialDate;
use crate::race::CandidacyStatus;
use crate::statement::{Force, Stance};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The state of a race.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Board {
    /// The post.
    pub post: String,
    /// The two days.
    pub moment: Moment,
    /// Which of the races for the post it is.
    pub period: Period,
    /// How many editions speak of the race.
    pub editions: usize,
    /// How many independent origins they have.
    pub origins: usize,
    /// Who holds the post.
    pub holders: Vec<Holder>,
    /// Who is chosen and has not taken office yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coming: Vec<Holder>,
    /// Those in the race, the furthest first; then those who are out.
    pub candidates: Vec<Candidate>,
    /// Those who decide.
    pub bodies: Vec<Body>,
    /// Counts that somebody claims.
    pub claims: Vec<Claim>,
    /// What the next holder should be.
    pub criteria: Vec<Criteria>,
    /// What is due.
    pub next: Vec<Appointment>,
    /// Who turned.
    pub reversals: Vec<Reversal>,
    /// What cannot both be right.
    pub contradictions: Vec<Contradiction>,
    /// What people decided about rows of these articles, and what is to be looked at again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// Somebody who holds the post.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Holder {
    /// Who.
    pub name: String,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when, as last told.
    pub until: Option<PartialDate>,
    /// Whether the end is planned.
    pub is_until_planned: bool,
    /// The rows that say so.
    pub rows: Vec<String>,
}

/// A person in the race.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// What the person is filed under.
    pub key: String,
    /// The name.
    pub name: String,
    /// Where the person stands.
    pub standing: Standing,
    /// All rows about it, in the order of the world.
    pub ladder: Vec<Step>,
    /// The last thing the person said.
    pub said: Option<LastWords>,
    /// The last thing somebody else said with a stance toward the person.
    pub heard: Option<LastWords>,
}

/// The last thing said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LastWords {
    /// By whom.
    pub speaker: String,
    /// The words.
    pub words: String,
    /// Whether they are quoted.
    pub is_quoted: bool,
    /// How the speaker stands to the person.
    pub stance: Stance,
    /// When.
    pub date: Option<PartialDate>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The row.
    pub row: String,
}

/// A demand on the next holder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Criteria {
    /// The demand, as first printed.
    pub text: String,
    /// Who states it.
    pub stated_by: Vec<String>,
    /// The rows.
    pub rows: Vec<String>,
    /// How many independent origins they have.
    pub origins: usize,
    /// Who is said to meet it or to fail it; of all others that is unknown.
    pub bears: Vec<Bears>,
}

impl Criteria {
    /// Whether it is no demand but held against somebody: *too hawkish*.
    pub fn is_objection(&self) -> bool {
        !self.bears.is_empty() && self.bears.iter().all(|bear| !bear.meets)
    }
}

/// Somebody who is said to meet or to fail a demand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bears {
    /// Who, by name.
    pub on: String,
    /// Whether they meet it.
    pub meets: bool,
    /// Who says so.
    pub by: String,
    /// The statement that says so.
    pub row: String,
}

/// Returns the state of the race.
pub fn board(view: &View<'_>) -> Board {
    let candidates = candidates(view);
    let out = candidates.iter().filter(|candidate| is_out(candidate.standing.status));
    let (bodies, claims) = electors(view, &out.map(|candidate| candidate.name.as_str()).collect::<Vec<_>>());
    let next = ahead(view);
    let (holders, coming) = holders(view);
    let editions: Vec<_> =
        view.editions().filter(|edition| edition.known_from().is_some_and(|day| view.has_day(day))).collect();
    let origins: BTreeSet<&str> = editions.iter().map(|edition| view.origins.of(&edition.id)).collect();
    Board {
        post: view.scope.post().to_owned(),
        moment: view.moment,
        period: view.period.clone(),
        editions: editions.len(),
        origins: origins.len(),
        holders,
        coming,
        candidates,
        bodies,
        claims,
        criteria: criteria(view),
        next,
        reversals: reversals(view),
        contradictions: contradictions(view),
        notes: notes(view),
    }
}

fn candidates(view: &View<'_>) -> Vec<Candidate> {
    let last = last_words(view);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (&number, rows) in by_person(view) {
        let (ladder, Some(standing)) = climb(view, rows) else { continue };
        let person = view.people.person(number);
        let [said, heard] = last.get(&number).copied().unwrap_or_default().map(|last| {
            let (_, at, stance) = last?;
            words(view, view.coverage.row_at(at), stance)
        });
        let (key, name) = (person.key.clone(), person.name.clone());
        candidates.push(Candidate { key, name, standing, ladder, said, heard });
    }
    candidates.sort_by(|a, b| rank(a).cmp(&rank(b)));
    candidates
}

/// The chosen first, then the steps of the ladder downward, then those who are out; names decide what is left.
fn rank(candidate: &Candidate) -> (bool, u8, &str) {
    let status = candidate.standing.status;
    let step = match status {
        CandidacyStatus::Selected => 0,
        CandidacyStatus::Nominated => 1,
        CandidacyStatus::Declared => 2,
        CandidacyStatus::Available => 3,
        CandidacyStatus::Interested => 4,
        CandidacyStatus::Speculated => 5,
        CandidacyStatus::Eliminated => 6,
        CandidacyStatus::Withdrew => 7,
        CandidacyStatus::RuledOut => 8,
    };
    (is_out(status), step, &candidate.name)
}

/// The last own words of each person, and the last ones of somebody else with a stance toward the person, by number.
type Last = BTreeMap<usize, Heard>;

/// The last own words and the last ones of somebody else, each with the number of its row.
type Heard = [Option<(Rank, usize, Stance)>; 2];

/// Of one day's words those with a stance count most, then quoted ones, then those that come last.
type Rank = (Date, bool, bool, Date, u32, u32);

/// Returns for each candidate the last own words, and the last words of somebody else with a stance toward them.
fn last_words(view: &View<'_>) -> Last {
    let mut last: Last = by_person(view).keys().map(|person| (*person, Heard::default())).collect();
    let coverage = view.coverage;
    for at in view.lettered(b's') {
        let column = &coverage.columns[at];
        let edition = column.edition as usize;
        if !view.has_day(column.day) {
            continue;
        }
        let [speaker, about @ ..] = coverage.parties_of(at) else { continue };
        let has = |flag: u8| column.flags & flag != 0;
        let told = coverage.days[edition].told;
        let rank = (column.day, has(STANCE), has(QUOTED), told, column.edition, column.place);
        let mut keep = |person: usize, place: usize, stance: Stance| {
            let Some(last) = last.get_mut(&person) else { return };
            let slot = &mut last[place];
            if slot.is_none_or(|(before, ..)| before <= rank) {
                *slot = Some((rank, at, stance));
            }
        };
        let who = |named: &Named| view.people.number(named.print, column.edition);
        let Some(speaker) = who(speaker) else { continue };
        let mut own = Stance::Neutral;
        for named in about {
            match who(named) {
                Some(person) if person == speaker && own == Stance::Neutral => own = named.stance,
                Some(person) if person != speaker && named.stance != Stance::Neutral => {
                    keep(person, 1, named.stance);
                }
                _ => {}
            }
        }
        keep(speaker, 0, own);
    }
    last
}

fn words(view: &View<'_>, row: &Row, stance: Stance) -> Option<LastWords> {
    let Fact::Statement(said) = &row.fact else { return None };
    let speaker = view.people.of(&said.speaker, &row.edition);
    Some(LastWords {
        speaker: speaker.map_or_else(|| said.speaker.name.clone(), |person| person.name.clone()),
        words: row.words(Part::Content)?,
        is_quoted: said.quotation == AttributionKind::Direct,
        stance,
        date: row.clocks.said.or(row.clocks.published),
        outlet: view.edition(row).and_then(|edition| edition.outlet.clone()),
        row: row.id.clone(),
    })
}

/// Returns who holds the post, and who is chosen for it and has not taken office. Of those whose tenure has begun and
/// not ended that is whoever was chosen in this race, then the one with an end ahead, then the one whom most origins
/// call so, then the one last called so.
fn holders(view: &View<'_>) -> (Vec<Holder>, Vec<Holder>) {
    let mut by_person: BTreeMap<usize, Vec<(Date, u32, u32, usize)>> = BTreeMap::new();
    for at in view.own_numbers(b't').chain(view.own_numbers(b'r')) {
        let (told, column) = (told(view.coverage.row_at(at)), &view.coverage.columns[at]);
        // Of a race without an incumbent nobody is named first.
        if let Some(person) = view.people.first(at).filter(|_| told <= view.moment.as_of) {
            by_person.entry(person).or_default().push((told, column.edition, column.place, at));
        }
    }
    by_person.values_mut().for_each(|ranked| ranked.sort_unstable());
    let rows = |ranked: &[(Date, u32, u32, usize)]| -> Vec<&Row> {
        ranked.iter().map(|(.., at)| view.coverage.row_at(*at)).collect()
    };
    let mut coming = Vec::new();
    let mut holding = Vec::new();
    for (&person, ranked) in &by_person {
        let chosen = chosen(view, person);
        let others = by_person.iter().filter(|(other, _)| **other != person);
        let others: Vec<&Row> = others.flat_map(|(_, ranked)| rows(ranked)).collect();
        let from = begins(&rows(ranked), chosen, &others);
        let is_coming = from.is_some_and(|date| date.interval().first > view.moment.as_of);
        let Some(holder) = holder(view, (person, from), &rows(ranked)) else { continue };
        if is_coming {
            coming.extend(chosen.map(|_| holder));
            continue;
        }
        let origins = view.origins.count_at(ranked.iter().map(|(.., at)| *at));
        let last = ranked.last().map(|(told, ..)| *told);
        holding.push(((chosen.is_some(), holder.until.is_some(), origins, last), holder));
    }
    let first = holding.into_iter().max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.name.cmp(&a.1.name)));
    (first.map(|(_, holder)| holder).into_iter().collect(), coming)
}

/// Returns the day on which a person was chosen in this race.
fn chosen(view: &View<'_>, person: usize) -> Option<Date> {
    let rows = by_person(view).get(&person)?;
    rows.iter().find(|placed| placed.status == CandidacyStatus::Selected).map(|placed| placed.day)
}

/// Returns since when somebody holds the post, by the rows about it. To be chosen is not to take office: a beginning on
/// those days is none where somebody else stays longer, and then it is the end of that term.
///
/// *appointed on 26 June; Stoltenberg's term ends on 1 October* → 1 October
fn begins(rows: &[&Row], chosen: Option<Date>, others: &[&Row]) -> Option<PartialDate> {
    let told = |row: &&Row| row.clocks.holds_from;
    let Some(chosen) = chosen else { return rows.iter().rev().find_map(told) };
    let is_later = |date: &PartialDate| date.interval().first > chosen.saturating_add(CHOICE.days());
    let own = rows.iter().rev().filter_map(told).find(is_later);
    let ends = others.iter().rev().filter_map(|row| row.clocks.holds_until);
    own.or_else(|| ends.into_iter().find(is_later)).or_else(|| rows.iter().rev().find_map(told))
}

/// How many days may lie between two articles' days of one choice.
const CHOICE: i64 = 3;

fn holder(view: &View<'_>, (person, from): (usize, Option<PartialDate>), rows: &[&Row]) -> Option<Holder> {
    let last = rows.iter().rev().find(|row| row.clocks.holds_until.is_some());
    let until = last.and_then(|row| row.clocks.holds_until);
    let has_ended = until.is_some_and(|date| date.interval().last < view.moment.as_of);
    let is_incumbent = rows.iter().any(|row| matches!(row.fact, Fact::Race { .. }));
    // A title alone holds for a year: somebody who was called so longer ago may have left.
    let is_fresh = told(rows.last()?).saturating_add(1.years()) >= view.moment.as_of;
    if has_ended || !(is_incumbent || from.is_some() || until.is_some() || is_fresh) {
        return None;
    }
    Some(Holder {
        name: view.people.person(person).name.clone(),
        from,
        until,
        is_until_planned: last
            .is_some_and(|row| matches!(row.fact, Fact::Tenure { is_until_planned: true, .. })),
        rows: rows.iter().map(|row| row.id.clone()).collect(),
    })
}

/// Returns the demands, each once, with all who state it.
fn criteria(view: &View<'_>) -> Vec<Criteria> {
    let mut joined: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in view.own_lettered(b'q').filter(|row| view.has_come(row)) {
        if let Fact::Criterion { text, .. } = &row.fact {
            joined.entry(plain(text)).or_default().push(row);
        }
    }
    let mut criteria: Vec<Criteria> = Vec::new();
    for mut rows in joined.into_values() {
        rows.sort_by(|a, b| (effective(a), &a.id).cmp(&(effective(b), &b.id)));
        let Some(Fact::Criterion { text, .. }) = rows.first().map(|row| &row.fact) else { continue };
        let mut stated_by: Vec<String> = rows
            .iter()
            .filter_map(|row| match &row.fact {
                Fact::Criterion { stated_by: Some(party), .. } => {
                    let person = view.people.of(party, &row.edition);
                    Some(person.map_or_else(|| party.name.clone(), |person| person.name.clone()))
                }
                _ => None,
            })
            .collect();
        stated_by.sort_unstable();
        stated_by.dedup();
        criteria.push(Criteria {
            text: text.clone(),
            stated_by,
            origins: view.origins.count(rows.iter().copied()),
            bears: bears(view, &rows),
            rows: rows.iter().map(|row| row.id.clone()).collect(),
        });
    }
    criteria
}

/// Returns whom the statements that name a demand praise or reproach with it; of several on one person the last one.
///
/// *diplomats see Kallas as too hawkish* → said to fail *too hawkish*; joked, asked or denied words say nothing
fn bears(view: &View<'_>, rows: &[&Row]) -> Vec<Bears> {
    let mut last: BTreeMap<String, Bears> = BTreeMap::new();
    for row in rows.iter().filter_map(|row| view.row(row.asserted_by.as_deref()?)) {
        let Fact::Statement(said) = &row.fact else { continue };
        if said.force != Force::Assert || said.is_negated || said.is_conditional {
            continue;
        }
        let name = |party: &super::Party| {
            view.people
                .of(party, &row.edition)
                .map_or_else(|| party.name.clone(), |person| person.name.clone())
        };
        for about in &said.about {
            let meets = match about.stance {
                Stance::Support => true,
                Stance::Oppose | Stance::Reservation => false,
                Stance::Neutral | Stance::SelfDeclare | Stance::SelfRuleOut => continue,
            };
            let on = name(&about.whom);
            last.insert(on.clone(), Bears { on, meets, by: name(&said.speaker), row: row.id.clone() });
        }
    }
    last.into_values().collect()
}
