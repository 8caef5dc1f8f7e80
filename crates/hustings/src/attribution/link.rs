//! The linker: which cue a content hangs on, and which source a cue has.
//!
//! Two log-linear choices among the three nearest segments on each side, trained on what the tagger finds
//! (`training/link.py` computes the same features). Starts from the tagger's labels; each cue with a content
//! becomes an attribution.
//!
//! `“It is open,” [content] she [source] said [cue], “for now.” [content]` → one attribution

use super::{Attribution, AttributionKind};
use crate::model::{AttributionPart, AttributionTag, Linker, Model};
use crate::quotation::QuoteState;
use crate::span::Span;
use crate::text::Text;
use std::ops::Range;

/// How many segments on each side are looked at.
const REACH: usize = 3;

/// Upper bounds of the classes of distances, in tokens.
const GAPS: [usize; 8] = [0, 1, 2, 3, 6, 12, 25, 50];

/// Upper bounds of the classes of lengths, in tokens.
const LENGTHS: [usize; 3] = [1, 3, 10];

/// How many values each feature has, in the order of [`Linking::features`].
const VALUES: [usize; 13] = [9, 4, 3, 3, 3, 3, 2, 4, 2, 2, 2, 4, 4];

/// How many features there are on each side of a cue.
const PER_SIDE: usize = 45;

/// A source, cue or content that the tagger found.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Which part of an attribution it is.
    pub part: AttributionPart,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How likely its least certain token is labeled right, 0 to 1.
    pub certainty: f32,
}

/// Returns the segments that the labels of the text spell, in order.
pub fn segments(text: &Text<'_>) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    for (i, (&tag, &certainty)) in
        text.tags.attributions.iter().zip(&text.tags.attribution_certainties).enumerate()
    {
        match tag {
            AttributionTag::Outside => {}
            AttributionTag::Begin(part) => found.push(Segment { part, tokens: i..i + 1, certainty }),
            AttributionTag::Inside(part) => match found.last_mut() {
                Some(last) if last.part == part && last.tokens.end == i => {
                    last.tokens.end = i + 1;
                    last.certainty = last.certainty.min(certainty);
                }
                _ => found.push(Segment { part, tokens: i..i + 1, certainty }),
            },
        }
    }
    found
}

/// Returns the attributions of the tagged text, in the order of their first word; none without weights.
///
/// A content keeps its quotation marks, as annotators draw it.
pub fn link(text: &Text<'_>, model: &Model) -> Vec<Attribution> {
    let Some(linker) = model.linker() else { return Vec::new() };
    let segments = segments(text);
    let linking = Linking { text, linker, segments: &segments };
    let mut contents: Vec<Vec<(usize, f32)>> = vec![Vec::new(); segments.len()];
    for (i, _) in segments.iter().enumerate().filter(|(_, s)| s.part == AttributionPart::Content) {
        if let (Some(cue), certainty) = linking.choose(i, AttributionPart::Cue) {
            contents[cue].push((i, certainty));
        }
    }
    let cues = contents.iter().enumerate().filter(|(_, contents)| !contents.is_empty());
    let mut found: Vec<Attribution> =
        cues.map(|(cue, contents)| linking.attribution(cue, contents)).collect();
    found.sort_by_key(|a| a.source.iter().chain(&a.cue).chain(&a.content).map(|span| span.start).min());
    found
}

/// The segments of one text, about to be linked.
struct Linking<'a> {
    text: &'a Text<'a>,
    linker: &'a Linker,
    segments: &'a [Segment],
}

impl Linking<'_> {
    /// Returns the cue of a content or the source of a cue, if any, and how likely that is right.
    fn choose(&self, from: usize, wanted: AttributionPart) -> (Option<usize>, f32) {
        let is_source = wanted == AttributionPart::Source;
        let near = self.near(from, wanted);
        let score = |&other: &usize| {
            let (cue, other) = if is_source { (from, other) } else { (other, from) };
            self.score(cue, other, is_source)
        };
        let mut scores: Vec<f32> = near.iter().map(score).collect();
        scores.push(self.linker.nothing[usize::from(is_source)]);
        let best = (0..scores.len()).fold(0, |top, i| if scores[i] > scores[top] { i } else { top });
        let all: f32 = scores.iter().map(|score| (score - scores[best]).exp()).sum();
        (near.get(best).copied(), 1.0 / all)
    }

    /// Returns up to three segments of a part on each side.
    fn near(&self, from: usize, wanted: AttributionPart) -> Vec<usize> {
        let is_wanted = |i: &usize| self.segments[*i].part == wanted;
        let mut near: Vec<usize> = (0..from).rev().filter(is_wanted).take(REACH).collect();
        near.reverse();
        near.extend((from + 1..self.segments.len()).filter(is_wanted).take(REACH));
        near
    }

    fn score(&self, cue: usize, other: usize, is_source: bool) -> f32 {
        let side = usize::from(other > cue);
        let weights = if is_source { &self.linker.sources } else { &self.linker.contents };
        let mut start = side * PER_SIDE;
        let mut score = 0.0;
        for (value, size) in self.features(cue, other).into_iter().zip(VALUES) {
            score += weights[start + value];
            start += size;
        }
        score
    }

    /// Returns the value of every feature of a cue and a source or content.
    fn features(&self, cue: usize, other: usize) -> [usize; 13] {
        let (c, s) = (&self.segments[cue].tokens, &self.segments[other].tokens);
        let after = other > cue;
        let gap = if after { s.start - c.end } else { c.start - s.end };
        let near = if after { s.start } else { s.end - 1 };
        let between = &self.segments[cue.min(other) + 1..cue.max(other)];
        let count = |part| between.iter().filter(|segment| segment.part == part).count().min(2);
        let beyond = if after { cue.checked_sub(1) } else { Some(cue + 1) };
        let kind_beyond =
            beyond.and_then(|i| self.segments.get(i)).map_or(0, |segment| 1 + segment.part as usize);
        let (near_place, cue_place) = (self.place(near), self.place(c.start));
        let is_colon = |i: usize| self.text.word(i) == ":";
        let state = |i: usize| self.text.segments.quoted[i];
        let is_quoted = |i: usize| usize::from(state(i) != QuoteState::Outside);
        [
            GAPS.partition_point(|&bound| bound < gap),
            near_place.0.abs_diff(cue_place.0).min(3),
            near_place.1.abs_diff(cue_place.1).min(2),
            count(AttributionPart::Source),
            count(AttributionPart::Cue),
            count(AttributionPart::Content),
            usize::from(between.is_empty()),
            2 * is_quoted(s.start) + is_quoted(c.start),
            usize::from(state(s.start) == QuoteState::Mark),
            usize::from(is_colon(c.end - 1) || is_colon(c.end)),
            usize::from(self.text.lower(c.start) == "according"),
            LENGTHS.partition_point(|&bound| bound < s.len()),
            kind_beyond,
        ]
    }

    /// Returns the sentence and the paragraph of a token.
    fn place(&self, token: usize) -> (usize, usize) {
        let sentence = self.text.segments.sentence_of(token);
        (sentence, self.text.segments.sentences[sentence].paragraph)
    }

    fn attribution(&self, cue: usize, contents: &[(usize, f32)]) -> Attribution {
        let (source, source_link) = self.choose(cue, AttributionPart::Source);
        let own = |i: usize| self.segments[i].tokens.clone();
        let sure = |i: usize| self.segments[i].certainty;
        let mut confidence = source_link * sure(cue) * source.map_or(1.0, sure);
        for &(content, link) in contents {
            confidence *= (link * sure(content)).powf(1.0 / contents.len() as f32);
        }
        let spans = |tokens: Range<usize>| -> Option<Span> { self.text.segments.span_of(tokens) };
        Attribution {
            kind: self.kind(contents),
            source: source.and_then(|i| spans(own(i))).into_iter().collect(),
            cue: spans(own(cue)).into_iter().collect(),
            content: contents.iter().filter_map(|&(i, _)| spans(own(i))).collect(),
            parent: None,
            confidence: self.linker.likelihood(confidence),
        }
    }

    fn kind(&self, contents: &[(usize, f32)]) -> AttributionKind {
        let states =
            contents.iter().flat_map(|&(i, _)| &self.text.segments.quoted[self.segments[i].tokens.clone()]);
        let (mut inside, mut outside) = (false, false);
        for state in states {
            match state {
                QuoteState::Outside => outside = true,
                QuoteState::Inside | QuoteState::Mark => inside = true,
            }
        }
        match (inside, outside) {
            (true, false) => AttributionKind::Direct,
            (true, true) => AttributionKind::Mixed,
            (false, _) => AttributionKind::Indirect,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_features_fill_one_side() {
        assert_eq!(VALUES.iter().sum::<usize>(), PER_SIDE);
        assert_eq!(Linker::SIZE, 4 * PER_SIDE + 4);
    }
}
