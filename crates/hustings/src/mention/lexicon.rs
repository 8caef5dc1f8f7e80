//! Word lists about people, bodies and places, looked up by word.
//!
//! Parsed once from the tables under `data/`; mentions, roles and entities ask it.
//!
//! `premier` → an office; `Estonian` → Estonia; `Kaja` → a woman's first name

use super::Gender;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// All word lists of the people stages.
pub(crate) struct Lexicon {
    first_names: HashMap<&'static str, Option<Gender>>,
    nouns: HashMap<&'static str, Noun>,
    titles: HashMap<&'static str, Option<Gender>>,
    bodies: HashMap<&'static str, Body>,
    places: HashMap<&'static str, &'static str>,
    capitals: HashMap<&'static str, &'static str>,
    nationalities: HashMap<&'static str, &'static str>,
    common: HashSet<&'static str>,
    carriers: HashMap<&'static str, Carrier>,
    carrier_openings: HashSet<&'static str>,
}

/// A noun for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noun {
    /// What it says of somebody.
    pub class: NounClass,
    /// The gender it shows.
    pub gender: Option<Gender>,
    /// Whether it is the plural form.
    pub is_plural: bool,
    /// The singular form.
    pub singular: &'static str,
}

/// What a noun for people says of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NounClass {
    /// An office that one can hold: "premier".
    Office,
    /// Somebody who speaks or works for another: "spokeswoman".
    Voice,
    /// A relation to another: "wife".
    Kin,
    /// An occupation: "economist".
    Work,
    /// Any other: "voter".
    Human,
}

/// What a word says about a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// It ends names of bodies: "Committee".
    Head,
    /// It is one: "NATO".
    Name,
}

/// What carries what others said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// A programme, which is nobody: "Meet the Press".
    Programme,
    /// An outlet or platform, which is a body: "Dagens Nyheter".
    Outlet,
    /// A word in names of outlets: "Zeitung".
    Word,
}

/// The lexicon.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

/// The most words that a noun or name of the tables has.
pub(crate) const LONGEST: usize = 5;

fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 4]> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or(""))
    })
}

fn gender(cell: &str) -> Option<Gender> {
    match cell {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    }
}

fn names(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|name| !name.is_empty())
}

impl Lexicon {
    fn new() -> Self {
        let mut lexicon = Self {
            first_names: HashMap::new(),
            nouns: HashMap::new(),
            titles: HashMap::new(),
            bodies: HashMap::new(),
            places: HashMap::new(),
            capitals: HashMap::new(),
            nationalities: HashMap::new(),
            common: HashSet::new(),
            carriers: HashMap::new(),
            carrier_openings: HashSet::new(),
        };
        lexicon.add_people();
        lexicon.add_places();
        for [word, kind, ..] in rows(include_str!("../../data/organizations.tsv")) {
            lexicon.bodies.entry(word).or_insert(if kind == "head" { Body::Head } else { Body::Name });
        }
        for [name, kind, ..] in rows(include_str!("../../data/carriers.tsv")) {
            let carrier = match kind {
                "programme" => Carrier::Programme,
                "word" => Carrier::Word,
                _ => Carrier::Outlet,
            };
            lexicon.carriers.entry(name).or_insert(carrier);
            if carrier != Carrier::Word {
                lexicon.carrier_openings.extend(name.split(' ').next());
            }
        }
        lexicon.common.extend(rows(include_str!("../../data/common_words.tsv")).map(|[word, ..]| word));
        lexicon
    }

    fn add_people(&mut self) {
        for table in
            [include_str!("../../data/first_names_world.tsv"), include_str!("../../data/first_names.tsv")]
        {
            for [name, sex, ..] in rows(table) {
                self.first_names.entry(name).or_insert(gender(sex));
            }
        }
        for [title, sex, ..] in rows(include_str!("../../data/titles.tsv")) {
            self.titles.insert(title, gender(sex));
        }
        for [singular, class, sex, plural] in rows(include_str!("../../data/people_nouns.tsv")) {
            let class = match class {
                "office" => NounClass::Office,
                "voice" => NounClass::Voice,
                "kin" => NounClass::Kin,
                "work" => NounClass::Work,
                _ => NounClass::Human,
            };
            let noun = Noun { class, gender: gender(sex), is_plural: false, singular };
            self.nouns.entry(singular).or_insert(noun);
            if !plural.is_empty() {
                self.nouns.entry(plural).or_insert(Noun { is_plural: true, ..noun });
            }
        }
    }

    fn add_places(&mut self) {
        for [country, others, nationalities, capitals] in rows(include_str!("../../data/countries.tsv")) {
            for name in std::iter::once(country).chain(names(others)) {
                self.places.entry(name).or_insert(country);
            }
            for word in names(nationalities) {
                self.nationalities.entry(word).or_insert(country);
            }
            for capital in names(capitals) {
                self.capitals.entry(capital).or_insert(country);
            }
        }
        for [place, others, ..] in rows(include_str!("../../data/places.tsv")) {
            for name in std::iter::once(place).chain(names(others)) {
                self.places.entry(name).or_insert(place);
            }
        }
    }

    /// Returns the gender of a first name (nothing inside for either), or nothing for other words.
    pub(crate) fn first_name(&self, word: &str) -> Option<Option<Gender>> {
        let found = self.first_names.get(word);
        let found = found.or_else(|| self.first_names.get(word.split('-').next().unwrap_or(word)));
        found.copied()
    }

    /// Returns the noun for people that the lower-case words are.
    pub(crate) fn noun(&self, words: &str) -> Option<Noun> {
        self.nouns.get(words).copied()
    }

    /// Returns the gender that a title shows (nothing inside for either), or nothing for other words.
    pub(crate) fn title(&self, word: &str) -> Option<Option<Gender>> {
        self.titles.get(word).copied()
    }

    /// Whether the words are a known name of a body.
    pub(crate) fn is_body(&self, words: &str) -> bool {
        self.bodies.get(words) == Some(&Body::Name)
    }

    /// Whether the lower-case word ends names of bodies.
    pub(crate) fn is_body_head(&self, word: &str) -> bool {
        self.bodies.get(word) == Some(&Body::Head)
    }

    /// Returns what the words carry, where they are a known outlet or programme.
    pub(crate) fn carrier(&self, words: &str) -> Option<Carrier> {
        self.carriers.get(words).copied().filter(|&carrier| carrier != Carrier::Word)
    }

    /// Whether names of outlets and programmes start with the word.
    pub(crate) fn opens_carrier(&self, word: &str) -> bool {
        self.carrier_openings.contains(word)
    }

    /// Whether the lower-case word stands in names of outlets: "zeitung".
    pub(crate) fn is_carrier_word(&self, word: &str) -> bool {
        self.carriers.get(word) == Some(&Carrier::Word)
    }

    /// Returns the full name of a country, region or city.
    pub(crate) fn place(&self, words: &str) -> Option<&'static str> {
        self.places.get(words).copied().or_else(|| self.capitals.get_key_value(words).map(|(&name, _)| name))
    }

    /// Returns the country whose people or things the word names: "Estonian", "Dutch".
    pub(crate) fn country_of(&self, word: &str) -> Option<&'static str> {
        let found = self.nationalities.get(word).copied();
        found.or_else(|| self.nationalities.get(word.strip_suffix('s')?).copied())
    }

    /// Whether the lower-case word is one that news mostly writes in lower case.
    pub(crate) fn is_common(&self, word: &str) -> bool {
        self.common.contains(word)
    }
}
