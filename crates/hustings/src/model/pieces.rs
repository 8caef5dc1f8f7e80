//! Word pieces and letter case: how a token is looked up in the table of vectors.
//!
//! Training cuts words by the same rules (`training/pieces.py`); the vocabulary and the accent table come with
//! the weights.
//!
//! `Orbán’s` → `or` `##ban` `’` `s`

use std::collections::HashMap;

/// How a token's letters are cased; the numbers are rows of an embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LetterCase {
    /// `said`
    Lower = 0,
    /// `Kallas`
    Capitalized = 1,
    /// `NATO`
    Capitals = 2,
    /// `McConnell`
    Mixed = 3,
    /// `2023`, `1st`
    Digits = 4,
    /// `,`
    None = 5,
}

impl LetterCase {
    /// Returns the case of a token.
    pub(super) fn of(word: &str) -> Self {
        if word.chars().any(char::is_numeric) {
            return Self::Digits;
        }
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else { return Self::None };
        let (mut upper, mut lower) = (0, 0);
        for letter in letters {
            *(if letter.is_uppercase() { &mut upper } else { &mut lower }) += 1;
        }
        match (first.is_uppercase(), upper, lower) {
            (false, 0, _) => Self::Lower,
            (true, 1.., 0) => Self::Capitals,
            (true, 0, _) => Self::Capitalized,
            _ => Self::Mixed,
        }
    }
}

/// Words longer than this many characters are one unknown piece.
const LONGEST_WORD: usize = 100;

/// A vocabulary of word pieces; a piece that goes on with a word starts with `##`.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    index: HashMap<&'static str, u32>,
    accents: HashMap<char, char>,
    unknown: u32,
}

impl Pieces {
    /// Returns the vocabulary of the lines of `vocabulary`; `accents` holds pairs of a letter and its base.
    pub(super) fn new(vocabulary: &'static str, accents: &str) -> Self {
        let index: HashMap<&str, u32> = vocabulary.split('\n').zip(0..).collect();
        let mut letters = accents.chars();
        let accents = std::iter::from_fn(|| Some((letters.next()?, letters.next()?))).collect();
        let unknown = index.get("[UNK]").copied().unwrap_or_default();
        Self { index, accents, unknown }
    }

    /// Writes the pieces of one token into `found`, at least one.
    pub(super) fn split(&self, word: &str, found: &mut Vec<u32>) {
        found.clear();
        let folded = self.fold(word);
        let mut rest = folded.as_str();
        while let Some(first) = rest.chars().next() {
            let run = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let (part, behind) = rest.split_at(if run == 0 { first.len_utf8() } else { run });
            self.split_part(part, found);
            rest = behind;
        }
        if found.is_empty() {
            found.push(self.unknown);
        }
    }

    /// Returns the word in lower case, without accents and combining marks.
    fn fold(&self, word: &str) -> String {
        let lower = word.chars().flat_map(char::to_lowercase);
        let bare = lower.filter(|c| !matches!(c, '\u{0300}'..='\u{036F}'));
        bare.map(|c| if c.is_ascii() { c } else { self.accents.get(&c).copied().unwrap_or(c) }).collect()
    }

    /// Pushes the longest pieces of one run of letters, from the left; one unknown piece where none fits.
    fn split_part(&self, part: &str, found: &mut Vec<u32>) {
        if let Some(&whole) = self.index.get(part) {
            return found.push(whole);
        }
        let before = found.len();
        if part.chars().count() > LONGEST_WORD {
            return found.push(self.unknown);
        }
        let mut key = String::with_capacity(part.len() + 2);
        let mut start = 0;
        while start < part.len() {
            let Some((piece, length)) = self.longest(&part[start..], start > 0, &mut key) else {
                found.truncate(before);
                return found.push(self.unknown);
            };
            found.push(piece);
            start += length;
        }
    }

    /// Returns the longest piece at the start of `rest` and its length in bytes.
    fn longest(&self, rest: &str, goes_on: bool, key: &mut String) -> Option<(u32, usize)> {
        key.clear();
        key.push_str(if goes_on { "##" } else { "" });
        let prefix = key.len();
        key.push_str(rest);
        while key.len() > prefix {
            if let Some(&piece) = self.index.get(key.as_str()) {
                return Some((piece, key.len() - prefix));
            }
            key.pop();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_piece_wins() {
        let pieces = Pieces::new("[UNK]\nor\n##ban\n##ba\n’\ns", "áaéeöo");
        let mut found = Vec::new();
        pieces.split("Orbán’s", &mut found);
        assert_eq!(found, [1, 2, 4, 5]);
        pieces.split("xyz", &mut found);
        assert_eq!(found, [0]);
    }

    #[test]
    fn cases() {
        let of = |word| LetterCase::of(word) as usize;
        assert_eq!(["said", "Kallas", "NATO", "McConnell", "1st", ",", "I"].map(of), [0, 1, 2, 3, 4, 5, 1]);
    }
}
