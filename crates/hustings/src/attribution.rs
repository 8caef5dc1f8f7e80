//! Attributions: who says what in the text, as source, cue and content (PARC, PolNeAR).
//!
//! Found in the tagged text; a statement is an attribution with its speaker resolved and dated.
//!
//! `Rutte [source] revealed [cue] that he would be available [content]`

pub(crate) mod cue;
mod chain;
mod draft;
mod indirect;
pub mod link;
mod phrasing;
mod quoted;
mod refine;
mod source;
mod words;

use crate::model::Model;
use crate::span::Span;
use crate::text::Text;
use draft::Draft;
use serde::{Deserialize, Serialize};
use words::Words;

/// Words that say who says what.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Whether the content stands in quotation marks.
    pub kind: AttributionKind,
    /// Who says it, as printed; empty where nobody is named.
    pub source: Vec<Span>,
    /// The words that make it an attribution; empty for a quotation without any.
    pub cue: Vec<Span>,
    /// What is said; where the tagger finds it, with its quotation marks, as PolNeAR draws it.
    pub content: Vec<Span>,
    /// The attribution that this one is told in, as an index.
    pub parent: Option<usize>,
    /// How likely it is right, 0 to 1.
    pub confidence: f32,
}

/// Whether a content is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributionKind {
    /// All of it in quotation marks.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

impl AttributionKind {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// Returns the attributions in the order of their first word; parents may stand before or after.
///
/// The tagger's come first; the rules add the quotations that it left without an attribution, since what is
/// quoted was said. Where the tagger finds nothing at all, the rules stand alone.
pub fn tag(text: &Text<'_>, model: &Model) -> Vec<Attribution> {
    let words = Words::new(text);
    let mut found = link::link(text, model);
    for attribution in &mut found {
        refine::trim(text, attribution);
        refine::drop_told_of(text, attribution);
        source::drop_day(text, attribution);
    }
    refine::go_on(text, &mut found);
    let mut by_rule: Vec<Attribution> =
        by_rule(&words).iter().filter_map(|draft| draft.finish(&words)).collect();
    by_rule.iter_mut().for_each(|attribution| source::drop_day(text, attribution));
    found.retain(|attribution| !refine::is_hollow(text, attribution));
    source::lend(&mut found, &by_rule);
    refine::nest(text, &mut found, &by_rule);
    refine::nest_around(text, &mut found, &by_rule);
    let taken = if found.is_empty() { Vec::new() } else { covered(text, &found) };
    found.extend(by_rule.into_iter().filter(|attribution| is_missed(text, attribution, &taken)));
    found.sort_by_key(|attribution| (attribution.extent().start, attribution.extent().end));
    source::go_on(text, &mut found);
    chain::link(&mut found);
    found
}

/// Returns for every token whether a cue or a content has it.
fn covered(text: &Text<'_>, found: &[Attribution]) -> Vec<bool> {
    let mut taken = vec![false; text.segments.tokens.len()];
    for &span in found.iter().flat_map(|attribution| attribution.cue.iter().chain(&attribution.content)) {
        taken[text.segments.tokens_in(span)].fill(true);
    }
    taken
}

/// Whether a rule found a quotation of which hardly any word is taken.
fn is_missed(text: &Text<'_>, attribution: &Attribution, taken: &[bool]) -> bool {
    if attribution.kind == AttributionKind::Indirect && !taken.is_empty() {
        return false;
    }
    let tokens =
        attribution.content.iter().chain(&attribution.cue).flat_map(|&span| text.segments.tokens_in(span));
    let (mut all, mut shared) = (0, 0);
    for token in tokens {
        all += 1;
        shared += usize::from(taken.get(token).copied().unwrap_or(false));
    }
    shared * 5 <= all
}

/// Returns what the rules find: quotations first, then indirect speech around other cues.
fn by_rule(words: &Words<'_>) -> Vec<Draft> {
    let mut drafts = quoted::find(words);
    let mut taken = vec![false; words.len()];
    for i in drafts.iter().filter_map(|draft| draft.cue.clone()).flatten() {
        taken[i] = true;
    }
    drafts.extend(indirect::find(words, &taken));
    drafts
}

impl Attribution {
    /// Returns the smallest span that holds all its parts.
    pub fn extent(&self) -> Span {
        let parts = self.source.iter().chain(&self.cue).chain(&self.content).copied();
        parts.reduce(Span::cover).unwrap_or(Span::new(0, 0))
    }
}
