//! Properties that hold for any text: nothing panics, every span slices, the same bytes give the same reading.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use hustings::article::{CreationTime, FoundIn};
use hustings::date::PartialDate;
use hustings::race::Facts;
use hustings::reading::wire::Wire;
use hustings::{Article, Model, Reading, Span};
use proptest::prelude::*;
use serde_json::Value;
use std::sync::OnceLock;

/// Sentences with everything in them that stages look for; the properties cut and shuffle them.
const SENTENCES: &[&str] = &[
    "Estonian Prime Minister Kaja Kallas said on Tuesday that she would run for NATO Secretary General. ",
    "“So it’s logical it should be Mark Rutte,” she said with a laugh. ",
    "Jens Stoltenberg, who has led NATO since 2014, will step down in October 2024. ",
    "However, “some” diplomats view her as ‘too hawkish’, Reuters reported two weeks ago.\n\n",
    "Rutte, 56, announced in July that he would not seek re-election (or so he told NPO 1). ",
    "Germany and Poland back Ursula von der Leyen; Hungary does not. ",
    "«Oui», a répondu le ministre. ",
    "The vote from 9 to 11 July ended 218–212 in the second round. ",
    "â€œYes,â€\u{9d} he said. ",
    "Leave a Reply\nYour email address will not be published.\n",
];

const NOISE: &[&str] =
    &["\n", "\n\n", "“", "”", "\"", "'", "’", "«", "\0", "\u{202e}", "é", "𝒳", "--", "…", " ", "\u{a0}", "."];

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    let weighed = || Model::from_bytes(hustings_model::TAGGER).unwrap();
    MODEL.get_or_init(|| weighed().with_stances(hustings_model::STANCE).unwrap())
}

fn article(body: String) -> Article {
    let date = PartialDate::parse("2023-11-15").unwrap();
    Article {
        body,
        document_creation_time: Some(CreationTime { date, time: None, found_in: FoundIn::Given }),
        ..Article::default()
    }
}

/// An article of whole, cut and shuffled sentences with noise between them.
fn mangled() -> impl Strategy<Value = String> {
    let piece =
        (0..SENTENCES.len(), 0..120usize, 0..120usize, 0..NOISE.len()).prop_map(|(i, from, to, noise)| {
            let letters: Vec<char> = SENTENCES[i].chars().collect();
            let (from, to) = (from.min(to), to.max(from));
            let cut = if to < 20 { 0..letters.len() } else { from.min(letters.len())..to.min(letters.len()) };
            letters[cut].iter().collect::<String>() + NOISE[noise]
        });
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Returns every span of a reading.
fn spans(reading: &Reading) -> Vec<Span> {
    let mut spans: Vec<Span> = reading.segments.tokens.iter().map(|token| token.span).collect();
    spans.extend(reading.segments.sentences.iter().map(|sentence| sentence.span));
    spans.extend(reading.segments.quotations.iter().flat_map(|quotation| [quotation.span, quotation.inner]));
    spans.extend(reading.timexes.iter().map(|timex| timex.span));
    spans.extend(reading.mentions.iter().map(|mention| mention.span));
    spans.extend(reading.entities.iter().flat_map(|entity| entity.roles.iter().map(|role| role.span)));
    for attribution in &reading.attributions {
        spans.extend(attribution.source.iter().chain(&attribution.cue).chain(&attribution.content));
    }
    for statement in &reading.statements {
        spans.extend(
            [statement.venue, statement.medium, statement.addressee, statement.question]
                .into_iter()
                .flatten(),
        );
        spans.extend(statement.about.iter().filter_map(|about| about.reason));
    }
    spans.extend(fact_spans(&reading.facts));
    spans
}

fn fact_spans(facts: &Facts) -> Vec<Span> {
    let mut spans: Vec<Span> = facts.races.iter().flat_map(|race| race.evidence.clone()).collect();
    let bases = (facts.tenures.iter().map(|fact| &fact.basis))
        .chain(facts.candidacies.iter().map(|fact| &fact.basis))
        .chain(facts.endorsements.iter().map(|fact| &fact.basis))
        .chain(facts.criteria.iter().map(|fact| &fact.basis))
        .chain(facts.ballots.iter().map(|fact| &fact.basis))
        .chain(facts.events.iter().map(|fact| &fact.basis));
    spans.extend(bases.flat_map(|basis| basis.evidence.clone()));
    spans.extend(facts.tenures.iter().flat_map(|tenure| tenure.extensions.iter().map(|e| e.evidence)));
    spans
}

/// Checks all properties of one body.
fn check(body: String) {
    let article = article(body);
    let model = model();
    let reading = hustings::read(&article, model);
    for span in spans(&reading) {
        assert!(
            article.body.get(span.start..span.end).is_some(),
            "{span:?} does not slice {:?}",
            article.body
        );
    }
    let evidence_is_report = |facts: &Facts| fact_spans(facts).iter().all(|&span| !span.is_empty());
    assert!(evidence_is_report(&reading.facts), "evidence without words");
    let wire = serde_json::to_value(Wire::new(&article, &reading)).unwrap();
    check_points(&article.body, &reading, &wire);
    assert_eq!(reading, hustings::read(&article, model), "a second reading differs");
}

/// Checks that the code points of the JSON form slice to the same words as the bytes.
fn check_points(body: &str, reading: &Reading, wire: &Value) {
    let letters: Vec<char> = body.chars().collect();
    for (timex, written) in reading.timexes.iter().zip(wire["timexes"].as_array().unwrap()) {
        let ends: Vec<usize> = serde_json::from_value(written["span"].clone()).unwrap();
        let words: String = letters[ends[0]..ends[1]].iter().collect();
        assert_eq!(words, timex.span.of(body));
    }
    for (attribution, written) in reading.attributions.iter().zip(wire["attributions"].as_array().unwrap()) {
        let ends: Vec<[usize; 2]> = serde_json::from_value(written["content"].clone()).unwrap();
        for (span, [start, end]) in attribution.content.iter().zip(ends) {
            assert_eq!(letters[start..end].iter().collect::<String>(), span.of(body));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_text_is_read(body in "\\PC{0,400}") {
        check(body);
    }

    #[test]
    fn any_characters_are_read(body in prop::collection::vec(any::<char>(), 0..200)) {
        check(body.into_iter().collect());
    }

    #[test]
    fn mangled_articles_are_read(body in mangled()) {
        check(body);
    }
}

#[test]
fn two_megabytes_are_read() {
    let body = SENTENCES.concat().repeat(2_000_000 / SENTENCES.concat().len());
    assert!(!hustings::read(&article(body), model()).statements.is_empty());
}

/// Text without full stops, of one name, of marks that never close: what makes a search look too far.
#[test]
fn text_without_an_end_is_read() {
    let units = [
        "“a ",
        "'a ",
        "and he said that she said that ",
        "Kaja Kallas ",
        "Mr. A. B. ",
        "on Tuesday, 5 May ",
        ")",
    ];
    for unit in units {
        let body = unit.repeat(100_000 / unit.len());
        let reading = hustings::read(&article(body), model());
        assert!(!reading.segments.tokens.is_empty());
    }
}
