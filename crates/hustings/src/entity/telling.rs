//! Who tells what: the mentions that head the sources of attributions, and those that stand in their contents.
//!
//! Made once from the attributions; [`super::antecedent`] and [`super::quoting`] ask it about every mention.
//!
//! `“It will pass,” Kallas said. She added …`: `Kallas` heads a source, and `She`, who adds, goes on with it

use super::source::clip;
use crate::attribution::Attribution;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::span::Span;
use crate::text::Text;

/// Which mentions tell, and in whose words mentions stand.
#[derive(Debug, Default)]
pub(crate) struct Telling {
    /// For each mention the attribution whose source it heads.
    pub source_of: Vec<Option<usize>>,
    /// For each mention the innermost attribution in whose content it stands.
    pub told_in: Vec<Option<usize>>,
    /// For each attribution the mention that heads its source.
    pub sources: Vec<Option<usize>>,
    /// The contents by their starts, each with its attribution.
    contents: Vec<(Span, usize)>,
}

impl Telling {
    /// Returns what the attributions tell of the mentions.
    pub(super) fn new(text: &Text<'_>, mentions: &[Mention], attributions: &[Attribution]) -> Self {
        let mut telling = Self {
            source_of: vec![None; mentions.len()],
            told_in: vec![None; mentions.len()],
            sources: vec![None; attributions.len()],
            contents: Vec::new(),
        };
        for (at, attribution) in attributions.iter().enumerate() {
            telling.contents.extend(attribution.content.iter().map(|&span| (span, at)));
            let Some(&source) = attribution.source.first() else { continue };
            let head = head(mentions, clip(text, source, attribution.cue.first().copied()));
            telling.sources[at] = head;
            if let Some(head) = head {
                telling.source_of[head].get_or_insert(at);
            }
        }
        telling.contents.sort_by_key(|(span, at)| (span.start, std::cmp::Reverse(span.end), *at));
        telling.place(mentions);
        telling
    }

    /// Finds the innermost content around every mention in one sweep.
    fn place(&mut self, mentions: &[Mention]) {
        let mut open: Vec<(Span, usize)> = Vec::new();
        let mut next = 0;
        for (i, mention) in mentions.iter().enumerate() {
            while let Some(&content) =
                self.contents.get(next).filter(|(span, _)| span.start <= mention.span.start)
            {
                while open.last().is_some_and(|(span, _)| span.end <= content.0.start) {
                    open.pop();
                }
                open.push(content);
                next += 1;
            }
            while open.last().is_some_and(|(span, _)| span.end <= mention.span.start) {
                open.pop();
            }
            self.told_in[i] = open.last().map(|&(_, at)| at);
        }
    }

    /// Returns the attribution whose content starts within the span or holds its start.
    pub(super) fn attribution_of(&self, quotation: Span) -> Option<usize> {
        let first = self.contents.partition_point(|(span, _)| span.start < quotation.start);
        let inside = self.contents.get(first).filter(|(span, _)| span.start < quotation.end);
        let around =
            || first.checked_sub(1).map(|i| &self.contents[i]).filter(|(span, _)| span.end > quotation.start);
        inside.or_else(around).map(|&(_, at)| at)
    }
}

/// Returns the mention that heads a source: a pronoun that is all of it, else its first person, body or group.
fn head(mentions: &[Mention], source: Span) -> Option<usize> {
    let from = mentions.partition_point(|mention| mention.span.start < source.start);
    let inside = (from..mentions.len()).take_while(|&i| mentions[i].span.start < source.end);
    let rank = |&i: &usize| {
        let mention = &mentions[i];
        let is_person = mention.kind == Some(EntityKind::Person);
        let is_possessive = mention.form == MentionForm::Pronoun && mention.span.len() + 2 < source.len();
        match mention.form {
            MentionForm::Name if is_person => 0,
            _ if is_possessive => 3,
            MentionForm::Pronoun => 1,
            _ => 2,
        }
    };
    inside.min_by_key(|i| (rank(i), *i))
}
