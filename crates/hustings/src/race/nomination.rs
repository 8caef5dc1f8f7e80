//! Nominations: who put somebody up for a post, or into it.
//!
//! Nominating is backing, so [`super::endorsement`] makes endorsements of these.
//!
//! `Ada Lindqvist, President Mori’s nominee to lead the bank` → Mori nominates Lindqvist

use super::candidacy::{Act, PREDICATES, is_past_contest, persons};
use super::clause;
use super::contest::Contests;
use super::noun;
use super::phrase::{self, Phrase};
use super::scene::Scene;
use super::scope::scope;
use crate::entity::EntityId;

/// A nomination or appointment, with who made it.
pub(super) struct Nomination {
    pub by: Phrase,
    pub person: EntityId,
    pub at: usize,
    pub post: Option<usize>,
}

/// Returns the nominations and appointments that are told as facts or firm intentions.
pub(super) fn nominations(scene: &Scene<'_>, contests: &Contests) -> Vec<Nomination> {
    let mut found = Vec::new();
    for predicate in PREDICATES.find(scene, &contests.posts) {
        let (act, of) = predicate.meaning;
        let at = predicate.tokens.start;
        if !matches!(act, Act::Name | Act::Appoint)
            || !scope(scene, at).is_plain()
            || is_past_contest(scene, at, act)
        {
            continue;
        }
        let by = if clause::is_passive(scene, at) {
            let end = scene.sentence(at).end.min(at + 12);
            let by = (at..end).find(|&i| scene.word(i) == "by");
            by.and_then(|by| (by + 1..end).find(|&i| scene.entity(i).is_some()))
                .map(|i| phrase::phrase_at(scene, i))
        } else {
            phrase::subject(scene, at)
        };
        let Some(by) = by else { continue };
        let is_winner = (at..scene.sentence(at).end.min(at + 12))
            .any(|i| matches!(scene.word(i), "winner" | "victor" | "strategist" | "manager"));
        if is_winner {
            continue;
        }
        for person in persons(scene, &predicate, of).into_iter().filter_map(|phrase| phrase.entity) {
            found.push(Nomination { by: by.clone(), person, at, post: predicate.post });
        }
    }
    noun::bearers(scene, contests, &mut |bearer| {
        let is_own = is_nominee(scene, bearer.at) || scene.word(bearer.at) == "choice";
        let is_fact = bearer.act == Act::Name && bearer.scope.is_plain() && !bearer.scope.is_possible;
        let owner = owner(scene, bearer.at).filter(|_| is_own && is_fact);
        if let Some(by) = owner.filter(|_| !is_past_contest(scene, bearer.at, bearer.act)) {
            found.push(Nomination { by, person: bearer.person, at: bearer.at, post: bearer.post });
        }
    });
    found
}

/// Whether the word is a noun for who was nominated.
pub(super) fn is_nominee(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.word(at), "nominee" | "nominees" | "pick" | "appointee")
}

/// Returns whose nominee the noun at token `at` tells of: `President Mori’s first nominee for attorney general`, `his pick`.
fn owner(scene: &Scene<'_>, at: usize) -> Option<Phrase> {
    let floor = scene.sentence(at).start.max(at.saturating_sub(5));
    let is_modifier = |i: &usize| {
        scene.word(*i).starts_with(char::is_alphanumeric)
            && !clause::is_finite(scene, *i)
            && !matches!(scene.word(*i), "the" | "a" | "of" | "for" | "as" | "to" | "and")
    };
    let is_mark = |i: &usize| matches!(scene.word(*i), "'s" | "'" | "his" | "her" | "their");
    let near = (floor..at).rev().take_while(|i| is_mark(i) || is_modifier(i));
    let mark = near.into_iter().find(is_mark)?;
    let owner = if scene.word(mark).starts_with('\'') { mark.checked_sub(1)? } else { mark };
    scene.entity(owner).map(|_| phrase::phrase_at(scene, owner))
}
