//! Descriptions and pronouns: whom those mean that name nobody.
//!
//! Walks the mentions in order, keeping who was spoken of lately; [`super::names`] has joined the names.
//!
//! `Rutte revealed … although he admitted …` → `he` is Rutte

use super::antecedent::{Asked, candidates, weigh};
use super::scene::Place;
use super::telling::Telling;
use super::trace::Candidates;
use super::{Doubt, Draft};
use crate::mention::Gender;
use crate::mention::pronouns::Pronoun;
use crate::mention::pronouns::pronoun;
use crate::mention::words::Words;
use crate::mention::{EntityKind, Mention, MentionForm};
use std::collections::HashMap;

/// How many mentions back antecedents are looked for.
pub(super) const WINDOW: usize = 60;

/// Everything a reference is resolved with.
pub(crate) struct Stage<'a> {
    pub words: &'a Words<'a>,
    pub mentions: &'a [Mention],
    pub places: &'a [Place],
    pub telling: &'a Telling,
    pub drafts: Vec<Draft>,
    /// The entity of each mention.
    pub owner: Vec<Option<usize>>,
    /// Who speaks in each outermost quotation.
    pub speakers: HashMap<usize, usize>,
    /// The persons by the singular nouns of their roles.
    pub holders: HashMap<String, Vec<usize>>,
    /// How often each entity was mentioned so far.
    pub counts: Vec<u32>,
    /// Who told something so far, each with the mention that heads the source.
    pub said: Vec<(usize, usize)>,
    /// Whom the last pronoun of each gender and number meant.
    pub last_same: Vec<((Option<Gender>, bool), usize)>,
    /// The candidates of every pronoun, where they are wanted for training.
    pub trace: Option<Vec<Candidates>>,
}

impl Stage<'_> {
    /// Resolves all descriptions and pronouns: outside of quotations first, since those tell who speaks inside.
    pub(super) fn run(&mut self) {
        super::quoting::find_speakers(self);
        self.walk(|place| place.quotation.is_none());
        super::quoting::find_speakers(self);
        self.walk(|_| true);
        self.first_persons();
        self.names_that_follow();
    }

    /// Resolves the mentions at the wanted places that nobody owns yet, in order.
    fn walk(&mut self, is_wanted: impl Fn(&Place) -> bool) {
        self.counts = vec![0; self.drafts.len()];
        self.said.clear();
        self.last_same.clear();
        for i in 0..self.mentions.len() {
            if self.owner[i].is_none() && is_wanted(&self.places[i]) {
                match self.mentions[i].form {
                    MentionForm::Pronoun => self.pronoun(i),
                    MentionForm::Description => self.description(i),
                    MentionForm::Name => {}
                }
            }
            if let Some(id) = self.owner[i] {
                self.counts[id] += 1;
                if self.telling.source_of[i].is_some() {
                    self.said.push((i, id));
                }
            }
        }
    }

    pub(super) fn give(&mut self, i: usize, id: usize) {
        self.owner[i] = Some(id);
        self.drafts[id].mentions.push(i);
        let mention = &self.mentions[i];
        if let Some(gender) = mention.gender.filter(|_| mention.form == MentionForm::Pronoun) {
            self.drafts[id].called[usize::from(gender == Gender::Male)] += 1;
        }
        // "Dana Cole, a spokeswoman …": the noun tells.
        if mention.form == MentionForm::Description && !mention.is_plural {
            self.drafts[id].shown = self.drafts[id].shown.or(mention.gender);
        }
        if self.drafts[id].gender.is_none() && self.drafts[id].kind == EntityKind::Person {
            self.drafts[id].gender = mention.gender;
        }
    }

    fn pronoun(&mut self, i: usize) {
        let low = self.words.low(self.mentions[i].head);
        let Some(known) = pronoun(low) else { return };
        match known.person {
            0 => self.relative(i),
            3 => {
                let asked = self.asked(i, known);
                if self.trace.is_some() {
                    let seen = candidates(self, &asked);
                    self.trace.iter_mut().for_each(|trace| trace.push((i, seen.clone())));
                }
                let ranked = weigh(self, &asked);
                self.settle(i, &ranked);
                let key = (known.gender, known.is_plural);
                self.last_same.retain(|(other, _)| *other != key);
                self.last_same.extend(self.owner[i].map(|id| (key, id)));
            }
            _ => {}
        }
    }

    /// Returns the pronoun at mention `i` with what was last told and spoken of.
    fn asked(&self, i: usize, pronoun: Pronoun) -> Asked {
        let last = self.said.last().copied();
        let other =
            self.said.iter().rev().take(8).find(|(_, id)| Some(*id) != last.map(|(_, id)| id)).copied();
        let key = (pronoun.gender, pronoun.is_plural);
        let sentence = self.places[i].sentence;
        let before =
            (i.saturating_sub(WINDOW)..i).rev().take_while(|&j| self.places[j].sentence + 1 >= sentence);
        let opening =
            before.filter(|&j| self.places[j].sentence + 1 == sentence && self.places[j].is_subject).last();
        Asked {
            mention: i,
            pronoun,
            last_speakers: [last, other],
            last_same: self.last_same.iter().find(|(known, _)| *known == key).map(|&(_, id)| id),
            last_subject: opening.and_then(|j| self.owner[j]),
        }
    }

    /// Gives mention `i` to the best of the ranked antecedents, with a doubt where another comes near.
    fn settle(&mut self, i: usize, ranked: &[(usize, f32)]) {
        let Some(&(id, confidence)) = ranked.first() else { return };
        self.give(i, id);
        if confidence < 0.8 && ranked.len() > 1 {
            let others =
                ranked[1..].iter().filter(|(_, p)| *p > 0.1).map(|&(other, _)| other).take(3).collect();
            self.drafts[id].doubts.push(Doubt { mention: i, confidence, others });
        }
    }

    /// Returns how many mentions of persons by name stand between two mentions.
    pub(crate) fn rivals_between(&self, j: usize, i: usize) -> usize {
        let (from, to) = (j.min(i) + 1, j.max(i));
        (from..to).filter(|&k| self.is_person_name(k) && self.owner[k] != self.owner[j]).count()
    }

    /// "who" and "whose" mean what stands right before them.
    fn relative(&mut self, i: usize) {
        let token = self.mentions[i].head;
        for j in (i.saturating_sub(6)..i).rev() {
            let end = self.words.text.segments.tokens_in(self.mentions[j].span).end;
            let gap = token.saturating_sub(end);
            let is_near = gap == 0 || gap == 1 && self.words.word(end) == ",";
            let affiliation = gap <= 8 && self.words.word(end) == "(" && self.words.word(token - 1) == ")";
            let is_person = self.owner[j]
                .is_some_and(|id| matches!(self.drafts[id].kind, EntityKind::Person | EntityKind::Group));
            // "a former banker and economy minister who …"
            let is_joined = gap <= 4
                && self.words.low(end) == "and"
                && (end + 1..token).all(|t| !super::scene::is_verb(self.words, t) && self.words.is_word(t));
            if (is_near || affiliation || is_joined) && is_person {
                if let Some(id) = self.owner[j] {
                    self.give(i, id);
                }
                return;
            }
        }
    }

    /// "I" inside of a quotation is its speaker.
    fn first_persons(&mut self) {
        super::quoting::find_speakers(self);
        for i in 0..self.mentions.len() {
            let known = pronoun(self.words.low(self.mentions[i].head));
            let is_first = self.mentions[i].form == MentionForm::Pronoun
                && known.is_some_and(|p| p.person == 1 && !p.is_plural);
            let speaker =
                self.places[i].quotation.and_then(|quotation| self.speakers.get(&quotation).copied());
            if let Some(id) = speaker.filter(|_| is_first && self.owner[i].is_none()) {
                self.give(i, id);
            }
        }
    }
}
