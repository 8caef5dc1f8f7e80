//! The electors: who stands where, what is only claimed, and how far it is to a decision.
//!
//! Counted with the assemblies of a race file on the day of the view; a claimed count names nobody and never fills a
//! seat.
//!
//! `Germany backs Rutte; 28 of 32 allies do, diplomats say` → one seat for Rutte, and beside it a claim of 28

use super::coverage::COUNTED;
use super::fold::fold;
use super::name::plain;
use super::race_file::{Assembly, Elector, Needs};
use super::rows::{Fact, Part, Party, Row};
use super::view::{View, order};
use crate::date::PartialDate;
use crate::race::Position;
use serde::Serialize;
use std::collections::BTreeMap;

/// Electors who decide together, as they stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Body {
    /// Its name.
    pub name: String,
    /// What a candidate needs, in words.
    pub needs: String,
    /// How many votes there are on the day.
    pub votes: u32,
    /// Every listed elector who sits on the day.
    pub seats: Vec<Seat>,
    /// For each candidate somebody took a position on: how it stands.
    pub camps: Vec<Camp>,
}

/// An elector and its last positions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seat {
    /// The elector.
    pub elector: String,
    /// How many votes it casts.
    pub votes: u32,
    /// Whether it can stop a candidate alone.
    pub has_veto: bool,
    /// Its last position toward each candidate.
    pub positions: Vec<Held>,
}

/// A position that an elector holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Held {
    /// Toward whom, by name.
    pub candidate: String,
    /// Which way.
    pub position: Position,
    /// Whether it hangs on a condition.
    pub is_conditional: bool,
    /// Since when.
    pub since: Option<PartialDate>,
    /// The row that says so.
    pub row: String,
    /// The rule by which it is this one.
    pub rule: SeatRule,
    /// The other rows with a position of this elector toward this candidate, the last first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
}

/// Why a seat shows the position that it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatRule {
    /// There is no other.
    Only,
    /// Of several the last one.
    Last,
    /// For, on a condition.
    Condition,
}

impl SeatRule {
    /// Returns what the rule says, in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Only => {
                "the only position in public of this elector, or of somebody whose title speaks for it"
            }
            Self::Last => "the last of several positions in public; a newer one of the same elector stands",
            Self::Condition => {
                "for, but on a condition: it counts as reserved until the condition is dropped"
            }
        }
    }
}

/// How a candidate stands with a body.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Camp {
    /// Whom it is about.
    pub candidate: String,
    /// Electors for.
    pub backers: Vec<String>,
    /// Electors against.
    pub opponents: Vec<String>,
    /// Electors with doubts, or for on a condition.
    pub reserved: Vec<String>,
    /// Votes for.
    pub votes: u32,
    /// Votes needed.
    pub needed: u32,
    /// Electors of whom nothing is known, with those that are not listed.
    pub unknown: u32,
    /// Whether a veto or a lacking consensus stops the candidate.
    pub is_blocked: bool,
    /// The distance to a decision, in a sentence.
    pub distance: String,
    /// Whether the candidate is out, so that the positions no longer lead anywhere.
    pub is_out: bool,
}

/// A count that somebody claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// How many.
    pub count: u32,
    /// As printed: `28 of 32 allies`.
    pub words: String,
    /// For or against whom.
    pub candidate: String,
    /// Which way.
    pub position: Position,
    /// Who claims it, from the innermost link outward; nobody where the article says it itself.
    pub claimed_by: Vec<String>,
    /// When.
    pub date: Option<PartialDate>,
    /// The row.
    pub row: String,
}

impl Claim {
    /// The rule by which it fills no seat.
    pub const RULE: &str = "a count that names nobody is claimed, not known: it fills no seat";
}

/// Functions that speak for their state.
const SPEAKING: &[&str] = &[
    "president",
    "prime minister",
    "premier",
    "chancellor",
    "foreign minister",
    "defense minister",
    "defence minister",
    "taoiseach",
    "government",
    "foreign ministry",
    "head of state",
    "king",
    "ambassador",
];

/// Returns the bodies of the race as they stand, and the counts that are only claimed; `out` names who is out.
pub(super) fn electors(view: &View<'_>, out: &[&str]) -> (Vec<Body>, Vec<Claim>) {
    let positions = view.own_come(b'n');
    let row = |at: &usize| view.coverage.row_at(*at);
    let assemblies = view.scope.file().map_or(&[][..], |file| &file.assemblies);
    let takers = positions.iter().filter(|_| !assemblies.is_empty()).map(row);
    let taken: Vec<Taken<'_>> =
        takers.filter_map(|row| Some((row, taker(view, row.parties().first()?)))).collect();
    let mut bodies: Vec<Body> = assemblies.iter().map(|assembly| body(view, assembly, &taken)).collect();
    for camp in bodies.iter_mut().flat_map(|body| &mut body.camps) {
        camp.is_out = out.contains(&camp.candidate.as_str());
    }
    for body in &mut bodies {
        body.camps.sort_by_key(|camp| (camp.is_out, std::cmp::Reverse(camp.votes), camp.candidate.clone()));
    }
    let counted = positions.iter().filter(|at| view.coverage.columns[**at].flags & COUNTED != 0);
    (bodies, counted.filter_map(|at| claim(view, row(at))).collect())
}

/// Somebody who takes a position or says something, as a row names them.
pub(super) struct Taker {
    name: String,
    /// Functions and titles as printed, folded.
    roles: Vec<String>,
}

/// A row with a position, and whose it is.
type Taken<'a> = (&'a Row, Taker);

/// Returns the party of a row with its titles.
pub(super) fn taker(view: &View<'_>, party: &Party) -> Taker {
    let entity = party.entity.as_deref().and_then(|entity| view.row(entity));
    let roles = match entity.map(|row| &row.fact) {
        Some(Fact::Entity { roles, .. }) => roles.iter().map(|role| fold(&role.text)).collect(),
        _ => Vec::new(),
    };
    Taker { name: plain(&party.name), roles }
}

/// Returns what tells whether somebody is the elector, or has a title that speaks for it.
pub(super) fn is_elector(elector: &Elector) -> impl Fn(&Taker) -> bool {
    let names: Vec<String> =
        std::iter::once(&elector.name).chain(&elector.aliases).map(|name| plain(name)).collect();
    let adjective = elector.adjective.as_ref().map(|adjective| fold(adjective));
    let speaks_for = move |role: &String| {
        let Some(function) = adjective.as_ref().and_then(|adjective| role.strip_prefix(adjective)) else {
            return false;
        };
        !role.contains("former") && SPEAKING.iter().any(|speaking| function.contains(speaking))
    };
    move |taker| names.contains(&taker.name) || taker.roles.iter().chain([&taker.name]).any(&speaks_for)
}

fn body(view: &View<'_>, assembly: &Assembly, taken: &[Taken<'_>]) -> Body {
    let day = view.moment.as_of;
    let seats: Vec<Seat> = assembly
        .sitting(day)
        .into_iter()
        .map(|elector| Seat {
            elector: elector.name.clone(),
            votes: elector.votes,
            has_veto: assembly.veto.contains(&elector.name),
            positions: positions(view, elector, taken),
        })
        .collect();
    let mut candidates: Vec<&String> =
        seats.iter().flat_map(|seat| seat.positions.iter().map(|held| &held.candidate)).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let camps = candidates.into_iter().map(|candidate| camp(view, assembly, &seats, candidate)).collect();
    Body {
        name: assembly.name.clone(),
        needs: needs(assembly, assembly.needed(day), assembly.votes(day)),
        votes: assembly.votes(day),
        seats,
        camps,
    }
}

fn positions(view: &View<'_>, elector: &Elector, taken: &[Taken<'_>]) -> Vec<Held> {
    let mut by_candidate: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    let is_own = is_elector(elector);
    for (row, _) in taken.iter().filter(|(_, taker)| is_own(taker)) {
        let Fact::Endorsement { count: None, candidate, .. } = &row.fact else { continue };
        by_candidate.entry(view.people.key(candidate, &row.edition)).or_default().push(row);
    }
    let held = by_candidate.into_values().filter_map(|mut rows| {
        rows.sort_by(|a, b| order(b).cmp(&order(a)));
        held(view, &rows)
    });
    held.collect()
}

/// Returns the position that some rows come to, the last of them first.
fn held(view: &View<'_>, rows: &[&Row]) -> Option<Held> {
    let (row, others) = rows.split_first()?;
    let Fact::Endorsement { candidate, position, is_conditional, .. } = &row.fact else { return None };
    Some(Held {
        candidate: name(view, candidate, row),
        position: *position,
        is_conditional: *is_conditional,
        since: row.clocks.holds_from.or(row.clocks.said).or(row.clocks.published),
        row: row.id.clone(),
        rule: match (*is_conditional && *position == Position::For, others) {
            (true, _) => SeatRule::Condition,
            (false, []) => SeatRule::Only,
            (false, _) => SeatRule::Last,
        },
        others: others.iter().map(|row| row.id.clone()).collect(),
    })
}

fn name(view: &View<'_>, party: &Party, row: &Row) -> String {
    view.people.of(party, &row.edition).map_or_else(|| party.name.clone(), |person| person.name.clone())
}

fn camp(view: &View<'_>, assembly: &Assembly, seats: &[Seat], candidate: &str) -> Camp {
    let day = view.moment.as_of;
    let held = |seat: &Seat| seat.positions.iter().find(|held| held.candidate == candidate).cloned();
    let mut camp = Camp {
        candidate: candidate.to_owned(),
        backers: Vec::new(),
        opponents: Vec::new(),
        reserved: Vec::new(),
        votes: 0,
        needed: assembly.needed(day),
        unknown: 0,
        is_blocked: false,
        distance: String::new(),
        is_out: false,
    };
    let mut placed = 0;
    for seat in seats {
        let Some(held) = held(seat) else { continue };
        placed += seat.votes;
        match held.position {
            Position::For if !held.is_conditional => {
                camp.votes += seat.votes;
                camp.backers.push(seat.elector.clone());
            }
            Position::Against => {
                camp.is_blocked |= seat.has_veto || assembly.needs == Needs::Consensus;
                camp.opponents.push(seat.elector.clone());
            }
            Position::For | Position::Reservation => camp.reserved.push(seat.elector.clone()),
        }
    }
    camp.unknown = assembly.votes(day).saturating_sub(placed);
    camp.distance = distance(assembly, &camp, weight(view, assembly, &camp.backers));
    camp
}

/// Returns the share of the weight that the backers have, for a double majority.
fn weight(view: &View<'_>, assembly: &Assembly, backers: &[String]) -> Option<(f64, f64)> {
    let Needs::Double { weight, .. } = assembly.needs else { return None };
    let sitting = assembly.sitting(view.moment.as_of);
    let of = |elector: &&Elector| elector.weight.unwrap_or(0.0);
    let all: f64 = sitting.iter().map(of).sum();
    let behind: f64 = sitting.iter().filter(|elector| backers.contains(&elector.name)).map(of).sum();
    Some((if all > 0.0 { behind / all } else { 0.0 }, weight))
}

fn distance(assembly: &Assembly, camp: &Camp, weight: Option<(f64, f64)>) -> String {
    let missing = camp.needed.saturating_sub(camp.votes);
    let counted = format!("{} of {} needed", camp.votes, camp.needed);
    if camp.is_blocked {
        let veto: Vec<&str> = camp.opponents.iter().map(String::as_str).collect();
        return format!("{counted}; stopped as long as {} is against", veto.join(" or "));
    }
    match weight {
        _ if missing > 0 && assembly.needs == Needs::Consensus && !camp.reserved.is_empty() => {
            format!("{counted}; {missing} to go, {} of them reserved", camp.reserved.len())
        }
        _ if missing > 0 => format!("{counted}; {missing} to go"),
        Some((share, needed)) if share + 1e-9 < needed => {
            format!("{counted}, with {:.0} % of the weight instead of {:.0} %", share * 100.0, needed * 100.0)
        }
        _ => format!("{counted}: enough"),
    }
}

fn needs(assembly: &Assembly, needed: u32, votes: u32) -> String {
    let veto = if assembly.veto.is_empty() { "" } else { ", and no veto" };
    match assembly.needs {
        Needs::Consensus => format!("consensus of {votes}"),
        Needs::Majority => format!("a majority, {needed} of {votes}{veto}"),
        Needs::TwoThirds => format!("two thirds, {needed} of {votes}{veto}"),
        Needs::Votes(_) => format!("{needed} of {votes}{veto}"),
        Needs::Double { weight, .. } => {
            format!("{needed} of {votes}, with {:.0} % of the weight", weight * 100.0)
        }
    }
}

fn claim(view: &View<'_>, row: &Row) -> Option<Claim> {
    let Fact::Endorsement { by, count, candidate, position, .. } = &row.fact else { return None };
    let mut claimed_by = Vec::new();
    let mut at = row.asserted_by.as_deref().and_then(|id| view.row(id));
    while let Some(row) = at.filter(|_| claimed_by.len() < 4) {
        let Fact::Statement(said) = &row.fact else { break };
        claimed_by.push(row.words(Part::Source).unwrap_or_else(|| said.speaker.name.clone()));
        at = said.parent.as_deref().and_then(|id| view.row(id));
    }
    Some(Claim {
        count: (*count)?,
        words: by.name.clone(),
        candidate: name(view, candidate, row),
        position: *position,
        claimed_by,
        date: row.clocks.holds_from.or(row.clocks.said).or(row.clocks.published),
        row: row.id.clone(),
    })
}
