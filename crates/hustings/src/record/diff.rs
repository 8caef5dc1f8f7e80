//! What changed between two boards, in plain words.
//!
//! Two boards in, sentences out; each names the rows of the later one.
//!
//! `Mark Rutte is available now; before, ruled out`

use super::board::{Board, Candidate};
use super::electors::Body;
use serde::Serialize;
use std::collections::BTreeSet;

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// What it is about: `candidate`, `elector`, `holder`, `agenda`, `claim`, `reversal`, `contradiction`, `criterion`.
    pub about: &'static str,
    /// What changed, in a sentence without its stop.
    pub sentence: String,
    /// The rows behind it.
    pub rows: Vec<String>,
}

/// Returns what changed from one board to another: what moves a race first.
pub fn diff(before: &Board, after: &Board) -> Vec<Change> {
    let mut changes = Vec::new();
    candidates(before, after, &mut changes);
    holders(before, after, &mut changes);
    for body in &after.bodies {
        electors(before.bodies.iter().find(|other| other.name == body.name), body, &mut changes);
    }
    news(before, after, &mut changes);
    changes
}

fn status(candidate: &Candidate) -> String {
    match candidate.standing.status {
        crate::race::CandidacyStatus::Speculated => "named by others".to_owned(),
        status => status.name().replace('_', " "),
    }
}

fn candidates(before: &Board, after: &Board, changes: &mut Vec<Change>) {
    for candidate in &after.candidates {
        let old = before.candidates.iter().find(|old| old.key == candidate.key);
        let sentence = match old {
            None => format!("{} is new: {}", candidate.name, status(candidate)),
            Some(old) if old.standing.status != candidate.standing.status => {
                format!("{}: {} now; before, {}", candidate.name, status(candidate), status(old))
            }
            Some(_) => continue,
        };
        changes.push(Change { about: "candidate", sentence, rows: candidate.standing.rows.clone() });
    }
    for old in &before.candidates {
        if !after.candidates.iter().any(|candidate| candidate.key == old.key) {
            let sentence = format!("{} is no longer on the board", old.name);
            changes.push(Change { about: "candidate", sentence, rows: old.standing.rows.clone() });
        }
    }
}

fn holders(before: &Board, after: &Board, changes: &mut Vec<Change>) {
    for holder in &after.holders {
        let old = before.holders.iter().find(|old| old.name == holder.name);
        let until = holder.until.map(super::super::date::PartialDate::value);
        let sentence = match (old, until) {
            (None, _) => format!("{} holds the post", holder.name),
            (Some(old), Some(until)) if old.until != holder.until => {
                format!("{} holds the post until {until}", holder.name)
            }
            _ => continue,
        };
        changes.push(Change { about: "holder", sentence, rows: holder.rows.clone() });
    }
}

fn electors(before: Option<&Body>, after: &Body, changes: &mut Vec<Change>) {
    let mut say =
        |sentence: String, rows: Vec<String>| changes.push(Change { about: "elector", sentence, rows });
    let Some(before) = before else { return };
    for seat in &after.seats {
        let Some(old) = before.seats.iter().find(|old| old.elector == seat.elector) else {
            say(format!("{} has a vote now ({})", seat.elector, after.name), Vec::new());
            continue;
        };
        for held in &seat.positions {
            let was = old.positions.iter().find(|was| was.candidate == held.candidate);
            let is_same = was.is_some_and(|was| {
                was.position == held.position && was.is_conditional == held.is_conditional
            });
            if is_same {
                continue;
            }
            let condition = if held.is_conditional { ", on a condition" } else { "" };
            let was = was.map_or(String::new(), |was| format!("; before, {}", was.position.name()));
            let now = held.position.name();
            say(
                format!("{}: {now} {}{condition}{was}", seat.elector, held.candidate),
                vec![held.row.clone()],
            );
        }
    }
    for old in &before.seats {
        if !after.seats.iter().any(|seat| seat.elector == old.elector) {
            say(format!("{} has no vote any more ({})", old.elector, after.name), Vec::new());
        }
    }
    for camp in after.camps.iter().filter(|camp| !camp.is_out) {
        let was = before.camps.iter().find(|was| was.candidate == camp.candidate);
        if was.is_none_or(|was| was.distance != camp.distance) {
            say(format!("{} in the {}: {}", camp.candidate, after.name, camp.distance), Vec::new());
        }
    }
}

/// Adds what stands on the later board only.
fn news(before: &Board, after: &Board, changes: &mut Vec<Change>) {
    let mut add = |about: &'static str, sentence: String, rows: &[String]| {
        changes.push(Change { about, sentence, rows: rows.to_vec() });
    };
    for claim in after.claims.iter().filter(|claim| !before.claims.contains(claim)) {
        let by = if claim.claimed_by.is_empty() {
            String::new()
        } else {
            format!(", say {}", claim.claimed_by.join(", "))
        };
        let way = claim.position.name();
        add(
            "claim",
            format!("{} are {way} {}{by}", claim.words, claim.candidate),
            std::slice::from_ref(&claim.row),
        );
    }
    for turn in after.reversals.iter().filter(|turn| !before.reversals.contains(turn)) {
        let (was, now) = (turn.before.says.replace('_', " "), turn.then.says.replace('_', " "));
        add("reversal", format!("{} turned on {}: from {was} to {now}", turn.who, turn.on), &turn.then.rows);
    }
    for quarrel in after.contradictions.iter().filter(|quarrel| !before.contradictions.contains(quarrel)) {
        let (one, other) = (quarrel.one.says.replace('_', " "), quarrel.other.says.replace('_', " "));
        add(
            "contradiction",
            format!("sources disagree {}: {one} or {other}", quarrel.about),
            &quarrel.one.rows,
        );
    }
    let known: BTreeSet<&str> = before.criteria.iter().map(|criteria| criteria.text.as_str()).collect();
    for criteria in after.criteria.iter().filter(|criteria| !known.contains(criteria.text.as_str())) {
        // Of two who hold it against one person, the person is named once.
        let names: BTreeSet<&str> = criteria.bears.iter().map(|bear| bear.on.as_str()).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let words = match criteria.is_objection() {
            true => format!("held against {}: {}", names.join(" and "), criteria.text),
            false => format!("a new demand: {}", criteria.text),
        };
        add("criterion", words, &criteria.rows);
    }
    let known: BTreeSet<(Option<crate::date::PartialDate>, &[String])> =
        before.next.iter().map(|next| (next.date, next.rows.as_slice())).collect();
    for next in after.next.iter().filter(|next| !known.contains(&(next.date, next.rows.as_slice()))) {
        let date = next.date.map_or(String::new(), |date| format!(" {}", crate::words::date(date)));
        add("agenda", format!("due{date}: {}", next.what), &next.rows);
    }
}
