//! Time expressions, found and normalized to TIMEX3 against the document creation time.
//!
//! Statements, tenures, candidacies and events take their dates from these.
//!
//! `said on Tuesday` (read on 2023-11-15) → DATE 2023-11-14
//!
//! # The field's words, in one screen
//!
//! | word | means | in "a poll two weeks ago", read on Wednesday 2023-11-15 |
//! |--|--|--|
//! | time expression, *timex* | words that tell when, how long or how often | `two weeks ago` |
//! | TIMEX3 | the annotation of a timex in TimeML, the standard of the field: a type, a value, a modifier | |
//! | DCT | the document creation time: the day of writing, from which most words are reckoned | 2023-11-15 |
//! | anchor | the day that a timex is reckoned from: the DCT ("ago", "last", "yesterday"), or the date last told ("earlier", "the same day") | 2023-11-15 |
//! | type | `DATE` a day or a stretch of the calendar, `TIME` a time of day, `DURATION` how long, `SET` how often | `DATE` |
//! | value | the meaning in ISO 8601, widened by TimeML for what the calendar has no name for | `2023-11-01` |
//! | modifier | what the words do to the value: `START`, `MID`, `END`, `APPROX`, `MORE_THAN` … | none |
//! | interval | every day that the words can mean; ours, never narrower than the words | 2023-10-28 to 2023-11-05 |
//! | date | what the record keeps: a day, a month, a year, or *about* a day; ours, never finer than the words | about 2023-11-01 |
//!
//! How values are written: a day `2023-11-14`, a week `2023-W46`, a weekend `2023-W46-WE`, a month `2023-11`, a quarter
//! `2023-Q4`, a half `2023-H2`, a season `2023-SU`, a year `2023`, a decade `202`, a century `20`; times of day
//! `2023-11-14T20:00` and parts of it `2023-11-14TNI` (`MO` `MI` `AF` `EV` `NI`); lengths `P3Y`, `P2W`, `PT8H`, with an `X`
//! for a number left open (`PXW`); what comes again `XXXX-WXX-1` (Mondays) or `P1D` (daily); and `PAST_REF`,
//! `PRESENT_REF`, `FUTURE_REF` for "recently", "now" and "the future".
//!
//! How it is done: tokens are cut into pieces, a table of patterns ([`find`] tries the longest) catches what the words give,
//! guards refuse names, ages and counts, tense says which way a bare weekday or month looks, and calendar
//! arithmetic by `jiff` gives the value. [`binding`] then says which timex dates which verb.

pub mod binding;
mod calendar;
mod duration;
mod element;
#[cfg(test)]
mod examples;
mod grammar;
mod guard;
mod holiday;
mod lexicon;
mod modifier;
mod moment;
mod pattern;
mod pick;
mod piece;
mod range;
mod resolve;
mod tense;

use crate::article::FurnitureKind;
use crate::date::{Interval, PartialDate};
use crate::span::Span;
use crate::text::Text;
use grammar::{Action, GRAMMAR, Match, Reader};
use lexicon::UNKNOWN;
use resolve::{Meaning, Reference};

/// A time expression with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands.
    pub span: Span,
    /// What kind of time it tells.
    pub kind: TimexKind,
    /// The TIMEX3 value: `2023-11-14`, `P2W`, `2023-W46`, `PAST_REF`.
    pub value: String,
    /// The TIMEX3 modifier, where the words give one.
    pub modifier: Option<Modifier>,
    /// The days that a date can mean; nothing for durations, sets and vague values.
    pub interval: Option<Interval>,
    /// The date for the record, no more precise than the words; nothing where the words give none.
    pub date: Option<PartialDate>,
}

/// The four TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexKind {
    /// A calendar date, or a stretch of them.
    Date,
    /// A time of day.
    Time,
    /// How long something takes.
    Duration,
    /// Something that comes again.
    Set,
}

impl TimexKind {
    /// Returns the TIMEX3 type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// The TIMEX3 modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Modifier {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

impl Modifier {
    /// Returns the TIMEX3 word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
        }
    }
}

/// Returns the time expressions of the article in order and without overlap.
pub fn find(text: &Text<'_>) -> Vec<Timex> {
    let grammar = &*GRAMMAR;
    let pieces = piece::cut(text, &grammar.lexicon);
    let reader = Reader { text, grammar, pieces: &pieces };
    let mut finder = Finder::new(&reader);
    let mut i = 0;
    while i < pieces.len() {
        let is_candidate = pieces[i].word != UNKNOWN || pieces[i].digits > 0;
        let found = if is_candidate { reader.longest(i) } else { None };
        i = match found {
            Some(found) if !is_aside(text, pieces[i].span) && guard::accepts(&reader, &found) => {
                finder.take(&found).unwrap_or(i + 1)
            }
            _ => i + 1,
        };
    }
    finder.timexes
}

/// Whether the place is a form, an insert or a byline, whose words tell nothing of the report.
fn is_aside(text: &Text<'_>, span: Span) -> bool {
    let parts = &text.article.furniture;
    let at = parts.partition_point(|part| part.span.end <= span.start);
    parts.get(at).is_some_and(|part| {
        part.span.overlaps(span) && !matches!(part.kind, FurnitureKind::DateLine | FurnitureKind::Headline)
    })
}

/// How many tokens a report of a quarter goes on without naming it again.
const QUARTER_REACH: usize = 400;

/// How many tokens a day is remembered behind which only months and years are told.
const DAY_REACH: usize = 120;

/// Walks through the text with the date last told in mind.
struct Finder<'a> {
    reader: &'a Reader<'a>,
    reference: Reference,
    /// The piece behind the last expression.
    behind: usize,
    /// The token where a quarter was last told.
    quarter_at: usize,
    /// The token where a day or a week was last told.
    fine_at: usize,
    timexes: Vec<Timex>,
}

impl<'a> Finder<'a> {
    fn new(reader: &'a Reader<'a>) -> Self {
        let written = reader.text.article.dct();
        let reference = Reference { written, ..Reference::default() };
        Self { reader, reference, behind: 0, quarter_at: 0, fine_at: 0, timexes: Vec::new() }
    }

    /// Gives the match its value and returns the piece behind it, or nothing if it can have none.
    fn take(&mut self, found: &Match) -> Option<usize> {
        let reader = self.reader;
        let token = reader.piece(found.start)?.token;
        if token > self.quarter_at + QUARTER_REACH {
            self.reference.quarter = None;
        }
        if token > self.fine_at + DAY_REACH {
            self.reference.fine = None;
        }
        self.reference.direction = tense::direction(reader, found.start, found.end);
        self.reference.is_close = tense::is_close(reader, found.start, self.reference.direction);
        let found = range::share_year(reader, found);
        for part in [range::before(reader, &found, self.behind), Some(found), range::after(reader, &found)] {
            let Some(part) = part else { continue };
            let meaning = resolve::resolve(reader, &part, &self.reference);
            match meaning {
                Some(meaning) => self.push(&part, meaning),
                None if part.start == found.start => return None,
                None => {}
            }
        }
        Some(self.behind)
    }

    fn push(&mut self, found: &Match, mut meaning: Meaning) {
        let start = modifier::extend(self.reader, found, self.behind, &mut meaning);
        self.remember(found, &meaning);
        self.behind = found.end;
        let span = self.reader.pieces[start].span.cover(self.reader.pieces[found.end - 1].span);
        let Meaning { kind, value, modifier, interval, date, .. } = meaning;
        self.timexes.push(Timex { span, kind, value, modifier, interval, date });
    }

    /// Keeps what later expressions are reckoned from.
    fn remember(&mut self, found: &Match, meaning: &Meaning) {
        let token = self.reader.pieces[found.start].token;
        let is_half_a_year = matches!(found.caught.unit, Some(6)) && found.caught.amount >= Some(60);
        let is_longer = is_half_a_year || matches!(found.caught.unit, Some(8));
        self.reference.is_longer |= meaning.kind == TimexKind::Duration && is_longer;
        let Some(moment) = meaning.moment else { return };
        self.reference.told = Some(moment);
        if moment.grain <= moment::Grain::Weekend {
            (self.reference.fine, self.fine_at) = (Some(moment), token);
        }
        if moment.grain == moment::Grain::Quarter {
            let action = self.reader.grammar.rules[found.rule].action;
            if !matches!(action, Action::YearAgo | Action::Earlier | Action::Ago) {
                self.reference.quarter = Some(moment);
                self.reference.is_longer = false;
            }
            self.quarter_at = token;
        }
    }
}
