//! Closed classes of words that several race stages ask for, read from one table.
//!
//! The table is `data/race_words.tsv`; a word may belong to several classes.
//!
//! `next`: a modifier of posts, and one that says when they are held

use std::collections::HashMap;
use std::sync::LazyLock;

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// May stand before the noun of a post without a capital letter.
    Modifier,
    /// Says when or how a post is held and not which one it is.
    Temporal,
    /// Makes the post behind it contested.
    ContestBefore,
    /// Makes the post before it contested.
    ContestAfter,
}

const NAMES: [(&str, Class); 4] = [
    ("modifier", Class::Modifier),
    ("temporal", Class::Temporal),
    ("contest-before", Class::ContestBefore),
    ("contest-after", Class::ContestAfter),
];

/// For every word the classes that it is in, one bit each.
static CLASSES: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    for line in include_str!("../../data/race_words.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((name, words)) = line.split_once('\t') else { continue };
        let Some((_, class)) = NAMES.iter().find(|(known, _)| *known == name) else { continue };
        words.split(' ').for_each(|word| *classes.entry(word).or_insert(0) |= 1 << *class as u32);
    }
    classes
});

/// Whether the word, in lower case, is of the class.
pub(super) fn is(class: Class, word: &str) -> bool {
    CLASSES.get(word).is_some_and(|bits| bits & (1 << class as u32) != 0)
}
