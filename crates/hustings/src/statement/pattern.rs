//! Phrases of one meaning, written in a table and found in a run of tokens.
//!
//! [`super::stance`] reads its predicates with these.
//!
//! `~drop out` matches `dropped out`; `bid|campaign` either word; `*2` up to two words

use crate::attribution::cue::forms;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

enum Element {
    Words(Vec<String>),
    Gap(usize),
}

/// A table of phrases and what they mean, looked up by their first word.
pub(super) struct Table<M> {
    entries: Vec<(Vec<Element>, M)>,
    by_first: HashMap<String, Vec<usize>>,
}

/// Past forms of verbs that do not end in "-ed".
const IRREGULAR: &[(&str, &str)] = &[
    ("run", "ran run"),
    ("choose", "chose chosen"),
    ("beat", "beat beaten"),
    ("withdraw", "withdrew withdrawn"),
    ("seek", "sought sought"),
    ("stand", "stood stood"),
];

/// Gerunds and pasts that double their last letter.
const DOUBLED: &[&str] = &["run", "drop", "slam", "tap", "stop"];

impl<M: Copy> Table<M> {
    /// Reads a table: a phrase, a tab and the name of its meaning; `#` opens a comment.
    pub(super) fn parse(written: &str, meaning: impl Fn(&str) -> Option<M>) -> Self {
        let mut table = Self { entries: Vec::new(), by_first: HashMap::new() };
        for line in written.lines().filter(|line| !line.starts_with('#')) {
            let Some((phrase, name)) = line.split_once('\t') else { continue };
            let Some(meaning) = meaning(name.trim()) else { continue };
            let elements: Vec<Element> = phrase.split_whitespace().map(element).collect();
            if let Some(Element::Words(first)) = elements.first() {
                for word in first {
                    table.by_first.entry(word.clone()).or_default().push(table.entries.len());
                }
            }
            table.entries.push((elements, meaning));
        }
        table
    }

    /// Returns the phrases that start at token `at` and end by `high`; the longest first.
    pub(super) fn at(&self, lower: &[String], at: usize, high: usize) -> Option<(Range<usize>, M)> {
        let entries = self.by_first.get(straight(&lower[at]).as_ref())?;
        let ends = entries.iter().filter_map(|&entry| {
            let (elements, meaning) = &self.entries[entry];
            Some((at..run(elements, lower, at, high)?, *meaning))
        });
        ends.reduce(|best, next| if next.0.end > best.0.end { next } else { best })
    }
}

fn element(written: &str) -> Element {
    if let Some(count) = written.strip_prefix('*') {
        return Element::Gap(count.parse().unwrap_or(1));
    }
    let spread = |word: &str| match word.strip_prefix('~') {
        Some(base) => spell(base),
        None => vec![word.to_owned()],
    };
    Element::Words(written.split('|').flat_map(spread).collect())
}

fn spell(base: &str) -> Vec<String> {
    let irregular = IRREGULAR.iter().find(|(verb, _)| *verb == base).map_or("", |(_, past)| past);
    let mut all: Vec<String> = forms(base, irregular).into_iter().map(|(_, word)| word).collect();
    if DOUBLED.contains(&base) {
        let last = base.chars().next_back().unwrap_or('p');
        all.extend([format!("{base}{last}ing"), format!("{base}{last}ed")]);
    }
    all
}

/// Returns the word with straight apostrophes, as the tables have them: `n’t` is `n't`.
fn straight(word: &str) -> Cow<'_, str> {
    if word.contains('’') { Cow::Owned(word.replace('’', "'")) } else { Cow::Borrowed(word) }
}

fn run(elements: &[Element], lower: &[String], at: usize, high: usize) -> Option<usize> {
    let Some((first, rest)) = elements.split_first() else { return Some(at) };
    match first {
        Element::Words(words) => {
            let here = lower.get(at).filter(|_| at < high)?;
            let here = straight(here);
            words.iter().any(|word| *word == here).then(|| run(rest, lower, at + 1, high))?
        }
        Element::Gap(most) => (at..=at + most).find_map(|next| run(rest, lower, next, high)),
    }
}
