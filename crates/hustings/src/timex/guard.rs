//! Refuses what only looks like a time expression: names, ages, counts, modal verbs.
//!
//! Asked by [`super::find`] of every match before it gets a value.
//!
//! `Theresa May`, `Super Tuesday`, `2000 votes`, `52 years old`, `a second term`: none of these tells a time

use super::grammar::{Action, Match, Reader};
use super::lexicon::Class;
use super::pattern::Caught;

/// Words in front of a month, a year or a season that make it one.
const BEFORE_DATE: &[&str] = &[
    "in",
    "since",
    "by",
    "until",
    "till",
    "of",
    "from",
    "to",
    "through",
    "during",
    "for",
    "between",
    "and",
    "or",
    "early",
    "late",
    "mid",
    "last",
    "next",
    "this",
    "before",
    "after",
    "around",
    "about",
    "throughout",
    "on",
];

/// The strongest of them, which stand before a month and not before a person.
const BEFORE_MONTH: &[&str] =
    &["in", "since", "until", "till", "early", "late", "mid", "last", "next", "this", "every", "each"];

/// Whether the match is a time expression, and no name or count.
pub(super) fn accepts(reader: &Reader<'_>, found: &Match) -> bool {
    let caught = &found.caught;
    let is_single = |i: usize| found.end == found.start + i;
    match reader.grammar.rules[found.rule].action {
        Action::Date if is_month_alone(caught) => is_month(reader, found),
        Action::Date if is_year_alone(caught) && is_single(1) => is_year(reader, found.start),
        Action::Date | Action::Day if caught.weekday.is_some() => is_weekday(reader, found),
        Action::Date if caught.amount.is_some() => (10_000..22_000).contains(&caught.amount.unwrap_or(0)),
        Action::Date => are_capital(reader, found) && is_whole_date(reader, found),
        Action::YearSpan => (found.start + 1..found.end).all(|i| reader.is_glued(i)),
        Action::Season => is_season(reader, found),
        Action::Day if caught.part.is_some() && caught.rel.is_none() && caught.deictic.is_none() => {
            caught.month.is_some() || !is_single(1)
        }
        Action::Day if caught.deictic.is_some() => !is_name(reader, found),
        Action::Time => is_clock(reader, found),
        Action::Duration | Action::Reach | Action::Ago | Action::Earlier | Action::Later => {
            is_length(reader, found)
        }
        Action::VagueDuration => is_open_length(reader, found),
        Action::Told => is_told(reader, found),
        Action::Rel => {
            caught.unit != Some(0)
                && !reader.reads(found.end, &["-"])
                && !has_title_case(reader, found)
                && !is_somebodys_own(reader, found)
        }
        Action::Adverb | Action::Present | Action::Past | Action::Future => is_adverb(reader, found),
        Action::Decade => is_glued_decade(reader, found),
        _ => true,
    }
}

/// Whether it is the last one that somebody has: "her last day at the bank".
fn is_somebodys_own(reader: &Reader<'_>, found: &Match) -> bool {
    const OWNERS: &[&str] =
        &["his", "her", "their", "my", "our", "His", "Her", "Their", "My", "Our", "'s", "’s"];
    reader.reads(found.start, &["last"]) && reader.follows(found.start, OWNERS)
}

fn is_month_alone(caught: &Caught) -> bool {
    caught.month.is_some()
        && caught.day.is_none()
        && caught.year.is_none()
        && caught.rel.is_none()
        && caught.told.is_none()
}

fn is_year_alone(caught: &Caught) -> bool {
    caught.year.is_some() && caught.month.is_none() && caught.digits[0].is_none()
}

/// Whether a lone "May", "March" or "June" is the month.
fn is_month(reader: &Reader<'_>, found: &Match) -> bool {
    let i = found.start;
    let Some(piece) = reader.piece(i).filter(|piece| piece.is_capital) else { return false };
    if reader.follows(i, BEFORE_MONTH) || reader.follows(i, &["-"]) && piece.is_glued {
        return true;
    }
    let after_preposition = reader.follows(i, BEFORE_DATE);
    let is_verb_or_name = reader.reads_any(i, &["may", "march", "april", "june", "august", "jan", "mar"]);
    if is_verb_or_name {
        let next_is_name = next_is_capital(reader, found.end);
        return (after_preposition || reader.follows(i, &["the", "a", "an", "'s", "’s"])) && !next_is_name;
    }
    let follows_name = i > 0
        && reader.piece(i - 1).is_some_and(|before| before.is_capital && before.digits == 0)
        && !after_preposition
        && !reader.follows(i, &["The", "A", "An", "Its", "His", "Her", "Their"]);
    !follows_name
}

fn next_is_capital(reader: &Reader<'_>, i: usize) -> bool {
    reader.piece(i).is_some_and(|next| next.is_capital) && !reader.is(i, Class::Weekday)
}

/// Whether a lone number of four digits is a year.
fn is_year(reader: &Reader<'_>, i: usize) -> bool {
    let Some(piece) = reader.piece(i) else { return false };
    if piece.digits == 0 {
        return true;
    }
    let is_decimal =
        reader.reads(i + 1, &["."]) && reader.piece(i + 2).is_some_and(|p| p.digits > 0 && p.is_glued);
    if is_decimal {
        return false;
    }
    const COUNTED: &[&str] = &[
        "percent",
        "%",
        "people",
        "men",
        "women",
        "children",
        "million",
        "billion",
        "feet",
        "miles",
        "meters",
        "metres",
        "dollars",
        "euros",
        "points",
        "votes",
        "troops",
        "km",
        "kilometers",
        "troops",
        "-",
        ":",
    ];
    let next_glued =
        reader.is_glued(i + 1) && !reader.reads_any(i + 1, &[",", ".", ";", ")", "'s", "’s", "]", "?"]);
    if reader.follows(i, &["$", "€", "£", "¥", "#", "no.", "room", "page", "flight", "section", "sec.", "p."])
    {
        return false;
    }
    let joined_by_dash = reader.reads(i + 1, &["-"]) && reader.piece(i + 2).is_none_or(|p| p.digits > 0);
    if next_glued && !joined_by_dash && !ends_quotation(reader, i + 1) && !reader.reads(i + 1, &["-"]) {
        return false;
    }
    if piece.is_glued && !reader.follows(i, &["(", "-", "–", "—", "/", "[", "\"", "“", "‘", ",", "'"])
    {
        return false;
    }
    if piece.is_glued
        && reader.follows(i, &["-"])
        && i >= 2
        && reader.piece(i - 2).is_some_and(|p| p.digits == 0)
    {
        return reader.reads_any(i - 2, &["mid", "early", "late", "pre", "post"]);
    }
    let is_dated =
        reader.follows(i, BEFORE_DATE) || reader.follows(i, &["the", "its", "his", "her", "their", "("]);
    let counts = reader.reads_any(i + 1, COUNTED) && !joined_by_dash || !is_dated && is_plural(reader, i + 1);
    if counts {
        return false;
    }
    (1900..=2100).contains(&piece.number) || reader.follows(i, BEFORE_DATE) && !is_plural(reader, i + 1)
}

fn ends_quotation(reader: &Reader<'_>, i: usize) -> bool {
    reader.reads_any(i, &["''", "”", "\"", "'", "’", "—", "–", "--", "…", "...", "!", "/"])
}

/// Whether piece `i` is a plural noun in lower case.
fn is_plural(reader: &Reader<'_>, i: usize) -> bool {
    let word = reader.printed(i);
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && word.starts_with(|c: char| c.is_lowercase())
        && !reader.is(i, Class::Base)
}

fn is_weekday(reader: &Reader<'_>, found: &Match) -> bool {
    let is_capital = (found.start..found.end)
        .filter(|&i| {
            reader.is(i, Class::Weekday) || reader.is(i, Class::ShortDay) || reader.is(i, Class::Month)
        })
        .all(|i| reader.piece(i).is_some_and(|piece| piece.is_capital));
    let is_named = found.start > 0 && reader.is(found.start - 1, Class::NotBefore) && {
        let before = found.start - 1;
        reader.piece(before).is_some_and(|piece| piece.is_capital)
    };
    is_capital && !is_named
}

fn are_capital(reader: &Reader<'_>, found: &Match) -> bool {
    let months = (found.start..found.end).filter(|&i| reader.is(i, Class::Month));
    months.into_iter().all(|i| reader.piece(i).is_some_and(|piece| piece.is_capital))
}

/// Whether the digits at the end of a date are not those of something longer: "May 3.5", "June 3:2".
fn is_whole_date(reader: &Reader<'_>, found: &Match) -> bool {
    let goes_on = reader.is_glued(found.end) && reader.piece(found.end).is_some_and(|next| next.digits > 0)
        || reader.is_glued(found.end) && reader.reads(found.end, &["%"]);
    let is_count = found.caught.year.is_none()
        && reader.reads_any(found.end, &["percent", "million", "billion", "points", "votes"]);
    !goes_on && !is_count
}

fn is_season(reader: &Reader<'_>, found: &Match) -> bool {
    let caught = &found.caught;
    if caught.rel.is_some() || caught.told.is_some() || caught.year.is_some() {
        return true;
    }
    let is_fall = (found.start..found.end).any(|i| reader.reads_any(i, &["fall", "spring"]));
    if reader.reads(found.start, &["the"]) {
        return !(is_fall && reader.reads_any(found.end, &["of", "in", "from"]));
    }
    let next_is_verb = is_fall && reader.reads_any(found.end, &["of", "in", "from", "to", "into", "for"]);
    reader.follows(found.start, &["in", "by", "since", "until", "during", "early", "late", "of"])
        && !next_is_verb
}

/// Whether "today" or "tomorrow" is no part of a name: "USA Today", "Russia Today".
fn is_name(reader: &Reader<'_>, found: &Match) -> bool {
    let i = found.start;
    let is_inner = i > 0
        && reader.piece(i).is_some_and(|piece| piece.is_capital)
        && reader.piece(i - 1).is_some_and(|before| before.is_capital);
    is_inner && !is_first(reader, i)
}

/// Whether piece `i` is the first word of its sentence, quotation marks aside.
fn is_first(reader: &Reader<'_>, i: usize) -> bool {
    let Some(piece) = reader.piece(i) else { return false };
    let sentence = &reader.text.segments.sentences[reader.text.segments.sentence_of(piece.token)];
    sentence.tokens.start + 1 >= piece.token
}

fn is_clock(reader: &Reader<'_>, found: &Match) -> bool {
    let i = found.start;
    let is_bare = (i..found.end)
        .all(|k| reader.piece(k).is_some_and(|piece| piece.digits > 0) || reader.reads_any(k, &[":", "."]));
    let caught = &found.caught;
    if !is_bare {
        return true;
    }
    caught.weekday.is_some()
        || reader
            .follows(i, &["at", "by", "until", "from", "around", "before", "after", "since", "about", "till"])
}

/// Whether an amount with a unit is a length of time, not an age, an ordinal or a share.
fn is_length(reader: &Reader<'_>, found: &Match) -> bool {
    let caught = &found.caught;
    let last = found.end - 1;
    if reader.reads(last, &["second"]) && caught.amount == Some(10) {
        return reader.reads(found.start, &["one"]);
    }
    let is_year = caught.unit == Some(8);
    if is_year && (reader.reads(found.end, &["old"]) || reader.reads(found.end, &["-", "old"])) {
        return false;
    }
    if is_year && reader.reads(last, &["old"]) || reader.reads(found.end, &["of", "age"]) {
        return false;
    }
    if reader.reads(found.end, &["-"]) && reader.is_glued(found.end) {
        return false;
    }
    let is_share = matches!(caught.amount, Some(10 | 30)) && reader.reads(found.end, &["of"]);
    if caught.unit == Some(7) && (is_share || reader.reads_any(found.end, &["mile", "century", "final"])) {
        return false;
    }
    let is_before = reader.reads_any(last, &["before", "previously"]);
    if is_before && reader.printed(found.end).starts_with(char::is_alphanumeric) {
        return false;
    }
    !has_title_case(reader, found)
}

/// Whether the unit has a capital letter, as in the names of programs: "60 Minutes", "This Week".
fn has_title_case(reader: &Reader<'_>, found: &Match) -> bool {
    (found.start + 1..found.end).any(|i| {
        let is_unit = reader.is(i, Class::Unit) || reader.is(i, Class::Units);
        is_unit && reader.piece(i).is_some_and(|piece| piece.is_capital)
    })
}

fn is_open_length(reader: &Reader<'_>, found: &Match) -> bool {
    if found.end > found.start + 1 {
        return true;
    }
    let after = &["before", "after", "of", "since", "leading", "later", "following"];
    reader.follows(
        found.start,
        &["for", "in", "within", "after", "over", "took", "take", "takes", "many", "spent"],
    ) || reader.follows(found.start, &["the"]) && reader.reads_any(found.end, after)
}

/// Whether "the week", "that day" points to a time.
fn is_told(reader: &Reader<'_>, found: &Match) -> bool {
    let caught = &found.caught;
    if found.end - found.start == 2 && reader.reads(found.start, &["the"]) {
        return match caught.unit {
            Some(3) => {
                reader.follows(found.start, &["in", "of", "during", "earlier", "later", "for"])
                    && !reader.reads_any(found.end, &["of", "after", "before", "when", "that", "he", "she"])
            }
            Some(4 | 6 | 8) => {
                !reader.reads_any(found.end, &["of", "before", "after", "when", "he", "she", "that"])
            }
            Some(10) => reader.follows(found.start, &["of"]),
            _ => !reader.reads_any(found.end, &["of", "-"]),
        };
    }
    true
}

fn is_adverb(reader: &Reader<'_>, found: &Match) -> bool {
    let i = found.start;
    if reader.piece(i).is_some_and(|piece| piece.is_capital) && !is_first(reader, i) {
        return false;
    }
    if reader.reads(i, &["the"]) && reader.reads(found.end - 1, &["past"]) {
        return reader.follows(i, &["in", "of", "from", "about", "with", "to", "than"]);
    }
    true
}

fn is_glued_decade(reader: &Reader<'_>, found: &Match) -> bool {
    found.caught.digits[0].is_none() || reader.is_glued(found.end - 1) && reader.reads(found.end - 1, &["s"])
}
