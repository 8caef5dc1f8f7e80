//! Mentions: words that name or point to persons, organizations, places, posts and groups.
//!
//! Found in the tagged text; [`crate::entity`] joins those that mean the same one.
//!
//! `Estonian Prime Minister Kaja Kallas … She … the premier`: three mentions of one person

mod carriers;
mod descriptions;
mod heads;
pub(crate) mod kinds;
pub(crate) mod lexicon;
mod names;
mod phrase;
pub(crate) mod pronouns;
mod run;
pub(crate) mod title;
pub(crate) mod words;

use crate::span::Span;
use crate::text::Text;
use lexicon::LEXICON;
use names::Candidate;
use serde::{Deserialize, Serialize};
use words::Words;

/// Words that refer to somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands; for names without title and role.
    pub span: Span,
    /// How it refers.
    pub form: MentionForm,
    /// What kind of thing it refers to, as far as the words tell.
    pub kind: Option<EntityKind>,
    /// The token that carries the reference: the surname, the noun, the pronoun.
    pub head: usize,
    /// The title and role words in front of a name: "outgoing Dutch Prime Minister".
    pub title: Option<Span>,
    /// Which gender the words show, where they show one.
    pub gender: Option<Gender>,
    /// Whether they refer to several.
    pub is_plural: bool,
    /// How many, where the words give a number: "two people familiar with the talks".
    pub count: Option<u32>,
}

/// The gender that words show: of a person, not of a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// "she", "Mrs", "spokeswoman".
    Female,
    /// "he", "Mr", "chairman" of a man.
    Male,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// By a name.
    Name,
    /// By a description: "the Estonian premier".
    Description,
    /// By a pronoun.
    Pronoun,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body with a name: party, government, agency, outlet.
    Organization,
    /// A country, city or region.
    Place,
    /// An office that somebody can hold.
    Post,
    /// Several people without one name: "Republicans", "voters".
    Group,
}

impl EntityKind {
    /// Returns the word that JSON and people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Post => "post",
            Self::Group => "group",
        }
    }
}

/// Returns the mentions of the article in the order of their starts.
pub fn find(text: &Text<'_>) -> Vec<Mention> {
    let words = Words::new(text);
    let candidates = candidates(&words);
    let kinds = kinds::decide(&words, &candidates);
    let mut taken = vec![false; words.lower.len()];
    let mut mentions = Vec::new();
    for (candidate, kind) in candidates.iter().zip(kinds) {
        let first = candidate.title.as_ref().map_or(candidate.tokens.start, |title| title.start);
        taken[first..candidate.tokens.end].fill(true);
        mentions.extend(kind.and_then(|kind| name(&words, candidate, kind)));
    }
    for sentence in &text.segments.sentences {
        mentions.extend(descriptions::find(&words, sentence, &taken));
        mentions.extend(pronouns::find(&words, sentence));
    }
    mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    mentions.dedup_by_key(|mention| mention.span);
    mentions.retain(|mention| !text.article.is_insert(mention.span));
    mentions
}

/// Returns the candidates of all sentences with their whole titles.
fn candidates(words: &Words<'_>) -> Vec<Candidate> {
    let mut all = Vec::new();
    for sentence in &words.text.segments.sentences {
        let mut from = sentence.tokens.start;
        for candidate in names::candidates(words, sentence) {
            let (start, end) = (candidate.tokens.start, candidate.tokens.end);
            let is_ahead = start >= from;
            let candidate = if is_ahead { title::extend(words, candidate, from) } else { candidate };
            // A name without a title may open the title of the next one: "Vodalink chief executive …".
            let opens_title = candidate.title.is_none() && !candidate.is_post && words.is_modifier_next(end);
            from = from.max(if opens_title { start } else { end });
            all.push(candidate);
        }
    }
    all
}

/// Returns the mention of a name or post.
fn name(words: &Words<'_>, candidate: &Candidate, kind: EntityKind) -> Option<Mention> {
    let segments = words.text.segments;
    let tokens = candidate.tokens.clone();
    let is_person = kind == EntityKind::Person;
    let title = candidate.title.clone().filter(|_| is_person);
    let gender = if is_person { gender_of(words, candidate) } else { None };
    Some(Mention {
        span: segments.span_of(tokens.clone())?,
        form: if kind == EntityKind::Post { MentionForm::Description } else { MentionForm::Name },
        kind: Some(kind),
        head: tokens.end - 1,
        title: title.and_then(|title| segments.span_of(title)),
        gender,
        is_plural: false,
        count: None,
    })
}

/// Returns the gender that the title or the first name shows.
fn gender_of(words: &Words<'_>, candidate: &Candidate) -> Option<Gender> {
    let from_title = candidate.title.clone().and_then(|title| {
        title.rev().find_map(|i| {
            let noun = LEXICON.noun(words.low(i)).and_then(|noun| noun.gender);
            noun.or_else(|| LEXICON.title(words.word(i)).flatten())
        })
    });
    // "Sen. Kelly": behind a title a name alone is a surname.
    let is_surname = candidate.title.is_some() && candidate.tokens.len() == 1;
    from_title.or_else(|| {
        if is_surname {
            return None;
        }
        let first = candidate.tokens.clone().find(|&i| !words.word(i).ends_with('.'))?;
        LEXICON.first_name(words.word(first)).flatten()
    })
}
