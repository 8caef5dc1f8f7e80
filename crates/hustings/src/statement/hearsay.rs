//! Hearsay: words that somebody passes on from nobody in particular.
//!
//! A joke, a rumor or a theory that is told, and then its words, behind "according to it" or in the same sentence.
//! Who tells it is their speaker, and a joke's words are a joke.
//!
//! `Lindqvist told a joke. According to it, the next bishop should …` → Lindqvist, joking, relayed

use super::Statement;
use super::scene::Scene;
use crate::entity::EntityId;
use std::ops::Range;

/// Who passes words on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Teller {
    /// The speaker of an earlier statement.
    OfStatement(usize),
    /// The person who is told to tell them.
    Person(EntityId),
    /// The speaker found for the words themselves.
    Own,
}

/// Words passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hearsay {
    pub(super) teller: Teller,
    /// Whether they are told in jest.
    pub(super) is_joke: bool,
}

/// How far behind the telling noun its words may start.
const REACH: usize = 12;

/// How many statements back the telling may stand.
const BACK: usize = 3;

/// Returns whose hearsay the attribution is, if it is one.
pub(super) fn hearsay(scene: &Scene<'_>, at: usize, earlier: &[Statement]) -> Option<Hearsay> {
    let content = scene.content(at).first()?.clone();
    let source = scene.tokens(*scene.attribution(at).source.first()?);
    let tellers = (earlier.len().saturating_sub(BACK)..earlier.len()).rev();
    let of_statement = tellers.into_iter().find_map(|teller| {
        let told = earlier[teller].attribution;
        let noun = telling_noun(scene, told).filter(|&noun| noun < content.start)?;
        let is_near = scene.sentence(noun).end + REACH >= content.start;
        let is_far = scene.sentence(noun).start != scene.sentence(content.start).start
            || content.start > noun + REACH
            || is_content_of(scene, told, content.start);
        let goes_on = !is_far && refers(scene, &source);
        let is_it = is_near && refers_back(scene, source.clone(), noun) || goes_on;
        let teller = Teller::OfStatement(teller);
        is_it.then(|| Hearsay { teller, is_joke: is_joke(scene.lower(noun)) })
    });
    of_statement
        .or_else(|| of_sentence(scene, source.clone()))
        .or_else(|| of_clause(scene, &content, &source))
}

/// Returns the hearsay that a sentence without a statement tells: "Brandt told a joke that she had heard. According to it, …".
fn of_sentence(scene: &Scene<'_>, source: Range<usize>) -> Option<Hearsay> {
    let before = scene.near(scene.sentence(source.start).start.checked_sub(1)?);
    let noun = before.clone().find(|&i| is_told(scene.lower(i)))?;
    let span = scene.span(before.start..noun)?;
    let person = scene.persons_in(span).next()?.entity;
    let teller = Teller::Person(person);
    refers_back(scene, source, noun).then(|| Hearsay { teller, is_joke: is_joke(scene.lower(noun)) })
}

/// Returns the hearsay of words that follow its telling in one sentence: "referred to a joke, suggesting that …".
fn of_clause(scene: &Scene<'_>, content: &Range<usize>, source: &Range<usize>) -> Option<Hearsay> {
    let sentence = scene.sentence(content.start);
    let low = sentence.start.max(content.start.saturating_sub(REACH));
    let noun = (low..content.start).find(|&i| is_told(scene.lower(i)))?;
    let is_object = noun > source.end || source.start > noun;
    let is_told = (low..noun).any(|i| {
        matches!(
            scene.lower(i),
            "told"
                | "tell"
                | "tells"
                | "telling"
                | "referred"
                | "repeated"
                | "cited"
                | "recalled"
                | "quoted"
                | "shared"
        )
    });
    let teller = Teller::Own;
    (is_object && is_told).then(|| Hearsay { teller, is_joke: is_joke(scene.lower(noun)) })
}

/// Whether the source is no new person: the words go on with what is told.
fn refers(scene: &Scene<'_>, source: &Range<usize>) -> bool {
    let Some(span) = scene.span(source.clone()) else { return true };
    source.len() == 1 || scene.persons_in(span).next().is_none()
}

fn is_content_of(scene: &Scene<'_>, at: usize, token: usize) -> bool {
    token < scene.lower.len() && scene.is_content(at, token)
}

/// Returns the noun in the attribution's words that tells what is passed on: "a “joke” that she had heard".
fn telling_noun(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let head = scene.content(at).first()?.clone();
    (head.start..head.end.min(head.start + 6)).find(|&i| is_told(scene.lower(i)))
}

/// Whether the source points at what was told: "it", "this view", "the joke".
fn refers_back(scene: &Scene<'_>, source: Range<usize>, noun: usize) -> bool {
    let last = source.end.saturating_sub(1);
    let opens = matches!(scene.lower(source.start), "it" | "this" | "that" | "the" | "which");
    match source.len() {
        1 => matches!(scene.lower(last), "it" | "this" | "which"),
        2 | 3 => opens && scene.lower(last) == scene.lower(noun),
        _ => false,
    }
}

fn is_joke(word: &str) -> bool {
    matches!(word, "joke" | "jokes" | "gag" | "quip" | "pun" | "one-liner" | "jest")
}

/// Whether the noun is of words that nobody in particular stands for.
fn is_told(word: &str) -> bool {
    is_joke(word)
        || matches!(
            word,
            "anecdote"
                | "rumor"
                | "rumors"
                | "rumour"
                | "rumours"
                | "gossip"
                | "saying"
                | "proverb"
                | "legend"
                | "theory"
                | "wisdom"
        )
}
