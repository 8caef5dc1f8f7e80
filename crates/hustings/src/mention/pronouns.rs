//! Pronouns that refer to persons, groups and bodies.
//!
//! [`crate::entity`] finds whom each means.
//!
//! `Kallas said she would run` → `she`, one woman

use super::words::Words;
use super::{Gender, Mention, MentionForm};
use crate::sentence::Sentence;

/// What a pronoun tells by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pronoun {
    /// First, second or third person.
    pub person: u8,
    /// The gender it shows.
    pub gender: Option<Gender>,
    /// Whether it stands for several.
    pub is_plural: bool,
    /// Whether it may stand for a human being.
    pub is_human: bool,
    /// Whether it is possessive.
    pub is_possessive: bool,
}

/// Returns what a pronoun tells; `low` is in lower case.
pub(crate) fn pronoun(low: &str) -> Option<Pronoun> {
    let (person, gender, is_plural, is_human) = match low {
        "he" | "him" | "his" | "himself" => (3, Some(Gender::Male), false, true),
        "she" | "her" | "hers" | "herself" => (3, Some(Gender::Female), false, true),
        "they" | "them" | "their" | "theirs" | "themselves" => (3, None, true, true),
        "it" | "its" | "itself" => (3, None, false, false),
        "i" | "me" | "my" | "mine" | "myself" => (1, None, false, true),
        "we" | "us" | "our" | "ours" | "ourselves" => (1, None, true, true),
        "who" | "whom" | "whose" => (0, None, false, true),
        _ => return None,
    };
    let is_possessive = matches!(
        low,
        "his" | "her" | "hers" | "their" | "theirs" | "its" | "my" | "mine" | "our" | "ours" | "whose"
    );
    Some(Pronoun { person, gender, is_plural, is_human, is_possessive })
}

/// Returns the pronouns of one sentence.
pub(crate) fn find(words: &Words<'_>, sentence: &Sentence) -> Vec<Mention> {
    let refers = |i: usize| {
        let found = pronoun(words.low(i))?;
        if words.low(i) == "us" && words.word(i) == "US" || words.low(i) == "i" && words.word(i) == "i" {
            return None;
        }
        Some(Mention {
            span: words.text.segments.tokens[i].span,
            form: MentionForm::Pronoun,
            kind: None,
            head: i,
            title: None,
            gender: found.gender,
            is_plural: found.is_plural,
            count: None,
        })
    };
    sentence.tokens.clone().filter_map(refers).collect()
}
