//! The words of time: what each can be, looked up without regard to case.
//!
//! [`super::piece`] looks every word up once; the patterns of [`super::pattern`] compare what it finds.
//!
//! `Tuesday` → weekday 2; `second` → unit of seconds, ordinal 2

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The name of a word that a rule or a table mentions; zero is every other word.
pub(super) type Word = u16;

/// The word that no table mentions.
pub(super) const UNKNOWN: Word = 0;

/// What a word of time can be; its value says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Month,
    Weekday,
    ShortDay,
    Weekdays,
    Season,
    Part,
    Unit,
    Units,
    Num,
    Scale,
    Ord,
    Few,
    Decade,
    Deictic,
    Rel,
    Told,
    ClockWord,
    AmPm,
    Zone,
    NotBefore,
    Past,
    Future,
    Plan,
    NotPast,
    Clause,
    Base,
    Preposition,
    /// What has happened when it is named with its day: "Wednesday’s ruling".
    Outcome,
    /// What is known long before its day: "the Nov. 8 election".
    Contest,
    /// The first word of a day with a name.
    HolidayStart,
}

impl Class {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "month" => Self::Month,
            "weekday" => Self::Weekday,
            "shortday" => Self::ShortDay,
            "weekdays" => Self::Weekdays,
            "season" => Self::Season,
            "part" => Self::Part,
            "unit" => Self::Unit,
            "units" => Self::Units,
            "num" => Self::Num,
            "scale" => Self::Scale,
            "ord" => Self::Ord,
            "few" => Self::Few,
            "decade" => Self::Decade,
            "deictic" => Self::Deictic,
            "rel" => Self::Rel,
            "told" => Self::Told,
            "clockword" => Self::ClockWord,
            "ampm" => Self::AmPm,
            "zone" => Self::Zone,
            "notbefore" => Self::NotBefore,
            "past" => Self::Past,
            "future" => Self::Future,
            "plan" => Self::Plan,
            "notpast" => Self::NotPast,
            "outcome" => Self::Outcome,
            "contest" => Self::Contest,
            "clause" => Self::Clause,
            "base" => Self::Base,
            "preposition" => Self::Preposition,
            _ => return None,
        })
    }
}

/// Fowler, Noll and Vo's hash: short keys, looked up once a word.
#[derive(Default)]
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// All words that the tables mention, with their classes.
#[derive(Default)]
pub(super) struct Lexicon {
    words: HashMap<Box<[u8]>, Word, BuildHasherDefault<Fnv>>,
    classes: Vec<Vec<(Class, i32)>>,
}

/// No word of the tables is longer than this.
const LONGEST: usize = 24;

impl Lexicon {
    /// Reads the table of words.
    pub(super) fn new(table: &str) -> Self {
        let mut lexicon = Self { classes: vec![Vec::new()], ..Self::default() };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(class), Some(value), Some(words)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let class = Class::parse(class).expect("the table of words names known classes");
            let value: i32 = value.parse().expect("the table of words has whole numbers");
            for word in words.split(' ') {
                let word = lexicon.intern(word);
                lexicon.classes[usize::from(word)].push((class, value));
            }
        }
        lexicon
    }

    /// Returns the name of a word in lower case, new or old.
    pub(super) fn intern(&mut self, word: &str) -> Word {
        if let Some(&known) = self.words.get(word.as_bytes()) {
            return known;
        }
        let name = Word::try_from(self.classes.len()).expect("there are fewer words than names");
        self.words.insert(word.as_bytes().into(), name);
        self.classes.push(Vec::new());
        name
    }

    /// Puts a word into one more class.
    pub(super) fn mark(&mut self, word: Word, class: Class) {
        if !self.is(word, class) {
            self.classes[usize::from(word)].push((class, 0));
        }
    }

    /// Returns the name of a word as printed; curly apostrophes and short dashes count as plain ones.
    pub(super) fn word(&self, printed: &str) -> Word {
        let mut buffer = [0u8; LONGEST];
        let mut length = 0;
        for c in printed.chars() {
            let c = match c {
                '’' | '‘' | '\u{02BC}' => '\'',
                '–' | '‐' | '‑' => '-',
                c if c.is_ascii() => c.to_ascii_lowercase(),
                _ => return UNKNOWN,
            };
            if length == LONGEST {
                return UNKNOWN;
            }
            buffer[length] = c as u8;
            length += 1;
        }
        self.words.get(&buffer[..length]).copied().unwrap_or(UNKNOWN)
    }

    /// Returns the value that the word has in the class.
    pub(super) fn value(&self, word: Word, class: Class) -> Option<i32> {
        let classes = &self.classes[usize::from(word)];
        classes.iter().find(|(of, _)| *of == class).map(|&(_, value)| value)
    }

    /// Whether the word is in the class.
    pub(super) fn is(&self, word: Word, class: Class) -> bool {
        self.value(word, class).is_some()
    }

    /// Returns all words of a class.
    pub(super) fn words_of(&self, class: Class) -> impl Iterator<Item = Word> {
        (0..self.len()).filter(move |&word| self.is(word, class))
    }

    /// Returns how many names there are, [`UNKNOWN`] included.
    pub(super) fn len(&self) -> Word {
        self.classes.len() as Word
    }
}
