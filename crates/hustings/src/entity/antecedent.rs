//! Antecedents: how likely each entity spoken of is the one that a pronoun means.
//!
//! A log-linear rule over few features; the weights were fitted on the GAP and GUM training parts.
//!
//! `Kallas told Rutte that she …`: gender leaves Kallas; `Rutte met Timmermans before he …`: the subject wins

use super::features::{FEATURES, features};
use super::reference::Stage;
use super::rivals::Rivals;
use crate::mention::pronouns::Pronoun;
use crate::mention::{EntityKind, MentionForm};
use crate::model::PartOfSpeech;
use std::sync::LazyLock;

/// What each feature counts, in the order of [`super::features`]: for "he" and "she", and for "it" and "they".
static WEIGHTS: LazyLock<[Vec<f32>; 2]> = LazyLock::new(|| {
    let table = include_str!("../../data/antecedent_weights.tsv");
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let column = |k: usize| lines.clone().filter_map(|line| line.split('\t').nth(k)?.parse().ok()).collect();
    [column(0), column(1)]
});

/// A pronoun, and what was last told and spoken of in front of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    /// The mention that is the pronoun.
    pub mention: usize,
    /// What the pronoun tells by itself.
    pub pronoun: Pronoun,
    /// The last two that told something, each with the mention that heads the source.
    pub last_speakers: [Option<(usize, usize)>; 2],
    /// Whom the last pronoun of the same gender and number meant.
    pub last_same: Option<usize>,
    /// The subject that opened the sentence before.
    pub last_subject: Option<usize>,
}

/// How many mentions back antecedents are looked for.
const WINDOW: usize = 60;

/// How many tokens a pronoun may run ahead of its name.
const AHEAD: usize = 30;

/// Returns the entities that the pronoun may mean, the likeliest first, with probabilities.
pub(crate) fn weigh(stage: &Stage<'_>, asked: &Asked) -> Vec<(usize, f32)> {
    let mut scores: Vec<(usize, f32)> = Vec::new();
    let weights = &WEIGHTS[usize::from(asked.pronoun.gender.is_none())];
    for (id, features) in candidates(stage, asked) {
        let score: f32 = features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum();
        match scores.iter_mut().find(|(other, _)| *other == id) {
            // The sum of both shares, as in training.
            Some((_, best)) => *best = best.max(score) + (-(*best - score).abs()).exp().ln_1p(),
            None => scores.push((id, score)),
        }
    }
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let top = scores.first().map_or(0.0, |&(_, score)| score);
    let sum: f32 = scores.iter().map(|&(_, score)| (score - top).exp()).sum();
    scores.into_iter().map(|(id, score)| (id, (score - top).exp() / sum)).collect()
}

/// Returns the features of each mention of an entity that the pronoun may mean.
pub(crate) fn candidates(stage: &Stage<'_>, asked: &Asked) -> Vec<(usize, [f32; FEATURES])> {
    let i = asked.mention;
    let mut found = Vec::new();
    let sentence = stage.places[i].sentence;
    let before = (i.saturating_sub(WINDOW)..i).rev().take_while(|&j| stage.places[j].sentence + 8 > sentence);
    let after = (i + 1..stage.mentions.len()).take_while(|&j| {
        stage.places[j].sentence == sentence && stage.places[j].token < stage.places[i].token + AHEAD
    });
    // Who spoke last may have been named long ago: "he said" goes on over many paragraphs of quotation.
    let first = i.saturating_sub(WINDOW);
    let is_out = |j: usize| j < first || stage.places[j].sentence + 8 <= sentence;
    let speakers = asked.last_speakers.iter().flatten().map(|&(source, _)| source);
    let far = speakers.filter(|&j| stage.telling.source_of[i].is_some() && is_out(j));
    let named = named_in_telling(stage, i);
    let is_open = is_leading(stage, i);
    let after = after.filter(|&j| is_open || is_late_subject(stage, i, j));
    let fitting = before.chain(after).chain(far).filter_map(|j| {
        let id = stage.owner[j]?;
        (fits(stage, i, j, asked.pronoun) && !named.contains(&id)).then_some((id, j))
    });
    let fitting: Vec<(usize, usize)> = fitting.collect();
    let rivals = Rivals::new(stage, i, &fitting);
    found.extend(fitting.iter().map(|&(id, j)| (id, features(stage, asked, &rivals, j))));
    found
}

/// Returns whom the content names that the pronoun is the source of; nobody calls himself by name.
///
/// `“Keller will fail,” he said` → Keller
fn named_in_telling(stage: &Stage<'_>, i: usize) -> Vec<usize> {
    let Some(at) = stage.telling.source_of[i] else { return Vec::new() };
    let near = i.saturating_sub(WINDOW)..stage.mentions.len().min(i + WINDOW);
    // In a report's own words in front of "he said" he may well be named.
    let is_quoted = |j: usize| j > i || stage.places[j].quotation.is_some();
    let is_named = |j: &usize| {
        stage.telling.told_in[*j] == Some(at) && stage.mentions[*j].form == MentionForm::Name && is_quoted(*j)
    };
    near.filter(is_named).filter_map(|j| stage.owner[j]).collect()
}

/// Whether the pronoun stands in a clause that opens its sentence, so that its name may follow.
fn is_leading(stage: &Stage<'_>, i: usize) -> bool {
    let first = stage.words.text.segments.sentences[stage.places[i].sentence].tokens.start;
    let opener = stage.words.low(first);
    let is_clause = matches!(
        opener,
        "since"
            | "while"
            | "when"
            | "after"
            | "before"
            | "although"
            | "though"
            | "if"
            | "as"
            | "because"
            | "in"
            | "at"
            | "during"
            | "despite"
            | "with"
            | "for"
            | "on"
            | "by"
            | "upon"
            | "following"
            | "once"
            | "until"
            | "under"
            | "from"
    );
    is_clause
        && stage.places[i].token < first + 15
        && !(first..stage.places[i].token).any(|t| stage.words.word(t) == ",")
}

/// Whether mention `j` is the subject behind a phrase that holds the pronoun: "Known for her beauty, Holm began …".
fn is_late_subject(stage: &Stage<'_>, i: usize, j: usize) -> bool {
    let (here, there) = (&stage.places[i], &stage.places[j]);
    let is_name = |k: usize| stage.mentions[k].form == MentionForm::Name;
    let same = |k: usize| stage.places[k].sentence == here.sentence;
    let before = (0..i).rev().take_while(|&k| same(k));
    let is_led = before.into_iter().all(|k| !stage.places[k].is_subject);
    let mut between = here.token..there.token;
    is_name(j) && there.is_subject && is_led && between.any(|t| stage.words.word(t) == ",")
}

/// Whether the entity of mention `j` can be meant at all.
fn fits(stage: &Stage<'_>, i: usize, j: usize, pronoun: Pronoun) -> bool {
    let Some(id) = stage.owner[j] else { return false };
    let draft = &stage.drafts[id];
    if stage.places[j].is_furniture && !stage.places[i].is_furniture {
        return false;
    }
    let speaker = stage.places[i].quotation.and_then(|quotation| stage.speakers.get(&quotation));
    // Who tells something outside of all contents is not quoted, whatever the quotation marks seem to say.
    let is_teller = stage.telling.source_of[i].is_some() && stage.telling.told_in[i].is_none();
    if speaker == Some(&id) && !is_teller {
        return false;
    }
    let speaks = |j: usize| {
        crate::mention::pronouns::pronoun(stage.words.low(stage.mentions[j].head))
            .is_some_and(|p| p.person == 1)
    };
    if stage.mentions[j].form == MentionForm::Pronoun && speaks(j) {
        return false;
    }
    if pronoun.is_plural {
        return draft.is_plural || draft.kind == EntityKind::Organization || draft.kind == EntityKind::Group;
    }
    if !pronoun.is_human {
        return matches!(draft.kind, EntityKind::Organization | EntityKind::Place) && !draft.is_plural;
    }
    let clash = draft.shown.is_some_and(|gender| Some(gender) != pronoun.gender);
    draft.kind == EntityKind::Person && !draft.is_plural && !clash
}

/// Whether mention `j` is the subject of a verb of saying, so that quoted words speak of others.
pub(super) fn speaks_of(stage: &Stage<'_>, j: usize) -> bool {
    let end = stage.words.text.segments.tokens_in(stage.mentions[j].span).end;
    let low = |i: usize| stage.words.low(i);
    let before = stage.places[j].token.checked_sub(1).map_or("", low);
    is_saying(low(end)) || is_saying(before)
}

/// Verbs of saying next to a speaker.
pub(crate) fn is_saying(low: &str) -> bool {
    matches!(
        low,
        "said"
            | "says"
            | "told"
            | "added"
            | "adds"
            | "wrote"
            | "tweeted"
            | "explained"
            | "argued"
            | "noted"
            | "insisted"
            | "replied"
            | "continued"
            | "recalled"
            | "warned"
            | "joked"
            | "declared"
            | "announced"
            | "tells"
            | "asked"
            | "stated"
            | "concluded"
            | "writes"
            | "remarked"
            | "quipped"
            | "claimed"
            | "responded"
            | "acknowledged"
    )
}

/// Whether the pronoun is an object whose subject is mention `j`: "Rutte told him".
pub(super) fn is_same_clause(stage: &Stage<'_>, i: usize, j: usize, pronoun: Pronoun) -> bool {
    let (here, there) = (&stage.places[i], &stage.places[j]);
    let low = stage.words.low(here.token);
    let is_object =
        matches!(low, "him" | "them" | "it") || low == "her" && !is_noun_ahead(stage, here.token + 1);
    if !is_object
        || pronoun.is_possessive && low != "her"
        || here.sentence != there.sentence
        || j > i
        || !there.is_subject
    {
        return false;
    }
    let between = there.token + 1..here.token;
    here.token - there.token < 12
        && !between.clone().any(|t| {
            matches!(
                stage.words.low(t),
                "that" | "," | "and" | "because" | "who" | "when" | "but" | "while" | "if" | "which"
            )
        })
        && !(j + 1..i).any(|k| stage.places[k].is_subject)
}

/// Whether a noun phrase goes on at token `at`, so that "her" in front of it is possessive.
fn is_noun_ahead(stage: &Stage<'_>, at: usize) -> bool {
    use PartOfSpeech::{JJ, NN, NNP, NNS, Other};
    match stage.words.text.part_of_speech(at) {
        JJ | NN | NNP | NNS => true,
        Other => {
            let low = stage.words.low(at);
            stage.words.is_word(at)
                && !matches!(
                    low,
                    "to" | "in"
                        | "on"
                        | "at"
                        | "for"
                        | "with"
                        | "and"
                        | "that"
                        | "as"
                        | "by"
                        | "from"
                        | "when"
                        | "the"
                        | "a"
                        | "of"
                        | "if"
                        | "is"
                        | "was"
                )
        }
        _ => false,
    }
}
