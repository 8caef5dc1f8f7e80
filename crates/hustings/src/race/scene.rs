//! An article as the race stages look at it: who, when and which statement stands at each token.
//!
//! Made once by [`super::extract`] from what earlier stages found; every kind of fact asks it.
//!
//! `Rutte will meet with Stoltenberg`: token 0 is entity 0, token 4 is entity 2, nothing is quoted

use super::{Basis, Party};
use crate::entity::EntityId;
use crate::mention::{EntityKind, MentionForm};
use crate::model::PartOfSpeech;
use crate::segment::Segments;
use crate::span::Span;
use crate::statement::{Findings, Statement};
use crate::text::Text;
use std::ops::Range;

/// Everything that is known of each token.
pub(super) struct Scene<'a> {
    pub text: Text<'a>,
    pub findings: Findings<'a>,
    pub statements: &'a [Statement],
    /// The tokens in lower case.
    pub lower: Vec<String>,
    /// The mention that each token belongs to: the longest name, else description, else pronoun.
    mention_at: Vec<Option<usize>>,
    /// The tokens of each mention.
    mention_tokens: Vec<Range<usize>>,
    /// The entity that each mention refers to.
    entity_of: Vec<Option<EntityId>>,
    /// The innermost statement whose content each token belongs to.
    statement_at: Vec<Option<usize>>,
    /// The time expression that each token belongs to.
    timex_at: Vec<Option<usize>>,
    /// The sentence of each token.
    sentence_at: Vec<usize>,
}

impl<'a> Scene<'a> {
    pub fn new(text: Text<'a>, findings: Findings<'a>, statements: &'a [Statement]) -> Self {
        let segments = text.segments;
        let count = segments.tokens.len();
        let mut scene = Self {
            text,
            findings,
            statements,
            lower: (0..count).map(|i| text.lower(i).replace('’', "'")).collect(),
            mention_at: vec![None; count],
            mention_tokens: findings.mentions.iter().map(|m| segments.tokens_in(m.span)).collect(),
            entity_of: vec![None; findings.mentions.len()],
            statement_at: vec![None; count],
            timex_at: vec![None; count],
            sentence_at: vec![0; count],
        };
        scene.place_mentions();
        scene.place_statements();
        for (k, timex) in findings.timexes.iter().enumerate() {
            segments.tokens_in(timex.span).for_each(|i| scene.timex_at[i] = Some(k));
        }
        for (k, sentence) in segments.sentences.iter().enumerate() {
            sentence.tokens.clone().for_each(|i| scene.sentence_at[i] = k);
        }
        scene
    }

    fn place_mentions(&mut self) {
        for (id, entity) in self.findings.entities.iter().enumerate() {
            for &mention in &entity.mentions {
                if let Some(slot) = self.entity_of.get_mut(mention) {
                    *slot = Some(id);
                }
            }
        }
        let rank = |k: usize| {
            let form = match self.findings.mentions[k].form {
                MentionForm::Name => 2,
                MentionForm::Description => 1,
                MentionForm::Pronoun => 0,
            };
            (form, self.mention_tokens[k].len())
        };
        for k in 0..self.findings.mentions.len() {
            for i in self.mention_tokens[k].clone() {
                if self.mention_at[i].is_none_or(|old| rank(old) < rank(k)) {
                    self.mention_at[i] = Some(k);
                }
            }
        }
    }

    /// A content inside of another one is the shorter of the two, so the longest are placed first.
    fn place_statements(&mut self) {
        let length = |k: &usize| self.content(*k).map(|span| span.len()).sum::<usize>();
        let mut order: Vec<usize> = (0..self.statements.len()).collect();
        order.sort_by_key(|k| std::cmp::Reverse(length(k)));
        for k in order {
            let spans: Vec<Span> = self.content(k).collect();
            for span in spans {
                self.segments().tokens_in(span).for_each(|i| self.statement_at[i] = Some(k));
            }
        }
    }

    fn content(&self, statement: usize) -> impl Iterator<Item = Span> + use<'a> {
        let attribution = self.findings.attributions.get(self.statements[statement].attribution);
        attribution.map_or(&[][..], |attribution| &attribution.content).iter().copied()
    }

    pub fn segments(&self) -> &'a Segments {
        self.text.segments
    }

    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// Returns token `i` in lower case, or the empty string past the end.
    pub fn word(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    pub fn pos(&self, i: usize) -> PartOfSpeech {
        self.text.part_of_speech(i)
    }

    /// Whether the token starts with a capital letter.
    pub fn is_capital(&self, i: usize) -> bool {
        self.text.word(i).starts_with(char::is_uppercase)
    }

    pub fn sentence(&self, i: usize) -> Range<usize> {
        let sentence = self.sentence_at.get(i).and_then(|&k| self.segments().sentences.get(k));
        sentence.map_or(i..i, |sentence| sentence.tokens.clone())
    }

    pub fn sentence_index(&self, i: usize) -> usize {
        self.sentence_at.get(i).copied().unwrap_or(0)
    }

    /// Returns the mention at token `i`.
    pub fn mention(&self, i: usize) -> Option<usize> {
        self.mention_at.get(i).copied().flatten()
    }

    /// Returns the tokens of a mention.
    pub fn tokens_of(&self, mention: usize) -> Range<usize> {
        self.mention_tokens[mention].clone()
    }

    /// Returns the entity at token `i`.
    pub fn entity(&self, i: usize) -> Option<EntityId> {
        self.mention(i).and_then(|mention| self.entity_of[mention])
    }

    /// Returns the person at token `i`; a first person is the speaker of its statement.
    pub fn person(&self, i: usize) -> Option<EntityId> {
        let is_person = |id: &EntityId| self.findings.entities[*id].kind == EntityKind::Person;
        let found = self.entity(i).filter(is_person);
        let is_first = matches!(self.word(i), "i" | "me" | "my" | "myself");
        found.or_else(|| {
            let speaker = self.statement(i).filter(|_| is_first)?;
            self.statements[speaker].speaker.entity.filter(is_person)
        })
    }

    /// Returns the person whose name or pronoun token `i` belongs to: a description is words about somebody.
    pub fn named_person(&self, i: usize) -> Option<EntityId> {
        let is_description =
            |mention: usize| self.findings.mentions[mention].form == MentionForm::Description;
        if self.mention(i).is_some_and(is_description) { None } else { self.person(i) }
    }

    /// Returns the innermost statement that token `i` is content of.
    pub fn statement(&self, i: usize) -> Option<usize> {
        self.statement_at.get(i).copied().flatten()
    }

    /// Returns the time expression at token `i`.
    pub fn timex(&self, i: usize) -> Option<usize> {
        self.timex_at.get(i).copied().flatten()
    }

    /// Returns the bytes of a run of tokens; an empty span for an empty run.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.segments().span_of(tokens).unwrap_or(Span { start: 0, end: 0 })
    }

    /// Returns the words of a run of tokens as printed.
    pub fn words(&self, tokens: Range<usize>) -> &'a str {
        self.text.words(self.span(tokens))
    }

    /// Returns an entity as a party.
    pub fn party(&self, id: EntityId) -> Party {
        Party { entity: Some(id), name: self.findings.entities[id].name.clone() }
    }

    /// Returns the basis of a fact that the words of `tokens` tell, its predicate at token `at`.
    pub fn basis(&self, tokens: Range<usize>, at: usize, confidence: f32) -> Basis {
        Basis { evidence: vec![self.span(tokens)], asserted_by: self.statement(at), confidence }
    }
}
