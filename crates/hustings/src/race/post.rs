//! Posts and races: which offices the article speaks of, and which of them are contested.
//!
//! Every other kind of race fact is bound to a post here; a stand-in ("the top job") is the main race's.
//!
//! `in the race for NATO Secretary General to succeed Jens Stoltenberg` → one race, incumbent Stoltenberg

use super::lexicon::{self, Class};
use super::scene::Scene;
use crate::entity::EntityId;
use crate::mention::MentionForm;
use crate::model::PartOfSpeech as P;
use crate::span::Span;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The contest for a post.
#[derive(Clone, Debug, PartialEq)]
pub struct Race {
    /// The office, as named in the article.
    pub post: String,
    /// The words that name it.
    pub evidence: Vec<Span>,
    /// Who holds it now.
    pub incumbent: Option<EntityId>,
}

/// What words for a post say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Whoever holds it: "mayor".
    Holder,
    /// Whoever does something that nobody runs for: "spokesman".
    Function,
    /// The office: "presidency".
    Office,
    /// Getting it: "nomination".
    Contest,
    /// Nothing but that it is one: "the top job".
    StandIn,
}

/// A noun for posts.
struct Noun {
    words: Vec<&'static str>,
    form: Form,
    is_elected: bool,
    /// The noun for the holder.
    holder: &'static str,
}

/// Words that name or stand for a post.
#[derive(Clone, Debug)]
pub(super) struct PostMention {
    /// From its first modifier to the end of its complement.
    pub tokens: Range<usize>,
    /// The noun itself.
    pub head: Range<usize>,
    pub form: Form,
    pub is_elected: bool,
    /// The noun for the holder.
    pub holder: &'static str,
    /// The race it belongs to, the most prominent one being zero.
    pub race: Option<usize>,
}

/// The post mentions of an article, by token.
pub(super) struct PostAt {
    pub mentions: Vec<PostMention>,
    at: Vec<Option<usize>>,
}

/// The nouns by their first word, the longest first.
static NOUNS: LazyLock<HashMap<&'static str, Vec<Noun>>> = LazyLock::new(|| {
    let mut nouns: HashMap<&'static str, Vec<Noun>> = HashMap::new();
    for line in include_str!("../../data/post_nouns.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(noun), Some(form), Some(filled)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let form = match form {
            "holder" => Form::Holder,
            "function" => Form::Function,
            "office" => Form::Office,
            "contest" => Form::Contest,
            _ => Form::StandIn,
        };
        let words: Vec<&str> = noun.split(' ').collect();
        let holder = columns.next().filter(|holder| !holder.is_empty()).unwrap_or(noun);
        nouns.entry(words[0]).or_default().push(Noun {
            words,
            form,
            is_elected: filled == "elected",
            holder,
        });
    }
    nouns.values_mut().for_each(|list| list.sort_by_key(|noun| std::cmp::Reverse(noun.words.len())));
    nouns
});

impl PostAt {
    /// Finds the words for posts.
    pub fn find(scene: &Scene<'_>) -> Self {
        let mut posts = Self { mentions: Vec::new(), at: vec![None; scene.len()] };
        let mut i = 0;
        while i < scene.len() {
            let Some(noun) = noun_at(scene, i) else {
                i += 1;
                continue;
            };
            let head = i..i + noun.words.len();
            let mut first = left_end(scene, i, posts.mentions.last().map_or(0, |last| last.tokens.end));
            // "Supreme Court Justice" is one post, though "Supreme Court" alone is one too.
            if let Some(body) =
                posts.mentions.pop_if(|last| last.form == Form::Office && last.tokens.end == first)
            {
                first = body.tokens.start;
            }
            let tokens = first..right_end(scene, head.end);
            tokens.clone().for_each(|k| posts.at[k] = Some(posts.mentions.len()));
            i = tokens.end;
            posts.mentions.push(PostMention {
                tokens,
                head,
                form: noun.form,
                is_elected: noun.is_elected,
                holder: noun.holder,
                race: None,
            });
        }
        posts
    }

    /// Returns where the post ends whose words start at token `i` or before it, `i` being before its noun's end.
    pub fn starting_at(&self, i: usize) -> Option<(usize, Option<usize>)> {
        let post = self.at.get(i).copied().flatten()?;
        let mention = &self.mentions[post];
        (i < mention.head.end).then_some((mention.tokens.end, Some(post)))
    }

    /// Returns which post mention token `i` belongs to.
    pub fn index_at(&self, i: usize) -> Option<usize> {
        self.at.get(i).copied().flatten()
    }

    /// Returns the post mention that token `i` belongs to.
    pub fn at(&self, i: usize) -> Option<&PostMention> {
        self.at.get(i).copied().flatten().map(|post| &self.mentions[post])
    }
}

impl PostMention {
    /// Returns the words that tell which post it is, in lower case, without the noun.
    pub fn body(&self, scene: &Scene<'_>) -> Vec<String> {
        let own = self.tokens.clone().filter(|i| !self.head.contains(i));
        own.map(|i| scene.word(i).to_owned())
            .filter(|word| word.starts_with(char::is_alphanumeric))
            .filter(|word| {
                !lexicon::is(Class::Temporal, word)
                    && !matches!(word.as_str(), "of" | "for" | "to" | "and" | "in")
            })
            .collect()
    }

    /// Whether the noun stands for several holders: `leaders`, `attorneys general`, `Sens.`
    pub fn is_plural(&self, scene: &Scene<'_>) -> bool {
        let ends = |i: usize| {
            let word = scene.word(i).trim_end_matches('.');
            word.ends_with('s') && !word.ends_with("ss") && word != "affairs"
        };
        ends(self.head.end - 1) || ends(self.head.start)
    }

    /// Returns the post as printed, of one holder, without articles and words for when it is held.
    pub fn name(&self, scene: &Scene<'_>) -> String {
        let is_edge = |i: usize| {
            let is_opening = i == scene.sentence(i).start && !is_within_name(scene, i);
            lexicon::is(Class::Temporal, scene.word(i)) && (is_opening || !scene.is_capital(i))
                || !scene.word(i).starts_with(char::is_alphanumeric)
        };
        let is_temporal = |i: &usize| *i < self.head.start && is_edge(*i);
        let first = self.tokens.clone().find(|i| !is_temporal(i)).unwrap_or(self.head.start);
        let printed = scene.words(first..self.tokens.end).replace('\n', " ");
        if !self.is_plural(scene) {
            return printed;
        }
        let plural = self.head.clone().find(|&i| scene.word(i).trim_end_matches('.').ends_with('s'));
        let plural = plural.map_or("", |i| scene.text.word(i));
        let singular = plural.strip_suffix('s').map_or_else(|| plural.replace("s.", "."), str::to_owned);
        printed.replacen(plural, &singular, 1)
    }
}

/// Nouns that stand before another one as its modifier: `chief judge`, `deputy attorney general`, `justice secretary`.
const MODIFYING: &[&str] = &["chief", "deputy", "executive", "head", "assistant", "justice", "attorney"];

fn noun_at(scene: &Scene<'_>, i: usize) -> Option<&'static Noun> {
    let noun = longest_noun(scene, i)?;
    let is_modifier = noun.words.len() == 1 && MODIFYING.contains(&noun.words[0]);
    let next = i + noun.words.len();
    let is_other = is_modifier
        && (longest_noun(scene, next).is_some()
            || matches!(scene.pos(next), P::NN) && scene.person(next).is_none());
    (!is_other).then_some(noun)
}

fn longest_noun(scene: &Scene<'_>, i: usize) -> Option<&'static Noun> {
    let word = without_time(scene.word(i));
    let list = NOUNS.get(word).or_else(|| NOUNS.get(word.strip_suffix('s')?))?;
    list.iter().find(|noun| {
        noun.words.iter().enumerate().all(|(k, wanted)| {
            let word = if k == 0 { word } else { scene.word(i + k) };
            word == *wanted || word.strip_suffix('s') == Some(wanted)
        })
    })
}

/// `then-Secretary` is a secretary.
fn without_time(word: &str) -> &str {
    let prefixes = ["then-", "ex-", "now-"];
    prefixes.iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word)
}

/// Returns the first token of the noun phrase whose head is token `head`, not before `floor`.
fn left_end(scene: &Scene<'_>, head: usize, floor: usize) -> usize {
    let floor = floor.max(scene.sentence(head).start);
    let mut first = head;
    while first > floor {
        let i = first - 1;
        let word = scene.word(i);
        let is_modifier = lexicon::is(Class::Modifier, word)
            || matches!(scene.pos(i), P::JJ | P::NN) && word.starts_with(char::is_alphabetic)
            || scene.is_capital(i) && !is_function_word(word)
            || is_within_name(scene, i);
        let is_possessor = matches!(word, "'s" | "'") && i > floor && scene.named_person(i - 1).is_none();
        if scene.named_person(i).is_some() || scene.timex(i).is_some() || !(is_modifier || is_possessor) {
            break;
        }
        first = i;
    }
    if first > floor
        && matches!(scene.word(first - 1), "the" | "a" | "an" | "his" | "her" | "their" | "its" | "our")
    {
        first -= 1;
    }
    first
}

/// Whether the name of a body or place goes on behind token `i`: "New" of "New Jersey", "and" of "Health and Human Services".
fn is_within_name(scene: &Scene<'_>, i: usize) -> bool {
    let is_name = |own: usize| scene.findings.mentions[own].form == MentionForm::Name;
    let own = scene.mention(i).filter(|&own| is_name(own) && scene.named_person(i).is_none());
    own.is_some_and(|own| scene.mention(i + 1) == Some(own))
}

/// Returns where the complement of the noun ends: `mayor of Rome`, `leader of the Labour Party`.
fn right_end(scene: &Scene<'_>, head_end: usize) -> usize {
    let end = scene.sentence(head_end.saturating_sub(1)).end;
    let mut i = head_end;
    while i < end && matches!(scene.word(i), "of" | "for" | "to" | "at" | "in") {
        let mut k = i + 1;
        k += usize::from(k < end && matches!(scene.word(k), "the" | "a"));
        let start = k;
        while k < end && scene.timex(k).is_none() && scene.named_person(k).is_none() {
            let word = scene.word(k);
            let joins =
                matches!(word, "and" | "of" | "the" | "'s" | "&") && k > start && scene.is_capital(k + 1);
            let is_lower = !matches!(scene.pos(k), P::VBD | P::VBZ | P::VBP | P::MD)
                && scene.word(i) == "of"
                && scene.is_capital(k + 1)
                && !is_function_word(word)
                && word.starts_with(char::is_alphabetic);
            let is_noun = is_lower || matches!(scene.pos(k), P::NN | P::NNS | P::JJ) && scene.word(i) == "of";
            if !(joins || is_noun || scene.is_capital(k) && word.starts_with(char::is_alphanumeric)) {
                break;
            }
            k += 1;
        }
        if k == start {
            break;
        }
        i = k;
    }
    i
}

fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "in"
            | "on"
            | "at"
            | "but"
            | "and"
            | "as"
            | "if"
            | "when"
            | "while"
            | "since"
            | "after"
            | "before"
            | "for"
            | "with"
            | "his"
            | "her"
            | "their"
            | "its"
            | "our"
            | "he"
            | "she"
            | "they"
            | "we"
            | "i"
            | "it"
            | "that"
            | "this"
            | "who"
            | "which"
            | "by"
            | "of"
            | "to"
    )
}
