//! Arbitrary text, read on an arbitrary day: nothing panics, every span is on character boundaries, and no interval
//! ends before it begins.
//!
//! `cargo +nightly fuzz run timex` in `fuzz/`.

#![no_main]

use hustings::Article;
use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;
use hustings::model::Tags;
use hustings::text::Text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, i16, u8, u8, bool)| {
    let (body, year, month, day, is_dated) = input;
    let written = format!("{:04}-{:02}-{:02}", year.rem_euclid(10_000), month % 12 + 1, day % 28 + 1);
    let date = PartialDate::parse(&written).filter(|_| is_dated);
    let created = date.map(|date| CreationTime { date, time: None, found_in: FoundIn::Given });
    let article = Article { body: body.to_owned(), document_creation_time: created, ..Article::default() };
    let segments = hustings::segment::segment(&article);
    let tags = Tags::default();
    let text = Text { article: &article, segments: &segments, tags: &tags };
    let timexes = hustings::timex::find(&text);
    let mut behind = 0;
    for timex in &timexes {
        assert!(timex.span.start >= behind && timex.span.start < timex.span.end, "expressions overlap");
        assert!(body.get(timex.span.start..timex.span.end).is_some(), "a span cuts a character");
        assert!(timex.interval.is_none_or(|days| days.first <= days.last), "an interval is turned round");
        behind = timex.span.end;
    }
    for verb in (0..segments.tokens.len()).take(200) {
        let _ = hustings::timex::binding::dating(&text, &timexes, verb);
    }
});
