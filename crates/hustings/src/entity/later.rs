//! Names that follow: whom a description means that comes in front of the name.
//!
//! Runs last, on what [`super::described`] left without a name.
//!
//! `One of her top critics said … Timo Vermeer, the committee’s senior critic, …` → Vermeer

use super::Doubt;
use super::described::{OPEN, synonym};
use super::reference::Stage;
use crate::mention::lexicon::{LEXICON, NounClass};
use crate::mention::{EntityKind, MentionForm};

/// How many sentences behind the description its name is looked for.
const AHEAD: usize = 4;

/// How likely the next new name is that of the one described, as measured on the tune articles.
const CONFIDENCE: f32 = 0.75;

impl Stage<'_> {
    /// Gives descriptions without a name to the persons that are introduced right behind them.
    pub(super) fn names_that_follow(&mut self) {
        for i in 0..self.mentions.len() {
            let Some(described) = self.owner[i].filter(|&id| self.opens_unnamed(i, id)) else { continue };
            if let Some(named) = self.introduced_behind(i) {
                self.merge(described, named);
                self.drafts[named].doubts.push(Doubt {
                    mention: i,
                    confidence: CONFIDENCE,
                    others: Vec::new(),
                });
            }
        }
    }

    /// Whether mention `i` is the first of a person without a name, told by the article itself.
    fn opens_unnamed(&self, i: usize, id: usize) -> bool {
        let draft = &self.drafts[id];
        let place = &self.places[i];
        let opening = self.words.text.segments.tokens_in(self.mentions[i].span).start;
        let is_other = (opening..self.mentions[i].head).any(|t| {
            matches!(self.words.low(t), "other" | "unnamed" | "anonymous")
                || OPEN.contains(&self.words.low(t))
        });
        !is_other
            && !draft.is_named
            && !draft.is_plural
            && draft.kind == EntityKind::Person
            && draft.first == i
            && self.mentions[i].form == MentionForm::Description
            && place.quotation.is_none()
            && self.telling.told_in[i].is_none()
            && !place.is_furniture
            && (place.is_subject || self.telling.source_of[i].is_some())
    }

    /// Returns the next person that is named for the first time, where it is told to be what was described.
    fn introduced_behind(&self, i: usize) -> Option<usize> {
        let (sentence, paragraph) = (self.places[i].sentence, self.places[i].paragraph);
        let near = (i + 1..self.mentions.len()).take_while(|&j| {
            self.places[j].sentence <= sentence + AHEAD && self.places[j].paragraph <= paragraph + 2
        });
        let mut new = near.filter(|&j| {
            self.introduces(j) && self.places[j].sentence > sentence && self.places[j].quotation.is_none()
        });
        let j = new.next()?;
        let id = self.owner[j]?;
        let is_telling = self.places[j].is_subject || self.telling.source_of[j].is_some();
        let is_opening = self.places[j].is_first && self.places[j].paragraph > paragraph;
        let fits = self.gender_fits(id, i) && (is_telling || is_opening) && !self.named_by(i).contains(&id);
        (fits && self.is_described_as(id, i, is_opening)).then_some(id)
    }

    /// Whether what is told of a person bears out the description at mention `i`.
    fn is_described_as(&self, id: usize, i: usize, is_opening: bool) -> bool {
        let Some(noun) = self.noun(i) else { return false };
        let class = LEXICON.noun(noun).map(|noun| noun.class);
        let is_holder = self.holders.get(synonym(noun)).is_some_and(|holders| holders.contains(&id));
        let span = self.words.text.segments.tokens_in(self.mentions[i].span);
        let names: Vec<&str> = span
            .clone()
            .filter(|&t| t > span.start && self.words.is_name(t))
            .map(|t| self.words.low(t))
            .collect();
        let is_definite = matches!(self.words.low(span.start), "the" | "its" | "his" | "her" | "their");
        match class {
            Some(NounClass::Voice | NounClass::Kin) | None => is_holder,
            Some(NounClass::Human) => self.overlap(id, &names) > 0,
            Some(NounClass::Office | NounClass::Work) => {
                let is_open = self.drafts[id].roles.is_empty() && (is_definite || is_opening);
                is_holder || self.overlap(id, &names) > 0 || is_open
            }
        }
    }

    /// Gives all mentions of one in the making to another, which is named.
    fn merge(&mut self, from: usize, into: usize) {
        let mentions = std::mem::take(&mut self.drafts[from].mentions);
        let doubts = std::mem::take(&mut self.drafts[from].doubts);
        for &i in &mentions {
            self.owner[i] = Some(into);
        }
        let gender = self.drafts[from].gender;
        let first = self.drafts[from].first;
        let draft = &mut self.drafts[into];
        draft.mentions.extend(mentions);
        draft.doubts.extend(doubts);
        draft.gender = draft.gender.or(gender);
        self.add_role(first, into);
    }
}
