//! One article through the layers, chunk by chunk.
//!
//! A chunk is read with as many tokens around it as a label can depend on, so the labels are those of the whole
//! article at once, and memory does not grow with it.

use super::decode::Moves;
use super::layer::Workspace;
use super::pieces::LetterCase;
use super::weights::Weights;
use super::wide;
use super::{AttributionPart, AttributionTag, EntityTag, NameKind, PartOfSpeech, Tags};
use crate::quotation::QuoteState;
use crate::segment::Segments;
use std::collections::HashMap;

/// Tokens whose labels are computed at once.
const CHUNK: usize = 512;

/// The scores of all tokens, one row a token.
#[derive(Debug, Default, PartialEq)]
struct Scores {
    attribution: Vec<f32>,
    part: Vec<f32>,
    entity: Vec<f32>,
}

/// Returns the labels of every token.
pub(super) fn tag(weights: &Weights, body: &str, segments: &Segments) -> Tags {
    decode(weights, &scores(weights, body, segments, CHUNK))
}

/// Returns the scores of every token, computed for `chunk` tokens at once.
fn scores(weights: &Weights, body: &str, segments: &Segments, chunk: usize) -> Scores {
    let tokens = segments.tokens.len();
    let reach: usize = weights.gates.iter().map(|gate| gate.dilation).sum();
    let mut scores = Scores::default();
    let mut workspace = Workspace::default();
    let mut seen = HashMap::new();
    let places = places(segments);
    for start in (0..tokens).step_by(chunk) {
        let end = tokens.min(start + chunk);
        let (first, last) = (start.saturating_sub(reach), tokens.min(end + reach));
        let mut x = Vec::with_capacity((last - first) * weights.width);
        for (i, &place) in places.iter().enumerate().take(last).skip(first) {
            let word = segments.tokens[i].span.of(body);
            let row = x.len();
            x.extend_from_slice(seen.entry(word).or_insert_with(|| vector(weights, word)));
            add(&mut x[row..], &weights.quoted, quoted(segments.quoted[i]));
            add(&mut x[row..], &weights.place, place);
        }
        for gate in &weights.gates {
            gate.apply(&mut x, &mut workspace);
        }
        scores.push(weights, &x[(start - first) * weights.width..(end - first) * weights.width]);
    }
    scores
}

impl Scores {
    /// Adds the scores of the tokens whose numbers are `x`.
    fn push(&mut self, weights: &Weights, x: &[f32]) {
        let mut rows = vec![0.0; x.len()];
        weights.norm.apply(x, &mut rows);
        for scores in weights.heads.apply(&rows).chunks_exact(wide::LABELS) {
            let mut rest = scores;
            for (head, labels) in
                [&mut self.attribution, &mut self.part, &mut self.entity].into_iter().zip(super::LABELS)
            {
                let (own, behind) = rest.split_at(labels);
                head.extend_from_slice(own);
                rest = behind;
            }
        }
    }
}

/// Returns a word's own numbers: the mean of its pieces, and its case.
fn vector(weights: &Weights, word: &str) -> Vec<f32> {
    let mut pieces = Vec::new();
    weights.pieces.split(word, &mut pieces);
    let mut row = vec![0.0; weights.width];
    for &piece in &pieces {
        let piece = piece as usize;
        let scale = weights.piece_scales[piece] / pieces.len() as f32;
        let numbers = &weights.piece_rows[piece * weights.width..][..weights.width];
        row.iter_mut().zip(numbers).for_each(|(x, &n)| *x += f32::from(n.cast_signed()) * scale);
    }
    add(&mut row, &weights.case, LetterCase::of(word) as usize);
    row
}

fn add(row: &mut [f32], table: &[f32], number: usize) {
    let feature = &table[number * row.len()..][..row.len()];
    row.iter_mut().zip(feature).for_each(|(x, y)| *x += y);
}

/// Returns for every token 0, 1 where a sentence starts, or 2 where a paragraph does.
fn places(segments: &Segments) -> Vec<usize> {
    let mut places = vec![0; segments.tokens.len()];
    let mut paragraph = None;
    for sentence in &segments.sentences {
        places[sentence.tokens.start] = if paragraph == Some(sentence.paragraph) { 1 } else { 2 };
        paragraph = Some(sentence.paragraph);
    }
    places
}

fn quoted(state: QuoteState) -> usize {
    match state {
        QuoteState::Outside => 0,
        QuoteState::Inside => 1,
        QuoteState::Mark => 2,
    }
}

fn decode(weights: &Weights, scores: &Scores) -> Tags {
    let [attribution, parts, entity] = super::LABELS;
    let moves = Moves { weights: &weights.attribution_moves, labels: attribution };
    let found = moves.best(&scores.attribution);
    let attribution_certainties = moves.certainties(&scores.attribution, &found);
    let entities = Moves { weights: &weights.entity_moves, labels: entity }.best(&scores.entity);
    let best = |row: &[f32]| (0..parts).fold(0, |top, label| if row[label] > row[top] { label } else { top });
    Tags {
        parts_of_speech: scores.part.chunks_exact(parts).map(|row| PartOfSpeech::ALL[best(row)]).collect(),
        entities: entities.into_iter().map(entity_tag).collect(),
        attributions: found.into_iter().map(attribution_tag).collect(),
        attribution_certainties,
    }
}

fn attribution_tag(label: usize) -> AttributionTag {
    let part = match label {
        0 => return AttributionTag::Outside,
        1 | 2 => AttributionPart::Source,
        3 | 4 => AttributionPart::Cue,
        _ => AttributionPart::Content,
    };
    if label % 2 == 1 { AttributionTag::Begin(part) } else { AttributionTag::Inside(part) }
}

fn entity_tag(label: usize) -> EntityTag {
    let kind = match label {
        0 => return EntityTag::Outside,
        1 | 2 => NameKind::Person,
        3 | 4 => NameKind::Organization,
        5 | 6 => NameKind::Place,
        _ => NameKind::Other,
    };
    if label % 2 == 1 { EntityTag::Begin(kind) } else { EntityTag::Inside(kind) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::segment::segment;

    const BODY: &str =
        "“It is open,” Kaja Kallas said on Tuesday, “for now.” Some diplomats, she added, view it so.\n\n";

    #[test]
    fn scores_do_not_depend_on_the_chunks() {
        let weights = Weights::read(hustings_model::TAGGER).expect("the weights are those of this program");
        let article = Article { body: BODY.repeat(9), ..Article::default() };
        let segments = segment(&article);
        let whole = scores(&weights, &article.body, &segments, usize::MAX / 2);
        for chunk in [1, 40, 64, CHUNK] {
            assert!(scores(&weights, &article.body, &segments, chunk) == whole, "{chunk} tokens at once");
        }
    }

    #[test]
    fn every_token_has_its_tags() {
        let weights = Weights::read(hustings_model::TAGGER).expect("the weights are those of this program");
        for body in ["", "Yes", "\u{FEFF}†\u{0301} Ωμέγα 東京", BODY] {
            let article = Article { body: body.to_owned(), ..Article::default() };
            let segments = segment(&article);
            let tags = tag(&weights, body, &segments);
            assert_eq!(tags.attributions.len(), segments.tokens.len());
            assert_eq!(tags.entities.len(), segments.tokens.len());
            assert_eq!(tags.parts_of_speech.len(), segments.tokens.len());
            assert!(tags.attribution_certainties.iter().all(|p| (0.0..=1.0).contains(p)));
        }
    }
}
