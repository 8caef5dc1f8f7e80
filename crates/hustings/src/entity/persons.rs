//! Persons that a definite description means: by their roles, by what was told of them, or as the topic.
//!
//! Called by [`super::described`] for "the premier", "the Hawaii congresswoman" and "the billionaire".
//!
//! `Rep. Tulsi Tamm … the Hawaii congresswoman` → Tamm

use super::described::{OPEN, synonym};
use super::reference::{Stage, WINDOW};
use crate::mention::EntityKind;
use crate::mention::MentionForm;
use crate::mention::lexicon::{LEXICON, NounClass};
use crate::role::Holding;
use crate::span::Span;

/// Offices that many hold at a time, so that the article need not say who does.
const CHANGING: &[&str] = &[
    "lawmaker",
    "congressman",
    "congresswoman",
    "senator",
    "representative",
    "politician",
    "candidate",
    "nominee",
    "incumbent",
    "challenger",
    "legislator",
    "governor",
    "mayor",
    "councilman",
    "councilwoman",
    "leader",
    "front-runner",
    "frontrunner",
    "contender",
    "hopeful",
    "MP",
    "MEP",
    "justice",
    "judge",
];

impl Stage<'_> {
    /// Returns the person with the role that the description says, or the last one described so, or the topic.
    pub(super) fn person_meant(&self, i: usize) -> Option<usize> {
        let noun = self.noun(i)?;
        let span = self.words.text.segments.tokens_in(self.mentions[i].span);
        let modifiers: Vec<&str> =
            (span.start + 1..self.mentions[i].head).map(|t| self.words.low(t)).collect();
        let holders = self.holders.get(synonym(noun)).into_iter().flatten().copied();
        let known = holders.filter(|&id| self.drafts[id].first < i || self.counts[id] > 0);
        let named = self.named_by(i);
        let fitting: Vec<usize> =
            known.filter(|&id| self.gender_fits(id, i) && !named.contains(&id)).collect();
        let most = fitting.iter().map(|&id| self.counts[id]).max().unwrap_or(0);
        let rank = |&id: &usize| {
            // "the president" is the one whom the article is about, not the one somebody once served.
            let is_major = self.counts[id] * 3 >= most;
            (self.overlap(id, &modifiers), !self.is_former(id, noun), is_major, self.recency(id, i))
        };
        let best = fitting.iter().copied().max_by_key(rank);
        // "the Vermont senator" is not the senator of another state.
        let is_told_apart = modifiers.iter().any(|word| self.is_name_word(word, &span));
        if let Some(id) = best.filter(|&id| !is_told_apart || self.overlap(id, &modifiers) > 0) {
            return Some(id);
        }
        // "the new leader should come from the south" is nobody yet.
        if (span.start..self.mentions[i].head).any(|t| OPEN.contains(&self.words.low(t))) {
            return self.same_noun(i);
        }
        // Of the only congresswoman so far it need not be told where she is from.
        let is_stateless = |id: usize| !self.drafts[id].roles.iter().any(|role| self.is_of_place(role.span));
        if let [id] = fitting[..]
            && is_stateless(id)
            && self.recency(id, i) > 0
        {
            return Some(id);
        }
        self.same_noun(i)
            .or_else(|| self.placed(i))
            .or_else(|| self.just_introduced(i, noun))
            .or_else(|| self.topic(i, noun))
    }

    /// Returns the only person of late whose roles print the name that the description does.
    ///
    /// `a prominent Norland banker, Timo Vermeer, … The former Norland minister` → Vermeer
    fn placed(&self, i: usize) -> Option<usize> {
        let span = self.words.text.segments.tokens_in(self.mentions[i].span);
        let names: Vec<&str> = (span.start + 1..self.mentions[i].head)
            .filter(|&t| self.words.is_name(t))
            .map(|t| self.words.low(t))
            .collect();
        let sentence = self.places[i].sentence;
        let named = self.named_by(i);
        let recent =
            (i.saturating_sub(WINDOW)..i).rev().take_while(|&j| self.places[j].sentence + 4 > sentence);
        let fits = |id: &usize| {
            self.drafts[*id].kind == EntityKind::Person
                && self.drafts[*id].is_named
                && self.gender_fits(*id, i)
                && !named.contains(id)
                && self.overlap(*id, &names) > 0
        };
        let mut found = recent.filter_map(|j| self.owner[j]).filter(fits);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// Returns the person whom the sentence before names for the first time without saying what they are.
    ///
    /// `… trade unionists like Karin Holm. The general secretary of Workers United …` → Holm
    fn just_introduced(&self, i: usize, noun: &str) -> Option<usize> {
        let is_office = LEXICON.noun(noun)?.class == NounClass::Office;
        let (sentence, paragraph) = (self.places[i].sentence, self.places[i].paragraph);
        let is_opening = self.places[i].is_first && self.places[i].quotation.is_none();
        let recent =
            (i.saturating_sub(WINDOW)..i).rev().take_while(|&j| self.places[j].sentence + 1 >= sentence);
        let mut new = recent.filter(|&j| {
            self.introduces(j)
                && self.places[j].sentence + 1 == sentence
                && self.places[j].paragraph == paragraph
        });
        let id = self.owner[new.next().filter(|_| is_office && is_opening)?]?;
        let is_only = new.next().is_none();
        (is_only && self.drafts[id].roles.is_empty() && self.gender_fits(id, i)).then_some(id)
    }

    /// Returns the person that the last sentences are about, for "the billionaire" and "the Texan".
    fn topic(&self, i: usize, noun: &str) -> Option<usize> {
        let class = LEXICON.noun(noun)?.class;
        let is_general = matches!(class, NounClass::Work | NounClass::Human) || CHANGING.contains(&noun);
        let end = self.words.text.segments.tokens_in(self.mentions[i].span).end;
        // "The Kentucky Republican, who …" is known already; "the governor, a Democrat," may be anybody.
        let goes_on = self.words.low(end) == "," && !matches!(self.words.low(end + 1), "who" | "whose");
        let is_complete =
            goes_on || matches!(self.words.low(end), "of" | "for") || end != self.mentions[i].head + 1;
        if !is_general || is_complete || !self.places[i].is_subject {
            return None;
        }
        let sentence = self.places[i].sentence;
        let recent = (i.saturating_sub(12)..i).rev().filter(|&j| {
            self.places[j].is_subject
                && self.places[j].sentence + 3 > sentence
                && self.places[j].sentence < sentence
        });
        let named = self.named_by(i);
        let is_quoted_apart = |j: usize| {
            self.places[j].quotation.is_some() && self.places[j].quotation != self.places[i].quotation
        };
        let recent = recent.filter(|&j| !is_quoted_apart(j));
        let found = recent.filter_map(|j| self.owner[j]).find(|&id| {
            self.drafts[id].kind == EntityKind::Person && self.drafts[id].is_named && self.gender_fits(id, i)
        })?;
        (!named.contains(&found)).then_some(found)
    }

    /// Returns the name that a description is said to be: "The frontrunner is 71-year-old Rodrigo Duterte".
    pub(super) fn identified(&self, i: usize) -> Option<usize> {
        let mention = &self.mentions[i];
        let tokens = self.words.text.segments.tokens_in(mention.span);
        let is_definite = matches!(self.words.low(tokens.start), "the" | "his" | "her" | "their" | "its");
        let is_person = mention.kind == Some(EntityKind::Person) && is_definite;
        if !is_person || !matches!(self.words.low(tokens.end), "is" | "was" | "remains") {
            return None;
        }
        let next = (i + 1..self.mentions.len().min(i + 3)).find(|&j| self.is_person_name(j))?;
        let start = match self.mentions[next].title {
            Some(title) => self.words.text.segments.tokens_in(title).start,
            None => self.places[next].token,
        };
        let is_aged = start == tokens.end + 2 && self.words.low(tokens.end + 1).ends_with("-old");
        let end = self.words.text.segments.tokens_in(self.mentions[next].span).end;
        let is_whole = !matches!(self.words.low(end), "'s" | "’s" | "'" | "’");
        self.owner[next].filter(|_| is_whole && (start == tokens.end + 1 || is_aged))
    }

    /// Returns whom the words behind the source `i` name that are told by it; nobody calls himself by name.
    ///
    /// `The Norland lawmaker said that he was not ready to endorse Mr. Tamm` → Tamm
    pub(super) fn named_by(&self, i: usize) -> Vec<usize> {
        let Some(at) = self.telling.source_of[i] else { return Vec::new() };
        let behind = i + 1..self.mentions.len().min(i + WINDOW);
        let is_named =
            |j: &usize| self.telling.told_in[*j] == Some(at) && self.mentions[*j].form == MentionForm::Name;
        behind.filter(is_named).filter_map(|j| self.owner[j]).collect()
    }

    /// Whether the article prints the office only as one that the person held.
    fn is_former(&self, id: usize, noun: &str) -> bool {
        let mut holds = self.drafts[id]
            .roles
            .iter()
            .filter(|role| self.words.text.words(role.span).to_lowercase().contains(synonym(noun)));
        holds.next().is_some_and(|first| first.holding == Holding::Former)
            && holds.all(|role| role.holding == Holding::Former)
    }

    /// Whether the words say a place or hold more than an office: "D-Vt.", "Vermont senator".
    fn is_of_place(&self, role: Span) -> bool {
        let mut tokens = self.words.text.segments.tokens_in(role);
        tokens.any(|t| LEXICON.place(self.words.word(t)).is_some() || self.words.word(t).contains('-'))
    }
}
