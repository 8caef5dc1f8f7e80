//! Entities: who and what the article speaks of, with all mentions that refer to the same one.
//!
//! Coreference joins mentions; roles hang on entities; statements and facts point at them.
//!
//! `Mark Rutte … Rutte … he` → one entity, canonical name `Mark Rutte`

mod antecedent;
mod described;
pub mod features;
pub mod index;
mod later;
mod names;
mod persons;
mod quoting;
mod reference;
mod rivals;
mod scene;
mod source;
pub mod speaker;
mod telling;
pub mod trace;

use crate::attribution::Attribution;
use crate::mention::kinds::capitalized;
use crate::mention::lexicon::LEXICON;
use crate::mention::words::Words;
use crate::mention::{EntityKind, Gender, Mention, MentionForm};
use crate::role::{self, Role};
use crate::span::Span;
use crate::text::Text;
use described::synonym;
use reference::Stage;
use std::collections::{HashMap, HashSet};
use telling::Telling;
use trace::Candidates;

/// Which entity of the reading, counted from zero.
pub type EntityId = usize;

/// Somebody or something that the article speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name as printed, without titles; the description as printed for those without a name.
    pub name: String,
    /// Whether the article names it.
    pub is_named: bool,
    /// Its gender, where names, titles or pronouns show one.
    pub gender: Option<Gender>,
    /// Whether it is several.
    pub is_plural: bool,
    /// The mentions that refer to it, as indices into the mentions of the reading, in order.
    pub mentions: Vec<usize>,
    /// Its functions and titles as printed.
    pub roles: Vec<Role>,
    /// The mentions of it that may refer to another.
    pub doubts: Vec<Doubt>,
}

/// A mention that may refer to somebody else.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Which mention, as an index into the mentions of the reading.
    pub mention: usize,
    /// How likely it refers to this entity, 0 to 1.
    pub confidence: f32,
    /// Whom else it may refer to, most likely first.
    pub others: Vec<EntityId>,
}

/// An entity in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    kind: EntityKind,
    name: String,
    /// The words of the name in lower case.
    parts: Vec<String>,
    is_named: bool,
    is_plural: bool,
    gender: Option<Gender>,
    /// The gender that a title, a full name or a noun shows; a first name alone may be a surname.
    shown: Option<Gender>,
    /// How often a pronoun for a woman and one for a man was taken to mean it.
    called: [u16; 2],
    mentions: Vec<usize>,
    roles: Vec<Role>,
    /// The words of its roles in lower case.
    role_words: Vec<String>,
    /// The noun that describes one without a name.
    noun: Option<String>,
    /// The names it is called by, with how often.
    forms: Vec<(String, usize)>,
    /// Its first mention.
    first: usize,
    /// How many mentions name it.
    named_mentions: usize,
    doubts: Vec<Doubt>,
}

impl Draft {
    fn named(kind: EntityKind, name: String, parts: Vec<String>) -> Self {
        Self {
            kind,
            name,
            parts,
            is_named: true,
            is_plural: false,
            gender: None,
            shown: None,
            called: [0; 2],
            mentions: Vec::new(),
            roles: Vec::new(),
            role_words: Vec::new(),
            noun: None,
            forms: Vec::new(),
            first: usize::MAX,
            named_mentions: 0,
            doubts: Vec::new(),
        }
    }

    fn add_form(&mut self, name: String) {
        match self.forms.iter_mut().find(|(form, _)| *form == name) {
            Some((_, count)) => *count += 1,
            None => self.forms.push((name, 1)),
        }
    }

    /// Returns the fullest name that ends with the surname by which the article calls the person most.
    ///
    /// "Pedro R. Pierluisi Urrutia … Pedro Pierluisi … Pierluisi" → `Pedro Pierluisi`
    fn canonical(&self) -> String {
        let short = self.forms.iter().filter(|(form, _)| !form.contains(' ')).max_by_key(|(_, count)| *count);
        let ends = |form: &str| short.is_some_and(|(short, _)| form.ends_with(short.as_str()));
        let full = self.forms.iter().filter(|(form, _)| form.contains(' ') && ends(form));
        let longest = full.max_by_key(|(form, _)| form.split(' ').count());
        let name = longest.map_or_else(|| self.name.clone(), |(form, _)| form.clone());
        let is_loud =
            self.kind == EntityKind::Person && name.contains(' ') && !name.chars().any(char::is_lowercase);
        if !is_loud {
            return name;
        }
        // "KARIN HOLM WINS RACE": a headline in capitals does not name her.
        let quiet = self
            .forms
            .iter()
            .map(|(form, _)| form)
            .find(|form| form.to_lowercase() == name.to_lowercase() && **form != name);
        quiet.cloned().unwrap_or_else(|| capitalized(&name))
    }
}

/// Returns the entities in the order of their first mention; a mention belongs to at most one.
pub fn resolve(text: &Text<'_>, mentions: &[Mention], attributions: &[Attribution]) -> Vec<Entity> {
    finish(settle(text, mentions, attributions, None).drafts)
}

/// What the resolving left: the entities in the making and what each pronoun might have meant.
struct Settled {
    drafts: Vec<Draft>,
    trace: Vec<Candidates>,
}

fn settle(
    text: &Text<'_>,
    mentions: &[Mention],
    attributions: &[Attribution],
    trace: Option<Vec<Candidates>>,
) -> Settled {
    let words = Words::new(text);
    let places = scene::places(&words, mentions);
    let telling = Telling::new(text, mentions, attributions);
    let mut owner = vec![None; mentions.len()];
    let mut drafts = names::join(text, mentions, &mut owner);
    let holders = add_roles(&words, mentions, &owner, &mut drafts);
    let mut stage = Stage {
        words: &words,
        mentions,
        places: &places,
        telling: &telling,
        drafts,
        owner,
        speakers: HashMap::new(),
        holders,
        counts: Vec::new(),
        said: Vec::new(),
        last_same: Vec::new(),
        trace,
    };
    stage.run();
    Settled { drafts: stage.drafts, trace: stage.trace.unwrap_or_default() }
}

/// Adds the roles printed around names, and returns the persons by the nouns of their roles.
fn add_roles(
    words: &Words<'_>,
    mentions: &[Mention],
    owner: &[Option<usize>],
    drafts: &mut [Draft],
) -> HashMap<String, Vec<usize>> {
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    // "Timo Vermeer, President Holm’s nominee, …": the title is hers.
    let titles: HashSet<usize> = mentions.iter().filter_map(|mention| Some(mention.title?.start)).collect();
    for (mention, owner) in mentions.iter().zip(owner) {
        let Some(id) = *owner else { continue };
        if mention.form != MentionForm::Name || mention.kind != Some(EntityKind::Person) {
            continue;
        }
        for role in role::find::around(words, mention) {
            let own = mention.title.map_or(mention.span.start, |title| title.start);
            let is_other = |start: usize| start != own && titles.contains(&start);
            for noun in nouns(words, role.span, is_other) {
                let known = holders.entry(noun).or_default();
                if !known.contains(&id) {
                    known.push(id);
                }
            }
            add_role(words, &mut drafts[id], role);
        }
    }
    holders
}

fn add_role(words: &Words<'_>, draft: &mut Draft, role: Role) {
    let tokens = words.text.segments.tokens_in(role.span);
    draft.role_words.extend(tokens.map(|i| words.low(i).to_owned()));
    let printed = words.text.words(role.span).to_lowercase();
    let is_known = draft.roles.iter().any(|known| words.text.words(known.span).to_lowercase() == printed);
    if !is_known {
        draft.roles.push(role);
    }
}

/// Returns the nouns for people in a role, those of one meaning as one.
fn nouns(words: &Words<'_>, span: Span, is_title_of_other: impl Fn(usize) -> bool) -> Vec<String> {
    let tokens = words.text.segments.tokens_in(span);
    let mut found = Vec::new();
    for start in tokens.clone() {
        if is_title_of_other(words.text.segments.tokens[start].span.start) {
            continue;
        }
        for end in start + 1..=tokens.end.min(start + 3) {
            let low = words.joined_low(start..end);
            let low = expanded(&low);
            if let Some(noun) = LEXICON.noun(low) {
                found.push(synonym(noun.singular).to_owned());
            }
        }
    }
    found
}

/// Returns what an abbreviated title stands for.
fn expanded(low: &str) -> &str {
    match low {
        "sen." | "sens." => "senator",
        "rep." | "reps." => "representative",
        "gov." => "governor",
        "gen." => "general",
        "lt. gov." => "lieutenant governor",
        "prof." => "professor",
        "dr." => "doctor",
        "col." => "colonel",
        "capt." => "captain",
        other => other,
    }
}

/// Returns the entities that the drafts have become, in the order of their first mention.
fn finish(mut drafts: Vec<Draft>) -> Vec<Entity> {
    for draft in &mut drafts {
        draft.mentions.sort_unstable();
        draft.mentions.dedup();
    }
    let mut order: Vec<usize> = (0..drafts.len()).filter(|&id| !drafts[id].mentions.is_empty()).collect();
    order.sort_by_key(|&id| (drafts[id].mentions[0], id));
    let mut renumbered = vec![None; drafts.len()];
    for (new, &old) in order.iter().enumerate() {
        renumbered[old] = Some(new);
    }
    let entity = |id: usize| {
        let draft = &drafts[id];
        let doubt = |doubt: &Doubt| {
            let others = doubt.others.iter().filter_map(|&other| renumbered[other]).collect();
            Doubt { others, ..doubt.clone() }
        };
        Entity {
            kind: draft.kind,
            name: draft.canonical(),
            is_named: draft.is_named,
            gender: draft.gender,
            is_plural: draft.is_plural,
            mentions: draft.mentions.clone(),
            roles: draft.roles.clone(),
            doubts: draft.doubts.iter().map(doubt).collect(),
        }
    };
    order.into_iter().map(entity).collect()
}
