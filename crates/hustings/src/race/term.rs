//! Terms: which day a predicate of holding a post tells of, and whose the term is.
//!
//! Read by [`super::turn`]. The day from which a step takes effect stands before the day on which it was announced.
//!
//! `announced on Monday that she would resign effective June 30` → until June 30

use super::clause::{self, clause};
use super::scene::Scene;
use super::title;
use super::turn::Turn;
use super::when;
use crate::date::PartialDate;
use crate::entity::EntityId;
use crate::timex::binding::{self, Bound};
use crate::timex::{Timex, TimexKind};
use std::ops::Range;

/// Returns the day that the predicate at `tokens` tells of: none that another verb has, nor the wrong end.
pub(super) fn date(scene: &Scene<'_>, tokens: Range<usize>, turn: Turn) -> Option<PartialDate> {
    let timexes = &scene.findings.timexes;
    if let Some(date) = effective(scene, tokens.start) {
        return Some(date);
    }
    if turn == Turn::Closes {
        // "Her last day is June 30": a "last day" is none of the calendar's.
        let end = scene.sentence(tokens.start).end.min(tokens.end + 10);
        return (tokens.end..end).find_map(|i| when::date_at(scene, i));
    }
    let Some(verb) = tokens.clone().find(|&i| clause::is_verb(scene, i)) else {
        // "The August 2 resignation of Ana Vega": the nearest day of the clause.
        let own = clause(scene, tokens.start);
        return when::nearest(scene, own, tokens.start).or_else(|| only(scene, tokens.start, turn));
    };
    let nearest = || {
        let own = clause(scene, verb);
        own.filter_map(|i| scene.timex(i)).min_by_key(|&timex| {
            let first = scene.segments().tokens_in(timexes[timex].span).start;
            first.abs_diff(verb)
        })
    };
    match binding::dating(&scene.text, timexes, verb).or_else(nearest) {
        Some(timex) => timexes[timex].date.filter(|_| fits(scene, &timexes[timex], turn)),
        None => only(scene, verb, turn),
    }
}

fn fits(scene: &Scene<'_>, timex: &Timex, turn: Turn) -> bool {
    let is_right_end = match binding::bound(&scene.text, timex) {
        Bound::At => true,
        Bound::From => turn == Turn::Starts,
        Bound::Until => turn != Turn::Starts,
    };
    is_right_end && !matches!(timex.kind, TimexKind::Duration | TimexKind::Set)
}

/// Returns the only date of the sentence, where what begins or ends has none of its own.
fn only(scene: &Scene<'_>, at: usize, turn: Turn) -> Option<PartialDate> {
    let mut found = scene.sentence(at).filter_map(|i| scene.timex(i)).collect::<Vec<_>>();
    found.dedup();
    found.retain(|&timex| scene.findings.timexes[timex].date.is_some());
    let &[timex] = &found[..] else { return None };
    let timex = &scene.findings.timexes[timex];
    let is_plain = fits(scene, timex, turn) && !binding::is_of_noun(&scene.text, timex);
    timex.date.filter(|_| is_plain && !matches!(turn, Turn::Holds | Turn::Succeeds | Turn::Extends))
}

/// Returns the day from which on the step takes effect: `effective Friday`, `effective from 5 p.m. on June 30`.
fn effective(scene: &Scene<'_>, at: usize) -> Option<PartialDate> {
    const REACH: usize = 24;
    let end = scene.sentence(at).end.min(at + REACH);
    let cue = (at..end).find(|&i| scene.word(i) == "effective")?;
    let near = cue + 1..end.min(cue + 10);
    let is_day = |i: &usize| {
        scene.timex(*i).is_some_and(|timex| scene.findings.timexes[timex].kind == TimexKind::Date)
    };
    let day = near.clone().filter(is_day).find_map(|i| when::date_at(scene, i));
    day.or_else(|| near.into_iter().find_map(|i| when::date_at(scene, i)))
}

/// Whether the verb fills a post that the article is about: "the Senate confirmed Vega".
pub(super) fn fills(verb: &str) -> bool {
    ["confirm", "inaugurat", "swear", "swore", "sworn"].iter().any(|stem| verb.starts_with(stem))
}

/// Returns the post with the place that is represented: `represented Ohio in the Senate`.
pub(super) fn of_place(scene: &Scene<'_>, tokens: Range<usize>, post: String) -> String {
    if !scene.word(tokens.start).starts_with("represent") {
        return post;
    }
    match title::state_in(scene.words(tokens)) {
        Some(state) => title::written(&format!("{post} from {state}")),
        None => post,
    }
}

/// Returns whose term, last day or resignation it is, whose words start at token `at`: `Vega’s`, `her`, `whose`.
pub(super) fn owner(scene: &Scene<'_>, at: usize) -> Option<EntityId> {
    if scene.word(at) == "'s" {
        return at.checked_sub(1).and_then(|owner| scene.person(owner));
    }
    let floor = scene.sentence(at).start.max(at.saturating_sub(6));
    let before = || (floor..at).rev().find_map(|i| scene.person(i));
    if scene.word(at) == "whose" { before() } else { scene.person(at) }
}

/// Whether a body follows that was named before: "has led the alliance".
pub(super) fn is_known_body(scene: &Scene<'_>, from: usize) -> bool {
    const BODIES: &[&str] = &[
        "agency",
        "alliance",
        "association",
        "bank",
        "bloc",
        "board",
        "body",
        "bureau",
        "caucus",
        "chamber",
        "church",
        "city",
        "club",
        "commission",
        "committee",
        "company",
        "council",
        "country",
        "court",
        "department",
        "federation",
        "firm",
        "force",
        "fund",
        "government",
        "institute",
        "island",
        "kingdom",
        "ministry",
        "nation",
        "office",
        "organization",
        "organisation",
        "panel",
        "party",
        "province",
        "state",
        "union",
        "university",
    ];
    let is_open = matches!(scene.word(from), "the" | "its" | "his" | "her" | "that" | "this");
    let plain = (from + 1..from + 4).take_while(|&i| !scene.is_capital(i));
    is_open && plain.into_iter().any(|i| BODIES.contains(&scene.word(i)))
}
