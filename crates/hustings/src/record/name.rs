//! Who is who across articles: names that mean the same person, and what joins them.
//!
//! A surname alone joins the one full name of the record that ends in it; two people of one name are told apart
//! by a decision. Nothing here is kept: the same rows and decisions give the same people.
//!
//! `Mark Rutte`, `Rutte` and `Mr. M. Rutte` → one person, with the names as grounds

use super::fold::fold;
use super::race_file::RaceFile;
use super::review::{Decision, Ruling, standing};
use super::rows::{Fact, Party, Row};
use crate::mention::EntityKind;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words inside of names that no surname ends with.
const PARTICLES: &[&str] = &[
    "af", "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le",
    "ten", "ter", "van", "von", "zu", "zur",
];

/// Words behind names that are none.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Somebody or something with the names it goes by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// What it is filed under.
    pub key: String,
    /// The name that most editions print in full.
    pub name: String,
    /// All names as printed.
    pub names: Vec<String>,
    /// The decisions that joined or parted it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<String>,
}

/// The people and bodies of some rows.
#[derive(Clone, Debug, Default)]
pub struct People {
    persons: BTreeMap<String, Person>,
    keys: HashMap<String, String>,
    /// By folded name: the editions that speak of another of that name, and what tells that one.
    apart: HashMap<String, Vec<(Vec<String>, String)>>,
    is_person: BTreeSet<String>,
}

impl People {
    /// Returns who is who in these rows, under the decisions and the aliases of the race.
    pub fn new(rows: &[&Row], decisions: &[Decision], race: Option<&RaceFile>) -> Self {
        let mut people = Self::default();
        let counts = people.names(rows);
        people.file(&counts, decisions, race);
        for (name, (printed, _)) in &counts {
            let key = people.keys[name].clone();
            let person = people.persons.entry(key.clone()).or_insert_with(|| Person {
                key,
                name: String::new(),
                names: Vec::new(),
                decisions: Vec::new(),
            });
            person.names.push(printed.clone());
        }
        people.christen(&counts, race);
        people.take_decisions(decisions);
        people
    }

    /// Returns each folded name with its print and in how many editions it stands.
    fn names(&mut self, rows: &[&Row]) -> BTreeMap<String, (String, usize)> {
        let mut editions: BTreeMap<String, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
        for row in rows {
            if let Fact::Entity { what, name, is_named: true, .. } = &row.fact {
                let folded = plain(name);
                if *what == EntityKind::Person {
                    self.is_person.insert(folded.clone());
                }
                let (prints, found) = editions.entry(folded).or_default();
                prints.insert(name);
                found.insert(&row.edition);
            }
            for party in row.parties() {
                let (prints, found) = editions.entry(plain(&party.name)).or_default();
                prints.insert(&party.name);
                found.insert(&row.edition);
            }
        }
        let first = |prints: &BTreeSet<&str>| prints.first().map_or(String::new(), |name| (*name).to_owned());
        editions.into_iter().map(|(name, (prints, found))| (name, (first(&prints), found.len()))).collect()
    }

    /// Files every name under a key.
    fn file(
        &mut self,
        counts: &BTreeMap<String, (String, usize)>,
        decisions: &[Decision],
        race: Option<&RaceFile>,
    ) {
        let mut by_surname: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for name in counts.keys().filter(|name| self.is_person.contains(*name)) {
            if let Parts::Full { key, surname } = parts(name) {
                by_surname.entry(surname).or_default().insert(key);
            }
        }
        for name in counts.keys() {
            let key = match parts(name) {
                Parts::Full { key, .. } if self.is_person.contains(name) => key,
                Parts::Surname(surname) if self.is_person.contains(name) => match by_surname.get(&surname) {
                    Some(keys) if keys.len() == 1 => keys.first().cloned().unwrap_or_default(),
                    _ => name.clone(),
                },
                _ => name.clone(),
            };
            self.keys.insert(name.clone(), key);
        }
        let aliases = race.into_iter().flat_map(|race| &race.candidates);
        let joined =
            aliases.flat_map(|person| person.aliases.iter().map(|alias| (plain(alias), plain(&person.name))));
        let merged = standing(decisions).into_iter().filter_map(|decision| match &decision.ruling {
            Ruling::Merge { name, into } => Some((plain(name), plain(into))),
            _ => None,
        });
        for (name, into) in joined.chain(merged).collect::<Vec<_>>() {
            self.join(&name, &into);
        }
    }

    /// Files all names that stand with `name` under the key of `into`.
    fn join(&mut self, name: &str, into: &str) {
        let key = |keys: &HashMap<String, String>, name: &str| {
            keys.get(name).cloned().unwrap_or_else(|| match parts(name) {
                Parts::Full { key, .. } => key,
                Parts::Surname(_) => name.to_owned(),
            })
        };
        let (from, to) = (key(&self.keys, name), key(&self.keys, into));
        for filed in self.keys.values_mut().filter(|filed| **filed == from) {
            filed.clone_from(&to);
        }
        self.keys.insert(name.to_owned(), to);
    }

    /// Gives each person the full name that most editions print.
    fn christen(&mut self, counts: &BTreeMap<String, (String, usize)>, race: Option<&RaceFile>) {
        for person in self.persons.values_mut() {
            person.names.sort_unstable();
            let rank = |name: &&String| {
                let folded = plain(name);
                let is_full = matches!(parts(&folded), Parts::Full { .. });
                let count = counts.get(&folded).map_or(0, |(_, count)| *count);
                (is_full, count, std::cmp::Reverse((*name).clone()))
            };
            person.name = person.names.iter().max_by_key(rank).cloned().unwrap_or_default();
        }
        for candidate in race.into_iter().flat_map(|race| &race.candidates) {
            let key = self.keys.get(&plain(&candidate.name)).cloned();
            if let Some(person) = key.and_then(|key| self.persons.get_mut(&key)) {
                person.name.clone_from(&candidate.name);
            }
        }
    }

    fn take_decisions(&mut self, decisions: &[Decision]) {
        for decision in standing(decisions) {
            let (name, apart) = match &decision.ruling {
                Ruling::Merge { into, .. } => (into, None),
                Ruling::Split { name, apart, editions } => (name, Some((apart, editions))),
                _ => continue,
            };
            let Some(key) = self.keys.get(&plain(name)).cloned() else { continue };
            if let Some((apart, editions)) = apart {
                let split = (editions.clone(), apart.clone());
                self.apart.entry(key.clone()).or_default().push(split);
                self.add_apart(&key, apart, &decision.id);
            }
            if let Some(person) = self.persons.get_mut(&key) {
                person.decisions.push(decision.id.clone());
            }
        }
    }

    fn add_apart(&mut self, key: &str, apart: &str, decision: &str) {
        let Some(person) = self.persons.get(key) else { return };
        let other = Person {
            key: format!("{key} ({})", fold(apart)),
            name: format!("{} ({apart})", person.name),
            names: person.names.clone(),
            decisions: vec![decision.to_owned()],
        };
        self.persons.insert(other.key.clone(), other);
    }

    /// Returns who a party of a row is.
    pub fn of(&self, party: &Party, edition: &str) -> Option<&Person> {
        let key = self.keys.get(&plain(&party.name))?;
        let splits = self.apart.get(key).into_iter().flatten();
        let names = |editions: &[String]| editions.iter().any(|id| !id.is_empty() && edition.starts_with(id));
        for (editions, apart) in splits {
            if names(editions) {
                return self.persons.get(&format!("{key} ({})", fold(apart)));
            }
        }
        self.persons.get(key)
    }

    /// Returns the key of a party, which is its plain name where nobody knows it.
    pub fn key(&self, party: &Party, edition: &str) -> String {
        self.of(party, edition).map_or_else(|| plain(&party.name), |person| person.key.clone())
    }

    /// Returns those whose names hold the words that were asked for.
    pub fn find(&self, asked: &str) -> Vec<&Person> {
        let asked = plain(asked);
        if let Some(person) = self.keys.get(&asked).and_then(|key| self.persons.get(key)) {
            let key = format!("{} (", person.key);
            return self
                .persons
                .values()
                .filter(|p| p.key == person.key || p.key.starts_with(&key))
                .collect();
        }
        let has_words = |person: &&Person| {
            let words: Vec<&str> = person.key.split(' ').collect();
            !asked.is_empty() && asked.split(' ').all(|word| words.contains(&word))
        };
        self.persons.values().filter(has_words).collect()
    }

    /// Returns everybody.
    pub fn all(&self) -> impl Iterator<Item = &Person> {
        self.persons.values()
    }

    /// Whether rows call the holder of this key a person.
    pub fn is_person(&self, key: &str) -> bool {
        self.persons
            .get(key)
            .is_some_and(|p| p.names.iter().any(|name| self.is_person.contains(&plain(name))))
    }
}

enum Parts {
    Full { key: String, surname: String },
    Surname(String),
}

/// Tells a full name from a surname: `mark rutte`, `von der leyen`.
fn parts(name: &str) -> Parts {
    let words: Vec<&str> = name.split(' ').filter(|word| !SUFFIXES.contains(word)).collect();
    let initials = words.iter().filter(|word| word.len() == 1).count();
    let kept: Vec<&str> = match words.len() - initials {
        0 | 1 => words,
        _ => words.into_iter().filter(|word| word.len() > 1).collect(),
    };
    match (kept.first(), kept.last()) {
        (Some(first), Some(last)) if kept.len() > 1 && !PARTICLES.contains(first) => {
            Parts::Full { key: format!("{first} {last}"), surname: (*last).to_owned() }
        }
        (_, Some(last)) => Parts::Surname((*last).to_owned()),
        _ => Parts::Surname(name.to_owned()),
    }
}

/// Returns a name folded, without stops, possessive and article.
pub(super) fn plain(name: &str) -> String {
    let folded = fold(name).replace(['.', ','], "");
    let folded = folded.strip_suffix("'s").unwrap_or(&folded);
    folded.strip_prefix("the ").unwrap_or(folded).trim().to_owned()
}

/// Returns the keys that an index may file a party under: its plain name and its last word.
pub fn index_keys(name: &str) -> [String; 2] {
    let name = plain(name);
    let last = match parts(&name) {
        Parts::Full { surname, .. } | Parts::Surname(surname) => surname,
    };
    [name, last]
}
