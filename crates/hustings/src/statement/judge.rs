//! Judging: the stances that the rules leave open, decided by the trained classifier.
//!
//! Support and opposition are learned; what somebody says of their own candidacy, and reservations, are the rules'.
//! Who stands for or against somebody in one statement stands so in the next: each statement leans on the others of
//! the same speaker toward the same person.
//!
//! `Mori endorsed Okafor. “She listens,” he said.` → support, in both

use super::force::verb_in;
use super::scene::Scene;
use super::signs::Reader;
use super::stance;
use super::target::{Origin, Standing, targets};
use super::{About, Force, Stance, Statement};
use crate::entity::EntityId;
use crate::model::{Model, StanceScores};
use std::collections::{BTreeMap, BTreeSet};

/// How much a statement leans on the speaker's others, by where it has its target from.
fn lean(origin: Origin) -> f32 {
    match origin {
        Origin::Content | Origin::Pronoun => 3.0,
        Origin::Before(0) => 3.0,
        Origin::Cue | Origin::Sentence | Origin::Before(_) | Origin::Salient => 2.0,
        Origin::Speaker => 0.0,
    }
}

/// A statement toward one person.
struct Leaning {
    statement: usize,
    entity: EntityId,
    origin: Origin,
    scores: StanceScores,
}

/// Decides the stances toward all persons that the statements may be about.
pub(super) fn judge(scene: &Scene<'_>, model: &Model, statements: &mut [Statement]) {
    let standing = Standing::new(scene);
    let mut leanings: Vec<Leaning> = Vec::new();
    for (statement, told) in statements.iter().enumerate() {
        let reader = Reader::new(scene, &standing, told);
        for target in targets(scene, told.attribution, told.speaker.entity, &standing) {
            let Some(scores) = model.stance(&reader.signs(&target), target.origin.group()) else { return };
            leanings.push(Leaning { statement, entity: target.entity, origin: target.origin, scores });
        }
    }
    let shares = shares(&leanings, statements);
    let doubters = doubters(statements);
    let mut surest: Vec<Option<(usize, bool, f32)>> = vec![None; statements.len()];
    for (k, (leaning, share)) in leanings.iter().zip(shares).enumerate() {
        let told = &statements[leaning.statement];
        if !is_open(told, leaning.entity) {
            continue;
        }
        clear(&mut statements[leaning.statement], leaning.entity);
        let told = &statements[leaning.statement];
        let Some((is_support, lead)) = leaning.scores.decide(share) else { continue };
        let is_barred = is_forecast(scene, told.attribution)
            || is_support
                && (concedes(scene, told.attribution) || doubters.contains(&key(told, leaning.entity)));
        let top = &mut surest[leaning.statement];
        if !is_barred && top.is_none_or(|(_, _, old)| lead > old) {
            *top = Some((k, is_support, lead));
        }
    }
    for (k, is_support, _) in surest.into_iter().flatten() {
        let stance = if is_support { Stance::Support } else { Stance::Oppose };
        take(scene, &mut statements[leanings[k].statement], leanings[k].entity, stance);
    }
    let abouts = statements.iter_mut().flat_map(|told| &mut told.about);
    abouts.filter(|about| about.stance == Stance::Neutral).for_each(|about| about.reason = None);
}

/// Somebody who speaks, and of whom.
type Key = (Option<EntityId>, String, EntityId);

fn key(told: &Statement, entity: EntityId) -> Key {
    let speaker = &told.speaker;
    let name = if speaker.entity.is_some() { String::new() } else { speaker.name.clone() };
    (speaker.entity, name, entity)
}

/// Returns who has reservations about whom: their praise is a concession.
fn doubters(statements: &[Statement]) -> BTreeSet<Key> {
    let doubts = |told: &Statement| {
        let doubted = told.about.iter().filter(|about| about.stance == Stance::Reservation);
        doubted.map(|about| key(told, about.entity)).collect::<Vec<_>>()
    };
    statements.iter().flat_map(doubts).collect()
}

/// Whether the content is granted only: "acknowledged her leadership", "called her brave, but …".
fn concedes(scene: &Scene<'_>, at: usize) -> bool {
    let verb = verb_in(scene, scene.cue(at)).map_or("", |(_, verb)| verb.lemma);
    let end = scene.content(at).last().map_or(0, |content| content.end);
    let is_but = |i: usize| matches!(scene.lower(i), "but" | "although" | "though" | "yet");
    matches!(verb, "acknowledge" | "admit" | "concede" | "grant" | "congratulate" | "thank")
        || is_but(end)
        || scene.lower(end) == "," && is_but(end + 1)
}

/// Whether the content foretells what others will do: "most members would rather have him than her".
fn is_forecast(scene: &Scene<'_>, at: usize) -> bool {
    let is_modal = |i: usize| matches!(scene.lower(i), "would" | "will" | "'ll" | "’ll" | "'d" | "’d");
    let is_many = |i: usize| {
        let word = scene.lower(i);
        word == "they"
            || matches!(
                word,
                "voters" | "members" | "states" | "allies" | "delegates" | "lawmakers" | "senators"
            )
            || matches!(word, "people" | "governments" | "colleagues" | "parties" | "countries" | "electors")
    };
    let is_choice = |i: usize| {
        matches!(
            scene.lower(i),
            "rather" | "sooner" | "prefer" | "vote" | "choose" | "pick" | "elect" | "back" | "support" | "go"
        )
    };
    scene
        .content(at)
        .into_iter()
        .flatten()
        .take(90)
        .any(|i| is_modal(i) && (i.saturating_sub(2)..i).any(is_many) && (i + 1..i + 4).any(is_choice))
}

/// Whether the rules leave the stance toward the person to the classifier.
fn is_open(told: &Statement, entity: EntityId) -> bool {
    let rule = told.about.iter().find(|about| about.entity == entity);
    let rule = rule.map_or(Stance::Neutral, |about| about.stance);
    told.speaker.entity != Some(entity)
        && matches!(rule, Stance::Neutral | Stance::Support | Stance::Oppose)
        && !told.is_relayed
        && !matches!(told.force, Force::Joke | Force::Ask)
}

/// Returns for each leaning what the speaker's other statements add to support and to opposition.
fn shares(leanings: &[Leaning], statements: &[Statement]) -> Vec<[f32; 2]> {
    let of = |leaning: &Leaning| key(&statements[leaning.statement], leaning.entity);
    // The two strongest statements each way, so that the strongest of the others is at hand.
    let mut strongest: BTreeMap<Key, [[(f32, usize); 2]; 2]> = BTreeMap::new();
    for leaning in leanings {
        let tops = strongest.entry(of(leaning)).or_insert([[(0.0, usize::MAX); 2]; 2]);
        for (top, p) in tops.iter_mut().zip(leaning.scores.support_and_oppose()) {
            if p > top[0].0 {
                *top = [(p, leaning.statement), top[0]];
            } else if p > top[1].0 {
                top[1] = (p, leaning.statement);
            }
        }
    }
    let share = |leaning: &Leaning| {
        let tops = &strongest[&of(leaning)];
        let of_others =
            |top: &[(f32, usize); 2]| if top[0].1 == leaning.statement { top[1].0 } else { top[0].0 };
        let [support, oppose] = [of_others(&tops[0]), of_others(&tops[1])];
        let weight = lean(leaning.origin);
        [weight * (support - oppose).max(0.0), weight * (oppose - support).max(0.0)]
    };
    leanings.iter().map(share).collect()
}

/// Makes the stance toward the person neutral and keeps its reason, for the classifier to decide.
fn clear(told: &mut Statement, entity: EntityId) {
    if let Some(about) = told.about.iter_mut().find(|about| about.entity == entity) {
        about.stance = Stance::Neutral;
    }
}

/// Gives the statement its stance toward the person.
fn take(scene: &Scene<'_>, told: &mut Statement, entity: EntityId, stance: Stance) {
    let reason = stance::reason(scene, told.attribution);
    match told.about.iter_mut().find(|about| about.entity == entity) {
        Some(about) => (about.stance, about.reason) = (stance, about.reason.or(reason)),
        None => told.about.push(About { entity, stance, reason }),
    }
}
