//! Cues: what the words right around a person say of a contest, short of a predicate.
//!
//! [`super::standing`] weighs them together with what predicates tell; none of them counts alone.
//!
//! `supporters of Sanders, who won 43 percent` → backers; a sentence of polls

use super::clause;
use super::scene::Scene;
use super::scope;
use crate::entity::EntityId;
use crate::mention::{EntityKind, MentionForm};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A cue and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cue {
    pub person: EntityId,
    /// Its name, as the table of weights has it.
    pub name: String,
    pub at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Where {
    Owned,
    Of,
    Sentence,
    Verb,
}

static WORDS: LazyLock<HashMap<(Where, &'static str), &'static str>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for line in include_str!("../../data/contest_cues.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [place, cue, list] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let place = match place {
            "owned" => Where::Owned,
            "of" => Where::Of,
            "verb" => Where::Verb,
            _ => Where::Sentence,
        };
        for word in list.split(' ') {
            words.entry((place, word)).or_insert(cue);
        }
    }
    words
});

/// Returns the cues around the mentions of named persons, in the order of the mentions.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Cue> {
    let mut cues = Vec::new();
    let sentences = sentence_cues(scene);
    for mention in 0..scene.findings.mentions.len() {
        let tokens = scene.tokens_of(mention);
        let Some(person) = scene.entity(tokens.start).filter(|&id| is_candidate(scene, id)) else { continue };
        if scene.mention(tokens.start) != Some(mention) || is_off(scene, tokens.start) {
            continue;
        }
        let mut finder = Finder { scene, person, cues: &mut cues };
        finder.around(mention, tokens.clone());
        if scene.findings.mentions[mention].form == MentionForm::Name {
            for cue in &sentences[scene.sentence_index(tokens.start)] {
                finder.add(&format!("s.{cue}"), tokens.start);
            }
        }
    }
    cues
}

/// Whether an entity may be in a race: a person with a name.
pub(super) fn is_candidate(scene: &Scene<'_>, id: EntityId) -> bool {
    let entity = &scene.findings.entities[id];
    entity.kind == EntityKind::Person && entity.is_named
}

/// Whether a cue is no more than a word beside the name.
pub(super) fn is_near(name: &str) -> bool {
    name.starts_with(['<', '>'])
}

/// Whether the sentence of token `at` asks, or belongs to the page around the article.
fn is_off(scene: &Scene<'_>, at: usize) -> bool {
    let sentence = scene.sentence(at);
    let is_question = sentence.clone().rev().take(3).any(|i| scene.word(i) == "?");
    is_question || scene.segments().sentences[scene.sentence_index(at)].furniture
}

/// Returns for each sentence the cues anywhere in it, each once.
fn sentence_cues(scene: &Scene<'_>) -> Vec<Vec<&'static str>> {
    let sentences = scene.segments().sentences.iter();
    let cues = |tokens: Range<usize>| {
        let mut found: Vec<&'static str> = Vec::new();
        for i in tokens {
            if let Some(&cue) =
                WORDS.get(&(Where::Sentence, scene.word(i))).filter(|cue| !found.contains(cue))
            {
                found.push(cue);
            }
        }
        found
    };
    sentences.map(|sentence| cues(sentence.tokens.clone())).collect()
}

struct Finder<'s, 'a> {
    scene: &'s Scene<'a>,
    person: EntityId,
    cues: &'s mut Vec<Cue>,
}

impl Finder<'_, '_> {
    fn add(&mut self, name: &str, at: usize) {
        self.cues.push(Cue { person: self.person, name: name.to_owned(), at });
    }

    fn around(&mut self, mention: usize, tokens: Range<usize>) {
        self.owned(tokens.clone());
        let title = self.scene.findings.mentions[mention].title;
        let first = title.map_or(tokens.start, |span| self.scene.segments().tokens_in(span).start);
        let first = first.min(tokens.start);
        self.title(first..tokens.start);
        self.before(first, tokens.start);
        self.verbs(first, tokens.end);
        self.near(first, tokens.end);
    }

    /// The words right before and behind the name, small ones and names of others too: `<-against` of `against Khan`.
    fn near(&mut self, first: usize, end: usize) {
        let scene = self.scene;
        let sentence = scene.sentence(end.saturating_sub(1));
        for i in first.saturating_sub(2).max(sentence.start)..first {
            self.add(&format!("<{}", self.kind_of(i)), i);
        }
        for i in end..sentence.end.min(end + 3) {
            self.add(&format!(">{}", self.kind_of(i)), i);
        }
    }

    /// The word at token `i`; for a name, and for anything with a figure, what it is.
    fn kind_of(&self, i: usize) -> &str {
        let scene = self.scene;
        let word = scene.word(i);
        match scene.entity(i).map(|id| scene.findings.entities[id].kind).filter(|_| scene.is_capital(i)) {
            Some(EntityKind::Person) => "person",
            Some(EntityKind::Organization) => "organization",
            Some(EntityKind::Place) => "place",
            _ if scene.timex(i).is_some() => "time",
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => "number",
            _ => word,
        }
    }

    /// `Khan's campaign`, `Khan supporters`, `her nomination`.
    fn owned(&mut self, tokens: Range<usize>) {
        let scene = self.scene;
        let is_pronoun =
            tokens.len() == 1 && matches!(scene.word(tokens.start), "his" | "her" | "their" | "my");
        let has_mark = matches!(scene.word(tokens.end), "'s" | "'");
        let from = tokens.end + usize::from(has_mark);
        let reach = if has_mark || is_pronoun { 4 } else { 1 };
        let end = scene.sentence(tokens.start).end.min(from + reach);
        for i in from..end {
            if let Some(cue) = WORDS.get(&(Where::Owned, scene.word(i))) {
                return self.add(&format!("own.{cue}"), i);
            }
            if !scene.word(i).starts_with(char::is_alphanumeric) || scene.person(i).is_some() {
                return;
            }
        }
    }

    /// `incumbent Rick Scott`, `front-runner Donald Trump`.
    fn title(&mut self, title: Range<usize>) {
        let from = title.start.saturating_sub(3).max(self.scene.sentence(title.start).start);
        for i in from..title.end {
            let word = self.scene.word(i);
            if matches!(
                word,
                "incumbent"
                    | "presumptive"
                    | "acting"
                    | "interim"
                    | "retiring"
                    | "outgoing"
                    | "then"
                    | "former"
                    | "late"
                    | "rival"
                    | "opponent"
                    | "challenger"
            ) {
                self.add(&format!("title.{word}"), i);
            }
        }
    }

    /// What governs the name: `the nomination of`, `vote for`, `against`, `a rival,`.
    fn before(&mut self, first: usize, name: usize) {
        let scene = self.scene;
        let floor = scene.sentence(name).start;
        let Some(before) = first.checked_sub(1).filter(|&i| i >= floor) else { return };
        let word = scene.word(before);
        let of = if word == "of" && before > floor { scene.word(before - 1) } else { "" };
        if let Some(cue) = WORDS.get(&(Where::Of, of)) {
            self.add(&format!("of.{cue}"), before);
        }
        let is_vote = |i: usize| {
            matches!(
                scene.word(i),
                "vote"
                    | "votes"
                    | "voted"
                    | "voting"
                    | "ballot"
                    | "ballots"
                    | "campaign"
                    | "campaigned"
                    | "campaigning"
                    | "support"
                    | "rally"
                    | "rallied"
            )
        };
        let near = before.saturating_sub(3).max(floor)..before;
        match word {
            "for" if near.clone().any(is_vote) => self.add("pre.votefor", before),
            "against" | "over" | "versus" | "vs" | "vs." | "behind" | "between" | "to" | "with" | "as"
            | "like" | "including" | "for" | "by" => {
                self.add(&format!("pre.{word}"), before);
            }
            _ => {}
        }
    }

    /// The verb that the name is the subject of, and the one that it is the object of, plain ones only.
    fn verbs(&mut self, first: usize, end: usize) {
        let scene = self.scene;
        let sentence = scene.sentence(end.saturating_sub(1));
        let behind = (end..sentence.end.min(end + 6))
            .find(|&i| clause::is_verb(scene, i) && !clause::is_auxiliary(scene.word(i)));
        let is_near = |verb: usize| {
            (end..verb).all(|i| scene.word(i) != "," && scene.word(i) != "'s" && scene.person(i).is_none())
        };
        if let Some(verb) = behind.filter(|&verb| is_near(verb)) {
            self.verb("subject", verb);
        }
        let Some(verb) = first.checked_sub(1).filter(|&i| i >= sentence.start && clause::is_verb(scene, i))
        else {
            return;
        };
        self.verb("object", verb);
    }

    fn verb(&mut self, place: &str, verb: usize) {
        let Some(class) = WORDS.get(&(Where::Verb, self.scene.word(verb))) else { return };
        let scope = scope::scope(self.scene, verb);
        if scope.is_void() {
            return;
        }
        let is_open = scope.is_conditional || scope.is_would || scope.is_possible;
        let sign = match (scope.is_negated, is_open) {
            (true, _) => "not.",
            (_, true) => "may.",
            _ => "",
        };
        self.add(&format!("{place}.{sign}{class}"), verb);
    }
}
