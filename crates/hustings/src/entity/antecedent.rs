//! Antecedents: how likely each entity spoken of is the one that a pronoun means.
//!
//! A log-linear rule over few features; the weights were fitted on the GAP and GUM training parts.
//!
//! `Kallas told Rutte that she …`: gender leaves Kallas; `Rutte met Timmermans before he …`: the subject wins

use super::reference::Stage;
use super::scene::Place;
use crate::mention::pronouns::Pronoun;
use crate::mention::{EntityKind, MentionForm};
use crate::model::PartOfSpeech;

/// How many features there are.
pub(crate) const FEATURES: usize = 36;

/// What each feature counts.
pub(crate) struct Weights(pub [f32; FEATURES]);

impl Default for Weights {
    fn default() -> Self {
        Self(WEIGHTS)
    }
}

/// In the order of [`features`].
const WEIGHTS: [f32; FEATURES] = [
    1.16, 0.48, -0.25, -0.07, 1.33, 0.49, 0.36, -0.33, -0.28, 0.41, -0.67, -0.06, -0.68, -0.76, -1.07, 1.63,
    -0.40, -0.56, -0.19, -0.84, 0.48, -0.45, 0.84, -1.00, -0.30, 0.74, 0.19, 0.97, -0.45, 0.09, -0.03, 0.81,
    0.14, -0.59, -0.39, 0.87,
];

/// How many mentions back antecedents are looked for.
const WINDOW: usize = 60;

/// How many tokens a pronoun may run ahead of its name.
const AHEAD: usize = 30;

/// Returns the entities that the pronoun at mention `i` may mean, the likeliest first, with probabilities.
pub(crate) fn weigh(stage: &Stage<'_>, i: usize, pronoun: Pronoun, weights: &Weights) -> Vec<(usize, f32)> {
    let mut scores: Vec<(usize, f32)> = Vec::new();
    for (id, features) in candidates(stage, i, pronoun) {
        let score: f32 = features.iter().zip(&weights.0).map(|(feature, weight)| feature * weight).sum();
        match scores.iter_mut().find(|(other, _)| *other == id) {
            Some((_, best)) => *best = best.max(score),
            None => scores.push((id, score)),
        }
    }
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let top = scores.first().map_or(0.0, |&(_, score)| score);
    let sum: f32 = scores.iter().map(|&(_, score)| (score - top).exp()).sum();
    scores.into_iter().map(|(id, score)| (id, (score - top).exp() / sum)).collect()
}

/// Returns the features of each mention of an entity that the pronoun may mean.
pub(crate) fn candidates(stage: &Stage<'_>, i: usize, pronoun: Pronoun) -> Vec<(usize, [f32; FEATURES])> {
    let mut found = Vec::new();
    let sentence = stage.places[i].sentence;
    let before = (i.saturating_sub(WINDOW)..i).rev().take_while(|&j| stage.places[j].sentence + 8 > sentence);
    let after = (i + 1..stage.mentions.len()).take_while(|&j| {
        stage.places[j].sentence == sentence && stage.places[j].token < stage.places[i].token + AHEAD
    });
    for j in before.chain(after.filter(|_| is_leading(stage, i))) {
        let Some(id) = stage.owner[j] else { continue };
        if fits(stage, i, j, pronoun) {
            found.push((id, features(stage, i, j, pronoun)));
        }
    }
    found
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

/// Whether the entity of mention `j` can be meant at all.
fn fits(stage: &Stage<'_>, i: usize, j: usize, pronoun: Pronoun) -> bool {
    let Some(id) = stage.owner[j] else { return false };
    let draft = &stage.drafts[id];
    if stage.places[j].is_furniture && !stage.places[i].is_furniture {
        return false;
    }
    let speaker = stage.places[i].quotation.and_then(|quotation| stage.speakers.get(&quotation));
    if speaker == Some(&id) {
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
    let clash = draft.gender.is_some_and(|gender| Some(gender) != pronoun.gender);
    draft.kind == EntityKind::Person && !draft.is_plural && !clash
}

/// Returns what speaks for and against mention `j` as the antecedent of the pronoun at `i`.
fn features(stage: &Stage<'_>, i: usize, j: usize, pronoun: Pronoun) -> [f32; FEATURES] {
    let (here, there) = (&stage.places[i], &stage.places[j]);
    let distance = here.sentence - there.sentence.min(here.sentence);
    let (mention, draft) = (&stage.mentions[j], &stage.drafts[stage.owner[j].unwrap_or(0)]);
    let is_after = j > i;
    let is_near = distance == 0 && !is_after;
    let is_quoted_apart = here.quotation.is_some() && there.quotation != here.quotation;
    let is_object = !pronoun.is_possessive && !here.is_subject;
    let token = |t: usize| stage.words.low(t);
    let before = there.token.checked_sub(1).map_or("", token);
    let is_pronoun = mention.form == MentionForm::Pronoun;
    let flags = [
        is_near,
        distance == 1,
        distance == 2,
        distance > 3,
        there.is_subject,
        there.is_subject && here.is_subject,
        draft.gender.is_some() && draft.gender == pronoun.gender,
        draft.gender.is_none(),
        here.paragraph == there.paragraph,
        there.is_first,
        is_pronoun,
        there.is_owner,
        there.is_oblique,
        is_quoted_apart && speaks_of(stage, j),
        is_same_clause(stage, i, j, pronoun),
        is_after,
        pronoun.is_possessive && is_near && there.is_subject,
        mention.form == MentionForm::Description,
        here.token.abs_diff(there.token) < 8,
        is_pronoun && there.is_subject && distance <= 1,
        pronoun.is_possessive && there.is_owner,
        is_object && there.is_subject && is_near,
        is_object && !there.is_subject && is_near,
        matches!(before, "and" | "&" | "or"),
        before == "(",
        pronoun.is_possessive && is_near,
        here.is_subject && is_near,
        here.is_first && there.is_first && distance == 1,
        there.is_first && there.is_subject,
        draft.first <= 1,
        is_near && stage.words.low(here.token.saturating_sub(1)) == "that" && there.is_subject,
        is_same_quotation(here, there),
    ];
    let mut features = [0.0; FEATURES];
    for (feature, flag) in features.iter_mut().zip(flags) {
        *feature = f32::from(u8::from(flag));
    }
    let between = stage.rivals_between(j, i);
    let numbers = [
        (1.0 + stage.counts[stage.owner[j].unwrap_or(0)] as f32).ln(),
        (1.0 + between as f32).ln(),
        (1.0 + here.token.abs_diff(there.token) as f32).ln(),
        (1.0 + draft.named_mentions as f32).ln(),
    ];
    features[flags.len()..].copy_from_slice(&numbers);
    features
}

/// Whether both stand in one quotation.
fn is_same_quotation(here: &Place, there: &Place) -> bool {
    here.quotation.is_some() && here.quotation == there.quotation
}

/// Whether mention `j` is the subject of a verb of saying, so that quoted words speak of others.
fn speaks_of(stage: &Stage<'_>, j: usize) -> bool {
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
fn is_same_clause(stage: &Stage<'_>, i: usize, j: usize, pronoun: Pronoun) -> bool {
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
