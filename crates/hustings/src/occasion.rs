//! Words for when and where something is said: days, months, occasions and media.
//!
//! A closed list that attributions and statements share; time expressions proper are read by [`crate::timex`].
//!
//! `told an interviewer on Friday`; `in a letter`

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a noun of `data/occasions.tsv` can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An occasion or paper that somebody speaks at or in: "rally", "letter".
    Venue,
    /// Something of which a later sentence can recall the day: "the hearing".
    Dated,
    /// What carries the words: "radio", "newspaper".
    Medium,
}

static NOUNS: LazyLock<BTreeMap<&'static str, Vec<Kind>>> = LazyLock::new(|| {
    let rows = include_str!("../data/occasions.tsv").lines().filter(|line| !line.starts_with('#'));
    let kind = |name: &str| match name {
        "venue" => Some(Kind::Venue),
        "dated" => Some(Kind::Dated),
        "medium" => Some(Kind::Medium),
        _ => None,
    };
    let row = |line: &'static str| {
        line.split_once('\t').map(|(noun, kinds)| (noun, kinds.split(' ').filter_map(kind).collect()))
    };
    rows.filter_map(row).collect()
});

/// Whether the lower-case word is a noun of that kind.
pub(crate) fn is(word: &str, kind: Kind) -> bool {
    NOUNS.get(word).is_some_and(|kinds| kinds.contains(&kind))
}

/// Whether the lower-case word names where or on what something can be said.
pub(crate) fn is_setting(word: &str) -> bool {
    is(word, Kind::Venue) || is(word, Kind::Medium)
}

/// Returns the noun as the table has it, if it is one of that kind.
pub(crate) fn noun(word: &str, kind: Kind) -> Option<&'static str> {
    NOUNS.get_key_value(word).filter(|(_, kinds)| kinds.contains(&kind)).map(|(&noun, _)| noun)
}

/// Whether the lower-case word is a weekday.
fn is_weekday(word: &str) -> bool {
    matches!(word, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")
}

/// Whether the lower-case word is a weekday, today or yesterday: a day on which a report can say that it was said.
pub(crate) fn is_day_told(word: &str) -> bool {
    is_weekday(word) || matches!(word, "today" | "yesterday")
}

/// Whether the lower-case word is a weekday, or a day reckoned from today.
pub(crate) fn is_day(word: &str) -> bool {
    is_day_told(word) || matches!(word, "tonight" | "tomorrow")
}

/// Whether the lower-case word is a month, in full or cut short with a full stop.
pub(crate) fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan."
            | "feb."
            | "aug."
            | "sept."
            | "oct."
            | "nov."
            | "dec."
    )
}
