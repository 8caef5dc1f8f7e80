//! Runs: the words in capitals that may be one name, with what joins them.
//!
//! [`super::names`] cuts them into titles, names and posts.
//!
//! `the Food and Drug Administration`, `Minister of Public Works Ivan Danev`: one run each

use super::lexicon::LEXICON;
use super::names::noun_start;
use super::words::{Words, is_capitalized};
use std::ops::Range;

/// Last words of names that go on with "of": "Ministry of Defense", "House of Commons".
pub(super) const OF_HEADS: &[&str] = &[
    "ministry",
    "university",
    "department",
    "house",
    "bank",
    "council",
    "committee",
    "commission",
    "observatory",
    "institute",
    "office",
    "board",
    "bureau",
    "chamber",
    "league",
    "organization",
    "association",
    "court",
    "college",
    "society",
    "republic",
    "kingdom",
    "state",
    "states",
    "commonwealth",
    "federation",
    "union",
    "party",
    "movement",
    "alliance",
    "center",
    "centre",
    "school",
    "church",
    "academy",
    "city",
    "gulf",
    "strait",
    "bay",
    "isle",
    "museum",
    "library",
    "friends",
    "sons",
    "daughters",
    "knights",
    "people",
    "conference",
    "congress",
    "voters",
    "coalition",
    "citizens",
    "americans",
    "campaign",
    "fund",
    "foundation",
    "agency",
    "emirate",
    "district",
    "province",
    "archdiocese",
    "diocese",
    "cabinet",
    "brotherhood",
    "journal",
    "confederation",
    "assembly",
];

/// The most tokens of one run: a line of capitals without end must not make reading quadratic.
const LONGEST_RUN: usize = 24;

/// Returns the run of capitalized words and particles that starts at token `i`.
pub(super) fn run_at(words: &Words<'_>, i: usize, end: usize) -> Option<Range<usize>> {
    let (start, end) = (i, end.min(i + LONGEST_RUN));
    let mut at = i;
    if words.is_particle(i) {
        while at < end && words.is_particle(at) {
            at += 1;
        }
        let is_place = LEXICON.place(words.word(at)).is_some();
        if at > i + 2
            || at >= end
            || is_place
            || words.low(at).len() < 3
            || matches!(words.low(i), "do" | "das")
        {
            return None;
        }
    }
    let opens_body = || is_capitalized(words.word(at)) && body_with_and(words, at..at + 1, end).is_some();
    if at >= end || !words.is_name(at) && !opens_body() {
        return None;
    }
    at += 1;
    while let Some(next) = continued(words, at, end).or_else(|| body_with_and(words, start..at, end)) {
        at = next + 1;
    }
    Some(start..at)
}

/// Returns the last token of the body whose name goes on with "and" behind the run: a known one, or one of common words
/// up to a word that ends names of bodies.
///
/// `Health and Human Services Secretary Ida Holm`, `the Energy and Commerce Committee`
fn body_with_and(words: &Words<'_>, run: Range<usize>, end: usize) -> Option<usize> {
    if words.low(run.end) != "and" {
        return None;
    }
    let is_head = |i: usize| LEXICON.is_body_head(words.low(i));
    let is_common = run.clone().all(|i| LEXICON.is_common(words.low(i))) && !is_head(run.end - 1);
    let is_body = |last: usize| {
        let is_capital = (run.end + 1..=last).all(|i| is_capitalized(words.word(i)));
        LEXICON.is_body(&words.joined(run.start..last + 1)) || is_common && is_capital && is_head(last)
    };
    (run.end + 1..end.min(run.end + 5)).rev().find(|&last| is_body(last))
}

/// Returns the run up to where a name is said again, and where reading goes on behind that.
///
/// `Karin Holm Karin Anna HolmVoters reject plan`: a link to more about her, glued to its headlines
pub(super) fn without_repetition(words: &Words<'_>, run: Range<usize>) -> (Range<usize>, Option<usize>) {
    let is_glued = |later: &str, word: &str| {
        let rest = later.strip_prefix(word).filter(|rest| rest.chars().count() > 1);
        word.chars().count() > 3
            && word.ends_with(char::is_lowercase)
            && rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
    };
    for at in run.start + 2..run.end {
        let Some(first) = (run.start..at).find(|&i| is_glued(words.word(at), words.word(i))) else {
            continue;
        };
        let again = (first + 1..at).find(|&i| words.word(i) == words.word(run.start));
        return (run.start..again.unwrap_or(first + 1), Some(at + 1));
    }
    (run, None)
}

/// Returns the next token of a run that goes on at `at`: behind particles, "&", or a nickname in quotation marks.
fn continued(words: &Words<'_>, at: usize, end: usize) -> Option<usize> {
    let mut next = at;
    while next < at + 2 && (words.is_particle(next) || words.word(next) == "&") {
        next += 1;
    }
    let is_mark = |i: usize| matches!(words.word(i), "“" | "\"" | "”" | "‘" | "’" | "'");
    if is_mark(at) && is_capitalized(words.word(at + 1)) && is_mark(at + 2) && words.is_word(at + 3) {
        next = if is_first_name(words, at - 1) { at + 3 } else { next };
    }
    (next < end && words.is_name(next)).then_some(next)
}

/// Returns the run with what "of", "for" or "on" adds to a body's name.
pub(super) fn with_complement(words: &Words<'_>, run: Range<usize>, end: usize) -> Range<usize> {
    if let Some(longer) = with_office(words, &run, end).or_else(|| with_holder(words, &run, end)) {
        return longer;
    }
    let last = words.low(run.end - 1);
    if !OF_HEADS.contains(&last) || !matches!(words.low(run.end), "of" | "for" | "on") {
        return run;
    }
    let Some(mut more) =
        run_at(words, behind_link(words, run.end), end).filter(|more| !is_person_start(words, more))
    else {
        return run;
    };
    if words.low(more.end) == "and" && words.low(run.end) != "for" {
        let is_list = |next: &Range<usize>| LEXICON.place(&words.joined(next.clone())).is_some();
        if let Some(next) = run_at(words, more.end + 1, end).filter(|next| !is_list(next)) {
            let is_abstract = |run: &Range<usize>| LEXICON.is_common(words.low(run.end - 1));
            if is_abstract(&more) && is_abstract(&next) {
                more.end = next.end;
            }
        }
    }
    run.start..more.end
}

/// Returns the run that goes on behind an office with "of": "Secretary of State Hillary Clinton".
fn with_office(words: &Words<'_>, run: &Range<usize>, end: usize) -> Option<Range<usize>> {
    if words.low(run.end) != "of" {
        return None;
    }
    let office = (run.end + 2..=end.min(run.end + 3))
        .find(|&at| (run.start..run.end).any(|from| LEXICON.noun(&words.joined_low(from..at)).is_some()))?;
    let more = run_at(words, office, end);
    Some(run.start..more.map_or(office, |more| more.end))
}

/// Returns the run that goes on behind an office with what it is the office of, and a person.
///
/// `Minister of Public Works Ivan Danev`, `Senator from Vermont Ida Holm`
fn with_holder(words: &Words<'_>, run: &Range<usize>, end: usize) -> Option<Range<usize>> {
    if !is_link(words, run.end) {
        return None;
    }
    let seat = behind_link(words, run.end);
    let longer = run.start..run_at(words, seat, end).filter(|_| seat < end)?.end;
    holder_start(words, &longer).map(|_| longer)
}

/// Returns where the person starts who holds the office that the run opens with.
pub(super) fn holder_start(words: &Words<'_>, run: &Range<usize>) -> Option<usize> {
    let link = run.clone().find(|&i| is_link(words, i)).filter(|&link| link > run.start)?;
    noun_start(words, run.start, link)?;
    let is_first = |i: usize| is_first_name(words, i);
    let seat = behind_link(words, link);
    let start = (seat + 1..run.end.saturating_sub(1)).find(|&i| is_first(i))?;
    (!is_first(seat)).then_some(start)
}

/// Returns the title that ends within the run, in front of a person: what is in front of the run is in lower case.
///
/// `the governor of Ohio Ivan Danev` → `governor of Ohio`; `then-Secretary of State Ida Holm` → `then-Secretary of State`
pub(super) fn seated_title(words: &Words<'_>, run: &Range<usize>) -> Option<Range<usize>> {
    let before = |i: usize| i.checked_sub(1);
    let the = before(run.start).filter(|&i| words.low(i) == "the");
    let link = before(the.unwrap_or(run.start)).filter(|&i| is_link(words, i))?;
    let from = words.text.segments.sentences[words.sentence_of(link)?].tokens.start;
    let mut names = (run.start + 1..run.end.saturating_sub(1)).rev().filter(|&end| is_first_name(words, end));
    names.find_map(|end| {
        let office = noun_start(words, from, end).filter(|&start| start < link);
        let is_seat = || LEXICON.place(&words.joined(run.start..end)).is_some();
        let noun = office.or_else(|| noun_start(words, from, link).filter(|_| is_seat()))?;
        Some(noun..end)
    })
}

fn is_first_name(words: &Words<'_>, i: usize) -> bool {
    LEXICON.first_name(words.word(i)).is_some()
}

/// Whether the word joins an office to what it is the office of.
fn is_link(words: &Words<'_>, i: usize) -> bool {
    matches!(words.low(i), "of" | "from")
}

/// Returns where the name starts behind a link: "of Ohio", "of the United States".
pub(super) fn behind_link(words: &Words<'_>, link: usize) -> usize {
    link + 1 + usize::from(words.low(link + 1) == "the")
}

fn is_person_start(words: &Words<'_>, run: &Range<usize>) -> bool {
    run.len() > 1 && is_first_name(words, run.start) || LEXICON.title(words.word(run.start)).is_some()
}
