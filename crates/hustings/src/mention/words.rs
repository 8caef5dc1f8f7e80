//! How the words of an article are written: which are capitalized for being names, and which are not.
//!
//! The name finder asks it for every token; a word that opens a sentence counts only with other evidence.
//!
//! `Outgoing Dutch Prime Minister Mark Rutte`: `Outgoing` only opens the sentence, `Rutte` is written so always

use super::lexicon::LEXICON;
use super::title::MODIFIERS;
use crate::model::{EntityTag, PartOfSpeech};
use crate::sentence::Sentence;
use crate::text::Text;
use crate::token::TokenKind;
use std::collections::HashSet;
use std::ops::Range;

/// The words of an article with their lower-case forms and how they are written.
pub(crate) struct Words<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Every token in lower case.
    pub lower: Vec<String>,
    is_name: Vec<bool>,
}

/// Words that are capitalized without being names, and pronouns.
const NEVER: &[&str] = &[
    "i",
    "he",
    "she",
    "it",
    "we",
    "they",
    "you",
    "his",
    "her",
    "their",
    "its",
    "our",
    "my",
    "your",
    "him",
    "them",
    "us",
    "me",
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "and",
    "or",
    "but",
    "if",
    "in",
    "on",
    "at",
    "to",
    "for",
    "from",
    "by",
    "with",
    "as",
    "of",
    "not",
    "no",
    "yes",
    "so",
    "who",
    "what",
    "when",
    "where",
    "why",
    "how",
    "which",
    "whose",
    "there",
    "here",
    "is",
    "was",
    "are",
    "were",
    "be",
    "been",
    "am",
    "do",
    "did",
    "does",
    "has",
    "have",
    "had",
    "will",
    "would",
    "could",
    "should",
    "may",
    "might",
    "can",
    "must",
    "shall",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "jun.",
    "jul.",
    "aug.",
    "sept.",
    "sep.",
    "oct.",
    "nov.",
    "dec.",
    "mon.",
    "tues.",
    "wed.",
    "thurs.",
    "fri.",
    "sat.",
    "sun.",
    "gmt",
    "est",
    "edt",
    "utc",
    "pm",
    "am",
    "p.m.",
    "a.m.",
    "ok",
    "o.k.",
    "tv",
    "covid-19",
    "covid",
    "christmas",
    "easter",
];

/// Of these, the ones that are also names of persons.
const NAMES_TOO: &[&str] =
    &["may", "will", "april", "june", "august", "march", "can", "jan.", "so", "my", "an"];

/// Particles inside and in front of names.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "el",
    "al", "bin", "ibn", "ben", "bint", "abu", "ten", "ter", "zu", "af", "av", "'t", "dello", "ul", "ur",
];

impl<'a> Words<'a> {
    /// Looks at all words of the text.
    pub(crate) fn new(text: &'a Text<'a>) -> Self {
        let tokens = &text.segments.tokens;
        let lower: Vec<String> = (0..tokens.len()).map(|i| text.lower(i)).collect();
        let mut words = Self { text, lower, is_name: vec![false; tokens.len()] };
        let opens = words.opening_tokens();
        let steady = words.steadily_capitalized(&opens);
        for sentence in &text.segments.sentences {
            let is_loud = words.is_loud(sentence);
            for i in sentence.tokens.clone().rev() {
                words.is_name[i] = words.looks_like_name(i, opens[i] || is_loud, &steady);
            }
        }
        words
    }

    /// Whether token `i` is written like a name.
    pub(crate) fn is_name(&self, i: usize) -> bool {
        self.is_name.get(i).copied().unwrap_or(false)
    }

    /// Returns token `i` as printed.
    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.text.word(i)
    }

    /// Returns the lower-case form of token `i`, or the empty string past the end.
    pub(crate) fn low(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    /// Returns the tokens as printed, with one space between them.
    pub(crate) fn joined(&self, tokens: Range<usize>) -> String {
        tokens.map(|i| self.word(i)).collect::<Vec<_>>().join(" ")
    }

    /// Returns the tokens in lower case, with one space between them.
    pub(crate) fn joined_low(&self, tokens: Range<usize>) -> String {
        tokens.map(|i| self.low(i)).collect::<Vec<_>>().join(" ")
    }

    /// Whether token `i` is a particle of names in lower case.
    pub(crate) fn is_particle(&self, i: usize) -> bool {
        PARTICLES.contains(&self.word(i))
    }

    /// Whether the token is a word or number rather than a mark.
    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.text.segments.tokens.get(i).is_some_and(|token| token.kind != TokenKind::Mark)
    }

    /// Whether a title in lower case may start at token `i`, directly or behind "’s".
    pub(crate) fn is_modifier_next(&self, i: usize) -> bool {
        let at = i + usize::from(matches!(self.low(i), "'s" | "’s"));
        let low = self.low(at);
        self.word(at).starts_with(char::is_lowercase)
            && (MODIFIERS.contains(&low) || LEXICON.noun(low).is_some())
    }

    /// Returns the sentence of token `i`, as an index.
    pub(crate) fn sentence_of(&self, i: usize) -> Option<usize> {
        (i < self.lower.len()).then(|| self.text.segments.sentence_of(i))
    }

    /// For every token whether a sentence or quotation opens with it.
    fn opening_tokens(&self) -> Vec<bool> {
        let mut opens = vec![false; self.lower.len()];
        for sentence in &self.text.segments.sentences {
            let mut is_opening = true;
            for i in sentence.tokens.clone() {
                if self.is_word(i) {
                    opens[i] = is_opening;
                    is_opening = false;
                } else {
                    let mark = self.word(i);
                    is_opening |=
                        matches!(mark, "“" | "\"" | "‘" | "``" | "«" | ":" | "„" | "—" | "•" | "*" | "...");
                }
            }
        }
        opens
    }

    /// Returns the words that are capitalized within sentences and never in lower case.
    fn steadily_capitalized(&self, opens: &[bool]) -> HashSet<&'a str> {
        let mut steady = HashSet::new();
        for sentence in self.text.segments.sentences.iter().filter(|sentence| !self.is_loud(sentence)) {
            let within = sentence.tokens.clone().filter(|&i| !opens[i] && is_capitalized(self.word(i)));
            steady.extend(within.map(|i| self.word(i)));
        }
        let lower: HashSet<&str> = self
            .text
            .segments
            .tokens
            .iter()
            .map(|token| self.text.words(token.span))
            .filter(|word| word.starts_with(char::is_lowercase))
            .collect();
        steady.retain(|word| !lower.contains(word.to_lowercase().as_str()));
        steady
    }

    /// Whether nearly all words of the sentence are capitalized, as in a headline.
    fn is_loud(&self, sentence: &Sentence) -> bool {
        let (mut capitalized, mut long) = (0, 0);
        for i in sentence.tokens.clone() {
            let word = self.word(i);
            if word.chars().count() > 3 && word.starts_with(char::is_alphabetic) {
                long += 1;
                capitalized += usize::from(is_capitalized(word));
            }
        }
        let closes = sentence.tokens.end.checked_sub(1).is_some_and(|last| self.word(last) == ".");
        long >= 4 && capitalized * 10 >= long * 9 && !closes
    }

    fn looks_like_name(&self, i: usize, is_weak: bool, steady: &HashSet<&str>) -> bool {
        let (word, low) = (self.word(i), self.low(i));
        if !is_capitalized(word) || !self.is_word(i) {
            return has_late_capital(word);
        }
        if word.chars().count() == 1 && !(self.is_name(i + 1) && low != "a" && low != "i") {
            return false;
        }
        if is_affiliation(word) {
            return false;
        }
        // "WHO recommends …": a pronoun is not in capitals but in a headline.
        if LEXICON.is_body(word) && word.chars().all(char::is_uppercase) && word.len() > 2 && !is_weak {
            return true;
        }
        if NEVER.contains(&low) {
            return NAMES_TOO.contains(&low) && word != "I" && self.is_name_by_company(i, is_weak);
        }
        !is_weak || self.is_name_at_opening(i, steady)
    }

    /// Whether a word that is mostly no name stands in a name: "Theresa May", "Will Smith", "Mrs May".
    fn is_name_by_company(&self, i: usize, is_weak: bool) -> bool {
        let before = i.checked_sub(1).map_or("", |before| self.word(before));
        let after = self.word(i + 1);
        let is_titled = LEXICON.title(before).is_some() || LEXICON.first_name(before).is_some();
        if self.low(i) != "will" && is_titled && is_capitalized(before) {
            return true;
        }
        let is_first = LEXICON.first_name(self.word(i)).is_some() && self.is_name(i + 1);
        is_first
            && !LEXICON.is_common(&after.to_lowercase())
            && (!is_weak || self.low(i) != "may")
            && self.text.segments.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether the tagger takes the word for a proper noun; without a tagger every unknown word is one.
    ///
    /// `Iodine deficiency is common.`: `Iodine` only opens the sentence
    fn is_tagged_name(&self, i: usize) -> bool {
        use PartOfSpeech::{NN, NNP, NNPS, Other};
        let is_first_name = LEXICON.first_name(self.word(i)).is_some();
        let is_entity = !matches!(self.text.tags.entities.get(i), None | Some(EntityTag::Outside));
        match self.text.part_of_speech(i) {
            NNP | NNPS | Other => true,
            NN => is_first_name || is_entity || self.is_name(i + 1),
            _ => is_first_name || is_entity,
        }
    }

    /// Whether a word that opens a sentence, or stands in a headline, is a name.
    fn is_name_at_opening(&self, i: usize, steady: &HashSet<&str>) -> bool {
        let (word, low) = (self.word(i), self.low(i));
        if steady.contains(word) || LEXICON.is_body(word) || LEXICON.title(word).is_some() {
            return true;
        }
        if LEXICON.place(word).is_some() || LEXICON.country_of(word).is_some() {
            return true;
        }
        if self.is_name(i + 1) && (LEXICON.first_name(word).is_some() || LEXICON.noun(low).is_some()) {
            return true;
        }
        // "Downing Street said …"
        let pair = self.joined(i..(i + 2).min(self.lower.len()));
        if self.is_name(i + 1) && (LEXICON.is_body(&pair) || LEXICON.place(&pair).is_some()) {
            return true;
        }
        let is_known = LEXICON.is_common(low) || is_inflected_common(low) || MODIFIERS.contains(&low);
        if !is_known {
            return self.is_tagged_name(i);
        }
        // "Green Party leader …", "Labour Party …": a common word in front of a body's last word.
        self.is_name(i + 1)
            && (LEXICON.is_body_head(self.low(i + 1)) || LEXICON.noun(self.low(i + 1)).is_some())
    }
}

/// Whether the word starts with a capital letter.
pub(crate) fn is_capitalized(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether the word is a party and a state: "D-Mass.", "R-Texas".
fn is_affiliation(word: &str) -> bool {
    word.len() > 3 && ["R-", "D-", "I-"].iter().any(|party| word.starts_with(party)) && word.len() < 12
}

/// Whether a capital follows a short lower-case prefix: "al-Sisi", "d’Alema".
fn has_late_capital(word: &str) -> bool {
    let Some(at) = word.find(['-', '\'', '’']) else { return false };
    let prefix = &word[..at];
    matches!(
        prefix,
        "al" | "el" | "as" | "ad" | "an" | "ar" | "ash" | "at" | "ul" | "d" | "l" | "ibn" | "bin" | "abu"
    ) && word[at..].trim_start_matches(['-', '\'', '’']).starts_with(char::is_uppercase)
}

/// Whether a regular ending hides a common word: "Unsurprisingly" is not one of the list's words.
fn is_inflected_common(low: &str) -> bool {
    ["s", "ed", "d", "ing", "ly", "er", "es"]
        .iter()
        .filter_map(|ending| low.strip_suffix(ending))
        .any(|stem| stem.len() > 2 && (LEXICON.is_common(stem) || LEXICON.is_common(&format!("{stem}e"))))
        || low.strip_prefix("un").is_some_and(|stem| stem.len() > 4 && LEXICON.is_common(stem))
        || low.contains('-') && low.split('-').all(|part| part.len() > 1 && LEXICON.is_common(part))
        || low.ends_with("ingly")
        || low.ends_with("ally")
}
