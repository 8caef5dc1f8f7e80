//! Parties: the words that name the source of an attribution, turned into who that is.
//!
//! Statements ask for every source; [`super::index`] says which entity stands at a place.
//!
//! `the Estonian premier` → Kaja Kallas; `two people familiar with the talks` → unnamed, 2

mod document;
mod wording;

use super::index::{Index, Place};
use super::source::clip;
use super::{Doubt, Entity, EntityId};
use crate::mention::lexicon::LEXICON;
use crate::mention::pronouns::pronoun;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::model::PartOfSpeech;
use crate::span::Span;
use crate::text::Text;
use crate::token::TokenKind;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What kind of party a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeakerKind {
    /// A named person.
    Person,
    /// A named body.
    Organization,
    /// Several people: "Republicans".
    Group,
    /// Somebody without a name: "two people familiar with the talks".
    Unnamed,
    /// A text: report, law, poll.
    Document,
}

impl SpeakerKind {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Group => "group",
            Self::Unnamed => "unnamed",
            Self::Document => "document",
        }
    }
}

/// Who stands behind words that name a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The entity, where the words could be resolved.
    pub entity: Option<EntityId>,
    /// The entity's name, or the words as printed.
    pub name: String,
    /// What kind of party it is.
    pub kind: SpeakerKind,
    /// How many an unnamed party is, where the words give a number.
    pub count: Option<u32>,
    /// Whom it may be, most likely first, where it is not clear.
    pub candidates: Vec<EntityId>,
    /// How likely it is right, 0 to 1.
    pub confidence: f32,
}

/// Who is who in an article: what parties are resolved against.
#[derive(Clone, Copy, Debug)]
pub struct People<'a> {
    /// The mentions.
    pub mentions: &'a [Mention],
    /// The entities.
    pub entities: &'a [Entity],
    /// Which entity stands where.
    pub index: &'a Index,
}

/// Words that end the head of a noun phrase.
const ENDS_HEAD: &[&str] = &[
    "of", "for", "from", "at", "in", "with", "to", "on", "who", "whose", "which", "that", "by", "near",
    "close", "familiar", "within", "inside", "among", "and",
];

/// Nouns for bodies that stand behind the name of one.
const CALLED: &[&str] = &[
    "newspaper",
    "paper",
    "magazine",
    "website",
    "site",
    "agency",
    "network",
    "broadcaster",
    "channel",
    "party",
    "service",
    "tabloid",
    "daily",
    "weekly",
    "union",
    "company",
    "firm",
    "station",
];

/// Returns the party that the words at `source` name.
pub fn speaker(text: &Text<'_>, people: People<'_>, source: Span, cue: Option<Span>) -> Speaker {
    let party = Party { text, people, source: clip(text, source, cue) };
    party
        .pronoun()
        .or_else(|| party.relative())
        .or_else(|| party.document())
        .or_else(|| party.correspondent())
        .or_else(|| party.called())
        .or_else(|| party.mentioned())
        .or_else(|| party.lone_name())
        .unwrap_or_else(|| party.printed())
}

/// How likely an antecedent must be to be called the speaker; below, the words stay as printed and list whom they may mean.
const RESOLVED: f32 = 0.53;

/// How often a source without a doubt means whom it was resolved to, as measured on the tune articles.
fn certainty(kind: SpeakerKind) -> f32 {
    match kind {
        SpeakerKind::Person => 0.95,
        SpeakerKind::Organization => 0.9,
        SpeakerKind::Group => 0.8,
        SpeakerKind::Unnamed | SpeakerKind::Document => 0.65,
    }
}

fn is_noun(tag: PartOfSpeech) -> bool {
    matches!(tag, PartOfSpeech::NN | PartOfSpeech::NNS | PartOfSpeech::NNP | PartOfSpeech::NNPS)
}

/// The words that name a party.
#[derive(Clone, Copy)]
struct Party<'a> {
    text: &'a Text<'a>,
    people: People<'a>,
    source: Span,
}

impl Party<'_> {
    fn places(&self) -> impl Iterator<Item = Place> {
        self.people.index.places_in(self.source).filter(|place| self.source.contains(place.span))
    }

    /// Returns the party of a source that is nothing but a pronoun.
    fn pronoun(&self) -> Option<Speaker> {
        let tokens = self.text.segments.tokens_in(self.source);
        if tokens.len() != 1 || pronoun(&self.text.lower(tokens.start)).is_none() {
            return None;
        }
        match self.places().next() {
            Some(place) => Some(self.entity(place)),
            None => self.relative().or_else(|| Some(Speaker { confidence: 0.2, ..self.printed() })),
        }
    }

    /// Returns whom "who" or "which" at the start of the source goes back to.
    ///
    /// `Guaido – who leads the assembly – said …` → Guaido
    fn relative(&self) -> Option<Speaker> {
        let tokens = self.text.segments.tokens_in(self.source);
        let low = self.text.lower(tokens.start);
        let is_body = match low.as_str() {
            "which" => true,
            "who" | "whom" => false,
            _ => return None,
        };
        let is_here = |place: &Place| self.text.segments.tokens_in(place.span).start == tokens.start;
        if let Some(place) = self.places().find(is_here) {
            return Some(self.entity(place));
        }
        let from = self.text.segments.sentences[self.text.segments.sentence_of(tokens.start)].tokens.start;
        if tokens.start > from && self.is_uncalled(tokens.start - 1) {
            return None;
        }
        let near = self.text.segments.span_of(from.max(tokens.start.saturating_sub(12))..tokens.start)?;
        let fits = |place: &Place| {
            let entity = &self.people.entities[place.entity];
            let is_name = self.people.mentions[place.mention].form == MentionForm::Name;
            match entity.kind {
                EntityKind::Organization | EntityKind::Place => is_body && is_name,
                EntityKind::Person | EntityKind::Group => !is_body,
                EntityKind::Post => false,
            }
        };
        let place = self.people.index.places_in(near).filter(fits).max_by_key(|place| place.span.end)?;
        Some(Speaker { confidence: 0.7, ..self.entity(place) })
    }

    /// Whether the word is a noun or number that no mention holds: "nearly 6 in 10 who …" goes back to nobody named.
    fn is_uncalled(&self, at: usize) -> bool {
        let token = self.text.segments.tokens[at];
        let is_head = is_noun(self.text.part_of_speech(at)) || token.kind == TokenKind::Number;
        is_head && self.people.index.places_in(token.span).next().is_none()
    }

    /// Returns the person whom a body in front lends: "NBC News’ Alex Moe" where the source stops at the body.
    fn correspondent(&self) -> Option<Speaker> {
        let segments = self.text.segments;
        let end = segments.tokens_in(self.source).end;
        let mark = if matches!(self.text.word(end), "'s" | "’s" | "'" | "’") {
            end
        } else {
            end.checked_sub(1)?
        };
        let next = segments
            .tokens
            .get(mark + 1)
            .filter(|_| matches!(self.text.word(mark), "'s" | "’s" | "'" | "’"))?;
        let is_body = |place: Place| self.people.entities[place.entity].kind == EntityKind::Organization;
        self.places().last().filter(|&place| is_body(place) && segments.tokens_in(place.span).end == mark)?;
        let starts = |place: &Place| {
            let mention = &self.people.mentions[place.mention];
            let is_person = self.people.entities[place.entity].kind == EntityKind::Person;
            let start = mention.title.map_or(mention.span.start, |title| title.start);
            mention.form == MentionForm::Name && is_person && start == next.span.start
        };
        let behind = segments.span_of(mark + 1..segments.tokens.len().min(mark + 9))?;
        self.people.index.places_in(behind).find(starts).map(|place| self.entity(place))
    }

    /// Returns the body that a name in front of its noun calls: "the ruling ANC party", "Tasnim news agency".
    fn called(&self) -> Option<Speaker> {
        let head = self.head();
        let last = head.clone().next_back()?;
        if !CALLED.contains(&self.text.lower(last).as_str()) {
            return None;
        }
        let is_news = last > head.start && matches!(self.text.lower(last - 1).as_str(), "news" | "wire");
        let end = last - usize::from(is_news);
        let calls = |place: &Place| {
            let is_body = self.people.entities[place.entity].kind == EntityKind::Organization;
            let is_name = self.people.mentions[place.mention].form == MentionForm::Name;
            is_body && is_name && self.text.segments.tokens_in(place.span).end == end
        };
        let place = self.places().find(calls)?;
        Some(Speaker { confidence: 0.85, ..self.entity(place) })
    }

    /// Returns the only person or body that the source names, where nothing else heads it.
    ///
    /// `Vice President Biden spoke with Tamm, congratulating …` → Biden
    fn lone_name(&self) -> Option<Speaker> {
        let tokens = self.text.segments.tokens_in(self.source);
        let word = |i: usize| self.text.lower(i);
        let stands = |place: &Place| {
            let mention = &self.people.mentions[place.mention];
            let inside = self.text.segments.tokens_in(place.span);
            let start = mention.title.map_or(inside.start, |title| self.text.segments.tokens_in(title).start);
            let before = start.checked_sub(1).filter(|&i| i >= tokens.start).map(word);
            let is_led =
                before.is_none_or(|low| matches!(low.as_str(), "," | "the" | "and" | "but" | "while"));
            let after = inside.end;
            let goes_on = after < tokens.end
                && (matches!(word(after).as_str(), "'s" | "’s" | "'" | "’" | "-")
                    || is_noun(self.text.part_of_speech(after)));
            mention.form == MentionForm::Name
                && self.people.entities[place.entity].kind == EntityKind::Person
                && is_led
                && !goes_on
        };
        let mut found = self.places().filter(stands);
        let first = found.next()?;
        let opens =
            self.people.mentions[first.mention].title.unwrap_or(first.span).start == self.source.start;
        let is_alone = found.all(|other| other.entity == first.entity);
        (opens || is_alone).then(|| Speaker { confidence: 0.7, ..self.entity(first) })
    }

    /// Returns the party of the mention that heads the source.
    fn mentioned(&self) -> Option<Speaker> {
        let head = self.head();
        let last = head.clone().next_back()?;
        let start = self.text.segments.tokens[last].span.start;
        // "a group of ambassadors" is headed by its first noun here, and by its second as a description.
        let opens = |place: &Place| place.span.start == self.source.start && place.span.end > start;
        let heads = |place: &Place| {
            let mention = &self.people.mentions[place.mention];
            mention.head == last || mention.form == MentionForm::Description && opens(place)
        };
        let named = |place: &Place| self.people.mentions[place.mention].form == MentionForm::Name;
        let place = self.places().filter(heads).max_by_key(|place| (named(place), place.span.len()));
        let place = place.filter(|place| self.people.entities[place.entity].kind != EntityKind::Post);
        let is_described = |place: &Place| {
            let mention = &self.people.mentions[place.mention];
            mention.form == MentionForm::Description && !mention.is_plural
        };
        let place = match place {
            Some(place) if is_described(&place) => {
                self.apposed(head.end).or_else(|| self.apposed_last(head.end)).or(Some(place))
            }
            place => place.or_else(|| self.apposed(head.end)),
        }?;
        if self.is_joined() {
            return Some(Speaker { kind: SpeakerKind::Group, confidence: 0.8, ..self.printed() });
        }
        Some(self.entity(place))
    }

    /// Whether the source joins several parties: "Flake, Collins and Manchin".
    fn is_joined(&self) -> bool {
        let tokens = self.text.segments.tokens_in(self.source);
        if self.is_apposed_name(&tokens) {
            return false;
        }
        let opening = self.text.word(tokens.start);
        let joins =
            |i: usize| matches!(self.text.word(i), "and" | "including") || self.text.word(i) == "along";
        let Some(at) = tokens.clone().find(|&i| joins(i)) else { return false };
        let is_inside = self.places().any(|place| {
            let span = self.text.segments.tokens[at].span;
            place.span.start < span.start && place.span.contains(span)
        });
        let before = tokens.start..at;
        // "a poet and critic", "who lives in and around …" are one party each.
        let next = self.text.lower(at + 1);
        let has_article =
            matches!(next.as_str(), "the" | "a" | "an" | "his" | "her" | "their" | "other" | "some");
        let names_more = self.places().any(|place| {
            let mention = &self.people.mentions[place.mention];
            let start = mention.title.map_or(mention.span.start, |title| title.start);
            mention.form == MentionForm::Name && start == self.text.segments.tokens[at + 1].span.start
        });
        let is_definite = matches!(opening, "the" | "The") && !has_article && !names_more;
        let is_singular = is_definite && self.is_one_person();
        let is_one = matches!(opening, "a" | "an" | "A" | "An")
            || is_singular
            || before.clone().any(|i| matches!(self.text.word(i), "who" | "whose" | "which"));
        let heads = |place: &Place| self.people.mentions[place.mention].form != MentionForm::Pronoun;
        let left = self.places().any(|place| {
            heads(&place)
                && self.people.mentions[place.mention].head + 1 >= at.saturating_sub(8)
                && place.span.start < self.text.segments.tokens[at].span.start
        });
        let right = self
            .places()
            .any(|place| heads(&place) && place.span.start > self.text.segments.tokens[at].span.start);
        left && right
            && !is_one
            && !is_inside
            && !before.clone().any(|i| matches!(self.text.word(i), "of" | "for"))
    }

    /// Whether the source is a person's name with what describes the person behind it.
    ///
    /// `Yulia Tamm, a former minister and a leading figure, …`: one person
    fn is_apposed_name(&self, tokens: &Range<usize>) -> bool {
        let is_first = |place: &Place| {
            let mention = &self.people.mentions[place.mention];
            let start = mention.title.map_or(mention.span.start, |title| title.start);
            mention.form == MentionForm::Name && start <= self.text.segments.tokens[tokens.start].span.end
        };
        let Some(name) = self.places().find(is_first) else { return false };
        let end = self.text.segments.tokens_in(name.span).end;
        if !matches!(self.text.word(end), "," | "(" | "—" | "–" | "-") || end + 1 >= tokens.end {
            return false;
        }
        let next = self.text.segments.tokens[end + 1].span;
        !self.places().any(|place| {
            let mention = &self.people.mentions[place.mention];
            let start = mention.title.map_or(mention.span.start, |title| title.start);
            let is_person = self.people.entities[place.entity].kind == EntityKind::Person;
            mention.form == MentionForm::Name && is_person && start == next.start
        })
    }

    /// Whether the mention that opens the source is of one person.
    fn is_one_person(&self) -> bool {
        self.places().next().is_some_and(|place| !self.people.mentions[place.mention].is_plural)
    }

    /// Returns who is named behind the head: "the party’s leader, Frauke Petry", "Macron’s party, En Marche".
    fn apposed(&self, at: usize) -> Option<Place> {
        let segments = self.text.segments;
        let mut next = at;
        while matches!(self.text.word(next), "," | "—" | "–" | "-" | "--") && next < at + 3 {
            next += 1;
        }
        // "Tamm’s colleague, GOP Sen. Ivo Kask": a party may stand in front of the title.
        let is_party = matches!(self.text.word(next), "GOP" | "Republican" | "Democratic" | "Democrat");
        next += usize::from(is_party && next > at);
        let is_next = |place: &Place| {
            let mention = &self.people.mentions[place.mention];
            let start = mention.title.map_or(mention.span.start, |title| title.start);
            let is_party = matches!(
                self.people.entities[place.entity].kind,
                EntityKind::Person | EntityKind::Organization
            );
            mention.form == MentionForm::Name && is_party && segments.tokens[next].span.start == start
        };
        let is_inside = next > at && next < segments.tokens_in(self.source).end;
        if is_inside { self.places().find(is_next) } else { None }
    }

    /// Returns who is named behind the last comma: "the top member of the panel, Rep. Ivo Kask of Ohio".
    fn apposed_last(&self, from: usize) -> Option<Place> {
        let tokens = self.text.segments.tokens_in(self.source);
        let is_told =
            (from..tokens.end).any(|i| matches!(self.text.word(i), "who" | "which" | "and" | "including"));
        let comma = (from..tokens.end).rev().find(|&i| self.text.word(i) == "," && i + 1 < tokens.end)?;
        let place = self.apposed(comma).filter(|_| !is_told)?;
        (self.people.entities[place.entity].kind == EntityKind::Person).then_some(place)
    }

    /// Returns the tokens from the start of the source to the end of its head.
    fn head(&self) -> Range<usize> {
        let tokens = self.text.segments.tokens_in(self.source);
        let mut end = tokens.start;
        while end < tokens.end {
            let low = self.text.lower(end);
            let is_mark = self.text.segments.tokens[end].kind == TokenKind::Mark
                && low != "-"
                && low != "/"
                && !matches!(low.as_str(), "'" | "’")
                && low != "&"
                && low != "%"
                && low != "$";
            let is_inside = self.places().any(|place| {
                let span = self.text.segments.tokens[end].span;
                place.span.start < span.start
                    && place.span.contains(span)
                    && self.people.mentions[place.mention].form == MentionForm::Name
            });
            let ends = is_mark || ENDS_HEAD.contains(&low.as_str());
            if ends && end > tokens.start && !is_inside {
                break;
            }
            end += 1;
        }
        tokens.start..end
    }

    fn entity(&self, place: Place) -> Speaker {
        let entity = &self.people.entities[place.entity];
        let doubt = entity.doubts.iter().find(|doubt| doubt.mention == place.mention);
        if let Some(doubt) = doubt.filter(|doubt| doubt.confidence < RESOLVED) {
            return self.doubtful(place.entity, doubt);
        }
        let is_introduced = !entity.is_named && entity.mentions.first() == Some(&place.mention);
        let name = if is_introduced { self.words() } else { entity.name.clone() };
        let kind = match entity.kind {
            EntityKind::Person if entity.is_named => SpeakerKind::Person,
            EntityKind::Group => SpeakerKind::Group,
            _ if entity.is_named => SpeakerKind::Organization,
            _ => SpeakerKind::Unnamed,
        };
        Speaker {
            entity: Some(place.entity),
            name,
            kind,
            count: self.people.mentions[place.mention].count,
            candidates: doubt.map_or_else(Vec::new, |doubt| doubt.others.clone()),
            confidence: doubt.map_or(certainty(kind), |doubt| doubt.confidence),
        }
    }

    /// Returns the words as printed with all whom they may mean, where none is likelier than not.
    fn doubtful(&self, best: EntityId, doubt: &Doubt) -> Speaker {
        let candidates = std::iter::once(best).chain(doubt.others.iter().copied()).collect();
        let name = self.text.words(self.source).split_whitespace().collect::<Vec<_>>().join(" ");
        Speaker { name, candidates, confidence: doubt.confidence, ..self.printed() }
    }

    /// Returns the party as printed.
    fn printed(&self) -> Speaker {
        let head = self.head();
        let last = head.clone().next_back().map_or(String::new(), |last| self.text.lower(last));
        let is_body = LEXICON.is_body_head(&last);
        let kind = if is_body { SpeakerKind::Organization } else { SpeakerKind::Unnamed };
        Speaker {
            entity: None,
            name: self.words(),
            kind,
            count: None,
            candidates: Vec::new(),
            confidence: 0.6,
        }
    }
}
