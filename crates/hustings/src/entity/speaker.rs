//! Parties: the words that name the source of an attribution, turned into who that is.
//!
//! Statements ask for every source; [`super::index`] says which entity stands at a place.
//!
//! `the Estonian premier` → Kaja Kallas; `two people familiar with the talks` → unnamed, 2

use super::index::{Index, Place};
use super::{Entity, EntityId};
use crate::mention::lexicon::LEXICON;
use crate::mention::pronouns::pronoun;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::span::Span;
use crate::text::Text;
use crate::token::TokenKind;
use std::ops::Range;

/// What kind of party a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
pub struct Resolution {
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

/// Nouns for texts and for what polls and laws say.
const DOCUMENTS: &[&str] = &[
    "poll",
    "polls",
    "survey",
    "surveys",
    "report",
    "reports",
    "study",
    "statement",
    "statements",
    "letter",
    "memo",
    "document",
    "documents",
    "law",
    "constitution",
    "results",
    "data",
    "analysis",
    "ruling",
    "filing",
    "filings",
    "records",
    "email",
    "emails",
    "e-mail",
    "e-mails",
    "tweet",
    "article",
    "editorial",
    "ad",
    "release",
    "transcript",
    "dossier",
    "indictment",
    "complaint",
    "lawsuit",
    "resolution",
    "figures",
    "estimates",
    "book",
    "rumors",
    "rumours",
    "website",
    "manifesto",
    "bill",
    "rules",
    "story",
    "column",
    "count",
    "census",
];

/// Returns the party that the words at `source` name.
pub fn speaker(text: &Text<'_>, people: People<'_>, source: Span) -> Resolution {
    let party = Party { text, people, source: clip(text, source) };
    party
        .pronoun()
        .or_else(|| party.document())
        .or_else(|| party.mentioned())
        .unwrap_or_else(|| party.printed())
}

/// Returns the source within one paragraph and without the day at its end.
///
/// `Israel’s prime minister Saturday said …` → `Israel’s prime minister`
fn clip(text: &Text<'_>, source: Span) -> Span {
    let segments = text.segments;
    let mut tokens = segments.tokens_in(source);
    if tokens.is_empty() {
        return source.trim(text.body());
    }
    let paragraph = |i: usize| segments.sentences[segments.sentence_of(i)].paragraph;
    let first = paragraph(tokens.start);
    if paragraph(tokens.end - 1) != first {
        tokens.end = tokens.clone().find(|&i| paragraph(i) != first).unwrap_or(tokens.end);
    }
    while tokens.len() > 1 {
        let low = text.lower(tokens.end - 1);
        let is_left =
            is_day(&low) || matches!(low.as_str(), "on" | "," | "late" | "early" | "last" | "has" | "have");
        if !is_left {
            break;
        }
        tokens.end -= 1;
    }
    segments.span_of(tokens).unwrap_or(source)
}

fn is_day(low: &str) -> bool {
    matches!(
        low,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
    )
}

/// The words that name a party.
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
    fn pronoun(&self) -> Option<Resolution> {
        let tokens = self.text.segments.tokens_in(self.source);
        if tokens.len() != 1 || pronoun(&self.text.lower(tokens.start)).is_none() {
            return None;
        }
        let Some(place) = self.places().next() else {
            return Some(Resolution { confidence: 0.2, ..self.printed() });
        };
        Some(self.entity(place))
    }

    /// Returns the document, or whose statement it is: "A statement from the company".
    fn document(&self) -> Option<Resolution> {
        let head = self.head();
        let last = head.clone().next_back()?;
        if !DOCUMENTS.contains(&self.text.lower(last).as_str()) {
            return None;
        }
        let is_from = matches!(self.text.lower(head.end).as_str(), "from" | "by");
        let author = self.places().find(|place| self.text.segments.tokens_in(place.span).start > head.end);
        match author.filter(|_| is_from) {
            Some(place) => Some(self.entity(place)),
            None => Some(Resolution { kind: SpeakerKind::Document, ..self.printed() }),
        }
    }

    /// Returns the party of the mention that heads the source.
    fn mentioned(&self) -> Option<Resolution> {
        let head = self.head();
        let last = head.clone().next_back()?;
        let heads = |place: &Place| self.people.mentions[place.mention].head == last;
        let named = |place: &Place| self.people.mentions[place.mention].form == MentionForm::Name;
        let place = self.places().filter(heads).max_by_key(|place| (named(place), place.span.len()));
        let place = place.filter(|place| self.people.entities[place.entity].kind != EntityKind::Post);
        let place = place.or_else(|| self.apposed(head.end))?;
        if self.is_joined() {
            return Some(Resolution { kind: SpeakerKind::Group, confidence: 0.8, ..self.printed() });
        }
        Some(self.entity(place))
    }

    /// Whether the source joins several parties: "Flake, Collins and Manchin".
    fn is_joined(&self) -> bool {
        let tokens = self.text.segments.tokens_in(self.source);
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
        let is_one = matches!(opening, "a" | "an" | "A" | "An")
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

    /// Returns the person named behind the head: "the party’s leader, Frauke Petry".
    fn apposed(&self, at: usize) -> Option<Place> {
        let is_apposition = self.text.word(at) == ",";
        let is_name = |place: &Place| {
            self.people.mentions[place.mention].form == MentionForm::Name
                && self.people.entities[place.entity].kind == EntityKind::Person
        };
        self.places().find(is_name).filter(|_| is_apposition)
    }

    /// Returns the tokens from the start of the source to the end of its head.
    fn head(&self) -> Range<usize> {
        let tokens = self.text.segments.tokens_in(self.source);
        let mut end = tokens.start;
        while end < tokens.end {
            let low = self.text.lower(end);
            let is_mark = self.text.segments.tokens[end].kind == TokenKind::Mark
                && low != "-"
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

    fn entity(&self, place: Place) -> Resolution {
        let entity = &self.people.entities[place.entity];
        let doubt = entity.doubts.iter().find(|doubt| doubt.mention == place.mention);
        let is_introduced = !entity.is_named && entity.mentions.first() == Some(&place.mention);
        let name = if is_introduced { self.words() } else { entity.name.clone() };
        let kind = match entity.kind {
            EntityKind::Person if entity.is_named => SpeakerKind::Person,
            EntityKind::Group => SpeakerKind::Group,
            _ if entity.is_named => SpeakerKind::Organization,
            _ => SpeakerKind::Unnamed,
        };
        Resolution {
            entity: Some(place.entity),
            name,
            kind,
            count: self.people.mentions[place.mention].count,
            candidates: doubt.map_or_else(Vec::new, |doubt| doubt.others.clone()),
            confidence: doubt.map_or(0.95, |doubt| doubt.confidence),
        }
    }

    /// Returns the words of the source with every person in them under the canonical name.
    fn words(&self) -> String {
        let body = self.text.body();
        let mut out = String::new();
        let mut at = self.source.start;
        for place in self.places() {
            let mention = &self.people.mentions[place.mention];
            let entity = &self.people.entities[place.entity];
            let is_person = entity.is_named && entity.kind == EntityKind::Person;
            let is_owner = mention.form == MentionForm::Pronoun
                && pronoun(&self.text.lower(mention.head)).is_some_and(|p| p.is_possessive && p.person == 3);
            let start = mention.title.map_or(mention.span.start, |title| title.start);
            if start < at || mention.span.end > self.source.end || !(is_person || is_owner && entity.is_named)
            {
                continue;
            }
            out += &body[at..start];
            out += &entity.name;
            if is_owner {
                out += "’s";
            }
            at = mention.span.end;
        }
        out += &body[at..self.source.end];
        let words = out.trim_matches([',', ' ', '(', ')', '“', '”', '"']);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the party as printed.
    fn printed(&self) -> Resolution {
        let head = self.head();
        let last = head.clone().next_back().map_or(String::new(), |last| self.text.lower(last));
        let is_body = LEXICON.is_body_head(&last);
        let kind = if is_body { SpeakerKind::Organization } else { SpeakerKind::Unnamed };
        Resolution {
            entity: None,
            name: self.words(),
            kind,
            count: None,
            candidates: Vec::new(),
            confidence: 0.6,
        }
    }
}
