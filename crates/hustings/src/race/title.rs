//! Titles: how a held post is written down, whichever way the article prints it.
//!
//! Read by [`super::tenure`], so that one post is one row: legislators with their state, bare titles with the body that
//! the article's other words give them.
//!
//! `Sen. Tammy Alder (D-Wis.)` and `the Wisconsin senator` → `US Senator from Wisconsin`

use super::contest::Contests;
use super::post::Form;
use super::scene::Scene;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The states of the United States by name and postal code or abbreviation, in lower case and without marks.
static STATES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let table = include_str!("../../data/places.tsv").split("# The parts of other countries.").next();
    let mut states = HashMap::new();
    for line in table.unwrap_or_default().lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let Some(name) = columns.next() else { continue };
        let name = name.trim_end_matches(" state");
        states.insert(name.to_lowercase(), name);
        for short in columns.flat_map(|column| column.split('|')) {
            states.insert(short.replace('.', "").to_lowercase(), name);
        }
    }
    states
});

/// Returns the state that the words are the name or abbreviation of.
fn state(words: &str) -> Option<&'static str> {
    STATES.get(&words.replace('.', "").to_lowercase()).copied()
}

/// Returns the first state that is named in full in the words: "Republican senator from New Hampshire".
pub(super) fn state_in(words: &str) -> Option<&'static str> {
    let words: Vec<&str> = words.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let named = |pair: &[&str]| {
        let is_name = pair.iter().all(|word| word.starts_with(char::is_uppercase) && word.len() > 2);
        let plain: Vec<&str> = pair.iter().map(|word| possessor(word)).collect();
        is_name.then(|| state(&plain.join(" "))).flatten()
    };
    (0..words.len()).find_map(|i| {
        let pair = words.get(i..i + 2).and_then(named);
        pair.or_else(|| named(&words[i..=i]))
    })
}

fn possessor(word: &str) -> &str {
    word.trim_end_matches("'s").trim_end_matches("’s")
}

/// Returns the post as it is written down.
///
/// `GOP Sen., S.C.` → `US Senator from South Carolina, S.C.`
pub(super) fn written(post: &str) -> String {
    let post = without_determiner(post);
    let cut = [",", " of ", " from "].iter().filter_map(|mark| post.find(mark)).min().unwrap_or(post.len());
    let (base, rest) = post.split_at(cut);
    let last = base.rsplit(' ').next().unwrap_or_default().trim_end_matches('.').to_lowercase();
    let is_of_state = base.split(' ').any(|word| matches!(word, "state" | "State"));
    let chamber = match last.as_str() {
        "sen" | "senator" => "US Senator",
        "rep" | "representative" | "congressman" | "congresswoman" => "US Representative",
        _ => return post.to_owned(),
    };
    let code = rest.rsplit(['-', ' ', ',']).next().unwrap_or_default();
    let Some(state) = state_in(base).or_else(|| state_in(rest)).or_else(|| state(code)) else {
        return post.to_owned();
    };
    if is_of_state {
        return post.to_owned();
    }
    let suffix = rest.find(',').map_or("", |comma| &rest[comma..]);
    format!("{chamber} from {state}{suffix}")
}

/// `their leader` is a leader.
fn without_determiner(post: &str) -> &str {
    match post.split_once(' ') {
        Some((first, rest)) => {
            let is_determiner = ["the", "a", "an", "his", "her", "their", "its", "our"];
            if is_determiner.iter().any(|word| first.eq_ignore_ascii_case(word)) { rest } else { post }
        }
        None => post,
    }
}

/// The most posts that are known by their nouns: a list of posts without end must not make reading quadratic.
const MOST: usize = 200;

/// The posts that the article names in full, by their nouns.
pub(super) struct Known {
    /// The noun, a chairwoman a chair, and the post.
    posts: Vec<(String, String)>,
}

impl Known {
    pub(super) fn new(scene: &Scene<'_>, contests: &Contests) -> Self {
        let mut posts: Vec<(String, String)> = Vec::new();
        let holders = contests.posts.mentions.iter().filter(|post| post.form == Form::Holder);
        for post in holders.filter(|post| !post.is_plural(scene) && !post.body(scene).is_empty()) {
            let name = post.name(scene);
            let noun = plain(&significant(scene.words(post.head.clone())).join(" "));
            let is_known = |(_, old): &&(String, String)| is_same_post(old, &name);
            match posts.iter().position(|old| is_known(&old)) {
                Some(k) if posts[k].1.len() < name.len() => posts[k] = (noun, name),
                Some(_) => {}
                None if posts.len() == MOST => break,
                None => posts.push((noun, name)),
            }
        }
        Self { posts }
    }

    /// Returns the post in full, where the article has one of that noun only.
    ///
    /// `then-Director Lind`, beside `the director of the Coast Guard` → `director of the Coast Guard`
    pub(super) fn full(&self, post: &str, race: Option<&str>) -> Option<String> {
        const OF_MANY: &[&str] = &[
            "president",
            "senator",
            "sen",
            "representative",
            "rep",
            "governor",
            "gov",
            "leader",
            "adviser",
            "member",
            "congressman",
            "congresswoman",
            "minister",
            "coach",
            "judge",
            "justice",
            "professor",
            "prime minister",
        ];
        let noun: Vec<String> = significant(post).into_iter().filter(|word| !is_manner(word)).collect();
        let noun = plain(&noun.join(" "));
        if OF_MANY.contains(&noun.as_str()) {
            return None;
        }
        if let Some(race) = race.filter(|race| !noun.is_empty() && plain(&noun_of(race)) == noun) {
            return Some(written(race));
        }
        let mut found = self.posts.iter().filter(|(own, _)| *own == noun);
        let (_, full) = found.next()?;
        found.next().is_none().then(|| full.clone())
    }
}

/// A chairwoman is a chair.
fn plain(noun: &str) -> String {
    ["chairman", "chairwoman", "chairperson"]
        .iter()
        .fold(noun.to_owned(), |noun, long| noun.replace(long, "chair"))
}

/// Returns the noun that a post is named with: what stands before its complement, else its last word.
fn noun_of(post: &str) -> String {
    match post.split_once(" of ") {
        Some((noun, _)) => significant(noun).join(" "),
        None => significant(post).pop().filter(|_| post.contains(' ')).unwrap_or_default(),
    }
}

/// Gives a governor without a state the one that the article is at home in, and a senator that of a race for the Senate.
pub(super) fn of_state(
    post: &str,
    state: impl FnOnce() -> Option<&'static str>,
    race: Option<&str>,
) -> Option<String> {
    let words = significant(post);
    let mut own = words.iter().filter(|word| !is_manner(word) && !is_party(word)).map(String::as_str);
    match (own.next(), own.next()) {
        (Some("gov" | "governor"), None) => Some(format!("Governor of {}", state()?)),
        (Some("sen" | "senator"), None) => {
            let is_of_race =
                race.is_some_and(|race| state_in(race).is_some() && race.to_lowercase().contains("sen"));
            if is_of_race { Some(format!("US Senator from {}", state()?)) } else { None }
        }
        _ => None,
    }
}

fn is_party(word: &str) -> bool {
    matches!(word, "republican" | "democratic" | "gop" | "democrat" | "incumbent")
}

/// Returns the words of a post that tell it from others, in lower case.
pub(super) fn significant(post: &str) -> Vec<String> {
    let words = post.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').map(str::to_lowercase);
    words
        .map(|word| possessor(&word).to_owned())
        .filter(|word| {
            !word.is_empty()
                && !matches!(word.as_str(), "of" | "the" | "and" | "for" | "a" | "an" | "to" | "at")
        })
        .collect()
}

/// Whether one of the posts says all that the other does, or both are of the same noun and one says of which body only
/// what it is: `president of the island nation`.
pub(super) fn is_same_post(a: &str, b: &str) -> bool {
    if is_described(a, b) || is_described(b, a) {
        return true;
    }
    let (a, b) = (significant(a), significant(b));
    let rank = |post: &[String]| {
        // An associate justice is a justice.
        let is_associate = |word: &str| word == "associate" && post.iter().all(|other| other != "justice");
        post.iter().filter(|word| is_rank(word) || is_associate(word)).cloned().collect::<Vec<_>>()
    };
    if rank(&a) != rank(&b) {
        return false;
    }
    let within = |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|word| b.contains(word));
    within(&a, &b) || within(&b, &a)
}

/// Words that make another post of one: a deputy minister is no minister.
fn is_rank(word: &str) -> bool {
    matches!(word, "deputy" | "vice" | "assistant" | "shadow" | "under" | "junior")
}

/// Whether the one post is of a body without a name, and the other one of the same noun.
fn is_described(unnamed: &str, other: &str) -> bool {
    let Some((noun, body)) = unnamed.split_once(" of the ") else { return false };
    let other_noun = other.split_once(" of ").map_or(other, |(noun, _)| noun);
    !body.contains(char::is_uppercase) && noun.eq_ignore_ascii_case(other_noun)
}

/// Words that say when or how a post is held, or by whom, not which one it is.
fn is_manner(word: &str) -> bool {
    matches!(
        word,
        "former"
            | "late"
            | "then"
            | "acting"
            | "interim"
            | "new"
            | "outgoing"
            | "opposition"
            | "current"
            | "ex"
    )
}

/// Whether a title says of no body, place or state what it is the title of.
pub(super) fn is_bare(post: &str) -> bool {
    const TITLES: &[&str] = &[
        "president",
        "senator",
        "senators",
        "sen",
        "sens",
        "rep",
        "reps",
        "gov",
        "govs",
        "representative",
        "congressman",
        "congresswoman",
        "republican",
        "democratic",
        "gop",
        "u",
        "s",
        "us",
        "d",
        "r",
    ];
    let is_title = |word: &String| {
        TITLES.contains(&word.as_str()) || matches!(word.as_str(), "former" | "late" | "then")
    };
    significant(post).iter().all(is_title)
}

/// Whether a title is one of so many bodies that it names none: "the director", "their leader".
pub(super) fn is_general(post: &str) -> bool {
    const GENERAL: &[&str] = &[
        "leader",
        "director",
        "chair",
        "chairman",
        "chairwoman",
        "head",
        "chief",
        "adviser",
        "fellow",
        "coach",
        "manager",
        "representative",
        "representatives",
        "speaker",
        "judge",
        "member",
    ];
    let words = significant(post);
    let mut own = words.iter().filter(|word| !is_manner(word));
    own.next().is_none_or(|word| GENERAL.contains(&word.as_str())) && own.next().is_none()
}
