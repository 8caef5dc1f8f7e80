//! Posts and races: which offices the article speaks of, and which of them are contested.
//!
//! Every other kind of race fact is bound to a post here; a stand-in ("the top job") is the main race's.
//!
//! `in the race for NATO Secretary General to succeed Jens Stoltenberg` → one race, incumbent Stoltenberg

use super::scene::Scene;
use crate::entity::EntityId;
use crate::model::PartOfSpeech as P;
use crate::role::Holding;
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

/// Words that may stand before the noun without a capital letter.
const MODIFIERS: &[&str] = &[
    "next",
    "new",
    "vice",
    "deputy",
    "acting",
    "interim",
    "former",
    "first",
    "state",
    "city",
    "police",
    "party",
    "opposition",
    "presidential",
    "democratic",
    "republican",
    "federal",
    "national",
    "foreign",
    "defense",
    "defence",
    "finance",
    "interior",
    "general",
    "executive",
    "chief",
    "lieutenant",
    "district",
    "house",
    "senate",
    "supreme",
    "court",
    "central",
    "bank",
    "assistant",
    "associate",
    "basketball",
    "football",
    "men's",
    "women's",
    "top",
    "current",
    "outgoing",
    "incoming",
    "permanent",
    "open",
    "vacant",
    "county",
    "village",
    "town",
    "intelligence",
    "health",
    "labor",
    "labour",
    "treasury",
    "justice",
    "council",
    "budget",
    "campaign",
    "club",
    "federation",
    "alliance",
    "union",
    "spy",
    "trade",
    "energy",
];

/// Modifiers that say when or how a post is held and not which one it is.
const TEMPORAL: &[&str] = &[
    "the",
    "a",
    "an",
    "his",
    "her",
    "their",
    "its",
    "our",
    "next",
    "new",
    "former",
    "current",
    "outgoing",
    "incoming",
    "acting",
    "interim",
    "first",
    "permanent",
    "open",
    "vacant",
    "top",
];

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
            let first = left_end(scene, i, posts.mentions.last().map_or(0, |last| last.tokens.end));
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
    fn body(&self, scene: &Scene<'_>) -> Vec<String> {
        let own = self.tokens.clone().filter(|i| !self.head.contains(i));
        own.map(|i| scene.word(i).to_owned())
            .filter(|word| word.starts_with(char::is_alphanumeric))
            .filter(|word| {
                !TEMPORAL.contains(&word.as_str())
                    && !matches!(word.as_str(), "of" | "for" | "to" | "and" | "in")
            })
            .collect()
    }

    /// Returns the post as printed, without articles and words for when it is held.
    pub fn name(&self, scene: &Scene<'_>) -> String {
        let is_temporal = |i: &usize| *i < self.head.start && TEMPORAL.contains(&scene.word(*i));
        let first = self.tokens.clone().find(|i| !is_temporal(i)).unwrap_or(self.head.start);
        scene.words(first..self.tokens.end).replace('\n', " ")
    }
}

fn noun_at(scene: &Scene<'_>, i: usize) -> Option<&'static Noun> {
    let singular = |word: &str| word.strip_suffix('s').map(str::to_owned);
    let word = scene.word(i);
    let list = NOUNS.get(word).or_else(|| singular(word).and_then(|word| NOUNS.get(word.as_str())))?;
    list.iter().find(|noun| {
        noun.words.iter().enumerate().all(|(k, wanted)| {
            let word = scene.word(i + k);
            word == *wanted || word.strip_suffix('s') == Some(wanted)
        })
    })
}

/// Returns the first token of the noun phrase whose head is token `head`, not before `floor`.
fn left_end(scene: &Scene<'_>, head: usize, floor: usize) -> usize {
    let floor = floor.max(scene.sentence(head).start);
    let mut first = head;
    while first > floor {
        let i = first - 1;
        let word = scene.word(i);
        let is_modifier = MODIFIERS.contains(&word)
            || matches!(scene.pos(i), P::JJ | P::NN) && word.starts_with(char::is_alphabetic)
            || scene.is_capital(i) && !is_function_word(word);
        let is_possessor = matches!(word, "'s" | "'") && i > floor && scene.person(i - 1).is_none();
        if scene.person(i).is_some() || scene.timex(i).is_some() || !(is_modifier || is_possessor) {
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

/// Returns where the complement of the noun ends: `mayor of Rome`, `leader of the Labour Party`.
fn right_end(scene: &Scene<'_>, head_end: usize) -> usize {
    let end = scene.sentence(head_end.saturating_sub(1)).end;
    let mut i = head_end;
    while i < end && matches!(scene.word(i), "of" | "for" | "to" | "at" | "in") {
        let mut k = i + 1;
        k += usize::from(k < end && matches!(scene.word(k), "the" | "a"));
        let start = k;
        while k < end && scene.timex(k).is_none() && scene.person(k).is_none() {
            let word = scene.word(k);
            let joins =
                matches!(word, "and" | "of" | "the" | "'s" | "&") && k > start && scene.is_capital(k + 1);
            let is_noun = matches!(scene.pos(k), P::NN | P::NNS | P::JJ) && scene.word(i) == "of";
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

/// Finds the races, the most prominent first, and binds the mentions to them.
pub(super) fn races(scene: &Scene<'_>, posts: &mut PostAt) -> Vec<Race> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut assigned = vec![None; posts.mentions.len()];
    let named = |post: &PostMention| post.form != Form::StandIn;
    for (k, mention) in posts.mentions.iter().enumerate().filter(|(_, mention)| named(mention)) {
        let body = mention.body(scene);
        let joins = |cluster: &Cluster| cluster.joins(mention.holder, &body);
        let place = clusters.iter().position(joins).unwrap_or_else(|| {
            clusters.push(Cluster {
                holder: mention.holder,
                body: Vec::new(),
                weight: 0,
                mentions: Vec::new(),
            });
            clusters.len() - 1
        });
        let cluster = &mut clusters[place];
        if body.len() > cluster.body.len() {
            cluster.body = body;
        }
        cluster.weight += contest_weight(scene, mention);
        cluster.mentions.push(k);
        assigned[k] = Some(place);
    }
    let mut order: Vec<usize> = (0..clusters.len()).filter(|&k| clusters[k].weight > 0).collect();
    order.sort_by_key(|&k| (std::cmp::Reverse(clusters[k].weight), clusters[k].mentions[0]));
    let rank = |cluster: usize| order.iter().position(|&k| k == cluster);
    let main = (!order.is_empty()).then_some(0);
    for (mention, place) in posts.mentions.iter_mut().zip(assigned) {
        mention.race = if mention.form == Form::StandIn { main } else { place.and_then(rank) };
    }
    order.iter().map(|&k| clusters[k].race(scene, &posts.mentions)).collect()
}

/// Mentions of one post.
struct Cluster {
    holder: &'static str,
    body: Vec<String>,
    weight: usize,
    mentions: Vec<usize>,
}

impl Cluster {
    /// Whether a mention can be of the same post: the same holder, and one names no more of the body than the other.
    fn joins(&self, holder: &str, body: &[String]) -> bool {
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        self.holder == holder && (within(body, &self.body) || within(&self.body, body))
    }

    fn race(&self, scene: &Scene<'_>, mentions: &[PostMention]) -> Race {
        let own = || self.mentions.iter().map(|&k| &mentions[k]);
        let fullest =
            own().rev().max_by_key(|mention| (mention.form == Form::Holder, mention.body(scene).len()));
        Race {
            post: fullest.map_or_else(|| self.holder.to_owned(), |mention| mention.name(scene)),
            evidence: own().map(|mention| scene.span(mention.tokens.clone())).collect(),
            incumbent: self.incumbent(scene),
        }
    }

    /// Returns who holds the post by a role of his or hers.
    fn incumbent(&self, scene: &Scene<'_>) -> Option<EntityId> {
        let holds = |role: &crate::role::Role| {
            let words = scene.text.words(role.span).to_lowercase();
            let has = |word: &String| words.contains(word.as_str());
            matches!(role.holding, Holding::Current | Holding::Outgoing | Holding::Acting)
                && words.contains(self.holder)
                && (self.body.is_empty() || self.body.iter().any(has))
        };
        scene.findings.entities.iter().position(|entity| entity.roles.iter().any(holds))
    }
}

/// Words before a post that make it contested.
const BEFORE: &[&str] = &[
    "race",
    "run",
    "running",
    "runs",
    "ran",
    "bid",
    "candidate",
    "candidates",
    "nominee",
    "contest",
    "campaign",
    "compete",
    "competing",
    "vie",
    "vying",
    "successor",
    "succeed",
    "replace",
    "election",
    "candidacy",
    "nominated",
    "seek",
    "seeking",
    "nomination",
    "become",
    "challenge",
    "search",
    "contender",
    "contenders",
    "favorite",
    "frontrunner",
    "front-runner",
    "battle",
    "shortlist",
    "interested",
    "interest",
    "pick",
    "choice",
    "named",
    "stand",
];

/// Words behind a post that make it contested.
const AFTER: &[&str] = &[
    "race",
    "election",
    "contest",
    "candidate",
    "candidates",
    "nominee",
    "nomination",
    "hopeful",
    "hopefuls",
    "primary",
    "campaign",
    "bid",
    "search",
    "vacancy",
    "contender",
    "contenders",
    "frontrunner",
    "front-runner",
    "seat",
    "post",
    "job",
    "run",
    "runoff",
    "caucuses",
    "pick",
];

/// Returns how strongly the words around a mention say that the post is contested.
fn contest_weight(scene: &Scene<'_>, mention: &PostMention) -> usize {
    let sentence = scene.sentence(mention.head.start);
    let from = mention.tokens.start.saturating_sub(5).max(sentence.start);
    let before = (from..mention.tokens.start).any(|i| BEFORE.contains(&scene.word(i)));
    let after = AFTER.contains(&scene.word(mention.tokens.end)) && mention.tokens.end < sentence.end;
    let own = mention.tokens.clone().any(|i| matches!(scene.word(i), "next" | "new"));
    let is_contest = mention.form == Form::Contest;
    2 * usize::from(before) + 2 * usize::from(after || is_contest) + usize::from(own)
}
