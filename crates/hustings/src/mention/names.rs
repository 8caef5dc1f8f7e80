//! Names: runs of capitalized words, cut into titles, names and posts.
//!
//! [`super::kinds`] tells persons from bodies and places; [`super::title`] reads what stands in front.
//!
//! `Outgoing Dutch Prime Minister Mark Rutte` → title `Outgoing Dutch Prime Minister`, name `Mark Rutte`

use super::carriers;
use super::lexicon::{LEXICON, LONGEST, NounClass};
use super::run::{
    OF_HEADS, behind_link, holder_start, run_at, seated_title, with_complement, without_repetition,
};
use super::words::Words;
use crate::sentence::Sentence;
use std::ops::Range;

/// A name or post as found, before it is known whose.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// The tokens of the name.
    pub tokens: Range<usize>,
    /// The capitalized title words right in front of it.
    pub title: Option<Range<usize>>,
    /// Whether the words are an office rather than a name.
    pub is_post: bool,
}

/// Offices that are also surnames.
const SURNAMES: &[&str] = &[
    "king",
    "prince",
    "major",
    "judge",
    "bishop",
    "pope",
    "duke",
    "earl",
    "marshal",
    "dean",
    "baron",
    "page",
    "cardinal",
    "abbot",
    "mayor",
    "general",
    "king",
    "chase",
    "lord",
    "chancellor",
    "driver",
    "farmer",
    "fisher",
    "painter",
    "singer",
    "chef",
    "model",
    "priest",
    "monk",
    "hawk",
    "fox",
    "elder",
    "moore",
    "guy",
    "queen",
    "justice",
    "speaker",
    "sheriff",
    "chief",
    "majors",
    "white",
    "younger",
    "swift",
    "star",
    "cook",
    "banker",
    "porter",
    "marshall",
    "major",
    "steward",
    "engineer",
];

/// Returns the candidates of one sentence in order.
pub(crate) fn candidates(words: &Words<'_>, sentence: &Sentence) -> Vec<Candidate> {
    let mut found = Vec::new();
    let end = sentence.tokens.end;
    let mut i = sentence.tokens.start;
    while i < end {
        if let Some(to) = carriers::known_at(words, i, end) {
            found.push(Candidate { tokens: i..to, title: None, is_post: false });
            i = to;
            continue;
        }
        match run_at(words, i, end) {
            Some(run) => {
                let (run, next) = without_repetition(words, run);
                if let Some(next) = next {
                    cut(words, run, &mut found);
                    i = next;
                    continue;
                }
                let short = with_complement(words, run, end);
                let run = if short.end > i { with_complement(words, short, end) } else { short };
                i = run.end;
                cut(words, run, &mut found);
            }
            None => i += 1,
        }
    }
    found
}

/// Cuts a run into candidates.
fn cut(words: &Words<'_>, run: Range<usize>, found: &mut Vec<Candidate>) {
    let whole = Candidate { tokens: run.clone(), title: None, is_post: false };
    if let Some(holder) = holder_start(words, &run) {
        inner_names(words, run.start..holder, found);
        found.push(Candidate { tokens: holder..run.end, title: Some(run.start..holder), is_post: false });
        return;
    }
    if let Some(title) = seated_title(words, &run) {
        if LEXICON.place(&words.joined(run.start..title.end)).is_some() {
            found.push(Candidate { tokens: run.start..title.end, title: None, is_post: false });
        }
        found.push(Candidate { tokens: title.end..run.end, title: Some(title), is_post: false });
        return;
    }
    if LEXICON.is_body(&words.joined(run.clone())) || LEXICON.place(&words.joined(run.clone())).is_some() {
        found.push(whole);
        return;
    }
    if titled_body(words, &run).is_none() && is_body_run(words, &run)
        || carriers::has_word(words, &run) && title_end(words, &run).is_none()
    {
        found.push(whole);
        return;
    }
    match title_end(words, &run) {
        Some(cut) if cut < run.end => {
            inner_names(words, run.start..cut, found);
            let rest = without_adjectives(words, cut..run.end);
            found.push(Candidate { tokens: rest, title: Some(run.start..cut), is_post: false });
        }
        Some(_) => {
            inner_names(words, run.clone(), found);
            if !is_description(words, &run) {
                let tokens = with_seat(words, run);
                found.push(Candidate { tokens, is_post: true, title: None });
            }
        }
        None if is_people(words, &run) => inner_names(words, run, found),
        None => {
            let tokens = without_adjectives(words, run);
            found.push(Candidate { tokens, ..whole });
        }
    }
}

/// Returns where the title ends in a run like "Bank of Norland Governor Ida Holm".
fn titled_body(words: &Words<'_>, run: &Range<usize>) -> Option<usize> {
    let of = run.clone().find(|&i| matches!(words.word(i), "of" | "for" | "on"))?;
    let cut = title_end(words, run).filter(|&cut| cut > of + 2 && cut < run.end)?;
    let is_office = LEXICON
        .noun(words.low(cut - 1))
        .is_some_and(|noun| !noun.is_plural && noun.class == NounClass::Office);
    let is_person = LEXICON.first_name(words.word(cut)).is_some() || run.end - cut == 2;
    (is_office && is_person).then_some(cut)
}

/// Whether the run names a people or party members: "Senate Republicans", "Russians".
fn is_people(words: &Words<'_>, run: &Range<usize>) -> bool {
    let last = run.end - 1;
    let nation = words.word(last).strip_suffix('s').is_some_and(|word| LEXICON.country_of(word).is_some());
    nation || LEXICON.noun(words.low(last)).is_some_and(|noun| noun.is_plural)
}

/// Returns the office with what it is the office of: "Mayor of Riverton".
fn with_seat(words: &Words<'_>, run: Range<usize>) -> Range<usize> {
    let Some(sentence) = words.sentence_of(run.start) else { return run };
    let end = words.text.segments.sentences[sentence].tokens.end;
    if words.low(run.end) != "of" {
        return run;
    }
    match run_at(words, behind_link(words, run.end), end) {
        Some(seat) => run.start..seat.end,
        None => run,
    }
}

/// Whether an office or noun for people that stands alone describes somebody: "the Kentucky Republican".
fn is_description(words: &Words<'_>, run: &Range<usize>) -> bool {
    let before = run.start.checked_sub(1).map_or("", |before| words.low(before));
    let noun = LEXICON.noun(words.low(run.end - 1));
    matches!(
        before,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "our"
            | "his"
            | "her"
            | "their"
            | "every"
            | "some"
            | "many"
            | "most"
            | "two"
            | "three"
            | "other"
            | "fellow"
            | "one"
    ) || noun.is_some_and(|noun| noun.class == NounClass::Human || noun.is_plural)
}

/// Whether the run ends with the last word of a body, or goes on behind it with "of".
fn is_body_run(words: &Words<'_>, run: &Range<usize>) -> bool {
    if run.len() < 2 {
        return false;
    }
    let is_head = |i: usize| LEXICON.is_body_head(words.low(i)) || OF_HEADS.contains(&words.low(i));
    let of = run.clone().find(|&i| matches!(words.word(i), "of" | "for" | "on"));
    match of {
        Some(of) => of > run.start && is_head(of - 1),
        None => {
            let last = run.end - 1;
            let is_person = LEXICON.first_name(words.word(run.start)).is_some()
                && !LEXICON.is_common(words.low(run.start));
            LEXICON.is_body_head(words.low(last))
                && !(is_person && run.len() == 2 && SURNAMES.contains(&words.low(last)))
        }
    }
}

/// Returns where the title at the start of the run ends: the last noun for people in it that leaves a name.
fn title_end(words: &Words<'_>, run: &Range<usize>) -> Option<usize> {
    let is_jr = |i: usize| matches!(words.low(i), "jr." | "jr" | "sr." | "sr" | "ii" | "iii");
    for end in (run.start + 1..=run.end).rev() {
        let Some(start) = noun_start(words, run.start, end) else { continue };
        let low = words.low(end - 1);
        let is_single = end - start == 1;
        // "Los Angeles Mayor Ida Holm": a name and a surname stand behind a title, never behind a surname.
        let is_surname = is_single && SURNAMES.contains(&low) && run.end - end < 2;
        if is_surname && end - 1 > run.start && is_first_name_before(words, run.start, end - 1) {
            continue;
        }
        if end < run.end && is_jr(end) {
            continue;
        }
        if is_single && end == run.start + 1 && matches!(low, "dean" | "earl" | "guy") {
            continue;
        }
        return Some(end);
    }
    None
}

fn is_first_name_before(words: &Words<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|i| LEXICON.first_name(words.word(i)).is_some() && LEXICON.noun(words.low(i)).is_none())
}

/// Returns where the noun for people or title that ends at `end` starts.
pub(crate) fn noun_start(words: &Words<'_>, from: usize, end: usize) -> Option<usize> {
    let earliest = from.max(end.saturating_sub(LONGEST));
    for start in earliest..end {
        let joined = words.joined_low(start..end);
        let low = joined.trim_start_matches("ex-").trim_start_matches("then-");
        let is_noun = LEXICON.noun(low).is_some_and(|noun| !noun.is_plural || noun.class != NounClass::Human);
        if is_noun || LEXICON.noun(low.trim_end_matches("-elect").trim_end_matches("-designate")).is_some() {
            return Some(start);
        }
    }
    let last = end.checked_sub(1).filter(|&last| last >= from)?;
    LEXICON.title(words.word(last)).map(|_| last)
}

/// Adds the names of bodies, places and persons that a title is made with: "NATO" of "NATO Secretary General".
fn inner_names(words: &Words<'_>, title: Range<usize>, found: &mut Vec<Candidate>) {
    let noun = noun_start(words, title.start, title.end).unwrap_or(title.start);
    let mut i = title.start;
    while i < noun {
        let longest = (i + 1..=noun).rev().find(|&end| {
            let name = words.joined(i..end);
            LEXICON.is_body(&name) || LEXICON.place(&name).is_some() || is_body_run(words, &(i..end))
        });
        match longest {
            Some(end) => {
                found.push(Candidate { tokens: i..end, title: None, is_post: false });
                i = end;
            }
            None => i += 1,
        }
    }
}

/// Returns the run without leading words for a nation or a party: "British", "Democratic".
fn without_adjectives(words: &Words<'_>, run: Range<usize>) -> Range<usize> {
    let mut run = run;
    if run.len() > 1 && is_loud_word(words, run.end - 1, run.end - 2) {
        run.end -= 1;
    }
    let mut start = run.start;
    while start + 1 < run.end && is_adjective(words, start) {
        let rest = words.joined(start + 1..run.end);
        let is_name = LEXICON.is_body(&rest) || LEXICON.first_name(words.word(start + 1)).is_some();
        if !is_name {
            break;
        }
        start += 1;
    }
    start..run.end
}

fn is_adjective(words: &Words<'_>, i: usize) -> bool {
    is_loud_word(words, i, i + 1)
        || LEXICON.country_of(words.word(i)).is_some()
        || matches!(words.low(i), "democratic" | "republican" | "then" | "former")
}

/// Whether token `i` is a common word in capitals beside one that is not: a caption's, "WATCH Karin Holm resign".
fn is_loud_word(words: &Words<'_>, i: usize, beside: usize) -> bool {
    let is_loud = |i: usize| words.word(i).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    is_loud(i) && !is_loud(beside) && words.word(i).len() > 3 && LEXICON.is_common(words.low(i))
}
