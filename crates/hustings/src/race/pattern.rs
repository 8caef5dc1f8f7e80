//! A small language for predicates over tokens, and the tables written in it.
//!
//! One line of a table is a pattern and what it means; each kind of race fact reads its own table.
//!
//! `~drop *2 bid|campaign` matches `dropped his bid` and `drops her Senate campaign`
//!
//! | element | matches |
//! |--|--|
//! | `word`, `a\|b` | that word, or either |
//! | `~run` | any form of the verb |
//! | `?word` | that word or nothing |
//! | `*3` | at most three tokens, none of them a mark |
//! | `POST` | words that name or stand for a post; also as an alternative |
//! | `PERSON` | a mention of a person, with titles before it |

use super::inflection;
use super::lexicon::{self, Class};
use super::post::PostAt;
use super::scene::Scene;
use crate::model::PartOfSpeech as P;
use std::collections::HashMap;
use std::ops::Range;

enum Element {
    Words(Vec<String>),
    Optional(Vec<String>),
    Gap(usize),
    Post,
    Person,
    /// A word, else a post: `POST|running`.
    PostOr(Vec<String>),
}

/// A line of a table.
pub(super) struct Entry<M> {
    elements: Vec<Element>,
    pub meaning: M,
}

/// A table of predicates, looked up by their first word.
pub(super) struct Table<M> {
    entries: Vec<Entry<M>>,
    by_first: HashMap<String, Vec<usize>>,
}

/// Where a predicate stands.
#[derive(Clone, Debug)]
pub(super) struct Match<M> {
    /// All of its tokens.
    pub tokens: Range<usize>,
    pub meaning: M,
    /// The post that its `POST` stands for, as an index into the post mentions.
    pub post: Option<usize>,
}

impl<M: Copy> Table<M> {
    /// Reads a table: patterns, a tab, and columns that `meaning` understands; `#` opens a comment.
    pub fn parse(written: &str, meaning: impl Fn(&[&str]) -> Option<M>) -> Self {
        let mut table = Self { entries: Vec::new(), by_first: HashMap::new() };
        for line in written.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
            let Some(meaning) = columns.get(1..).and_then(&meaning) else { continue };
            let elements: Vec<Element> = columns[0].split_whitespace().map(Element::parse).collect();
            let Some(Element::Words(first)) = elements.first() else { continue };
            for word in first {
                table.by_first.entry(word.clone()).or_default().push(table.entries.len());
            }
            table.entries.push(Entry { elements, meaning });
        }
        table
    }

    /// Returns the predicates of the article by their first tokens; at each token the longest one.
    pub fn find(&self, scene: &Scene<'_>, posts: &PostAt) -> Vec<Match<M>> {
        let mut found = Vec::new();
        for i in 0..scene.len() {
            let Some(candidates) = self.by_first.get(scene.word(i)) else { continue };
            let end = scene.sentence(i).end;
            let reader = Reader { scene, posts, end };
            let matches = candidates.iter().filter_map(|&k| {
                let (until, post) = reader.run(&self.entries[k].elements, i)?;
                Some(Match { tokens: i..until, meaning: self.entries[k].meaning, post })
            });
            found.extend(
                matches.reduce(|best, next| if next.tokens.end > best.tokens.end { next } else { best }),
            );
        }
        found
    }
}

impl Element {
    fn parse(written: &str) -> Self {
        match written {
            "POST" => return Self::Post,
            "PERSON" => return Self::Person,
            _ => {}
        }
        if let Some(count) = written.strip_prefix('*') {
            return Self::Gap(count.parse().unwrap_or(1));
        }
        let words = |written: &str| {
            let spread = |word: &str| match word.strip_prefix('~') {
                Some(base) => inflection::forms(base),
                None => vec![word.to_owned()],
            };
            written.split('|').flat_map(spread).collect()
        };
        if written.split('|').any(|word| word == "POST") {
            return Self::PostOr(words(written));
        }
        match written.strip_prefix('?') {
            Some(optional) => Self::Optional(words(optional)),
            None => Self::Words(words(written)),
        }
    }
}

struct Reader<'s, 'a> {
    scene: &'s Scene<'a>,
    posts: &'s PostAt,
    end: usize,
}

impl Reader<'_, '_> {
    /// Returns where the elements end that start at token `i`, and the post among them.
    fn run(&self, elements: &[Element], i: usize) -> Option<(usize, Option<usize>)> {
        let Some((first, rest)) = elements.split_first() else { return Some((i, None)) };
        let has = |words: &[String]| i < self.end && words.iter().any(|word| word == self.scene.word(i));
        match first {
            Element::Words(words) => has(words).then(|| self.run(rest, i + 1))?,
            Element::Optional(words) => {
                let with = if has(words) { self.run(rest, i + 1) } else { None };
                with.or_else(|| self.run(rest, i))
            }
            Element::PostOr(words) if has(words) => self.run(rest, i + 1),
            Element::PostOr(_) => self.run_post(rest, i),
            Element::Gap(most) => self.gap(*most, rest, i),
            Element::Post => self.run_post(rest, i),
            Element::Person => {
                let until = self.person_end(i)?;
                self.run(rest, until)
            }
        }
    }

    fn run_post(&self, rest: &[Element], i: usize) -> Option<(usize, Option<usize>)> {
        let (until, post) = self.posts.starting_at(i).filter(|(until, _)| *until <= self.end)?;
        self.run(rest, until).map(|(end, _)| (end, post))
    }

    fn gap(&self, most: usize, rest: &[Element], i: usize) -> Option<(usize, Option<usize>)> {
        for skipped in 0..=most {
            if let Some(found) = self.run(rest, i + skipped) {
                return Some(found);
            }
            let word = self.scene.word(i + skipped);
            let passable = word == "\""
                || word == "“"
                || word == "”"
                || word.starts_with(char::is_alphanumeric)
                || word == "'s";
            if i + skipped >= self.end || !passable {
                return None;
            }
        }
        None
    }

    /// Returns the end of the person mention that starts at token `i`, or behind a title or description there:
    /// `longtime party official Kerr`, `the acting director of the agency, Joan Kerr`.
    fn person_end(&self, i: usize) -> Option<usize> {
        let scene = self.scene;
        let mut owner = None;
        for at in i..(i + 12).min(self.end) {
            if scene.person(at).is_some() && !matches!(scene.word(at), "who" | "whom") {
                let end =
                    scene.mention(at).map_or(at + 1, |mention| scene.tokens_of(mention).end).max(at + 1);
                // "appointed Sessions's chief of staff, Matthew Whitaker": the owner is not the one.
                if owner.is_none() && matches!(scene.word(end), "'s" | "'") {
                    owner = Some(end);
                }
                if owner != Some(end) && at >= owner.unwrap_or(0) {
                    return Some(end);
                }
                continue;
            }
            let word = scene.word(at);
            let is_apposition = matches!(word, "," | "—" | "–")
                && at > i + 1
                && scene.person(at + 1).is_some()
                && scene.is_capital(at + 1);
            let is_title = scene.is_capital(at) && word != "who"
                || matches!(word, "the" | "a" | "an" | "his" | "her" | "their" | "its" | "of" | "'s" | "and")
                || matches!(scene.pos(at), P::JJ | P::NN | P::NNS | P::NNP | P::VBN)
                || lexicon::is(Class::Modifier, word);
            if !is_title && !is_apposition || word == "and" && at == i {
                break;
            }
        }
        owner
    }
}
