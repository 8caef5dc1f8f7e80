//! Backers: the words for those who stand behind somebody, turned into parties.
//!
//! Persons, bodies and unnamed groups as printed; who is only pointed at ("those", "the man") is none.
//!
//! `Okafor’s backers include Hana Mori and the Farmers Union` → two parties

use super::Party;
use super::clause;
use super::phrase::{self, Phrase};
use super::scene::Scene;
use crate::entity::EntityId;
use crate::entity::speaker::SpeakerKind;
use crate::mention::EntityKind;
use crate::mention::lexicon::LEXICON;
use crate::model::PartOfSpeech as P;
use crate::statement::Statement;
use std::ops::Range;

/// Returns whose backers or endorsers the noun at token `at` tells of: "Warren endorsers", "Okafor’s backers", "her allies".
pub(super) fn owner(scene: &Scene<'_>, at: usize) -> Option<EntityId> {
    let before = at.checked_sub(1)?;
    match scene.word(before) {
        "'s" | "'" => scene.person(before.checked_sub(1)?),
        _ => scene.person(before),
    }
}

/// Returns the parties of a list, persons and bodies alike, up to the end of the list.
pub(super) fn parties_listed(scene: &Scene<'_>, from: usize) -> Vec<Phrase> {
    let end = scene.sentence(from).end.min(from + 60);
    let (mut found, mut i): (Vec<Phrase>, usize) = (Vec::new(), from);
    while i < end && found.len() < 12 {
        if scene.entity(i).is_some() && scene.is_capital(i) {
            let phrase = phrase::phrase_at(scene, i);
            i = phrase.tokens.end.max(i + 1);
            found.push(phrase);
            continue;
        }
        if matches!(scene.word(i), ";" | "." | "who" | "but" | "while" | "which")
            || clause::is_finite(scene, i)
        {
            break;
        }
        i += 1;
    }
    found
}

/// Returns the named party that a description is said of: "the Greens, a small party that endorsed her" → the Greens;
/// "Herrera became the first minister to back her" → Herrera.
pub(super) fn apposed(scene: &Scene<'_>, phrase: &Phrase) -> Phrase {
    let is_named = |id: EntityId| scene.findings.entities[id].is_named;
    let floor = scene.sentence(phrase.tokens.start).start;
    let is_article = |i: &usize| matches!(scene.word(*i), "a" | "an" | "the");
    let first = phrase.tokens.start;
    let near = (first.saturating_sub(4).max(floor)..=first).rev();
    let article = near.take_while(|&i| scene.word(i).starts_with(char::is_alphanumeric)).find(is_article);
    let number = Some(first).filter(|&i| scene.word(i).starts_with(char::is_numeric));
    let before = article.or(number).and_then(|i| i.checked_sub(1)).filter(|&i| i > floor);
    let Some(before) = before.filter(|_| phrase.entity.is_none_or(|id| !is_named(id))) else {
        return phrase.clone();
    };
    let found = match scene.word(before) {
        "," if scene.entity(before - 1).is_some_and(is_named) => Some(phrase::phrase_at(scene, before - 1)),
        "became" | "become" | "becomes" | "becoming" | "is" | "was" | "been" | "remains" => {
            phrase::subject(scene, before).filter(|subject| subject.entity.is_some_and(is_named))
        }
        _ => None,
    };
    found.unwrap_or_else(|| phrase.clone())
}

/// Returns the named members of a group that speaks: "Two other senators, Mori and Herrera, said they would back her".
pub(super) fn members(scene: &Scene<'_>, statement: &Statement) -> Vec<Party> {
    let is_one = matches!(statement.speaker.kind, SpeakerKind::Person | SpeakerKind::Organization);
    let source = scene.findings.attributions.get(statement.attribution).map(|found| &found.source);
    let Some(source) = source.filter(|_| !is_one) else { return Vec::new() };
    let tokens: Vec<usize> = source.iter().flat_map(|&span| scene.segments().tokens_in(span)).collect();
    let opens = tokens.iter().position(|&i| matches!(scene.word(i), "," | "including" | "like" | ":" | "—"));
    let Some(opens) = opens else { return Vec::new() };
    let mut found: Vec<EntityId> = tokens[opens..].iter().filter_map(|&i| scene.named_person(i)).collect();
    found.dedup();
    found.retain(|&id| scene.findings.entities[id].is_named);
    found.into_iter().map(|id| scene.party(id)).collect()
}

/// Whether the words name nobody in particular: "those", "another", "the man"; "they" is not who stands before it.
pub(super) fn is_vague(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    let Range { start, end } = phrase.tokens;
    if phrase.entity.is_some_and(|id| scene.findings.entities[id].is_named) {
        return scene.word(end) == "they";
    }
    let is_bare = phrase.tokens.len() == 1
        && matches!(
            scene.word(start),
            "those" | "another" | "others" | "some" | "many" | "they" | "who" | "we" | "few"
        );
    let is_definite = phrase.tokens.len() == 2
        && matches!(scene.word(start), "the" | "his" | "her" | "their" | "a" | "an" | "its")
        && !scene.is_capital(start + 1)
        && !scene.word(start + 1).ends_with('s');
    is_bare && !matches!(scene.word(start), "we") || is_definite || scene.word(start) == "they"
}

/// Returns who did it, behind "by".
pub(super) fn agents(scene: &Scene<'_>, from: usize) -> Vec<Phrase> {
    let end = scene.sentence(from.saturating_sub(1)).end;
    let near = from.saturating_sub(1)..(from + 6).min(end);
    let Some(by) = near.into_iter().find(|&i| scene.word(i) == "by") else { return Vec::new() };
    noun_phrases_from(scene, by + 1, end)
}

/// Returns the parties named from token `from` on, up to the end of their list.
pub(super) fn noun_phrases_from(scene: &Scene<'_>, from: usize, end: usize) -> Vec<Phrase> {
    let end = end.min(from + 40);
    // "Of allies like Russia, China and Cuba": they are named behind it.
    let opens = (from..(from + 5).min(end)).find(|&i| {
        matches!(scene.word(i), "like" | "including") || scene.word(i) == "such" && scene.word(i + 1) == "as"
    });
    if let Some(opens) = opens.filter(|&i| (from..i).all(|k| scene.word(k) != ",")) {
        let listed = parties_listed(scene, opens + 1);
        if !listed.is_empty() {
            return listed;
        }
    }
    // "From the actor’s daughter, Aissa Wayne", "of Wisconsin governor Scott Walker": the owner and the place are not who backs.
    let mut persons = phrase::persons_from(scene, from, end);
    persons.retain(|phrase| {
        let last = phrase.tokens.end.saturating_sub(2).max(phrase.tokens.start)..phrase.tokens.end + 1;
        let is_owner = last.into_iter().any(|i| matches!(scene.word(i), "'s" | "'"));
        let is_named = phrase.entity.is_some_and(|id| scene.findings.entities[id].is_named);
        is_named || !is_owner
    });
    if !persons.is_empty() {
        return persons;
    }
    let named = (from..(from + 6).min(end)).find(|&i| scene.entity(i).is_some() && !is_beside(scene, i));
    if let Some(i) = named {
        let mut first = phrase::phrase_at(scene, i);
        // "The backing of Green Party heavyweights": they are who backs.
        let behind = first.tokens.end;
        let is_body =
            first.entity.is_some_and(|id| scene.findings.entities[id].kind == EntityKind::Organization);
        if is_body && behind < end && scene.pos(behind) == P::NNS && !scene.is_capital(behind) {
            first = Phrase { tokens: from..behind + 1, entity: None };
        }
        let second = also(scene, first.tokens.end, end);
        return std::iter::once(first).chain(second).collect();
    }
    let stop = (from..end).find(|&i| {
        matches!(scene.word(i), "," | "." | ";" | "in" | "on" | "for" | "who" | "that" | "with")
            || clause::is_finite(scene, i)
    });
    let until = stop.unwrap_or(end);
    if until <= from {
        return Vec::new();
    }
    // "Two ministers and three unions" are two parties.
    let joint = (from + 1..until).find(|&i| scene.word(i) == "and").filter(|&i| opens_group(scene, i + 1));
    let first = Phrase { tokens: from..joint.unwrap_or(until), entity: None };
    let second = joint.map(|joint| Phrase { tokens: joint + 1..until, entity: None });
    std::iter::once(first).chain(second).collect()
}

/// Returns the party behind "and" at token `joint`: "the White House and many retired officers".
fn also(scene: &Scene<'_>, joint: usize, end: usize) -> Option<Phrase> {
    let joint = joint + usize::from(scene.word(joint) == ",");
    if joint >= end || scene.word(joint) != "and" {
        return None;
    }
    let named = (joint + 1..(joint + 3).min(end)).find(|&k| scene.entity(k).is_some() && scene.is_capital(k));
    if let Some(named) = named {
        return Some(phrase::phrase_at(scene, named));
    }
    let is_noun = |i: usize| matches!(scene.pos(i), P::NNS | P::NN | P::JJ | P::CD) || scene.word(i) == "and";
    let until = (joint + 2..end).find(|&i| !is_noun(i)).unwrap_or(end);
    opens_group(scene, joint + 1).then_some(Phrase { tokens: joint + 1..until, entity: None })
}

/// Whether the word opens the words for some of many: "three unions", "many officers".
fn opens_group(scene: &Scene<'_>, i: usize) -> bool {
    scene.pos(i) == P::CD
        || matches!(scene.word(i), "many" | "several" | "some" | "most" | "dozens" | "other")
}

/// Whether the entity at token `i` only tells of whom or where somebody is: "Wisconsin governor", "the actor’s daughter".
fn is_beside(scene: &Scene<'_>, i: usize) -> bool {
    let end = scene.mention(i).map_or(i + 1, |mention| scene.tokens_of(mention).end);
    let is_place = scene.entity(i).is_some_and(|id| scene.findings.entities[id].kind == EntityKind::Place);
    matches!(scene.word(end), "'s" | "'") || is_place && matches!(scene.pos(end), P::NN | P::NNS)
}

/// Whether the words of no entity can be somebody at all: "the unions", never "percentages of those numbers".
pub(super) fn is_party(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    if phrase.entity.is_some_and(|id| scene.findings.entities[id].is_named) {
        return true;
    }
    let is_number = phrase.tokens.clone().take(3).any(|i| {
        matches!(
            scene.word(i),
            "percentages" | "percentage" | "share" | "shares" | "number" | "numbers" | "names"
        )
    });
    if is_number {
        return false;
    }
    let has_name = phrase.tokens.clone().any(|i| scene.is_capital(i) && i > scene.sentence(i).start);
    has_name
        || phrase.tokens.clone().any(|i| {
            let word = scene.word(i);
            LEXICON.noun(word).is_some()
                || LEXICON.is_body_head(word)
                || word.strip_suffix('s').is_some_and(|word| LEXICON.noun(word).is_some())
                || matches!(
                    word,
                    "forces" | "unions" | "army" | "military" | "establishment" | "groups" | "i" | "we"
                )
        })
}

/// Returns the party that a phrase names, as printed where it is no entity.
pub(super) fn party(scene: &Scene<'_>, phrase: &Phrase) -> Option<Party> {
    if let Some(id) = phrase.entity {
        return Some(scene.party(id));
    }
    let words = scene.words(phrase.tokens.clone());
    let is_thing =
        matches!(scene.word(phrase.tokens.start), "it" | "that" | "this" | "which" | "there" | "what");
    (!is_thing && words.chars().any(char::is_alphabetic))
        .then(|| Party { entity: None, name: words.replace('\n', " ") })
}
