//! The words of a party without a name, with those who have one called by it.
//!
//! `A spokeswoman for the mayor` → A spokeswoman for Timo Vermeer

use super::{Party, is_noun};
use crate::entity::index::Place;
use crate::mention::pronouns::pronoun;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::model::PartOfSpeech;
use crate::span::Span;

/// Nouns for what stays somebody's: "Karin Holm’s office", but "colleagues of Karin Holm".
const OWNED: &[&str] =
    &["office", "team", "campaign", "camp", "party", "administration", "government", "family"];

impl Party<'_> {
    /// Returns the words of the source with every person in them under the canonical name.
    ///
    /// `his campaign manager` → campaign manager of Timo Vermeer
    pub(super) fn words(&self) -> String {
        let body = self.text.body();
        let mut out = String::new();
        let mut at = self.source.start;
        let mut put = |from: Span, name: &str| {
            if from.start >= at {
                out += &body[at..from.start];
                out += name;
                at = from.end;
            }
        };
        let mut owner = None;
        let phrase = self.phrase_end();
        for place in self.places().filter(|place| place.span.end <= phrase) {
            let mention = &self.people.mentions[place.mention];
            let entity = &self.people.entities[place.entity];
            let start = mention.title.map_or(mention.span.start, |title| title.start);
            if let Some((end, name)) = owner.take_if(|(end, _)| *end <= start) {
                put(Span::new(end, end), &format!(" of {name}"));
            }
            if self.is_third_owner(mention) && entity.is_named {
                match self.head().next_back() {
                    Some(last)
                        if start == self.source.start && !OWNED.contains(&self.text.lower(last).as_str()) =>
                    {
                        owner = Some((self.text.segments.tokens[last].span.end, &entity.name));
                        put(mention.span, "");
                    }
                    _ => put(mention.span, &format!("{}’s", entity.name)),
                }
            } else if self.stands_alone(mention) && entity.is_named && entity.kind == EntityKind::Person {
                put(Span::new(start, mention.span.end), &entity.name);
            } else if entity.is_named && self.is_inner(place) {
                put(mention.span, &entity.name);
            }
        }
        if let Some((end, name)) = owner {
            put(Span::new(end, end), &format!(" of {name}"));
        }
        out += &body[at..phrase.max(at)];
        let words = out.trim_matches([',', ' ', '(', ')', '“', '”', '"']);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns where the phrase ends that names one without what is told of them: "a senior official who met her".
    fn phrase_end(&self) -> usize {
        let tokens = self.text.segments.tokens_in(self.source);
        let head = self.head();
        let Some(last) = head.clone().next_back() else { return self.source.end };
        let is_one = self.text.part_of_speech(last) == PartOfSpeech::NN;
        let mut at = head.end;
        while matches!(self.text.word(at), "," | "—" | "–") && at < tokens.end {
            at += 1;
        }
        let is_told = at < tokens.end && matches!(self.text.word(at), "who" | "which" | "that");
        if is_one && is_told { self.text.segments.tokens[last].span.end } else { self.source.end }
    }

    /// Whether a description of somebody named stands inside of the source: "the mayor" of "a spokesman for the mayor".
    fn is_inner(&self, place: Place) -> bool {
        let mention = &self.people.mentions[place.mention];
        let entity = &self.people.entities[place.entity];
        let is_doubtful = entity.doubts.iter().any(|doubt| doubt.mention == place.mention);
        let tokens = self.text.segments.tokens_in(mention.span);
        let before = tokens.start.checked_sub(1).map_or(String::new(), |i| self.text.lower(i));
        let is_behind =
            place.span.start > self.source.start && matches!(before.as_str(), "of" | "for" | "to");
        let is_owner = matches!(self.text.word(tokens.end), "'s" | "’s")
            && place.span.start == self.source.start
            && self.text.lower(tokens.end + 1) != "office";
        let is_person = mention.form == MentionForm::Description && entity.kind == EntityKind::Person;
        is_person && !is_doubtful && (is_behind || is_owner)
    }

    /// Whether the mention is "his", "her" or "their".
    fn is_third_owner(&self, mention: &Mention) -> bool {
        mention.form == MentionForm::Pronoun
            && pronoun(&self.text.lower(mention.head)).is_some_and(|p| p.is_possessive && p.person == 3)
    }

    /// Whether the mention is a name that names somebody by itself: not "Tamm" in "some Tamm supporters".
    pub(super) fn stands_alone(&self, mention: &Mention) -> bool {
        let after = self.text.segments.tokens_in(mention.span).end;
        let is_part = after < self.text.segments.tokens.len()
            && self.text.segments.tokens[after].span.end <= self.source.end
            && is_noun(self.text.part_of_speech(after));
        mention.form == MentionForm::Name && !is_part
    }
}
