//! The article's words as the attribution rules see them: classes, noun phrases and clause borders.
//!
//! Made once for an article; parts of speech are used where the tagger gives them, closed word lists elsewhere.
//!
//! `Some NATO diplomats [noun phrase] view [verb] Kallas as …`

use super::cue::{self, Form, Verb};
use crate::model::PartOfSpeech as Pos;
use crate::occasion;
use crate::quotation::QuoteState;
use crate::text::Text;
use crate::token::TokenKind;
use std::ops::Range;

/// No rule looks further than this many tokens, so that reading stays linear on text without full stops.
pub(super) const REACH: usize = 220;

/// What a token can be in a noun phrase or a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// "he", "they", "who" are subjects by themselves.
    Pronoun,
    Determiner,
    Preposition,
    /// "and", "but", "or".
    Coordinator,
    /// "that", "while", "who": a clause begins.
    Subordinator,
    /// "has", "would", "was", "not".
    Auxiliary,
    Adverb,
    /// A cue verb, or any verb where the tagger tells.
    Verb,
    /// A clitic of possession.
    Possessive,
    /// A name, by its capital.
    Name,
    /// A noun, adjective or number; any other word without the tagger.
    Noun,
    Mark,
}

const PRONOUNS: &[&str] = &["he", "she", "they", "we", "i", "it", "you"];
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "their", "its", "my", "our", "your", "this", "these", "those", "some",
    "many", "most", "several", "few", "both", "all", "one", "two", "three", "no", "any", "each", "every",
    "another", "other",
];
const PREPOSITIONS: &[&str] = &[
    "of", "in", "on", "at", "for", "with", "from", "by", "to", "about", "over", "under", "during", "after",
    "before", "into", "through", "against", "between", "among", "as", "within", "since", "until", "toward",
    "towards", "despite", "amid", "without", "behind", "near", "around", "like",
];
const COORDINATORS: &[&str] = &["and", "or", "but", "nor", "yet", "&"];
const SUBORDINATORS: &[&str] = &[
    "that", "who", "which", "while", "although", "though", "because", "when", "if", "where", "whether", "so",
    "whose", "whom", "unless", "how", "why", "what", "than",
];
const AUXILIARIES: &[&str] = &[
    "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would", "could", "can",
    "may", "might", "should", "must", "shall", "do", "does", "did", "n't", "not", "’ve", "’d", "’ll", "’s",
    "'ve", "'d", "'ll", "ca", "wo", "never",
];
const ADVERBS: &[&str] = &[
    "also",
    "later",
    "then",
    "once",
    "first",
    "recently",
    "even",
    "still",
    "now",
    "again",
    "just",
    "already",
    "once",
    "often",
    "always",
    "earlier",
    "soon",
    "further",
    "previously",
    "however",
    "too",
    "meanwhile",
];

/// The article with its words classed.
pub(super) struct Words<'a> {
    pub(super) text: &'a Text<'a>,
    lower: Vec<String>,
    class: Vec<Class>,
    verb: Vec<Option<(&'static Verb, Form)>>,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a Text<'a>) -> Self {
        let count = text.segments.tokens.len();
        let lower: Vec<String> = (0..count).map(|i| text.lower(i)).collect();
        let verb: Vec<_> = (0..count).map(|i| cue::verb(&lower[i])).collect();
        let mut words = Self { text, lower, class: Vec::new(), verb };
        words.class = (0..count).map(|i| words.classify(i)).collect();
        words
    }

    pub(super) fn len(&self) -> usize {
        self.lower.len()
    }

    /// Returns token `i` in lower case, or the empty string past the end.
    pub(super) fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    pub(super) fn class(&self, i: usize) -> Class {
        self.class.get(i).copied().unwrap_or(Class::Mark)
    }

    /// Returns the cue verb that token `i` is, if it can be a verb here.
    pub(super) fn cue_verb(&self, i: usize) -> Option<(&'static Verb, Form)> {
        let found = self.verb.get(i).copied().flatten()?;
        (self.class(i) == Class::Verb).then_some(found)
    }

    pub(super) fn quoted(&self, i: usize) -> QuoteState {
        self.text.segments.quoted.get(i).copied().unwrap_or_default()
    }

    pub(super) fn is_outside(&self, i: usize) -> bool {
        self.quoted(i) == QuoteState::Outside
    }

    fn classify(&self, i: usize) -> Class {
        let word = self.lower(i);
        if self.text.segments.tokens[i].kind == TokenKind::Mark {
            return Class::Mark;
        }
        if matches!(word, "’s" | "'s") {
            return Class::Possessive;
        }
        let closed = [
            (PRONOUNS, Class::Pronoun),
            (AUXILIARIES, Class::Auxiliary),
            (SUBORDINATORS, Class::Subordinator),
            (COORDINATORS, Class::Coordinator),
            (PREPOSITIONS, Class::Preposition),
            (DETERMINERS, Class::Determiner),
            (ADVERBS, Class::Adverb),
        ];
        if let Some((_, class)) = closed.iter().find(|(list, _)| list.contains(&word)) {
            return *class;
        }
        match self.text.part_of_speech(i) {
            Pos::VB | Pos::VBD | Pos::VBG | Pos::VBN | Pos::VBP | Pos::VBZ => Class::Verb,
            Pos::RB | Pos::RBR | Pos::RBS => Class::Adverb,
            Pos::NNP | Pos::NNPS => Class::Name,
            Pos::Other => self.guess(i),
            _ => Class::Noun,
        }
    }

    /// Classes a word without the tagger: by its capital, its ending and the words before it.
    fn guess(&self, i: usize) -> Class {
        let word = self.text.word(i);
        let before = if i > 0 { self.lower(i - 1) } else { "" };
        let noun_before = DETERMINERS.contains(&before)
            || matches!(before, "of" | "for" | "in" | "on" | "with" | "about" | "from" | "against")
            || matches!(before, "’s" | "'s");
        match self.verb[i] {
            Some((_, Form::Past | Form::Gerund)) if !noun_before => Class::Verb,
            Some((_, Form::Base | Form::Third)) if !noun_before && !self.starts_capital(i) => {
                let next = self.lower(i + 1);
                if matches!(next, "of" | "for" | "," | "." | "from") { Class::Noun } else { Class::Verb }
            }
            _ if self.starts_capital(i) => Class::Name,
            _ if word.ends_with("ly") && word.len() > 4 => Class::Adverb,
            _ => Class::Noun,
        }
    }

    pub(super) fn starts_capital(&self, i: usize) -> bool {
        self.text.word(i).starts_with(char::is_uppercase)
    }

    /// Whether token `i` can stand inside a noun phrase.
    pub(super) fn is_nominal(&self, i: usize) -> bool {
        let is_joint = matches!(self.lower(i), "-" | "/" | "–");
        is_joint || matches!(self.class(i), Class::Determiner | Class::Name | Class::Noun | Class::Possessive)
    }

    /// Returns where the verb group that ends at the verb `i` begins: `has also said`.
    pub(super) fn group_start(&self, i: usize, low: usize) -> usize {
        let mut at = i;
        while at > low && matches!(self.class(at - 1), Class::Auxiliary | Class::Adverb) {
            at -= 1;
        }
        at
    }

    /// Returns where the cue of the verb `i` begins: with "has" and "have", without modals and adverbs.
    pub(super) fn group_start_said(&self, i: usize, low: usize) -> usize {
        let is_perfect = i > low && matches!(self.lower(i - 1), "has" | "have" | "had");
        i - usize::from(is_perfect)
    }

    /// Returns the noun phrase that ends before token `end`: `The man who led the party`, `Rutte, the premier,`.
    pub(super) fn subject_before(&self, end: usize, low: usize) -> Option<Range<usize>> {
        let low = low.max(end.saturating_sub(40));
        let last = end.checked_sub(1).filter(|&last| last >= low)?;
        if self.lower(last) == "," {
            let open = (low..last).rev().find(|&i| self.lower(i) == "," && self.is_outside(i))?;
            // `Several diplomats, however, see …`
            if (open + 1..last).all(|i| self.class(i) == Class::Adverb) {
                return self.phrase_before(open, low);
            }
            let head = self.phrase_before(open, low)?;
            let is_apposition = self.is_nominal(open + 1) || self.lower(open + 1).starts_with("who");
            return is_apposition.then_some(head.start..last);
        }
        self.phrase_before(end, low)
    }

    /// Returns the noun phrase without apposition that ends before token `end`.
    fn phrase_before(&self, end: usize, low: usize) -> Option<Range<usize>> {
        if end > low && self.class(end - 1) == Class::Pronoun {
            return Some(end - 1..end);
        }
        let mut start = self.chunk_before(end, low)?;
        while start > low + 1 {
            let joint = start - 1;
            let links = match self.class(joint) {
                Class::Preposition => {
                    !matches!(self.lower(joint), "after" | "before" | "since" | "as" | "during")
                }
                Class::Coordinator => {
                    self.lower(joint) != "but" && self.class(joint - 1) == self.class(start)
                }
                Class::Subordinator => matches!(self.lower(joint), "who"),
                _ => false,
            };
            match self.chunk_before(joint, low).filter(|_| links) {
                Some(earlier) => start = earlier,
                None => break,
            }
        }
        while start < end && self.is_time_word(start) && end - start > 1 {
            start += 1;
        }
        Some(start..end)
    }

    /// Returns where the run of nominal tokens that ends before `end` starts.
    fn chunk_before(&self, end: usize, low: usize) -> Option<usize> {
        let mut start = end;
        while start > low && self.is_nominal(start - 1) && self.is_outside(start - 1) {
            start -= 1;
            if self.class(start) == Class::Determiner && !self.goes_on_before(start, low) {
                break;
            }
        }
        (start < end).then_some(start)
    }

    /// Whether the noun phrase can go on to the left of the determiner at `i`: "all the", "some of these".
    fn goes_on_before(&self, i: usize, low: usize) -> bool {
        i > low && self.class(i - 1) == Class::Determiner
    }

    /// Returns the noun phrase that begins at `start`, postmodifiers with "of" and names in apposition included.
    pub(super) fn phrase_after(&self, start: usize, high: usize) -> Option<Range<usize>> {
        if start < high && self.class(start) == Class::Pronoun {
            return Some(start..start + 1);
        }
        let mut end = self.chunk_after(start, high)?;
        while end + 1 < high {
            let links = matches!(self.lower(end), "of" | "for" | "in" | "at" | "from" | "with" | "by")
                && !self.is_time_word(end + 1)
                || self.lower(end) == "and" && self.class(end + 1) == Class::Name;
            match self.chunk_after(end + 1, high).filter(|_| links) {
                Some(further) => end = further,
                None => break,
            }
        }
        Some(start..end)
    }

    fn chunk_after(&self, start: usize, high: usize) -> Option<usize> {
        let mut end = start;
        while end < high
            && self.is_nominal(end)
            && self.is_outside(end)
            && !(end > start && self.is_time_word(end))
        {
            if end > start && self.class(end) == Class::Determiner && self.class(end - 1) != Class::Determiner
            {
                break;
            }
            end += 1;
        }
        (end > start).then_some(end)
    }

    /// Whether token `i` is a weekday, a month or another word that only dates.
    pub(super) fn is_time_word(&self, i: usize) -> bool {
        let word = self.lower(i);
        occasion::is_day(word)
            || occasion::is_month(word) && word != "may"
            || self.lower(i) == "last" && matches!(self.lower(i + 1), "week" | "month" | "year" | "night")
    }
}
