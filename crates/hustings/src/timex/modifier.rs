//! Words in front of an expression that belong to it, and what they do to its value.
//!
//! Asked by [`super::find`] of every expression that has a value.
//!
//! `early next week` → START; `more than four hours` → MORE_THAN; `the end of June` → END

use super::grammar::{Action, Match, Reader};
use super::resolve::Meaning;
use super::{Modifier, TimexKind};
use std::sync::LazyLock;

/// A line of the table of modifiers.
struct Entry {
    modifier: Option<Modifier>,
    fits: &'static str,
    words: Vec<&'static str>,
}

/// The modifiers, longest first.
static MODIFIERS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let table = include_str!("../../data/timex_modifiers.tsv");
    let mut entries: Vec<Entry> = table.lines().filter_map(entry).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
    entries
});

fn entry(line: &'static str) -> Option<Entry> {
    let mut cells = line.split('\t').filter(|_| !line.starts_with('#'));
    let (name, fits, words) = (cells.next()?, cells.next()?, cells.next()?);
    let modifier = match name {
        "START" => Some(Modifier::Start),
        "MID" => Some(Modifier::Mid),
        "END" => Some(Modifier::End),
        "APPROX" => Some(Modifier::Approx),
        "LESS_THAN" => Some(Modifier::LessThan),
        "MORE_THAN" => Some(Modifier::MoreThan),
        "EQUAL_OR_LESS" => Some(Modifier::EqualOrLess),
        "EQUAL_OR_MORE" => Some(Modifier::EqualOrMore),
        _ => None,
    };
    Some(Entry { modifier, fits, words: words.split(' ').collect() })
}

/// Moves the start of the match over the modifiers in front of it, no further than piece `from`, and tells
/// the meaning which they are.
pub(super) fn extend(reader: &Reader<'_>, found: &Match, from: usize, meaning: &mut Meaning) -> usize {
    let mut start = found.start;
    let action = reader.grammar.rules[found.rule].action;
    for entry in MODIFIERS.iter().filter(|entry| fits(reader, entry.fits, (action, found), meaning)) {
        let length = entry.words.len();
        if start >= from + length && reader.reads(start - length, &entry.words) {
            start -= length;
            meaning.modifier = entry.modifier.or(meaning.modifier);
            break;
        }
    }
    start
}

fn fits(reader: &Reader<'_>, what: &str, found: (Action, &Match), meaning: &Meaning) -> bool {
    let (action, found) = found;
    let caught = &found.caught;
    let starts_with_the = reader.reads(found.start, &["the"]);
    match what {
        "date" => {
            matches!(meaning.kind, TimexKind::Date | TimexKind::Time)
                && !matches!(action, Action::Present | Action::Past | Action::Future | Action::Ago)
        }
        "rel" => {
            meaning.kind == TimexKind::Date
                && (caught.rel.is_some() || caught.deictic.is_some() || action == Action::Told)
        }
        "duration" => {
            meaning.kind == TimexKind::Duration && !starts_with_the
                || matches!(action, Action::Ago | Action::Earlier | Action::Later)
        }
        "time" => action == Action::Time,
        _ => false,
    }
}
