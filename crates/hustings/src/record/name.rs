//! Who is who across articles: names that mean the same person, and what joins them.
//!
//! A surname alone joins the one full name of the record that ends in it; two people of one name are told apart
//! by a decision. Nothing here is kept: the same rows and decisions give the same people.
//!
//! `Mark Rutte`, `Rutte` and `Mr. M. Rutte` → one person, with the names as grounds

use super::coverage::{Coverage, NONE, PERSON};
use super::fold::fold;
use super::race_file::RaceFile;
use super::review::Ruling;
use super::rows::Party;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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

/// The people and bodies of the editions that count.
#[derive(Clone, Debug)]
pub struct People<'a> {
    coverage: &'a Coverage,
    /// In the order of their keys.
    persons: Vec<Person>,
    /// For each plain name of the coverage the person, or [`NONE`].
    person_of: Vec<u32>,
    /// Names that a decision or a race file knows and no row prints, with their keys.
    unprinted: BTreeMap<String, String>,
    /// By key: the editions that speak of another of that name, and what tells that one.
    apart: BTreeMap<String, Vec<(Vec<String>, String)>>,
    /// For each plain name of the coverage whether a row that counts calls its holder a person.
    is_person: Vec<bool>,
}

/// How the editions that count print a plain name.
#[derive(Clone, Copy)]
struct Printed {
    /// The first print in the order of letters.
    print: u32,
    /// How many editions print it.
    editions: usize,
}

impl<'a> People<'a> {
    /// Returns who is who in the editions that count, under the decisions and the aliases of the race.
    pub(super) fn new(coverage: &'a Coverage, counts: &[bool], race: Option<&RaceFile>) -> Self {
        let count = coverage.plains.len();
        let mut people = Self {
            coverage,
            persons: Vec::new(),
            person_of: vec![NONE; count],
            unprinted: BTreeMap::new(),
            apart: BTreeMap::new(),
            is_person: vec![false; count],
        };
        let printed = people.printed(counts);
        let filed = people.file(&printed, race);
        people.gather(&filed, &printed);
        people.christen(&printed, race);
        people.take_decisions();
        people
    }

    /// Returns for each plain name how it is printed; nothing for those that no edition that counts prints.
    fn printed(&mut self, counts: &[bool]) -> Vec<Option<Printed>> {
        let mut printed: Vec<Option<Printed>> = vec![None; self.coverage.plains.len()];
        for (edition, _) in counts.iter().enumerate().filter(|(_, counts)| **counts) {
            for call in self.coverage.calls(edition) {
                let plain = call.plain as usize;
                self.is_person[plain] |= call.flags & PERSON != 0;
                if call.print != NONE {
                    let name = printed[plain].get_or_insert(Printed { print: call.print, editions: 0 });
                    name.print = name.print.min(call.print);
                    name.editions += 1;
                }
            }
        }
        printed
    }

    /// Returns the key of every plain name that is printed.
    fn file(&mut self, printed: &[Option<Printed>], race: Option<&RaceFile>) -> Vec<Option<String>> {
        let plains = &self.coverage.plains;
        let mut by_surname: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for at in (0..plains.len()).filter(|&at| printed[at].is_some() && self.is_person[at]) {
            if let Parts::Full { key, surname } = parts(&plains[at]) {
                by_surname.entry(surname).or_default().insert(key);
            }
        }
        let key = |at: usize| {
            let name = &plains[at];
            if !self.is_person[at] {
                return name.clone();
            }
            match parts(name) {
                Parts::Full { key, .. } => key,
                Parts::Surname(surname) => match by_surname.get(&surname) {
                    Some(keys) if keys.len() == 1 => keys.first().cloned().unwrap_or_default(),
                    _ => name.clone(),
                },
            }
        };
        let mut filed: Vec<Option<String>> =
            (0..plains.len()).map(|at| printed[at].is_some().then(|| key(at))).collect();
        let aliases = race.into_iter().flat_map(|race| &race.candidates);
        let joined =
            aliases.flat_map(|person| person.aliases.iter().map(|alias| (plain(alias), plain(&person.name))));
        let merged = self.coverage.decisions().iter().filter_map(|decision| match &decision.ruling {
            Ruling::Merge { name, into } => Some((plain(name), plain(into))),
            _ => None,
        });
        for (name, into) in joined.chain(merged).collect::<Vec<_>>() {
            self.join(&mut filed, &name, &into);
        }
        filed
    }

    /// Files all names that stand with `name` under the key of `into`.
    fn join(&mut self, filed: &mut [Option<String>], name: &str, into: &str) {
        let number =
            |name: &str| self.coverage.plains.binary_search_by(|plain| plain.as_str().cmp(name)).ok();
        let key = |filed: &[Option<String>], name: &str| {
            let known = number(name).and_then(|at| filed[at].clone());
            known.or_else(|| self.unprinted.get(name).cloned()).unwrap_or_else(|| match parts(name) {
                Parts::Full { key, .. } => key,
                Parts::Surname(_) => name.to_owned(),
            })
        };
        let (from, to) = (key(filed, name), key(filed, into));
        let all = filed.iter_mut().flatten().chain(self.unprinted.values_mut());
        all.filter(|key| **key == from).for_each(|key| key.clone_from(&to));
        if number(name).is_none_or(|at| filed[at].is_none()) {
            self.unprinted.insert(name.to_owned(), to);
        }
    }

    /// Makes a person of all names that are filed under one key.
    fn gather(&mut self, filed: &[Option<String>], printed: &[Option<Printed>]) {
        let mut order: Vec<usize> = (0..filed.len()).filter(|&at| filed[at].is_some()).collect();
        order.sort_by(|&a, &b| filed[a].cmp(&filed[b]).then(a.cmp(&b)));
        for at in order {
            let (Some(key), Some(printed)) = (&filed[at], printed[at]) else { continue };
            if self.persons.last().is_none_or(|person| person.key != *key) {
                let decisions = Vec::new();
                let (key, name) = (key.clone(), String::new());
                self.persons.push(Person { key, name, names: Vec::new(), decisions });
            }
            self.person_of[at] = self.persons.len() as u32 - 1;
            if let Some(person) = self.persons.last_mut() {
                person.names.push(self.coverage.print(printed.print).to_owned());
            }
        }
    }

    /// Gives each person the full name that most editions print.
    fn christen(&mut self, printed: &[Option<Printed>], race: Option<&RaceFile>) {
        for person in &mut self.persons {
            person.names.sort_unstable();
            let rank = |name: &&String| {
                let number = self.coverage.print_number(name).map(|print| self.coverage.plain_of(print));
                let folded = number.map_or("", |plain| &self.coverage.plains[plain as usize]);
                let is_full = matches!(parts(folded), Parts::Full { .. });
                let count = number.and_then(|plain| printed[plain as usize]).map_or(0, |p| p.editions);
                (is_full, count, std::cmp::Reverse((*name).clone()))
            };
            person.name = match &person.names[..] {
                [only] => only.clone(),
                names => names.iter().max_by_key(rank).cloned().unwrap_or_default(),
            };
        }
        for candidate in race.into_iter().flat_map(|race| &race.candidates) {
            if let Some(at) = self.filed(&plain(&candidate.name)) {
                self.persons[at].name.clone_from(&candidate.name);
            }
        }
    }

    fn take_decisions(&mut self) {
        for decision in self.coverage.decisions() {
            let (name, apart) = match &decision.ruling {
                Ruling::Merge { into, .. } => (into, None),
                Ruling::Split { name, apart, editions } => (name, Some((apart, editions))),
                _ => continue,
            };
            let Some(at) = self.filed(&plain(name)) else { continue };
            if let Some((apart, editions)) = apart {
                let split = (editions.clone(), apart.clone());
                self.apart.entry(self.persons[at].key.clone()).or_default().push(split);
                self.add_apart(at, apart, &decision.id);
            }
            if let Some(at) = self.filed(&plain(name)) {
                self.persons[at].decisions.push(decision.id.clone());
            }
        }
    }

    fn add_apart(&mut self, at: usize, apart: &str, decision: &str) {
        let person = &self.persons[at];
        let other = Person {
            key: format!("{} ({})", person.key, fold(apart)),
            name: format!("{} ({apart})", person.name),
            names: person.names.clone(),
            decisions: vec![decision.to_owned()],
        };
        match self.persons.binary_search_by(|person| person.key.cmp(&other.key)) {
            Ok(at) => self.persons[at] = other,
            Err(at) => {
                self.persons.insert(at, other);
                let later =
                    self.person_of.iter_mut().filter(|person| **person != NONE && **person as usize >= at);
                later.for_each(|person| *person += 1);
            }
        }
    }

    /// Returns the number of the person whom a plain name means.
    fn filed(&self, name: &str) -> Option<usize> {
        let number = self.coverage.plains.binary_search_by(|plain| plain.as_str().cmp(name)).ok();
        let person = number.map(|at| self.person_of[at]).filter(|person| *person != NONE);
        person.map(|person| person as usize).or_else(|| self.at(self.unprinted.get(name)?))
    }

    /// Returns the number of a person by the key.
    fn at(&self, key: &str) -> Option<usize> {
        self.persons.binary_search_by(|person| person.key.as_str().cmp(key)).ok()
    }

    /// Returns the person of a key.
    pub fn keyed(&self, key: &str) -> Option<&Person> {
        self.at(key).map(|at| &self.persons[at])
    }

    /// Returns who a party of a row is.
    pub fn of(&self, party: &Party, edition: &str) -> Option<&Person> {
        let at = match self.coverage.print_number(&party.name) {
            Some(print) => self.numbered(print)?,
            None => self.filed(&plain(&party.name))?,
        };
        self.persons.get(self.parted(at, edition))
    }

    /// Returns the number of the person whom a print means, where nobody is told apart from it.
    fn numbered(&self, print: u32) -> Option<usize> {
        let plain = self.coverage.plain_of(print) as usize;
        let person = self.person_of[plain];
        if person == NONE { self.filed(&self.coverage.plains[plain]) } else { Some(person as usize) }
    }

    /// Returns the number of the person whom an edition means by this name.
    fn parted(&self, at: usize, edition: &str) -> usize {
        if self.apart.is_empty() {
            return at;
        }
        let key = &self.persons[at].key;
        let names = |editions: &[String]| editions.iter().any(|id| !id.is_empty() && edition.starts_with(id));
        let splits = self.apart.get(key).into_iter().flatten();
        let other = splits.filter(|(editions, _)| names(editions)).map(|(_, apart)| apart).next();
        other.and_then(|apart| self.at(&format!("{key} ({})", fold(apart)))).unwrap_or(at)
    }

    /// Returns the person whom a print of a row means, by number, for those who count many.
    pub(super) fn number(&self, print: u32, edition: &str) -> Option<usize> {
        self.numbered(print).map(|at| self.parted(at, edition))
    }

    /// Returns the number of the person of a key.
    pub(super) fn number_of(&self, key: &str) -> Option<usize> {
        self.at(key)
    }

    /// Returns the key of a party, which is its plain name where nobody knows it.
    pub fn key(&self, party: &Party, edition: &str) -> String {
        self.of(party, edition).map_or_else(|| plain(&party.name), |person| person.key.clone())
    }

    /// Returns those whose names hold the words that were asked for.
    pub fn find(&self, asked: &str) -> Vec<&Person> {
        let asked = plain(asked);
        if let Some(at) = self.filed(&asked) {
            let person = &self.persons[at];
            let key = format!("{} (", person.key);
            return self.persons.iter().filter(|p| p.key == person.key || p.key.starts_with(&key)).collect();
        }
        let has_words = |person: &&Person| {
            let words: Vec<&str> = person.key.split(' ').collect();
            !asked.is_empty() && asked.split(' ').all(|word| words.contains(&word))
        };
        self.persons.iter().filter(has_words).collect()
    }

    /// Returns everybody.
    pub fn all(&self) -> impl Iterator<Item = &Person> {
        self.persons.iter()
    }

    /// Whether rows call the holder of this key a person.
    pub fn is_person(&self, key: &str) -> bool {
        let is_person = |name: &String| {
            let number = self.coverage.print_number(name).map(|print| self.coverage.plain_of(print));
            number.is_some_and(|plain| self.is_person[plain as usize])
        };
        self.at(key).is_some_and(|at| self.persons[at].names.iter().any(is_person))
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
