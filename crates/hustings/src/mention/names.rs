//! Names: runs of capitalized words, cut into titles, names and posts.
//!
//! [`super::kinds`] tells persons from bodies and places; [`super::title`] reads what stands in front.
//!
//! `Outgoing Dutch Prime Minister Mark Rutte` → title `Outgoing Dutch Prime Minister`, name `Mark Rutte`

use super::carriers;
use super::lexicon::{LEXICON, LONGEST, NounClass};
use super::words::{Words, is_capitalized};
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

/// Last words of names that go on with "of": "Ministry of Defense", "House of Commons".
const OF_HEADS: &[&str] = &[
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

/// The most tokens of one run: a line of capitals without end must not make reading quadratic.
const LONGEST_RUN: usize = 24;

/// Returns the run of capitalized words and particles that starts at token `i`.
fn run_at(words: &Words<'_>, i: usize, end: usize) -> Option<Range<usize>> {
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
fn without_repetition(words: &Words<'_>, run: Range<usize>) -> (Range<usize>, Option<usize>) {
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
        let is_first = LEXICON.first_name(words.word(at - 1)).is_some();
        next = if is_first { at + 3 } else { next };
    }
    (next < end && words.is_name(next)).then_some(next)
}

/// Returns the run with what "of", "for" or "on" adds to a body's name.
fn with_complement(words: &Words<'_>, run: Range<usize>, end: usize) -> Range<usize> {
    if let Some(longer) = with_office(words, &run, end).or_else(|| with_holder(words, &run, end)) {
        return longer;
    }
    let last = words.low(run.end - 1);
    if !OF_HEADS.contains(&last) || !matches!(words.low(run.end), "of" | "for" | "on") {
        return run;
    }
    let mut at = run.end + 1;
    at += usize::from(words.low(at) == "the");
    let Some(mut more) = run_at(words, at, end).filter(|more| !is_person_start(words, more)) else {
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
fn holder_start(words: &Words<'_>, run: &Range<usize>) -> Option<usize> {
    let link = run.clone().find(|&i| is_link(words, i)).filter(|&link| link > run.start)?;
    noun_start(words, run.start, link)?;
    let is_first = |i: usize| LEXICON.first_name(words.word(i)).is_some();
    let seat = behind_link(words, link);
    let start = (seat + 1..run.end.saturating_sub(1)).find(|&i| is_first(i))?;
    (!is_first(seat)).then_some(start)
}

/// Returns the title that ends within the run, in front of a person: what is in front of the run is in lower case.
///
/// `the governor of Ohio Ivan Danev` → `governor of Ohio`; `then-Secretary of State Ida Holm` → `then-Secretary of State`
fn seated_title(words: &Words<'_>, run: &Range<usize>) -> Option<Range<usize>> {
    let before = |i: usize| i.checked_sub(1);
    let the = before(run.start).filter(|&i| words.low(i) == "the");
    let link = before(the.unwrap_or(run.start)).filter(|&i| is_link(words, i))?;
    let from = words.text.segments.sentences[words.sentence_of(link)?].tokens.start;
    let is_first = |i: usize| LEXICON.first_name(words.word(i)).is_some();
    (run.start + 1..run.end.saturating_sub(1)).rev().filter(|&end| is_first(end)).find_map(|end| {
        let office = noun_start(words, from, end).filter(|&start| start < link);
        let is_seat = || LEXICON.place(&words.joined(run.start..end)).is_some();
        let noun = office.or_else(|| noun_start(words, from, link).filter(|_| is_seat()))?;
        Some(noun..end)
    })
}

/// Whether the word joins an office to what it is the office of.
fn is_link(words: &Words<'_>, i: usize) -> bool {
    matches!(words.low(i), "of" | "from")
}

/// Returns where the name starts behind a link: "of Ohio", "of the United States".
fn behind_link(words: &Words<'_>, link: usize) -> usize {
    link + 1 + usize::from(words.low(link + 1) == "the")
}

fn is_person_start(words: &Words<'_>, run: &Range<usize>) -> bool {
    run.len() > 1 && LEXICON.first_name(words.word(run.start)).is_some()
        || LEXICON.title(words.word(run.start)).is_some()
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
    let at = run.end + 1 + usize::from(words.low(run.end + 1) == "the");
    match run_at(words, at, end) {
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
    let low = words.low(last).trim_start_matches("ex-").trim_start_matches("then-").to_owned();
    let is_titled =
        LEXICON.title(words.word(last)).is_some() || LEXICON.noun(&low).is_some_and(|n| !n.is_plural);
    is_titled.then_some(last)
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
