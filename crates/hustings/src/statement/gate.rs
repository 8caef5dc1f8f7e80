//! Which attributions are statements: that somebody said something, and not only felt or did it.
//!
//! PolNeAR's annotators mark every attitude; a record wants what was said. A log-linear choice over what is seen of
//! cue, content and source (`training/gate.py` fits its weights, kept in `data/statement_gate.tsv`).
//!
//! `said that he would run` is one; `surprised many with a strong run` is none

use super::Findings;
use super::scene::Scene;
use crate::attribution::AttributionKind;
use crate::attribution::cue::{self, CueClass};
use crate::entity::index::Index;
use crate::entity::speaker::{self, SpeakerKind};
use crate::mention::EntityKind;
use crate::model::PartOfSpeech as Pos;
use crate::text::Text;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Upper bounds of the classes of lengths, in tokens.
const LENGTHS: [usize; 6] = [1, 3, 6, 12, 25, 50];

/// Returns for each attribution with a source and reported words its index and the features that the gate sees.
pub fn candidates(text: &Text<'_>, findings: Findings<'_>) -> Vec<(usize, Vec<String>)> {
    let index = Index::new(findings.mentions, findings.entities);
    let scene = Scene::new(text, findings, &index);
    let all = 0..findings.attributions.len();
    let told = all.filter(|&at| super::is_told(text, &findings.attributions[at]));
    told.map(|at| {
        let attribution = &findings.attributions[at];
        let cue = attribution.cue.first().copied();
        (at, features(&scene, at, speaker::speaker(text, scene.people(), attribution.source[0], cue).kind))
    })
    .collect()
}

/// Whether the attribution is a statement.
///
/// Declining to say something always is one, `Dubois declined to say whether she would run`, and so is to give voice to
/// something: `Moreau expressed reservations about Kask`.
pub(super) fn is_statement(scene: &Scene<'_>, at: usize, speaker: SpeakerKind) -> bool {
    is_declined(scene, at) || is_voiced(scene, at) || likelihood(scene, at, speaker) >= LEAST_LIKELY
}

/// How likely an attribution must be a statement; where precision and recall balance on `race/train`.
const LEAST_LIKELY: f32 = 0.35;

fn is_declined(scene: &Scene<'_>, at: usize) -> bool {
    let cue = scene.cue(at);
    let is_refusal =
        |i: usize| cue::verb(scene.lower(i)).is_some_and(|(verb, _)| verb.class == CueClass::Decline);
    let is_saying = |i: usize| matches!(scene.lower(i), "say" | "comment" | "answer" | "discuss" | "confirm");
    (cue.start..cue.end + 2).any(is_saying) && cue.into_iter().any(is_refusal)
}

fn is_voiced(scene: &Scene<'_>, at: usize) -> bool {
    let mut verbs = scene.cue(at).filter_map(|i| cue::verb(scene.lower(i)));
    verbs.any(|(verb, _)| matches!(verb.lemma, "express" | "voice"))
}

fn likelihood(scene: &Scene<'_>, at: usize, speaker: SpeakerKind) -> f32 {
    let found = features(scene, at, speaker);
    let sum: f32 = found.iter().filter_map(|feature| WEIGHTS.get(feature.as_str())).sum();
    1.0 / (1.0 + (-sum).exp())
}

static WEIGHTS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let rows = include_str!("../../data/statement_gate.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .filter_map(|(name, w)| Some((name, w.parse().ok()?)))
        .collect()
});

fn features(scene: &Scene<'_>, at: usize, speaker: SpeakerKind) -> Vec<String> {
    let attribution = scene.attribution(at);
    let kind = attribution.kind.name();
    let mut found = vec![
        "any".to_owned(),
        format!("kind={kind}"),
        format!("sure={kind} {:.0}", attribution.confidence * 10.0),
        format!("speaker={}", speaker.name()),
    ];
    if attribution.parent.is_some() {
        found.push("nested".to_owned());
    }
    source(scene, at, &mut found);
    let class = of_cue(scene, at, &mut found);
    found.push(format!("class={kind} {class}"));
    if attribution.kind != AttributionKind::Direct {
        content(scene, at, class, &mut found);
    }
    found
}

fn source(scene: &Scene<'_>, at: usize, found: &mut Vec<String>) {
    let source = scene.tokens(scene.attribution(at).source[0]);
    found.push(format!("source={:?}", scene.text.part_of_speech(source.start)));
    found.push(format!("source length={}", length(source.len())));
    let is_behind = scene.cue(at).end <= source.start;
    found.push(format!("source behind={is_behind}"));
}

/// Adds the features of the cue and returns the class of its verb.
fn of_cue(scene: &Scene<'_>, at: usize, found: &mut Vec<String>) -> &'static str {
    let cue = scene.cue(at);
    let tag = |i: usize| scene.text.part_of_speech(i);
    let is_verb = |i: usize| matches!(tag(i), Pos::VB | Pos::VBD | Pos::VBG | Pos::VBN | Pos::VBP | Pos::VBZ);
    found.push(format!("cue length={}", length(cue.len())));
    let verbs: Vec<usize> = cue.clone().filter(|&i| is_verb(i)).collect();
    let head = verbs.last().copied().unwrap_or(cue.start);
    found.push(format!("cue tag={:?}", tag(head)));
    for i in cue.clone() {
        let word = scene.lower(i);
        if is_verb(i) || matches!(tag(i), Pos::NN | Pos::NNS | Pos::JJ) {
            found.push(format!("cue={}", cue::verb(word).map_or(word, |(verb, _)| verb.lemma)));
        }
        if matches!(tag(i), Pos::MD) || matches!(word, "n't" | "not" | "never") {
            found.push(format!("cue has {word}"));
        }
    }
    if let Some(last) = cue.clone().last().filter(|&last| last != head) {
        found.push(format!("cue ends={}", scene.lower(last)));
    }
    let is_passive = tag(head) == Pos::VBN
        && cue
            .clone()
            .any(|i| matches!(scene.lower(i), "is" | "are" | "was" | "were" | "be" | "been" | "being"));
    if is_passive {
        found.push("passive".to_owned());
    }
    let class = cue.clone().find_map(|i| cue::verb(scene.lower(i)));
    class.map_or("none", |(verb, _)| verb.class.name())
}

fn content(scene: &Scene<'_>, at: usize, class: &str, found: &mut Vec<String>) {
    let content: Vec<Range<usize>> = scene.content(at);
    let tag = |i: usize| scene.text.part_of_speech(i);
    let Some(first) = content.first().map(|range| range.start) else { return };
    let size: usize = content.iter().map(ExactSizeIterator::len).sum();
    let is_finite = |i: usize| matches!(tag(i), Pos::VBD | Pos::VBZ | Pos::VBP | Pos::MD);
    let clause = if content.iter().cloned().flatten().take(40).any(is_finite) { "clause" } else { "phrase" };
    let start = match scene.lower(first) {
        word @ ("that" | "to" | "as" | "whether" | "if") => word.to_owned(),
        _ => format!("{:?}", tag(first)),
    };
    let side = if first < scene.cue(at).start { "before" } else { "behind" };
    found.push(format!("content length={}", length(size)));
    found.push(format!("content={clause}"));
    found.push(format!("content={clause} {class}"));
    found.push(format!("content starts={start}"));
    found.push(format!("content starts={start} {class}"));
    found.push(format!("content {side}={clause}"));
    let spans = scene.attribution(at).content.iter();
    let kinds = spans.flat_map(|&span| scene.index.places_in(span)).map(|place| scene.kind(place.entity));
    let (mut has_person, mut has_post) = (false, false);
    kinds.for_each(|kind| match kind {
        EntityKind::Person => has_person = true,
        EntityKind::Post => has_post = true,
        _ => {}
    });
    found.push(format!("tells of person={has_person}"));
    found.push(format!("tells of post={has_post}"));
}

/// Returns the class of a length.
fn length(tokens: usize) -> usize {
    LENGTHS.partition_point(|&bound| bound < tokens)
}
