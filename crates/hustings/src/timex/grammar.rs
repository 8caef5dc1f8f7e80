//! The table of rules, and the reader that tries them where they can begin.
//!
//! The longest match wins; [`super::resolve`] gives it a value, [`super::guard`] may refuse it.
//!
//! `two weeks ago` → rule `ago`, amount 2, unit week

use super::element::Matched;
use super::holiday::Holidays;
use super::lexicon::{Class, Lexicon};
use super::pattern::{Caught, Pattern};
use super::piece::Piece;
use crate::text::Text;
use std::sync::LazyLock;

/// What a rule does with what it caught: the name is the first column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Date,
    Dotted,
    YearSpan,
    Fiscal,
    Season,
    Quarter,
    Half,
    YearAgo,
    Period,
    Decade,
    Century,
    LastDecade,
    Rel,
    Told,
    Day,
    DayOff,
    Weekend,
    WeekOf,
    Holiday,
    YearEnd,
    Time,
    Ago,
    Hence,
    Earlier,
    Later,
    Duration,
    Reach,
    VagueDuration,
    Set,
    Adverb,
    Present,
    Past,
    Future,
}

impl Action {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "date" => Self::Date,
            "dotted" => Self::Dotted,
            "span" => Self::YearSpan,
            "fiscal" => Self::Fiscal,
            "season" => Self::Season,
            "quarter" => Self::Quarter,
            "half" => Self::Half,
            "yearago" => Self::YearAgo,
            "period" => Self::Period,
            "decade" => Self::Decade,
            "century" => Self::Century,
            "lastdecade" => Self::LastDecade,
            "rel" => Self::Rel,
            "told" => Self::Told,
            "day" => Self::Day,
            "dayoff" => Self::DayOff,
            "weekend" => Self::Weekend,
            "weekof" => Self::WeekOf,
            "holiday" => Self::Holiday,
            "yearend" => Self::YearEnd,
            "time" => Self::Time,
            "ago" => Self::Ago,
            "hence" => Self::Hence,
            "earlier" => Self::Earlier,
            "later" => Self::Later,
            "duration" => Self::Duration,
            "reach" => Self::Reach,
            "vagueduration" => Self::VagueDuration,
            "set" => Self::Set,
            "adverb" => Self::Adverb,
            "present" => Self::Present,
            "past" => Self::Past,
            "future" => Self::Future,
            _ => return None,
        })
    }
}

/// A line of the table of rules.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) action: Action,
    pattern: Pattern,
    /// The value that an adverb stands for: `P1D`.
    pub(super) fixed: String,
    /// The example sentence with its brackets, and what is found in it.
    #[cfg_attr(not(test), allow(dead_code, reason = "the examples are the rules' tests"))]
    pub(super) example: (String, String),
}

/// All rules, words and days with a name.
pub(super) struct Grammar {
    pub(super) lexicon: Lexicon,
    pub(super) rules: Vec<Rule>,
    pub(super) holidays: Holidays,
    /// For every word the rules that it can begin.
    by_word: Vec<Vec<usize>>,
    /// The rules that digits can begin.
    by_digits: Vec<usize>,
}

/// The grammar, read from its tables once.
pub(super) static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    Grammar::new(
        include_str!("../../data/timex_words.tsv"),
        include_str!("../../data/timex_rules.tsv"),
        include_str!("../../data/holidays.tsv"),
    )
});

impl Grammar {
    fn new(words: &str, rules: &str, holidays: &str) -> Self {
        let mut lexicon = Lexicon::new(words);
        let holidays = Holidays::new(holidays, &mut lexicon);
        let rules: Vec<Rule> = rules
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| rule(line, &mut lexicon))
            .collect();
        let mut by_word = vec![Vec::new(); usize::from(lexicon.len())];
        let mut by_digits = Vec::new();
        for (i, rule) in rules.iter().enumerate() {
            let (words, digits) = rule.pattern.begins_with(&lexicon);
            for word in words {
                by_word[usize::from(word)].push(i);
            }
            if digits {
                by_digits.push(i);
            }
        }
        Self { lexicon, rules, holidays, by_word, by_digits }
    }
}

fn rule(line: &str, lexicon: &mut Lexicon) -> Rule {
    let cells: Vec<&str> = line.split('\t').collect();
    let [action, pattern, example, expected] = cells[..] else {
        panic!("a rule has four columns: {line}");
    };
    Rule {
        action: Action::parse(action).unwrap_or_else(|| panic!("no action is called {action}")),
        pattern: Pattern::parse(pattern, lexicon),
        fixed: expected.split(' ').nth(1).unwrap_or_default().to_owned(),
        example: (example.to_owned(), expected.to_owned()),
    }
}

/// A rule that fits at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    /// The rule, as an index.
    pub(super) rule: usize,
    /// The first piece.
    pub(super) start: usize,
    /// One past the last piece.
    pub(super) end: usize,
    /// What it caught.
    pub(super) caught: Caught,
}

/// The pieces of a text with the grammar beside them.
pub(super) struct Reader<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) grammar: &'static Grammar,
    pub(super) pieces: &'a [Piece],
}

impl<'a> Reader<'a> {
    /// Returns piece `i`, or nothing past the end.
    pub(super) fn piece(&self, i: usize) -> Option<&'a Piece> {
        self.pieces.get(i)
    }

    /// Returns piece `i` as printed, or the empty string past either end.
    pub(super) fn printed(&self, i: usize) -> &'a str {
        self.pieces.get(i).map_or("", |piece| self.text.words(piece.span))
    }

    /// Returns the value of piece `i` in the class.
    pub(super) fn value(&self, i: usize, class: Class) -> Option<i32> {
        self.grammar.lexicon.value(self.pieces.get(i)?.word, class)
    }

    /// Whether piece `i` is in the class.
    pub(super) fn is(&self, i: usize, class: Class) -> bool {
        self.value(i, class).is_some()
    }

    /// Whether piece `i` stands right behind the one before.
    pub(super) fn is_glued(&self, i: usize) -> bool {
        self.pieces.get(i).is_some_and(|piece| piece.is_glued)
    }

    /// Whether the pieces from `i` on are the words, without regard to case.
    pub(super) fn reads(&self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(k, word)| is_word(self.printed(i + k), word))
    }

    /// Whether piece `i` is one of the words.
    pub(super) fn reads_any(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|word| is_word(self.printed(i), word))
    }

    /// Whether the piece before `i` is one of the words.
    pub(super) fn follows(&self, i: usize, words: &[&str]) -> bool {
        i > 0 && self.reads_any(i - 1, words)
    }

    /// Returns the day with a name that begins at piece `i`.
    pub(super) fn holiday(&self, i: usize) -> Matched {
        let word = |k: usize| self.pieces.get(k).map(|piece| piece.word);
        self.piece(i).filter(|piece| piece.is_capital || self.reads(i, &["the"]))?;
        self.grammar.holidays.at(i, word)
    }

    /// Returns the longest match that begins at piece `i`; of equal ones the rule that stands first.
    pub(super) fn longest(&self, i: usize) -> Option<Match> {
        let piece = self.piece(i)?;
        let by_word = self.grammar.by_word.get(usize::from(piece.word)).map_or(&[][..], |rules| rules);
        let rules = if piece.digits > 0 { &self.grammar.by_digits } else { by_word };
        let mut best: Option<Match> = None;
        for &rule in rules {
            let Some((end, caught)) = self.grammar.rules[rule].pattern.match_at(self, i) else { continue };
            if end > best.map_or(i, |best| best.end) {
                best = Some(Match { rule, start: i, end, caught });
            }
        }
        best
    }
}

fn is_word(printed: &str, word: &str) -> bool {
    printed.eq_ignore_ascii_case(word)
        || matches!((printed, word), ("’" | "‘" | "\u{02BC}", "'") | ("–" | "‐" | "‑", "-"))
}
