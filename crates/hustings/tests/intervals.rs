//! Reads the own sentences of `testdata/gold/intervals.tsv`: every expression's interval holds the days that it can
//! mean, and none gets a day that its words do not give.
//!
//! `cargo test -p hustings --test intervals -- --nocapture` prints every miss.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads its sentences from a file")]

use hustings::article::{CreationTime, FoundIn};
use hustings::date::{Interval, PartialDate, Precision};
use hustings::timex::Timex;
use hustings::{Article, Model};
use std::fs;
use std::path::Path;

/// A line of the table.
struct Case<'a> {
    day: &'a str,
    sentence: &'a str,
    /// The days that the words can mean; nothing where they give none.
    days: Option<Interval>,
    value: Option<&'a str>,
}

#[test]
fn every_interval_holds_the_days_that_are_meant() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/gold/intervals.tsv");
    let written = fs::read_to_string(path).unwrap();
    let model = Model::from_bytes(hustings_model::TAGGER).unwrap();
    let (mut wrong, mut count) = (0, 0);
    for line in written.lines().filter(|line| !line.starts_with('#')) {
        let case = case(line);
        count += 1;
        if let Some(fault) = fault(&case, &model) {
            wrong += 1;
            println!("{}: {}\n    {fault}", case.day, case.sentence);
        }
    }
    println!("{wrong} of {count} wrong");
    assert!(count >= 300, "only {count} cases");
    assert_eq!(wrong, 0, "{wrong} expressions are read wrong");
}

fn case(line: &str) -> Case<'_> {
    let [day, sentence, first, last, value] = line.split('\t').collect::<Vec<_>>()[..] else {
        panic!("five columns are needed: {line}")
    };
    let day_of = |written| PartialDate::parse(written).map(PartialDate::first);
    let days = day_of(first).zip(day_of(last)).map(|(first, last)| Interval { first, last });
    Case { day, sentence, days, value: Some(value).filter(|&value| value != "-") }
}

/// Returns what is wrong with the expression in brackets, if anything.
fn fault(case: &Case<'_>, model: &Model) -> Option<String> {
    let words = case.sentence.split(['[', ']']).nth(1).unwrap();
    let body = case.sentence.replace(['[', ']'], "");
    let date = PartialDate::parse(case.day).unwrap();
    let created = CreationTime { date, time: None, found_in: FoundIn::Given };
    let article = Article { body, document_creation_time: Some(created), ..Article::default() };
    let reading = hustings::read(&article, model);
    let found = reading.timexes.iter().find(|timex| timex.span.of(&article.body) == words);
    let Some(timex) = found else {
        let all: Vec<&str> = reading.timexes.iter().map(|timex| timex.span.of(&article.body)).collect();
        return Some(format!("not found among {all:?}"));
    };
    if let Some(value) = case.value.filter(|&value| value != timex.value) {
        return Some(format!("{} and not {value}", timex.value));
    }
    days_fault(case, timex)
}

fn days_fault(case: &Case<'_>, timex: &Timex) -> Option<String> {
    let Some(days) = case.days else {
        return timex.date.map(|date| format!("gives {}", date.value()));
    };
    let Some(interval) = timex.interval else {
        // No interval is every day, as long as no date says otherwise.
        return timex.date.map(|date| format!("gives {} and no interval", date.value()));
    };
    if !(interval.contains(days.first) && interval.contains(days.last)) {
        return Some(format!("{} to {} does not hold it", interval.first, interval.last));
    }
    let date = timex.date?;
    let is_day = date.precision() == Precision::Day;
    if is_day && days.first != days.last {
        return Some(format!("gets the day {}", date.value()));
    }
    let holds = |outer: Interval, inner: Interval| outer.contains(inner.first) && outer.contains(inner.last);
    (is_day && !holds(date.interval(), days)).then(|| format!("gets the day {}", date.value()))
}
