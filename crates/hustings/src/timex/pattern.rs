//! Patterns: what a rule looks for, piece by piece, and what it catches.
//!
//! [`super::grammar`] reads them from the table of rules and tries those that a piece can begin.
//!
//! `MONTH DAY (,? YEAR)?` against `July 3, 2021` → month 7, day 3, year 2021

use super::element;
use super::grammar::Reader;
use super::lexicon::{Class, Lexicon, UNKNOWN, Word};

/// What a rule looks for.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Item>);

#[derive(Debug)]
enum Item {
    /// One of several atoms.
    One { atoms: Vec<Atom>, is_optional: bool },
    /// A group that need not be there.
    Group(Vec<Item>),
}

#[derive(Clone, Copy, Debug)]
enum Atom {
    Word(Word),
    Class(Class),
    Element(Element),
}

/// The elements of [`element`], and the days with a name.
#[derive(Clone, Copy, Debug)]
enum Element {
    Amount,
    Number,
    Year,
    Day,
    Ordinal,
    DecadeYear,
    TwoDigits,
    Clock,
    Holiday,
}

/// What a match has caught.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Caught {
    pub(super) year: Option<i32>,
    pub(super) month: Option<i32>,
    pub(super) day: Option<i32>,
    pub(super) weekday: Option<i32>,
    pub(super) season: Option<i32>,
    pub(super) part: Option<i32>,
    pub(super) ordinal: Option<i32>,
    /// In tenths; [`element::OPEN`] where the words leave it open.
    pub(super) amount: Option<i32>,
    pub(super) unit: Option<i32>,
    pub(super) second_amount: Option<i32>,
    pub(super) second_unit: Option<i32>,
    /// A step from the day of writing.
    pub(super) rel: Option<i32>,
    /// A step from the date last told.
    pub(super) told: Option<i32>,
    pub(super) deictic: Option<i32>,
    /// Minutes since midnight.
    pub(super) clock: Option<i32>,
    pub(super) decade: Option<i32>,
    pub(super) holiday: Option<i32>,
    /// One or two digits, in order.
    pub(super) digits: [Option<i32>; 2],
}

impl Pattern {
    /// Reads a pattern and gives its words names.
    ///
    /// # Panics
    /// When a group is not closed or a class is unknown.
    pub(super) fn parse(written: &str, lexicon: &mut Lexicon) -> Self {
        let mut rest = written.trim();
        let items = parse_items(&mut rest, lexicon);
        assert!(rest.is_empty(), "a pattern has an unopened group: {written}");
        Self(items)
    }

    /// Returns where the match that starts at piece `i` ends, with what it caught.
    pub(super) fn match_at(&self, reader: &Reader<'_>, i: usize) -> Option<(usize, Caught)> {
        match_trail(reader, Trail { items: &self.0, outer: None }, (i, Caught::default()))
    }

    /// Returns whether the pattern can begin with the word, and whether with digits.
    pub(super) fn begins_with(&self, lexicon: &Lexicon) -> (Vec<Word>, bool) {
        let (mut words, mut digits) = (Vec::new(), false);
        first_of(&self.0, lexicon, &mut words, &mut digits);
        words.sort_unstable();
        words.dedup();
        (words, digits)
    }
}

fn parse_items(rest: &mut &str, lexicon: &mut Lexicon) -> Vec<Item> {
    let mut items = Vec::new();
    loop {
        *rest = rest.trim_start();
        if let Some(inside) = rest.strip_prefix('(') {
            *rest = inside;
            let group = parse_items(rest, lexicon);
            *rest = rest.strip_prefix(')').expect("a group is closed");
            match rest.strip_prefix('?') {
                Some(after) => {
                    *rest = after;
                    items.push(Item::Group(group));
                }
                None => items.extend(group),
            }
            continue;
        }
        let end = rest.find([' ', '(', ')']).unwrap_or(rest.len());
        if end == 0 {
            return items;
        }
        let (token, after) = rest.split_at(end);
        *rest = after;
        let (token, is_optional) = token.strip_suffix('?').map_or((token, false), |token| (token, true));
        let atoms = token.split('|').map(|atom| parse_atom(atom, lexicon)).collect();
        items.push(Item::One { atoms, is_optional });
    }
}

fn parse_atom(atom: &str, lexicon: &mut Lexicon) -> Atom {
    match atom {
        "MONTH" => Atom::Class(Class::Month),
        "WEEKDAY" => Atom::Class(Class::Weekday),
        "SHORTDAY" => Atom::Class(Class::ShortDay),
        "WEEKDAYS" => Atom::Class(Class::Weekdays),
        "SEASON" => Atom::Class(Class::Season),
        "PART" => Atom::Class(Class::Part),
        "UNIT" => Atom::Class(Class::Unit),
        "UNITS" => Atom::Class(Class::Units),
        "DECADE" => Atom::Class(Class::Decade),
        "DEICTIC" => Atom::Class(Class::Deictic),
        "REL" => Atom::Class(Class::Rel),
        "TOLD" => Atom::Class(Class::Told),
        "AMOUNT" => Atom::Element(Element::Amount),
        "NUM" => Atom::Element(Element::Number),
        "YEAR" => Atom::Element(Element::Year),
        "DAY" => Atom::Element(Element::Day),
        "ORD" => Atom::Element(Element::Ordinal),
        "DECADEYEAR" => Atom::Element(Element::DecadeYear),
        "TWO" => Atom::Element(Element::TwoDigits),
        "CLOCK" => Atom::Element(Element::Clock),
        "HOLIDAY" => Atom::Element(Element::Holiday),
        word if word.chars().any(char::is_uppercase) => panic!("no class or element is called {word}"),
        word => Atom::Word(lexicon.intern(word)),
    }
}

/// Items still to match, and what follows them outside of their group.
#[derive(Clone, Copy)]
struct Trail<'p> {
    items: &'p [Item],
    outer: Option<&'p Trail<'p>>,
}

/// Matches the trail from piece `at.0` on; what may be there is tried before it is passed over.
fn match_trail(reader: &Reader<'_>, trail: Trail<'_>, at: (usize, Caught)) -> Option<(usize, Caught)> {
    let Some((first, others)) = trail.items.split_first() else {
        return trail.outer.map_or(Some(at), |outer| match_trail(reader, *outer, at));
    };
    let rest = Trail { items: others, outer: trail.outer };
    let (found, is_optional) = match first {
        Item::Group(group) => {
            let inner = Trail { items: group, outer: Some(&rest) };
            (match_trail(reader, inner, at), true)
        }
        Item::One { atoms, is_optional } => {
            let next = atoms.iter().find_map(|&atom| match_atom(reader, atom, at.0, at.1));
            (next.and_then(|next| match_trail(reader, rest, next)), *is_optional)
        }
    };
    if found.is_none() && is_optional { match_trail(reader, rest, at) } else { found }
}

fn match_atom(reader: &Reader<'_>, atom: Atom, i: usize, mut caught: Caught) -> Option<(usize, Caught)> {
    let end = match atom {
        Atom::Word(word) => {
            if reader.piece(i)?.word != word {
                return None;
            }
            if let Some(unit) = reader.value(i, Class::Unit).or(reader.value(i, Class::Units)) {
                catch_class(Class::Unit, unit, &mut caught);
            }
            i + 1
        }
        Atom::Class(class) => {
            let value = reader.value(i, class)?;
            catch_class(class, value, &mut caught);
            i + 1
        }
        Atom::Element(element) => {
            let (end, value) = match_element(reader, element, i)?;
            catch_element(element, value, &mut caught);
            end
        }
    };
    Some((end, caught))
}

fn match_element(reader: &Reader<'_>, element: Element, i: usize) -> element::Matched {
    match element {
        Element::Amount => element::amount(reader, i),
        Element::Number => element::number(reader, i),
        Element::Year => element::year(reader, i),
        Element::Day => element::day(reader, i),
        Element::Ordinal => element::ordinal(reader, i),
        Element::DecadeYear => element::decade_year(reader, i),
        Element::TwoDigits => element::two_digits(reader, i),
        Element::Clock => element::clock(reader, i),
        Element::Holiday => reader.holiday(i),
    }
}

fn catch_class(class: Class, value: i32, caught: &mut Caught) {
    let slot = match class {
        Class::Month => &mut caught.month,
        Class::Weekday | Class::ShortDay | Class::Weekdays => &mut caught.weekday,
        Class::Season => &mut caught.season,
        Class::Part => &mut caught.part,
        Class::Decade => &mut caught.decade,
        Class::Deictic => &mut caught.deictic,
        Class::Rel => &mut caught.rel,
        Class::Told => &mut caught.told,
        Class::Unit | Class::Units if caught.unit.is_some() => &mut caught.second_unit,
        Class::Unit | Class::Units => &mut caught.unit,
        _ => return,
    };
    *slot = Some(value);
}

fn catch_element(element: Element, value: i32, caught: &mut Caught) {
    let slot = match element {
        Element::Amount | Element::Number if caught.amount.is_some() => &mut caught.second_amount,
        Element::Amount | Element::Number => &mut caught.amount,
        Element::Year => &mut caught.year,
        Element::Day => &mut caught.day,
        Element::Ordinal => &mut caught.ordinal,
        Element::DecadeYear => &mut caught.decade,
        Element::TwoDigits if caught.digits[0].is_some() => &mut caught.digits[1],
        Element::TwoDigits => &mut caught.digits[0],
        Element::Clock => &mut caught.clock,
        Element::Holiday => &mut caught.holiday,
    };
    *slot = Some(value);
}

/// Collects what the items can begin with; returns whether they can be empty.
fn first_of(items: &[Item], lexicon: &Lexicon, words: &mut Vec<Word>, digits: &mut bool) -> bool {
    for item in items {
        let is_optional = match item {
            Item::Group(group) => {
                first_of(group, lexicon, words, digits);
                true
            }
            Item::One { atoms, is_optional } => {
                for &atom in atoms {
                    first_of_atom(atom, lexicon, words, digits);
                }
                *is_optional
            }
        };
        if !is_optional {
            return false;
        }
    }
    true
}

fn first_of_atom(atom: Atom, lexicon: &Lexicon, words: &mut Vec<Word>, digits: &mut bool) {
    let classes: &[Class] = match atom {
        Atom::Word(word) => return words.push(word),
        Atom::Class(class) => return words.extend(lexicon.words_of(class)),
        Atom::Element(Element::Holiday) => return words.extend(lexicon.words_of(Class::HolidayStart)),
        Atom::Element(Element::Amount) => &[Class::Num, Class::Scale, Class::Few],
        Atom::Element(Element::Number | Element::Year) => &[Class::Num, Class::Scale],
        Atom::Element(Element::Day | Element::Ordinal) => &[Class::Num, Class::Ord],
        Atom::Element(Element::DecadeYear | Element::TwoDigits) => &[],
        Atom::Element(Element::Clock) => &[Class::Num, Class::ClockWord],
    };
    *digits = true;
    for &class in classes {
        words.extend(lexicon.words_of(class));
    }
    let extra: &[&str] = match atom {
        Atom::Element(Element::Amount) => &["a", "an", "half", "the"],
        Atom::Element(Element::Year) => &["'"],
        _ => &[],
    };
    words.extend(extra.iter().map(|word| lexicon.word(word)).filter(|&word| word != UNKNOWN));
}
