//! What speaks for and against a mention as the antecedent of a pronoun: places, roles in the clause, who speaks.
//!
//! `super::antecedent` weighs these; `training/antecedents.py` fits the weights on what `xtask antecedents` prints.
//!
//! `“It will pass,” Kallas said. … She added`: `She` heads a source, and Kallas spoke last

use super::antecedent::{Asked, is_same_clause, is_saying, speaks_of};
use super::reference::Stage;
use super::rivals::Rivals;
use super::scene::Place;
use crate::mention::lexicon::LEXICON;
use crate::mention::{Gender, MentionForm};
use crate::model::PartOfSpeech;

/// How many features there are.
pub const FEATURES: usize = 66 + 24 + 6 + 19 + 6;

/// Returns what speaks for and against mention `j` as the antecedent.
pub(super) fn features(stage: &Stage<'_>, asked: &Asked, rivals: &Rivals, j: usize) -> [f32; FEATURES] {
    let mut features = [0.0; FEATURES];
    let flags = places(stage, asked, j)
        .into_iter()
        .chain(clauses(stage, asked, j))
        .chain(speakers(stage, asked, j))
        .chain(continuity(stage, asked, j))
        .chain(roles(stage, asked, j))
        .chain(genders(stage, asked, j))
        .chain(surroundings(stage, asked, rivals, j));
    let numbers = numbers(stage, asked, j).into_iter().chain(amounts(stage, asked, rivals, j));
    let all = flags.map(|flag| f32::from(u8::from(flag))).chain(numbers);
    for (feature, value) in features.iter_mut().zip(all) {
        *feature = value;
    }
    features
}

/// Which role the pronoun has and which the candidate, in one sentence or not.
fn roles(stage: &Stage<'_>, asked: &Asked, j: usize) -> [bool; 24] {
    let (here, there) = (&stage.places[asked.mention], &stage.places[j]);
    let own = match () {
        () if asked.pronoun.is_possessive && !here.is_subject => 0,
        () if here.is_subject => 1,
        () => 2,
    };
    let other = match () {
        () if there.is_owner => 0,
        () if there.is_subject => 1,
        () if there.is_oblique => 2,
        () => 3,
    };
    let is_apart = usize::from(here.sentence != there.sentence);
    std::array::from_fn(|k| k == (own * 4 + other) * 2 + is_apart)
}

/// What names, titles and earlier pronouns say of the candidate's gender.
fn genders(stage: &Stage<'_>, asked: &Asked, j: usize) -> [bool; 6] {
    let draft = &stage.drafts[stage.owner[j].unwrap_or(0)];
    let wanted = asked.pronoun.gender;
    let own = usize::from(wanted == Some(Gender::Male));
    let (same, other) = (draft.called[own], draft.called[1 - own]);
    let is_gendered = wanted.is_some();
    [
        draft.shown.is_some() && draft.shown == wanted,
        draft.shown.is_none() && draft.gender.is_some() && draft.gender == wanted,
        is_gendered && draft.shown.is_none() && draft.gender.is_some() && draft.gender != wanted,
        is_gendered && same > other,
        is_gendered && other > same,
        is_gendered && other > 0 && same == 0 && draft.shown.is_none(),
    ]
}

/// Which words stand beside the candidate, and how it stands out.
fn surroundings(stage: &Stage<'_>, asked: &Asked, rivals: &Rivals, j: usize) -> [bool; 19] {
    let (i, there) = (asked.mention, &stage.places[j]);
    let here = &stage.places[i];
    let low = |t: usize| stage.words.low(t);
    let owner = stage.owner[j];
    let end = stage.words.text.segments.tokens_in(stage.mentions[j].span).end;
    let before = there.token.checked_sub(1).map_or("", low);
    let second = there.token.checked_sub(2).map_or("", low);
    let is_name = stage.mentions[j].form == MentionForm::Name;
    let is_kin = is_name && LEXICON.noun(before).is_some() && is_owner_word(second);
    let is_noun_next = matches!(stage.words.text.part_of_speech(end), PartOfSpeech::NN | PartOfSpeech::NNS);
    let draft = owner.map(|id| &stage.drafts[id]);
    let is_after = j > i;
    let gap = there.token.saturating_sub(here.token);
    [
        before == "as",
        matches!(before, "in" | "on" | "at" | "from"),
        matches!(before, "with" | "against" | "between" | "alongside"),
        before == "by",
        matches!(before, "to" | "for"),
        matches!(low(end), "and" | "or" | "&"),
        is_kin && second == low(here.token),
        is_kin,
        is_name && is_noun_next,
        is_after && gap < 4,
        is_after && here.is_subject,
        is_after && there.is_first,
        rivals.nearest_subject == Some(j),
        rivals.nearest == Some(j),
        owner.is_some() && owner == rivals.most,
        owner.is_some() && owner == rivals.earliest,
        draft.is_some_and(|draft| draft.forms.len() > 1),
        draft.is_some_and(|draft| draft.named_mentions == 1),
        there.is_owner && here.sentence == there.sentence && !is_after,
    ]
}

/// Whether the word says whose the next one is: "his father Anton".
fn is_owner_word(low: &str) -> bool {
    matches!(low, "his" | "her" | "their" | "'s" | "’s" | "'" | "’" | "my")
}

/// How much stands between the two, and how much is told of the candidate.
fn amounts(stage: &Stage<'_>, asked: &Asked, rivals: &Rivals, j: usize) -> [f32; 6] {
    let (here, there) = (&stage.places[asked.mention], &stage.places[j]);
    let (from, to) = (here.token.min(there.token), here.token.max(there.token));
    let is_near = here.sentence == there.sentence;
    let between = if is_near { from + 1..to } else { 0..0 };
    let is_finite = |t: usize| {
        use PartOfSpeech::{MD, VBD, VBP, VBZ};
        matches!(stage.words.text.part_of_speech(t), VBD | VBP | VBZ | MD)
    };
    let count = |holds: &dyn Fn(usize) -> bool| between.clone().filter(|&t| holds(t)).count() as f32;
    let owner = stage.owner[j].unwrap_or(0);
    [
        count(&is_finite).min(4.0),
        count(&|t| stage.words.word(t) == ",").min(4.0),
        count(&|t| matches!(stage.words.low(t), "who" | "which" | "whom" | "that")).min(2.0),
        (1.0 + rivals.near(owner) as f32).ln(),
        (1.0 + rivals.subjects(owner) as f32).ln(),
        if is_near { (rivals.size as f32).ln() } else { 0.0 },
    ]
}

/// Where the two stand, and which roles they have in their clauses.
fn places(stage: &Stage<'_>, asked: &Asked, j: usize) -> [bool; 32] {
    let (i, pronoun) = (asked.mention, asked.pronoun);
    let (here, there) = (&stage.places[i], &stage.places[j]);
    let distance = here.sentence - there.sentence.min(here.sentence);
    let (mention, draft) = (&stage.mentions[j], &stage.drafts[stage.owner[j].unwrap_or(0)]);
    let is_after = j > i;
    let is_near = distance == 0 && !is_after;
    let is_quoted_apart = here.quotation.is_some() && there.quotation != here.quotation;
    let is_object = !pronoun.is_possessive && !here.is_subject;
    let before = there.token.checked_sub(1).map_or("", |t| stage.words.low(t));
    let is_pronoun = mention.form == MentionForm::Pronoun;
    [
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
    ]
}

/// What stands between the two and right beside them.
fn clauses(stage: &Stage<'_>, asked: &Asked, j: usize) -> [bool; 13] {
    let (here, there) = (&stage.places[asked.mention], &stage.places[j]);
    let low = |t: usize| stage.words.low(t);
    let pronoun = low(here.token);
    let (before, ahead) = (here.token.checked_sub(1).map_or("", low), low(here.token + 1));
    let is_near = here.sentence == there.sentence && j < asked.mention;
    let is_reflexive = pronoun.ends_with("self") || pronoun.ends_with("selves");
    let before_there = there.token.checked_sub(1).map_or("", low);
    let end = stage.words.text.segments.tokens_in(stage.mentions[j].span).end;
    let is_bracketed = before_there == "(" || low(end) == ")";
    let is_relative = is_near && matches!(low(end), "who" | "whose" | "which");
    let is_coordinated = is_near && matches!(before, "and" | "but" | "then") && there.is_subject;
    let is_clause = matches!(
        before,
        "that"
            | "because"
            | "when"
            | "if"
            | "while"
            | "after"
            | "before"
            | "as"
            | "where"
            | "since"
            | "until"
    );
    let is_long = stage.mentions[j].form == MentionForm::Name
        && stage.words.text.words(stage.mentions[j].span).contains(' ');
    [
        is_reflexive && is_near && there.is_subject,
        is_reflexive && !there.is_subject,
        is_near && is_clause && there.is_subject,
        is_near && is_clause && !there.is_subject,
        is_coordinated,
        is_bracketed,
        is_relative,
        is_near && low(end) == "," && !is_relative,
        before_there == "of",
        matches!(before_there, "by" | "with" | "to" | "for") && !is_near,
        is_long,
        matches!(before, "," | ";" | ":") && is_near && there.is_subject,
        asked.pronoun.is_possessive && before == "and" && is_near && is_saying(ahead),
    ]
}

/// Who tells something, and in whose words the two stand.
fn speakers(stage: &Stage<'_>, asked: &Asked, j: usize) -> [bool; 10] {
    let (i, telling) = (asked.mention, stage.telling);
    let owner = stage.owner[j];
    let (here, there) = (&stage.places[i], &stage.places[j]);
    let is_source = telling.source_of[i].is_some();
    let told = telling.told_in[i];
    let teller = told.and_then(|at| telling.sources[at]).and_then(|source| stage.owner[source]);
    let last = asked.last_speakers[0];
    let is_last = owner.is_some() && owner == last.map(|(_, id)| id);
    let is_second = owner.is_some() && !is_last && owner == asked.last_speakers[1].map(|(_, id)| id);
    let is_recent = last.is_some_and(|(source, _)| stage.places[source].paragraph + 1 >= here.paragraph);
    let is_told_apart = telling.told_in[j].is_some() && telling.told_in[j] != told;
    [
        is_source && is_last && is_recent,
        is_source && is_last && !is_recent,
        is_source && is_second,
        !is_source && told.is_none() && is_last,
        told.is_some() && here.quotation.is_none() && teller.is_some() && teller == owner,
        told.is_some() && here.quotation.is_some() && teller.is_some() && teller == owner,
        told.is_some() && told == telling.told_in[j],
        is_source && is_told_apart,
        is_source && there.quotation.is_some(),
        told.is_some() && here.quotation.is_none() && is_told_apart,
    ]
}

/// How the text went on so far: chains of pronouns, and roles held over sentences.
fn continuity(stage: &Stage<'_>, asked: &Asked, j: usize) -> [bool; 5] {
    let (here, there) = (&stage.places[asked.mention], &stage.places[j]);
    let owner = stage.owner[j];
    let is_object = |place: &Place| !place.is_subject && !place.is_oblique && !place.is_owner;
    [
        owner.is_some() && owner == asked.last_same,
        asked.last_same.is_some() && owner != asked.last_same,
        here.is_oblique && there.is_oblique,
        is_object(here) && is_object(there) && here.sentence != there.sentence,
        here.is_first && owner.is_some() && owner == asked.last_subject,
    ]
}

fn numbers(stage: &Stage<'_>, asked: &Asked, j: usize) -> [f32; 6] {
    let (here, there) = (&stage.places[asked.mention], &stage.places[j]);
    let owner = stage.owner[j].unwrap_or(0);
    let between = stage.rivals_between(j, asked.mention);
    let log = |count: usize| (1.0 + count as f32).ln();
    let gone = asked.mention.saturating_sub(j);
    [
        (1.0 + stage.counts[owner] as f32).ln(),
        log(between),
        log(here.token.abs_diff(there.token)),
        log(stage.drafts[owner].named_mentions),
        log(gone),
        log(here.sentence.abs_diff(there.sentence)),
    ]
}

/// Whether both stand in one quotation.
fn is_same_quotation(here: &Place, there: &Place) -> bool {
    here.quotation.is_some() && here.quotation == there.quotation
}
