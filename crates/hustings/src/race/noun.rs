//! Nouns for persons in a race, and who bears them: by name behind, apposition, or copula.
//!
//! Candidacies are read from these beside the verbs.
//!
//! `Sadiq Khan, the Labour candidate in the London mayoral elections` → Khan is a candidate

use super::candidacy::Act;
use super::clause::{self, is_auxiliary};
use super::contest::Contests;
use super::phrase;
use super::roster;
use super::scene::Scene;
use super::scope::{Scope, scope};
use crate::entity::EntityId;
use crate::mention::MentionForm;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Somebody whom a noun calls a candidate or the like.
pub(super) struct Bearer {
    pub person: EntityId,
    pub at: usize,
    pub post: Option<usize>,
    pub act: Act,
    pub scope: Scope,
}

/// Nouns that only announce lists and are borne by nobody.
const LISTS: &[&str] =
    &["list", "lists", "shortlist", "names", "field", "longshots", "options", "prospects", "choices"];

static NOUNS: LazyLock<HashMap<&'static str, (Act, Act)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/candidate_nouns.tsv").lines().filter(|line| !line.starts_with('#'));
    let entries = lines.filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, (Act::parse(columns.next()?)?, Act::parse(columns.next()?)?)))
    });
    entries.collect()
});

/// Calls `take` for each person that a noun of the table is said of.
pub(super) fn bearers(scene: &Scene<'_>, contests: &Contests, take: &mut impl FnMut(Bearer)) {
    for at in 0..scene.len() {
        let Some(&(elected, appointed)) = NOUNS.get(scene.word(at)) else { continue };
        let post = contests.posts.index_at(at).or_else(|| post_behind(scene, contests, at));
        let phrase = noun_phrase(scene, at);
        let has = |words: &[&str]| phrase.clone().any(|i| words.contains(&scene.word(i)));
        if has(&["no"]) {
            continue;
        }
        // "Bush met his former rivals": who competed with him once need not have left.
        let is_relation = matches!(scene.word(at), "rival" | "rivals" | "opponent" | "opponents");
        let gone = past_act(scene, phrase.clone());
        if is_relation && gone == Some(Act::Leave) {
            continue;
        }
        let act = if contests.is_elected(post) { elected } else { appointed };
        let mut scope = scope(scene, phrase.start);
        scope.is_possible |= phrase.clone().any(|i| {
            matches!(
                scene.word(i),
                "potential"
                    | "possible"
                    | "likely"
                    | "prospective"
                    | "rumored"
                    | "top"
                    | "leading"
                    | "expected"
                    | "future"
                    | "presumptive"
            ) && is_doubting(scene, i, act)
        });
        let act = if scope.is_possible && act == Act::Run { Act::Mention } else { act };
        let act = gone.unwrap_or(act);
        for person in borne_by(scene, phrase, at) {
            take(Bearer { person, at, post, act, scope });
        }
    }
}

/// Returns the persons of whom the noun at token `at` is said.
pub(super) fn bearers_at(scene: &Scene<'_>, at: usize) -> Vec<EntityId> {
    borne_by(scene, noun_phrase(scene, at), at)
}

/// "A former presidential candidate" has left the race; "the defeated candidate" has lost it.
fn past_act(scene: &Scene<'_>, mut phrase: Range<usize>) -> Option<Act> {
    phrase.find_map(|i| match scene.word(i) {
        "former" | "onetime" | "ex" | "past" => Some(Act::Leave),
        "failed" | "defeated" | "unsuccessful" | "losing" => Some(Act::Lose),
        _ => None,
    })
}

/// Whether a modifier leaves open whether somebody runs; "top" and "leading" do so only for posts filled by appointment.
fn is_doubting(scene: &Scene<'_>, i: usize, act: Act) -> bool {
    !matches!(scene.word(i), "top" | "leading" | "presumptive" | "expected") && act != Act::Name
}

fn post_behind(scene: &Scene<'_>, contests: &Contests, at: usize) -> Option<usize> {
    let end = scene.sentence(at).end;
    let link = at + 1;
    if link < end && matches!(scene.word(link), "for" | "to" | "in") {
        return (link + 1..(link + 5).min(end)).find_map(|i| contests.posts.index_at(i));
    }
    None
}

/// Returns the noun's own phrase, from its article on.
fn noun_phrase(scene: &Scene<'_>, at: usize) -> Range<usize> {
    let floor = scene.sentence(at).start.max(at.saturating_sub(9));
    let mut start = at;
    while start > floor {
        let i = start - 1;
        let word = scene.word(i);
        let is_article = matches!(word, "the" | "a" | "an" | "his" | "her" | "their" | "its");
        let is_part = is_article
            || word == "'s"
            || scene.timex(i).is_some()
            || word.starts_with(char::is_alphabetic)
                && !is_auxiliary(word)
                && !clause::is_finite(scene, i)
                && !matches!(
                    word,
                    "of" | "for"
                        | "as"
                        | "and"
                        | "in"
                        | "to"
                        | "by"
                        | "with"
                        | "including"
                        | "or"
                        | "at"
                        | "on"
                        | "from"
                        | "who"
                        | "that"
                        | "against"
                        | "other"
                );
        let possessor = scene.person(i).is_some() && scene.word(i + 1) != "'s";
        if !is_part || possessor {
            break;
        }
        start = i;
        if is_article {
            break;
        }
    }
    start..at + 1
}

/// Returns the persons of whom the noun at `at` is said.
fn borne_by(scene: &Scene<'_>, phrase: Range<usize>, at: usize) -> Vec<EntityId> {
    let sentence = scene.sentence(at);
    let next = at + 1;
    let ids = |phrases: Vec<phrase::Phrase>| {
        phrases.into_iter().filter_map(|phrase| phrase.entity).collect::<Vec<_>>()
    };
    // "The potential presidential contender", said of somebody named before
    let own = scene
        .mention(at)
        .filter(|&mention| scene.findings.mentions[mention].form == MentionForm::Description)
        .filter(|&mention| is_head(scene, mention, at));
    if let Some(person) = own
        .and_then(|_| scene.entity(at))
        .filter(|&id| is_person(scene, id) && scene.findings.entities[id].is_named)
    {
        return vec![person];
    }
    // "Labour candidate Sadiq Khan"
    if next < sentence.end && scene.person(next).is_some() {
        let plural = scene.word(at).ends_with('s');
        let persons = ids(phrase::persons_from(
            scene,
            next,
            if plural {
                (next + 40).min(sentence.end)
            } else {
                scene.mention(next).map_or(next + 1, |m| scene.tokens_of(m).end)
            },
        ));
        return persons;
    }
    // "candidates including A, B and C", "candidates — A and B"
    let members = roster::members(scene, at);
    if !members.is_empty() {
        return members;
    }
    if LISTS.contains(&scene.word(at)) {
        return Vec::new();
    }
    let plain = |end: usize| (next..end).all(|i| !matches!(scene.word(i), "," | "." | ";" | "who" | "that"));
    let copula = (next..(next + 8).min(sentence.end)).find(|&i| matches!(scene.word(i), "is" | "was"));
    if let Some(start) = copula.filter(|&start| plain(start)) {
        let persons = ids(phrase::persons_from(scene, start + 1, (start + 60).min(sentence.end)));
        if !persons.is_empty() {
            return persons;
        }
    }
    // "the Labour candidate for mayor, Sadiq Khan,"
    let comma = (next..(next + 9).min(sentence.end)).find(|&i| scene.word(i) == ",");
    if let Some(comma) =
        comma.filter(|&comma| comma + 1 < sentence.end && scene.person(comma + 1).is_some() && plain(comma))
    {
        return scene.person(comma + 1).into_iter().collect();
    }
    before(scene, phrase)
}

/// Whether the description is of whom the noun at token `at` is said: not "a supporter of mayoral candidate Hana Mori".
fn is_head(scene: &Scene<'_>, mention: usize, at: usize) -> bool {
    (scene.tokens_of(mention).start..at).all(|i| !matches!(scene.word(i), "of" | "for" | "to" | "by"))
}

/// Returns the persons before the noun phrase: "X, the candidate", "X is the candidate", "X as the candidate".
fn before(scene: &Scene<'_>, phrase: Range<usize>) -> Vec<EntityId> {
    let sentence = scene.sentence(phrase.start);
    let Some(i) = phrase.start.checked_sub(1).filter(|&i| i > sentence.start) else { return Vec::new() };
    let word = scene.word(i);
    if word == "," || word == "(" || word == "—" || word == "–" {
        return phrase::phrase_before(scene, i)
            .and_then(|phrase| phrase.entity)
            .filter(|id| is_person(scene, *id))
            .into_iter()
            .collect();
    }
    if is_auxiliary(word) || matches!(word, "remains" | "remained" | "became" | "become" | "considered") {
        let list = phrase::subject_list(scene, i);
        return list
            .into_iter()
            .filter_map(|phrase| phrase.entity)
            .filter(|id| is_person(scene, *id))
            .collect();
    }
    Vec::new()
}

fn is_person(scene: &Scene<'_>, id: EntityId) -> bool {
    scene.findings.entities[id].kind == crate::mention::EntityKind::Person
}
