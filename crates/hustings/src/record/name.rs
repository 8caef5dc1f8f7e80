//! Who is who across articles: names that mean the same person, and what joins them.
//!
//! A surname alone joins the one full name of the record that ends in it; two people of one name are told apart
//! by a decision. Nothing here is kept: the same rows and decisions give the same people.
//!
//! `Mark Rutte`, `Rutte` and `Mr. M. Rutte` → one person, with the names as grounds

use super::coverage::{Coverage, NONE, PERSON};
use super::fold::fold;
use super::pack::{Pack, fields};
use super::race_file::RaceFile;
use super::review::Ruling;
use super::rows::Party;
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::OnceLock;

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

/// Under what the plain names of a coverage can be filed, whoever turns out to be known on a day.
#[derive(Debug, Default)]
pub(super) struct Filing {
    /// Plain names, and first and last words of full ones, sorted.
    keys: Vec<String>,
    /// For each plain name of the coverage.
    names: Vec<Filed>,
}

/// Under what one plain name can be filed.
#[derive(Clone, Copy, Debug)]
struct Filed {
    /// The key that is the name itself.
    own: u32,
    /// For a full name of a person, the key of its first and last word; else [`NONE`].
    full: u32,
    /// Its surname, by a number that all names with this one have.
    surname: u32,
}

fields! {
    Filed { own full surname }
    Filing { keys names }
}

impl Filing {
    /// Returns how sorted plain names can be filed.
    pub fn new(plains: &[String]) -> Self {
        let parts: Vec<Parts> = plains.iter().map(|plain| parts(plain)).collect();
        let mut keys: Vec<&String> = plains.iter().collect();
        let mut surnames: Vec<&String> = Vec::with_capacity(plains.len());
        for parts in &parts {
            match parts {
                Parts::Full { key, surname } => {
                    keys.push(key);
                    surnames.push(surname);
                }
                Parts::Surname(surname) => surnames.push(surname),
            }
        }
        keys.sort_unstable();
        keys.dedup();
        surnames.sort_unstable();
        surnames.dedup();
        let number = |list: &[&String], name: &String| list.binary_search(&name).unwrap_or_default() as u32;
        let names = plains.iter().zip(&parts).map(|(plain, parts)| {
            let (full, surname) = match parts {
                Parts::Full { key, surname } => (number(&keys, key), surname),
                Parts::Surname(surname) => (NONE, surname),
            };
            Filed { own: number(&keys, plain), full, surname: number(&surnames, surname) }
        });
        let names = names.collect();
        Self { keys: keys.into_iter().cloned().collect(), names }
    }
}

/// The people and bodies of the editions that count.
#[derive(Clone, Debug)]
pub struct People<'a> {
    coverage: &'a Coverage,
    /// In the order of their keys.
    persons: Vec<Slot>,
    /// The plain names of persons, by number; [`Slot::first`] is the first of one.
    members: Vec<u32>,
    /// For each plain name of the coverage the person, or [`NONE`].
    person_of: Vec<u32>,
    /// How each plain name is printed; nothing where no edition that counts prints it.
    printed: Vec<Option<Printed>>,
    /// Keys that no plain name has, numbered after those of the filing.
    further: Vec<String>,
    /// Names that a decision or a race file knows and no row prints, with the numbers of their keys.
    unprinted: BTreeMap<String, u32>,
    /// By key: the editions that speak of another of that name, and what tells that one.
    apart: BTreeMap<String, Vec<(Vec<String>, String)>>,
    /// For each plain name of the coverage whether a row that counts calls its holder a person.
    is_person: Vec<bool>,
}

/// A person, put together when it is asked for: most of thousands never are.
#[derive(Clone, Debug)]
struct Slot {
    /// The number of its key; [`NONE`] where it was told apart from another and is put together.
    key: u32,
    /// Its plain names, among the members.
    first: u32,
    count: u32,
    person: OnceLock<Box<Person>>,
}

/// How the editions that count print a plain name.
#[derive(Clone, Copy, Debug)]
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
            members: Vec::new(),
            person_of: vec![NONE; count],
            printed: vec![None; count],
            further: Vec::new(),
            unprinted: BTreeMap::new(),
            apart: BTreeMap::new(),
            is_person: vec![false; count],
        };
        people.count_prints(counts);
        let filed = people.file(race);
        people.gather(&filed);
        people.christen(race);
        people.take_decisions();
        people
    }

    /// Counts how the editions that count print each plain name.
    fn count_prints(&mut self, counts: &[bool]) {
        for (edition, _) in counts.iter().enumerate().filter(|(_, counts)| **counts) {
            for call in self.coverage.calls(edition) {
                let plain = call.plain as usize;
                self.is_person[plain] |= call.flags & PERSON != 0;
                if call.print != NONE {
                    let name = self.printed[plain].get_or_insert(Printed { print: call.print, editions: 0 });
                    name.print = name.print.min(call.print);
                    name.editions += 1;
                }
            }
        }
    }

    /// Returns the number of the key of every plain name that is printed; [`NONE`] for the others.
    fn file(&mut self, race: Option<&RaceFile>) -> Vec<u32> {
        /// Of a surname that several full names end in.
        const SEVERAL: u32 = NONE - 1;
        let names = &self.coverage.filing.names;
        let mut by_surname = vec![NONE; names.len()];
        for (at, name) in names.iter().enumerate() {
            if name.full != NONE && self.is_person[at] && self.printed[at].is_some() {
                let slot = &mut by_surname[name.surname as usize];
                *slot = if *slot == NONE || *slot == name.full { name.full } else { SEVERAL };
            }
        }
        let key = |(at, name): (usize, &Filed)| match by_surname[name.surname as usize] {
            _ if self.printed[at].is_none() => NONE,
            _ if !self.is_person[at] => name.own,
            _ if name.full != NONE => name.full,
            NONE | SEVERAL => name.own,
            only => only,
        };
        let mut filed: Vec<u32> = names.iter().enumerate().map(key).collect();
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
    fn join(&mut self, filed: &mut [u32], name: &str, into: &str) {
        let (from, to) = (self.key_number(filed, name), self.key_number(filed, into));
        let all = filed.iter_mut().chain(self.unprinted.values_mut());
        all.filter(|key| **key == from).for_each(|key| *key = to);
        if self.plain_number(name).is_none_or(|at| filed[at] == NONE) {
            self.unprinted.insert(name.to_owned(), to);
        }
    }

    fn plain_number(&self, name: &str) -> Option<usize> {
        self.coverage.plains.binary_search_by(|plain| plain.as_str().cmp(name)).ok()
    }

    /// Returns the number of the key of a plain name, be it printed or not.
    fn key_number(&mut self, filed: &[u32], name: &str) -> u32 {
        let known = self.plain_number(name).map(|at| filed[at]).filter(|key| *key != NONE);
        if let Some(known) = known.or_else(|| self.unprinted.get(name).copied()) {
            return known;
        }
        let key = match parts(name) {
            Parts::Full { key, .. } => key,
            Parts::Surname(_) => name.to_owned(),
        };
        let keys = &self.coverage.filing.keys;
        let further = || self.further.iter().position(|own| *own == key).map(|at| keys.len() + at);
        let number =
            keys.binary_search(&key).ok().or_else(further).unwrap_or(keys.len() + self.further.len());
        if number == keys.len() + self.further.len() {
            self.further.push(key);
        }
        number as u32
    }

    /// Returns a key by its number.
    fn key_of(&self, number: u32) -> &str {
        let keys = &self.coverage.filing.keys;
        keys.get(number as usize).unwrap_or_else(|| &self.further[number as usize - keys.len()])
    }

    /// Makes a person of all names that are filed under one key.
    fn gather(&mut self, filed: &[u32]) {
        let mut order: Vec<u32> = (0..filed.len() as u32).filter(|&at| filed[at as usize] != NONE).collect();
        let ours = self.coverage.filing.keys.len() as u32;
        // Keys are numbered in their order, but for the further ones.
        let by_key = |a: u32, b: u32| -> Ordering {
            if a < ours && b < ours { a.cmp(&b) } else { self.key_of(a).cmp(self.key_of(b)) }
        };
        order.sort_by(|&a, &b| by_key(filed[a as usize], filed[b as usize]).then(a.cmp(&b)));
        for (first, &at) in order.iter().enumerate() {
            let key = filed[at as usize];
            if self.persons.last().is_none_or(|person| person.key != key) {
                self.persons.push(Slot { key, first: first as u32, count: 0, person: OnceLock::new() });
            }
            self.person_of[at as usize] = self.persons.len() as u32 - 1;
            if let Some(person) = self.persons.last_mut() {
                person.count += 1;
            }
        }
        self.members = order;
    }

    /// Returns a person by the number.
    pub(super) fn person(&self, at: usize) -> &Person {
        let slot = &self.persons[at];
        slot.person.get_or_init(|| Box::new(self.put_together(slot)))
    }

    /// Returns a person with its names, and of those for its own the full one that most editions print.
    fn put_together(&self, slot: &Slot) -> Person {
        let members = &self.members[slot.first as usize..(slot.first + slot.count) as usize];
        let printed = members.iter().filter_map(|&plain| {
            let printed = self.printed[plain as usize]?;
            let is_full = self.coverage.filing.names[plain as usize].full != NONE;
            Some((is_full, printed.editions, std::cmp::Reverse(self.coverage.print(printed.print))))
        });
        let name = printed.clone().max().map_or("", |(.., name)| name.0).to_owned();
        let mut names: Vec<String> = printed.map(|(.., name)| name.0.to_owned()).collect();
        names.sort_unstable();
        Person { key: self.key_of(slot.key).to_owned(), name, names, decisions: Vec::new() }
    }

    /// Returns a person by the number, to change it.
    fn person_mut(&mut self, at: usize) -> Option<&mut Person> {
        self.person(at);
        self.persons[at].person.get_mut().map(Box::as_mut)
    }

    /// Gives candidates the names that the race file has for them.
    fn christen(&mut self, race: Option<&RaceFile>) {
        for candidate in race.into_iter().flat_map(|race| &race.candidates) {
            if let Some(person) = self.filed(&plain(&candidate.name)).and_then(|at| self.person_mut(at)) {
                person.name.clone_from(&candidate.name);
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
                self.apart.entry(self.person(at).key.clone()).or_default().push(split);
                self.add_apart(at, apart, &decision.id);
            }
            if let Some(person) = self.filed(&plain(name)).and_then(|at| self.person_mut(at)) {
                person.decisions.push(decision.id.clone());
            }
        }
    }

    fn add_apart(&mut self, at: usize, apart: &str, decision: &str) {
        let person = self.person(at);
        let other = Person {
            key: format!("{} ({})", person.key, fold(apart)),
            name: format!("{} ({apart})", person.name),
            names: person.names.clone(),
            decisions: vec![decision.to_owned()],
        };
        let found = self.persons.binary_search_by(|slot| self.slot_key(slot).cmp(&other.key));
        let slot = Slot { key: NONE, first: 0, count: 0, person: OnceLock::from(Box::new(other)) };
        match found {
            Ok(at) => self.persons[at] = slot,
            Err(at) => {
                self.persons.insert(at, slot);
                let later =
                    self.person_of.iter_mut().filter(|person| **person != NONE && **person as usize >= at);
                later.for_each(|person| *person += 1);
            }
        }
    }

    fn slot_key<'b>(&'b self, slot: &'b Slot) -> &'b str {
        match slot.person.get() {
            Some(person) => &person.key,
            None => self.key_of(slot.key),
        }
    }

    /// Returns the number of the person whom a plain name means.
    fn filed(&self, name: &str) -> Option<usize> {
        let person = self.plain_number(name).map(|at| self.person_of[at]).filter(|person| *person != NONE);
        person.map(|person| person as usize).or_else(|| self.at(self.key_of(*self.unprinted.get(name)?)))
    }

    /// Returns the number of a person by the key.
    fn at(&self, key: &str) -> Option<usize> {
        self.persons.binary_search_by(|slot| self.slot_key(slot).cmp(key)).ok()
    }

    /// Returns the person of a key.
    pub fn keyed(&self, key: &str) -> Option<&Person> {
        self.at(key).map(|at| self.person(at))
    }

    /// Returns who a party of a row is.
    pub fn of(&self, party: &Party, edition: &str) -> Option<&Person> {
        let at = match self.coverage.print_number(&party.name) {
            Some(print) => self.numbered(print)?,
            None => self.filed(&plain(&party.name))?,
        };
        Some(self.person(self.parted(at, edition)))
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
        let key = self.slot_key(&self.persons[at]);
        let names = |editions: &[String]| editions.iter().any(|id| !id.is_empty() && edition.starts_with(id));
        let splits = self.apart.get(key).into_iter().flatten();
        let other = splits.filter(|(editions, _)| names(editions)).map(|(_, apart)| apart).next();
        other.and_then(|apart| self.at(&format!("{key} ({})", fold(apart)))).unwrap_or(at)
    }

    /// Returns the person whom a print of a row means, by number, for those who count many.
    pub(super) fn number(&self, print: u32, edition: u32) -> Option<usize> {
        self.numbered(print).map(|at| self.parted(at, &self.coverage.editions[edition as usize].id))
    }

    /// Returns the person whom the first party of a row means, by number.
    pub(super) fn first(&self, row: usize) -> Option<usize> {
        let first = self.coverage.parties_of(row).first()?;
        self.number(first.print, self.coverage.columns[row].edition)
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
        let found = |is_asked: &dyn Fn(&str) -> bool| {
            let found = (0..self.persons.len()).filter(|&at| is_asked(self.slot_key(&self.persons[at])));
            found.map(|at| self.person(at)).collect()
        };
        if let Some(at) = self.filed(&asked) {
            let own = self.slot_key(&self.persons[at]);
            let apart = format!("{own} (");
            return found(&|key| key == own || key.starts_with(&apart));
        }
        let has = |key: &str, word: &str| key.split(' ').any(|own| own == word);
        found(&|key| !asked.is_empty() && asked.split(' ').all(|word| has(key, word)))
    }

    /// Returns everybody.
    pub fn all(&self) -> impl Iterator<Item = &Person> {
        (0..self.persons.len()).map(|at| self.person(at))
    }

    /// Whether rows call the holder of this key a person.
    pub fn is_person(&self, key: &str) -> bool {
        let is_person = |name: &String| {
            let number = self.coverage.print_number(name).map(|print| self.coverage.plain_of(print));
            number.is_some_and(|plain| self.is_person[plain as usize])
        };
        self.keyed(key).is_some_and(|person| person.names.iter().any(is_person))
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
