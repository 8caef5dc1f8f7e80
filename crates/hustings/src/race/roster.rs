//! Rosters: nouns that announce a list of persons, in the sentence or in paragraphs of their own below it.
//!
//! [`super::noun`] asks here whom a list names; the noun says what its members are.
//!
//! `Possible replacements include Flournoy, Reed and Carter`; `The names are:` and a line for each

use super::clause;
use super::phrase;
use super::scene::Scene;
use crate::entity::EntityId;
use std::ops::Range;

/// How many tokens a list in a sentence may take.
const LONGEST_LIST: usize = 160;

/// Returns the persons of the list that the noun at token `at` announces; nobody where it announces none.
pub(super) fn members(scene: &Scene<'_>, at: usize) -> Vec<EntityId> {
    let sentence = scene.sentence(at);
    let Some(link) = link(scene, at, sentence.end) else { return Vec::new() };
    let listed = phrase::persons_from(scene, link + 1, (link + LONGEST_LIST).min(sentence.end));
    let mut members: Vec<EntityId> = listed.into_iter().filter_map(|phrase| phrase.entity).collect();
    let is_open = (link + 1..sentence.end).all(|i| !scene.word(i).starts_with(char::is_alphanumeric));
    if members.is_empty() && is_open {
        members.extend(below(scene, scene.sentence_index(at)));
    }
    members
}

/// Returns the word that opens the list: "include", "are", ":", behind at most an insertion between commas.
fn link(scene: &Scene<'_>, at: usize, end: usize) -> Option<usize> {
    let end = end.min(at + 16);
    let found = (at + 1..end).find(|&i| {
        matches!(
            scene.word(i),
            "include"
                | "includes"
                | "included"
                | "including"
                | "are"
                | "were"
                | ":"
                | "like"
                | "—"
                | "–"
                | "--"
        ) || matches!(scene.word(i), "such") && scene.word(i + 1) == "as"
    })?;
    let commas = (at + 1..found).filter(|&i| scene.word(i) == ",").count();
    let is_broken = (at + 1..found).any(|i| matches!(scene.word(i), ";" | "who" | "“" | "”" | "\""));
    let is_aside = (at + 1..found).any(|i| scene.word(i) == "if");
    let has_verb = commas == 0
        && !is_aside
        && (at + 1..found).any(|i| clause::is_finite(scene, i) && scene.word(i) != "is");
    let is_include = scene.word(found).starts_with("includ");
    let is_link = !is_broken && !has_verb && (commas == 0 || commas <= 2 && is_include);
    is_link.then_some(found + usize::from(scene.word(found) == "such"))
}

/// Returns the first persons of the lines behind a sentence that ends in a colon, as long as they are no sentences.
fn below(scene: &Scene<'_>, sentence: usize) -> Vec<EntityId> {
    let sentences = &scene.segments().sentences;
    let lines = sentences.iter().skip(sentence + 1).take(60).map(|sentence| sentence.tokens.clone());
    lines.map_while(|tokens| line(scene, tokens)).collect()
}

fn line(scene: &Scene<'_>, tokens: Range<usize>) -> Option<EntityId> {
    let is_item =
        tokens.len() <= 40 && !tokens.clone().any(|i| matches!(scene.word(i), "said" | "says" | "“"));
    let person = tokens.clone().take(8).find_map(|i| scene.person(i))?;
    is_item.then_some(person)
}
