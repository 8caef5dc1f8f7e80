//! The parts of an expression that no list of words can hold: amounts, years, days of the month, clock times.
//!
//! [`super::pattern`] asks for these by name; each returns where it ends and what it is worth.
//!
//! `two and a half` → 25 tenths; `'98` → 1998; `twenty-first` → day 21; `9:30 p.m. EST` → minute 1290

use super::grammar::Reader;
use super::lexicon::Class;

/// An amount that the words leave open: "several".
pub(super) const OPEN: i32 = -1;

/// An element's end (one past its last piece) and its value.
pub(super) type Matched = Option<(usize, i32)>;

/// Returns an amount in tenths: "two", "a", "3.5", "two and a half", "half a", "a few".
pub(super) fn amount(reader: &Reader<'_>, i: usize) -> Matched {
    let (end, value) = bare_amount(reader, i)?;
    if value == OPEN {
        return Some((end, value));
    }
    if reader.reads(end, &["and", "a", "half"]) {
        return Some((end + 3, value + 5));
    }
    let is_range = reader.reads_any(end, &["or", "to", "-"]);
    match number(reader, end + 1) {
        Some((end, _)) if is_range => Some((end, value)),
        _ => Some((end, value)),
    }
}

fn bare_amount(reader: &Reader<'_>, i: usize) -> Matched {
    if reader.is(i, Class::Few) {
        return Some((i + 1, OPEN));
    }
    if reader.reads(i, &["half", "a"]) || reader.reads(i, &["half", "an"]) {
        return Some((i + 2, 5));
    }
    if reader.reads(i, &["couple"]) {
        return Some((i + 1 + usize::from(reader.reads(i + 1, &["of"])), 20));
    }
    if reader.reads_any(i, &["a", "an", "the"]) {
        if reader.reads(i + 1, &["couple"]) {
            return Some((i + 2 + usize::from(reader.reads(i + 2, &["of"])), 20));
        }
        if reader.reads_any(i, &["the"]) {
            return None;
        }
        return match () {
            () if reader.reads(i + 1, &["few"]) => Some((i + 2, OPEN)),
            () if reader.reads(i + 1, &["half"]) => Some((i + 2, 5)),
            () if reader.is(i + 1, Class::Scale) || reader.reads(i + 1, &["dozen"]) => {
                let (end, value) = spelled(reader, i + 1)?;
                Some((end, value.saturating_mul(10)))
            }
            () => Some((i + 1, 10)),
        };
    }
    number(reader, i)
}

/// Returns a number in tenths, in digits or in words.
pub(super) fn number(reader: &Reader<'_>, i: usize) -> Matched {
    let piece = reader.piece(i)?;
    if piece.digits == 0 {
        let (end, value) = spelled(reader, i)?;
        return Some((end, value.saturating_mul(10)));
    }
    let point = reader.reads(i + 1, &["."]) && reader.is_glued(i + 1) && reader.is_glued(i + 2);
    match reader.piece(i + 2) {
        Some(tenths) if point && tenths.digits == 1 => {
            Some((i + 3, piece.number.saturating_mul(10).saturating_add(tenths.number)))
        }
        // "5 1/2 hours"
        _ if reader.reads(i + 1, &["1"]) && reader.reads(i + 2, &["/"]) && reader.reads(i + 3, &["2"]) => {
            Some((i + 4, piece.number.saturating_mul(10).saturating_add(5)))
        }
        _ => Some((i + 1, piece.number.saturating_mul(10))),
    }
}

/// Returns a number in words: "twenty-four", "a hundred and ten", "two thousand".
fn spelled(reader: &Reader<'_>, i: usize) -> Matched {
    let (mut end, mut total, mut group) = (i, 0i32, None::<i32>);
    loop {
        if let Some(value) = reader.value(end, Class::Num) {
            match group {
                Some(group) if group % 100 != 0 && !(group % 10 == 0 && value < 10) => break,
                _ => group = Some(group.unwrap_or(0) + value),
            }
            end += 1;
        } else if let Some(scale) = reader.value(end, Class::Scale) {
            let scaled = group.unwrap_or(1).saturating_mul(scale);
            if scale == 100 {
                group = Some(scaled);
            } else {
                (total, group) = (total.saturating_add(scaled), None);
            }
            end += 1;
        } else if end > i && reader.reads_any(end, &["and", "-"]) && reader.is(end + 1, Class::Num) {
            let joins = reader.reads(end, &["-"]) == reader.is_glued(end + 1);
            if !joins || reader.reads(end, &["and"]) && !reader.is(end - 1, Class::Scale) {
                break;
            }
            end += 1;
        } else {
            break;
        }
    }
    (end > i).then(|| (end, total.saturating_add(group.unwrap_or(0))))
}

/// Returns a year: "1998", "'98", "nineteen ninety-eight".
pub(super) fn year(reader: &Reader<'_>, i: usize) -> Matched {
    let piece = reader.piece(i)?;
    if piece.digits == 4 && (1000..2200).contains(&piece.number) {
        return Some((i + 1, piece.number));
    }
    if reader.reads(i, &["'"]) && reader.is_glued(i + 1) {
        let short = reader.piece(i + 1).filter(|short| short.digits == 2)?;
        return Some((i + 2, century_of(short.number)));
    }
    let hundreds = reader.value(i, Class::Num).filter(|n| (13..=20).contains(n))?;
    let next = i + 1 + usize::from(reader.reads(i + 1, &["-"]));
    let tens = reader.value(next, Class::Num).filter(|n| *n == 0 || *n >= 10)?;
    let dash = usize::from(reader.reads(next + 1, &["-"]));
    match reader.value(next + 1 + dash, Class::Num) {
        Some(ones @ 1..=9) if tens % 10 == 0 && tens != 10 => {
            Some((next + 2 + dash, hundreds * 100 + tens + ones))
        }
        _ if tens >= 10 => Some((next + 1, hundreds * 100 + tens)),
        _ => None,
    }
}

/// Returns the year that two digits stand for: from 1930 to 2029.
pub(super) fn century_of(two: i32) -> i32 {
    if two < 30 { 2000 + two } else { 1900 + two }
}

/// Returns a day of the month: "7", "7th", "seventh", "twenty-first".
pub(super) fn day(reader: &Reader<'_>, i: usize) -> Matched {
    let piece = reader.piece(i)?;
    if piece.digits > 0 {
        let fits = piece.digits <= 2 && (1..=31).contains(&piece.number);
        let mark = reader.is_glued(i + 1) && reader.reads_any(i + 1, &["st", "nd", "rd", "th"]);
        let joined = !mark && reader.is_glued(i + 1) && reader.reads_any(i + 1, &[":", "."]);
        let joined = joined && reader.piece(i + 2).is_some_and(|p| p.digits > 0 && p.is_glued);
        return (fits && !joined).then_some((i + 1 + usize::from(mark), piece.number));
    }
    ordinal(reader, i).filter(|(_, value)| *value <= 31)
}

/// Returns an ordinal number: "third", "3rd", "twenty-first".
pub(super) fn ordinal(reader: &Reader<'_>, i: usize) -> Matched {
    let piece = reader.piece(i)?;
    if piece.digits > 0 {
        let mark = reader.is_glued(i + 1) && reader.reads_any(i + 1, &["st", "nd", "rd", "th"]);
        return mark.then_some((i + 2, piece.number));
    }
    if let Some(value) = reader.value(i, Class::Ord) {
        return Some((i + 1, value));
    }
    let tens = reader.value(i, Class::Num).filter(|n| *n >= 20 && n % 10 == 0)?;
    let next = i + 1 + usize::from(reader.reads(i + 1, &["-"]));
    let ones = reader.value(next, Class::Ord).filter(|n| *n < 10)?;
    Some((next + 1, tens + ones))
}

/// Returns the decade that four digits and an s name: `1990` of "1990s".
pub(super) fn decade_year(reader: &Reader<'_>, i: usize) -> Matched {
    let piece = reader.piece(i)?;
    let fits = piece.digits == 4 && piece.number % 10 == 0 && (1000..2200).contains(&piece.number);
    (fits && reader.is_glued(i + 1)).then_some((i + 1, piece.number))
}

/// Returns one or two digits standing together.
pub(super) fn two_digits(reader: &Reader<'_>, i: usize) -> Matched {
    let piece = reader.piece(i)?;
    matches!(piece.digits, 1 | 2).then_some((i + 1, piece.number))
}

/// Returns a time of day in minutes: "9:30 p.m. EST", "noon", "nine o'clock", "1400 GMT".
pub(super) fn clock(reader: &Reader<'_>, i: usize) -> Matched {
    if let Some(minutes) = reader.value(i, Class::ClockWord) {
        return Some((i + 1, minutes));
    }
    let (end, minutes, is_sure) = hour_and_minute(reader, i)?;
    let zoned = |end: usize| zone_end(reader, end);
    if let Some(half) = reader.value(end, Class::AmPm) {
        let hour = minutes / 60;
        let hour = if (1..=12).contains(&hour) { hour % 12 + half } else { hour };
        return Some((zoned(end + 1), hour * 60 + minutes % 60));
    }
    if reader.reads(end, &["o'clock"]) {
        return Some((zoned(end + 1), minutes));
    }
    let with_zone = zoned(end);
    (is_sure || with_zone > end && reader.piece(i)?.digits == 4).then_some((with_zone, minutes))
}

/// Returns the end, the minutes, and whether the form alone makes it a time of day.
fn hour_and_minute(reader: &Reader<'_>, i: usize) -> Option<(usize, i32, bool)> {
    let hour = reader.piece(i)?;
    if hour.digits == 4 && hour.number / 100 < 24 && hour.number % 100 < 60 {
        return Some((i + 1, hour.number / 100 * 60 + hour.number % 100, false));
    }
    if hour.digits == 0 {
        let value = reader.value(i, Class::Num).filter(|n| (1..=12).contains(n))?;
        return Some((i + 1, value * 60, false));
    }
    if hour.digits > 2 || hour.number > 24 {
        return None;
    }
    let is_joint = reader.reads_any(i + 1, &[":", "."]) && reader.is_glued(i + 1) && reader.is_glued(i + 2);
    let minute = reader.piece(i + 2).filter(|minute| is_joint && minute.digits == 2 && minute.number < 60);
    match minute {
        Some(minute) => {
            let is_colon = reader.reads(i + 1, &[":"]) && hour.number < 24;
            let seconds = is_colon && reader.reads(i + 3, &[":"]) && reader.is_glued(i + 4);
            let end = if seconds && reader.piece(i + 4)?.digits == 2 { i + 5 } else { i + 3 };
            Some((end, hour.number * 60 + minute.number, is_colon))
        }
        None => Some((i + 1, hour.number * 60, false)),
    }
}

/// Returns the end with the time zone, where one in capitals stands there.
fn zone_end(reader: &Reader<'_>, i: usize) -> usize {
    i + usize::from(reader.is(i, Class::Zone) && reader.piece(i).is_some_and(|piece| piece.is_capital))
}
